"""What the operator should hear of deliveries: receivers that are not tried any more, and what did not arrive.

Each is told once, in the transaction that marks it as told. Deliveries are told by receiver and kind of end, at most
once an hour for each, so that an outage is some notices and not one for every alert. The operator's own deliveries are
left out: a notice that cannot be delivered must not cause another. They stand in `rasid alerts failed`. The heartbeat
has a check of its own, and who asked the bot in vain asks again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select, update

from alerts.subscriptions import ANSWERS, HEARTBEAT, OPERATOR, Recipient
from alerts.tables import delivery as delivery_table
from alerts.tables import recipient as recipient_table
from alerts.text.notices import EndedNotice, Ending, Notice, RecipientNotice

QUIET_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Notices, and what is told by them."""

    notices: tuple[Notice, ...] = ()
    deliveries: tuple[int, ...] = ()
    recipients: tuple[Recipient, ...] = ()


def news(connection: Connection, now: datetime) -> News:
    """What is to be told now."""
    ended = _ended(connection, now)
    disabled = _disabled(connection)
    return News(
        notices=(*(notice for _, notice in disabled), *(notice for _, notice in ended)),
        deliveries=tuple(identity for ids, _ in ended for identity in ids),
        recipients=tuple(recipient for recipient, _ in disabled),
    )


def mark_told(connection: Connection, told: News, now: datetime) -> None:
    """Writes down that the operator has been told of these."""
    deliveries = delivery_table.c.id.in_(told.deliveries)
    connection.execute(update(delivery_table).where(deliveries).values(operator_told_at=now))
    for one in told.recipients:
        mine = (recipient_table.c.channel == one.channel, recipient_table.c.address == one.address)
        connection.execute(update(recipient_table).where(*mine).values(operator_told_at=now))


def _disabled(connection: Connection) -> list[tuple[Recipient, RecipientNotice]]:
    table = recipient_table.c
    query = select(recipient_table).where(table.disabled_at.is_not(None), table.operator_told_at.is_(None))
    found = []
    for row in connection.execute(query.order_by(table.disabled_at)).mappings():
        recipient = Recipient(channel=row["channel"], address=row["address"])
        notice = RecipientNotice(to=recipient.shown, since=row["disabled_at"], because=row["disabled_because"] or "")
        found.append((recipient, notice))
    return found


def _ended(connection: Connection, now: datetime) -> list[tuple[Sequence[int], EndedNotice]]:
    table = delivery_table.c
    group = (table.state, table.channel, table.recipient)
    bad = (
        table.state.in_([ending.value for ending in Ending]),
        table.subscription.not_in((OPERATOR, HEARTBEAT, ANSWERS)),
    )
    last_told = func.max(table.operator_told_at, type_=table.operator_told_at.type)
    lately = {
        (state, channel, address)
        for state, channel, address, told_at in connection.execute(
            select(*group, last_told).where(*bad).group_by(*group)
        )
        if told_at is not None and told_at > now - QUIET_FOR
    }
    query = select(table.id, *group, table.last_error).where(*bad, table.operator_told_at.is_(None)).order_by(table.id)
    groups: dict[tuple[str, str, str], list[tuple[int, str]]] = {}
    for identity, state, channel, address, error in connection.execute(query):
        if (state, channel, address) not in lately:
            groups.setdefault((state, channel, address), []).append((identity, error or ""))
    return [
        (
            [identity for identity, _ in rows],
            EndedNotice(
                to=Recipient(channel=channel, address=address).shown,
                ending=Ending(state),
                count=len(rows),
                error=rows[-1][1],
            ),
        )
        for (state, channel, address), rows in groups.items()
    ]
