"""Prometheus metrics, read from the database and Redis when they are asked for: nothing is counted on the hot path.

What ended (deliveries, and how long a story took to its alert) is counted from the start of this process on, by looking
at what has ended since the last look; Prometheus is used to counters that begin anew.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import Connection, Engine, RowMapping, func, or_, select

from alerts.alert import DeliveryState, Severity
from alerts.delivery_counts import delivery_counts
from alerts.subscriptions import Subscription
from alerts.tables import alert, delivery, unplaced
from alerts.timing import earliest
from crawler.store.database import reading
from crawler.store.tables import entry, feed, story
from scheduler.health import queue_depths, role_states
from scheduler.tables import configuration, house_check

SECONDS = (1, 2, 3, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600, 3 * 3600, 6 * 3600)
OVERLAP = timedelta(seconds=60)  # a transaction may end later than the time that it writes down


class Metrics(Collector):
    """The metrics of one database. `subscriptions` gives those in force by their names: what they hold back is not
    late."""

    def __init__(
        self, engine: Engine, redis_address: str, *, subscriptions: Callable[[], Mapping[str, Subscription]]
    ) -> None:
        self._engine = engine
        self._redis_address = redis_address
        self._registry = CollectorRegistry()
        self._registry.register(self)
        self._ended = _Ended(self._registry, subscriptions)
        self._lock = threading.Lock()

    def text(self) -> bytes:
        """The exposition; raises SQLAlchemyError where the database cannot be read."""
        with self._lock:
            with reading(self._engine) as connection:
                self._ended.look(connection, datetime.now(UTC))
            return generate_latest(self._registry)

    def describe(self) -> list[Metric]:
        """Nothing beforehand: the registry need not ask the database to know our names."""
        return []

    def collect(self) -> Iterator[Metric]:
        """What is true at this moment."""
        now = datetime.now(UTC)
        with reading(self._engine) as connection:
            yield from _outbox(connection, now)
            yield from _feeds(connection)
            yield from _house(connection, now)
            waiting = _waiting(connection)
        redis, streams = queue_depths(self._redis_address)
        yield _gauge("rasid_redis_up", "Whether Redis answers.", float(redis == "up"))
        depth = GaugeMetricFamily("rasid_queue_depth", "What waits, in Redis and in the database.", labels=["queue"])
        for name, count in {**waiting, **{name.replace(":", "_"): count for name, count in streams.items()}}.items():
            depth.add_metric([name], count)
        yield depth


class _Ended:
    """Counts what has ended since the last look."""

    def __init__(self, registry: CollectorRegistry, subscriptions: Callable[[], Mapping[str, Subscription]]) -> None:
        self._subscriptions = subscriptions
        self._deliveries = Counter(
            "rasid_deliveries", "Deliveries that have ended.", ["channel", "outcome"], registry=registry
        )
        self._from_kept = Histogram(
            "rasid_story_to_alert_seconds",
            "From the keeping of an alert's newest story to its delivery; what quiet hours hold back is left out.",
            ["channel"],
            buckets=SECONDS,
            registry=registry,
        )
        self._from_published = Histogram(
            "rasid_publish_to_alert_seconds",
            "From the time that the outlet states for that story to the delivery.",
            ["channel"],
            buckets=SECONDS,
            registry=registry,
        )
        self._began = self._looked_at = datetime.now(UTC)
        self._seen: set[int] = set()

    def look(self, connection: Connection, now: datetime) -> None:
        """Counts what is new."""
        columns = delivery.c
        query = (
            select(delivery, alert.c.body)
            .join(alert, alert.c.id == columns.alert_id)
            .where(columns.ended_at >= max(self._looked_at - OVERLAP, self._began))
        )
        rows = list(connection.execute(query).mappings())
        fresh = [row for row in rows if row["id"] not in self._seen]
        stories = {row["body"]["reports"][-1]["story_id"] for row in fresh if row["body"]["reports"]}
        known = select(story.c.id, story.c.kept_at, story.c.published_at).where(story.c.id.in_(stories))
        times = {identity: (kept_at, published_at) for identity, kept_at, published_at in connection.execute(known)}
        for row in fresh:
            self._deliveries.labels(row["channel"], row["state"]).inc()
            if row["state"] == DeliveryState.SENT and row["body"]["reports"] and not self._was_held(row):
                self._observe(row, *times.get(row["body"]["reports"][-1]["story_id"], (None, None)))
        self._seen = {row["id"] for row in rows}
        self._looked_at = now

    def _observe(self, row: RowMapping, kept_at: datetime | None, published_at: datetime | None) -> None:
        for histogram, since in ((self._from_kept, kept_at), (self._from_published, published_at)):
            if since is not None:
                histogram.labels(row["channel"]).observe(max(0.0, (row["ended_at"] - since).total_seconds()))

    def _was_held(self, row: RowMapping) -> bool:
        subscription = self._subscriptions().get(row["subscription"])
        if subscription is None:
            return False
        severity = Severity(row["body"]["severity"])
        created_at: datetime = row["created_at"]
        return earliest(subscription, severity, created_at) > created_at


def _outbox(connection: Connection, now: datetime) -> Iterator[Metric]:
    found = {state.value: 0 for state in DeliveryState} | delivery_counts(connection, now)
    said = "Deliveries in each state; of those that were sent, merged or suppressed the last day's."
    outbox = GaugeMetricFamily("rasid_outbox_depth", said, labels=["state"])
    for state, count in found.items():
        outbox.add_metric([state], count)
    yield outbox
    its_time = or_(delivery.c.not_before.is_(None), delivery.c.not_before <= now)
    oldest = connection.execute(
        select(func.min(delivery.c.created_at)).where(delivery.c.state == DeliveryState.DUE.value, its_time)
    ).scalar()
    seconds = 0.0 if oldest is None else (now - oldest).total_seconds()
    yield _gauge("rasid_delivery_oldest_due_seconds", "Age of the oldest delivery whose time has come.", seconds)


def _waiting(connection: Connection) -> dict[str, int]:
    queries = {
        "stories_to_advance": select(func.count()).where(story.c.advance_due == True),  # noqa: E712
        "entries_due": select(func.count()).where(entry.c.state == "due"),
        "stories_unplaced": select(func.count()).select_from(unplaced),
    }
    return {name: int(connection.execute(query).scalar_one()) for name, query in queries.items()}


def _feeds(connection: Connection) -> Iterator[Metric]:
    watched = feed.c.active == True  # noqa: E712
    states = GaugeMetricFamily("rasid_feeds", "Watched feeds in each state.", labels=["state"])
    for state, count in connection.execute(select(feed.c.state, func.count()).where(watched).group_by(feed.c.state)):
        states.add_metric([state], count)
    yield states
    errors = GaugeMetricFamily("rasid_feed_errors", "Visits in a row that failed, by feed.", labels=["feed"])
    for name, count in connection.execute(select(feed.c.name, feed.c.error_count).where(watched).order_by(feed.c.name)):
        errors.add_metric([name], count)
    yield errors


def _house(connection: Connection, now: datetime) -> Iterator[Metric]:
    up = GaugeMetricFamily("rasid_role_up", "Whether a role runs.", labels=["role", "host"])
    restarts = GaugeMetricFamily("rasid_role_restarts", "How often a role was started again.", labels=["role", "host"])
    for one in role_states(connection, now):
        up.add_metric([one.name, one.host], float(one.state == "running"))
        restarts.add_metric([one.name, one.host], one.restarts)
    yield from (up, restarts)
    broken = GaugeMetricFamily(
        "rasid_configuration_problems", "Mistakes in a configuration file that is not taken up.", labels=["host"]
    )
    for host, problems in connection.execute(select(configuration.c.host, configuration.c.problems)):
        broken.add_metric([host], len(problems))
    yield broken
    violations = GaugeMetricFamily(
        "rasid_invariant_violations", "What a promise of the house does not hold for; 0 is well.", labels=["check"]
    )
    ages = GaugeMetricFamily("rasid_check_age_seconds", "Since a check was made last.", labels=["check"])
    for row in connection.execute(select(house_check)).mappings():
        violations.add_metric([row["name"]], row["value"])
        ages.add_metric([row["name"]], (now - row["at"]).total_seconds())
    yield from (violations, ages)


def _gauge(name: str, what: str, value: float) -> Metric:
    return GaugeMetricFamily(name, what, value=value)
