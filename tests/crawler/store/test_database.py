"""The database: migrations make what the tables say, transactions hold, errors are one sentence."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, insert, select, text

import alerts.tables
import scheduler.tables
from crawler.errors import StoreError
from crawler.store.database import connect, migrate, reading, writing
from crawler.store.tables import feed, metadata
from scheduler.settings import MIGRATIONS

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def _feed_row(name: str) -> dict[str, object]:
    return {
        "name": name,
        "url": "https://one.example/feed",
        "outlet": "one",
        "language": "ar",
        "tags": ["أخبار"],
        "origin": "added",
        "active": True,
        "state": "new",
        "next_visit_at": NOW,
        "error_count": 0,
        "interval_seconds": 60,
    }


def test_migrations_make_exactly_what_the_tables_say(engine: Engine) -> None:
    """No column, type or index differs between the migrations and the code, in any room."""
    assert alerts.tables.event.metadata is scheduler.tables.lease.metadata is metadata
    with reading(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_migrating_twice_at_once_is_safe(tmp_path: Path) -> None:
    """Roles on one database may start together."""
    failures: list[BaseException] = []

    def run() -> None:
        one = connect(f"sqlite:///{tmp_path / 'rasid.db'}")
        try:
            migrate(one, MIGRATIONS)
        except BaseException as error:
            failures.append(error)
        finally:
            one.dispose()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_failed_transaction_leaves_nothing(engine: Engine) -> None:
    """All or nothing."""
    with pytest.raises(RuntimeError), writing(engine) as connection:
        connection.execute(insert(feed).values(_feed_row("a")))
        raise RuntimeError("killed in the middle")
    with reading(engine) as connection:
        assert connection.execute(select(feed)).all() == []


def test_times_come_back_aware_and_naive_ones_are_refused(engine: Engine) -> None:
    """A moment is the same moment on both databases."""
    with writing(engine) as connection:
        connection.execute(insert(feed).values(_feed_row("a")))
    with reading(engine) as connection:
        assert connection.execute(select(feed.c.next_visit_at)).scalar_one() == NOW
    with pytest.raises(Exception, match="a time without a zone"), writing(engine) as connection:
        connection.execute(insert(feed).values(_feed_row("b") | {"next_visit_at": NOW.replace(tzinfo=None)}))


def test_sqlite_keeps_what_it_committed(sqlite_engine: Engine) -> None:
    """WAL with synchronous=FULL (2), on every connection."""
    with reading(sqlite_engine) as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2


def test_an_unreachable_database_is_one_sentence(tmp_path: Path) -> None:
    """No traceback, no password."""
    for url in (
        "postgresql+psycopg://rasid:geheim@127.0.0.1:1/none",
        f"sqlite:///{tmp_path}/no/such/folder/rasid.db",
    ):
        engine = connect(url)
        with pytest.raises(StoreError) as caught:
            migrate(engine, MIGRATIONS)
        assert "cannot be reached" in str(caught.value)
        assert "geheim" not in str(caught.value)
        assert "\n" not in str(caught.value)
        engine.dispose()
