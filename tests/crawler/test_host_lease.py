"""A host is asked by one crawler at a time, with its delay between, over all processes that share a Redis."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from redis import Redis as BlockingRedis
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from crawler import host_lease
from crawler.host_lease import HostLeases, lease_key
from crawler.spiders.redis_gate import RedisGate
from tests.crawler.spiders.crawls import NO_REDIS, configure
from tests.crawler.spiders.prepared import Prepared, begin
from tests.crawler.spiders.stand import Answer, Asked, Stand, article, feed

HOST = "news.example"
DELAY = 0.5


@asynccontextmanager
async def _leases(url: str, *, longest: float = 60.0) -> AsyncIterator[HostLeases]:
    """The leases of one crawler, which has a connection of its own."""
    redis = Redis.from_url(url, decode_responses=True, retry=Retry(NoBackoff(), 0))
    yield HostLeases(redis, RedisGate(), longest=longest)
    await redis.aclose()


async def _hold(leases: HostLeases, entered: asyncio.Event, leave: asyncio.Event, delay: float = 0.0) -> None:
    async with leases.turn(HOST, lambda: delay):
        entered.set()
        await leave.wait()


def _left(url: str) -> int:
    """Milliseconds of the host's lease; -2 if there is none."""
    with BlockingRedis.from_url(url) as redis:
        return int(redis.pttl(lease_key(HOST)))


def test_a_host_is_one_host_on_every_port_and_scheme() -> None:
    """The key is the name alone, as names are compared."""
    assert lease_key("News.Example.") == lease_key("news.example") == "rasid:host:news.example"
    assert lease_key("[2a00::1]") == lease_key("2a00::1")
    assert lease_key("www.news.example") != lease_key("news.example")


async def test_the_second_crawler_waits_for_the_first(redis_url: str) -> None:
    """Two clients never hold one host at a time, and the one that waited gets its turn."""
    first_in, first_out, second_in = asyncio.Event(), asyncio.Event(), asyncio.Event()
    second_out = asyncio.Event()
    second_out.set()
    async with _leases(redis_url) as one, _leases(redis_url) as two, asyncio.TaskGroup() as tasks:
        tasks.create_task(_hold(one, first_in, first_out))
        await first_in.wait()
        tasks.create_task(_hold(two, second_in, second_out))
        async with two.turn("other.example", lambda: 0.0):  # another host is free meanwhile
            assert not second_in.is_set()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(second_in.wait(), 1.0)
        first_out.set()
        await asyncio.wait_for(second_in.wait(), 10)


async def test_the_rest_of_the_delay_stays_in_redis(redis_url: str) -> None:
    """What is left of the delay is what the next one waits for, also where robots.txt has just made it longer."""
    delay = 2.0
    async with _leases(redis_url) as one:
        async with one.turn(HOST, lambda: delay):
            assert 50_000 < _left(redis_url) <= 60_000
            delay = 45.0
        assert 30_000 < _left(redis_url) <= 45_000


async def test_without_a_delay_nothing_stays(redis_url: str) -> None:
    """An answer that took longer than the delay leaves the host free."""
    async with _leases(redis_url) as one:
        async with one.turn(HOST, lambda: 0.001):
            await asyncio.sleep(0.01)
        assert _left(redis_url) == -2


async def test_a_turn_that_failed_is_given_back(redis_url: str) -> None:
    """An error of the download is no reason to keep the host."""
    async with _leases(redis_url) as one:
        with pytest.raises(ZeroDivisionError):
            async with one.turn(HOST, lambda: 0.0):
                raise ZeroDivisionError
        assert _left(redis_url) == -2


async def test_a_dead_crawler_keeps_nobody_waiting(redis_url: str) -> None:
    """Its lease ends by itself, and when it was only slow, it does not take away the next one's."""
    slow_in, slow_out = asyncio.Event(), asyncio.Event()
    async with _leases(redis_url, longest=0.3) as slow, _leases(redis_url) as next_one, asyncio.TaskGroup() as tasks:
        task = tasks.create_task(_hold(slow, slow_in, slow_out))
        await slow_in.wait()
        async with next_one.turn(HOST, lambda: 0.0):
            slow_out.set()
            await task
            assert _left(redis_url) > 50_000
        assert _left(redis_url) == -2


async def test_a_call_that_was_repeated_finds_its_own_lease(redis_url: str) -> None:
    """After a broken connection the client asks again, although the first call may have been done."""
    async with Redis.from_url(redis_url, decode_responses=True) as redis:
        take = redis.register_script(host_lease._TAKE)
        assert await take(keys=["rasid:host:a"], args=["token", 5_000]) == 0
        assert await take(keys=["rasid:host:a"], args=["token", 5_000]) == 0
        assert await take(keys=["rasid:host:a"], args=["other", 5_000]) > 0


async def test_a_key_without_an_end_gets_one(redis_url: str) -> None:
    """Whoever put it there, no host is shut for ever."""
    with BlockingRedis.from_url(redis_url) as redis:
        redis.set(lease_key(HOST), "somebody")
    async with _leases(redis_url, longest=0.3) as one, one.turn(HOST, lambda: 0.0):
        assert 0 < _left(redis_url) <= 300


async def test_waiting_ends(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crawl does not stand still for what stands in Redis; what is not ours stays there."""
    monkeypatch.setattr(host_lease, "LONGEST_WAIT", 0.3)
    with BlockingRedis.from_url(redis_url) as redis:
        redis.set(lease_key(HOST), "somebody", px=60_000)
    async with _leases(redis_url) as one, one.turn(HOST, lambda: 0.0):
        assert _left(redis_url) > 0
    assert _left(redis_url) > 0


async def test_without_redis_nobody_waits() -> None:
    """Two turns at one host at a time: then each process keeps the delay for itself."""
    async with _leases(NO_REDIS) as one, one.turn(HOST, lambda: 60.0), one.turn(HOST, lambda: 60.0):
        pass


class Queue:
    """An outlet's pages, which count how many of them are asked for at a time."""

    def __init__(self, *, together: bool) -> None:
        self._together = threading.Barrier(2) if together else None
        self._lock = threading.Lock()
        self._now = 0
        self.most = 0
        self.starts: list[float] = []

    def __call__(self, asked: Asked) -> Answer:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
            self.starts.append(time.monotonic())
        if self._together is not None and asked.path.endswith("1000"):
            self._together.wait(60)
        with self._lock:
            self._now -= 1
        return Answer(body=article(f"مقتل ثلاثة مدنيين في قصف على أطراف المدينة {asked.path}").encode())


@pytest.fixture
def outlet() -> Iterator[Stand]:
    """A server on a usual port, at an address that the configuration allows, under a name that it does not name: to
    the crawler an outlet like any other."""
    for last in range(10, 250):
        try:
            one = Stand(f"127.0.3.{last}", 8080)
        except OSError:
            continue
        yield one
        one.close()
        return
    pytest.skip("port 8080 cannot be listened on")


def _crawlers(folder: Path, outlet: Stand, redis: str, queue: Queue) -> list[Prepared]:
    """Two crawlers with databases of their own, each with three pages at the one outlet."""
    crawls = []
    for who in "ab":
        (folder / who).mkdir()
        pages = [f"/{who}/{number}000" for number in (1, 2, 3)]
        outlet.answers.update(dict.fromkeys(pages, queue))
        outlet.put(f"/{who}/feed", feed(*[f"http://outlet.test:8080{page}" for page in pages]))
        crawler = f'allow_private_hosts = ["127.0.3.0/24"]\ndelay_per_host = {DELAY}\ntimeout = 60\n'
        config = configure(folder / who, (who, f"http://outlet.test:8080/{who}/feed"), redis=redis, crawler=crawler)
        crawls.append(begin(config, names={"outlet.test": [[outlet.host]]}, feed_names=[who]))
    return crawls


@pytest.mark.slow
def test_two_crawlers_take_turns_at_a_host(tmp_path: Path, outlet: Stand, redis_url: str) -> None:
    """Six pages, one at a time, with the delay between them: as one crawler would do it."""
    queue = Queue(together=False)
    done = [crawl.end() for crawl in _crawlers(tmp_path, outlet, redis_url, queue)]
    assert [len(one.titles) for one in done] == [3, 3], [one.log for one in done]
    assert queue.most == 1
    gaps = [after - before for before, after in zip(queue.starts, queue.starts[1:], strict=False)]
    assert min(gaps) > DELAY * 0.8, gaps


@pytest.mark.slow
def test_without_redis_both_crawlers_go_on(tmp_path: Path, outlet: Stand) -> None:
    """Nobody is kept waiting: the first pages of both are asked for at the same time, which the test above forbids."""
    queue = Queue(together=True)
    done = [crawl.end() for crawl in _crawlers(tmp_path, outlet, NO_REDIS, queue)]
    assert [len(one.titles) for one in done] == [3, 3], [one.log for one in done]
    assert queue.most == 2
