"""A feed's visit: what is asked of its server, and what is recorded of each answer.

Every visit ends in the database with its reason, whatever the server sent and however the request ended.
"""

import hashlib
import logging
import random
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from scrapy import Request
from scrapy.http import Response
from sqlalchemy import Connection
from twisted.python.failure import Failure

from crawler.errors import FeedUnreadable
from crawler.feeds.cadence import next_visit
from crawler.feeds.link_header import links_in_header
from crawler.feeds.parse import ParsedFeed
from crawler.feeds.rhythm import Rhythm
from crawler.feeds.sitemap_index import with_children
from crawler.feeds.state import FeedState
from crawler.feeds.visit import Visit, VisitOutcome
from crawler.middlewares import FEED_REQUEST
from crawler.news import Feed, FeedKind
from crawler.spiders.desk import STORE_IS_DOWN, Desk
from crawler.spiders.fetched import Failed, Trouble, ended_with, failed, header, max_age, retry_after
from crawler.spiders.jobs import Book, Job
from crawler.spiders.pages import PageReader
from crawler.store.entries import DueEntry, due_entries
from crawler.store.feeds import WatchedFeed, feed_by_id
from crawler.store.visits import Document, Plan, RecordedVisit, Validators, full_answer_is_due, record_visit

logger = logging.getLogger(__name__)

PAGES_PER_JOB = 100  # the rest of a long list makes the feed due again as soon as these have ended
STARTED = "rasid_started"

_VISIT_TROUBLE = {
    Trouble.ADDRESS_REFUSED: VisitOutcome.REFUSED_ADDRESS,
    Trouble.ROBOTS: VisitOutcome.REFUSED_BY_ROBOTS,
    Trouble.ROBOTS_UNREACHABLE: VisitOutcome.REFUSED_BY_ROBOTS,
    Trouble.TOO_LARGE: VisitOutcome.UNREADABLE,
    Trouble.BROKEN_ANSWER: VisitOutcome.UNREADABLE,
}


class Visiting:
    """Visits feeds and has their pages read."""

    def __init__(self, desk: Desk, book: Book) -> None:
        self._desk = desk
        self._book = book
        self.pages = PageReader(desk, book)

    async def begin(self, job: Job) -> list[Request]:
        """A job's first requests: its visit where that is due, else the pages that an earlier visit left over."""
        now = self._desk.now()

        def look(connection: Connection) -> tuple[WatchedFeed | None, bool, list[DueEntry]]:
            feed = feed_by_id(connection, job.feed_id)
            if feed is None or not feed.active:
                return None, False, []
            if feed.next_visit_at <= now:
                return feed, feed.ask_whole or full_answer_is_due(connection, feed.id, now), []
            return feed, False, due_entries(connection, feed.id, now, PAGES_PER_JOB)

        job.pending = 1  # this function itself, so that the job does not end while it is prepared
        requests: list[Request] = []
        try:
            feed, full, left = await self._desk.look(look)
            if feed is not None and feed.next_visit_at <= now:
                requests = await self.visit_requests(job, feed, conditional=not full)
            elif feed is not None:
                requests = await self.pages.requests(job, feed.feed, feed.id, left)
            job.held = job.held or not requests
        except STORE_IS_DOWN as error:
            self._book.store_is_down(job, error)
        finally:
            await self._book.part_ended(job)
        return requests

    async def visit_requests(self, job: Job, feed: WatchedFeed, *, conditional: bool) -> list[Request]:
        """The request for a feed; none where its address is none, which is then recorded."""
        headers = {}
        if conditional and feed.etag:
            headers["If-None-Match"] = feed.etag
        if conditional and feed.last_modified:
            headers["If-Modified-Since"] = feed.last_modified
        try:
            request = Request(
                feed.address,
                headers=headers,
                callback=self.feed_answered,
                errback=self.feed_failed,
                cb_kwargs={"job": job, "feed": feed},
                meta={FEED_REQUEST: feed.feed.kind is not FeedKind.PAGE, STARTED: time.monotonic()},
                dont_filter=True,
            )
        except ValueError:
            refused = Failed(trouble=Trouble.ADDRESS_REFUSED, detail="not a valid address")
            await self._record(feed, _failed_visit(refused, 0.0, self._desk.now()))
            return []
        job.pending += 1
        return [request]

    async def feed_answered(self, response: Response, job: Job, feed: WatchedFeed) -> AsyncIterator[Request]:
        """Commit 1 for whatever the feed answered, and requests for the pages that are to be read."""
        try:
            recorded = await self._visited(response, feed)
            for request in await self._after_visit(job, feed, recorded):
                yield request
        except STORE_IS_DOWN as error:
            self._book.store_is_down(job, error)
        finally:
            await self._book.part_ended(job)

    async def feed_failed(self, failure: Failure) -> AsyncIterator[Request]:
        """Commit 1 for a feed that did not answer; pages left over from an earlier visit are read all the same."""
        request, error = ended_with(failure)
        job, feed = request.cb_kwargs["job"], request.cb_kwargs["feed"]
        try:
            trouble = failed(error, request.url)
            recorded = await self._record(feed, _failed_visit(trouble, _seconds(request), self._desk.now()))
            for page_request in await self._after_visit(job, feed, recorded):
                yield page_request
        except STORE_IS_DOWN as down:
            self._book.store_is_down(job, down)
        finally:
            await self._book.part_ended(job)

    async def _visited(self, response: Response, feed: WatchedFeed) -> RecordedVisit:
        now = self._desk.now()
        seconds = _seconds(response.request)
        status = response.status
        if status == 304:
            visit = Visit(at=now, outcome=VisitOutcome.NOT_MODIFIED, http_status=304, seconds=seconds)
            return await self._record(feed, visit)
        if not 200 <= status < 300:
            return await self._record(feed, _error_visit(response, now, seconds))
        body_hash = hashlib.sha256(response.body).hexdigest()
        validators = Validators(
            etag=header(response, "ETag"), last_modified=header(response, "Last-Modified"), body_hash=body_hash
        )
        good = Visit(
            at=now,
            outcome=VisitOutcome.NOTHING_NEW,
            http_status=status,
            seconds=seconds,
            detail=f"moved to {_moved_to(response)}" if _moved_to(response) else "",
        )
        if body_hash == feed.body_hash:
            return await self._record(feed, good, validators=validators, moved_to=_moved_to(response))
        return await self._read_feed(feed, response, good, validators)

    async def _read_feed(
        self, feed: WatchedFeed, response: Response, good: Visit, validators: Validators
    ) -> RecordedVisit:
        content_type = header(response, "Content-Type") or ""
        try:
            parsed = await self._desk.pool.parse_feed(response.body, content_type, response.url, feed=feed.feed)
            if parsed.children:  # no validators: an index may stay the same while what it names changes
                parsed, validators = await self.with_children(feed.feed, parsed), Validators()
        except FeedUnreadable as error:
            return await self._record(feed, _unreadable(good, str(error)))
        cut = "dataloss" in response.flags or "partial" in response.flags
        good = replace(
            good, found=len(parsed.entries), floor=self._floor(response, parsed), skip_hours=parsed.skip_hours
        )
        kept = None if cut else validators  # else the missing end would be "not modified" at the next visit
        document = _document(feed, response, parsed)
        try:
            return await self._record(feed, good, document=document, validators=kept, moved_to=_moved_to(response))
        except STORE_IS_DOWN:
            raise
        except Exception as error:
            # The database refuses these very entries. The feed gets an error state, and the rest goes on.
            logger.exception("visit_not_kept feed=%s", feed.feed.name)
            return await self._record(feed, _unreadable(good, f"its items cannot be kept ({type(error).__name__})"))

    async def with_children(self, feed: Feed, index: ParsedFeed) -> ParsedFeed:
        """A sitemap index with the items of the sitemaps that it names; raises FeedUnreadable if none can be read."""
        read: list[ParsedFeed] = []
        failures = []
        for url in index.children:
            try:
                read.append(await self._child(feed, url))
            except STORE_IS_DOWN:
                raise
            except Exception as error:  # whatever a request may end with
                told = str(error) if isinstance(error, FeedUnreadable) else failed(error, url).reason
                failures.append(f"{url}: {told}")
        if failures and not read:
            raise FeedUnreadable(f"none of the sitemaps that it names can be read ({failures[0]})")
        return replace(with_children(index, read), children=())

    async def _child(self, feed: Feed, url: str) -> ParsedFeed:
        response = await self._desk.download(Request(url, meta={FEED_REQUEST: True}, dont_filter=True))
        if not 200 <= response.status < 300:
            raise FeedUnreadable(f"status {response.status}")
        content_type = header(response, "Content-Type") or ""
        return await self._desk.pool.parse_feed(response.body, content_type, response.url, feed=feed)

    def _floor(self, response: Response, parsed: ParsedFeed) -> timedelta | None:
        """The shortest period that the feed asks for; an operator who sets `min_interval` has chosen himself."""
        crawler = self._desk.order.settings.crawler
        if "min_interval" in crawler.model_fields_set:
            return None
        headers = {"cache-control": header(response, "Cache-Control") or ""}
        asked = max(max_age(headers) or 0.0, (parsed.ttl_minutes or 0) * 60.0)
        return timedelta(seconds=asked) if asked else None

    async def _record(
        self,
        feed: WatchedFeed,
        visit: Visit,
        *,
        document: Document | None = None,
        validators: Validators | None = None,
        moved_to: str | None = None,
    ) -> RecordedVisit:
        recorded = await self._desk.write(
            lambda connection: record_visit(
                connection,
                feed,
                visit,
                plan=self._plan(visit.at),
                document=document,
                validators=validators,
                moved_to=moved_to,
                alerting=not self._desk.order.no_alert,
            )
        )
        self._tell(feed, recorded)
        return recorded

    def _plan(self, now: datetime) -> Plan:
        crawler = self._desk.order.settings.crawler

        def plan(history: Sequence[Visit], rhythm: Rhythm | None) -> datetime:
            return next_visit(
                history,
                now,
                rhythm=rhythm,
                jitter=random.uniform(-1, 1),
                shortest=timedelta(seconds=crawler.min_interval),
                longest=timedelta(seconds=crawler.max_interval),
            )

        return plan

    def _tell(self, feed: WatchedFeed, recorded: RecordedVisit) -> None:
        visit, name = recorded.visit, feed.feed.name
        good = visit.outcome.is_success
        logger.log(
            logging.INFO if good else logging.WARNING,
            "visit feed=%s outcome=%s status=%s found=%d new=%d next_in=%ds detail=%r",
            *(name, visit.outcome, visit.http_status, visit.found, visit.new),
            *((recorded.next_visit_at - visit.at).total_seconds(), visit.detail),
        )
        if recorded.missed:
            logger.warning("items_missed feed=%s found=%d then=visit_sooner", name, visit.found)
        if recorded.changed_from is not None and recorded.state in (FeedState.DEAD, FeedState.GONE):
            logger.error("feed_%s feed=%s url=%s last_error=%r", recorded.state, name, feed.address, visit.detail)
        if recorded.adopted is not None:
            logger.warning("feed_moved feed=%s from=%s to=%s", name, feed.address, recorded.adopted)
        self._desk.order.summary.feeds += 1
        if not good:
            self._desk.note_failure(feed.feed.url, f"{visit.outcome}: {visit.detail}")

    async def _after_visit(self, job: Job, feed: WatchedFeed, recorded: RecordedVisit) -> list[Request]:
        if not recorded.has_due:
            return []
        now = self._desk.now()
        due = await self._desk.look(lambda connection: due_entries(connection, feed.id, now, PAGES_PER_JOB))
        return await self.pages.requests(job, feed.feed, feed.id, due)


def _failed_visit(trouble: Failed, seconds: float, now: datetime) -> Visit:
    outcome = _VISIT_TROUBLE.get(trouble.trouble, VisitOutcome.NETWORK_ERROR)
    return Visit(at=now, outcome=outcome, seconds=seconds, detail=trouble.reason)


def _error_visit(response: Response, now: datetime, seconds: float) -> Visit:
    wait = retry_after({"retry-after": header(response, "Retry-After") or ""}, now)
    return Visit(
        at=now,
        outcome=VisitOutcome.GONE if response.status == 410 else VisitOutcome.HTTP_ERROR,
        http_status=response.status,
        retry_after=None if wait is None else timedelta(seconds=wait),
        seconds=seconds,
        detail=f"status {response.status}",
    )


def _unreadable(visit: Visit, why: str) -> Visit:
    return Visit(
        at=visit.at,
        outcome=VisitOutcome.UNREADABLE,
        http_status=visit.http_status,
        seconds=visit.seconds,
        detail=why,
    )


def _document(feed: WatchedFeed, response: Response, parsed: ParsedFeed) -> Document:
    """What is kept of an answer. Its header names the hub before its text does, as WebSub has it."""
    said = ", ".join(value.decode("latin-1") for value in response.headers.getlist("Link"))
    links = links_in_header(said, response.url)
    hub = links.hub or parsed.hub
    return Document(
        entries=parsed.entries,
        charset=parsed.charset,
        charset_overridden=parsed.charset_overridden,
        hub=hub,
        topic=(links.self or parsed.topic or feed.address) if hub else None,
    )


def _moved_to(response: Response) -> str | None:
    """Where a feed has moved for good, if all its redirects say so."""
    reasons = response.meta.get("redirect_reasons", [])
    return response.url if reasons and all(reason in (301, 308) for reason in reasons) else None


def _seconds(request: Request | None) -> float:
    started = request.meta.get(STARTED) if request is not None else None
    return time.monotonic() - started if started is not None else 0.0
