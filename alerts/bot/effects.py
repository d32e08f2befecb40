"""What an update changes, and what is answered: the answer is a delivery of the ledger, ordered with the effect.

Answers that only look are put together before the transaction that writes, which everybody else waits for.
"""

import logging
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from alerts.alert import Alert, AlertReason, DeliveryKind, Line, Severity
from alerts.bot.changing import Changing, change
from alerts.bot.commands import Command, name_of, parse
from alerts.bot.desk import Desk, here_of, voice_for
from alerts.bot.looking import is_looking, look
from alerts.bot.updates import Membership, Migrated, Said, Told
from alerts.chats import TELEGRAM, Here, moves_of, present
from alerts.joined import joins_of, with_chats
from alerts.ledger import Order, keep_alert, order_deliveries
from alerts.recipients import enable, note
from alerts.subscriptions import ANSWERS, Recipient
from alerts.tables import recipient as recipient_table
from alerts.text.bot.replies import Voice
from alerts.unsubscribe import UNSUBSCRIBED

logger = logging.getLogger(__name__)

ANSWER_DEADLINE = timedelta(minutes=15)  # who asked has gone by then
REFUSALS_SAID = 60.0  # seconds between two lines of the log about strangers

_BLOCKED = "the bot was blocked by the user"
_REMOVED = "the bot was taken out of the chat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """An update that is to have its effect. `answer` is there already where it only looks."""

    what: str
    told: Told
    command: Command | None = None
    answer: tuple[Line, ...] | None = None


@dataclass(slots=True)
class _Refusals:
    """Commands of strangers, told in one line a minute."""

    count: int = 0
    said_at: float = field(default=float("-inf"))

    def add(self, said: Said) -> None:
        self.count += 1
        if time.monotonic() - self.said_at >= REFUSALS_SAID:
            logger.warning("bot_not_allowed user=%d chat=%s commands=%d", said.by, said.chat.id, self.count)
            self.count, self.said_at = 0, time.monotonic()


_refusals = _Refusals()


def is_for_us(told: Told, desk: Desk) -> bool:
    """Whether an update may have an effect: no command of a stranger has, nor one for another bot."""
    if not isinstance(told, Said):
        return True
    if parse(told.text, username=desk.username, private=told.chat.private) is None:
        return False
    if told.by not in desk.users:
        _refusals.add(told)
        return False
    return True


def prepare(connection: Connection, desk: Desk, told: Told, now: datetime) -> Ready:
    """Understands an update, and looks up what its answer tells; nothing is written."""
    if not isinstance(told, Said):
        return Ready(what=type(told).__name__.lower(), told=told)
    command = parse(told.text, username=desk.username, private=told.chat.private)
    assert command is not None  # is_for_us
    if not is_looking(command):
        return Ready(what=name_of(command), told=told, command=command)
    here, voice = _here_and_voice(connection, desk, told, now)
    answer = look(connection, desk, here, command, voice)  # type: ignore[arg-type]
    return Ready(what=name_of(command), told=told, command=command, answer=answer)


def apply(connection: Connection, desk: Desk, ready: Ready, now: datetime) -> list[int]:
    """The effect, in the caller's transaction; the deliveries that are due by it."""
    match ready.told:
        case Migrated() as moved:
            _migrate(connection, desk, moved)
            return []
        case Membership() as membership:
            _member(connection, desk, membership, now)
            return []
        case Said() as said:
            here, voice = _here_and_voice(connection, desk, said, now)
            _come_back(connection, desk, here)
            answer = ready.answer
            if answer is None:
                answer = change(connection, desk, here, said, _changing(ready.command), voice)
            return _order(connection, here, answer, now)


def _changing(command: Command | None) -> Changing:
    assert isinstance(command, Changing)
    return command


def _here_and_voice(connection: Connection, desk: Desk, said: Said, now: datetime) -> tuple[Here, Voice]:
    here = here_of(connection, said.chat, said.thread)
    return here, voice_for(here, with_chats(connection, desk.subscriptions, now), now)


def _order(connection: Connection, here: Here, answer: tuple[Line, ...], now: datetime) -> list[int]:
    alert = Alert(
        event_id=0,
        revision=1,
        reason=AlertReason.ANSWER,
        severity=Severity.NOTICE,
        flags=(),
        title="".join(piece.text for piece in next(iter(answer), ()))[:80],
        created_at=now,
        answer=answer,
    )
    order = Order(recipient=here.recipient, subscription=ANSWERS, kinds=(DeliveryKind.NEW,), not_before=None)
    return order_deliveries(connection, keep_alert(connection, alert), alert, order, deadline=ANSWER_DEADLINE, now=now)


def _known_here(connection: Connection, desk: Desk, here: Here) -> list[Recipient]:
    """The receivers that are this chat: of the configuration, and those that joined."""
    joined = (one.to for one in joins_of(connection))
    return list(dict.fromkeys(to for to in (*desk.receivers, *joined) if here.has(to)))


def _member(connection: Connection, desk: Desk, membership: Membership, now: datetime) -> None:
    here = here_of(connection, membership.chat)
    if membership.is_in:
        _come_back(connection, desk, here)
        return
    why = _BLOCKED if membership.blocked else _REMOVED
    # Anybody may put the bot into a chat and out of it again: only of chats that get alerts it is written down.
    for address in {present(to.address, here.moves) for to in _known_here(connection, desk, here)}:
        if _disabled_because(connection, address) is None:
            logger.error("recipient_disabled channel=%s error=%s", TELEGRAM, why)
            note(connection, TELEGRAM, address, disabled_at=now, disabled_because=why, operator_told_at=None)


def _come_back(connection: Connection, desk: Desk, here: Here) -> None:
    """A chat that the bot is in again, or is spoken to from, can be reached; who was unsubscribed by hand stays so."""
    addresses = {here.address, here.chat, *(to.address for to in _known_here(connection, desk, here))}
    for address in sorted(addresses):
        because = _disabled_because(connection, present(address, here.moves))
        if because is not None and not because.startswith(UNSUBSCRIBED):
            enable(connection, TELEGRAM, address)
            logger.info("recipient_enabled channel=%s", TELEGRAM)


def _disabled_because(connection: Connection, address: str) -> str | None:
    table = recipient_table.c
    query = select(table.disabled_because).where(
        table.channel == TELEGRAM, table.address == address, table.disabled_at.is_not(None)
    )
    row = connection.execute(query).first()
    return None if row is None else row.disabled_because or ""


def _migrate(connection: Connection, desk: Desk, moved: Migrated) -> None:
    """What is written for the old id is meant for the new one; of chats that get no alerts nothing is written."""
    here = Here(chat=moved.before, moves=moves_of(connection))
    for to in _known_here(connection, desk, here):
        chat, slash, thread = present(to.address, here.moves).partition("/")
        if chat == moved.before:
            note(connection, TELEGRAM, f"{chat}{slash}{thread}", moved_to=f"{moved.now}{slash}{thread}")
