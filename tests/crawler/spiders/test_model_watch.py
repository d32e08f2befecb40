"""A resident crawler takes up the model that a desk installs, and goes on with its own where that cannot be used."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import TypeVar

import pytest
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from crawler.flags.model import SHIPPED
from crawler.flags.sources import load_model
from crawler.news import Page
from crawler.reading_pool import ReadersFailed, ReadingPool
from crawler.settings import CrawlerSettings, FlagsSection, StoreSection
from crawler.spiders import model_watch
from crawler.spiders.model_watch import ModelWatch
from crawler.store.database import reading, writing
from crawler.store.flag_models import install_model, use_shipped_model
from tests.crawler.flags.desk_model import desk_model, desk_source
from tests.crawler.spiders.stand import article

pytestmark = pytest.mark.slow

T = TypeVar("T")
NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
PAGE = Page(url="https://e.example/1", body=article("مقتل ثلاثة مدنيين في قصف على أطراف المدينة").encode())


@pytest.fixture
async def pool() -> AsyncIterator[ReadingPool]:
    """One process with a deadline of ten seconds."""
    one = ReadingPool(1, 10.0)
    yield one
    await one.close()


def look_in(engine: Engine) -> Callable[[Callable[[Connection], T]], Awaitable[T]]:
    """The desk's way to read this database."""

    async def look(work: Callable[[Connection], T]) -> T:
        def run() -> T:
            with reading(engine) as connection:
                return work(connection)

        return await asyncio.to_thread(run)

    return look


def watch(engine: Engine, pool: ReadingPool, model: str = "auto") -> ModelWatch:
    """The watch over a database's models."""
    settings = CrawlerSettings(
        store=StoreSection(database=f"sqlite:///{engine.url.database}"), flags=FlagsSection(model=model)
    )
    return ModelWatch(settings, pool, look_in(engine))


def install(engine: Engine, name: str) -> None:
    """A model that is installed while the crawler runs."""
    with writing(engine) as connection:
        install_model(connection, name=name, card="{}", data=desk_model(name), made_at=NOW, now=NOW)


async def decided_by(pool: ReadingPool) -> str:
    """The model of a page's flags."""
    return (await pool.read(PAGE)).stories[0].casualty.model


async def test_what_is_installed_decides_and_then_what_is_installed_next(
    sqlite_engine: Engine, pool: ReadingPool
) -> None:
    """A look without news leaves the processes alone."""
    install(sqlite_engine, "desk 1")
    one = watch(sqlite_engine, pool)
    await one.begin(without_writing=False)
    assert await decided_by(pool) == "desk 1"
    before = pool.pids
    await one.look_again()
    assert pool.pids == before
    install(sqlite_engine, "desk 2")
    await one.look_again()
    assert await decided_by(pool) == "desk 2"
    assert pool.pids != before


async def test_the_shipped_model_is_put_back(sqlite_engine: Engine) -> None:
    """Also while the crawler runs."""
    used = _Used()
    install(sqlite_engine, "desk 1")
    one = ModelWatch(CrawlerSettings(), used, look_in(sqlite_engine))
    await one.begin(without_writing=False)
    with writing(sqlite_engine) as connection:
        use_shipped_model(connection)
    await one.look_again()
    assert used.models == [desk_source("desk 1"), SHIPPED]


async def test_a_model_that_cannot_be_used_is_tried_again(
    sqlite_engine: Engine, pool: ReadingPool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The processes go on with theirs until there is a better one, and it is told each time."""
    monkeypatch.setattr(model_watch, "LOOK_EVERY", 0.01)
    install(sqlite_engine, "desk 1")
    one = watch(sqlite_engine, pool)
    await one.begin(without_writing=False)
    await pool.warm_up()
    with writing(sqlite_engine) as connection:
        install_model(connection, name="broken", card="{}", data=b"no model", made_at=NOW, now=NOW)
    with pytest.raises(ReadersFailed):
        await one.look_again()
    task = asyncio.create_task(one.keep_up())
    while caplog.text.count("installed_model_not_used") < 2:  # noqa: ASYNC110
        await asyncio.sleep(0.05)
    assert await decided_by(pool) == "desk 1"
    install(sqlite_engine, "desk 2")
    while await decided_by(pool) != "desk 2":  # noqa: ASYNC110
        await asyncio.sleep(0.05)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_an_installed_model_that_cannot_be_used_does_not_stop_the_crawl(
    sqlite_engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    """The shipped one decides in every process and it is told; the next one that is installed is taken up."""
    with writing(sqlite_engine) as connection:
        install_model(connection, name="broken", card="{}", data=b"no model", made_at=NOW, now=NOW)
    pool = ReadingPool(2, 10.0)
    one = watch(sqlite_engine, pool)
    await one.start(without_writing=False)
    assert "installed_model_not_used" in caplog.text
    assert len(pool.pids) == 2
    assert {await decided_by(pool) for _ in range(2)} == {load_model().name}
    install(sqlite_engine, "desk 2")
    await one.look_again()
    assert {await decided_by(pool) for _ in range(2)} == {"desk 2"}
    await pool.close()


async def test_a_named_model_that_cannot_be_used_stops_it(sqlite_engine: Engine, pool: ReadingPool) -> None:
    """Nobody asked for another one."""
    with pytest.raises(ReadersFailed, match="models/none"):
        await watch(sqlite_engine, pool, "onnx:models/none").start(without_writing=False)
    assert pool.pids == []


async def test_a_database_that_is_away_changes_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """It is asked again at the next look."""
    used = _Used()

    async def away(_work: Callable[[Connection], T]) -> T:
        raise OperationalError("SELECT", {}, Exception("away"))

    one = ModelWatch(CrawlerSettings(), used, away)
    await one.begin(without_writing=False)
    await one.look_again()
    assert used.models == []
    assert "installed_model_not_asked" in caplog.text


async def test_a_model_that_is_named_is_not_looked_for(sqlite_engine: Engine) -> None:
    """Neither at the start nor later; and one that is given wins over the settings."""
    install(sqlite_engine, "desk 1")
    used = _Used()
    one = ModelWatch(CrawlerSettings(flags=FlagsSection(model="shipped")), used, look_in(sqlite_engine))
    await one.begin(without_writing=False)
    await one.keep_up()  # returns at once
    await one.begin(without_writing=True, given=desk_source("desk 3"))
    assert used.models == [SHIPPED, desk_source("desk 3")]


class _Used:
    """A pool that only writes down which models it was given."""

    def __init__(self) -> None:
        self.models: list[object] = []

    async def use_model(self, model: object) -> None:
        self.models.append(model)

    async def warm_up(self) -> None:
        return
