"""What a chat is told of how Rasid does: only what should run and does not is named as down."""

from datetime import UTC, datetime

from sqlalchemy import Engine

from crawler.store.database import writing
from scheduler.beats import beat
from scheduler.short_health import short_health


def roles_down(engine: Engine, **states: str) -> tuple[str, ...]:
    """What is said to be down where roles were seen in these states."""
    now = datetime.now(UTC)
    with writing(engine) as connection:
        for name, state in states.items():
            beat(connection, name=name, host="h", pid=1, state=state, restarts=0, started_at=now, now=now)
    return short_health(engine, "redis://127.0.0.1:1")().roles_down


def test_a_console_that_nobody_asked_for_is_not_down(sqlite_engine: Engine) -> None:
    """A file without [console] has none, and all is well; one that falls again and again is named."""
    assert roles_down(sqlite_engine, crawler="running", scheduler="running") == ("alerts",)
    assert roles_down(sqlite_engine, alerts="running") == ()
    assert roles_down(sqlite_engine, console="stopped") == ()
    assert roles_down(sqlite_engine, console="restarting") == ("console",)
