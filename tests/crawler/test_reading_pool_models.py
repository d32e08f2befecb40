"""The reading processes decide flags with the model that they are told, and change it without losing a page."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from crawler import forks
from crawler.errors import ModelUnusable
from crawler.flags.model import ModelKind, ModelSource
from crawler.news import Page, Story
from crawler.reading_pool import ReadersFailed, ReadersHaveNoModel, ReadingPool
from crawler.reading_worker import MEMORY_LIMIT
from crawler.understanding import Reading
from tests.crawler.flags import tiny_onnx
from tests.crawler.flags.desk_model import desk_source
from tests.crawler.forking.standing import standing_server
from tests.crawler.spiders.stand import article

pytestmark = pytest.mark.slow

BROKEN = ModelSource(kind=ModelKind.TRAINED, data=b"no model")
STORY = Story(title="مقتل ثلاثة في غارة", text="قُتل ثلاثة مدنيين في غارة على المدينة.", url="https://e.example/1")


def page(number: int) -> Page:
    """One of many pages."""
    return Page(url=f"https://e.example/{number}", body=article(f"مقتل {number} أشخاص في حادث سير").encode())


def models(readings: list[Reading]) -> list[str]:
    """Who decided the flags of each page."""
    return [reading.stories[0].casualty.model for reading in readings]


@pytest.fixture(scope="module")
def server() -> Iterator[socket.socket | None]:
    """One that forks the processes of this module."""
    with standing_server() as asking:
        yield asking


@pytest.fixture
def forked(server: socket.socket | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading processes are forked, as the program has them where it can."""
    monkeypatch.setattr(forks._Server, "asking", server)


@pytest.fixture
async def pool(forked: None) -> AsyncIterator[ReadingPool]:
    """Two processes with a deadline of ten seconds."""
    one = ReadingPool(2, 10.0, desk_source("desk 1"))
    await one.warm_up()
    yield one
    await one.close()


@pytest.fixture
async def executed_pool() -> AsyncIterator[ReadingPool]:
    """The same, of processes that have loaded everything themselves."""
    one = ReadingPool(2, 10.0, desk_source("desk 1"))
    await one.warm_up()
    yield one
    await one.close()


async def test_the_model_decides_in_every_process(pool: ReadingPool) -> None:
    """Its name and score are with each flag; what is in doubt says so."""
    readings = await asyncio.gather(*(pool.read(page(number)) for number in range(2, 8)))
    assert models(readings) == ["desk 1"] * 6
    flag = readings[0].stories[0].diplomacy
    assert (flag.flagged, flag.review, flag.score) == (False, True, 0.3)


async def test_stories_are_understood_again(pool: ReadingPool) -> None:
    """From their words alone, in order, figures and all."""
    other = Story(title="أمطار", text="هطلت أمطار غزيرة على الساحل.", url="https://e.example/2")
    first, second = await pool.understand([STORY, other])
    assert (first.story, second.story) == (STORY, other)
    assert [figure.min for figure in first.casualties] == [3]
    assert (first.casualty.model, first.fault, second.casualties) == ("desk 1", "", ())


async def test_a_story_that_takes_too_long_does_its_neighbours_no_harm(forked: None) -> None:
    """It has its fault and no flags; the others of the task are understood."""
    pool = ReadingPool(1, 1.0, desk_source())
    endless = Story(title="", text="قُتل ثلاثة مدنيين في غارة على المدينة. " * 60_000, url="https://e.example/3")
    first, poison, last = await pool.understand([STORY, endless, STORY])
    await pool.close()
    assert (poison.story, poison.flags) == (endless, ())
    assert poison.fault == "not understood: reading it took longer than 1 s"
    assert poison.casualty.reasons == (poison.fault,)
    assert [one.fault for one in (first, last)] == ["", ""]
    assert first.casualties


async def test_a_fault_of_one_story_does_its_neighbours_no_harm(pool: ReadingPool) -> None:
    """As where our own code stops at it: a story whose text is none stands for one."""
    strange = Story(title="", text=None, url="https://e.example/4")  # type: ignore[arg-type]
    first, faulty = await pool.understand([STORY, strange])
    assert first.casualties
    assert faulty.fault.startswith("not understood: ")


async def test_another_model_is_taken_up_without_losing_a_page(pool: ReadingPool) -> None:
    """Pages that are being read are answered by the old one, all later ones by the new; every process is a new one."""
    before = pool.pids
    pages = [asyncio.create_task(pool.read(page(number))) for number in range(2, 42)]
    await asyncio.wait(pages, return_when=asyncio.FIRST_COMPLETED)
    await pool.use_model(desk_source("desk 2"))
    readings = await asyncio.gather(*pages)
    assert [reading.stories[0].story.url for reading in readings] == [page(number).url for number in range(2, 42)]
    assert set(models(readings)) <= {"desk 1", "desk 2"}
    assert models(readings)[0] == "desk 1"
    assert models(await asyncio.gather(*(pool.read(page(number)) for number in range(2, 6)))) == ["desk 2"] * 4
    assert len(pool.pids) == 2
    assert not set(pool.pids) & set(before)


async def test_a_process_that_is_started_later_has_the_present_model(pool: ReadingPool) -> None:
    """Whatever ended the one before."""
    await pool.use_model(desk_source("desk 2"))
    killed = pool.pids[0]
    os.kill(killed, signal.SIGKILL)
    readings = await asyncio.gather(*(pool.read(page(number)) for number in range(2, 6)))
    assert models(readings) == ["desk 2"] * 4
    assert killed not in pool.pids


async def test_a_model_that_cannot_be_used_changes_nothing(pool: ReadingPool) -> None:
    """Its sentence is told, and the same processes go on with the model that they have."""
    before = pool.pids
    with pytest.raises(ReadersHaveNoModel, match="the model of the flags cannot be used: the trained model"):
        await pool.use_model(BROKEN)
    assert pool.pids == before
    assert models([await pool.read(page(2))]) == ["desk 1"]


async def test_readers_without_a_model_do_not_start(forked: None) -> None:
    """No page is read without flags because of it; both as readers and as a model it is an error."""
    pool = ReadingPool(1, 10.0, BROKEN)
    with pytest.raises(ReadersFailed, match="the trained model"):
        await pool.read(page(2))
    await pool.use_model(ModelSource(kind=ModelKind.ONNX, path="/no/such/folder"))
    with pytest.raises(ModelUnusable, match="/no/such/folder"):
        await pool.warm_up()
    assert pool.pids == []
    await pool.close()


async def test_a_pool_that_has_not_started_takes_a_model_at_once(forked: None) -> None:
    """No process is started for it."""
    pool = ReadingPool(1, 10.0, BROKEN)
    await pool.use_model(desk_source("desk 3"))
    assert pool.pids == []
    assert models([await pool.read(page(2))]) == ["desk 3"]
    await pool.close()


@pytest.mark.parametrize("turns", [1, 3])
async def test_a_process_that_is_just_starting_has_the_present_model(turns: int) -> None:
    """Though it was asked for with the one before: so many turns of the event loop ago."""
    pool = ReadingPool(1, 10.0, desk_source("desk 1"))
    starting = asyncio.create_task(pool.warm_up())
    for _ in range(turns):
        await asyncio.sleep(0)
    await pool.use_model(desk_source("desk 2"))
    await starting
    assert models([await pool.read(page(2))]) == ["desk 2"]
    await pool.close()


async def test_a_machine_that_starts_no_process_is_one_sentence(
    executed_pool: ReadingPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that run go on."""
    with monkeypatch.context() as patch:
        patch.setattr(sys, "executable", "/no/such/program")
        with pytest.raises(ReadersFailed, match="/no/such/program"):
            await executed_pool.use_model(desk_source("desk 2"))
    assert models([await executed_pool.read(page(2))]) == ["desk 1"]


async def test_a_transformer_decides_in_a_reading_process(tmp_path: Path) -> None:
    """With the threads and the memory that its library takes; what a page may take is limited as before."""
    folder = tiny_onnx.build(tmp_path / "model")
    pool = ReadingPool(1, 10.0, ModelSource(kind=ModelKind.ONNX, path=str(folder)))
    (read,) = await pool.understand([replace(STORY, title="مصرع طفل", text="سقوط جرحى و ضحايا في حادث")])
    assert read.casualty.flagged
    assert not read.diplomacy.flagged
    assert read.casualty.model
    assert models([await pool.read(page(2))]) == [read.casualty.model]
    if sys.platform == "linux":
        assert MEMORY_LIMIT < _address_space(pool.pids[0]) < 2 * MEMORY_LIMIT
    await pool.close()


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
async def test_a_pool_that_is_closed_while_it_changes_leaves_no_process(executed_pool: ReadingPool) -> None:
    """The one that was just being started among them."""
    others = _readers() - set(executed_pool.pids)
    change = asyncio.create_task(executed_pool.use_model(desk_source("desk 2")))
    while len(_readers() - others) < 3:  # noqa: ASYNC110
        await asyncio.sleep(0.02)
    change.cancel()
    await asyncio.gather(change, return_exceptions=True)
    await executed_pool.close()
    assert _readers() == others


def _address_space(pid: int) -> int:
    """How much of it a process may have, in bytes."""
    limits = Path(f"/proc/{pid}/limits").read_text().splitlines()
    return next(int(line.split()[3]) for line in limits if line.startswith("Max address space"))


def _readers() -> set[int]:
    """The processes that we have started and that run."""
    return {int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()}
