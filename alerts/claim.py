"""Claims a delivery before anything is sent (commit T3), and records what became of it (T4).

`claim` makes `due` to `sending` with a lease, and `record` only writes where its attempt still holds the row: a worker
that was thought dead and wakes up again changes nothing. Everything that is decided here is decided by `in_line` and
`aftermath`; this module reads, locks and writes.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, RowMapping, and_, insert, or_, select, update
from sqlalchemy.sql import ColumnElement

from alerts.aftermath import OnAmbiguous, after_lost_lease
from alerts.alert import WITHOUT_EVENT, Alert, AlertReason, Delivery, DeliveryKind, DeliveryState
from alerts.failover import NO_FALLBACKS, Fallbacks, stand_in
from alerts.gathering import LEAST_LISTED, end_with_digest, gathered, let_go
from alerts.in_line import Next, Standing, Waiting, next_in_line
from alerts.ledger import alert_from_json
from alerts.line_lock import lock_line
from alerts.recipients import address_of
from alerts.tables import alert as alert_table
from alerts.tables import attempt as attempt_table
from alerts.tables import delivery as delivery_table
from alerts.tables import told as told_table
from crawler.store.database import reading, writing

LEASE = timedelta(seconds=30)  # renewed every third of it while a send goes on, so that a dead worker is seen soon
# Channels that commit a stage before the first byte that cannot be taken back.
STAGED = frozenset({"mailto", "console", "file", "apprise"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A delivery that this worker, and no other, may send now."""

    delivery: Delivery
    alert: Alert
    address: str  # where the recipient can be reached by now
    replaces: str | None  # the provider's id of the message that stands
    standing_hash: str | None
    gathered: tuple[int, ...] = ()  # of a digest: the deliveries that this try stands for


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What a claim needs to know of its worker and of the configuration."""

    worker: str
    on_ambiguous: OnAmbiguous = "resend"
    editing: frozenset[str] = frozenset()
    fallbacks: Fallbacks = NO_FALLBACKS
    lease: timedelta = LEASE


def claim(engine: Engine, delivery_id: int, policy: Policy, *, now: datetime) -> Claimed | None:
    """Claims what is next in the line of this delivery: this one, or a newer one that makes it needless.

    None where nothing is to be sent now: it has ended, its time has not come, or another worker is at it.
    """
    with reading(engine) as connection:
        row = _row(connection, delivery_id)
    if row is None or row["state"] not in (DeliveryState.DUE, DeliveryState.SENDING):
        return None
    with writing(engine) as connection:
        lock_line(connection, row["channel"], row["recipient"], event_id=row["event_id"], delivery_id=row["id"])
        if _waits_for_digest(connection, row):
            return None
        rows = _line(connection, row)
        rows = [kept for one in rows if (kept := _after_lease(connection, one, policy, now)) is not None]
        rows = [one for one in rows if not _overdue(connection, one, policy, now)]
        if not rows:
            return None
        where = address_of(connection, row["channel"], row["recipient"], now)
        if where.disabled_because is not None:
            held_back = [one["id"] for one in rows]
            _end(connection, held_back, DeliveryState.SUPPRESSED, where.disabled_because, now)
            stand_in(connection, held_back, policy.fallbacks, now=now)
            return None
        if where.not_before is not None:
            _put_off(connection, rows, where.not_before, policy, now)
            return None
        told = _told(connection, row)
        step = next_in_line(
            [_waiting(one) for one in rows],
            None if told is None else Standing(revision=told["revision"], provider_id=told["provider_id"]),
            can_edit=row["channel"] in policy.editing,
            now=now,
        )
        _end(connection, step.merge, DeliveryState.MERGED, None, now)
        if step.send is None:
            return None
        return _take(connection, step, policy, where.address, told, now)


def renew(engine: Engine, claimed: Claimed, policy: Policy, *, now: datetime) -> bool:
    """Holds the lease for longer; False where it has gone to another."""
    with writing(engine) as connection:
        return _hold(connection, claimed.delivery, lease_until=now + policy.lease)


def mark_stage(engine: Engine, claimed: Claimed, stage: str) -> bool:
    """Commits how far the try got; False where the lease has gone to another, and the try must stop."""
    with writing(engine) as connection:
        return _hold(connection, claimed.delivery, stage=stage)


def next_due(engine: Engine, done: Delivery, *, now: datetime) -> int | None:
    """The delivery of the same line that waits for this one, if its time has come."""
    if done.event_id is None:
        return None
    query = (
        select(delivery_table.c.id)
        .where(
            delivery_table.c.event_id == done.event_id,
            delivery_table.c.channel == done.channel,
            delivery_table.c.recipient == done.recipient,
            due_by(now),
        )
        .order_by(delivery_table.c.id)
        .limit(1)
    )
    with reading(engine) as connection:
        found = connection.execute(query).scalar()
    return None if found is None else int(found)


def due_by(now: datetime) -> ColumnElement[bool]:
    """That a delivery's time has come."""
    table = delivery_table.c
    return and_(table.state == DeliveryState.DUE.value, or_(table.not_before.is_(None), table.not_before <= now))


def held(delivery: Delivery) -> ColumnElement[bool]:
    """That this attempt still holds the row: the fence of every later write."""
    table = delivery_table.c
    return and_(
        table.id == delivery.id,
        table.attempt == delivery.attempt,
        table.state == DeliveryState.SENDING.value,
    )


def _hold(connection: Connection, delivery: Delivery, **values: object) -> bool:
    return connection.execute(update(delivery_table).where(held(delivery)).values(**values)).rowcount == 1


def _row(connection: Connection, delivery_id: int) -> RowMapping | None:
    return connection.execute(select(delivery_table).where(delivery_table.c.id == delivery_id)).mappings().first()


def _waits_for_digest(connection: Connection, row: RowMapping) -> bool:
    """Whether a digest that lists this event has not ended: what is newer than the digest goes out after it."""
    if row["event_id"] is None:
        return False
    table = delivery_table.c
    query = select(table.id).where(*_same_line(row), table.state == DeliveryState.GATHERED.value)
    return connection.execute(query.limit(1)).first() is not None


def _same_line(row: RowMapping) -> tuple[ColumnElement[bool], ...]:
    table = delivery_table.c
    return table.event_id == row["event_id"], table.channel == row["channel"], table.recipient == row["recipient"]


def _line(connection: Connection, row: RowMapping) -> list[RowMapping]:
    waits = delivery_table.c.state.in_((DeliveryState.DUE.value, DeliveryState.SENDING.value))
    line = _same_line(row) if row["event_id"] is not None else (delivery_table.c.id == row["id"],)
    query = select(delivery_table).where(waits, *line).order_by(delivery_table.c.id)
    return list(connection.execute(query).mappings())


def _after_lease(connection: Connection, row: RowMapping, policy: Policy, now: datetime) -> RowMapping | None:
    """The row as it is after its worker's death, if that is what happened; None where that ended it."""
    if row["state"] != DeliveryState.SENDING or row["lease_until"] is None or row["lease_until"] > now:
        return row
    expired = row["expired_leases"] + 1
    state = after_lost_lease(
        kind=DeliveryKind(row["kind"]),
        stage=row["stage"],
        staged=row["channel"] in STAGED,
        expired_leases=expired,
        on_ambiguous=policy.on_ambiguous,
    )
    ended = None if state is DeliveryState.DUE else now
    error = f"the worker {row['claimed_by']} died over it"
    values = {"state": state.value, "expired_leases": expired, "last_error": error, "ended_at": ended, "stage": None}
    connection.execute(update(delivery_table).where(delivery_table.c.id == row["id"]).values(**values))
    connection.execute(
        update(attempt_table)
        .where(attempt_table.c.delivery_id == row["id"], attempt_table.c.n == row["attempt"])
        .values(ended_at=now, outcome="lost", error=error)
    )
    if ended is not None:
        end_with_digest(connection, row["id"], gathered(connection, row["id"]), state, error, now)
    if state is DeliveryState.DEAD:
        stand_in(connection, [row["id"]], policy.fallbacks, now=now)
    return _row(connection, row["id"]) if state is DeliveryState.DUE else None


def _overdue(connection: Connection, row: RowMapping, policy: Policy, now: datetime) -> bool:
    if row["state"] != DeliveryState.DUE or row["deadline_at"] > now:
        return False
    error = f"deadline: {row['last_error'] or 'it was not tried in time'}"
    _end(connection, [row["id"]], DeliveryState.FAILED, error, now)
    stand_in(connection, [row["id"]], policy.fallbacks, now=now)
    return True


def _end(
    connection: Connection, ids: "tuple[int, ...] | list[int]", state: DeliveryState, why: str | None, now: datetime
) -> None:
    if not ids:
        return
    values: dict[str, object] = {"state": state.value, "ended_at": now}
    if why is not None:
        values["last_error"] = why
    waits = delivery_table.c.state == DeliveryState.DUE.value
    connection.execute(update(delivery_table).where(delivery_table.c.id.in_(ids), waits).values(**values))
    for identity in ids:
        end_with_digest(connection, identity, gathered(connection, identity), state, why, now)


def _put_off(connection: Connection, rows: list[RowMapping], until: datetime, policy: Policy, now: datetime) -> None:
    """Nothing goes to this recipient until then; what cannot wait so long has failed now, and not in twelve hours."""
    hopeless = [row["id"] for row in rows if row["deadline_at"] <= until]
    _end(connection, hopeless, DeliveryState.FAILED, f"deadline: the recipient takes nothing until {until:%H:%MZ}", now)
    stand_in(connection, hopeless, policy.fallbacks, now=now)
    earlier = or_(delivery_table.c.not_before.is_(None), delivery_table.c.not_before < until)
    waits = delivery_table.c.state == DeliveryState.DUE.value
    ids = [row["id"] for row in rows]
    connection.execute(
        update(delivery_table).where(delivery_table.c.id.in_(ids), waits, earlier).values(not_before=until)
    )


def _told(connection: Connection, row: RowMapping) -> RowMapping | None:
    if row["event_id"] is None:
        return None
    query = select(told_table).where(
        told_table.c.event_id == row["event_id"],
        told_table.c.channel == row["channel"],
        told_table.c.recipient == row["recipient"],
    )
    return connection.execute(query).mappings().first()


def _waiting(row: RowMapping) -> Waiting:
    return Waiting(
        id=row["id"],
        revision=row["revision"],
        kind=DeliveryKind(row["kind"]),
        state=DeliveryState(row["state"]),
        not_before=row["not_before"],
        lease_until=row["lease_until"],
    )


def _take(
    connection: Connection, step: Next, policy: Policy, address: str, told: RowMapping | None, now: datetime
) -> Claimed | None:
    assert step.send is not None
    row = _row(connection, step.send)
    assert row is not None
    body = connection.execute(select(alert_table.c.body).where(alert_table.c.id == row["alert_id"])).scalar_one()
    alert = alert_from_json(body)
    says_nothing = alert.empty and not alert.listed
    if alert.reason is AlertReason.DIGEST and len(alert.listed) < LEAST_LISTED and not says_nothing:
        let_go(connection, step.send)
        _end(
            connection, (step.send,), DeliveryState.MERGED, "it would have listed one event, which goes by itself", now
        )
        return None
    number = row["attempt"] + 1
    connection.execute(
        update(delivery_table)
        .where(delivery_table.c.id == step.send)
        .values(
            state=DeliveryState.SENDING.value,
            attempt=number,
            lease_until=now + policy.lease,
            claimed_by=policy.worker,
            stage=None,
        )
    )
    connection.execute(insert(attempt_table).values(delivery_id=step.send, n=number, started_at=now))
    delivery = replace(_delivery(row), kind=step.kind, state=DeliveryState.SENDING, attempt=number, stage=None)
    if told is None and alert.reason not in WITHOUT_EVENT:
        # What was to tell of a change is the first that this recipient hears (the rest was held for the night).
        alert = replace(alert, reason=AlertReason.NEW_EVENT, previous=())
    return Claimed(
        delivery=delivery,
        alert=alert,
        address=address,
        replaces=None if told is None or step.kind is DeliveryKind.NEW else told["provider_id"],
        standing_hash=None if told is None else told["rendered_hash"],
        gathered=gathered(connection, row["id"]) if alert.reason is AlertReason.DIGEST else (),
    )


def _delivery(row: RowMapping) -> Delivery:
    return Delivery(
        id=row["id"],
        alert_id=row["alert_id"],
        event_id=row["event_id"],
        revision=row["revision"],
        kind=DeliveryKind(row["kind"]),
        channel=row["channel"],
        recipient=row["recipient"],
        subscription=row["subscription"],
        state=DeliveryState(row["state"]),
        attempt=row["attempt"],
        deadline_at=row["deadline_at"],
        stage=row["stage"],
        not_before=row["not_before"],
    )
