"""Which feeds a resident crawler is at work on: taken from Redis, or from the database while Redis cannot be reached.

A job is one feed: its visit, and the pages of its due entries. It is over when each of these has ended in the
database. Only then is its message acknowledged, so that what a dead crawler held goes to the next one. The database
alone would do, only slower: it knows every due feed and every due page.
"""

import asyncio
import logging
import os
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from crawler.spiders.redis_gate import RedisGate
from crawler.store.feeds import due_feeds, hold_queued, mark_queued
from crawler.store.streams import Message, Stream

T = TypeVar("T")

logger = logging.getLogger(__name__)

ABANDONED_AFTER = 30.0  # seconds without a sign of life from whoever holds a message
SIGN_OF_LIFE_EVERY = 10.0
HELD_FOR = timedelta(seconds=120)  # how long the database keeps a feed for us after each sign of life
WITHOUT_REDIS_EVERY = 2.0
PAUSE_AFTER_STORE_ERROR = 5.0


@dataclass(slots=True, eq=False)
class Job:
    """One feed at work. `pending` counts the requests and pages that have not ended yet."""

    feed_id: int
    message_id: str | None = None
    pending: int = 0
    failed: bool = False  # something could not be written down: the job is to be done again
    held: bool = False  # the database still says that a crawler is at work on the feed


class Store(Protocol):
    """What the book needs of the desk."""

    async def write(self, work: Callable[[Connection], T]) -> T:
        """The value of a function that writes, in one transaction."""

    def now(self) -> datetime:
        """The moment."""


class Book(Protocol):
    """Where the parts of jobs end."""

    async def part_ended(self, job: Job) -> None:
        """One request or page of the job has ended."""

    def store_is_down(self, job: Job, error: Exception) -> None:
        """Something of the job could not be written down."""


class JobBook:
    """The jobs in flight of this process."""

    def __init__(self, *, store: Store, stream: Stream, redis: RedisGate, most: int) -> None:
        self._store = store
        self._redis = redis
        self._stream = stream
        self._most = most
        self._jobs: dict[int, Job] = {}
        self._ended = asyncio.Event()
        self._reclaim_at = 0.0
        self._inherited = False
        self._paused_until = 0.0

    @property
    def jobs(self) -> list[Job]:
        """The jobs in flight."""
        return list(self._jobs.values())

    async def take(self) -> list[Job]:
        """New jobs, as soon as there are some; none after about two seconds without."""
        await self._room()
        messages = await self._redis(self._messages)
        if messages is None:
            return await self._from_database()
        return [job for message in messages if (job := await self._job(message)) is not None]

    async def _room(self) -> None:
        """Waits until another job may be begun: an endless start() has no other back-pressure."""
        while len(self._jobs) >= self._most or (pause := self._paused_until - time.monotonic()) > 0:
            self._ended.clear()
            if len(self._jobs) >= self._most:
                await self._ended.wait()
            else:
                await asyncio.sleep(pause)

    async def _messages(self) -> list[Message]:
        room = self._most - len(self._jobs)
        if not self._inherited:
            self._inherited = True
            if left := await self._stream.inherit(_is_dead):
                logger.info("jobs_inherited count=%d", len(left))
                return left
        if time.monotonic() >= self._reclaim_at:
            self._reclaim_at = time.monotonic() + SIGN_OF_LIFE_EVERY
            if left := await self._stream.reclaim(room, idle_ms=int(ABANDONED_AFTER * 1000)):
                return left
        return await self._stream.take(room)

    async def _job(self, message: Message) -> Job | None:
        named = message.fields.get("feed", "")
        feed_id = int(named) if named.isascii() and named.isdigit() else 0
        at_work = self._jobs.get(feed_id)
        if at_work is not None:
            if at_work.message_id != message.id:  # told twice; ours ends with the same result
                await self._redis(lambda: self._stream.done([message.id]))
            return None
        return self.begin(Job(feed_id=feed_id, message_id=message.id))

    def begin(self, job: Job) -> Job:
        """One more job in flight."""
        self._jobs[job.feed_id] = job
        return job

    async def _from_database(self) -> list[Job]:
        """The due feeds, marked as ours in the same transaction."""

        def claim(connection: Connection) -> list[int]:
            now = self._store.now()
            ids = [feed.id for feed in due_feeds(connection, now, self._most - len(self._jobs))]
            mark_queued(connection, ids, now + HELD_FOR)
            return ids

        try:
            ids = await self._store.write(claim)
        except SQLAlchemyError as error:
            self.pause(error)
            return []
        if not ids:
            await asyncio.sleep(WITHOUT_REDIS_EVERY)
        return [self.begin(Job(feed_id=identity)) for identity in ids if identity not in self._jobs]

    def pause(self, error: Exception) -> None:
        """The database refused something: no new job is begun for a few seconds."""
        self._paused_until = time.monotonic() + PAUSE_AFTER_STORE_ERROR
        logger.error("store_failed error=%r", " ".join(str(error).split())[:200])

    def store_is_down(self, job: Job, error: Exception) -> None:
        """The job is to be done again, and no other is begun for a few seconds."""
        job.failed = True
        self.pause(error)

    async def part_ended(self, job: Job) -> None:
        """One request or page of the job has ended; the last one ends the job."""
        job.pending -= 1
        if job.pending <= 0 and self._jobs.get(job.feed_id) is job:
            await self._end(job)

    async def _end(self, job: Job) -> None:
        is_free = await self._release([job.feed_id]) if job.held or job.failed else True
        # A failed job is due in the database as it was before, so its message is needless as well. But where the
        # database could not be told so, the message is all that brings the feed back within a minute.
        if job.message_id is not None and is_free:
            message_id = job.message_id
            await self._redis(lambda: self._stream.done([message_id]))
        self._jobs.pop(job.feed_id, None)
        self._ended.set()

    async def _release(self, ids: list[int]) -> bool:
        """Whether the database could be told that these feeds are in nobody's hands."""
        try:
            await self._store.write(lambda connection: mark_queued(connection, ids, None))
        except SQLAlchemyError as error:
            self.pause(error)
            return False
        return True

    async def show_life(self) -> None:
        """Says again and again, to Redis and to the database, that the jobs in flight are being worked on."""
        while True:
            await asyncio.sleep(SIGN_OF_LIFE_EVERY)
            if self._jobs:
                await self._hold()

    async def _hold(self) -> None:
        jobs = self.jobs
        ids = [job.message_id for job in jobs if job.message_id is not None]
        await self._redis(lambda: self._stream.keep(ids))
        feeds = [job.feed_id for job in jobs]
        try:
            await self._store.write(lambda connection: hold_queued(connection, feeds, self._store.now() + HELD_FOR))
        except SQLAlchemyError as error:
            self.pause(error)

    async def give_back(self) -> None:
        """At a stop: what was not finished is due again at once, for whoever comes next."""
        if not self._jobs:
            return
        jobs = self.jobs
        await self._release([job.feed_id for job in jobs])
        ids = [job.message_id for job in jobs if job.message_id is not None]
        await self._redis(lambda: self._stream.done(ids))
        logger.info("jobs_given_back count=%d", len(jobs))


def _is_dead(consumer: str) -> bool:
    host, _, number = consumer.rpartition(":")
    return number.isdigit() and is_dead(host, int(number))


def is_dead(host: str, pid: int) -> bool:
    """Whether this was a process of this machine that is no more, or an earlier one under our own number."""
    if host != socket.gethostname():
        return False
    if pid == os.getpid():
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
