"""The visits of feeds: commit 1 of the house, and the history that cadence decides from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from crawler.feeds.cadence import last_with_window, missed_items
from crawler.feeds.dating import believed_dates
from crawler.feeds.moving import is_believed, moved
from crawler.feeds.rhythm import Rhythm, learn, rhythm_from_json, rhythm_to_json
from crawler.feeds.state import FeedState, state_after
from crawler.feeds.visit import Visit, VisitOutcome
from crawler.news import Entry
from crawler.store.entries import add_entries, due_entries
from crawler.store.feeds import WatchedFeed
from crawler.store.tables import feed as feed_table
from crawler.store.tables import visit as visit_table

FULL_ANSWER_EVERY = timedelta(hours=24)
HISTORY = 40  # visits that cadence looks at; what is older has gone into the rhythm
# An adopted address that fails so often in a row is given up for the one that the configuration names.
BACK_AFTER_ERRORS = 5

_PACE_KNOWN_AFTER = 2.0  # days

Plan = Callable[[Sequence[Visit], Rhythm | None], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a feed said about this state of its document; sent back word for word at the next visit."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a readable answer brings: the items, and what the feed says of itself."""

    entries: tuple[Entry, ...] = ()
    charset: str | None = None
    charset_overridden: bool = False
    hub: str | None = None
    topic: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedVisit:
    """A visit as it was written down, when the next one is, and what follows from it.

    `has_due`: pages are to be read now. `missed`: items may have come and gone unseen. `changed_from` is the state
    before, where it changed, and `adopted` the address that the feed is asked for from now on, where that did.
    """

    visit: Visit
    next_visit_at: datetime
    has_due: bool
    state: FeedState
    missed: bool = False
    changed_from: str | None = None
    adopted: str | None = None


def record_visit(
    connection: Connection,
    feed: WatchedFeed,
    visit: Visit,
    *,
    plan: Plan,
    document: Document | None = None,
    validators: Validators | None = None,
    moved_to: str | None = None,
    alerting: bool = True,
) -> RecordedVisit:
    """Writes a visit down: the entries found, the feed's validators and its next visit, all in this transaction.

    `plan` gives the moment of the next visit from the history with this visit at its end. `validators` None leaves
    the known ones as they are (not modified, errors, an answer that was cut off). `moved_to` is where permanent
    redirects led to the document.
    """
    now = visit.at
    history = recent_visits(connection, feed.id)
    if document is not None and document.entries:
        visit = _with_entries(connection, feed, visit, document, alerting=alerting)
    missed = missed_items(visit, _last_window(connection, feed.id, history))
    rhythm = learn(rhythm_from_json(feed.rhythm), visit)
    next_visit_at = plan([*history, visit], rhythm)
    has_due = bool(due_entries(connection, feed.id, now, 1))
    _insert_visit(connection, feed.id, visit, missed=missed)
    state, values = _state_after(feed, visit)
    values |= {
        "last_visit_at": now,
        "next_visit_at": next_visit_at,
        "interval_seconds": int((next_visit_at - now).total_seconds()),
        "rhythm": None if rhythm is None else rhythm_to_json(rhythm),
    }
    if visit.new:
        values["last_new_at"] = now
        values["usual_gap_seconds"] = _usual_gap(rhythm)
    if missed:
        values |= {"missed": feed_table.c.missed + 1, "missed_at": now}
    if validators is not None:
        values |= {
            "etag": validators.etag,
            "last_modified": validators.last_modified,
            "body_hash": validators.body_hash,
        }
    if visit.http_status == 200:
        values["ask_whole"] = False
    if not has_due:
        values["queued_until"] = None  # nobody is at work on it any more
    if document is not None:
        values |= _of_document(document)
    adopted = None
    if visit.http_status == 200 and visit.outcome.is_success:
        adopted, of_move = _of_move(feed, moved_to, now)
        values |= of_move
    connection.execute(update(feed_table).where(feed_table.c.id == feed.id).values(**values))
    return RecordedVisit(
        visit=visit,
        next_visit_at=next_visit_at,
        has_due=has_due,
        state=state,
        missed=missed,
        changed_from=feed.state if feed.state != state else None,
        adopted=adopted,
    )


def _usual_gap(rhythm: Rhythm | None) -> int | None:
    """In seconds, once it is known: from then on silence would stretch it."""
    if rhythm is None or rhythm.days < _PACE_KNOWN_AFTER:
        return None
    return int(rhythm.usual_gap.total_seconds())


def _with_entries(
    connection: Connection, feed: WatchedFeed, visit: Visit, document: Document, *, alerting: bool
) -> Visit:
    """Writes down what is new in a document; the visit with what it came to."""
    now = visit.at
    first_contact = feed.last_success_at is None
    dated = believed_dates(document.entries, now)
    added = add_entries(
        connection,
        feed.id,
        [one.entry for one in dated],
        now,
        alerting=alerting,
        first_contact=first_contact,
        datings={one.entry.key: one.reason.value for one in dated},
    )
    outcome = VisitOutcome.NEW_ITEMS if added.new else VisitOutcome.NOTHING_NEW
    new = (one.entry for one in dated if one.entry.key in added.fresh)
    dates = tuple(entry.published for entry in new if entry.published is not None)
    return replace(visit, new=added.new, outcome=outcome, dates=dates)


def _of_document(document: Document) -> dict[str, Any]:
    """The columns that a document says of its feed."""
    values: dict[str, Any] = {"hub": document.hub, "topic": document.topic}
    if document.charset is not None:
        values["charset_used"] = document.charset
    if document.charset_overridden:
        values["charset_overrides"] = feed_table.c.charset_overrides + 1
    return values


def _of_move(feed: WatchedFeed, moved_to: str | None, now: datetime) -> tuple[str | None, dict[str, Any]]:
    """The address that is adopted after a good answer that came from `moved_to`, if one is, and the columns for it."""
    move = moved(feed.move, moved_to, now)
    if move is not None and is_believed(move, feed.address, now):
        return move.to, {"adopted_url": move.to, "moved_to": None, "moved_since": None, "moved_seen": 0}
    if move is None:
        return None, {"moved_to": None, "moved_since": None, "moved_seen": 0}
    return None, {"moved_to": move.to, "moved_since": move.since, "moved_seen": move.seen}


def _state_after(feed: WatchedFeed, visit: Visit) -> tuple[FeedState, dict[str, Any]]:
    if visit.outcome.is_success:
        good: dict[str, Any] = {
            "error_count": 0,
            "last_error": None,
            "failing_since": None,
            "last_success_at": visit.at,
        }
        return FeedState.HEALTHY, good | {"state": FeedState.HEALTHY.value}
    since = feed.failing_since or visit.at
    state = state_after(visit, since)
    values: dict[str, Any] = {
        "state": state.value,
        "error_count": feed_table.c.error_count + 1,
        "last_error": visit.detail or visit.outcome.value,
        "failing_since": since,
    }
    if feed.adopted_url is not None and feed.error_count + 1 >= BACK_AFTER_ERRORS:
        values["adopted_url"] = None
    return state, values


def _insert_visit(connection: Connection, feed_id: int, visit: Visit, *, missed: bool) -> None:
    connection.execute(
        insert(visit_table).values(
            feed_id=feed_id,
            at=visit.at,
            outcome=visit.outcome.value,
            http_status=visit.http_status,
            found=visit.found,
            new=visit.new,
            missed=missed,
            seconds=round(visit.seconds, 3),
            detail=visit.detail or None,
        )
    )


def _last_window(connection: Connection, feed_id: int, history: Sequence[Visit]) -> Visit | None:
    """The last visit that saw the feed's items; "not modified" saw none."""
    seen = last_with_window(history)
    if seen is not None or len(history) < HISTORY:
        return seen
    query = select(visit_table).where(visit_table.c.feed_id == feed_id, visit_table.c.found > 0)
    row = connection.execute(query.order_by(visit_table.c.at.desc()).limit(1)).mappings().first()
    return None if row is None else _visit(row)


def recent_visits(connection: Connection, feed_id: int, limit: int = HISTORY) -> list[Visit]:
    """The last visits of a feed, the oldest first."""
    query = (
        select(visit_table)
        .where(visit_table.c.feed_id == feed_id)
        .order_by(visit_table.c.at.desc(), visit_table.c.id.desc())
        .limit(limit)
    )
    return [_visit(row) for row in reversed(connection.execute(query).mappings().all())]


def _visit(row: RowMapping) -> Visit:
    return Visit(
        at=row["at"],
        outcome=VisitOutcome(row["outcome"]),
        found=row["found"],
        new=row["new"],
        http_status=row["http_status"],
        seconds=row["seconds"],
        detail=row["detail"] or "",
    )


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
