"""The streams: a wake reaches one worker, is kept until acknowledged, and passes from a dead worker to the next."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from crawler.store.streams import VISITS, Stream


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator["Redis[str]"]:
    """A client of a real server."""
    client: Redis[str] = Redis.from_url(redis_url, decode_responses=True)
    yield client
    await client.aclose()


def _stream(redis: "Redis[str]", consumer: str) -> Stream:
    return Stream(redis, name=VISITS, group="crawlers", consumer=consumer)


async def test_what_was_added_before_any_reader_is_read(redis: "Redis[str]") -> None:
    """The group is made by its first reader and begins at the beginning."""
    stream = _stream(redis, "a")
    await stream.add({"feed": "7"})
    assert await stream.take(10, block_ms=10) == []  # this call made the group
    assert [dict(message.fields) for message in await stream.take(10, block_ms=10)] == [{"feed": "7"}]


async def test_each_wake_reaches_one_of_two_workers(redis: "Redis[str]") -> None:
    """Work is shared, not doubled."""
    a, b = _stream(redis, "a"), _stream(redis, "b")
    await a.take(1, block_ms=10)
    await a.add_many([{"feed": str(n)} for n in range(10)])
    taken = [*await a.take(6, block_ms=10), *await b.take(10, block_ms=10)]
    assert sorted(int(message.fields["feed"]) for message in taken) == list(range(10))


async def test_an_unacknowledged_wake_passes_to_the_next_worker(redis: "Redis[str]") -> None:
    """What a dead worker took comes back; what was done does not."""
    a, b = _stream(redis, "a"), _stream(redis, "b")
    await a.take(1, block_ms=10)
    await a.add_many([{"feed": "1"}, {"feed": "2"}])
    first, second = await a.take(10, block_ms=10)
    await a.done([first.id])
    await asyncio.sleep(0.05)
    assert [message.id for message in await b.reclaim(10, idle_ms=20)] == [second.id]
    await b.done([second.id])
    assert await b.reclaim(10, idle_ms=0) == []
    assert await b.depth() == 0


async def test_a_wiped_server_is_no_error(redis: "Redis[str]") -> None:
    """FLUSHALL takes the group as well; the next read makes it anew."""
    stream = _stream(redis, "a")
    await stream.take(1, block_ms=10)
    await redis.flushall()
    assert await stream.take(1, block_ms=10) == []
    assert await stream.reclaim(1, idle_ms=0) == []
    await stream.add({"feed": "1"})
    assert len(await stream.take(1, block_ms=10)) == 1


async def test_a_sign_of_life_keeps_a_message_from_being_taken_over(redis: "Redis[str]") -> None:
    """A long piece of work stays with whoever says that it is still at it."""
    a, b = _stream(redis, "a"), _stream(redis, "b")
    await a.take(1, block_ms=10)
    await a.add_many([{"feed": "1"}, {"feed": "2"}])
    kept, left = await a.take(10, block_ms=10)
    await asyncio.sleep(0.3)
    await a.keep([kept.id])
    assert [message.id for message in await b.reclaim(10, idle_ms=200)] == [left.id]


async def test_what_a_dead_consumer_held_is_inherited_at_once(redis: "Redis[str]") -> None:
    """Only consumers that are known to be dead are inherited from, without waiting for their messages to grow idle."""
    a, b, c = _stream(redis, "a"), _stream(redis, "b"), _stream(redis, "c")
    assert await c.inherit(lambda name: name == "a") == []  # there is no stream yet
    await a.take(1, block_ms=10)
    await a.add_many([{"feed": "1"}, {"feed": "2"}])
    (dead,), (alive,) = await a.take(1, block_ms=10), await b.take(1, block_ms=10)
    assert [message.id for message in await c.inherit(lambda name: name == "a")] == [dead.id]
    assert await c.inherit(lambda name: name == "a") == []
    await c.done([dead.id])
    await b.done([alive.id])
    assert await c.depth() == 0
