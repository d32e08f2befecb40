"""How Rasid does, in the few numbers that a chat asks for (`/status`)."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Engine

from alerts.text.bot.replies import Health
from crawler.feeds.state import FeedState
from scheduler.health import FeedHealth, status
from scheduler.role import ALWAYS, ROLES


def short_health(engine: Engine, redis_address: str) -> Callable[[], Health]:
    """Looks when it is called."""

    def look() -> Health:
        found = status(engine, redis_address, now=datetime.now(UTC))
        running = {one.name for one in found.roles if one.state == "running"}
        # The console runs only where it is asked for: down is one that its daemon tries to start again.
        wanted = {*ALWAYS, *(one.name for one in found.roles if one.state == "restarting")}
        return Health(
            feeds=len(found.feeds),
            feeds_in_trouble=sum(_is_in_trouble(feed) for feed in found.feeds),
            stories=found.counts["stories"],
            events=found.counts["events"],
            due=found.deliveries.get("due", 0) + found.deliveries.get("gathered", 0),
            failed=found.deliveries.get("failed", 0) + found.deliveries.get("dead", 0),
            unknown=found.deliveries.get("unknown", 0),
            roles_down=tuple(name for name in ROLES if name in wanted - running),
            redis_up=found.redis == "up",
            problems=len(found.problems),
        )

    return look


def _is_in_trouble(feed: FeedHealth) -> bool:
    return feed.trouble is not None or feed.state in (FeedState.FAILING, FeedState.DEAD, FeedState.GONE)
