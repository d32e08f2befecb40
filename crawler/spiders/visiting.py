"""A feed's visit: what is asked of its server, and what is recorded of each answer.

Every visit ends in the database with its reason, whatever the server sent and however the request ended.
"""

import hashlib
import logging
import random
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from functools import partial

from scrapy import Request
from scrapy.http import Response
from sqlalchemy import Connection
from twisted.python.failure import Failure

from crawler.errors import FeedUnreadable
from crawler.feeds.cadence import next_visit
from crawler.feeds.parse import ParsedFeed
from crawler.feeds.visit import Visit, VisitOutcome
from crawler.middlewares import FEED_REQUEST
from crawler.spiders.desk import STORE_IS_DOWN, Desk
from crawler.spiders.fetched import Failed, Trouble, ended_with, failed, header, max_age, retry_after
from crawler.spiders.jobs import Book, Job
from crawler.spiders.pages import PageReader
from crawler.store.entries import DueEntry, due_entries
from crawler.store.feeds import WatchedFeed, feed_by_id
from crawler.store.visits import Plan, RecordedVisit, Validators, full_answer_is_due, record_visit

logger = logging.getLogger(__name__)

PAGES_PER_JOB = 100  # the rest of a long list makes the feed due again as soon as these have ended
LARGEST_FLOOR = timedelta(minutes=10)
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
        now = datetime.now(UTC)

        def look(connection: Connection) -> tuple[WatchedFeed | None, bool, list[DueEntry]]:
            feed = feed_by_id(connection, job.feed_id)
            if feed is None or not feed.active:
                return None, False, []
            if feed.next_visit_at <= now:
                return feed, full_answer_is_due(connection, feed.id, now), []
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
                feed.feed.url,
                headers=headers,
                callback=self.feed_answered,
                errback=self.feed_failed,
                cb_kwargs={"job": job, "feed": feed},
                meta={FEED_REQUEST: True, STARTED: time.monotonic()},
                dont_filter=True,
            )
        except ValueError:
            refused = Failed(trouble=Trouble.ADDRESS_REFUSED, detail="not a valid address")
            await self._record(feed, _failed_visit(refused, 0.0))
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
            recorded = await self._record(feed, _failed_visit(trouble, _seconds(request)))
            for page_request in await self._after_visit(job, feed, recorded):
                yield page_request
        except STORE_IS_DOWN as down:
            self._book.store_is_down(job, down)
        finally:
            await self._book.part_ended(job)

    async def _visited(self, response: Response, feed: WatchedFeed) -> RecordedVisit:
        now = datetime.now(UTC)
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
            detail=_moved_to(response),
        )
        if body_hash == feed.body_hash:
            return await self._record(feed, good, validators=validators)
        return await self._read_feed(feed, response, good, validators)

    async def _read_feed(
        self, feed: WatchedFeed, response: Response, good: Visit, validators: Validators
    ) -> RecordedVisit:
        content_type = header(response, "Content-Type") or ""
        pool = self._desk.pool
        try:
            parsed = await pool.parse_feed(response.body, content_type, response.url, zone=feed.feed.zone)
        except FeedUnreadable as error:
            return await self._record(feed, _unreadable(good, str(error)))
        cut = "dataloss" in response.flags or "partial" in response.flags
        good = Visit(
            at=good.at,
            outcome=good.outcome,
            found=len(parsed.entries),
            http_status=good.http_status,
            floor=self._floor(response, parsed),
            seconds=good.seconds,
            detail=good.detail,
        )
        kept = None if cut else validators  # else the missing end would be "not modified" at the next visit
        try:
            return await self._record(feed, good, entries=parsed, validators=kept)
        except STORE_IS_DOWN:
            raise
        except Exception as error:
            # The database refuses these very entries. The feed gets an error state, and the rest goes on.
            logger.exception("visit_not_kept feed=%s", feed.feed.name)
            return await self._record(feed, _unreadable(good, f"its items cannot be kept ({type(error).__name__})"))

    def _floor(self, response: Response, parsed: ParsedFeed) -> timedelta | None:
        """The shortest period that the feed asks for. It is believed up to ten minutes: CMSs say "hourly" where
        nobody chose it. An operator who sets `min_interval` has chosen."""
        crawler = self._desk.order.settings.crawler
        if "min_interval" in crawler.model_fields_set:
            return None
        headers = {"cache-control": header(response, "Cache-Control") or ""}
        asked = max(max_age(headers) or 0.0, (parsed.ttl_minutes or 0) * 60.0)
        return min(timedelta(seconds=asked), LARGEST_FLOOR) if asked else None

    async def _record(
        self,
        feed: WatchedFeed,
        visit: Visit,
        *,
        entries: ParsedFeed | None = None,
        validators: Validators | None = None,
    ) -> RecordedVisit:
        found = entries.entries if entries is not None else ()
        recorded = await self._desk.write(
            lambda connection: record_visit(
                connection,
                feed,
                visit,
                plan=self._plan(visit.at),
                entries=found,
                validators=validators,
                alerting=not self._desk.order.no_alert,
            )
        )
        self._tell(feed, recorded)
        return recorded

    def _plan(self, now: datetime) -> Plan:
        crawler = self._desk.order.settings.crawler
        return partial(
            next_visit,
            now=now,
            jitter=random.uniform(-1, 1),
            shortest=timedelta(seconds=crawler.min_interval),
            longest=timedelta(seconds=crawler.max_interval),
        )

    def _tell(self, feed: WatchedFeed, recorded: RecordedVisit) -> None:
        visit = recorded.visit
        good = visit.outcome.is_success
        logger.log(
            logging.INFO if good else logging.WARNING,
            "visit feed=%s outcome=%s status=%s found=%d new=%d next_in=%ds detail=%r",
            *(feed.feed.name, visit.outcome, visit.http_status, visit.found, visit.new),
            *((recorded.next_visit_at - visit.at).total_seconds(), visit.detail),
        )
        self._desk.order.summary.feeds += 1
        if not good:
            self._desk.note_failure(feed.feed.url, f"{visit.outcome}: {visit.detail}")

    async def _after_visit(self, job: Job, feed: WatchedFeed, recorded: RecordedVisit) -> list[Request]:
        if not recorded.has_due:
            return []
        now = datetime.now(UTC)
        due = await self._desk.look(lambda connection: due_entries(connection, feed.id, now, PAGES_PER_JOB))
        return await self.pages.requests(job, feed.feed, feed.id, due)


def _failed_visit(trouble: Failed, seconds: float) -> Visit:
    outcome = _VISIT_TROUBLE.get(trouble.trouble, VisitOutcome.NETWORK_ERROR)
    return Visit(at=datetime.now(UTC), outcome=outcome, seconds=seconds, detail=trouble.reason)


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


def _moved_to(response: Response) -> str:
    """Where a feed has moved for good, if all its redirects say so: told, and not adopted on one server's word."""
    reasons = response.meta.get("redirect_reasons", [])
    return f"moved to {response.url}" if reasons and all(reason in (301, 308) for reason in reasons) else ""


def _seconds(request: Request | None) -> float:
    started = request.meta.get(STARTED) if request is not None else None
    return time.monotonic() - started if started is not None else 0.0
