"""Alerts and deliveries in the database: what is to be told, what was told, and what stands at each recipient.

`dedup_key = channel|recipient|event|revision|kind` is unique, so that deciding twice makes no second row.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import TypeAdapter
from sqlalchemy import Connection, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from alerts.alert import Alert, DeliveryKind, DeliveryState
from alerts.subscriptions import Recipient
from alerts.tables import alert as alert_table
from alerts.tables import delivery as delivery_table

_alert = TypeAdapter(Alert)

# A delivery in one of these told its recipient, or will; `merged` and `suppressed` had a newer or equal one beside.
TELLS = tuple(
    state.value
    for state in (
        DeliveryState.DUE,
        DeliveryState.SENDING,
        DeliveryState.SENT,
        DeliveryState.MERGED,
        DeliveryState.SUPPRESSED,
        DeliveryState.UNKNOWN,
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be delivered to one recipient: an alert in some kinds, not before a time."""

    recipient: Recipient
    subscription: str
    kinds: tuple[DeliveryKind, ...]
    not_before: datetime | None


def keep_alert(connection: Connection, alert: Alert) -> int:
    """Keeps an alert as it is told; its id. A test has no event."""
    result = connection.execute(
        insert(alert_table).values(
            event_id=alert.event_id or None,
            revision=alert.revision,
            reason=alert.reason.value,
            body=_alert.dump_python(alert, mode="json"),
            created_at=alert.created_at,
        )
    )
    key = result.inserted_primary_key
    assert key is not None
    return int(key[0])


def alert_from_json(body: object) -> Alert:
    """The alert that `keep_alert` wrote."""
    return _alert.validate_python(body)


def order_deliveries(
    connection: Connection, alert_id: int, alert: Alert, order: Order, *, deadline: timedelta, now: datetime
) -> list[int]:
    """One due row a kind; the ids of those that were not there before."""
    event = str(alert.event_id) if alert.event_id else f"test-{alert_id}"
    to = order.recipient
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    ids: list[int] = []
    for kind in order.kinds:
        statement = (
            make(delivery_table)
            .values(
                alert_id=alert_id,
                event_id=alert.event_id or None,
                revision=alert.revision,
                kind=kind.value,
                channel=to.channel,
                recipient=to.address,
                subscription=order.subscription,
                state=DeliveryState.DUE.value,
                attempt=0,
                expired_leases=0,
                not_before=order.not_before,
                deadline_at=max(order.not_before or now, now) + deadline,
                dedup_key=f"{to.channel}|{to.address}|{event}|{alert.revision}|{kind.value}",
                created_at=now,
            )
            .on_conflict_do_nothing(index_elements=["dedup_key"])
            .returning(delivery_table.c.id)
        )
        ids += connection.execute(statement).scalars().all()
    return ids


def told_before(connection: Connection, event_id: int) -> dict[Recipient, Alert]:
    """For each recipient the last picture of the event that was made for them."""
    last = (
        select(func.max(delivery_table.c.id))
        .where(delivery_table.c.event_id == event_id, delivery_table.c.state.in_(TELLS))
        .group_by(delivery_table.c.channel, delivery_table.c.recipient)
    )
    rows = connection.execute(
        select(delivery_table.c.channel, delivery_table.c.recipient, alert_table.c.body)
        .join(alert_table, alert_table.c.id == delivery_table.c.alert_id)
        .where(delivery_table.c.id.in_(last))
    )
    return {Recipient(channel=channel, address=address): alert_from_json(body) for channel, address, body in rows}
