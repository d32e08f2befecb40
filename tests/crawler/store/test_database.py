"""The database: migrations make what the tables say, transactions hold, errors are one sentence."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, insert, select, text

import alerts.tables
import scheduler.tables
from crawler.errors import StoreError
from crawler.store.database import MIGRATIONS as CRAWLERS
from crawler.store.database import connect, migrate, reading, writing
from crawler.store.tables import feed, metadata
from crawler.store.up_to_date import is_up_to_date, newest
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


def _differences(connection: Connection) -> list[object]:
    """Of the tables that SQLAlchemy knows; the index of words is each database's own (crawler/store/search.py)."""

    def is_known(_thing: object, name: str | None, kind: str, *_: object) -> bool:
        return not (kind == "table" and (name or "").startswith("story_words"))

    context = MigrationContext.configure(connection, opts={"include_object": is_known})
    return list(compare_metadata(context, metadata))


def test_migrations_make_exactly_what_the_tables_say(engine: Engine) -> None:
    """No column, type or index differs between the migrations and the code, in any room."""
    assert alerts.tables.event.metadata is scheduler.tables.lease.metadata is metadata
    with reading(engine) as connection:
        assert _differences(connection) == []


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


def test_what_is_up_to_date_is_known_as_alembic_knows_it(engine: Engine) -> None:
    """The newest migrations are those that it names, and a database is up to date with them and with no others."""
    places = (CRAWLERS / "versions", *MIGRATIONS)
    config = Config()
    config.set_main_option("script_location", str(CRAWLERS))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(map(str, places)))
    assert newest(places) == set(ScriptDirectory.from_config(config).get_heads())
    with reading(engine) as connection:
        assert is_up_to_date(connection, places)
        assert not is_up_to_date(connection, places[:-1])
    with writing(engine) as connection:
        connection.execute(
            text("UPDATE alembic_version SET version_num = 'crawler_0001' WHERE version_num LIKE 'crawler%'")
        )
        assert not is_up_to_date(connection, places)


def test_a_migration_in_other_words_is_left_to_alembic(tmp_path: Path) -> None:
    """No database is taken for up to date then."""
    (tmp_path / "0001_first.py").write_text('revision = "first"\ndown_revision = None\n', encoding="utf-8")
    assert newest([tmp_path]) == {"first"}
    (tmp_path / "0002_second.py").write_text('revision: str = "second"\ndown_revision = "first"\n', encoding="utf-8")
    assert newest([tmp_path]) == {None}


def test_a_database_of_one_room_is_brought_up_to_date_by_all(tmp_path: Path) -> None:
    """The crawler alone has made it; the tables of the other rooms come later, and migrating again changes nothing."""
    engine = connect(f"sqlite:///{tmp_path / 'rasid.db'}")
    for folders in ((), MIGRATIONS, MIGRATIONS):
        migrate(engine, folders)
    with reading(engine) as connection:
        assert _differences(connection) == []
    engine.dispose()


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
