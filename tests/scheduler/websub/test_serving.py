"""The callback's web server in the scheduler's event loop: it starts, stops and waits for its port."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from redis import Redis
from sqlalchemy import Engine, update

from crawler.news import Feed
from crawler.store.database import reading, writing
from crawler.store.feeds import feed_by_name, put_feeds
from crawler.store.streams import VISITS
from crawler.store.tables import feed as feed_table
from scheduler.scheduling import run_scheduler
from scheduler.settings import Settings, load_settings
from tests.conftest import free_port
from tests.scheduler.websub.conftest import TOPIC, Subscriber
from tests.scheduler.websub.strict_hub import StrictHub


async def answers(port: int) -> bool:
    """Whether somebody answers HTTP there."""
    async with httpx.AsyncClient(trust_env=False, verify=False) as client:
        try:
            return (await client.get(f"http://127.0.0.1:{port}/")).status_code == 404
        except httpx.ConnectError:
            return False


async def becomes_true(holds: Callable[[], Awaitable[object]]) -> bool:
    """Whether something holds within ten seconds."""
    for _ in range(200):
        if await holds():
            return True
        await asyncio.sleep(0.05)
    return False


async def test_without_a_callback_nothing_listens(subscriber: Subscriber) -> None:
    """The default opens no port."""
    await subscriber.keep(callback=None)
    async with subscriber.listening():
        assert not await answers(subscriber.port)


async def test_it_answers_from_the_beginning_and_leaves_signals_alone(subscriber: Subscriber) -> None:
    """A hub may verify as soon as it is asked; afterwards the port is free again."""
    before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)]
    for _ in range(2):
        async with subscriber.listening():
            assert await answers(subscriber.port)
            assert [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)] == before
        assert not await answers(subscriber.port)


async def test_a_taken_port_is_waited_for(subscriber: Subscriber) -> None:
    """A second scheduler on the machine runs all the same, and takes over when the first is gone."""
    first = socket.create_server(("127.0.0.1", subscriber.port))
    async with subscriber.listening(again=0.05):
        first.close()
        assert await becomes_true(lambda: answers(subscriber.port))
    with socket.create_server(("127.0.0.1", subscriber.port)):
        async with subscriber.listening():
            pass  # it ends though it never got its port


def settings(folder: Path, hub: StrictHub, redis: str, port: int) -> Settings:
    """A scheduler's configuration with one feed."""
    file = folder / "rasid.toml"
    file.write_text(
        f"""
[store]
database = "sqlite:///{folder}/rasid.db"
redis = "{redis}"
[crawler]
allow_private_hosts = ["127.0.0.1"]
[websub]
callback = "http://127.0.0.1:{port}/websub"
listen = "127.0.0.1:{port}"
[[feed]]
name = "sada"
url = "{hub.url}/feed"
""",
        encoding="utf-8",
    )
    return load_settings(file, {})


async def _unchanged() -> AsyncIterator[Settings]:
    """A configuration that nobody touches."""
    for change in ():
        yield change


async def test_the_scheduler_subscribes_and_a_push_reaches_the_crawlers(
    sqlite_engine: Engine, tmp_path: Path, hub: StrictHub, embedded_redis: str
) -> None:
    """The real role: the hub verifies, pushes, and the feed stands in the crawlers' stream; then it stops cleanly."""
    configured = settings(tmp_path, hub, embedded_redis, port := free_port())
    planned = datetime.now(UTC) + timedelta(hours=6)
    with writing(sqlite_engine) as connection:
        put_feeds(connection, [Feed(name="sada", url=f"{hub.url}/feed", outlet="sada")], "configured", planned)
        connection.execute(update(feed_table).values(hub=f"{hub.url}/", topic=TOPIC))
    with Redis.from_url(embedded_redis, decode_responses=True) as redis:
        redis.flushall()
        stop = asyncio.Event()
        role = asyncio.create_task(run_scheduler(configured, stop, _unchanged()))
        try:
            await hub.until(1)
            (callback,) = hub.subscribed
            assert redis.xlen(VISITS) == 0
            assert await hub.push(callback, b"<rss/>") == 202
            assert await becomes_true(lambda: asyncio.to_thread(redis.xlen, VISITS))
        finally:
            stop.set()
            await asyncio.wait_for(role, 20)
        with reading(sqlite_engine) as connection:
            found = feed_by_name(connection, "sada")
        assert found is not None
        assert found.next_visit_at < planned
        assert [fields for _, fields in redis.xrange(VISITS)] == [{"feed": str(found.id)}]
    assert not await answers(port)
