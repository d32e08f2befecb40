"""The reading processes: nothing that a page does to one of them reaches the crawler."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.errors import FeedUnreadable
from crawler.news import Feed, FeedKind, Page, RefusalReason
from crawler.reading_pool import ReadersFailed, ReadingPool
from tests.crawler.spiders.stand import article, feed

pytestmark = pytest.mark.slow

PAGE = Page(
    url="https://example.org/news/1",
    body=article("مقتل ثلاثة مدنيين في قصف على أطراف المدينة").encode(),
    content_type="text/html; charset=utf-8",
)


@pytest.fixture
async def pool() -> AsyncIterator[ReadingPool]:
    """One process with a deadline of three seconds."""
    one = ReadingPool(1, 3.0)
    await one.warm_up()
    yield one
    await one.close()


async def test_a_page_is_read_in_another_process(pool: ReadingPool) -> None:
    """The stories come back whole, with their flags."""
    (read,) = (await pool.read(PAGE)).stories
    assert read.story.title == "مقتل ثلاثة مدنيين في قصف على أطراف المدينة"
    assert pool.pids != [os.getpid()]


async def test_a_feed_is_parsed_in_another_process(pool: ReadingPool) -> None:
    """Entries come back; what is no feed comes back as the sentence that says so."""
    parsed = await pool.parse_feed(feed("https://example.org/1").encode(), "text/xml", "https://example.org/feed")
    assert [entry.url for entry in parsed.entries] == ["https://example.org/1"]
    with pytest.raises(FeedUnreadable, match="empty"):
        await pool.parse_feed(b"", "text/xml", "https://example.org/feed")


async def test_a_source_is_read_as_its_feed_says(pool: ReadingPool) -> None:
    """Its kind, charset and links go along; what does not fit comes back as a sentence."""
    url = "https://example.org/politics"
    source = Feed(name="a", url=url, outlet="a", kind=FeedKind.PAGE, link_pattern="/n/", link_selector="li a")
    page = "<html><a href='/n/1'>خبر أول</a><li><a href='/n/2'>خبر ثان</a></li></html>".encode("iso8859-6")
    parsed = await pool.parse_feed(page, "text/html", url, feed=replace(source, charset="iso-8859-6"))
    assert [(entry.url, entry.title) for entry in parsed.entries] == [("https://example.org/n/2", "خبر ثان")]
    with pytest.raises(FeedUnreadable, match="'li b'"):
        await pool.parse_feed(page, "text/html", url, feed=replace(source, link_selector="li b"))


async def test_a_page_over_its_deadline_is_refused_and_its_process_replaced(pool: ReadingPool) -> None:
    """A stopped process stands for one that a page keeps busy for ever; the next page is read by a new one."""
    (stuck,) = pool.pids
    os.kill(stuck, signal.SIGSTOP)
    refused = await pool.read(PAGE)
    assert refused.refusal is not None
    assert refused.refusal.reason is RefusalReason.UNREADABLE
    assert "took longer than 3 s" in refused.refusal.detail
    assert (await pool.read(PAGE)).refusal is None
    assert pool.pids != [stuck]
    assert not _runs(stuck)


async def test_a_page_whose_process_was_killed_is_read_by_the_next(pool: ReadingPool) -> None:
    """The kernel ends processes when memory is short: that is not the page's fault."""
    (victim,) = pool.pids
    os.kill(victim, signal.SIGSTOP)
    task = asyncio.create_task(pool.read(PAGE))
    await asyncio.sleep(0)
    os.kill(victim, signal.SIGKILL)
    assert (await task).refusal is None


async def test_a_page_that_kills_two_processes_is_refused() -> None:
    """Then it is the page; the processes are replaced, and other pages are read."""
    pool = ReadingPool(2, 60.0)
    await pool.warm_up()
    first, second = pool.pids
    for pid in (first, second):
        os.kill(pid, signal.SIGSTOP)
    task = asyncio.create_task(pool.read(PAGE))
    await asyncio.sleep(0)
    os.kill(first, signal.SIGKILL)
    # Its successor is started while the second process has the page.
    while len(pool.pids) < 2 or pool.pids[0] == first:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    os.kill(second, signal.SIGKILL)
    refusal = (await task).refusal
    assert refusal is not None
    assert "ended its process twice" in refusal.detail
    assert (await pool.read(PAGE)).refusal is None
    await pool.close()


async def test_many_pages_share_few_processes() -> None:
    """More pages than processes wait for their turn, and each gets its own answer."""
    pool = ReadingPool(2, 10.0)
    pages = [
        Page(url=f"https://example.org/{n}", body=article(f"مقتل {n} أشخاص في حادث سير").encode()) for n in range(2, 22)
    ]
    readings = await asyncio.gather(*(pool.read(page) for page in pages))
    assert len(pool.pids) == 2
    await pool.close()
    assert [reading.stories[0].story.url for reading in readings] == [page.url for page in pages]
    assert pool.pids == []


async def test_a_process_that_does_not_start_is_an_error_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """No page is refused for it."""
    pool = ReadingPool(1, 3.0)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(ReadersFailed):
        await pool.read(PAGE)
    await pool.close()


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's part of this is Linux's")
@pytest.mark.parametrize("busy", [False, True])
def test_no_process_outlives_a_killed_crawler(tmp_path: Path, busy: bool) -> None:
    """kill -9 of the parent ends its readers, idle or stopped in the middle of a page."""
    said = tmp_path / "pids"
    program = (
        "import asyncio, pathlib\n"
        "from crawler.reading_pool import ReadingPool\n"
        "async def main():\n"
        "    pool = ReadingPool(2, 60)\n"
        "    await pool.warm_up()\n"
        f"    pathlib.Path({str(said)!r}).write_text(' '.join(map(str, pool.pids)) + '.')\n"
        "    await asyncio.sleep(600)\n"
        "asyncio.run(main())\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.DEVNULL)
    _wait(lambda: said.exists() and said.read_text().endswith("."))
    pids = [int(pid) for pid in said.read_text().rstrip(".").split()]
    if busy:
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
    parent.kill()
    parent.wait(30)
    _wait(lambda: not any(_runs(pid) for pid in pids))
    assert len(pids) == 2


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def _wait(done: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not done():
        assert time.monotonic() < end
        time.sleep(0.05)
