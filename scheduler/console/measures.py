"""What *Status* measures: how long the ways take, and how much room there is."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, RowMapping, func, or_, select, text

from alerts.alert import DeliveryState
from alerts.tables import alert as alert_table
from alerts.tables import delivery as delivery_table
from crawler.store.tables import entry as entry_table
from crawler.store.tables import story as story_table

SHARES = (0.5, 0.95, 0.99)
_NEWEST = 500  # of each way
_SAMPLE = 300  # stories whose size is looked at
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way and the seconds within which half, 95 and 99 of a hundred have gone it; `of` how many were measured."""

    name: str
    within: tuple[float, ...]
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Disk:
    """Bytes: of the database, of the stories' texts with what was understood of them (about; from a sample), and free
    where it lies. None where that is on another machine."""

    database: int | None
    bodies: int
    free: int | None


def ways(connection: Connection, now: datetime) -> list[Way]:
    """The ways of the last day that were gone at all: a page from its listing to its keeping, and a message to its
    sending from its order, from the keeping of its newest story, and from the time that the outlet states for that.
    What was held, by quiet hours or for a digest, is left out."""
    table = delivery_table.c
    reading = (
        select(entry_table.c.first_seen_at, story_table.c.kept_at)
        .join(entry_table, entry_table.c.id == story_table.c.entry_id)
        .where(story_table.c.kept_at >= now - _DAY)
        .order_by(story_table.c.kept_at.desc())
        .limit(_NEWEST)
    )
    at_once = or_(table.not_before.is_(None), table.not_before <= table.created_at)
    sent = (
        select(table.created_at, table.ended_at, alert_table.c.body)
        .join(alert_table, alert_table.c.id == table.alert_id)
        .where(table.ended_at >= now - _DAY, table.state == DeliveryState.SENT.value, at_once)
        .order_by(table.ended_at.desc())
        .limit(_NEWEST)
    )
    rows = connection.execute(sent).mappings().all()
    times = _times(connection, rows)
    told = [(times.get(_newest_story(row)), row["ended_at"]) for row in rows]
    gone = {
        "read": [
            (row["kept_at"] - row["first_seen_at"]).total_seconds() for row in connection.execute(reading).mappings()
        ],
        "sent": [(row["ended_at"] - row["created_at"]).total_seconds() for row in rows],
        "from_kept": [(end - known["kept_at"]).total_seconds() for known, end in told if known is not None],
        "from_published": [
            (end - known["published_at"]).total_seconds()
            for known, end in told
            if known is not None and known["published_at"] is not None
        ],
    }
    return [Way(name=name, within=_shares(some), of=len(some)) for name, some in gone.items() if some]


def disk(connection: Connection, *, stories: int) -> Disk:
    """The room that is taken and left; `stories` is how many there are."""
    size = func.length(story_table.c.title) + func.length(story_table.c.text)
    understood = func.length(func.coalesce(text("CAST(understanding AS TEXT)"), ""))
    newest = select((size + understood).label("size")).order_by(story_table.c.id.desc()).limit(_SAMPLE).subquery()
    mean = connection.execute(select(func.avg(newest.c.size))).scalar() or 0
    # Arabic takes two bytes a letter; what was understood is half numbers and keys.
    bodies = int(float(mean) * 1.6 * stories)
    if connection.dialect.name == "postgresql":
        whole = connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
        return Disk(database=int(whole), bodies=bodies, free=None)
    file = connection.engine.url.database
    if not file or not Path(file).exists():
        return Disk(database=None, bodies=bodies, free=None)
    parts = [Path(file), *(Path(f"{file}{end}") for end in ("-wal", "-shm"))]
    whole = sum(part.stat().st_size for part in parts if part.exists())
    return Disk(database=whole, bodies=bodies, free=shutil.disk_usage(Path(file).resolve().parent).free)


def _newest_story(row: RowMapping) -> int | None:
    reports = row["body"]["reports"]
    return reports[-1]["story_id"] if reports else None


def _times(connection: Connection, rows: Sequence[RowMapping]) -> dict[int | None, RowMapping]:
    ids = {identity for row in rows if (identity := _newest_story(row)) is not None}
    query = select(story_table.c.id, story_table.c.kept_at, story_table.c.published_at)
    return {row["id"]: row for row in connection.execute(query.where(story_table.c.id.in_(ids))).mappings()}


def _shares(seconds: Sequence[float]) -> tuple[float, ...]:
    ordered = sorted(max(0.0, one) for one in seconds)
    return tuple(ordered[min(len(ordered) - 1, int(len(ordered) * share))] for share in SHARES)
