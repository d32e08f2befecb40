"""A feed whose job failed while the database was away is not forgotten until its hold runs out."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from redis.asyncio import Redis
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from crawler.spiders.jobs import JobBook
from crawler.spiders.redis_gate import RedisGate
from crawler.store.streams import VISITS, Stream

T = TypeVar("T")


class Away:
    """A store that takes nothing while it is away, and does nothing else."""

    is_away = True

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Nothing is written."""
        if self.is_away:
            raise OperationalError("UPDATE feed", {}, Exception("the server is away"))
        return None  # type: ignore[return-value]

    def now(self) -> datetime:
        """The moment."""
        return datetime.now(UTC)


async def _failed_job(redis: Redis, *, is_away: bool) -> int:
    """How many messages stand in the stream when a job has failed."""
    store = Away()
    store.is_away = is_away
    stream = Stream(redis, name=VISITS, group="crawlers", consumer="here:1")
    await stream.take(1, block_ms=1)  # makes the group
    await stream.add({"feed": "7"})
    book = JobBook(store=store, stream=stream, redis=RedisGate(), most=4)
    (job,) = await book.take()
    job.pending = 1
    book.store_is_down(job, Exception("the visit was not recorded"))
    await book.part_ended(job)
    assert book.jobs == []
    return await stream.depth()


async def test_its_message_stays_where_the_database_could_not_be_told(redis_url: str) -> None:
    """Whoever looks for what lies too long visits the feed: within a minute, and not when its hold runs out."""
    async with Redis.from_url(redis_url, decode_responses=True) as redis:
        assert await _failed_job(redis, is_away=True) == 1


async def test_its_message_goes_where_the_database_was_told(redis_url: str) -> None:
    """The feed is due there as it was before, and is named anew."""
    async with Redis.from_url(redis_url, decode_responses=True) as redis:
        assert await _failed_job(redis, is_away=False) == 0
