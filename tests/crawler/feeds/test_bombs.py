"""Feeds made to cost memory or time, given to the real reading process: it stays small, quick and alive."""

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.errors import FeedUnreadable
from crawler.feeds.parse import MAX_BYTES, MAX_ITEMS, ParsedFeed
from crawler.reading_pool import ReadingPool
from crawler.reading_tasks import LENGTH, Answer, NoFeed, Task, frame
from crawler.settings import CrawlerSection
from tests.crawler.feeds.cases.bombs import BOMBS, ENTITY_BOMBS, Bomb
from tests.crawler.feeds.cases.case import LINK, ONE, URL, item, rss

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("bombs")]

LARGEST = 320 * 1024**2  # of which a reader that has seen a page holds 133, most of it lists of words and names
DEADLINE = CrawlerSection().reading_timeout


class Reader:
    """The program that reads pages and feeds for the crawler, as the crawler starts it."""

    def __init__(self) -> None:
        program = [sys.executable, "-m", "crawler.reading_worker"]
        self._process = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._receive()

    def parse(self, body: bytes) -> Answer:
        """What comes of a feed."""
        assert self._process.stdin is not None
        self._process.stdin.write(frame(Task(name="parse_feed", arguments=(body, "text/xml", URL))))
        self._process.stdin.flush()
        return self._receive()

    def _receive(self) -> Answer:
        assert self._process.stdout is not None
        (length,) = LENGTH.unpack(self._process.stdout.read(LENGTH.size))
        answer = pickle.loads(self._process.stdout.read(length))
        assert isinstance(answer, Answer)
        return answer

    @property
    def cpu_seconds(self) -> float:
        """What the process has computed so far; nothing where the system does not say."""
        told = Path(f"/proc/{self._process.pid}/stat")
        if not told.exists():
            return 0.0
        user, system = told.read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        """Ends the process."""
        self._process.communicate(timeout=30)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """One process for all bombs, so that what one of them leaves behind counts against the next."""
    one = Reader()
    yield one
    one.close()


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb.name)
def test_a_bomb_costs_little(reader: Reader, bomb: Bomb) -> None:
    """Entries or one sentence, within a page's deadline, and never more than 320 MB from the first bomb to the last."""
    body, before = bomb.make(), reader.cpu_seconds
    assert len(body) <= MAX_BYTES
    answer = reader.parse(body)
    assert answer.error is None
    assert isinstance(answer.value, NoFeed | ParsedFeed)
    if bomb.sentence is not None:
        assert isinstance(answer.value, NoFeed)
        assert bomb.sentence in answer.value.sentence
    elif isinstance(answer.value, ParsedFeed):
        assert len(answer.value.entries) <= MAX_ITEMS
    assert reader.cpu_seconds - before < DEADLINE
    assert answer.rss < LARGEST


def test_a_feed_is_read_after_the_bombs(reader: Reader) -> None:
    """By the same process."""
    value = reader.parse(rss(item()).encode()).value
    assert isinstance(value, ParsedFeed)
    assert [(entry.title, entry.url) for entry in value.entries] == [(ONE, LINK)]


async def test_the_pool_goes_on_after_bombs() -> None:
    """Whoever asks the pool gets entries or FeedUnreadable, and its process is the one that it began with."""
    pool = ReadingPool(1, DEADLINE)
    await pool.warm_up()
    pids = pool.pids
    for bomb in ENTITY_BOMBS[:10]:
        with pytest.raises(FeedUnreadable, match=bomb.sentence):
            await pool.parse_feed(bomb.make(), "text/xml", URL)
    parsed = await pool.parse_feed(rss(item()).encode(), "text/xml", URL)
    assert [entry.title for entry in parsed.entries] == [ONE]
    assert pool.pids == pids
    await pool.close()


async def test_a_bomb_over_its_deadline_costs_only_itself() -> None:
    """Whatever takes too long is refused with that reason, and the next feed is read."""
    pool = ReadingPool(1, 0.02)
    with pytest.raises(FeedUnreadable, match=r"took longer than 0\.02 s"):
        await pool.parse_feed(next(bomb for bomb in BOMBS if bomb.name == "40,000 authors").make(), "text/xml", URL)
    await pool.close()
    pool = ReadingPool(1, DEADLINE)
    assert (await pool.parse_feed(rss(item()).encode(), "text/xml", URL)).entries
    await pool.close()
