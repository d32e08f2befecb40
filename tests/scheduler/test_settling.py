"""The job that takes the words of older stories over into the large index."""

from datetime import UTC, datetime

import pytest
from redis.asyncio import Redis
from sqlalchemy import Engine, text

from crawler.store import settling
from crawler.store.database import reading
from crawler.store.stories import find_stories
from scheduler import jobs
from tests.alerts.making import collapse, store
from tests.scheduler.shop import workshop


async def test_words_settle_when_there_are_many(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Down to half as many, on PostgreSQL; on SQLite there is nothing to do. The stories are found all along."""
    monkeypatch.setattr(settling, "MOST_NEW", 3)
    monkeypatch.setattr(settling, "LEFT_NEW", 1)
    store(
        engine,
        *(collapse(url=f"https://a.example/{number}", outlet=f"منفذ {number}") for number in range(3)),
        at=datetime.now(UTC),
    )
    shop = workshop(engine, Redis())
    assert await jobs.settle_words(shop) == 0
    store(engine, collapse(url="https://a.example/3", outlet="منفذ 3"), at=datetime.now(UTC))
    assert await jobs.settle_words(shop) == (3 if engine.dialect.name == "postgresql" else 0)
    with reading(engine) as connection:
        assert len(find_stories(connection, words="انهيار")) == 4


async def test_many_parts_of_an_index_become_one(sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once there are more than a few; what they hold is found as before."""
    parts = text("SELECT count(DISTINCT segid) FROM story_words_idx")

    def count() -> int:
        with reading(sqlite_engine) as connection:
            return int(connection.execute(parts).scalar_one())

    for number in range(3):
        one = collapse(url=f"https://a.example/{number}", outlet=f"منفذ {number}")
        store(sqlite_engine, one, at=datetime.now(UTC))
    shop = workshop(sqlite_engine, Redis())
    assert (await jobs.merge_words(shop), count()) == (0, 3)
    monkeypatch.setattr(settling, "MOST_PARTS", 2)
    monkeypatch.setattr(jobs, "PAUSE_WHILE_DROPPING", 0.0)
    assert await jobs.merge_words(shop) > 0
    assert (await jobs.merge_words(shop), count()) == (0, 1)
    with reading(sqlite_engine) as connection:
        assert len(find_stories(connection, words="انهيار")) == 3
