"""The pages of a job's entries: asked for, read in the pool, and kept or recorded as what they are.

Every page ends in the database: as stories, as a refusal, or as a failure with its reason. What happens to one never
touches the others, and what the database cannot take now is done again later.
"""

import html
import logging
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.feeds.items import has_no_own_page
from crawler.feeds.turns import turn_of
from crawler.feeds.zones import zone_name_for
from crawler.news import Feed, Page
from crawler.pages.copies import whole_page_of
from crawler.spiders.desk import STORE_IS_DOWN, Desk
from crawler.spiders.fetched import Lasts, NoPage, ended_with, failed, header, no_page_by_status
from crawler.spiders.jobs import Book, Job
from crawler.spiders.results import StoryResult
from crawler.store.entries import DueEntry
from crawler.understanding import Reading

logger = logging.getLogger(__name__)

_LAST = 10**13  # milliseconds: a turn in the year 2286


class PageReader:
    """Fetches and reads the pages of entries."""

    def __init__(self, desk: Desk, book: Book) -> None:
        self._desk = desk
        self._book = book

    async def requests(self, job: Job, feed: Feed, feed_id: int | None, due: Sequence[DueEntry]) -> list[Request]:
        """A request for each page; a link that is no address is recorded as such and stops nobody."""
        made = [await self.request(job, feed, feed_id, entry) for entry in due]
        return [request for request in made if request is not None]

    async def request(self, job: Job, feed: Feed, feed_id: int | None, entry: DueEntry) -> Request | None:
        """The request for an entry's page; None where its link is none, which is then recorded."""
        job.held = True
        about: dict[str, Any] = {"job": job, "feed": feed, "feed_id": feed_id, "entry": entry}
        try:
            request = Request(
                entry.url,
                callback=self.answered,
                errback=self.failed,
                cb_kwargs=about,
                # A page that waits is an alert that waits; the next feed, with priority 0, may wait.
                priority=_LAST - int(1000 * turn_of(entry.since, self._desk.now())),
                dont_filter=True,
            )
        except ValueError:
            await self._desk.page_failed(entry, entry.url, NoPage(reason="not a valid address", lasts=Lasts.FOR_GOOD))
            return None
        job.pending += 1
        return request

    async def answered(
        self, response: Response, job: Job, feed: Feed, feed_id: int | None, entry: DueEntry
    ) -> AsyncIterator[StoryResult]:
        """Commit 2 for a page: its stories, or the reason why there are none."""
        try:
            if 200 <= response.status < 300:
                # Where the feed itself came, with its other items, the entry's own text is its page.
                own = page_from_feed(feed, entry, self._desk.now()) if has_no_own_page(entry.url) else None
                page = own or page_of(response, feed, entry, self._desk.now())
                whole = None if own is not None else await self.whole(response, feed, entry)
                results = await self._read_page(page, whole, feed_id, entry)
            else:
                because = no_page_by_status(response, self._desk.now())
                results = await self._no_page(feed, feed_id, entry, because)
            for result in results:
                yield result
        except STORE_IS_DOWN as error:
            self._book.store_is_down(job, error)
        finally:
            await self._book.part_ended(job)

    async def failed(self, failure: Failure) -> AsyncIterator[StoryResult]:
        """The end of a page that did not come."""
        request, error = ended_with(failure)
        about = request.cb_kwargs
        try:
            because = failed(error, request.url).no_page()
            for result in await self._no_page(about["feed"], about["feed_id"], about["entry"], because):
                yield result
        except STORE_IS_DOWN as down:
            self._book.store_is_down(about["job"], down)
        finally:
            await self._book.part_ended(about["job"])

    async def whole(self, response: Response, feed: Feed, entry: DueEntry | None) -> Page | None:
        """The whole page where an AMP or mobile copy came; None where it is no copy, or its whole cannot be had."""
        address = whole_page_of(response.body, response.url)
        if address is None:
            return None
        try:
            answer = await self._desk.download(Request(address, dont_filter=True))
        except STORE_IS_DOWN:
            raise
        except Exception as error:  # whatever a request may end with: there is the copy
            logger.info("whole_page_missed url=%s because=%r", address, failed(error, address).reason)
            return None
        if not 200 <= answer.status < 300:
            logger.info("whole_page_missed url=%s because='status %d'", address, answer.status)
            return None
        return page_of(answer, feed, entry, self._desk.now())

    async def _read_page(
        self, page: Page, whole: Page | None, feed_id: int | None, entry: DueEntry
    ) -> list[StoryResult]:
        page, read = await read_better(self._desk, page, whole, turn_of(entry.since, self._desk.now()))
        alerting = not self._desk.order.no_alert
        try:
            results = await self._desk.keep(read, entry=entry, feed_id=feed_id, page=page, alerting=alerting)
        except STORE_IS_DOWN:
            raise
        except Exception as error:
            logger.exception("story_not_kept url=%s", page.url)
            await self._desk.page_failed(entry, page.url, NoPage(reason=f"cannot be kept ({type(error).__name__})"))
            return []
        self._desk.count_page(page.url, read)
        return results

    async def _no_page(self, feed: Feed, feed_id: int | None, entry: DueEntry, because: NoPage) -> list[StoryResult]:
        """Reads the full text that the feed itself carried, where it did; else records the failure."""
        page = page_from_feed(feed, entry, self._desk.now())
        if page is not None:
            read = await self._desk.read(page, turn_of(entry.since, self._desk.now()))
            if read.stories:
                logger.info("page_read_from_feed url=%s because=%r", entry.url, because.reason)
                alerting = not self._desk.order.no_alert
                return await self._desk.keep(read, entry=entry, feed_id=feed_id, page=page, alerting=alerting)
        await self._desk.page_failed(entry, entry.url, because)
        return []


async def read_better(desk: Desk, page: Page, whole: Page | None, turn: float = 0.0) -> tuple[Page, Reading]:
    """The whole page with what it gave; the copy where there is no whole, or it gave no story."""
    if whole is not None:
        read = await desk.read(whole, turn)
        if read.stories:
            return whole, read
    return page, await desk.read(page, turn)


def page_of(response: Response, feed: Feed, entry: DueEntry | None, now: datetime) -> Page:
    """A page's answer with all that is known about it."""
    return Page(
        url=response.url,
        body=response.body,
        content_type=header(response, "Content-Type") or "",
        hint_title=entry.title or None if entry is not None else None,
        hint_published=entry.published if entry is not None else None,
        hint_summary=entry.summary or None if entry is not None else None,
        hint_html=entry.content_html if entry is not None else None,
        hint_author=entry.author if entry is not None else None,
        outlet=feed.outlet,
        country=feed.country,
        zone=zone_name_for(feed.zone, feed.country),
        charset=feed.charset,
        fetched_at=now,
    )


def page_from_feed(feed: Feed, entry: DueEntry, now: datetime) -> Page | None:
    """The full text of an entry as a page, or None where the feed carried none."""
    if not entry.content_html:
        return None
    title = html.escape(entry.title)
    body = (
        f'<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><article><h1>{title}</h1>{entry.content_html}</article></body></html>"
    )
    return Page(
        url=entry.url,
        body=body.encode("utf-8", "replace"),
        content_type="text/html; charset=utf-8",
        hint_title=entry.title or None,
        hint_published=entry.published,
        hint_summary=entry.summary or None,
        hint_html=entry.content_html,
        hint_author=entry.author,
        outlet=feed.outlet,
        country=feed.country,
        zone=zone_name_for(feed.zone, feed.country),
        fetched_at=now,
    )
