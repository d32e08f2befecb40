"""What waits for its time and was never tried: what comes meanwhile is weighed against what its reader has.

Else a reader would be told in the morning of a toll that was taken back in the night, or of a fall from a number that
he never heard. A first message that waits is brought up to date instead.
"""

from datetime import datetime

from sqlalchemy import Connection, select, update
from sqlalchemy.sql import ColumnElement

from alerts.alert import Alert, DeliveryState
from alerts.ledger import WITHDRAWN, alert_from_json, told_revision
from alerts.subscriptions import Recipient
from alerts.tables import alert as alert_table
from alerts.tables import delivery as delivery_table


def held_pictures(connection: Connection, event_id: int, now: datetime) -> dict[Recipient, Alert | None]:
    """For each recipient for whom something of the event waits: the picture that he has by now; None where he has heard
    of nothing yet."""
    table = delivery_table.c
    query = select(table.channel, table.recipient).where(*_held(event_id, now)).distinct()
    waiting = [Recipient(channel=channel, address=address) for channel, address in connection.execute(query)]
    found: dict[Recipient, Alert | None] = {}
    for to in waiting:
        revision = told_revision(connection, event_id, to)
        picture = None if revision is None else _picture(connection, event_id, to, revision)
        if revision is None or picture is not None:
            found[to] = picture
    return found


def withdraw(connection: Connection, event_id: int, to: Recipient, now: datetime) -> None:
    """Takes back what waits for a recipient: it is not so any more, and he has not heard of it."""
    mine = (delivery_table.c.channel == to.channel, delivery_table.c.recipient == to.address)
    ended = {"state": DeliveryState.SUPPRESSED.value, "last_error": WITHDRAWN, "ended_at": now}
    connection.execute(update(delivery_table).where(*_held(event_id, now), *mine).values(**ended))


def _held(event_id: int, now: datetime) -> tuple[ColumnElement[bool], ...]:
    table = delivery_table.c
    untried = (table.state == DeliveryState.DUE.value, table.attempt == 0, table.not_before > now)
    return table.event_id == event_id, *untried


def _picture(connection: Connection, event_id: int, to: Recipient, revision: int) -> Alert | None:
    table = delivery_table.c
    mine = (table.event_id == event_id, table.channel == to.channel, table.recipient == to.address)
    query = (
        select(alert_table.c.body)
        .join(delivery_table, table.alert_id == alert_table.c.id)
        .where(*mine, table.revision <= revision)
        .order_by(table.revision.desc(), table.id.desc())
    )
    body = connection.execute(query.limit(1)).scalar()
    return None if body is None else alert_from_json(body)
