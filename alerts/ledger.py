"""Alerts and deliveries in the database: what is to be told, what was told, and what stands at each recipient.

`dedup_key = channel|recipient|event|revision|kind` is unique, so that deciding twice makes no second row.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import TypeAdapter
from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from alerts.alert import Alert, DeliveryKind, DeliveryState
from alerts.subscriptions import Recipient
from alerts.tables import alert as alert_table
from alerts.tables import delivery as delivery_table
from alerts.tables import told as told_table

_alert = TypeAdapter(Alert)

# A delivery in one of these told its recipient, or will; `merged` and `suppressed` had a newer or equal one beside.
TELLS = tuple(
    state.value
    for state in (
        DeliveryState.DUE,
        DeliveryState.SENDING,
        DeliveryState.GATHERED,
        DeliveryState.SENT,
        DeliveryState.MERGED,
        DeliveryState.SUPPRESSED,
        DeliveryState.UNKNOWN,
    )
)
WITHDRAWN = "withdrawn: it was so no more before its time came"  # of what waited, and told nobody
_rows = delivery_table.c
_TOLD_ROWS = (
    select(_rows.channel, _rows.recipient, _rows.alert_id, _rows.subscription, _rows.state, _rows.digest_id)
    # Where another channel stands in, the event goes on to be told from there, not anew.
    .where(_rows.event_id == bindparam("event"), or_(_rows.state.in_(TELLS), _rows.stand_in_id.is_not(None)))
    .where(_rows.last_error.is_distinct_from(WITHDRAWN))
    .order_by(_rows.id)
)
_BODIES = select(alert_table.c.id, alert_table.c.body).where(alert_table.c.id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be delivered to one recipient: an alert in some kinds, not before a time, or in a digest."""

    recipient: Recipient
    subscription: str
    kinds: tuple[DeliveryKind, ...]
    not_before: datetime | None
    digest_id: int | None = None  # the delivery of the digest that will list it


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The last picture of an event that was made for a recipient, and how it reaches them.

    `digest_id` is the digest that it still waits for. `has_message` says that the event has a message of its own
    there, or will have one: what was told in a digest alone has none that could be edited.
    """

    alert: Alert
    subscription: str
    digest_id: int | None = None
    has_message: bool = True


def keep_alert(connection: Connection, alert: Alert) -> int:
    """Keeps an alert as it is told; its id. A test has no event."""
    result = connection.execute(
        insert(alert_table).values(
            event_id=alert.event_id or None,
            revision=alert.revision,
            reason=alert.reason.value,
            body=alert_to_json(alert),
            created_at=alert.created_at,
        )
    )
    key = result.inserted_primary_key
    assert key is not None
    return int(key[0])


def alert_to_json(alert: Alert) -> dict[str, object]:
    """The alert as plain JSON values."""
    plain: dict[str, object] = _alert.dump_python(alert, mode="json")
    return plain


def alert_from_json(body: object) -> Alert:
    """The alert that `keep_alert` wrote."""
    return _alert.validate_python(body)


def order_deliveries(
    connection: Connection, alert_id: int, alert: Alert, order: Order, *, deadline: timedelta, now: datetime
) -> list[int]:
    """One due row a kind; the ids of those that were not there before."""
    event = str(alert.event_id) if alert.event_id else f"alert-{alert_id}"
    state = DeliveryState.DUE if order.digest_id is None else DeliveryState.GATHERED
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
                state=state.value,
                digest_id=order.digest_id,
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


def forget_deliveries(connection: Connection, before: datetime) -> int:
    """Deletes deliveries that ended before this, with their attempts, and alerts that have none left; how many
    deliveries. One that has not ended stays, however old, and so does what stands at the receivers."""
    table = delivery_table.c
    gone = connection.execute(delete(delivery_table).where(table.ended_at < before)).rowcount
    if gone:
        held = select(table.id).where(table.alert_id == alert_table.c.id).exists()
        connection.execute(delete(alert_table).where(alert_table.c.created_at < before, ~held))
    return int(gone)


def told_revision(connection: Connection, event_id: int, to: Recipient) -> int | None:
    """The revision of an event that a recipient has; None where he has heard of nothing."""
    told = told_table.c
    mine = (told.event_id == event_id, told.channel == to.channel, told.recipient == to.address)
    found: int | None = connection.execute(select(told.revision).where(*mine)).scalar()
    return found


def told_before(connection: Connection, event_id: int) -> dict[Recipient, Told]:
    """For each recipient the last picture of the event that was made for them."""
    rows: dict[Recipient, list[RowMapping]] = {}
    for row in connection.execute(_TOLD_ROWS, {"event": event_id}).mappings():
        rows.setdefault(Recipient(channel=row["channel"], address=row["recipient"]), []).append(row)
    last = {to: mine[-1] for to, mine in rows.items()}
    bodies = connection.execute(_BODIES, {"ids": list({row["alert_id"] for row in last.values()})}) if last else ()
    alerts = {identity: alert_from_json(body) for identity, body in bodies}
    return {
        to: Told(
            alert=alerts[row["alert_id"]],
            subscription=row["subscription"],
            digest_id=row["digest_id"] if row["state"] == DeliveryState.GATHERED else None,
            has_message=any(one["digest_id"] is None for one in rows[to]),
        )
        for to, row in last.items()
    }
