"""What a visit leaves behind besides its entries: missed windows, moves, states, dates that are believed, hubs."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine, select, update

from crawler.feeds.rhythm import Rhythm
from crawler.feeds.visit import Visit, VisitOutcome
from crawler.news import Entry, Feed
from crawler.store.database import writing
from crawler.store.entries import entries_by_id
from crawler.store.feeds import (
    WatchedFeed,
    add_feed,
    feed_by_name,
    feeds_to_tell_of,
    mark_told,
    sync_feeds,
)
from crawler.store.tables import entry as entry_table
from crawler.store.tables import feed as feed_table
from crawler.store.visits import BACK_AFTER_ERRORS, HISTORY, Document, RecordedVisit, record_visit

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
OLD = "https://a.example/rss"
NEW = "https://www.a.example/feed"


def _plan(history: Sequence[Visit], _rhythm: Rhythm | None) -> datetime:
    return history[-1].at + HOUR


def _feed(connection: Connection, url: str = OLD) -> WatchedFeed:
    add_feed(connection, Feed(name="a", url=url, outlet="أ"), NOW)
    return _again(connection)


def _again(connection: Connection) -> WatchedFeed:
    found = feed_by_name(connection, "a")
    assert found is not None
    return found


def _entries(*numbers: int, published: datetime | None = None) -> tuple[Entry, ...]:
    return tuple(
        Entry(key=f"k{n}", url=f"https://a.example/news/{n}000", title=f"خبر {n}", published=published) for n in numbers
    )


def _good(
    connection: Connection, at: datetime, *entries: Entry, moved_to: str | None = None, **said: object
) -> RecordedVisit:
    visit = Visit(at=at, outcome=VisitOutcome.NOTHING_NEW, found=len(entries), http_status=200)
    document = Document(entries=entries, **said)  # type: ignore[arg-type]
    return record_visit(connection, _again(connection), visit, plan=_plan, document=document, moved_to=moved_to)


def _bad(
    connection: Connection, at: datetime, outcome: VisitOutcome = VisitOutcome.HTTP_ERROR, **more: object
) -> RecordedVisit:
    visit = Visit(at=at, outcome=outcome, detail="status 500", **more)  # type: ignore[arg-type]
    return record_visit(connection, _again(connection), visit, plan=_plan)


def test_a_window_that_rolled_over_is_counted_and_told(engine: Engine) -> None:
    """Nothing of the last window is left: items may have come and gone between."""
    with writing(engine) as connection:
        _feed(connection)
        first = _good(connection, NOW, *_entries(1, 2, 3))
        partly = _good(connection, NOW + HOUR, *_entries(3, 4, 5))
        rolled = _good(connection, NOW + 2 * HOUR, *_entries(6, 7, 8))
        assert [first.missed, partly.missed, rolled.missed] == [False, False, True]
        row = connection.execute(select(feed_table.c.missed, feed_table.c.missed_at)).one()
        assert tuple(row) == (1, NOW + 2 * HOUR)


def test_not_modified_answers_between_do_not_hide_a_roll_over(engine: Engine) -> None:
    """However many of them: the last window that was seen is what counts."""
    with writing(engine) as connection:
        feed = _feed(connection)
        _good(connection, NOW, *_entries(1, 2, 3))
        for number in range(HISTORY + 5):
            same = Visit(at=NOW + (number + 1) * HOUR, outcome=VisitOutcome.NOT_MODIFIED, http_status=304)
            record_visit(connection, feed, same, plan=_plan)
        assert _good(connection, NOW + 100 * HOUR, *_entries(6, 7)).missed
        assert not _good(connection, NOW + 101 * HOUR, *_entries(7, 8)).missed


def test_a_move_is_adopted_after_a_day_and_given_up_when_it_fails(engine: Engine) -> None:
    """The configured address stays as it is, is asked for again after some failures, and a new one replaces both."""
    with writing(engine) as connection:
        _feed(connection)
        visits = [_good(connection, NOW + hours * HOUR, *_entries(1), moved_to=NEW) for hours in (0, 12, 23)]
        assert [visit.adopted for visit in visits] == [None, None, None]
        assert _again(connection).address == OLD
        assert _good(connection, NOW + 25 * HOUR, *_entries(1), moved_to=NEW).adopted == NEW
        assert (_again(connection).address, _again(connection).feed.url) == (NEW, OLD)
        _good(connection, NOW + 26 * HOUR, *_entries(1))
        assert _again(connection).address == NEW
        for number in range(BACK_AFTER_ERRORS):
            assert _again(connection).address == NEW
            _bad(connection, NOW + (27 + number) * HOUR)
        assert _again(connection).address == OLD


def test_a_move_to_another_site_is_only_told(engine: Engine) -> None:
    """Whoever redirects there for a month does not get the feed."""
    with writing(engine) as connection:
        _feed(connection)
        for days in range(30):
            _good(connection, NOW + days * DAY, *_entries(1), moved_to="https://parked.test/")
        feed = _again(connection)
        assert (feed.address, feed.move.to if feed.move else None) == (OLD, "https://parked.test/")


def test_another_address_in_the_configuration_begins_anew(engine: Engine) -> None:
    """What was adopted, learnt and seen belongs to the old document."""
    with writing(engine) as connection:
        _feed(connection)
        for hours in (0, 12, 25):
            _good(connection, NOW + hours * HOUR, *_entries(1), moved_to=NEW)
        sync_feeds(connection, [Feed(name="a", url="https://b.example/rss", outlet="أ")], "added", NOW + 26 * HOUR)
        feed = _again(connection)
        assert (feed.address, feed.last_success_at, feed.rhythm) == ("https://b.example/rss", None, None)


def test_a_week_of_failures_is_dead_and_the_operator_is_told_once(engine: Engine) -> None:
    """And once more when it works again; a feed that only fails is nobody's trouble yet."""
    with writing(engine) as connection:
        _feed(connection)
        _good(connection, NOW, *_entries(1))
        states = [_bad(connection, NOW + days * DAY).state.value for days in range(1, 10)]
        assert states == ["failing"] * 7 + ["dead"] * 2
        told = feeds_to_tell_of(connection)
        assert [feed.state for feed in told] == ["dead"]
        mark_told(connection, told)
        assert feeds_to_tell_of(connection) == []
        assert _good(connection, NOW + 11 * DAY, *_entries(1)).changed_from == "dead"
        back = feeds_to_tell_of(connection)
        assert [feed.state for feed in back] == ["healthy"]
        mark_told(connection, back)
        assert feeds_to_tell_of(connection) == []


def test_gone_is_told_at_once_and_visited_on(engine: Engine) -> None:
    """410 is a word, and live feeds have said it by mistake."""
    with writing(engine) as connection:
        _feed(connection)
        recorded = _bad(connection, NOW, VisitOutcome.GONE, http_status=410)
        assert recorded.next_visit_at == NOW + HOUR
        assert [feed.state for feed in feeds_to_tell_of(connection)] == ["gone"]


@pytest.mark.parametrize(
    ("ahead", "kept", "dating"),
    [
        (timedelta(minutes=5), NOW + timedelta(minutes=5), "as_stated"),
        (3 * HOUR, NOW, "clamped"),
        (30 * DAY, None, "future_dropped"),
    ],
)
def test_dates_in_the_future_are_not_believed(
    engine: Engine, ahead: timedelta, kept: datetime | None, dating: str
) -> None:
    """A wrong zone is taken for now, and a wrong year for nothing."""
    with writing(engine) as connection:
        _feed(connection)
        _good(connection, NOW, *_entries(1, published=NOW + ahead))
        row = connection.execute(select(entry_table.c.published_at, entry_table.c.dating)).one()
        assert tuple(row) == (kept, dating)


def test_frozen_dates_do_not_make_news_old(engine: Engine) -> None:
    """All items say May 2024: once the feed is known, what is new in it alerts by its page's date or none."""
    frozen = datetime(2024, 5, 13, tzinfo=UTC)
    with writing(engine) as connection:
        _feed(connection)
        _good(connection, NOW, *_entries(1, 2, 3, 4, 5, published=frozen))
        _good(connection, NOW + HOUR, *_entries(2, 3, 4, 5, 6, published=frozen))
        first, *_, last = entries_by_id(connection, range(1, 7))
    assert (last.published, last.may_alert(None)) == (None, True)
    assert not first.may_alert(None)
    assert first.may_alert(NOW - HOUR)


def test_at_first_contact_an_undated_item_alerts_only_by_its_page(engine: Engine) -> None:
    """A feed that is added is no flood; from then on what is new in it is new."""
    with writing(engine) as connection:
        _feed(connection)
        _bad(connection, NOW - HOUR)  # a visit that failed was no contact
        _good(connection, NOW, *_entries(1))
        _good(connection, NOW + HOUR, *_entries(1, 2))
        at_first, later = entries_by_id(connection, [1, 2])
    assert [at_first.may_alert(None), at_first.may_alert(NOW - 2 * DAY), at_first.may_alert(NOW - HOUR)] == [
        *(False, False, True)
    ]
    assert [later.may_alert(None), later.may_alert(NOW - 2 * DAY), later.may_alert(NOW)] == [True, False, True]


def test_a_whole_document_is_asked_for_until_one_comes(engine: Engine) -> None:
    """ "Not modified" is no answer to it."""
    with writing(engine) as connection:
        feed = _feed(connection)
        connection.execute(update(feed_table).values(ask_whole=True))
        same = Visit(at=NOW, outcome=VisitOutcome.NOT_MODIFIED, http_status=304)
        record_visit(connection, feed, same, plan=_plan)
        assert _again(connection).ask_whole
        _good(connection, NOW + HOUR, *_entries(1))
        assert not _again(connection).ask_whole


def test_what_a_document_says_of_itself_is_kept(engine: Engine) -> None:
    """Its hub, its charset, and how often it declared a wrong one."""
    with writing(engine) as connection:
        _feed(connection)
        said = {"charset": "cp1256", "charset_overridden": True, "hub": "https://hub.example/", "topic": OLD}
        for hours in range(3):
            _good(connection, NOW + hours * HOUR, *_entries(1), **said)
        _bad(connection, NOW + 3 * HOUR)
        columns = (feed_table.c.charset_used, feed_table.c.charset_overrides, feed_table.c.hub, feed_table.c.topic)
        assert tuple(connection.execute(select(*columns)).one()) == ("cp1256", 3, "https://hub.example/", OLD)
