"""The watched feeds: the configuration is followed, and a feed is due when it should be visited or read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine, update

from crawler.errors import StoreError
from crawler.news import Entry, Feed
from crawler.store.database import reading, writing
from crawler.store.entries import add_entries
from crawler.store.feeds import (
    active_feeds,
    add_feed,
    due_feeds,
    feed_by_name,
    feed_by_url,
    hold_queued,
    list_feeds,
    mark_queued,
    remove_feed,
    sync_feeds,
)
from crawler.store.tables import feed as feed_table

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
A = Feed(name="a", url="https://a.example/feed", outlet="أ", country="SY", tags=("سياسة",), zone="Asia/Damascus")
B = Feed(name="b", url="https://b.example/feed", outlet="ب")


def _names(connection: Connection, now: datetime = NOW) -> list[str]:
    return [feed.feed.name for feed in due_feeds(connection, now, 10)]


def _visited(connection: Connection, name: str, next_visit_at: datetime) -> None:
    connection.execute(update(feed_table).where(feed_table.c.name == name).values(next_visit_at=next_visit_at))


def test_a_configured_feed_is_kept_as_it_is_described(engine: Engine) -> None:
    """Everything that the configuration says of a feed is there again, and the feed is due at once."""
    with writing(engine) as connection:
        sync_feeds(connection, [A, B], "configured", NOW)
    with reading(engine) as connection:
        found = feed_by_name(connection, "a")
        assert found is not None
        assert (found.feed, found.state, found.active, found.next_visit_at) == (A, "new", True, NOW)
        assert _names(connection) == ["a", "b"]
        assert [row["name"] for row in list_feeds(connection)] == ["a", "b"]


def test_a_feed_that_leaves_the_configuration_is_not_visited_and_one_that_was_added_stays(engine: Engine) -> None:
    """The configuration rules over its own feeds only; a feed that comes back is active again."""
    with writing(engine) as connection:
        sync_feeds(connection, [A, B], "configured", NOW)
        add_feed(connection, Feed(name="mine", url="https://m.example/rss", outlet="م"), NOW)
        sync_feeds(connection, [B], "configured", NOW)
        assert _names(connection) == ["b", "mine"]
        sync_feeds(connection, [A, B], "configured", NOW)
        assert _names(connection) == ["a", "b", "mine"]


def test_a_feed_with_another_address_is_another_document(engine: Engine) -> None:
    """Validators of the old address are forgotten and the new one is due; any other change keeps them."""
    with writing(engine) as connection:
        sync_feeds(connection, [A], "configured", NOW)
        connection.execute(update(feed_table).values(etag='"1"', next_visit_at=NOW + MINUTE, state="healthy"))
        sync_feeds(connection, [replace(A, outlet="أخرى")], "configured", NOW)
        same = feed_by_name(connection, "a")
        sync_feeds(connection, [replace(A, url="https://a.example/new")], "configured", NOW)
        other = feed_by_name(connection, "a")
    assert same is not None
    assert other is not None
    assert (same.etag, same.feed.outlet, same.next_visit_at) == ('"1"', "أخرى", NOW + MINUTE)
    assert (other.etag, other.state, other.next_visit_at) == (None, "new", NOW)


def test_a_name_is_taken_once(engine: Engine) -> None:
    """Adding a feed under the name of another is an error; a removed feed's name is free again."""
    with writing(engine) as connection:
        first = add_feed(connection, A, NOW)
        with pytest.raises(StoreError, match="'a'"):
            add_feed(connection, replace(B, name="a"), NOW)
        assert remove_feed(connection, "a")
        assert not remove_feed(connection, "a")
        assert active_feeds(connection) == []
        assert add_feed(connection, replace(B, name="a"), NOW) == first
        assert feed_by_url(connection, B.url) is not None


def test_a_feed_that_a_crawler_was_told_of_is_not_told_again_until_then(engine: Engine) -> None:
    """`queued_until` is a lease: it runs out, it is held while the work goes on, and it is given back."""
    with writing(engine) as connection:
        sync_feeds(connection, [A], "configured", NOW)
        (feed,) = due_feeds(connection, NOW, 10)
        hold_queued(connection, [feed.id], NOW + MINUTE)
        assert _names(connection) == ["a"]  # nobody was at work: there is nothing to hold
        mark_queued(connection, [feed.id], NOW + MINUTE)
        assert _names(connection) == []
        assert _names(connection, NOW + MINUTE) == ["a"]
        hold_queued(connection, [feed.id], NOW + 3 * MINUTE)
        assert _names(connection, NOW + 2 * MINUTE) == []
        mark_queued(connection, [feed.id], None)
        assert _names(connection) == ["a"]


def test_pages_that_were_left_over_make_a_feed_due(engine: Engine) -> None:
    """After a crash between visit and story the next visit is far, but the pages are read now."""
    with writing(engine) as connection:
        sync_feeds(connection, [A, B], "configured", NOW)
        for feed in due_feeds(connection, NOW, 10):
            _visited(connection, feed.feed.name, NOW + timedelta(hours=1))
        assert _names(connection) == []
        found = feed_by_name(connection, "b")
        assert found is not None
        add_entries(connection, found.id, [Entry(key="1", url="https://b.example/1", title="خبر")], NOW)
        assert _names(connection) == ["b"]


def test_the_longest_due_feed_comes_first(engine: Engine) -> None:
    """Under load nobody starves."""
    with writing(engine) as connection:
        sync_feeds(connection, [A, B], "configured", NOW)
        _visited(connection, "a", NOW - MINUTE)
        _visited(connection, "b", NOW - 2 * MINUTE)
        assert [feed.feed.name for feed in due_feeds(connection, NOW, 1)] == ["b"]


@pytest.mark.postgres
def test_two_crawlers_that_ask_at_once_get_different_feeds(postgres_engine: Engine) -> None:
    """On PostgreSQL both transactions are open at once; neither waits for the other."""
    with writing(postgres_engine) as connection:
        sync_feeds(connection, [A, B], "configured", NOW)
    with writing(postgres_engine) as one, writing(postgres_engine) as other:
        assert [feed.feed.name for feed in due_feeds(one, NOW, 1)] == ["a"]
        assert [feed.feed.name for feed in due_feeds(other, NOW, 1)] == ["b"]
