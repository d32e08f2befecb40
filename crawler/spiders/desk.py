"""The spider's desk: settings, database, Redis and reading processes, and the two commits that a crawl makes.

Every call that touches the database runs in a thread, so that the event loop goes on. The spider decides what to
fetch; here is what is written down about it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TypeVar

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from scrapy import Request
from scrapy.http import Response
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from crawler.chosen_model import has_database
from crawler.feeds.changes import flagged_read_again_at, is_stub, stub_read_again_at
from crawler.flags.model import ModelSource
from crawler.guard import Allowed
from crawler.host_lease import MARGIN, HostLeases
from crawler.news import Page
from crawler.pages.titles.site_names import names
from crawler.reading_pool import ReadersFailed, ReadingPool
from crawler.settings import CrawlerSettings, database_address, redis_address
from crawler.spiders.fetched import Lasts, NoPage
from crawler.spiders.model_watch import ModelWatch
from crawler.spiders.reading_turns import ReadingTurns
from crawler.spiders.redis_gate import RedisGate
from crawler.spiders.results import CrawlFailure, CrawlSummary, StoryResult
from crawler.store.database import connect, reading, writing
from crawler.store.entries import DueEntry, entry_failed, entry_refused, is_news, read_again_at
from crawler.store.giving_up import of_redis
from crawler.store.site_names import learn_titles, site_names_of
from crawler.store.stories import Kept, keep_reading
from crawler.store.streams import STORIES, VISITS, Stream
from crawler.understanding import Reading, ReadStory
from crawler.urls import host_of

logger = logging.getLogger(__name__)

T = TypeVar("T")

# Nothing can be recorded or read now, and the same work will succeed later: the database is away or full, or the
# reading processes cannot be started.
STORE_IS_DOWN = (OperationalError, InterfaceError, PoolTimeoutError, ReadersFailed)

_MOST_HOSTS = 5_000  # whose titles' names are kept at hand


def utc_now() -> datetime:
    """The moment."""
    return datetime.now(UTC)


@dataclass(kw_only=True)
class Order:
    """What a crawl is asked to do. The daemon takes its feeds from Redis; by hand they are named."""

    settings: CrawlerSettings
    daemon: bool = False
    urls: Sequence[str] = ()
    feed_names: Sequence[str] = ()
    everything: bool = False
    no_alert: bool = False
    dry_run: bool = False
    model: ModelSource | None = None  # decides the flags; None: as the settings say
    on_result: Callable[[StoryResult], None] | None = None
    on_leaving: Callable[[], None] | None = None  # called when the daemon's takes no more feeds, but has some in hand
    clock: Callable[[], datetime] = utc_now
    summary: CrawlSummary = field(default_factory=CrawlSummary)


class Desk:
    """What the spider works with. Made inside the running event loop."""

    def __init__(self, order: Order, consumer: str, download: Callable[[Request], Awaitable[Response]]) -> None:
        crawler = order.settings.crawler
        self.order = order
        self.download = download  # the engine's own: through the guard, robots.txt and the host's turn
        self.allowed = Allowed.of(crawler.allow_private_hosts)
        self.engine: Engine = connect(database_address(order.settings.store))
        self.pool = ReadingPool(crawler.readers, crawler.reading_timeout)
        self._reading = ReadingTurns(crawler.readers)
        self.models = ModelWatch(order.settings, self.pool, self.look)
        # One quick retry for a connection that a restarted server has closed; then the database is asked instead.
        address = redis_address(order.settings.store)
        self._redis: Redis = Redis.from_url(
            address,
            decode_responses=True,
            retry=Retry(NoBackoff(), 1),
            socket_connect_timeout=2,
            socket_timeout=4,  # longer than a read of a stream blocks
            **of_redis(address),
        )
        self.gate = RedisGate()
        self.host_leases = HostLeases(self._redis, self.gate, longest=crawler.timeout + MARGIN)
        self.visits = Stream(self._redis, name=VISITS, group="crawlers", consumer=consumer)
        self._stories = Stream(self._redis, name=STORIES, group="scheduler", consumer=consumer)
        self._site_names: dict[str, tuple[str, ...]] = {}
        # SQLite has one writer: waiting here costs less than waiting for its lock.
        self._writer = asyncio.Lock() if self.engine.dialect.name == "sqlite" else None

    def now(self) -> datetime:
        """The moment, by the clock of whoever ordered the crawl."""
        return self.order.clock()

    @property
    def has_database(self) -> bool:
        """Whether there is a database to ask."""
        return has_database(self.engine)

    async def start_readers(self) -> None:
        """Starts the reading processes, with the model that is to decide flags. Raises ReadersFailed."""
        await self.models.start(without_writing=self.order.dry_run, given=self.order.model)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """The value of a function that writes, in one transaction."""

        def run() -> T:
            with writing(self.engine) as connection:
                return work(connection)

        if self._writer is None:
            return await asyncio.to_thread(run)
        async with self._writer:
            return await asyncio.to_thread(run)

    async def look(self, work: Callable[[Connection], T]) -> T:
        """The value of a function that only reads."""

        def run() -> T:
            with reading(self.engine) as connection:
                return work(connection)

        return await asyncio.to_thread(run)

    async def read(self, page: Page, turn: float = 0.0) -> Reading:
        """What the reading processes make of a page, when its turn has come (`crawler.feeds.turns`), with what is
        known of its host's titles."""
        host = host_of(page.url)
        if host not in self._site_names:
            if len(self._site_names) >= _MOST_HOSTS:
                self._site_names.clear()
            self._site_names[host] = await self._known_site_names(host)
        async with self._reading.place(turn):
            return await self.pool.read(replace(page, site_names=self._site_names[host]))

    async def _known_site_names(self, host: str) -> tuple[str, ...]:
        if self.order.dry_run and not self.has_database:
            return ()
        try:
            return names(await self.look(lambda connection: site_names_of(connection, host)))
        except SQLAlchemyError as error:  # a title with a name too much is better than no story
            logger.info("site_names_not_asked host=%s error=%s", host, type(error).__name__)
            return ()

    async def keep(
        self, read: Reading, *, entry: DueEntry | None, feed_id: int | None, page: Page, alerting: bool
    ) -> list[StoryResult]:
        """Commit 2: the stories of a page and the end of its entry. What was published long before it was first seen
        is kept without alerting, also where only the page and not the feed has told its date. The page of a stub is
        to be read again."""
        now = self.now()
        published = read.stories[0].story.published if read.stories else None
        alerts = alerting and (is_news(published, now) if entry is None else entry.may_alert(published))
        outlet = page.outlet or ""
        if self.order.dry_run:
            return [_result(one, page, alerting=alerts) for one in read.stories]

        def work(connection: Connection) -> list[StoryResult]:
            kept = keep_reading(
                connection,
                entry_id=entry.id if entry is not None else None,
                feed_id=feed_id,
                reading=read,
                outlet=outlet,
                country=page.country,
                alerting=alerts,
                now=now,
                advance_revised=alerting,
            )
            if (learnt := learn_titles(connection, page.url, read, now)) is not None:
                self._site_names[host_of(page.url)] = names(learnt)
            its_own = bool(kept.ids) and kept.ids[0] in (*kept.new, *kept.revised)
            again_at = None if entry is None else _read_again_at(read, entry, now, its_own=its_own)
            if entry is not None and again_at is not None:
                read_again_at(connection, entry.id, again_at)
            return [
                _result(one, page, alerting=alerts, identity=identity, kept=kept)
                for one, identity in zip(read.stories, kept.ids, strict=True)
            ]

        try:
            return await self.write(work)
        except IntegrityError:  # another crawler kept the same page a moment ago, from another feed: now it is known
            return await self.write(work)

    async def page_failed(self, entry: DueEntry | None, url: str, because: NoPage) -> None:
        """A page that could not be had: tried again later, or given up with its reason."""
        reason = because.reason
        self.note_failure(url, reason)
        if entry is None or self.order.dry_run:
            logger.warning("page_failed url=%s reason=%r", url, reason)
            return
        if because.lasts is Lasts.FOR_GOOD:
            await self.write(lambda connection: entry_refused(connection, entry.id, reason))
            logger.info("page_refused entry=%d url=%s reason=%r", entry.id, url, reason)
            return
        again = await self.write(
            lambda connection: entry_failed(
                connection,
                entry.id,
                reason,
                self.now(),
                passing=because.lasts is Lasts.PASSES,
                retry_after=because.retry_after,
            )
        )
        logger.warning("page_failed entry=%d url=%s reason=%r again=%s", entry.id, url, reason, again)

    def count_page(self, url: str, read: Reading) -> None:
        """Says what a page that was had came to."""
        summary = self.order.summary
        summary.pages += 1
        if read.refusal is not None:
            summary.refused += 1
            logger.info("page_gave_no_story url=%s reason=%s detail=%r", url, read.refusal.reason, read.refusal.detail)
        for fault in read.faults:
            logger.error("story_not_understood url=%s reason=%r", url, fault)
            self.note_failure(url, fault)

    def note_failure(self, url: str, reason: str) -> None:
        """Counts a failure for the summary of a manual crawl."""
        if not self.order.daemon:
            self.order.summary.failures.append(CrawlFailure(url=url, reason=reason))

    def tell(self, result: StoryResult) -> None:
        """Tells whoever asked for this crawl of a story."""
        if self.order.daemon:
            return
        if result.new:
            self.order.summary.stories += 1
        elif result.revised:
            self.order.summary.revised += 1
        else:
            self.order.summary.known += 1
        if self.order.on_result is not None:
            self.order.on_result(result)

    async def wake(self, story_id: int) -> None:
        """Wakes the scheduler for a kept story. Without Redis its sweep finds the story a moment later."""
        await self.gate(lambda: self._stories.add({"story": str(story_id)}))

    async def close(self) -> None:
        """Ends the reading processes and the connections."""
        await self.pool.close()
        await self._redis.aclose()
        self.engine.dispose()


def _read_again_at(read: Reading, entry: DueEntry, now: datetime, *, its_own: bool) -> datetime | None:
    """When a page is looked at again: one that gave little more than its headline, and one of a flagged story of which
    its feed will not say that it was edited. `its_own` is false where the story is known from another page."""
    if entry.feed_id is None:  # crawled by hand: nobody would come back to it
        return None
    refusal = read.refusal
    if refusal is not None:
        return stub_read_again_at(now, entry.since, entry.rereads) if refusal.may_be_filled_in else None
    if not read.stories:
        return None
    first = read.stories[0]
    if is_stub(first.story.title, first.story.text):
        return stub_read_again_at(now, entry.since, entry.rereads)
    is_watched = first.casualty.flagged or first.diplomacy.flagged
    if is_watched and entry.modified is None and (its_own or entry.again):
        return flagged_read_again_at(now, entry.since, entry.rereads)
    return None


def _result(
    read: ReadStory, page: Page, *, alerting: bool, identity: int | None = None, kept: Kept | None = None
) -> StoryResult:
    return StoryResult(
        id=identity,
        new=identity is None or kept is None or identity in kept.new,
        revised=kept is not None and identity in kept.revised,
        title=read.story.title,
        outlet=read.story.outlet or page.outlet or "",
        flags=read.flags,
        figures=len(read.casualties),
        acts=len(read.acts),
        url=read.story.url,
        alerting=alerting,
        read=read,
    )
