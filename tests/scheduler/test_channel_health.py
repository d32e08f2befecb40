"""How a channel does is told by its newest deliveries, and by those that still wait, however many there were before."""

import random

import pytest
from sqlalchemy import Engine, update

from alerts.tables import attempt, delivery
from benchmarks.growing_history import STORIES_AN_EVENT, fill
from benchmarks.placing_history import NOW, WEEK, other_stories
from crawler.store.database import writing
from scheduler import health


def test_what_waits_is_looked_at_and_what_ended_long_ago_is_not(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mail server that has been down while many went out by Telegram is not forgotten."""
    monkeypatch.setattr(health, "LOOKED_AT", 2)
    fill(engine, other_stories(5, random.Random(1), NOW - WEEK, NOW), 5 * STORIES_AN_EVENT)
    with writing(engine) as connection:
        for number, channel, state, outcome in ((1, "mailto", "due", "not_sent"), (2, "webhook", "sent", "delivered")):
            connection.execute(update(delivery).where(delivery.c.id == number).values(channel=channel, state=state))
            connection.execute(update(attempt).where(attempt.c.delivery_id == number).values(outcome=outcome))
    told = health.status(engine, "redis://127.0.0.1:1", now=NOW).channels
    assert told == {"telegram": "delivered", "mailto": "not_sent"}
