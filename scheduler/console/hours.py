"""How many events moved in each of the last 48 hours, and the bars that show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, case, func, select

from alerts.alert import Severity
from alerts.tables import event as event_table

HOURS = 48
URGENT = int(Severity.URGENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """One hour of the clock, in UTC: how many events moved last in it, and how many of them are urgent or grave."""

    begins: datetime
    events: int
    urgent: int


def last_hours(connection: Connection, *, now: datetime) -> tuple[Hour, ...]:
    """The last 48 hours, oldest first; the last one is still going on."""
    table = event_table.c
    begins = hour_of(now) - timedelta(hours=HOURS - 1)
    hour: ColumnElement[str] = (
        func.strftime("%Y%m%d%H", table.changed_at)
        if connection.dialect.name == "sqlite"
        else func.to_char(func.timezone("UTC", table.changed_at), "YYYYMMDDHH24")
    )
    # Grouped by the database: a busy desk has ten thousand of them, and each costs more here than it does there.
    query = (
        select(hour, func.count(), func.sum(case((table.severity >= URGENT, 1), else_=0)))
        .where(table.changed_at >= begins, table.merged_into.is_(None))
        .group_by(hour)
    )
    return hours_of({row[0]: (int(row[1]), int(row[2])) for row in connection.execute(query)}, begins=begins)


def hours_of(counts: Mapping[str, tuple[int, int]], *, begins: datetime) -> tuple[Hour, ...]:
    """The hours from `begins` on, with the counts of those that are named (2026050112); others have none."""
    hours = [begins + timedelta(hours=index) for index in range(HOURS)]
    counted = [(hour, *counts.get(f"{hour:%Y%m%d%H}", (0, 0))) for hour in hours]
    return tuple(Hour(begins=hour, events=events, urgent=urgent) for hour, events, urgent in counted)


def hour_of(moment: datetime) -> datetime:
    """When the hour of a moment began."""
    return moment.replace(minute=0, second=0, microsecond=0)
