"""How the Telegram bot does, as `rasid status` and the operator are told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from alerts.bot.state import BotRow, BotState, bots
from alerts.tables import joined, muted

DEAF_AFTER = timedelta(minutes=15)  # a second poller, or a network that is away, may go by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class BotHealth:
    """One bot that is in use: its state, or `silent` where it says that it polls and has not for long."""

    name: str  # its @name, or its number while that is not known
    state: str
    since: datetime
    detail: str | None
    polled_at: datetime | None
    joined: int
    muted: int


def is_deaf(row: BotRow, now: datetime) -> bool:
    """Whether a bot has heard no commands for long enough to tell somebody. One that is off is none."""
    return row.state is not BotState.OFF and now - heard_until(row) > DEAF_AFTER


def heard_until(row: BotRow) -> datetime:
    """When Telegram last gave it what was said, or when it began to be deaf."""
    if row.state is BotState.POLLING:
        return row.polled_at or row.since
    return min(row.since, row.polled_at) if row.polled_at is not None else row.since


def name_of(row: BotRow) -> str:
    """As people know it."""
    return f"@{row.username}" if row.username else row.id


def bots_now(connection: Connection, now: datetime) -> tuple[BotHealth, ...]:
    """The bots that are in use, each with how many chats joined a subscription or want silence."""
    chats = connection.execute(select(func.count(joined.c.address.distinct()))).scalar_one()
    silent = connection.execute(
        select(func.count()).where(muted.c.until > now, muted.c.chat.not_like("@%"))
    ).scalar_one()
    return tuple(
        BotHealth(
            name=name_of(row),
            state="silent" if row.state is BotState.POLLING and is_deaf(row, now) else row.state.value,
            since=heard_until(row) if row.state is BotState.POLLING and is_deaf(row, now) else row.since,
            detail=row.detail,
            polled_at=row.polled_at,
            joined=int(chats),
            muted=int(silent),
        )
        for row in bots(connection)
        if row.state is not BotState.OFF
    )


def bot_problems(found: Sequence[BotHealth], now: datetime) -> list[str]:
    """What is the matter, in sentences; a state that has just begun may end by itself."""
    return [
        f"the Telegram bot {one.name} hears no commands since {one.since:%Y-%m-%d %H:%MZ}: {one.detail or one.state}"
        for one in found
        if one.state != BotState.POLLING.value and (now - one.since > DEAF_AFTER or one.state == "silent")
    ]
