"""Is every feed, queue, role and channel alive? One picture of it, read from the database and Redis."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import Connection, Engine, func, or_, select, union

from alerts.delivery_counts import delivery_counts
from alerts.tables import alert, attempt, delivery, event, unplaced
from crawler.feeds.state import FeedState
from crawler.sites import same_site
from crawler.store.database import reading
from crawler.store.row_counts import row_count
from crawler.store.streams import DELIVERIES, STORIES, VISITS
from crawler.store.tables import entry, feed, story
from crawler.store.troubles import troubles
from scheduler.bot_state import BotHealth, bot_problems, bots_now
from scheduler.leader import SCHEDULER
from scheduler.tables import configuration, house_check, lease, role

logger = logging.getLogger(__name__)

SILENT_AFTER = timedelta(seconds=20)  # four beats missed
OVERDUE_AFTER = timedelta(minutes=10)
LOOKED_AT = 300  # of the newest deliveries, for how a channel does
MISSED_TOLD_FOR = timedelta(hours=24)
LAST_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleHealth:
    """One role on one host."""

    name: str
    host: str
    pid: int | None
    state: str  # running | restarting | stopped | silent
    restarts: int
    started_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHealth:
    """One watched feed."""

    name: str
    state: str
    last_success_at: datetime | None
    next_visit_at: datetime
    error_count: int
    last_error: str | None
    failing_since: datetime | None = None
    missed: int = 0  # visits that found nothing of the window before: items may have come and gone unseen
    missed_at: datetime | None = None
    moved_to: str | None = None  # where permanent redirects lead that are not believed, or not yet
    moved_away: bool = False  # and that is another site
    trouble: str | None = None  # what is the matter although it answers


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigurationHealth:
    """What the daemon of one host makes of its configuration file."""

    host: str
    file: str
    at: datetime  # when it was read last
    problems: tuple[str, ...]  # of the file as it is; what it said before stays in force
    waiting: tuple[str, ...]  # keys that take effect with the next start


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """All that `rasid status` shows. `problems` are sentences; empty means that all is well. `about` names those of the
    `counts` that are too large to be counted one by one; `deliveries` are all that wait or did not arrive, and the last
    day's of the others."""

    at: datetime
    database: str
    redis: str  # 'up', or why it is not
    leader: str | None
    roles: tuple[RoleHealth, ...]
    configurations: tuple[ConfigurationHealth, ...]
    feeds: tuple[FeedHealth, ...]
    bots: tuple[BotHealth, ...]
    queues: Mapping[str, int]
    counts: Mapping[str, int]
    about: tuple[str, ...]
    deliveries: Mapping[str, int]
    channels: Mapping[str, str]  # last outcome of each channel
    oldest_due_seconds: float | None
    problems: tuple[str, ...]


def status(engine: Engine, redis_address: str, *, now: datetime) -> Status:
    """The picture of this moment."""
    with reading(engine) as connection:
        roles = role_states(connection, now)
        configurations = _configurations(connection, roles)
        violations = _violations(connection)
        feeds = _feeds(connection, now)
        counts, about = _counts(connection, now)
        deliveries = delivery_counts(connection, now, answers=False)  # who asked the bot in vain asks again
        channels = _channels(connection)
        bots = bots_now(connection, now)
        leader = connection.execute(
            select(lease.c.holder).where(lease.c.name == SCHEDULER, lease.c.until > now)
        ).scalar()
        oldest = connection.execute(
            select(func.min(delivery.c.created_at)).where(
                delivery.c.state == "due", or_(delivery.c.not_before.is_(None), delivery.c.not_before <= now)
            )
        ).scalar()
    redis, queues = queue_depths(redis_address)
    oldest_seconds = None if oldest is None else (now - oldest).total_seconds()
    return Status(
        at=now,
        database=engine.url.render_as_string(hide_password=True),
        redis=redis,
        leader=leader,
        roles=roles,
        configurations=configurations,
        feeds=feeds,
        bots=bots,
        queues=queues,
        counts=counts,
        about=about,
        deliveries=deliveries,
        channels=channels,
        oldest_due_seconds=oldest_seconds,
        problems=(
            *_problems(redis, roles, feeds, deliveries, counts["unplaced"], oldest_seconds, now),
            *(problem for one in configurations for problem in _configuration_problems(one)),
            *violations,
            *bot_problems(bots, now),
        ),
    )


def roles_running(connection: Connection, *, host: str, now: datetime) -> set[str]:
    """The names of the roles that run on this host."""
    return {one.name for one in role_states(connection, now) if one.host == host and one.state == "running"}


async def self_check(engine: Engine) -> None:
    """The invariant of the house, looked at regularly: nothing that was kept waits for long to be advanced."""

    def waiting() -> int:
        with reading(engine) as connection:
            late = datetime.now(UTC) - OVERDUE_AFTER
            query = select(func.count()).where(story.c.advance_due == True, story.c.kept_at < late)  # noqa: E712
            return int(connection.execute(query).scalar_one())

    late = await asyncio.to_thread(waiting)
    if late:
        logger.error("invariant_violated stories_waiting=%d longer_than=%ss", late, OVERDUE_AFTER.total_seconds())


def role_states(connection: Connection, now: datetime) -> tuple[RoleHealth, ...]:
    """Every role that any host has told of in the last days."""
    rows = connection.execute(select(role).order_by(role.c.name, role.c.host)).mappings()
    return tuple(
        RoleHealth(
            name=row["name"],
            host=row["host"],
            pid=row["pid"],
            state="silent" if row["state"] != "stopped" and row["beat_at"] < now - SILENT_AFTER else row["state"],
            restarts=row["restarts"],
            started_at=row["started_at"],
        )
        for row in rows
    )


def _configurations(connection: Connection, roles: tuple[RoleHealth, ...]) -> tuple[ConfigurationHealth, ...]:
    """Those of hosts where a daemon runs."""
    hosts = {one.host for one in roles if one.state in ("running", "restarting")}
    rows = connection.execute(select(configuration).order_by(configuration.c.host, configuration.c.file)).mappings()
    return tuple(
        ConfigurationHealth(
            host=row["host"],
            file=row["file"],
            at=row["at"],
            problems=tuple(row["problems"]),
            waiting=tuple(row["waiting"]),
        )
        for row in rows
        if row["host"] in hosts
    )


def _configuration_problems(one: ConfigurationHealth) -> list[str]:
    problems = [f"the configuration on {one.host} is not taken up: {problem}" for problem in one.problems]
    if one.waiting:
        keys = ", ".join(one.waiting)
        problems.append(f"the configuration on {one.host} takes effect with the next start only in: {keys}")
    return problems


def _violations(connection: Connection) -> list[str]:
    rows = connection.execute(select(house_check).where(house_check.c.value > 0).order_by(house_check.c.name))
    return [f"the check {row.name} found {row.value} violations: {row.detail}" for row in rows]


def _feeds(connection: Connection, now: datetime) -> tuple[FeedHealth, ...]:
    troubled = troubles(connection, now)
    rows = connection.execute(select(feed).where(feed.c.active == True).order_by(feed.c.name)).mappings()  # noqa: E712
    return tuple(
        FeedHealth(
            name=row["name"],
            state=row["state"],
            last_success_at=row["last_success_at"],
            next_visit_at=row["next_visit_at"],
            error_count=row["error_count"],
            last_error=row["last_error"],
            failing_since=row["failing_since"],
            missed=row["missed"],
            missed_at=row["missed_at"],
            moved_to=row["moved_to"],
            moved_away=row["moved_to"] is not None and not same_site(row["url"], row["moved_to"]),
            trouble=troubled[row["name"]].told if row["name"] in troubled else None,
        )
        for row in rows
    )


def _counts(connection: Connection, now: datetime) -> tuple[dict[str, int], tuple[str, ...]]:
    """The counts by their names, and the names of those that are only about right."""

    def count(query: object) -> int:
        return int(connection.execute(query).scalar_one())  # type: ignore[call-overload]

    tables = {"stories": story, "events": event, "alerts": alert}
    whole = {name: row_count(connection, table) for name, table in tables.items()}
    counts = {
        "stories": whole["stories"].rows,
        "stories_last_day": count(select(func.count()).where(story.c.kept_at > now - LAST_DAY)),
        "stories_to_advance": count(select(func.count()).where(story.c.advance_due == True)),  # noqa: E712
        "entries_due": count(select(func.count()).where(entry.c.state == "due")),
        "events": whole["events"].rows,
        "alerts": whole["alerts"].rows,
        "unplaced": count(select(func.count()).select_from(unplaced)),
    }
    return counts, tuple(name for name, one in whole.items() if one.about)


def _channels(connection: Connection) -> dict[str, str]:
    """How the last try of each channel ended, by the newest deliveries and those that still wait, which may be old. All
    that were ever made are no longer looked at: it was the dearest part of a status."""
    columns = (delivery.c.id, delivery.c.channel)
    newest = select(*columns).order_by(delivery.c.id.desc()).limit(LOOKED_AT).subquery()
    # Each by its index and put together then: joined by `or`, SQLite would go through all that was ever tried.
    lately = union(select(newest), select(*columns).where(delivery.c.state.in_(("due", "sending")))).subquery()
    # Asked for each of these alone, since PostgreSQL would rather read all tries there were.
    ended = select(func.max(attempt.c.started_at)).where(attempt.c.delivery_id == lately.c.id)
    at = ended.where(attempt.c.outcome.is_not(None)).scalar_subquery().label("at")
    tried = select(lately, at).subquery()
    order = func.row_number().over(partition_by=tried.c.channel, order_by=tried.c.at.desc().nulls_last())
    last = select(tried, order.label("place")).subquery()
    its_try = (attempt.c.delivery_id == last.c.id) & (attempt.c.started_at == last.c.at)
    query = select(last.c.channel, attempt.c.outcome).join(attempt, its_try).where(last.c.place == 1)
    return dict(tuple(row) for row in connection.execute(query))


def queue_depths(address: str) -> tuple[str, dict[str, int]]:
    """'up' or why Redis is not, and how much stands in each stream."""
    client: Redis = Redis.from_url(address, socket_timeout=2, socket_connect_timeout=2)
    try:
        return "up", {name: int(client.xlen(name)) for name in (VISITS, STORIES, DELIVERIES)}
    except (RedisError, OSError) as error:
        path = address.removeprefix("unix://")
        if path != address and not Path(path).exists():
            return f"down: nothing serves {path}; rasid watch brings its own Redis along where none is configured", {}
        return f"down: {' '.join(str(error).split())[:120]}", {}
    finally:
        client.close()


def _feed_problems(feed: FeedHealth, now: datetime) -> list[str]:
    problems = []
    if feed.state == FeedState.FAILING:
        problems.append(f"the feed {feed.name} is failing: {feed.last_error}")
    if feed.state in (FeedState.DEAD, FeedState.GONE):
        since = "" if feed.failing_since is None else f" since {feed.failing_since:%Y-%m-%d %H:%MZ}"
        problems.append(f"the feed {feed.name} is {feed.state}{since}: {feed.last_error}")
    if feed.trouble is not None:
        problems.append(f"the feed {feed.name} {feed.trouble}")
    if feed.missed_at is not None and now - feed.missed_at < MISSED_TOLD_FOR:
        problems.append(
            f"the feed {feed.name} may have lost items before {feed.missed_at:%Y-%m-%d %H:%MZ}: "
            "nothing of its last window was left"
        )
    if feed.moved_away:
        problems.append(f"the feed {feed.name} has moved to another site, which is not adopted: {feed.moved_to}")
    return problems


def _problems(
    redis: str,
    roles: tuple[RoleHealth, ...],
    feeds: tuple[FeedHealth, ...],
    deliveries: Mapping[str, int],
    unplaced_stories: int,
    oldest_due_seconds: float | None,
    now: datetime,
) -> list[str]:
    problems = [] if redis == "up" else [f"Redis is {redis}"]
    running = {one.name for one in roles if one.state == "running"}
    problems += [
        f"the role {name} is not running" for name in ("crawler", "scheduler", "alerts") if name not in running
    ]
    problems += [problem for one in feeds for problem in _feed_problems(one, now)]
    problems += [
        f"the feed {one.name} was due {int((now - one.next_visit_at).total_seconds())} s ago"
        for one in feeds
        if now - one.next_visit_at > OVERDUE_AFTER
    ]
    problems += [
        f"{deliveries[state]} deliveries are {state}"
        for state in ("failed", "unknown", "dead")
        if deliveries.get(state)
    ]
    if unplaced_stories:
        problems.append(f"{unplaced_stories} stories could not be placed in an event")
    if oldest_due_seconds is not None and oldest_due_seconds > OVERDUE_AFTER.total_seconds():
        problems.append(f"a delivery has been due for {int(oldest_due_seconds)} s")
    return problems
