"""The visits of feeds: commit 1 of the house, and the history that cadence decides from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update

from crawler.feeds.visit import Visit, VisitOutcome
from crawler.news import Entry
from crawler.store.entries import add_entries, due_entries
from crawler.store.feeds import WatchedFeed
from crawler.store.tables import feed as feed_table
from crawler.store.tables import visit as visit_table

FULL_ANSWER_EVERY = timedelta(hours=24)
HISTORY = 40  # visits that cadence looks at

Plan = Callable[[Sequence[Visit]], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a feed said about this state of its document; sent back word for word at the next visit."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedVisit:
    """A visit as it was written down, when the next one is, and whether pages of the feed are to be read now."""

    visit: Visit
    next_visit_at: datetime
    has_due: bool


def record_visit(
    connection: Connection,
    feed: WatchedFeed,
    visit: Visit,
    *,
    plan: Plan,
    entries: Sequence[Entry] = (),
    validators: Validators | None = None,
    alerting: bool = True,
) -> RecordedVisit:
    """Writes a visit down: the entries found, the feed's validators and its next visit, all in this transaction.

    `plan` gives the moment of the next visit from the history with this visit at its end. `validators` None leaves
    the known ones as they are (not modified, errors, an answer that was cut off).
    """
    now = visit.at
    if entries:
        added = add_entries(connection, feed.id, entries, now, alerting=alerting)
        outcome = VisitOutcome.NEW_ITEMS if added.new else VisitOutcome.NOTHING_NEW
        visit = replace(visit, new=added.new, outcome=outcome)
    next_visit_at = plan([*recent_visits(connection, feed.id), visit])
    has_due = bool(due_entries(connection, feed.id, now, 1))
    connection.execute(
        insert(visit_table).values(
            feed_id=feed.id,
            at=now,
            outcome=visit.outcome.value,
            http_status=visit.http_status,
            found=visit.found,
            new=visit.new,
            seconds=round(visit.seconds, 3),
            detail=visit.detail or None,
        )
    )
    values = _state_after(visit) | {
        "last_visit_at": now,
        "next_visit_at": next_visit_at,
        "interval_seconds": int((next_visit_at - now).total_seconds()),
    }
    if validators is not None:
        values |= {
            "etag": validators.etag,
            "last_modified": validators.last_modified,
            "body_hash": validators.body_hash,
        }
    if not has_due:
        values["queued_until"] = None  # nobody is at work on it any more
    connection.execute(update(feed_table).where(feed_table.c.id == feed.id).values(**values))
    return RecordedVisit(visit=visit, next_visit_at=next_visit_at, has_due=has_due)


def _state_after(visit: Visit) -> dict[str, Any]:
    if visit.outcome.is_success:
        return {"state": "healthy", "error_count": 0, "last_error": None, "last_success_at": visit.at}
    return {
        "state": "gone" if visit.outcome is VisitOutcome.GONE else "failing",
        "error_count": feed_table.c.error_count + 1,
        "last_error": visit.detail or visit.outcome.value,
    }


def recent_visits(connection: Connection, feed_id: int, limit: int = HISTORY) -> list[Visit]:
    """The last visits of a feed, the oldest first."""
    query = (
        select(visit_table)
        .where(visit_table.c.feed_id == feed_id)
        .order_by(visit_table.c.at.desc(), visit_table.c.id.desc())
        .limit(limit)
    )
    return [
        Visit(
            at=row["at"],
            outcome=VisitOutcome(row["outcome"]),
            found=row["found"],
            new=row["new"],
            http_status=row["http_status"],
            seconds=row["seconds"],
            detail=row["detail"] or "",
        )
        for row in reversed(connection.execute(query).mappings().all())
    ]


def full_answer_is_due(connection: Connection, feed_id: int, now: datetime) -> bool:
    """Whether a day has passed since the feed last sent its document: then it is asked for without conditions, since
    a server that mistakes its own validators would say "not modified" for ever."""
    query = (
        select(visit_table.c.id)
        .where(
            visit_table.c.feed_id == feed_id,
            visit_table.c.http_status == 200,
            visit_table.c.at > now - FULL_ANSWER_EVERY,
        )
        .limit(1)
    )
    return connection.execute(query).first() is None
