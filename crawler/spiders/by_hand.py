"""The crawl by hand: feeds by name and addresses of any kind, fetched now.

What an address is, its answer says: a feed that parses is read like a feed, a page that reads as an article is a
story, and of anything else the links that look like articles are followed, one step far.
"""

import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime

from scrapy import Request
from scrapy.http import Response
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from twisted.python.failure import Failure

from crawler.errors import FeedUnreadable
from crawler.feeds.addresses import looks_like_article, looks_like_feed
from crawler.middlewares import FEED_REQUEST
from crawler.news import Entry, Feed, FeedKind, RefusalReason
from crawler.spiders.desk import STORE_IS_DOWN, Desk
from crawler.spiders.fetched import ended_with, failed, header
from crawler.spiders.jobs import Job
from crawler.spiders.pages import page_of, read_better
from crawler.spiders.results import StoryResult
from crawler.spiders.visiting import Visiting
from crawler.store.entries import DueEntry, add_entries, entries_by_id, is_news
from crawler.store.feeds import WatchedFeed, active_feeds, feed_by_name, put_feeds
from crawler.urls import host_of, url_key

logger = logging.getLogger(__name__)

Output = Request | StoryResult


class HandBook:
    """A crawl by hand has no queue: what ends is just over, and what fails is told in the summary."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def part_ended(self, job: Job) -> None:
        """Nobody waits for it."""

    def store_is_down(self, job: Job, error: Exception) -> None:
        """Tells of it."""
        job.failed = True
        sentence = " ".join(str(error).split())[:200]
        logger.error("store_failed error=%r", sentence)
        self._desk.note_failure("database", sentence)


class ByHand:
    """What a crawl by hand asks for, and what it makes of the answers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._order = desk.order
        self._book = HandBook(desk)
        self._visiting = Visiting(desk, self._book)
        self._feeds: list[WatchedFeed] = []
        self._taken: set[str] = set()  # pages that an address of this crawl has led to, by their `url_key`

    async def start(self) -> AsyncIterator[Request]:
        """The first requests."""
        self._feeds = await self._watched()
        for feed in self._wanted():
            job = Job(feed_id=feed.id)
            if self._order.dry_run:
                requests = self._address(feed.feed.url, feed.feed)
            else:
                requests = await self._visiting.visit_requests(job, feed, conditional=False)
            for request in requests:
                yield request
        for url in self._order.urls:
            known = next((feed for feed in self._feeds if feed.feed.url == url), None)
            if known is not None and not self._order.dry_run:
                for request in await self._visiting.visit_requests(Job(feed_id=known.id), known, conditional=False):
                    yield request
                continue
            for request in self._address(url, self._feed_of(url)):
                yield request

    async def _watched(self) -> list[WatchedFeed]:
        """The watched feeds, the configured ones among them also where no daemon has run yet."""
        configured = self._order.settings.feeds()
        if self._order.dry_run:
            return await self._known_without_writing(configured)

        def work(connection: Connection) -> list[WatchedFeed]:
            new = [feed for feed in configured if feed_by_name(connection, feed.name) is None]
            put_feeds(connection, new, "configured", self._desk.now())
            return active_feeds(connection)

        return await self._desk.write(work)

    async def _known_without_writing(self, configured: Sequence[Feed]) -> list[WatchedFeed]:
        """The configured feeds, and the others that a database knows if there is one; none is made for this."""
        now = self._desk.now()
        own = {feed.name for feed in configured}
        feeds = [
            WatchedFeed(id=0, feed=feed, origin="configured", active=True, state="new", next_visit_at=now)
            for feed in configured
        ]
        if self._desk.has_database:
            try:
                feeds += [one for one in await self._desk.look(active_feeds) if one.feed.name not in own]
            except SQLAlchemyError as error:
                logger.info("database_not_asked error=%s", type(error).__name__)
        return feeds

    def _wanted(self) -> list[WatchedFeed]:
        if self._order.everything:
            return self._feeds
        by_name = {feed.feed.name: feed for feed in self._feeds}
        for name in self._order.feed_names:
            if name not in by_name:
                self._desk.note_failure(name, "there is no feed of this name")
        return [by_name[name] for name in dict.fromkeys(self._order.feed_names) if name in by_name]

    def _address(self, url: str, feed: Feed) -> list[Request]:
        try:
            request = Request(
                url,
                callback=self.answered,
                errback=self.failed,
                cb_kwargs={"feed": feed},
                meta={FEED_REQUEST: _asked_as_feed(url, feed)},
                dont_filter=True,
            )
        except ValueError:
            self._desk.note_failure(url, "not a valid address")
            return []
        return [request]

    def _feed_of(self, url: str) -> Feed:
        """The outlet of an address: the one whose feed lies on the same host, else the host itself."""
        host = host_of(url)
        known = next((one.feed for one in self._feeds if host_of(one.feed.url) == host), None)
        if known is None:
            return Feed(name=host or url, url="", outlet=host or url)
        # What its own feed is like says nothing of another address.
        return replace(known, url="", kind=FeedKind.FEED, link_selector=None, link_pattern=None, charset=None)

    async def answered(self, response: Response, feed: Feed) -> AsyncIterator[Output]:
        """Feed, article or section page, whichever the answer is."""
        try:
            if not 200 <= response.status < 300:
                self._desk.note_failure(response.url, f"status {response.status}")
                return
            for output in await self._read(response, feed):
                yield output
        except STORE_IS_DOWN as error:
            self._book.store_is_down(Job(feed_id=0), error)

    async def failed(self, failure: Failure) -> None:
        """An address without an answer."""
        request, error = ended_with(failure)
        asked = request.meta.get("redirect_urls", [request.url])[0]
        self._desk.note_failure(asked, failed(error, request.url).reason)

    async def _read(self, response: Response, feed: Feed) -> Sequence[Output]:
        content_type = header(response, "Content-Type") or ""
        try:
            parsed = await self._desk.pool.parse_feed(response.body, content_type, response.url, feed=feed)
            if parsed.children:
                parsed = await self._visiting.with_children(feed, parsed)
        except FeedUnreadable as error:
            if feed.url:  # a feed that was named must be one
                self._desk.note_failure(feed.url, str(error))
                return []
        else:
            self._desk.order.summary.feeds += 1
            return await self._entries(parsed.entries, feed)
        return await self._article_or_links(response, feed)

    async def _entries(self, entries: Sequence[Entry], feed: Feed) -> Sequence[Output]:
        now = self._desk.now()
        alerting = not self._order.no_alert
        entries = [entry for entry in entries if url_key(entry.url) not in self._taken]
        self._taken.update(url_key(entry.url) for entry in entries)
        if self._order.dry_run:
            due = [_unsaved(entry, now, alerting) for entry in entries]
        else:

            def work(connection: Connection) -> list[DueEntry]:
                added = add_entries(connection, None, entries, now, alerting=alerting)
                return entries_by_id(connection, added.due)

            due = await self._desk.write(work)
        return await self._visiting.pages.requests(Job(feed_id=0), feed, None, due)

    async def _article_or_links(self, response: Response, feed: Feed) -> Sequence[Output]:
        whole = await self._visiting.pages.whole(response, feed, None)
        page, read = await read_better(self._desk, page_of(response, feed, None, self._desk.now()), whole)
        refusal = read.refusal
        if refusal is None:
            self._desk.count_page(page.url, read)
            alerting = not self._order.no_alert
            return await self._desk.keep(read, entry=None, feed_id=None, page=page, alerting=alerting)
        entries: Sequence[Entry] = ()
        # A page that is an article, only not one for us, is no list of others.
        if refusal.reason is RefusalReason.NOT_AN_ARTICLE or (
            refusal.reason is RefusalReason.TOO_SHORT and not looks_like_article(page.url)
        ):
            entries = await self._linked(response, feed)
        if not entries:
            self._desk.note_failure(page.url, f"{refusal.reason}: {refusal.detail}".rstrip(": "))
            return []
        logger.info("section_page url=%s links=%d", page.url, len(entries))
        return await self._entries(entries, feed)

    async def _linked(self, response: Response, feed: Feed) -> Sequence[Entry]:
        """The stories that a section page links to; none where it has no such links."""
        content_type = header(response, "Content-Type") or ""
        as_page = replace(feed, kind=FeedKind.PAGE)
        try:
            parsed = await self._desk.pool.parse_feed(response.body, content_type, response.url, feed=as_page)
        except FeedUnreadable:
            return ()
        return parsed.entries


def _unsaved(entry: Entry, now: datetime, alerting: bool) -> DueEntry:
    return DueEntry(
        id=0,
        feed_id=None,
        url=entry.url,
        title=entry.title,
        summary=entry.summary,
        content_html=entry.content_html,
        published=entry.published,
        first_seen_at=now,
        alerting=alerting and is_news(entry.published, now),
        attempts=0,
        author=entry.author,
    )


def _asked_as_feed(url: str, feed: Feed) -> bool:
    """Whether only those robots rules bind that name us: feeds and sitemaps are published for programs."""
    return feed.kind is not FeedKind.PAGE if url == feed.url else looks_like_feed(url)
