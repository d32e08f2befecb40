"""Digests in the database: events are gathered into one, and what becomes of it becomes of them.

A digest is an alert about several events (`Alert.listed`) with a delivery of its own. The deliveries that it stands
for are `gathered`: nobody claims them, and they end with it, in the same transaction. It is changed only while it is
`due` and its line is held, so that a reader gets just what the ledger says that it listed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping, Select, and_, func, or_, select, update
from sqlalchemy.sql import ColumnElement

from alerts.alert import Alert, AlertReason, DeliveryKind, DeliveryState, Listed, Severity
from alerts.flood import MOST_LISTED
from alerts.ledger import Order, alert_from_json, alert_to_json, keep_alert, order_deliveries
from alerts.line_lock import lock_line
from alerts.subscriptions import Recipient
from alerts.tables import alert as alert_table
from alerts.tables import delivery as delivery_table
from alerts.tables import told as told_table
from alerts.text.parties import Language
from alerts.text.wording import WORDINGS, digest_title

LEAST_LISTED = 2  # of one event alone there is no digest

# What a delivery that was gathered ends as when its digest ends.
_ENDS = {DeliveryState.SENT: DeliveryState.MERGED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One that can still be changed."""

    id: int  # of its delivery
    alert_id: int
    alert: Alert
    due_at: datetime
    deadline_at: datetime


def messages_between(connection: Connection, to: Recipient, after: datetime, until: datetime, most: int) -> int:
    """How many first messages a recipient got, or is to get, in a span of time; counted up to `most`."""
    table = delivery_table.c
    when = func.coalesce(table.ended_at, table.not_before, table.created_at)
    told = (DeliveryState.DUE.value, DeliveryState.SENDING.value, DeliveryState.SENT.value, DeliveryState.UNKNOWN.value)
    query = select(table.id).where(
        table.recipient == to.address,
        or_(table.ended_at.is_(None), table.ended_at > after),  # by the index
        table.channel == to.channel,
        table.kind == DeliveryKind.NEW.value,
        table.event_id.is_not(None),
        table.state.in_(told),
        when > after,
        when <= until,
    )
    return len(connection.execute(query.limit(most)).all())


def waiting_digests(to: Recipient, subscription: str) -> Select[int]:
    """The deliveries of a recipient's digests that have not begun to go out, the oldest first."""
    table = delivery_table.c
    return (
        select(table.id)
        .join(alert_table, alert_table.c.id == table.alert_id)
        .where(
            table.recipient == to.address,
            table.ended_at.is_(None),
            table.channel == to.channel,
            table.subscription == subscription,
            table.state == DeliveryState.DUE.value,
            alert_table.c.reason == AlertReason.DIGEST.value,
        )
        .order_by(table.id)
    )


def open_digest(
    connection: Connection,
    to: Recipient,
    subscription: str,
    *,
    not_before: datetime,
    not_after: datetime,
) -> Digest | None:
    """The digest of a recipient that is still gathering and goes out between two moments, if there is one with room."""
    table = delivery_table.c
    query = waiting_digests(to, subscription).where(table.attempt == 0, table.not_before.between(not_before, not_after))
    for identity in connection.execute(query).scalars().all():
        digest = changeable(connection, identity)
        if digest is not None and len(digest.alert.listed) < MOST_LISTED:
            return digest
    return None


def changeable(connection: Connection, digest_id: int) -> Digest | None:
    """A digest, held until the transaction ends, if no worker has taken it and it has not ended."""
    table = delivery_table.c
    query = select(delivery_table, alert_table.c.body).join(alert_table, alert_table.c.id == table.alert_id)
    row = connection.execute(query.where(table.id == digest_id)).mappings().first()
    if row is None:
        return None
    lock_line(connection, row["channel"], row["recipient"], event_id=None, delivery_id=digest_id)
    # Looked at again: a worker may have had it until now.
    row = connection.execute(query.where(table.id == digest_id)).mappings().one()
    if row["state"] != DeliveryState.DUE:
        return None
    return Digest(
        id=digest_id,
        alert_id=row["alert_id"],
        alert=alert_from_json(row["body"]),
        due_at=row["not_before"] or row["created_at"],
        deadline_at=row["deadline_at"],
    )


def begin_digest(
    connection: Connection,
    to: Recipient,
    subscription: str,
    *,
    due: datetime,
    deadline: timedelta,
    now: datetime,
    timed: bool = False,
    muted: bool = False,
    empty: Language | None = None,
) -> Digest:
    """A digest without events yet. It goes out so, in the language of `empty`, where that is given."""
    alert = Alert(
        event_id=0,
        revision=1,
        reason=AlertReason.DIGEST,
        severity=Severity.NOTICE,
        flags=(),
        title="" if empty is None else digest_title(0, empty),
        created_at=due if timed else now,  # readers see the time that they asked for
        timed=timed,
        muted=muted,
        empty=empty is not None,
    )
    alert_id = keep_alert(connection, alert)
    order = Order(recipient=to, subscription=subscription, kinds=(DeliveryKind.NEW,), not_before=due)
    (identity,) = order_deliveries(connection, alert_id, alert, order, deadline=deadline, now=now)
    return Digest(id=identity, alert_id=alert_id, alert=alert, due_at=due, deadline_at=due + deadline)


def list_event(connection: Connection, digest: Digest, alert: Alert, language: Language) -> None:
    """Puts an event into a digest, or what is now known of it in the place of what was."""
    others = [one for one in digest.alert.listed if one.event_id != alert.event_id]
    _write(connection, digest, [*others, _listed(alert)], language)


def take_out(connection: Connection, digest: Digest, event_id: int, why: str, *, now: datetime) -> None:
    """Takes an event out of a digest, because its reader hears of it otherwise; what was gathered ends as merged."""
    _write(connection, digest, [one for one in digest.alert.listed if one.event_id != event_id], _language(digest))
    mine = (delivery_table.c.digest_id == digest.id, delivery_table.c.event_id == event_id)
    connection.execute(
        update(delivery_table)
        .where(*mine, delivery_table.c.state == DeliveryState.GATHERED.value)
        .values(state=DeliveryState.MERGED.value, last_error=why, ended_at=now)
    )


def list_under(connection: Connection, digest: Digest, event_id: int, whole: int) -> None:
    """Lists an event as the one that took it in."""
    listed = [replace(one, event_id=whole) if one.event_id == event_id else one for one in digest.alert.listed]
    _write(connection, digest, listed, _language(digest))


def digests_with(connection: Connection, event_id: int, channel: str, address: str) -> list[Digest]:
    """The digests of a recipient that an event waits in, as far as they can still be changed."""
    table = delivery_table.c
    query = select(table.digest_id).where(
        table.event_id == event_id,
        table.channel == channel,
        table.recipient == address,
        table.state == DeliveryState.GATHERED.value,
    )
    ids = connection.execute(query.distinct().order_by(table.digest_id)).scalars().all()
    found = (changeable(connection, identity) for identity in ids if identity is not None)
    return [digest for digest in found if digest is not None]


def gathered(connection: Connection, digest_id: int) -> tuple[int, ...]:
    """The deliveries that a digest stands for now."""
    query = select(delivery_table.c.id).where(
        delivery_table.c.digest_id == digest_id, delivery_table.c.state == DeliveryState.GATHERED.value
    )
    return tuple(connection.execute(query.order_by(delivery_table.c.id)).scalars())


def end_with_digest(
    connection: Connection, digest_id: int, ids: Sequence[int], state: DeliveryState, why: str | None, now: datetime
) -> list[RowMapping]:
    """Lets what was gathered end as its digest did: told, failed, unknown, dead or suppressed; the rows that ended."""
    told = f"told in the digest, delivery {digest_id}"
    reason = told if state is DeliveryState.SENT else f"with the digest, delivery {digest_id}: {why or state.value}"
    mine = (delivery_table.c.id.in_(ids), delivery_table.c.state == DeliveryState.GATHERED.value)
    rows = list(connection.execute(select(delivery_table).where(*mine)).mappings())
    connection.execute(
        update(delivery_table).where(*mine).values(state=_ENDS.get(state, state).value, last_error=reason, ended_at=now)
    )
    return rows


def gather_again(
    connection: Connection, digest_id: int, ended: DeliveryState, *, deadline_at: datetime, now: datetime
) -> None:
    """Lets what ended as its digest did stand in it again, which is due again; not what its reader was told since."""
    mine = _ended_with(digest_id, ended)
    since = connection.execute(_told_since(digest_id, ended)).scalars().all()
    values = {"state": DeliveryState.GATHERED.value, "deadline_at": deadline_at, "last_error": None, "ended_at": None}
    connection.execute(update(delivery_table).where(*mine).values(**values, operator_told_at=None))
    for event_id in since:
        digest = changeable(connection, digest_id)
        if digest is not None:
            take_out(connection, digest, event_id, "a newer revision of its event was sent already", now=now)


def is_told_since(connection: Connection, digest_id: int, ended: DeliveryState) -> bool:
    """Whether a reader has by now been told of all that a digest listed when it ended so."""
    events = select(delivery_table.c.event_id).where(*_ended_with(digest_id, ended))
    listed = set(connection.execute(events).scalars())
    return bool(listed) and listed == set(connection.execute(_told_since(digest_id, ended)).scalars())


def _ended_with(digest_id: int, ended: DeliveryState) -> tuple[ColumnElement[bool], ...]:
    return delivery_table.c.digest_id == digest_id, delivery_table.c.state == ended.value


def _told_since(digest_id: int, ended: DeliveryState) -> Select[int]:
    table, told = delivery_table.c, told_table.c
    same = (told.event_id == table.event_id, told.channel == table.channel, told.recipient == table.recipient)
    newer = (*_ended_with(digest_id, ended), told.revision > table.revision)
    return select(table.event_id).join(told_table, and_(*same)).where(*newer).distinct()


def let_go(connection: Connection, digest_id: int) -> None:
    """Makes the deliveries of a digest due by themselves."""
    mine = (delivery_table.c.digest_id == digest_id, delivery_table.c.state == DeliveryState.GATHERED.value)
    connection.execute(
        update(delivery_table).where(*mine).values(state=DeliveryState.DUE.value, digest_id=None, not_before=None)
    )


def _language(digest: Digest) -> Language:
    """The language that a digest was written in, which its title tells."""
    mine = digest.alert
    return next((one for one in WORDINGS if digest_title(len(mine.listed), one) == mine.title), "ar")


def _write(connection: Connection, digest: Digest, listed: Sequence[Listed], language: Language) -> None:
    graver_first = tuple(sorted(listed, key=lambda one: (-one.severity, one.event_id)))
    alert = replace(
        digest.alert,
        listed=graver_first,
        title=digest_title(len(graver_first), language),
        severity=max((one.severity for one in graver_first), default=Severity.NOTICE),
        flags=tuple(flag for flag in ("casualty", "diplomacy") if any(flag in one.flags for one in graver_first)),
    )
    connection.execute(update(alert_table).where(alert_table.c.id == digest.alert_id).values(body=alert_to_json(alert)))


def _listed(alert: Alert) -> Listed:
    first = next((one for one in alert.reports if not one.near_duplicate), alert.reports[0] if alert.reports else None)
    return Listed(
        event_id=alert.event_id,
        revision=alert.revision,
        severity=alert.severity,
        flags=alert.flags,
        title=alert.title,
        place=alert.place,
        country=alert.country,
        toll=alert.toll,
        acts=alert.acts,
        sources=alert.sources,
        outlet=first.outlet if first else "",
        url=first.url if first else "",
    )
