"""A receiver that wants no more: from then on its alerts are held back as for one that cannot be reached.

Asking twice is as good as asking once. The operator is told, since what stands in `rasid.toml` still names the
receiver; whoever stands in for it (`fallback`) is told instead.
"""

from datetime import datetime

from sqlalchemy import Connection, select

from alerts.recipients import note
from alerts.tables import recipient as recipient_table

UNSUBSCRIBED = "unsubscribed"


def unsubscribe(connection: Connection, channel: str, address: str, now: datetime, *, asked: str) -> bool:
    """Disables the receiver; whether it was not already. `asked` says how it was asked for."""
    table = recipient_table.c
    query = select(table.disabled_at).where(table.channel == channel, table.address == address)
    if connection.execute(query).scalar() is not None:
        return False
    because = f"{UNSUBSCRIBED} {asked}"
    note(connection, channel, address, disabled_at=now, disabled_because=because, operator_told_at=None)
    return True
