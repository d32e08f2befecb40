"""Chats that want silence for a while: their alerts are held, not lost, and what is urgent comes all the same.

A chat is silent as it is in quiet hours (`alerts/timing.py`): what would come is ordered for the end of the silence,
new events as one digest, and `quiet_except` of the subscription says what breaks it. What was ordered before and waits
is held as well; what is on its way to the chat at that moment arrives.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from alerts.alert import AlertReason, DeliveryState
from alerts.chats import TELEGRAM, Here, receivers_here
from alerts.event_rows import lock_events
from alerts.joined import with_chats
from alerts.ledger import alert_from_json
from alerts.line_lock import lock_line
from alerts.subscriptions import Recipient, Subscription
from alerts.tables import alert as alert_table
from alerts.tables import delivery as delivery_table
from alerts.tables import muted as muted_table
from alerts.timing import held_anew

LONGEST = timedelta(days=30)


def muted_until(connection: Connection, here: Here, now: datetime) -> datetime | None:
    """When the silence of this chat ends; None where there is none."""
    rows = connection.execute(select(muted_table.c.chat, muted_table.c.until).where(muted_table.c.until > now))
    return max((until for chat, until in rows if here.is_chat(chat)), default=None)


def mute(
    connection: Connection,
    here: Here,
    until: datetime | None,
    *,
    user_id: int,
    subscriptions: Sequence[Subscription],
    deadline: timedelta,
    now: datetime,
) -> None:
    """Silences this chat until a time, in the place of what was asked before; None ends its silence. `subscriptions`
    are those of the configuration."""
    lock_events(connection)  # whoever orders deliveries at this moment does so before this, or after it
    was = muted_until(connection, here, now)
    for chat in list(connection.execute(select(muted_table.c.chat)).scalars()):
        if here.is_chat(chat):
            connection.execute(delete(muted_table).where(muted_table.c.chat == chat))
    if until is not None:
        values = {"channel": TELEGRAM, "until": until, "user_id": user_id, "asked_at": now}
        connection.execute(insert(muted_table), [{"chat": name, **values} for name in here.names])
    whole = with_chats(connection, subscriptions, now)
    for to in receivers_here(whole, here):
        for subscription in whole:
            _hold_anew(connection, subscription, to, was=was, deadline=deadline, now=now)


def forget_silence(connection: Connection, now: datetime) -> None:
    """Deletes what has ended."""
    connection.execute(delete(muted_table).where(muted_table.c.until <= now))


def _hold_anew(
    connection: Connection,
    subscription: Subscription,
    to: Recipient,
    *,
    was: datetime | None,
    deadline: timedelta,
    now: datetime,
) -> None:
    table = delivery_table.c
    query = (
        select(table.id, table.event_id, alert_table.c.body)
        .join(alert_table, alert_table.c.id == table.alert_id)
        .where(
            table.channel == to.channel,
            table.recipient == to.address,
            table.subscription == subscription.name,
            table.state == DeliveryState.DUE.value,
            alert_table.c.reason != AlertReason.TEST.value,
        )
        .order_by(table.id)
    )
    for row in connection.execute(query).all():
        lock_line(connection, to.channel, to.address, event_id=row.event_id, delivery_id=row.id)
        # Looked at again: a worker may have had it until now.
        due = select(table.not_before, table.deadline_at).where(
            table.id == row.id, table.state == DeliveryState.DUE.value
        )
        waiting = connection.execute(due).first()
        if waiting is None:
            continue
        severity = alert_from_json(row.body).severity
        then = held_anew(subscription, severity, to, present=waiting.not_before, was=was, now=now)
        if then != waiting.not_before and then is not None:
            until = max(waiting.deadline_at, then + subscription.patience(deadline, to))
            connection.execute(
                update(delivery_table).where(table.id == row.id).values(not_before=then, deadline_at=until)
            )
