"""One look at what was said to the bot, and what comes of it. Here is the order on which all depends:

1. getUpdates: Telegram gives what is new, and goes on to have it;
2. the effect of one update, with the answer as a delivery in the ledger;
3. the number of the next update, in the same transaction: only the next getUpdates makes Telegram forget this one.

A crash after 1 finds the update again at Telegram. A crash between 2 and 3 takes the effect back with it. A crash after
3 leaves an answer that is due, which a worker sends. Each update is written down by its number, so that one that
Telegram gives twice has its effect once. An update that cannot be dealt with is written down too, and left out.
"""

import asyncio
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import InterfaceError, OperationalError

from alerts.bot.desk import Desk, LeaseLost
from alerts.bot.effects import Ready, apply, is_for_us, prepare
from alerts.bot.state import BotState, bot_row, first_to_ask, mark_update, note_state, save_next
from alerts.bot.updates import KINDS, Told, read_update, update_id_of
from alerts.channels.telegram_updates import MOST_UPDATES, Heard, Polled, TelegramUpdates
from crawler.store.database import reading, writing

logger = logging.getLogger(__name__)

_STATES = {
    Heard.UPDATES: BotState.POLLING,
    Heard.CONFLICT: BotState.CONFLICT,
    Heard.REFUSED: BotState.REFUSED,
    Heard.UNREACHABLE: BotState.UNREACHABLE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one look came to: Telegram's answer, and the deliveries that are due by it."""

    polled: Polled
    delivery_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Update:
    """One update: what it tells, or why it could not be read; neither where it is nothing for us."""

    id: int
    told: Told | None = None
    error: str | None = None


async def poll_once(client: TelegramUpdates, desk: Desk, *, wait: float, limit: int = MOST_UPDATES) -> Look:
    """Asks once, and deals with all that comes, in its order. It may be cancelled while Telegram is waited for. Raises
    LeaseLost, and what the database itself refuses, with all that was not committed still at Telegram."""
    first = await asyncio.to_thread(_first, desk)
    polled = await client.poll(first, kinds=KINDS, wait=wait, limit=limit)  # 1
    taking = asyncio.ensure_future(asyncio.to_thread(take_in, desk, polled))  # 2 and 3, update by update
    try:
        return await asyncio.shield(taking)
    except asyncio.CancelledError:
        return await taking  # what has begun to have its effect ends first


def take_in(desk: Desk, polled: Polled) -> Look:
    """Deals with one answer of Telegram's."""
    state = _STATES[polled.heard]
    with writing(desk.engine) as connection:
        _hold(connection, desk)
        heard = polled.heard is Heard.UPDATES
        note_state(connection, desk.bot, state, desk.clock(), detail=polled.detail, heard=heard)
    ids: list[int] = []
    passed: int | None = None
    for one in _read(polled.updates):
        if one.error is None and (one.told is None or not is_for_us(one.told, desk)):
            passed = one.id
            continue
        ids += _guarded(desk, one)
        passed = None
    if passed is not None:  # what strangers say costs one transaction, however much it is
        with writing(desk.engine) as connection:
            _hold(connection, desk)
            save_next(connection, desk.bot, passed, desk.clock())
    return Look(polled=polled, delivery_ids=tuple(ids))


def _guarded(desk: Desk, one: _Update) -> list[int]:
    if one.told is None:
        return _set_aside(desk, one.id, one.error or "")
    try:
        with reading(desk.engine) as connection:
            ready = prepare(connection, desk, one.told, desk.clock())
        return _have_effect(desk, one.id, ready)
    except (LeaseLost, OperationalError, InterfaceError):
        raise
    except Exception as error:
        logger.exception("update_not_dealt_with bot=%s update=%d", desk.bot, one.id)
        return _set_aside(desk, one.id, f"{type(error).__name__}: {error}")


def _have_effect(desk: Desk, update_id: int, ready: Ready) -> list[int]:
    now = desk.clock()
    with writing(desk.engine) as connection:
        _hold(connection, desk)
        is_new = mark_update(connection, desk.bot, update_id, ready.what, now)
        ids = apply(connection, desk, ready, now) if is_new else []  # 2
        save_next(connection, desk.bot, update_id, now)  # 3
    if is_new:
        logger.info("command_done bot=%s update=%d what=%s", desk.bot, update_id, ready.what)
    return ids


def _set_aside(desk: Desk, update_id: int, error: str) -> list[int]:
    """Writes down an update that has no effect, so that it blocks nothing and is not asked for again."""
    now: datetime = desk.clock()
    with writing(desk.engine) as connection:
        _hold(connection, desk)
        mark_update(connection, desk.bot, update_id, "failed", now, error=error)
        save_next(connection, desk.bot, update_id, now)
    logger.error("update_left_out bot=%s update=%d error=%s", desk.bot, update_id, ascii(error)[:200])
    return []


def _hold(connection: object, desk: Desk) -> None:
    if not desk.hold(connection):  # type: ignore[arg-type]
        raise LeaseLost


def _first(desk: Desk) -> int | None:
    with reading(desk.engine) as connection:
        return first_to_ask(bot_row(connection, desk.bot), desk.clock())


def _read(updates: tuple[Mapping[str, object], ...]) -> Iterator[_Update]:
    for update in updates:
        identity = update_id_of(update)
        if identity is None:
            continue  # it cannot be told apart from any other, nor be asked to go away
        try:
            yield _Update(id=identity, told=read_update(update))
        except (ValueError, OverflowError, OSError) as error:
            yield _Update(id=identity, error=f"{type(error).__name__}: {error}")
