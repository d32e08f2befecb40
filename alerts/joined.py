"""Chats that joined a subscription by themselves, kept beside what `rasid.toml` says.

A chat that joined is a receiver like those that the file names: its deliveries are ordered in the same transaction as
everybody's. A join holds while the subscription is in the file and whoever asked for it is allowed to; it comes back
with them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from alerts.alert import DeliveryState
from alerts.chats import TELEGRAM, Here, Moves, moves_of, present
from alerts.event_rows import lock_events
from alerts.gathering import end_with_digest, gathered
from alerts.line_lock import lock_line
from alerts.subscriptions import Joined, Muted, Recipient, Subscription
from alerts.tables import delivery as delivery_table
from alerts.tables import joined as joined_table
from alerts.tables import muted as muted_table

_LEFT = "the chat left the subscription {}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """That a chat has joined a subscription, which may be gone from the configuration since."""

    to: Recipient
    subscription: str
    user_id: int
    since: datetime


def with_chats(
    connection: Connection, subscriptions: Sequence[Subscription], now: datetime
) -> tuple[Subscription, ...]:
    """The subscriptions with the chats that joined them, and with the silence that chats asked for."""
    if not subscriptions:
        return ()
    joins = joins_of(connection) if any(one.members for one in subscriptions) else ()
    silent = _silent(connection, now)
    if not joins and not silent:
        return tuple(subscriptions)
    moves = moves_of(connection)
    return tuple(_with_silence(_with_joins(one, joins, moves), silent, moves) for one in subscriptions)


def joins_of(connection: Connection) -> tuple[Join, ...]:
    """Every join, whether it holds or not, the oldest first."""
    table = joined_table.c
    rows = connection.execute(select(joined_table).order_by(table.since, table.address, table.subscription)).mappings()
    return tuple(
        Join(
            to=Recipient(channel=row["channel"], address=row["address"]),
            subscription=row["subscription"],
            user_id=row["user_id"],
            since=row["since"],
        )
        for row in rows
    )


def join(connection: Connection, here: Here, subscription: str, *, user_id: int, now: datetime) -> bool:
    """Lets this place join a subscription; whether it had not joined before. Whoever asks last stands for it."""
    lock_events(connection)  # whoever orders deliveries at this moment does so with all that joined, or without
    before = _leave(connection, here, subscription)
    to = here.recipient
    values: dict[str, object] = {"channel": to.channel, "address": to.address, "subscription": subscription}
    since = min((one.since for one in before), default=now)
    connection.execute(insert(joined_table).values(**values, user_id=user_id, since=since))
    return not before


def leave(connection: Connection, here: Here, subscription: str, now: datetime) -> bool:
    """Takes this place off a subscription that it joined, with what waits for it; whether it had joined."""
    lock_events(connection)
    left = _leave(connection, here, subscription)
    for one in left:
        _end_waiting(connection, one.to, subscription, now)
    return bool(left)


def _leave(connection: Connection, here: Here, subscription: str) -> list[Join]:
    """Deletes the joins of this place; they may be kept under an id that the chat had before."""
    mine = [one for one in joins_of(connection) if one.subscription == subscription and here.is_place(one.to)]
    table = joined_table.c
    for one in mine:
        connection.execute(
            delete(joined_table).where(
                table.channel == one.to.channel, table.address == one.to.address, table.subscription == subscription
            )
        )
    return mine


def _end_waiting(connection: Connection, to: Recipient, subscription: str, now: datetime) -> None:
    table = delivery_table.c
    waiting = (
        table.channel == to.channel,
        table.recipient == to.address,
        table.subscription == subscription,
        table.state == DeliveryState.DUE.value,
    )
    why = _LEFT.format(subscription)
    for row in connection.execute(select(table.id, table.event_id).where(*waiting).order_by(table.id)).all():
        lock_line(connection, to.channel, to.address, event_id=row.event_id, delivery_id=row.id)
        values = {"state": DeliveryState.SUPPRESSED.value, "last_error": why, "ended_at": now}
        ended = connection.execute(delivery_table.update().where(table.id == row.id, *waiting).values(**values))
        if ended.rowcount:
            ids = gathered(connection, row.id)
            end_with_digest(connection, row.id, ids, DeliveryState.SUPPRESSED, why, now)


def _silent(connection: Connection, now: datetime) -> Mapping[str, datetime]:
    """Until when each chat that asked for silence wants it, by the id or name that it had then."""
    rows = connection.execute(select(muted_table.c.chat, muted_table.c.until).where(muted_table.c.until > now))
    return {row.chat: row.until for row in rows}


def _with_joins(subscription: Subscription, joins: Sequence[Join], moves: Moves) -> Subscription:
    known = {present(to.address, moves) for to in subscription.to if to.channel == TELEGRAM}
    added: list[Joined] = []
    for one in joins:
        where = present(one.to.address, moves)
        if one.subscription == subscription.name and one.user_id in subscription.members and where not in known:
            known.add(where)
            added.append(Joined(to=one.to, since=one.since))
    if not added:
        return subscription
    return replace(subscription, to=(*subscription.to, *(one.to for one in added)), joined=tuple(added))


def _with_silence(subscription: Subscription, silent: Mapping[str, datetime], moves: Moves) -> Subscription:
    untils: dict[str, datetime] = {}
    for chat, until in silent.items():
        where = present(chat, moves).casefold()
        untils[where] = max(until, untils.get(where, until))
    found = [
        Muted(to=to, until=untils[chat])
        for to in subscription.to
        if to.channel == TELEGRAM and (chat := present(to.address, moves).partition("/")[0].casefold()) in untils
    ]
    return replace(subscription, muted=tuple(found)) if found else subscription
