"""Feeds that somebody wants visited now."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, update

from crawler.news import Feed
from crawler.store.database import reading, writing
from crawler.store.feeds import due_feeds, make_due, put_feeds
from crawler.store.tables import feed

NOW = datetime(2025, 3, 4, 9, 30, tzinfo=UTC)


def test_named_feeds_are_due_at_once_and_others_keep_their_time(sqlite_engine: Engine) -> None:
    """Only the active feeds of these names are due; one that is due already keeps its place in the line."""
    feeds = [Feed(name=name, url=f"https://example.org/{name}", outlet=name) for name in ("a", "b", "c")]
    earlier = NOW - timedelta(minutes=5)
    with writing(sqlite_engine) as connection:
        put_feeds(connection, feeds, "configured", NOW)
        connection.execute(update(feed).values(next_visit_at=NOW + timedelta(hours=1)))
        connection.execute(update(feed).where(feed.c.name == "b").values(next_visit_at=earlier))
        assert make_due(connection, ["a", "b", "nobody"], NOW) == 1
    with reading(sqlite_engine) as connection:
        due = [(one.feed.name, one.next_visit_at) for one in due_feeds(connection, NOW, 10)]
    assert due == [("b", earlier), ("a", NOW)]
