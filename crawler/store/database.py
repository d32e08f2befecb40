"""Connects to SQLite or PostgreSQL, brings the tables up to date, and opens transactions.

SQLite runs in WAL with synchronous=FULL: with NORMAL the last commits may roll back on power loss, and a commit is
our promise that an alert is not lost. Writers take the lock at BEGIN (`writing`), so that two of them wait for each
other instead of failing at COMMIT; readers (`reading`) never wait for a writer.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic_core import from_json, to_json
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from crawler.errors import StoreError
from crawler.store import giving_up
from crawler.store.up_to_date import is_up_to_date

MIGRATIONS = Path(__file__).parent / "migrations"
SQLITE_WAIT_MS = 30_000
_MIGRATION_LOCK = 7_214_501  # an arbitrary number that all roles of Rasid agree on


def connect(url: str) -> Engine:
    """An engine for a database address; nothing is opened yet."""
    address = make_url(url)
    # JSON columns are written as they are read, in UTF-8: a third of the space of escaped Arabic, and of the time.
    json = {"json_serializer": _to_json, "json_deserializer": from_json}
    if address.get_backend_name() == "sqlite":
        engine = create_engine(address, connect_args={"check_same_thread": False}, **json)
        _prepare_sqlite(engine)
        return engine
    engine = create_engine(
        address, pool_pre_ping=True, pool_size=5, max_overflow=5, connect_args=giving_up.of_postgresql(), **json
    )
    if giving_up.is_far(address):
        event.listen(engine, "connect", _give_up_in_time)
    return engine


def _give_up_in_time(connection: Any, _record: Any) -> None:
    connection.autocommit = True  # else the first rollback takes the settings back
    connection.execute(giving_up.SESSION)
    connection.autocommit = False


class JsonText(str):
    """JSON that is written out already: a JSON column takes it as it is."""

    __slots__ = ()


def _to_json(plain: object) -> str:
    return str(plain) if isinstance(plain, JsonText) else to_json(plain).decode()


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy's BEGIN below is the only one
        cursor = connection.cursor()
        for pragma in (
            f"busy_timeout={SQLITE_WAIT_MS}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("rasid_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: committed at the end, rolled back on any error."""
    with engine.connect().execution_options(rasid_writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads: one unchanging view of the database."""
    with engine.connect() as connection, connection.begin():
        yield connection


def check(engine: Engine) -> None:
    """Raises StoreError with one sentence if the database does not answer."""
    try:
        with reading(engine) as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        raise StoreError(f"the database {_shown(engine)} cannot be reached: {_reason(error)}") from error


def migrate(engine: Engine, folders: Sequence[Path] = ()) -> None:
    """Brings the tables of this room, and of those that add their `folders`, up to date. Two may do so at once."""
    check(engine)
    places = (MIGRATIONS / "versions", *folders)
    try:
        with reading(engine) as connection:
            if is_up_to_date(connection, places):
                return
        with writing(engine) as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
            _upgrade(connection, places)
    except SQLAlchemyError as error:
        raise StoreError(f"the database {_shown(engine)} cannot be brought up to date: {_reason(error)}") from error


def migrate_if_new(engine: Engine) -> None:
    """Makes this room's tables where the database has none. Where it has some, they are left to `migrate`, which knows
    those of the rooms downstream too."""
    check(engine)
    with reading(engine) as connection:
        is_new = not inspect(connection).has_table("alembic_version")
    if is_new:
        migrate(engine)


def _upgrade(connection: Connection, folders: Sequence[Path]) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(map(str, folders)))
    config.attributes["connection"] = connection
    command.upgrade(config, "heads")


def _shown(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=True)


def _reason(error: SQLAlchemyError) -> str:
    cause = getattr(error, "orig", None) or error
    return " ".join(str(cause).split())[:200]
