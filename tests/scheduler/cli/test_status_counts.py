"""rasid status where there is more than is counted one by one."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from alerts.tables import delivery
from benchmarks.growing_history import fill
from benchmarks.placing_history import NOW, WEEK, other_stories
from crawler.store.database import writing
from crawler.store.row_counts import COUNTED
from tests.scheduler.cli.history import database
from tests.scheduler.cli.rasid import Desk

pytestmark = pytest.mark.slow

DAY = timedelta(days=1)


def test_a_count_that_is_about_right_says_so(desk: Desk) -> None:
    """In words and in JSON; a short table beside it is counted."""
    with database(desk) as engine:
        fill(engine, other_stories(5, random.Random(1), NOW - WEEK, NOW), COUNTED + 100)
    line = next(line for line in desk("status").out.splitlines() if line.startswith("counts"))
    assert f"stories ~{COUNTED + 100}" in line
    assert "events 22 " in line
    (found,) = desk("status", "--json").lines
    assert found["about"] == ["stories"]
    assert found["counts"]["stories"] == COUNTED + 100


def test_what_was_sent_long_ago_is_not_told(desk: Desk) -> None:
    """Nor what is shown where there is nothing to tell."""
    with database(desk) as engine:
        fill(engine, other_stories(5, random.Random(1), NOW - WEEK, NOW), 100)
        with writing(engine) as connection:
            connection.execute(update(delivery).values(ended_at=datetime.now(UTC) - 2 * DAY))
    (found,) = desk("status", "--json").lines
    assert found["deliveries"] == {}
    assert "delivery  none" in desk("status").out
