"""Puts kept stories, and a model of the desk's own, into the database that a test's command works on."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, select

from alerts.tables import event as event_table
from crawler.store.database import connect, migrate, reading, writing
from crawler.store.flag_models import install_model
from crawler.store.tables import story as story_table
from crawler.understanding import ReadStory
from scheduler.settings import MIGRATIONS
from tests.alerts.making import store
from tests.crawler.flags.desk_model import desk_model
from tests.scheduler.cli.rasid import Desk

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)


@contextmanager
def database(desk: Desk) -> Iterator[Engine]:
    """The desk's database, with all tables."""
    engine = connect(f"sqlite:///{desk.folder / 'rasid.db'}")
    try:
        migrate(engine, MIGRATIONS)
        yield engine
    finally:
        engine.dispose()


def keep(desk: Desk, *stories: ReadStory, at: datetime = NOW) -> None:
    """Keeps stories there."""
    with database(desk) as engine:
        store(engine, *stories, at=at)


def install(desk: Desk, name: str = "desk 1", *, casualty: float = 0.9, diplomacy: float = 0.3) -> None:
    """Installs a model that gives every story these scores."""
    data = desk_model(name, casualty=casualty, diplomacy=diplomacy)
    with database(desk) as engine, writing(engine) as connection:
        install_model(connection, name=name, card="{}", data=data, made_at=NOW, now=NOW)


def rows(desk: Desk, table: Any = story_table) -> list[dict[str, Any]]:
    """All rows of a table, in the order of their ids."""
    with database(desk) as engine, reading(engine) as connection:
        return [dict(row) for row in connection.execute(select(table).order_by(table.c.id)).mappings()]


def events(desk: Desk) -> list[dict[str, Any]]:
    """What the alerts' room has made of them."""
    return rows(desk, event_table)
