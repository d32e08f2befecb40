"""What the bot works with: its database, who may speak to it, and what the configuration says."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine

from alerts.bot.updates import Chat
from alerts.chats import Here, moves_of, told_here
from alerts.subscriptions import HEARTBEAT, Recipient, Subscription
from alerts.text.bot.replies import Health, Voice
from alerts.text.parties import language_of


class LeaseLost(Exception):
    """Another process polls for this bot now: what is not committed must not be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One bot at work. `hold` is asked at the beginning of every transaction, in it: False where another process has
    taken over. `told` are the subscriptions of the configuration, and `receivers` all that it names."""

    engine: Engine
    bot: str  # alerts.bot.state.bot_id_of its token
    username: str | None
    users: frozenset[int]
    told: tuple[Subscription, ...]
    receivers: tuple[Recipient, ...]
    deadline: timedelta
    hold: Callable[[Connection], bool]
    health: Callable[[], Health] = Health
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """Those that a chat may see: the heartbeat is none."""
        return tuple(one for one in self.told if one.name != HEARTBEAT)


def here_of(connection: Connection, chat: Chat, thread: str | None = None) -> Here:
    """The place that something was said in."""
    return Here(chat=chat.id, thread=thread, name=chat.name, moves=moves_of(connection))


def voice_for(here: Here, subscriptions: tuple[Subscription, ...], now: datetime) -> Voice:
    """How this chat is spoken to: as its first subscription is told, else in Arabic. `subscriptions` have their
    chats."""
    first = next(iter(told_here(subscriptions, here)), None)
    language = language_of("ar" if first is None else first.language)
    return Voice(language=language, zone=ZoneInfo("UTC" if first is None else first.timezone), now=now)
