"""The alerts' role: woken by Redis, it takes due deliveries, sends them, and records what became of them.

The stream holds ids only. Redis gone, the worker looks into the database every two seconds and says so; what a dead
worker left in the stream is claimed after a minute, and what it left in the ledger is put back by the sweep.
"""

import asyncio
import logging
from collections.abc import Iterable
from datetime import UTC, datetime

from redis.exceptions import RedisError
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from alerts.deliver import Deliverer, sweep
from crawler.store.streams import Message, Stream

logger = logging.getLogger(__name__)

RECLAIM_SECONDS = 15.0
IDLE_MS = 60_000  # longer than any send but a slow mail server's last word, whose row is fenced anyway
WITHOUT_REDIS_SECONDS = 2.0


class Worker:
    """Delivers with at most `at_once` sends in flight."""

    def __init__(self, *, engine: Engine, stream: Stream, deliverer: Deliverer, at_once: int) -> None:
        self._engine = engine
        self._stream = stream
        self._deliverer = deliverer
        self._at_once = at_once
        self._room = asyncio.Semaphore(at_once)
        self._tasks: set[asyncio.Task[None]] = set()
        self._in_hand: set[int] = set()

    async def run(self, stop: asyncio.Event) -> None:
        """Runs until `stop`; then finishes what is in flight."""
        reclaimed_at = 0.0
        loop = asyncio.get_running_loop()
        while not stop.is_set():
            await self._wait_for_room()
            try:
                messages = await self._stream.take(self._free(), block_ms=500)
                if loop.time() - reclaimed_at > RECLAIM_SECONDS:
                    reclaimed_at = loop.time()
                    messages += await self._stream.reclaim(100, idle_ms=IDLE_MS)
            except RedisError as error:
                logger.warning("redis_unreachable polling_database=true error=%s", type(error).__name__)
                await self._poll()
                await _wait(stop, WITHOUT_REDIS_SECONDS)
                continue
            for message in messages:
                await self._start(message)
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def settled(self) -> None:
        """Waits until the deliveries that are under way at this moment have ended."""
        if self._tasks:
            await asyncio.wait(set(self._tasks))

    async def _wait_for_room(self) -> None:
        async with self._room:
            return

    def _free(self) -> int:
        return max(1, self._at_once - len(self._in_hand))

    async def _poll(self) -> None:
        try:
            ids: Iterable[int] = await asyncio.to_thread(sweep, self._engine, datetime.now(UTC))
        except SQLAlchemyError as error:
            logger.warning("database_unreachable error=%s", type(error).__name__)
            return
        for identity in ids:
            await self._start(Message(id="", fields={"delivery": str(identity)}))

    async def _start(self, message: Message) -> None:
        text = message.fields.get("delivery", "")
        if not text.isdigit():
            await self._acknowledge(message)
            return
        identity = int(text)
        if identity in self._in_hand:
            # The sweep may name a delivery twice; the ledger would refuse it as well, this only saves the asking.
            await self._acknowledge(message)
            return
        await self._room.acquire()
        self._in_hand.add(identity)
        task = asyncio.create_task(self._deliver(identity, message))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, identity: int, message: Message) -> None:
        try:
            await self._deliverer.deliver(identity)
        except SQLAlchemyError as error:
            # The row says `due` or `sending` in the database: the sweep brings it back.
            logger.error("delivery_not_recorded delivery=%d error=%s", identity, type(error).__name__)
        except Exception:
            logger.exception("delivery_broke delivery=%d", identity)
        finally:
            self._in_hand.discard(identity)
            self._room.release()
        await self._acknowledge(message)

    async def _acknowledge(self, message: Message) -> None:
        if not message.id:
            return
        try:
            await self._stream.done([message.id])
        except RedisError:
            logger.warning("wake_not_acknowledged id=%s", message.id)  # it comes again and finds nothing to do


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
