"""Entries: listed once, read once, tried again after failures and given up visibly."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine, select, update

from crawler.feeds.attempts import PATIENT, SOON
from crawler.feeds.changes import fingerprint
from crawler.news import Entry, Feed
from crawler.store.database import writing
from crawler.store.entries import (
    add_entries,
    due_entries,
    entries_by_id,
    entry_failed,
    entry_refused,
)
from crawler.store.feeds import add_feed, remove_feed
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


@pytest.mark.parametrize(("passing", "pauses"), [(False, SOON), (True, PATIENT)])
def test_a_failed_page_is_tried_again_ever_later_and_then_given_up(
    engine: Engine, passing: bool, pauses: Sequence[timedelta]
) -> None:
    """With growing pauses, for two days where the outlet is away; the reason of the last attempt stays."""
    with writing(engine) as connection:
        feed = _feed(connection)
        (identity,) = add_entries(connection, feed, [_entry(1)], NOW).due
        moment = NOW
        for pause in pauses:
            assert entry_failed(connection, identity, "status 503", moment, passing=passing)
            assert due_entries(connection, feed, moment + pause - timedelta(seconds=1), 10) == []
            moment += pause
            assert [one.id for one in due_entries(connection, feed, moment, 10)] == [identity]
        assert not entry_failed(connection, identity, "status 500", moment, passing=passing)
        row = connection.execute(select(entry_table)).mappings().one()
        assert (row["state"], row["reason"], row["attempts"]) == ("failed", "status 500", len(pauses) + 1)
        assert due_entries(connection, feed, moment + 1000 * HOUR, 10) == []


def test_a_server_that_asks_to_wait_is_left_alone_for_as_long(engine: Engine) -> None:
    """To the second, but never for more than a day."""
    with writing(engine) as connection:
        feed = _feed(connection)
        (identity,) = add_entries(connection, feed, [_entry(1)], NOW).due
        for asked, waits in ((2 * HOUR, 2 * HOUR), (timedelta(0), timedelta(minutes=5)), (999 * HOUR, 24 * HOUR)):
            entry_failed(connection, identity, "status 429", NOW, passing=True, retry_after=asked)
            at = connection.execute(select(entry_table.c.next_attempt_at)).scalar_one()
            assert at == NOW + waits


def _given_up(connection: Connection, feed: int, entry: Entry) -> int:
    (identity,) = add_entries(connection, feed, [entry], NOW).due
    while entry_failed(connection, identity, "status 404", NOW):
        pass
    return identity


def _worded(title: str, **more: object) -> Entry:
    return _entry(1, title=title, fingerprint=fingerprint(title, "", None), **more)


def test_what_was_given_up_is_due_again_when_it_is_edited(engine: Engine) -> None:
    """An outage that outlasted all attempts costs no story that its outlet goes on telling."""
    with writing(engine) as connection:
        feed = _feed(connection)
        identity = _given_up(connection, feed, _worded("انفجار في حلب"))
        assert add_entries(connection, feed, [_worded("انفجار في حلب")], NOW + HOUR).changed == ()
        assert add_entries(connection, feed, [_worded("مقتل 12 في انفجار")], NOW + HOUR).changed == (identity,)
        (due,) = due_entries(connection, feed, NOW + HOUR, 10)
        assert (due.title, due.again, due.attempts) == ("مقتل 12 في انفجار", False, 0)


def test_what_was_given_up_is_due_again_where_another_section_lists_it(engine: Engine) -> None:
    """There it is an entry like any other; a later edit of the first one goes to where the page is read."""
    with writing(engine) as connection:
        feed, section = _feed(connection, "a"), _feed(connection, "b")
        _given_up(connection, feed, _worded("انفجار في حلب"))
        added = add_entries(connection, section, [_worded("انفجار في حلب", key="other")], NOW + HOUR)
        assert len(added.due) == 1
        connection.execute(update(entry_table).where(entry_table.c.id == added.due[0]).values(state="kept"))
        assert add_entries(connection, feed, [_worded("مقتل 12 في انفجار")], NOW + HOUR).changed == added.due
        assert _states(connection) == [("k1", "known"), ("other", "again")]


def test_a_page_that_is_not_there_is_not_tried_without_end(engine: Engine) -> None:
    """Some feeds give their items new guids at every visit."""
    with writing(engine) as connection:
        feed = _feed(connection)
        tried = 0
        for number in range(20):
            added = add_entries(connection, feed, [_worded("انفجار في حلب", key=f"guid{number}")], NOW)
            for identity in added.due:
                tried += 1
                while entry_failed(connection, identity, "status 404", NOW):
                    pass
        assert tried == 3


def test_what_the_feed_says_of_the_author_is_kept_for_the_page(engine: Engine) -> None:
    """It is the byline of a page that names nobody."""
    with writing(engine) as connection:
        added = add_entries(connection, _feed(connection), [_entry(1, author="سلمى الحاج"), _entry(2)], NOW)
        assert [one.author for one in entries_by_id(connection, added.due)] == ["سلمى الحاج", None]


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
        (identity,) = add_entries(connection, None, [_entry(1)], NOW).due
        connection.execute(update(entry_table).where(entry_table.c.id == identity).values(state="kept"))
        assert add_entries(connection, None, [_entry(1)], NOW).due == ()


def test_what_a_crawl_by_hand_left_unread_is_read_where_it_is_listed_next(engine: Engine) -> None:
    """Its page failed, or the crawl was broken off: nobody comes back to it, so it is not known to anybody."""
    with writing(engine) as connection:
        (failed,) = add_entries(connection, None, [_entry(1)], NOW).due
        assert entry_failed(connection, failed, "status 503", NOW)
        assert len(add_entries(connection, None, [_entry(1)], NOW).due) == 1
        assert len(add_entries(connection, _feed(connection), [_entry(1)], NOW).due) == 1
        assert add_entries(connection, None, [_entry(1)], NOW).due == ()


def test_what_a_removed_feed_left_unread_is_read_where_another_lists_it(engine: Engine) -> None:
    """The same page in the outlet's next feed."""
    with writing(engine) as connection:
        assert len(add_entries(connection, _feed(connection, "a"), [_entry(1)], NOW).due) == 1
        assert remove_feed(connection, "a")
        assert len(add_entries(connection, _feed(connection, "b"), [_entry(1)], NOW).due) == 1


def test_a_page_that_was_not_had_is_asked_for_where_its_feed_lists_it_now(engine: Engine) -> None:
    """The outlet has corrected the address and not the headline."""
    with writing(engine) as connection:
        feed = _feed(connection)
        (identity,) = add_entries(connection, feed, [_worded("انفجار في سوق حلب الشعبي")], NOW).due
        moved = _worded("انفجار في سوق حلب الشعبي", url="https://a.example/news/moved")
        assert add_entries(connection, feed, [moved], NOW).changed == ()
        assert [one.url for one in due_entries(connection, feed, NOW, 10)] == [moved.url]
        while entry_failed(connection, identity, "status 404", NOW):
            pass
        again = _worded("انفجار في سوق حلب الشعبي", url="https://a.example/news/again")
        assert add_entries(connection, feed, [again], NOW).changed == (identity,)
        assert [one.url for one in due_entries(connection, feed, NOW, 10)] == [again.url]
