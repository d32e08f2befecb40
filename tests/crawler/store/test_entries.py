"""Entries: listed once, read once, tried again after failures and given up visibly."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, select, update

from crawler.news import Entry, Feed
from crawler.store.database import writing
from crawler.store.entries import (
    BACKOFF,
    MOST_ATTEMPTS,
    add_entries,
    due_entries,
    entries_by_id,
    entry_failed,
    entry_refused,
)
from crawler.store.feeds import add_feed
from crawler.store.tables import entry as entry_table

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def _feed(connection: Connection, name: str = "a") -> int:
    return add_feed(connection, Feed(name=name, url=f"https://{name}.example/feed", outlet=name), NOW)


def _entry(number: int, **more: object) -> Entry:
    values = {"key": f"k{number}", "url": f"https://a.example/news/{number}", "title": f"خبر {number}", **more}
    return Entry(**values)  # type: ignore[arg-type]


def _states(connection: Connection) -> list[tuple[str, str]]:
    rows = connection.execute(select(entry_table.c.key, entry_table.c.state).order_by(entry_table.c.id))
    return [(row.key, row.state) for row in rows]


def test_an_entry_is_new_once(engine: Engine) -> None:
    """What a feed lists again is not new, and twice in one answer is once."""
    with writing(engine) as connection:
        feed = _feed(connection)
        first = add_entries(connection, feed, [_entry(1), _entry(2), _entry(1)], NOW)
        again = add_entries(connection, feed, [_entry(2), _entry(3)], NOW)
        assert (first.new, len(first.due), again.new) == (2, 2, 1)
        assert [one.title for one in entries_by_id(connection, again.due)] == ["خبر 3"]


def test_a_page_that_another_feed_listed_is_not_read_twice(engine: Engine) -> None:
    """The entry is written down as known, so that it is not new at the next visit either."""
    with writing(engine) as connection:
        add_entries(connection, _feed(connection, "a"), [_entry(1)], NOW)
        other = _feed(connection, "b")
        same_page = _entry(9, url="http://www.a.example/news/1/?utm_source=rss")
        added = add_entries(connection, other, [same_page, _entry(2)], NOW)
        assert (added.new, len(added.due)) == (2, 1)
        assert _states(connection) == [("k1", "due"), ("k9", "known"), ("k2", "due")]


def test_old_items_never_alert(engine: Engine) -> None:
    """Older than a day at first sight is kept silently, without a date is news, and --no-alert silences all."""
    with writing(engine) as connection:
        feed = _feed(connection)
        entries = [
            _entry(1, published=NOW - 25 * HOUR),
            _entry(2, published=NOW - 23 * HOUR),
            _entry(3),
        ]
        loud = add_entries(connection, feed, entries, NOW)
        silent = add_entries(connection, feed, [_entry(4, published=NOW)], NOW, alerting=False)
        assert [one.alerting for one in entries_by_id(connection, loud.due)] == [False, True, True]
        assert [one.alerting for one in entries_by_id(connection, silent.due)] == [False]


def test_the_newest_page_is_read_first(engine: Engine) -> None:
    """A long list is read from its news to its archive; items without a date count as found now."""
    with writing(engine) as connection:
        feed = _feed(connection)
        dates = [NOW - 3 * HOUR, None, NOW - HOUR]
        add_entries(connection, feed, [_entry(n, published=date) for n, date in enumerate(dates)], NOW)
        assert [one.title for one in due_entries(connection, feed, NOW, 2)] == ["خبر 1", "خبر 2"]


def test_a_failed_page_is_tried_again_ever_later_and_then_given_up(engine: Engine) -> None:
    """Five attempts with growing pauses; the reason of the last one stays."""
    with writing(engine) as connection:
        feed = _feed(connection)
        (identity,) = add_entries(connection, feed, [_entry(1)], NOW).due
        moment = NOW
        for pause in BACKOFF:
            assert entry_failed(connection, identity, "status 503", moment)
            assert due_entries(connection, feed, moment + pause - timedelta(seconds=1), 10) == []
            moment += pause
            assert [one.id for one in due_entries(connection, feed, moment, 10)] == [identity]
        assert not entry_failed(connection, identity, "status 500", moment)
        row = connection.execute(select(entry_table)).mappings().one()
        assert (row["state"], row["reason"], row["attempts"]) == ("failed", "status 500", MOST_ATTEMPTS)
        assert due_entries(connection, feed, moment + 1000 * HOUR, 10) == []


def test_a_refused_page_is_over(engine: Engine) -> None:
    """What may not be fetched is not asked for again; a kept entry cannot be refused afterwards."""
    with writing(engine) as connection:
        feed = _feed(connection)
        first, second = add_entries(connection, feed, [_entry(1, content_html="<p>نص</p>"), _entry(2)], NOW).due
        connection.execute(update(entry_table).where(entry_table.c.id == second).values(state="kept"))
        entry_refused(connection, first, "robots: no")
        entry_refused(connection, second, "robots: no")
        assert _states(connection) == [("k1", "refused"), ("k2", "kept")]
        assert entries_by_id(connection, [first])[0].content_html is None


def test_entries_without_a_feed_are_crawled_by_hand(engine: Engine) -> None:
    """They have no list to be compared with, but a page that is known is still not read twice."""
    with writing(engine) as connection:
        assert len(add_entries(connection, None, [_entry(1)], NOW).due) == 1
        assert add_entries(connection, None, [_entry(1)], NOW).due == ()
