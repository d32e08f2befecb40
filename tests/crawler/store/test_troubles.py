"""Which feeds answer in vain, and that the operator is told of each once."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, update

from crawler.feeds.rhythm import Rhythm
from crawler.feeds.troubles import FeedTrouble
from crawler.feeds.visit import Visit, VisitOutcome
from crawler.news import Entry, Feed
from crawler.store.database import writing
from crawler.store.entries import entry_failed
from crawler.store.feeds import add_feed, feed_by_name
from crawler.store.tables import feed as feed_table
from crawler.store.troubles import mark_troubles_told, troubles, troubles_to_tell_of
from crawler.store.visits import Document, record_visit

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def _plan(history: Sequence[Visit], _rhythm: Rhythm | None) -> datetime:
    return history[-1].at + HOUR


def _visit(connection: Connection, at: datetime, *entries: Entry) -> None:
    feed = feed_by_name(connection, "a")
    assert feed is not None
    visit = Visit(at=at, outcome=VisitOutcome.NOTHING_NEW, found=len(entries), http_status=200)
    record_visit(connection, feed, visit, plan=_plan, document=Document(entries=entries))


def _watch(connection: Connection, *entries: Entry) -> None:
    add_feed(connection, Feed(name="a", url="https://a.example/feed", outlet="أ"), NOW)
    _visit(connection, NOW, *entries)


def _entries(count: int, *, every: timedelta = HOUR) -> tuple[Entry, ...]:
    return tuple(
        Entry(key=f"k{n}", url=f"https://a.example/{n}", title=f"خبر {n}", published=NOW - n * every)
        for n in range(count)
    )


def test_a_feed_whose_pages_are_all_forbidden_is_named(engine: Engine) -> None:
    """From the first attempt on, until a day later; a feed that does not answer is told of as such."""
    with writing(engine) as connection:
        _watch(connection, *_entries(5))
        assert troubles(connection, NOW) == {}
        for identity in range(1, 6):
            entry_failed(connection, identity, "status 403", NOW)
        found = troubles(connection, NOW + HOUR)["a"]
        assert (found.trouble, found.lost, found.pages, found.reason) == (FeedTrouble.PAGES, 5, 5, "status 403")
        assert troubles(connection, NOW + 25 * HOUR) == {}
        connection.execute(update(feed_table).values(state="failing"))
        assert troubles(connection, NOW + HOUR) == {}


def test_a_feed_that_falls_silent_is_named_by_what_was_usual(engine: Engine) -> None:
    """The long silence does not count as its rhythm, however long it lasts."""
    with writing(engine) as connection:
        _watch(connection, *_entries(200))
        for hours in range(6, 24 * 60, 6):
            _visit(connection, NOW + hours * HOUR, *_entries(200))
            silent = "a" in troubles(connection, NOW + hours * HOUR)
            assert silent is (hours > 72), hours
        assert troubles(connection, NOW + 59 * DAY)["a"].since == NOW


def test_a_feed_without_any_item_is_named(engine: Engine) -> None:
    """An empty document is a good answer, once."""
    with writing(engine) as connection:
        _watch(connection)
        for hours in range(6, 31, 6):
            _visit(connection, NOW + hours * HOUR)
        assert troubles(connection, NOW + 30 * HOUR)["a"].trouble is FeedTrouble.EMPTY


def test_the_operator_is_told_once_and_when_it_is_over(engine: Engine) -> None:
    """Each trouble for itself."""
    with writing(engine) as connection:
        _watch(connection, *_entries(5))
        for identity in range(1, 6):
            entry_failed(connection, identity, "status 403", NOW)
        said = []
        for at in (NOW, NOW + HOUR, NOW + 2 * DAY, NOW + 2 * DAY, NOW + 9 * DAY, NOW + 9 * DAY):
            news = troubles_to_tell_of(connection, at)
            mark_troubles_told(connection, news)
            said.append([one.troubled.trouble.value if one.troubled else None for one in news])
        assert said == [["pages"], [], [None], [], ["silent"], []]
