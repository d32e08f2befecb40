"""What the scheduler does, job by job. Each job is one query or one transaction and a push into Redis.

`due_feeds` tells crawlers which feeds are due; `advance` turns kept stories into events, alerts and deliveries;
`sweep` puts back deliveries that are due or whose worker died; `prune` forgets old visits. Nothing here decides:
due-ness is a stored fact, placement and alerting are pure functions of the alerts' room.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from redis.exceptions import RedisError
from sqlalchemy import Connection, Engine, delete

from alerts.advance import Advanced, advance
from alerts.bad_ends import mark_told as mark_bad_ends_told
from alerts.bad_ends import news
from alerts.bot.state import forget_updates
from alerts.clock_set_back import let_go_of_the_future
from alerts.deliver import sweep
from alerts.empty_digests import promise_digests as begin_digests
from alerts.event_rows import forget_old
from alerts.joined import with_chats
from alerts.ledger import forget_deliveries
from alerts.muting import forget_silence
from alerts.notices import tell_operator
from alerts.subscriptions import Subscription
from alerts.text.notices import CheckNotice, FeedNotice, Notice, Trouble
from crawler.feeds.state import FeedState
from crawler.store.database import reading, writing
from crawler.store.feeds import WatchedFeed, due_feeds, feeds_to_tell_of, mark_queued, mark_told
from crawler.store.old_texts import drop_old_texts
from crawler.store.settling import merge, settle
from crawler.store.streams import Stream
from crawler.store.tables import visit
from crawler.store.troubles import TroubleNews, mark_troubles_told, troubles_to_tell_of
from scheduler.house_checks import WITHOUT_ROW, missing_rows, note_check

logger = logging.getLogger(__name__)

QUEUED_FOR = timedelta(minutes=5)  # a feed that no crawler visited within this is put into the stream again
DUE_AT_ONCE = 200
ADVANCE_AT_ONCE = 100
PAUSE_WHILE_DROPPING = 0.2  # seconds between two transactions of old texts: most of the time is left to others
STREAM_FULL = 2_000  # deliveries waiting in the stream; more of them would only be the same ids again


@dataclass(slots=True, kw_only=True)
class Workshop:
    """What the jobs work with. A reload of the configuration changes who is told, under jobs that go on."""

    engine: Engine
    visits: Stream
    deliveries: Stream
    subscriptions: Sequence[Subscription]
    keep_visits: timedelta
    keep_deliveries: timedelta
    keep_texts: timedelta | None = None  # None: for ever
    deadline: timedelta  # after this an undelivered alert is failed
    operator: Subscription | None = None
    heartbeat_url: str | None = None  # called when the heartbeat's story has arrived
    heartbeat_every: timedelta = timedelta(hours=1)


async def put_due_feeds(shop: Workshop) -> int:
    """Puts every due feed into the stream once, and says in the database that it was told."""

    def queue() -> list[int]:
        now = datetime.now(UTC)
        with reading(shop.engine) as connection:
            if not due_feeds(connection, now, 1):
                return []  # the usual second: no write lock is taken for nothing
        with writing(shop.engine) as connection:
            ids = [feed.id for feed in due_feeds(connection, now, DUE_AT_ONCE)]
            mark_queued(connection, ids, now + QUEUED_FOR)
        return ids

    ids = await asyncio.to_thread(queue)
    if ids:
        try:
            await shop.visits.add_many([{"feed": str(identity)} for identity in ids])
        except RedisError as error:
            # Crawlers that cannot reach Redis look into the database themselves; the others are told again.
            logger.warning("visits_not_pushed feeds=%d error=%s", len(ids), type(error).__name__)
            await asyncio.to_thread(_unqueue, shop.engine, ids)
    return len(ids)


def _unqueue(engine: Engine, ids: Sequence[int]) -> None:
    with writing(engine) as connection:
        mark_queued(connection, ids, None)


async def advance_all(shop: Workshop) -> Advanced | None:
    """Advances every kept story and wakes the workers for its deliveries; returns the last batch, None for none."""
    last: Advanced | None = None
    while True:
        done = await asyncio.to_thread(
            advance,
            shop.engine,
            shop.subscriptions,
            now=datetime.now(UTC),
            limit=ADVANCE_AT_ONCE,
            deadline=shop.deadline,
        )
        if not done.stories and not done.events_changed:
            return last
        last = done
        logger.info(
            "advanced stories=%d events_new=%d events_changed=%d deliveries=%d",
            done.stories,
            done.events_new,
            done.events_changed,
            len(done.delivery_ids),
        )
        await push_deliveries(shop, done.delivery_ids)
        if done.stories < ADVANCE_AT_ONCE:
            return last  # that was all; what is kept from now on brings a wake of its own


async def push_deliveries(shop: Workshop, ids: Sequence[int]) -> None:
    """Wakes the alert workers. Without Redis nothing is lost: they look into the database themselves."""
    try:
        await shop.deliveries.add_many([{"delivery": str(identity)} for identity in ids])
    except RedisError as error:
        logger.warning("deliveries_not_pushed count=%d error=%s", len(ids), type(error).__name__)


async def sweep_deliveries(shop: Workshop) -> int:
    """Wakes the workers again for every delivery that is due, the ones of dead workers included."""
    freed = await asyncio.to_thread(let_go_of_the_future, shop.engine, datetime.now(UTC))
    if freed:
        logger.warning("clock_was_set_back deliveries=%d then=due_again", freed)
    ids = await asyncio.to_thread(sweep, shop.engine, datetime.now(UTC))
    if not ids:
        return 0
    try:
        if await shop.deliveries.depth() > STREAM_FULL:
            return 0
    except RedisError:
        return 0
    await push_deliveries(shop, ids)
    return len(ids)


async def promise_digests(shop: Workshop) -> int:
    """Begins the digests that are told also where there is nothing to tell; how many."""

    def begin() -> int:
        now = datetime.now(UTC)
        with writing(shop.engine) as connection:
            whole = with_chats(connection, shop.subscriptions, now)
            return begin_digests(connection, whole, deadline=shop.deadline, now=now)

    return await asyncio.to_thread(begin) if any(one.empty for one in shop.subscriptions) else 0


async def tell_of_feeds(shop: Workshop) -> int:
    """Tells the operator of feeds that are dead, gone, answer in vain, or are well again; how many they are. Without
    one nobody is told but the log and `rasid status`."""

    def is_news(connection: Connection, now: datetime) -> bool:
        return bool(feeds_to_tell_of(connection) or troubles_to_tell_of(connection, now))

    def take(connection: Connection, now: datetime) -> Sequence[Notice]:
        feeds, troubled = feeds_to_tell_of(connection), troubles_to_tell_of(connection, now)
        mark_told(connection, feeds)
        mark_troubles_told(connection, troubled)
        return [*map(_notice, feeds), *map(_notice_of_trouble, troubled)]

    return await tell_if_any(shop, "feeds", is_news, take)


async def tell_of_deliveries(shop: Workshop) -> int:
    """Tells the operator of receivers that are not tried any more, and of what did not arrive; how many notices."""

    def is_news(connection: Connection, now: datetime) -> bool:
        return bool(news(connection, now).notices)

    def take(connection: Connection, now: datetime) -> Sequence[Notice]:
        told = news(connection, now)
        mark_bad_ends_told(connection, told, now)
        return told.notices

    return await tell_if_any(shop, "bad_ends", is_news, take)


async def tell_if_any(
    shop: Workshop,
    what: str,
    is_news: Callable[[Connection, datetime], bool],
    take: Callable[[Connection, datetime], Sequence[Notice]],
) -> int:
    """Tells the operator, where there is one, what `take` marks as told in the same transaction; how many notices. It
    is asked only where there `is_news`, since writing has to wait for others."""
    operator = shop.operator
    if operator is None:
        return 0

    def tell() -> tuple[int, list[int]]:
        now = datetime.now(UTC)
        with reading(shop.engine) as connection:
            if not is_news(connection, now):
                return 0, []
        with writing(shop.engine) as connection:
            notices = take(connection, now)
            return len(notices), tell_operator(connection, operator, notices, deadline=shop.deadline, now=now)

    count, ids = await asyncio.to_thread(tell)
    if ids:
        logger.info("operator_told %s=%d deliveries=%d", what, count, len(ids))
        await push_deliveries(shop, ids)
    return count


def _notice(feed: WatchedFeed) -> FeedNotice:
    trouble = {FeedState.DEAD: Trouble.DEAD, FeedState.GONE: Trouble.GONE}.get(FeedState(feed.state), Trouble.BACK)
    return FeedNotice(
        feed=feed.feed.name,
        outlet=feed.feed.outlet,
        url=feed.address,
        trouble=trouble,
        since=feed.failing_since,
        error=feed.last_error or "",
    )


def _notice_of_trouble(news: TroubleNews) -> FeedNotice:
    feed, troubled = news.feed, news.troubled
    if troubled is None:
        return FeedNotice(feed=feed.feed.name, outlet=feed.feed.outlet, url=feed.address, trouble=Trouble.BACK)
    return FeedNotice(
        feed=feed.feed.name,
        outlet=feed.feed.outlet,
        url=feed.address,
        trouble=Trouble(troubled.trouble.value),
        since=troubled.since,
        error=troubled.reason,
        lost=troubled.lost,
        pages=troubled.pages,
    )


async def check_house(shop: Workshop) -> int:
    """Looks for events that somebody should have been told of and has no delivery for; how many there are."""

    def check() -> tuple[int, list[int]]:
        now = datetime.now(UTC)
        with reading(shop.engine) as connection:
            missing = missing_rows(connection, with_chats(connection, shop.subscriptions, now), now)
        with writing(shop.engine) as connection:
            is_news = note_check(connection, WITHOUT_ROW, missing, now)
            if not (is_news and shop.operator):
                return len(missing), []
            notice = CheckNotice(check=WITHOUT_ROW, detail=", ".join(missing[:3]))
            return len(missing), tell_operator(connection, shop.operator, [notice], deadline=shop.deadline, now=now)

    count, ids = await asyncio.to_thread(check)
    await push_deliveries(shop, ids)
    return count


async def prune(shop: Workshop) -> int:
    """Forgets visits, deliveries with their attempts, and look-ups, that are older than they are kept."""

    def forget() -> int:
        now = datetime.now(UTC)
        with writing(shop.engine) as connection:
            result = connection.execute(delete(visit).where(visit.c.at < now - shop.keep_visits))
            forget_updates(connection, now)
            forget_silence(connection, now)
            forget_old(connection, now)
            return int(result.rowcount) + forget_deliveries(connection, now - shop.keep_deliveries)

    return await asyncio.to_thread(forget)


async def drop_texts(shop: Workshop) -> int:
    """Drops the texts of stories that are older than texts are kept; of how many. A long one, begun when retention is
    first set: whoever else writes has his turn after each few."""
    keep = shop.keep_texts
    if keep is None:
        return 0
    now = datetime.now(UTC)
    dropped, portions = 0, drop_old_texts(shop.engine, now - keep, now)
    while some := await asyncio.to_thread(next, portions, 0):
        dropped += some
        await asyncio.sleep(PAUSE_WHILE_DROPPING)
    if dropped:
        logger.info("texts_dropped stories=%d kept_before=%s", dropped, (now - keep).date())
    return dropped


async def settle_words(shop: Workshop) -> int:
    """Takes the words of older stories over into the large index; of how many."""
    settled, portions = 0, settle(shop.engine)
    while some := await asyncio.to_thread(next, portions, 0):
        settled += some
    if settled:
        logger.info("words_settled stories=%d", settled)
    return settled


async def merge_words(shop: Workshop) -> int:
    """Merges SQLite's index of words, in so many pieces; whoever else writes has his turn after each."""
    merged, pieces = 0, merge(shop.engine)
    while await asyncio.to_thread(next, pieces, 0):
        merged += 1
        await asyncio.sleep(PAUSE_WHILE_DROPPING)
    return merged
