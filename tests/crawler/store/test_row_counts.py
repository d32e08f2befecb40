"""Few rows are counted, of many it is known about how many they are."""

import random

import pytest
from sqlalchemy import Engine, delete, text

from benchmarks.growing_history import fill
from benchmarks.placing_history import NOW, WEEK, other_stories
from crawler.store import row_counts
from crawler.store.database import reading, writing
from crawler.store.row_counts import RowCount, row_count
from crawler.store.tables import story

ROWS = 300


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """A database with so many stories, which it has looked at."""
    fill(engine, other_stories(5, random.Random(1), NOW - WEEK, NOW), ROWS)
    return engine


def counted(engine: Engine) -> RowCount:
    """The stories."""
    with reading(engine) as connection:
        return row_count(connection, story)


def test_few_rows_are_counted_one_by_one(filled: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Up to the bound itself, and none at all as well."""
    assert counted(filled) == RowCount(rows=ROWS, about=False)
    monkeypatch.setattr(row_counts, "COUNTED", ROWS)
    assert counted(filled) == RowCount(rows=ROWS, about=False)
    with writing(filled) as connection:
        connection.execute(delete(story).where(story.c.id > 7))
    assert counted(filled) == RowCount(rows=7, about=False)
    with writing(filled) as connection:
        connection.execute(delete(story))
    assert counted(filled) == RowCount(rows=0, about=False)


def test_of_many_it_is_said_that_the_number_is_not_exact(filled: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """And it is near the truth."""
    monkeypatch.setattr(row_counts, "COUNTED", 10)
    found = counted(filled)
    assert found.about
    assert found.rows == pytest.approx(ROWS, rel=0.1)


def test_what_age_took_away_is_not_counted(filled: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest keys are gone; PostgreSQL knows when it has cleaned up."""
    monkeypatch.setattr(row_counts, "COUNTED", 10)
    with writing(filled) as connection:
        connection.execute(delete(story).where(story.c.id <= 200))
    if filled.dialect.name == "postgresql":
        with filled.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE story"))
    assert counted(filled).rows == pytest.approx(100, rel=0.1)


def test_a_table_that_postgresql_has_never_looked_at_is_reckoned_by_its_keys(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A restored dump has no statistics."""
    monkeypatch.setattr(row_counts, "COUNTED", 1)
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE unseen (id integer PRIMARY KEY)"))
        connection.execute(text("INSERT INTO unseen VALUES (11), (12), (15)"))
        unseen = story.to_metadata(type(story.metadata)(), name="unseen")
        assert row_count(connection, unseen) == RowCount(rows=5, about=True)
