"""Two schedulers that begin at the same moment."""

import threading
import time
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from crawler.settings import FeedSection
from crawler.store.database import reading, writing
from crawler.store.feeds import list_feeds, sync_feeds
from scheduler.scheduling import _note_configured
from scheduler.settings import Settings

pytestmark = pytest.mark.postgres


def test_both_may_bring_the_same_new_feed(postgres_engine: Engine) -> None:
    """The one that comes a moment later waits for the other, and goes on with the feed that is there by then."""
    section = FeedSection(name="one", url="https://one.example/feed")
    settings = Settings(feed=(section,))
    with writing(postgres_engine) as connection:
        sync_feeds(connection, settings.feeds(), "configured", datetime.now(UTC))
        other = threading.Thread(target=_note_configured, args=(postgres_engine, settings))
        other.start()
        time.sleep(1.0)  # by now it has seen no feed, and waits to write its own
        assert other.is_alive()
    other.join(20)
    with reading(postgres_engine) as connection:
        assert [feed["name"] for feed in list_feeds(connection)] == ["one"]
