"""Which crawlers run, and which ended without a word.

After an unclean stop the feeds that the dead crawler was at are asked for their whole document once: what its last
answers said of "not modified" is not worth a missed story.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, insert, or_, select, update

from crawler.store.tables import crawler_run
from crawler.store.tables import feed as feed_table

BEAT_EVERY = 30.0  # seconds
SILENT_AFTER = timedelta(minutes=5)  # on another machine; a process of this one can be asked for
# How long before its last sign of life a dead crawler's visits are doubted.
DOUBTED = timedelta(minutes=15)
KEPT_FOR = timedelta(days=30)


def begin_run(
    connection: Connection, *, host: str, pid: int, now: datetime, is_dead: Callable[[str, int], bool]
) -> tuple[int, int]:
    """Writes down that a crawler runs; its id, and how many feeds are to be asked for their whole document because
    others ended without a word. `is_dead` says of a host and process id whether it is known to be gone."""
    doubted = 0
    open_runs = connection.execute(select(crawler_run).where(crawler_run.c.ended_at.is_(None))).mappings().all()
    for run in open_runs:
        if is_dead(run["host"], run["pid"]) or run["beat_at"] < now - SILENT_AFTER:
            doubted += _ask_whole(connection, run["beat_at"])
            connection.execute(update(crawler_run).where(crawler_run.c.id == run["id"]).values(ended_at=now))
    connection.execute(crawler_run.delete().where(crawler_run.c.ended_at < now - KEPT_FOR))
    result = connection.execute(insert(crawler_run).values(host=host, pid=pid, started_at=now, beat_at=now))
    key = result.inserted_primary_key
    assert key is not None
    return int(key[0]), doubted


def _ask_whole(connection: Connection, last_beat: datetime) -> int:
    was_at_work = or_(feed_table.c.queued_until.is_not(None), feed_table.c.last_visit_at >= last_beat - DOUBTED)
    doubted = and_(feed_table.c.active, was_at_work)
    return connection.execute(update(feed_table).where(doubted).values(ask_whole=True)).rowcount


def beat(connection: Connection, run_id: int, now: datetime) -> None:
    """A sign of life."""
    connection.execute(update(crawler_run).where(crawler_run.c.id == run_id).values(beat_at=now))


def end_run(connection: Connection, run_id: int, now: datetime) -> None:
    """A clean end: nothing is doubted."""
    connection.execute(update(crawler_run).where(crawler_run.c.id == run_id).values(ended_at=now))
