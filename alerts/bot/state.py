"""How far a bot has read and how it does, in the database: one row a bot, by the public part of its token."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, delete, select, update

from alerts.event_rows import insert_or_ignore
from alerts.tables import bot as bot_table
from alerts.tables import bot_update

# Telegram numbers updates anew, from anywhere, after a week without one: by then no number of before says anything.
NUMBERS_HOLD_FOR = timedelta(days=6)
CONFLICT_HOLDS_FOR = timedelta(minutes=10)  # two who poll take turns: each hears something between two conflicts
KEPT_FOR = timedelta(days=30)  # what is written down of an update; Telegram itself keeps them for a day
_MOST_ERROR = 300


class BotState(StrEnum):
    """How a bot does."""

    POLLING = "polling"
    CONFLICT = "conflict"  # another program asks with its token
    REFUSED = "refused"  # its token is not taken
    UNREACHABLE = "unreachable"
    OFF = "off"  # nobody is allowed to speak to it, or the daemon stopped


@dataclass(frozen=True, slots=True, kw_only=True)
class BotRow:
    """One bot as it is written down."""

    id: str
    username: str | None
    next_update: int | None
    updated_at: datetime | None
    state: BotState
    detail: str | None
    since: datetime
    polled_at: datetime | None
    conflict_at: datetime | None
    told_at: datetime | None


def bot_id_of(token: str) -> str:
    """The public part of a token, which says whose it is and lets nobody in."""
    identity, colon, _ = token.partition(":")
    if colon and identity.isascii() and identity.isdigit() and len(identity) <= 20:
        return identity
    return hashlib.sha256(token.encode()).hexdigest()[:16]


def first_to_ask(row: BotRow | None, now: datetime) -> int | None:
    """The update to ask from; None asks for all that Telegram has. Those that had their effect have it once all the
    same, by their numbers."""
    if row is None or row.next_update is None or row.updated_at is None:
        return None
    return row.next_update if now - row.updated_at < NUMBERS_HOLD_FOR else None


def bots(connection: Connection) -> list[BotRow]:
    """Every bot that was ever used with this database."""
    rows = connection.execute(select(bot_table).order_by(bot_table.c.id)).mappings()
    return [BotRow(**{**row, "state": BotState(row["state"])}) for row in rows]


def bot_row(connection: Connection, bot: str) -> BotRow | None:
    """One of them."""
    return next((row for row in bots(connection) if row.id == bot), None)


def note_state(
    connection: Connection, bot: str, state: BotState, now: datetime, *, detail: str | None = None, heard: bool = False
) -> None:
    """Writes down how a bot does, and since when; `heard`: Telegram has answered. A conflict lasts until there has been
    none for a while."""
    insert_or_ignore(connection, bot_table, [{"id": bot, "state": state.value, "since": now}])
    mine, held = bot_table.c.id == bot, bot_row(connection, bot)
    values: dict[str, object] = {"polled_at": now} if heard else {}
    if state is BotState.CONFLICT:
        values["conflict_at"] = now
    if held is None or not (state is BotState.POLLING and _is_contested(held, now)):
        values |= {"state": state.value, "detail": detail}
        if held is None or held.state is not state:
            values["since"] = now
    if values:
        connection.execute(update(bot_table).where(mine).values(**values))


def _is_contested(row: BotRow, now: datetime) -> bool:
    return row.state is BotState.CONFLICT and row.conflict_at is not None and now - row.conflict_at < CONFLICT_HOLDS_FOR


def note_username(connection: Connection, bot: str, username: str) -> None:
    """Writes down what a bot is called."""
    connection.execute(update(bot_table).where(bot_table.c.id == bot).values(username=username))


def mark_update(
    connection: Connection, bot: str, update_id: int, what: str, now: datetime, *, error: str | None = None
) -> bool:
    """Writes down that an update is dealt with; False where it was before, and must have no effect again."""
    mine = (bot_update.c.bot == bot, bot_update.c.update_id == update_id)
    if connection.execute(select(bot_update.c.update_id).where(*mine)).first() is not None:
        return False
    shown = None if error is None else error.encode("ascii", "backslashreplace").decode()[:_MOST_ERROR]
    row = {"bot": bot, "update_id": update_id, "at": now, "what": what, "error": shown}
    # Of two who are at it, the second waits for the first and then fails by the key, with all that it did.
    connection.execute(bot_update.insert().values(**row))
    return True


def save_next(connection: Connection, bot: str, update_id: int, now: datetime) -> None:
    """Lets the next request ask for what comes after this update: Telegram forgets all up to it."""
    insert_or_ignore(connection, bot_table, [{"id": bot, "state": BotState.POLLING.value, "since": now}])
    values = {"next_update": update_id + 1, "updated_at": now}
    connection.execute(update(bot_table).where(bot_table.c.id == bot).values(**values))


def forget_updates(connection: Connection, now: datetime) -> None:
    """Deletes what is written down of old updates."""
    connection.execute(delete(bot_update).where(bot_update.c.at < now - KEPT_FOR))
