"""Commit 1: a visit's entries, its validators and the next visit stand together or not at all."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine, func, select

from crawler.feeds.rhythm import Rhythm
from crawler.feeds.visit import Visit, VisitOutcome
from crawler.news import Entry, Feed
from crawler.store.database import reading, writing
from crawler.store.entries import due_entries, entry_refused
from crawler.store.feeds import WatchedFeed, add_feed, feed_by_name, mark_queued
from crawler.store.tables import entry as entry_table
from crawler.store.tables import feed as feed_table
from crawler.store.visits import Document, Validators, full_answer_is_due, recent_visits, record_visit

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ENTRIES = [Entry(key=f"k{n}", url=f"https://a.example/{n}", title=f"خبر {n}") for n in range(3)]
DOCUMENT = Document(entries=tuple(ENTRIES))
VALIDATORS = Validators(etag='W/"a b"', last_modified="Thu, 05 Mar 2026 11:59:00 GMT", body_hash="0" * 64)


def _in_an_hour(history: Sequence[Visit], _rhythm: Rhythm | None = None) -> datetime:
    return history[-1].at + HOUR


def _feed(connection: Connection) -> WatchedFeed:
    add_feed(connection, Feed(name="a", url="https://a.example/feed", outlet="أ"), NOW)
    return _again(connection)


def _again(connection: Connection) -> WatchedFeed:
    found = feed_by_name(connection, "a")
    assert found is not None
    return found


def _visit(outcome: VisitOutcome, at: datetime = NOW, **more: object) -> Visit:
    return Visit(at=at, outcome=outcome, **more)  # type: ignore[arg-type]


def test_a_visit_keeps_its_entries_and_its_validators_together(engine: Engine) -> None:
    """What was new is counted in the transaction itself, and the validators are kept word for word."""
    with writing(engine) as connection:
        good = _visit(VisitOutcome.NOTHING_NEW, found=3, http_status=200)
        recorded = record_visit(
            connection, _feed(connection), good, plan=_in_an_hour, document=DOCUMENT, validators=VALIDATORS
        )
        feed = _again(connection)
    assert (recorded.visit.outcome, recorded.visit.new, recorded.has_due) == (VisitOutcome.NEW_ITEMS, 3, True)
    assert (feed.etag, feed.last_modified) == (VALIDATORS.etag, VALIDATORS.last_modified)
    assert (feed.state, feed.next_visit_at, feed.last_success_at) == ("healthy", NOW + HOUR, NOW)


def test_a_visit_that_breaks_off_leaves_nothing_behind(engine: Engine) -> None:
    """Validators without their entries would mean "not modified" for entries that were never kept."""

    def power_cut(history: Sequence[Visit], _rhythm: Rhythm | None) -> datetime:
        raise RuntimeError(f"after {len(history)} visits")

    with writing(engine) as connection:
        feed = _feed(connection)
    with pytest.raises(RuntimeError), writing(engine) as connection:
        good = _visit(VisitOutcome.NOTHING_NEW, found=3, http_status=200)
        record_visit(connection, feed, good, plan=power_cut, document=DOCUMENT, validators=VALIDATORS)
    with reading(engine) as connection:
        assert _again(connection).etag is None
        assert connection.execute(select(func.count()).select_from(entry_table)).scalar_one() == 0
        assert recent_visits(connection, feed.id) == []


def test_a_failed_visit_counts_and_keeps_the_validators(engine: Engine) -> None:
    """Errors add up until a good answer; the document that we know is still the same."""
    with writing(engine) as connection:
        feed = _feed(connection)
        good = _visit(VisitOutcome.NOTHING_NEW, http_status=200)
        record_visit(connection, feed, good, plan=_in_an_hour, validators=VALIDATORS)
        for hours in (1, 2):
            bad = _visit(VisitOutcome.HTTP_ERROR, NOW + hours * HOUR, http_status=503, detail="status 503")
            record_visit(connection, feed, bad, plan=_in_an_hour)
        failing = _again(connection)
        gone = _visit(VisitOutcome.GONE, NOW + 3 * HOUR, http_status=410, detail="status 410")
        record_visit(connection, feed, gone, plan=_in_an_hour)
        dead = _again(connection)
        record_visit(connection, feed, _visit(VisitOutcome.NOT_MODIFIED, NOW + 4 * HOUR), plan=_in_an_hour)
        well = _again(connection)
    assert (failing.state, failing.error_count, failing.last_error, failing.etag) == (
        *("failing", 2, "status 503"),
        VALIDATORS.etag,
    )
    assert (dead.state, dead.error_count) == ("gone", 3)
    assert (well.state, well.error_count, well.last_error) == ("healthy", 0, None)


def test_the_plan_sees_the_history_with_this_visit_at_its_end(engine: Engine) -> None:
    """Oldest first, as cadence reads it, and this visit with the number that turned out to be new."""
    seen: list[Visit] = []

    def plan(history: Sequence[Visit], _rhythm: Rhythm | None) -> datetime:
        seen[:] = history
        return history[-1].at + HOUR

    with writing(engine) as connection:
        feed = _feed(connection)
        for hours in range(3):
            visit = _visit(VisitOutcome.NOTHING_NEW, NOW + hours * HOUR, found=3, http_status=200)
            record_visit(connection, feed, visit, plan=plan, document=DOCUMENT)
    assert [(visit.at, visit.new, visit.outcome) for visit in seen] == [
        (NOW, 3, VisitOutcome.NEW_ITEMS),
        (NOW + HOUR, 0, VisitOutcome.NOTHING_NEW),
        (NOW + 2 * HOUR, 0, VisitOutcome.NOTHING_NEW),
    ]


def test_a_feed_is_free_again_when_nothing_of_it_is_to_be_read(engine: Engine) -> None:
    """With pages to read the crawler keeps it; without, the lease ends with the visit's own commit."""
    with writing(engine) as connection:
        feed = _feed(connection)
        mark_queued(connection, [feed.id], NOW + HOUR)
        good = _visit(VisitOutcome.NOTHING_NEW, found=3, http_status=200)
        record_visit(connection, feed, good, plan=_in_an_hour, document=DOCUMENT)
        held = connection.execute(select(feed_table.c.queued_until)).scalar_one()
        for entry in due_entries(connection, feed.id, NOW, 10):
            entry_refused(connection, entry.id, "robots")
        record_visit(connection, feed, _visit(VisitOutcome.NOT_MODIFIED, http_status=304), plan=_in_an_hour)
        free = connection.execute(select(feed_table.c.queued_until)).scalar_one()
    assert (held, free) == (NOW + HOUR, None)


def test_once_a_day_a_feed_is_asked_for_its_whole_document(engine: Engine) -> None:
    """ "Not modified" alone is believed for a day."""
    with writing(engine) as connection:
        feed = _feed(connection)
        assert full_answer_is_due(connection, feed.id, NOW)
        record_visit(connection, feed, _visit(VisitOutcome.NOTHING_NEW, http_status=200), plan=_in_an_hour)
        late = NOW + 23 * HOUR
        record_visit(connection, feed, _visit(VisitOutcome.NOT_MODIFIED, late, http_status=304), plan=_in_an_hour)
        assert not full_answer_is_due(connection, feed.id, late)
        assert full_answer_is_due(connection, feed.id, NOW + 24 * HOUR)
