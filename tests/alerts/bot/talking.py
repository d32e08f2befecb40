"""A bot over a real database and the strict Telegram on loopback, asked look by look."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, select

from alerts.advance import advance
from alerts.bot.desk import Desk
from alerts.bot.polling import Look, poll_once
from alerts.bot.state import BotRow, bot_id_of, bot_row
from alerts.channels.telegram import TelegramChannel
from alerts.channels.telegram_updates import TelegramUpdates
from alerts.deliver import Deliverer, sweep
from alerts.subscriptions import Recipient, Subscription
from alerts.tables import bot_update
from alerts.tables import delivery as delivery_table
from crawler.store.database import reading
from crawler.understanding import ReadStory
from scheduler.demo.loopback import Answer, Fault, Misbehaviour
from scheduler.demo.receivers import TelegramReceiver
from tests.alerts.making import store

TOKEN = "12345:token-of_the-test"
ALI, STRANGER = 501, 666  # a user who is allowed, and one who is not
GROUP = -100200


def telegram(address: object) -> Recipient:
    """A chat as a subscription names it."""
    return Recipient(channel="telegram", address=str(address))


@dataclass(slots=True, kw_only=True)
class Talk:
    """A bot at work. `now` is set by hand; what is said to it is said now."""

    engine: Engine
    telegram: TelegramReceiver
    subscriptions: tuple[Subscription, ...] = ()
    users: tuple[int, ...] = (ALI,)
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    hold: Callable[[Connection], bool] = lambda _connection: True

    @property
    def told(self) -> tuple[Subscription, ...]:
        """The subscriptions as the configuration gives them, with who may join."""
        return self.subscriptions

    @property
    def desk(self) -> Desk:
        """What the bot works with."""
        return Desk(
            engine=self.engine,
            bot=bot_id_of(TOKEN),
            username="rasid_demo_bot",
            users=frozenset(self.users),
            told=self.told,
            receivers=tuple(to for one in self.told for to in (*one.to, *one.fallback)),
            deadline=timedelta(hours=6),
            hold=self.hold,
            clock=lambda: self.now,
        )

    def look(self, *, wait: float = 0) -> Look:
        """One look at what was said."""

        async def look() -> Look:
            client = TelegramUpdates(TOKEN, api=self.telegram.url)
            try:
                return await poll_once(client, self.desk, wait=wait)
            finally:
                await client.close()

        return asyncio.run(look())

    def ask(self, text: str, *, chat: int = ALI, by: int = ALI, **more: object) -> str:
        """Says something and returns the answer as the chat shows it; empty where there is none."""
        self.work()  # what is due comes before it
        before = len(self.telegram.messages)
        self.telegram.say(text, chat=chat, by=by, date=int(self.now.timestamp()), **more)
        self.look()
        self.work()
        return "\n".join(one.text for one in self.telegram.messages[before:])

    def work(self) -> None:
        """Delivers all that is due."""

        async def deliver() -> None:
            channel = TelegramChannel(TOKEN, api=self.telegram.url)
            deliverer = Deliverer(
                engine=self.engine,
                channels={"telegram": channel},
                subscriptions=self.told,
                on_ambiguous="resend",
                worker="w1",
                clock=lambda: self.now,
            )
            try:
                for identity in sweep(self.engine, self.now):
                    await deliverer.deliver(identity)
            finally:
                await channel.close()

        asyncio.run(deliver())

    def tell(self, *stories: ReadStory) -> None:
        """Keeps and advances stories."""
        store(self.engine, *stories, at=self.now)
        advance(self.engine, self.told, now=self.now)

    def bot(self) -> BotRow:
        """How the bot is written down."""
        with reading(self.engine) as connection:
            row = bot_row(connection, bot_id_of(TOKEN))
        assert row is not None
        return row

    def updates(self) -> list[tuple[str, bool]]:
        """What was dealt with, and whether it failed."""
        query = select(bot_update.c.what, bot_update.c.error).order_by(bot_update.c.update_id)
        with reading(self.engine) as connection:
            return [(what, error is not None) for what, error in connection.execute(query)]

    def deliveries(self) -> list[tuple[str, str, str, str]]:
        """Channel and recipient together, subscription, kind and state of each, oldest first."""
        table = delivery_table.c
        query = select(table.recipient, table.subscription, table.kind, table.state).order_by(table.id)
        with reading(self.engine) as connection:
            return [tuple(row) for row in connection.execute(query)]  # type: ignore[misc]


def refusal(status: int, description: str, **parameters: object) -> Fault:
    """Telegram says no."""
    said = {"ok": False, "error_code": status, "description": description, "parameters": parameters}
    return Fault(kind=Misbehaviour.ANSWER, answer=Answer.of_json(said, status))
