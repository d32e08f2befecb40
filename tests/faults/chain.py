"""The chain's own steps, one after the other in one process: what the roles call, in the roles' order.

A clock that is moved by hand (tests/flow/replay/clock) lets leases run out without waiting for them.
"""

import asyncio
import os
import re
import resource
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import httpx
from redis.asyncio import Redis
from redis.exceptions import RedisError
from sqlalchemy import Engine, event

from alerts.alert import AlertReason, DeliveryKind
from alerts.channels.channel import Channel, Outcome
from alerts.channels.mail import MailChannel
from alerts.channels.relay import relay_from
from alerts.channels.telegram import TelegramChannel
from alerts.claim import Claimed
from alerts.clock_set_back import let_go_of_the_future
from alerts.deliver import Deliverer, sweep
from alerts.subscriptions import Recipient, Subscription
from alerts.worker import Worker
from crawler.store.database import connect, writing
from crawler.store.stories import keep_reading
from crawler.store.streams import DELIVERIES, VISITS, Stream
from crawler.understanding import Reading
from scheduler import jobs
from tests.faults import truth
from tests.faults.asking import answer_mark, poll
from tests.faults.crawling import crawl

MARK = re.compile(rf"{truth.TOKEN}\d{{{truth.DIGITS}}}")
_PASSES = 6  # over what is due, before what is left waits for a later clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """Where the chain's peers are. `chat` or `mailbox` empty: nobody listens there."""

    database: str
    redis: str
    telegram: str = ""
    token: str = ""
    chat: str = ""
    smtp: str = ""
    mailbox: str = ""
    feeds: bool = False
    mail_first: bool = False  # the mailbox is told, and the chat stands in
    stand_in: bool = False  # the second of the two only stands in for the first
    zone: str = "UTC"
    quiet: str | None = None
    read_seconds: float = 60.0  # how long an answer is waited for, of Telegram and of a mail server
    keep_minutes: float = 90 * 24 * 60.0
    on_ambiguous: Literal["resend", "hold"] = "resend"
    at_once: int = 1
    reader: int = 0  # who may speak to the bot; 0: nobody polls

    @property
    def recipients(self) -> tuple[Recipient, ...]:
        """Who is to hear."""
        chat = [Recipient(channel="telegram", address=self.chat)] if self.chat else []
        both = (*chat, *([Recipient(channel="mailto", address=self.mailbox)] if self.mailbox else []))
        return both[::-1] if self.mail_first else both

    @property
    def subscription(self) -> Subscription:
        """Who hears of what: of everything, at once."""
        told = self.recipients[:1] if self.stand_in else self.recipients
        return Subscription(
            name="all",
            to=told,
            fallback=self.recipients[len(told) :],
            flood_messages=0,
            timezone=self.zone,
            quiet=self.quiet,
            quiet_except="none",
            members=(self.reader,) if self.reader else (),
        )


class Watched(Deliverer):
    """A deliverer that knows which of its sends have no recorded end: what it would die over."""

    in_flight: dict[int, tuple[str, str, list[str]]]

    async def _send(self, claimed: Claimed, payload: object) -> Outcome:
        delivery = claimed.delivery
        kind = "reply" if delivery.kind is DeliveryKind.REPLY and claimed.replaces else delivery.kind.value
        marks = sorted(set(MARK.findall(str(claimed.alert))))
        if claimed.alert.reason is AlertReason.ANSWER:
            kind, marks = "answer", [answer_mark(delivery.recipient)]
        self.in_flight[delivery.id] = (delivery.channel, kind, marks)
        return await super()._send(claimed, payload)

    async def _record(self, claimed: Claimed, outcome: Outcome, said: str | None) -> None:
        await super()._record(claimed, outcome, said)
        self.in_flight.pop(claimed.delivery.id, None)


class Chain:
    """The steps over one database. Made inside the running event loop, after a fork."""

    def __init__(self, setup: Setup, engine: Engine, name: str = "") -> None:
        self.setup = setup
        self.engine = engine
        self.redis: Redis = Redis.from_url(setup.redis, decode_responses=True)
        self.consumer = consumer = f"{socket.gethostname()}{name}:{os.getpid()}"
        self.deliveries = Stream(self.redis, name=DELIVERIES, group="alerts", consumer=consumer)
        self.subscription = setup.subscription
        self.shop = jobs.Workshop(
            engine=engine,
            visits=Stream(self.redis, name=VISITS, group="crawlers", consumer=consumer),
            deliveries=self.deliveries,
            subscriptions=[self.subscription],
            keep_visits=timedelta(minutes=setup.keep_minutes),
            keep_deliveries=timedelta(minutes=setup.keep_minutes),
            deadline=timedelta(hours=6),
        )
        self.channels = channels(setup)
        self.deliverer = Watched(
            engine=engine,
            channels=self.channels,
            subscriptions=[self.subscription],
            on_ambiguous=setup.on_ambiguous,
            worker=consumer,
        )
        self.deliverer.in_flight = {}
        self.worker = Worker(engine=engine, stream=self.deliveries, deliverer=self.deliverer, at_once=setup.at_once)

    async def close(self) -> None:
        """Lets go of connections."""
        for channel in self.channels.values():
            await channel.close()
        await self.redis.aclose()

    def keep(self, number: int, report: int) -> None:
        """Commit 2 of a report, as the crawler makes it."""
        now = datetime.now(UTC)
        reading = Reading(stories=(truth.read(number, report, now),))
        with writing(self.engine) as connection:
            keep_reading(
                connection,
                entry_id=None,
                feed_id=None,
                reading=reading,
                outlet="—",
                country=None,
                alerting=True,
                now=now,
            )

    async def crawl(self) -> None:
        """Due feeds are named in Redis and visited."""
        await jobs.put_due_feeds(self.shop)
        await crawl(self.setup.database, self.setup.redis)

    async def poll(self) -> None:
        """What was said to the bot takes effect."""
        setup = self.setup
        await poll(self.engine, setup.token, setup.telegram, self.subscription, self.consumer)

    async def advance(self) -> None:
        """Stories to deliveries, and their wake."""
        await jobs.advance_all(self.shop)

    async def dispatch(self) -> None:
        """The sweep, and what a worker does of what Redis then names, or the database while Redis is away."""
        await jobs.sweep_deliveries(self.shop)
        try:
            messages = await self.deliveries.take(1000, block_ms=1)
            messages = messages or await self.deliveries.take(1000, block_ms=1)  # the first call made the group
        except RedisError:
            await self.worker._poll()
            messages = []
        for message in messages:
            await self.worker._start(message)
        await self.worker.settled()

    async def dispatch_by_two(self) -> None:
        """Two workers at once over the same deliveries."""
        other = Chain(self.setup, self.engine, name="other")
        ids = sweep(self.engine, datetime.now(UTC))
        work = [chain.deliverer.deliver(identity) for identity in ids for chain in (self, other)]
        await asyncio.gather(*work)
        await other.close()

    def limit_files(self, room: int) -> None:
        """The disk is full: what SQLite writes ahead fails after so many bytes."""
        log = Path(f"{self.engine.url.database}-wal")
        written = log.stat().st_size if log.exists() else 0
        resource.setrlimit(resource.RLIMIT_FSIZE, (written + room, resource.RLIM_INFINITY))

    def read_only(self) -> None:
        """The database takes no writes from this process."""
        self.engine.dispose()
        word = (
            "PRAGMA query_only=ON" if self.engine.dialect.name == "sqlite" else "SET default_transaction_read_only = on"
        )

        def forbid(connection: Any, _record: Any) -> None:
            connection.cursor().execute(word)

        event.listen(self.engine, "connect", forbid)

    async def prune(self) -> None:
        """Retention."""
        await jobs.prune(self.shop)

    async def clean(self) -> None:
        """Whatever is left of earlier deaths and can be done by now."""
        if self.setup.feeds:
            await self.crawl()
        if self.setup.reader:
            await self.poll()
        await self.advance()
        let_go_of_the_future(self.engine, datetime.now(UTC))  # as the sweep of the scheduler does
        for _ in range(_PASSES):
            if not sweep(self.engine, datetime.now(UTC)):
                break
            await self.dispatch()

    async def play(self, steps: Sequence[Sequence[Any]]) -> None:
        """The steps, by their names."""
        for name, *arguments in steps:
            done = getattr(self, name)(*arguments)
            if done is not None:
                await done


def channels(setup: Setup) -> dict[str, Channel]:
    """The real channels to the receivers of the world."""
    made: dict[str, Channel] = {}
    if setup.chat:
        telegram = TelegramChannel(setup.token, api=setup.telegram)
        telegram._client.timeout = httpx.Timeout(5.0, read=setup.read_seconds)
        made["telegram"] = telegram
    if setup.mailbox:
        made["mailto"] = MailChannel(
            relay_from(setup.smtp, None),
            "Rasid <rasid@example.org>",
            command_seconds=min(setup.read_seconds, 60.0),
            data_seconds=setup.read_seconds,
        )
    return made


def open_database(setup: Setup) -> Engine:
    """An engine as every role has one."""
    return connect(setup.database)
