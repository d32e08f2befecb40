"""The bot in the alerts' role: one poller a bot over all machines, by a lease, with breaks where Telegram says no.

A change of the configuration ends the present request and takes effect with the next; so does a stop. Both may do so at
any time, since Telegram keeps what has not had its effect.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, update
from sqlalchemy.exc import SQLAlchemyError

from alerts.bot.desk import Desk, LeaseLost
from alerts.bot.polling import Look, poll_once, take_in
from alerts.bot.state import BotState, bot_id_of, bot_row, note_state, note_username
from alerts.channels.telegram_updates import MOST_UPDATES, Heard, TelegramUpdates
from alerts.subscriptions import Recipient
from alerts.tables import bot as bot_table
from alerts.text.bot.replies import Health
from crawler.store.database import writing
from scheduler.leader import give_up, take_or_renew
from scheduler.settings import Settings, subscriptions_of, told_of_events

logger = logging.getLogger(__name__)

POLL_SECONDS = 25.0  # that Telegram waits for something to be said
LEASE_SECONDS = 45.0  # longer than a request may take, and renewed with each
STAND_BY_SECONDS = 5.0
FIRST_BREAK, LONGEST_BREAK = 1.0, 60.0  # seconds, doubled while Telegram cannot be reached
CONFLICT_BREAKS = (30.0, 60.0, 120.0, 300.0)  # two that do not give way would end each other's requests for ever
REFUSED_BREAK = 300.0
FLOOD_BREAK = 0.5  # after words that led to nothing: strangers must not keep us busy


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the configuration makes of the bot."""

    token: str
    api: str
    settings: Settings


def plan_of(settings: Settings, token: str | None) -> Plan | None:
    """None where nobody may speak to the bot: then nobody listens."""
    if not settings.alerts.telegram_users or token is None:
        return None
    return Plan(token=token, api=settings.alerts.telegram_api, settings=settings)


@dataclass(slots=True)
class _Session:
    """The work with one plan. `named`: Telegram has said what the bot is called."""

    desk: Desk
    client: TelegramUpdates
    named: bool = False


class Bot:
    """Polls while there is a plan and the lease is ours. `health` is asked for `/status`, `wake` names deliveries to
    the workers."""

    def __init__(
        self,
        *,
        engine: Engine,
        holder: str,
        health: Callable[[], Health],
        wake: Callable[[Sequence[int]], Awaitable[None]],
        poll_seconds: float = POLL_SECONDS,
        lease_seconds: float = LEASE_SECONDS,
        stand_by_seconds: float = STAND_BY_SECONDS,
    ) -> None:
        self._engine = engine
        self._holder = holder
        self._health = health
        self._wake = wake
        self._poll_seconds = poll_seconds
        self._lease_seconds = lease_seconds
        self._stand_by_seconds = stand_by_seconds
        self._plan: Plan | None = None
        self._changed = asyncio.Event()
        self._failures = 0
        self._limit = MOST_UPDATES

    def configure(self, plan: Plan | None) -> None:
        """What holds from the next request on."""
        if plan == self._plan:
            return
        self._plan = plan
        self._changed.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set; then the lease is given up."""
        while not stop.is_set():
            self._changed.clear()
            plan, self._failures = self._plan, 0
            if plan is None:
                await asyncio.to_thread(self._note_off)
                await self._until_changed(stop, None)
                continue
            client = TelegramUpdates(plan.token, api=plan.api)
            try:
                await self._work(plan, client, stop)
            finally:
                await client.close()
                await asyncio.to_thread(self._leave, bot_id_of(plan.token))

    async def _work(self, plan: Plan, client: TelegramUpdates, stop: asyncio.Event) -> None:
        session = _Session(desk=self._desk(plan), client=client)
        logger.info("bot_started bot=%s users=%d", session.desk.bot, len(session.desk.users))
        while not (stop.is_set() or self._changed.is_set()):
            pause = await self._guarded(session, stop)
            if pause:
                await self._until_changed(stop, pause)

    async def _guarded(self, session: _Session, stop: asyncio.Event) -> float:
        """One look; the seconds until the next."""
        bot = session.desk.bot
        try:
            if not await asyncio.to_thread(self._take, bot):
                return self._stand_by_seconds
            look = await self._look(session, stop)
        except LeaseLost:
            logger.warning("bot_lease_lost bot=%s holder=%s", bot, self._holder)
            return self._stand_by_seconds
        except SQLAlchemyError as error:
            logger.error("bot_database_failed bot=%s error=%s", bot, type(error).__name__)
            return self._break()
        except Exception:
            logger.exception("bot_broke bot=%s", bot)  # alerts go out all the same, and it tries again
            return self._break()
        if look is None:
            return 0.0
        if look.delivery_ids:
            await self._wake(look.delivery_ids)
        return self._pause_after(bot, look)

    async def _look(self, session: _Session, stop: asyncio.Event) -> Look | None:
        """None where the request was given up, because of a stop or a change."""
        asking = asyncio.create_task(self._ask(session))
        ends = [asyncio.create_task(stop.wait()), asyncio.create_task(self._changed.wait())]
        try:
            await asyncio.wait([asking, *ends], return_when=asyncio.FIRST_COMPLETED)
            if asking.done():
                return await asking
            asking.cancel()
            with suppress(asyncio.CancelledError):
                return await asking  # what had begun to have its effect is told to the workers
            return None
        finally:
            for end in ends:
                end.cancel()

    async def _ask(self, session: _Session) -> Look:
        """Without its name the bot could not tell what is said to another, so that this comes first."""
        if not session.named:
            name = await session.client.username()
            session.named = isinstance(name, str)
            known = await asyncio.to_thread(self._name, session.desk.bot, name if isinstance(name, str) else None)
            session.desk = replace(session.desk, username=known)
            if known is None and not isinstance(name, str):
                return await asyncio.to_thread(take_in, session.desk, name)
        return await poll_once(session.client, session.desk, wait=self._poll_seconds, limit=self._limit)

    def _pause_after(self, bot: str, look: Look) -> float:
        polled = look.polled
        if polled.heard is Heard.UPDATES:
            self._failures, self._limit = 0, MOST_UPDATES
            return FLOOD_BREAK if polled.updates and not look.delivery_ids else 0.0
        pause = self._break() if polled.retry_after is None else polled.retry_after
        if polled.heard is Heard.CONFLICT:
            pause = CONFLICT_BREAKS[min(self._failures, len(CONFLICT_BREAKS)) - 1]
        elif polled.heard is Heard.REFUSED:
            pause = REFUSED_BREAK
        self._limit = 1  # were one update more than we read of an answer, the others would come all the same
        logger.warning(
            "bot_not_polling bot=%s because=%s detail=%r again_in=%.0fs", bot, polled.heard, polled.detail, pause
        )
        return pause

    def _break(self) -> float:
        self._failures += 1
        return min(FIRST_BREAK * float(1 << min(self._failures - 1, 10)), LONGEST_BREAK)

    def _desk(self, plan: Plan) -> Desk:
        bot, settings = bot_id_of(plan.token), plan.settings
        subscriptions = subscriptions_of(settings)
        receivers: tuple[Recipient, ...] = tuple(
            dict.fromkeys(to for one in subscriptions for to in (*one.to, *one.fallback))
        )
        return Desk(
            engine=self._engine,
            bot=bot,
            username=None,
            users=frozenset(settings.alerts.telegram_users),
            told=told_of_events(settings),
            receivers=receivers,
            deadline=timedelta(hours=settings.alerts.deadline_hours),
            hold=lambda connection: self._hold(connection, bot),
            health=self._health,
        )

    def _hold(self, connection: Connection, bot: str) -> bool:
        """Renews the lease in the caller's transaction: whoever else wants it waits until that has ended."""
        return take_or_renew(
            connection, holder=self._holder, now=datetime.now(UTC), seconds=self._lease_seconds, name=f"bot:{bot}"
        )

    def _take(self, bot: str) -> bool:
        with writing(self._engine) as connection:
            return self._hold(connection, bot)

    def _leave(self, bot: str) -> None:
        """Another may take over at once, or nobody does: then the bot is off."""
        try:
            with writing(self._engine) as connection:
                if self._hold(connection, bot):
                    note_state(connection, bot, BotState.OFF, datetime.now(UTC))
                    give_up(connection, holder=self._holder, now=datetime.now(UTC), name=f"bot:{bot}")
        except SQLAlchemyError as error:
            logger.warning("bot_lease_not_given_up error=%s", type(error).__name__)

    def _note_off(self) -> None:
        """A bot that was not stopped in order, and is used no more, is deaf to nobody."""
        stale = datetime.now(UTC) - timedelta(seconds=2 * self._lease_seconds)
        try:
            with writing(self._engine) as connection:
                old = bot_table.c.polled_at.is_(None) | (bot_table.c.polled_at < stale)
                connection.execute(update(bot_table).where(old).values(state=BotState.OFF.value))
        except SQLAlchemyError as error:
            logger.warning("bot_state_not_written error=%s", type(error).__name__)

    def _name(self, bot: str, said: str | None) -> str | None:
        """What Telegram says, and else what it said before."""
        with writing(self._engine) as connection:
            if said is not None:
                note_state(connection, bot, BotState.POLLING, datetime.now(UTC))
                note_username(connection, bot, said)
            row = bot_row(connection, bot)
        return None if row is None else row.username

    async def _until_changed(self, stop: asyncio.Event, seconds: float | None) -> None:
        waits = [asyncio.create_task(stop.wait()), asyncio.create_task(self._changed.wait())]
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        for one in waits:
            one.cancel()
