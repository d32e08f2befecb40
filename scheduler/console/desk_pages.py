"""*Feeds*, *Alerts* and *Status*: how Rasid itself does, as `rasid feeds list`, `alerts` and `status` tell it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, case, func, select

from alerts.alert import DeliveryState
from alerts.delivery_counts import ENDED_WELL, delivery_counts
from alerts.replay import Replayed, replay
from alerts.store import delivery_rows
from crawler.settings import redis_address
from crawler.store.database import reading, writing
from crawler.store.feeds import list_feeds
from crawler.store.tables import visit as visit_table
from crawler.store.troubles import troubles
from scheduler.console.measures import disk, ways
from scheduler.health import status
from scheduler.settings import Settings
from scheduler.waking import wake_deliveries

DAYS = 7
_SPARKS_FOR = timedelta(minutes=5)  # counting a week of visits costs a moment, and changes little
_MOST_DELIVERIES = 60
_WORST = {"dead": 0, "gone": 0, "failing": 1, "new": 2}
_PAUSED = 5
# What a person has to look at comes first.
UNTOLD = (DeliveryState.UNKNOWN.value, DeliveryState.FAILED.value, DeliveryState.DEAD.value)


@dataclass(slots=True)
class Sparks:
    """How many items each feed brought on each of the last days, counted every few minutes."""

    _counted_at: datetime | None = None
    _counts: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, connection: Connection, now: datetime) -> Mapping[int, tuple[int, ...]]:
        """By the feed's id, the oldest day first; the last day is the 24 hours until now."""
        with self._lock:
            if self._counted_at is None or now - self._counted_at > _SPARKS_FOR:
                self._counts = _items_by_day(connection, now)
                self._counted_at = now
            return self._counts


def _items_by_day(connection: Connection, now: datetime) -> dict[int, tuple[int, ...]]:
    visit = visit_table.c
    days = [
        func.sum(
            case(
                (visit.at.between(now - timedelta(days=back + 1), now - timedelta(days=back)), visit.new),
                else_=0,
            )
        )
        for back in range(DAYS - 1, -1, -1)
    ]
    query = select(visit.feed_id, *days).where(visit.at >= now - timedelta(days=DAYS)).group_by(visit.feed_id)
    return {row[0]: tuple(int(count) for count in row[1:]) for row in connection.execute(query)}


def feeds_page(connection: Connection, sparks: Sparks, *, now: datetime) -> dict[str, Any]:
    """Every watched feed, those that need a look first and those that are paused last."""
    troubled = troubles(connection, now)
    feeds = [row for row in list_feeds(connection) if row["active"] or row["paused_at"]]
    told = {row["id"]: troubled[row["name"]].told if row["name"] in troubled else None for row in feeds}
    feeds.sort(
        key=lambda row: (
            _PAUSED if row["paused_at"] else _WORST.get(row["state"], 3 if told[row["id"]] else 4),
            row["name"],
        )
    )
    states: dict[str, int] = {}
    for row in feeds:
        state = "paused" if row["paused_at"] else row["state"]
        states[state] = states.get(state, 0) + 1
    return {
        "feeds": feeds,
        "troubles": told,
        "sparks": sparks.of(connection, now),
        "states": states,
        "days": DAYS,
    }


def deliveries_page(connection: Connection, *, now: datetime) -> dict[str, Any]:
    """What could not be told, or may not have been, and then the newest deliveries; `counts` as
    `alerts.delivery_counts` says."""
    untold = delivery_rows(connection, states=UNTOLD, limit=_MOST_DELIVERIES)
    order = {state: place for place, state in enumerate(UNTOLD)}
    untold.sort(key=lambda row: (order[str(row["state"])], -int(str(row["id"]))))
    return {
        "untold": untold,
        "newest": delivery_rows(connection, limit=_MOST_DELIVERIES),
        "counts": delivery_counts(connection, now),
        "of_last_day": ENDED_WELL,
    }


def put_back(engine: Engine, settings: Settings, ids: Sequence[int], *, now: datetime) -> Replayed:
    """Puts deliveries back to due, and wakes the workers; where nobody can be woken, they find them within seconds."""
    deadline = timedelta(hours=settings.alerts.deadline_hours)
    with writing(engine) as connection:
        done = replay(connection, ids, deadline=deadline, now=now)
    if done.ids:
        wake_deliveries(settings.store, done.ids)
    return done


def status_now(engine: Engine, settings: Settings, *, clock: Callable[[], datetime]) -> dict[str, Any]:
    """The whole picture, which takes a moment: the page asks for it once it stands."""
    now = clock()
    found = status(engine, redis_address(settings.store), now=now)
    with reading(engine) as connection:
        return {
            "status": found,
            "ways": ways(connection, now),
            "disk": disk(connection, stories=found.counts["stories"]),
        }
