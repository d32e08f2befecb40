"""A process on a host of its own that uses the stores as roles do, and says how that goes, a line each.

python -m tests.machines.visitor holds|waits|takes ADDRESS
"""

import asyncio
import sys
import time

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from alerts.event_rows import lock_events
from crawler.store.database import connect, reading, writing
from crawler.store.giving_up import of_redis


def holds(address: str) -> None:
    """Locks all events, in a transaction that does not end."""
    with writing(connect(address)) as connection:
        lock_events(connection)
        print("ready", flush=True)
        time.sleep(300)


def waits(address: str) -> None:
    """Asks what the database is long in answering; then says how many seconds that took to fail."""
    began = time.monotonic()
    try:
        with reading(connect(address)) as connection:
            connection.execute(text("SELECT 1"))
            print("ready", flush=True)
            connection.execute(text("SELECT pg_sleep(300)"))
    except SQLAlchemyError:
        print(time.monotonic() - began, flush=True)


async def takes(address: str) -> None:
    """Asks Redis for a key as soon as it is told to, gives up after a second, and says so."""
    redis: Redis = Redis.from_url(address, socket_timeout=1, retry=Retry(NoBackoff(), 0), **of_redis(address))
    await redis.ping()
    print("ready", flush=True)
    sys.stdin.readline()
    try:
        await redis.set("late", "1")
    except (RedisError, OSError):
        await redis.aclose()
        print("given up", flush=True)
        await asyncio.sleep(300)


if __name__ == "__main__":
    if sys.argv[1] == "takes":
        asyncio.run(takes(sys.argv[2]))
    else:
        {"holds": holds, "waits": waits}[sys.argv[1]](sys.argv[2])
