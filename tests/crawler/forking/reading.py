"""A crawl's reading pool whose processes are forked: `python -m tests.crawler.forking.reading`."""

import asyncio
import contextlib
import os
import signal
import sys
from pathlib import Path

from crawler import reading_pool
from crawler.flags.model import ModelKind, ModelSource
from crawler.fork_server import may_fork, serve
from crawler.loading import calculate_in_one_thread, for_good
from crawler.news import Page
from crawler.reading_pool import ReadersHaveNoModel, ReadingPool
from crawler.reading_worker import warm_up
from tests.crawler.forking.probe import tell
from tests.crawler.spiders.stand import article

PAGE = Page(
    url="https://example.org/news/1",
    body=article("مقتل ثلاثة مدنيين في قصف على أطراف المدينة").encode(),
    content_type="text/html; charset=utf-8",
)


async def resting() -> None:
    """A process that has worked is exchanged for a fresh one, with the model that the pool has by then."""
    from tests.crawler.flags.desk_model import desk_source  # brings numpy along, and its threads
    from tests.crawler.test_reading_pool_models import BROKEN

    reading_pool.REST_SECONDS = 0.3
    pool = ReadingPool(2, 10.0)
    await pool.warm_up()
    began = pool.pids
    read = await pool.read(PAGE)
    await _until_fresh(pool, began)
    fresh = pool.pids
    await asyncio.sleep(1.0)  # nobody has worked, and so nobody rests
    same = pool.pids == fresh
    try:
        await pool.use_model(BROKEN)
        refused = False
    except ReadersHaveNoModel:
        refused = True
    await pool.use_model(desk_source("desk 1"))
    own = pool.pids
    after = await pool.read(PAGE)
    await _until_fresh(pool, own)
    again = await pool.read(PAGE)
    pool._model = ModelSource(kind=ModelKind.ONNX, path="none")  # as if its process had loaded one
    last = pool.pids
    await asyncio.sleep(1.0)
    tell(
        began=began,
        fresh=fresh,
        same=same,
        titles=[one.stories[0].story.title for one in (read, after, again)],
        models=[one.stories[0].casualty.model for one in (read, after, again)],
        refused=refused,
        transformer_stays=pool.pids == last,
    )
    await pool.close()


async def _until_fresh(pool: ReadingPool, before: list[int]) -> None:
    """Until another process stands where one has worked."""
    async with asyncio.timeout(20):
        while pool.pids == before or len(pool.pids) < 2:  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def stuck() -> None:
    """A page over its deadline, then one whose process dies; then the program waits for its own death, with one of two
    processes stopped."""
    pool = ReadingPool(2, 1.0)
    await pool.warm_up()
    begun = pool.pids
    for pid in begun:
        os.kill(pid, signal.SIGSTOP)
    refusal = (await pool.read(PAGE)).refusal
    assert refusal is not None
    for pid in begun:
        with contextlib.suppress(ProcessLookupError):  # the one that had the page is gone
            os.kill(pid, signal.SIGKILL)
    read = await pool.read(PAGE)
    await pool.warm_up()
    os.kill(pool.pids[1], signal.SIGSTOP)
    tell(
        ours=os.getpid(),
        refused=refusal.detail,
        read=len(read.stories),
        begun=begun,
        pids=pool.pids,
        limit=_address_space(pool.pids[0]),
    )
    await asyncio.sleep(600)


def _address_space(pid: int) -> int:
    limits = Path(f"/proc/{pid}/limits").read_text().splitlines()
    return next(int(line.split()[3]) for line in limits if line.startswith("Max address space"))


def main(what: str) -> None:
    """Loads what reading needs, forks the program, and runs it there."""
    calculate_in_one_thread()
    with for_good():
        warm_up()
    assert may_fork()
    serve("rasid probe")
    asyncio.run(globals()[what]())


if __name__ == "__main__":
    main(sys.argv[1])
