"""Wakes the alert workers from a command. Without Redis nothing is lost: the daemon's sweep finds what is due."""

import asyncio
from collections.abc import Sequence

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from crawler.settings import StoreSection, redis_address
from crawler.store.streams import DELIVERIES, Stream

SECONDS = 5.0


def wake_deliveries(store: StoreSection, ids: Sequence[int]) -> bool:
    """Names these deliveries to the workers; False where Redis could not be reached."""
    return asyncio.run(_wake(redis_address(store), ids))


async def _wake(address: str, ids: Sequence[int]) -> bool:
    redis: Redis = Redis.from_url(
        address,
        decode_responses=True,
        socket_timeout=SECONDS,
        socket_connect_timeout=SECONDS,
        retry=Retry(NoBackoff(), 0),
    )
    stream = Stream(redis, name=DELIVERIES, group="alerts", consumer="command")
    try:
        await stream.add_many([{"delivery": str(identity)} for identity in ids])
    except (RedisError, OSError):
        return False
    finally:
        await redis.aclose()
    return True
