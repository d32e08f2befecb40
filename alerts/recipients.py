"""What is known of recipients: where they moved, whether they can be reached at all, and from when on.

The recipient EVERYONE of a channel stands for the channel itself, so that a wrong token pauses it for all.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from alerts.event_rows import insert_or_ignore
from alerts.tables import recipient as recipient_table

EVERYONE = "*"
DISABLED = "recipient is disabled"  # begins the error of what was held back for it
_MOST_MOVES = 5  # a chat that moves in a circle is taken where it stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Reachable:
    """Where a recipient is reached now; or why not, or from when on."""

    address: str
    disabled_because: str | None = None
    not_before: datetime | None = None


def address_of(connection: Connection, channel: str, address: str, now: datetime) -> Reachable:
    """What holds for a recipient at this moment."""
    pause = _row_pause(connection, channel, EVERYONE)
    for _ in range(_MOST_MOVES):
        row = (
            connection.execute(
                select(recipient_table).where(
                    recipient_table.c.channel == channel, recipient_table.c.address == address
                )
            )
            .mappings()
            .first()
        )
        if row is None:
            break
        if row["disabled_at"] is not None:
            return Reachable(address=address, disabled_because=f"{DISABLED}: {row['disabled_because']}")
        pause = max((moment for moment in (pause, row["not_before"]) if moment is not None), default=None)
        if row["moved_to"] is None:
            break
        address = row["moved_to"]
    return Reachable(address=address, not_before=pause if pause is not None and pause > now else None)


def note(connection: Connection, channel: str, address: str, **values: object) -> None:
    """Writes down what a peer said of a recipient."""
    insert_or_ignore(connection, recipient_table, [{"channel": channel, "address": address}])
    connection.execute(
        update(recipient_table)
        .where(recipient_table.c.channel == channel, recipient_table.c.address == address)
        .values(**values)
    )


def enable(connection: Connection, channel: str, address: str) -> bool:
    """Takes a recipient for reachable again, also at the address it moved to; whether it was disabled. A pause that the
    peer asked for stays."""
    enabled = False
    for _ in range(_MOST_MOVES):
        mine = (recipient_table.c.channel == channel, recipient_table.c.address == address)
        row = connection.execute(select(recipient_table).where(*mine)).mappings().first()
        if row is None:
            break
        if row["disabled_at"] is not None:
            cleared = {"disabled_at": None, "disabled_because": None, "operator_told_at": None}
            connection.execute(update(recipient_table).where(*mine).values(**cleared))
            enabled = True
        if row["moved_to"] is None:
            break
        address = row["moved_to"]
    return enabled


def _row_pause(connection: Connection, channel: str, address: str) -> datetime | None:
    return connection.execute(
        select(recipient_table.c.not_before).where(
            recipient_table.c.channel == channel, recipient_table.c.address == address
        )
    ).scalar()
