"""The scheduler's role: APScheduler with a handful of jobs, one leader, and a listener that makes the chain immediate.

No job's period stands between a kept story and its alert: crawlers wake `rasid:stories` after their commit, and the
listener advances at once. The jobs are for what a wake cannot do: time passing, and wakes that were lost.
"""

import asyncio
import logging
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from redis.asyncio import Redis
from redis.exceptions import RedisError
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError

from alerts.channels.build import one_click_of
from alerts.settings import unsubscribe_secret
from alerts.subscriptions import subscriptions_from
from crawler.errors import RasidError
from crawler.settings import database_address, redis_address
from crawler.store.database import connect, writing
from crawler.store.feeds import sync_feeds
from crawler.store.giving_up import of_redis
from crawler.store.streams import DELIVERIES, STORIES, VISITS, Stream
from scheduler import jobs
from scheduler.bot_notices import tell_of_bot
from scheduler.health import self_check
from scheduler.heartbeat import keep_beating
from scheduler.house_checks import note_subscriptions
from scheduler.leader import give_up, take_or_renew
from scheduler.leaving import leaving_app, public_app
from scheduler.serving import served
from scheduler.settings import Settings, catalogue_feeds, operator_of, told_of_events
from scheduler.websub.callback import callback_app
from scheduler.websub.keeping import HubDesk, hub_desk, keep_subscriptions

logger = logging.getLogger(__name__)

WITHOUT_REDIS_SECONDS = 2.0
_AWAY = (OperationalError, RedisError, OSError)
_TOLD = 200  # characters of an error
HEART_SECONDS = 5.0  # between two looks whether the heartbeat's story has arrived
WORDS_SECONDS = 60.0  # between two looks whether many stories stand in the small index of words
HUBS_SECONDS = 60.0  # between two looks at what is due at WebSub hubs


async def run_scheduler(settings: Settings, stop: asyncio.Event, changes: AsyncIterator[Settings]) -> None:
    """Runs until `stop` is set; a stand-by waits for the lease and takes over when it runs out. Each of the `changes`
    takes effect for what is done from then on."""
    engine = connect(database_address(settings.store))
    address = redis_address(settings.store)
    redis: Redis = Redis.from_url(address, decode_responses=True, **of_redis(address))
    holder = f"{socket.gethostname()}:{os.getpid()}"
    shop = jobs.Workshop(
        engine=engine,
        visits=Stream(redis, name=VISITS, group="crawlers", consumer=holder),
        deliveries=Stream(redis, name=DELIVERIES, group="alerts", consumer=holder),
        subscriptions=told_of_events(settings),
        keep_visits=timedelta(days=settings.scheduler.keep_visits_days),
        keep_deliveries=timedelta(days=settings.scheduler.keep_deliveries_days),
        keep_texts=timedelta(days=days) if (days := settings.scheduler.keep_texts_days) else None,
        deadline=timedelta(hours=settings.alerts.deadline_hours),
        operator=operator_of(settings),
        heartbeat_url=settings.alerts.heartbeat_url,
        heartbeat_every=timedelta(minutes=settings.scheduler.heartbeat_minutes),
    )
    leader = Leader(engine=engine, holder=holder, seconds=settings.scheduler.lease_seconds)
    stories = Stream(redis, name=STORIES, group="scheduler", consumer=holder)
    hubs = hub_desk(settings, engine)
    one_click = one_click_of(settings.alerts, unsubscribe_secret(settings.alerts))
    clock = _clock(settings, shop, leader, hubs)
    advancing = asyncio.Lock()
    clock.add_job(
        leader.only(lambda: _advance(shop, advancing)),
        "interval",
        seconds=settings.scheduler.advance_seconds,
        id="advance",
    )
    following: asyncio.Task[None] | None = None
    try:
        await leader.renew()
        _note_configured(engine, settings)
        following = asyncio.create_task(_follow(changes, shop))
        outside = public_app(callback_app(hubs, wake=lambda: jobs.put_due_feeds(shop)), leaving_app(engine, one_click))
        async with served(outside, settings.websub.listen):
            clock.start()
            logger.info("scheduler_started holder=%s leads=%s", holder, leader.leads)
            await _listen(stories, leader, lambda: _advance(shop, advancing), stop)
    finally:
        if following is not None:
            following.cancel()
        if clock.running:
            clock.shutdown(wait=False)
        async with advancing:  # a transaction in a thread is let finish
            await asyncio.to_thread(leader.resign)
        await redis.aclose()
        engine.dispose()
        logger.info("scheduler_stopped")


def _note_configured(engine: Engine, settings: Settings) -> None:
    try:
        _write_configured(engine, settings)
    except IntegrityError:  # another scheduler, which began at the same moment, has written the same new feeds
        _write_configured(engine, settings)


def _write_configured(engine: Engine, settings: Settings) -> None:
    with writing(engine) as connection:
        now = datetime.now(UTC)
        sync_feeds(connection, [*settings.feeds(), *catalogue_feeds(settings)], "configured", now)
        note_subscriptions(connection, subscriptions_from(settings.subscription), now)


async def _follow(changes: AsyncIterator[Settings], shop: jobs.Workshop) -> None:
    """Takes up new settings: what is watched, and who is told."""
    async for settings in changes:
        shop.subscriptions = told_of_events(settings)
        shop.heartbeat_url = settings.alerts.heartbeat_url
        shop.operator = operator_of(settings)
        shop.deadline = timedelta(hours=settings.alerts.deadline_hours)
        try:
            await asyncio.to_thread(_note_configured, shop.engine, settings)
        except (SQLAlchemyError, RasidError) as error:
            logger.error("feeds_not_taken_up error=%s", " ".join(str(error).split())[:200])
        else:
            logger.info("configuration_taken_up subscriptions=%d", len(shop.subscriptions))


class Leader:
    """Whether this process leads, by the lease in the database and by our own clock."""

    def __init__(self, *, engine: "object", holder: str, seconds: float) -> None:
        self._engine = engine
        self._holder = holder
        self._seconds = seconds
        self._until = 0.0

    @property
    def leads(self) -> bool:
        """False as soon as the lease may have run out, even if it could not be renewed."""
        return asyncio.get_running_loop().time() < self._until

    async def renew(self) -> None:
        """Takes or renews the lease. An unreachable database ends leadership by the clock."""
        began = asyncio.get_running_loop().time()
        led = self.leads
        try:
            holds = await asyncio.to_thread(self._take)
        except SQLAlchemyError as error:
            logger.warning("lease_not_renewed error=%s", type(error).__name__)
            return
        # The clock starts before the call: ours must end no later than the one in the database.
        self._until = began + self._seconds if holds else 0.0
        if holds != led:
            logger.info("leader_changed leads=%s holder=%s", holds, self._holder)

    def _take(self) -> bool:
        with writing(self._engine) as connection:  # type: ignore[arg-type]
            return take_or_renew(connection, holder=self._holder, now=datetime.now(UTC), seconds=self._seconds)

    def resign(self) -> None:
        """Gives the lease up at a clean stop."""
        try:
            with writing(self._engine) as connection:  # type: ignore[arg-type]
                give_up(connection, holder=self._holder, now=datetime.now(UTC))
        except SQLAlchemyError as error:
            logger.warning("lease_not_given_up error=%s", type(error).__name__)

    def only(self, job: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[None]]:
        """The job, done only while this process leads."""

        async def run() -> None:
            if self.leads:
                await job()

        return run


def _clock(settings: Settings, shop: jobs.Workshop, leader: Leader, hubs: HubDesk) -> AsyncIOScheduler:
    # misfire_grace_time defaults to 1 s and silently skips a late run: None never skips, coalesce runs it once.
    clock = AsyncIOScheduler(
        timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
    periods = settings.scheduler
    every: list[tuple[str, Callable[[], Awaitable[object]], float]] = [
        ("lease", leader.renew, periods.lease_seconds / 3),
        ("due_feeds", leader.only(lambda: jobs.put_due_feeds(shop)), periods.due_feeds_seconds),
        ("sweep", leader.only(lambda: jobs.sweep_deliveries(shop)), periods.sweep_seconds),
        ("promise_digests", leader.only(lambda: jobs.promise_digests(shop)), periods.self_check_seconds),
        ("prune", leader.only(lambda: jobs.prune(shop)), periods.prune_hours * 3600),
        ("drop_texts", leader.only(lambda: jobs.drop_texts(shop)), periods.prune_hours * 3600),
        ("merge_words", leader.only(lambda: jobs.merge_words(shop)), periods.prune_hours * 3600),
        ("settle_words", leader.only(lambda: jobs.settle_words(shop)), WORDS_SECONDS),
        ("tell_of_feeds", leader.only(lambda: jobs.tell_of_feeds(shop)), periods.self_check_seconds),
        ("tell_of_deliveries", leader.only(lambda: jobs.tell_of_deliveries(shop)), periods.self_check_seconds),
        ("tell_of_bot", leader.only(lambda: tell_of_bot(shop)), periods.self_check_seconds),
        ("heartbeat", leader.only(lambda: keep_beating(shop)), HEART_SECONDS),
        ("check_house", leader.only(lambda: jobs.check_house(shop)), periods.house_check_minutes * 60),
        ("self_check", leader.only(lambda: self_check(shop.engine)), periods.self_check_seconds),
        ("websub", leader.only(lambda: keep_subscriptions(hubs, datetime.now(UTC))), HUBS_SECONDS),
    ]
    for name, job, seconds in every:
        clock.add_job(job, "interval", seconds=seconds, id=name, next_run_time=datetime.now(UTC))
    clock.add_listener(_job_failed, EVENT_JOB_ERROR)
    # It would say the same at length: a page for each job and each second that a database is away.
    logging.getLogger("apscheduler.executors").setLevel(logging.CRITICAL)
    return clock


def _job_failed(event: JobExecutionEvent) -> None:
    """One line where a store is away, which every job meets until it is back; all there is to say of anything else."""
    error = event.exception
    if isinstance(error, _AWAY):
        told = str(getattr(error, "orig", None) or error).split()
        logger.warning("job_waits job=%s error=%s", event.job_id, " ".join(told)[:_TOLD])
    else:
        logger.error("job_failed job=%s error=%r\n%s", event.job_id, error, event.traceback)


async def _advance(shop: jobs.Workshop, advancing: asyncio.Lock) -> None:
    async with advancing:
        await jobs.advance_all(shop)


async def _listen(stories: Stream, leader: Leader, advance: Callable[[], Awaitable[None]], stop: asyncio.Event) -> None:
    """Advances whenever crawlers say that stories were kept. A stand-by leaves the wakes to the leader."""
    while not stop.is_set():
        if not leader.leads:
            await _wait(stop, 0.5)
            continue
        try:
            messages = await stories.take(1000, block_ms=500)
        except RedisError as error:
            logger.warning("redis_unreachable stream=%s error=%s", STORIES, type(error).__name__)
            await _guarded(advance)
            await _wait(stop, WITHOUT_REDIS_SECONDS)
            continue
        if messages and await _guarded(advance):
            try:
                await stories.done([message.id for message in messages])
            except RedisError:
                continue  # they come again, and advancing twice harms nothing


async def _guarded(advance: Callable[[], Awaitable[None]]) -> bool:
    try:
        await advance()
    except SQLAlchemyError as error:
        logger.error("advance_failed error=%s", " ".join(str(error).split())[:200])
        return False
    return True


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
