"""Answers that only look: the last events, one of them, why it was told or not, and how Rasid does."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from alerts.alert import DeliveryState, Line
from alerts.bot.commands import Command, Help, Latest, ShowEvent, Status, Unknown, Why
from alerts.bot.desk import Desk
from alerts.chats import Here, told_here
from alerts.decide import decide
from alerts.event_rows import event_standing, load_events
from alerts.events.event import Event
from alerts.joined import joins_of, with_chats
from alerts.ledger import Told, told_before
from alerts.muting import muted_until
from alerts.subscriptions import EDITING, HEARTBEAT_OUTLET, NoMatch, Recipient, Subscription, matches
from alerts.tables import delivery as delivery_table
from alerts.tables import event as event_table
from alerts.text.bot.happenings import event_answer, latest_answer
from alerts.text.bot.lines import command as shown
from alerts.text.bot.replies import Voice, help_answer, status_answer
from alerts.text.bot.whys import LastTold, Verdict, why_answer

# What an end says of whether the reader knows, the surest first.
_TELLING = [state.value for state in (
    *(DeliveryState.SENT, DeliveryState.SENDING, DeliveryState.DUE, DeliveryState.GATHERED, DeliveryState.UNKNOWN),
    *(DeliveryState.FAILED, DeliveryState.DEAD, DeliveryState.SUPPRESSED, DeliveryState.MERGED),
)]  # fmt: skip
LOOKED_THROUGH = 400  # of the events that changed last; what is further back is asked for by its number
_AT_ONCE = 50

Looking = Help | Unknown | Latest | ShowEvent | Why | Status


def is_looking(command: Command) -> bool:
    """Whether a command changes nothing."""
    return isinstance(command, Looking)


def look(connection: Connection, desk: Desk, here: Here, command: Looking, voice: Voice) -> tuple[Line, ...]:
    """The answer; `connection` is only read."""
    match command:
        case Help() | Unknown():
            return help_answer(voice, unknown=isinstance(command, Unknown))
        case Latest():
            return _latest(connection, desk, here, command, voice)
        case ShowEvent():
            event = _event(connection, command.id)
            if command.id is None or event is None:
                return _no_event(voice, command.id, "/event 57")
            return event_answer(voice, event, asked=command.id, page=command.page)
        case Why():
            return _why(connection, desk, here, command, voice)
        case Status():
            return _status(connection, desk, here, voice)


def _latest(connection: Connection, desk: Desk, here: Here, command: Latest, voice: Voice) -> tuple[Line, ...]:
    whole = with_chats(connection, desk.subscriptions, voice.now)
    of_chat = told_here(whole, here)
    wanted = command.start + command.count
    found: list[Event] = []
    for event in _changed_last(connection):
        if _is_for(of_chat or whole, event):
            found.append(event)
        if len(found) == wanted:
            break
    return latest_answer(
        voice, found[command.start - 1 :], count=command.count, start=command.start, of_chat=bool(of_chat)
    )


def _is_for(subscriptions: Sequence[Subscription], event: Event) -> bool:
    """Whether one of them would hear of it; where there is none, whether it is news."""
    if not subscriptions:
        return event.alerting and not _is_heartbeat(event)
    return event.alerting and any(not isinstance(matches(one, event), NoMatch) for one in subscriptions)


def _changed_last(connection: Connection) -> Iterator[Event]:
    table = event_table.c
    query = select(table.id).where(table.merged_into.is_(None)).order_by(table.changed_at.desc(), table.id.desc())
    ids = list(connection.execute(query.limit(LOOKED_THROUGH)).scalars())
    for at in range(0, len(ids), _AT_ONCE):
        yield from load_events(connection, ids[at : at + _AT_ONCE])


def _event(connection: Connection, identity: int | None) -> Event | None:
    """The event, or the one that it is part of now."""
    event = None if identity is None else event_standing(connection, identity)
    return None if event is None or _is_heartbeat(event) else event


def _is_heartbeat(event: Event) -> bool:
    return any(report.outlet == HEARTBEAT_OUTLET for report in event.reports)


def _no_event(voice: Voice, identity: int | None, example: str) -> tuple[Line, ...]:
    if identity is None:
        return voice.one(voice.words.which_event, example=shown(example))
    return voice.one(voice.words.no_event, id=identity)


def _why(connection: Connection, desk: Desk, here: Here, command: Why, voice: Voice) -> tuple[Line, ...]:
    event = _event(connection, command.id)
    if command.id is None or event is None:
        return _no_event(voice, command.id, "/why 57")
    whole = with_chats(connection, desk.subscriptions, voice.now)
    of_chat = told_here(whole, here)
    told = {to: one for to, one in told_before(connection, event.id).items() if here.has(to)}
    verdicts = [_verdict(connection, event, one, here, told, voice.now) for one in of_chat or whole]
    return why_answer(voice, event, verdicts, asked=command.id, page=command.page, of_chat=bool(of_chat))


def _verdict(
    connection: Connection,
    event: Event,
    subscription: Subscription,
    here: Here,
    told: dict[Recipient, Told],
    now: datetime,
) -> Verdict:
    to = next((one for one in subscription.to if here.has(one) and one in told), None)
    known = told[to] if to is not None and told[to].subscription == subscription.name else None
    edits = to is not None and to.channel in EDITING and (known is None or known.has_message)
    decision = decide(event, subscription, None if known is None else known.alert, can_edit=edits, now=now)
    last = None if to is None or known is None else _last_told(connection, event.id, to, known, now)
    return Verdict(subscription=subscription, told=last, decision=decision)


def _last_told(connection: Connection, event_id: int, to: Recipient, known: Told, now: datetime) -> LastTold:
    table = delivery_table.c
    query = select(table.state, table.revision, table.created_at, table.ended_at, table.not_before).where(
        table.event_id == event_id, table.channel == to.channel, table.recipient == to.address
    )
    rows = connection.execute(query.order_by(table.id.desc())).all()
    # Of the kinds in which one picture was ordered, what became of the one that tells it.
    row = min(rows, key=lambda one: (one.revision != known.alert.revision, _TELLING.index(one.state)))
    waits = row.not_before if row.not_before is not None and row.not_before > now else None
    return LastTold(
        alert=known.alert, state=DeliveryState(row.state), at=row.ended_at or row.created_at, not_before=waits
    )


def _status(connection: Connection, desk: Desk, here: Here, voice: Voice) -> tuple[Line, ...]:
    whole = with_chats(connection, desk.subscriptions, voice.now)
    names = [one.name for one in told_here(whole, here)]
    known = {one.name for one in whole}
    joined = (one.subscription for one in joins_of(connection) if here.has(one.to))
    vanished = sorted({name for name in joined if name not in known})
    return status_answer(voice, desk.health(), names, vanished, muted_until(connection, here, voice.now))
