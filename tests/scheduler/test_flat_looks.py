"""What tells how Rasid does costs the same however much it has kept: no table that grows is read whole."""

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, text, update

from alerts.events.event import event_to_json
from alerts.events.joining import begin
from alerts.events.profile import profile_of
from alerts.tables import event as event_table
from benchmarks import growing_history
from benchmarks.placing_history import NOW, WEEK, other_stories
from crawler.store import row_counts
from crawler.store.database import reading, writing
from scheduler.console.desk_pages import deliveries_page
from scheduler.console.regrouping import near
from scheduler.health import status
from scheduler.metrics import Metrics
from tests.alerts.making import collapse, kept
from tests.plans import plan, read_whole, statements

NO_REDIS = "redis://127.0.0.1:1"
MANY = 3_000
# A row for each feed, role, host or check; and what could not be placed, which should be none.
SHORT = {"feed", "role", "configuration", "house_check", "lease", "bot", "joined", "muted", "unplaced", "recipient"}


@pytest.fixture
def filled(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Stories with an event, a sent alert and an attempt each, one a minute: what was sent is of two days."""
    monkeypatch.setattr(growing_history, "STORIES_AN_EVENT", 1)
    growing_history.fill(engine, other_stories(5, random.Random(1), NOW - WEEK, NOW), MANY)
    return engine


# Begins at an end of the table and stops after so many rows.
SOME_ROWS = re.compile(r"FROM (\w+)(?: JOIN alert ON [^()]*)?(?: ORDER BY delivery\.id DESC)?\s+LIMIT")


def gone_through(engine: Engine, asked: Sequence[tuple[str, Any]]) -> list[tuple[str, set[str]]]:
    """The statements that read a long table whole, and which."""
    with reading(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL enable_seqscan = off"))  # tables that are short in this test
        found = [
            (sql, read_whole(plan(connection, sql, parameters)) - SHORT - set(SOME_ROWS.findall(sql)))
            for sql, parameters in asked
            if sql.startswith(("SELECT", "WITH"))
        ]
    return [(sql, tables) for sql, tables in found if tables]


def test_a_status_reads_no_table_whole(filled: Engine) -> None:
    """And nothing that grows is counted without an end."""
    with statements(filled) as seen:
        found = status(filled, NO_REDIS, now=NOW)
    assert found.counts["stories_last_day"] == found.deliveries["sent"] == 24 * 60 - 1
    assert gone_through(filled, seen) == []
    counts = [sql for sql, _ in seen if sql.startswith("SELECT count(*) AS count_1 \nFROM (SELECT")]
    assert len(counts) == 3
    assert all("LIMIT" in sql for sql in counts)


def test_a_status_says_which_counts_are_about_right(filled: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of tables that are too long to be counted."""
    found = status(filled, NO_REDIS, now=NOW)
    assert set(found.about) == {"stories", "events", "alerts"}
    assert found.counts["events"] == pytest.approx(MANY, rel=0.05)
    monkeypatch.setattr(row_counts, "COUNTED", MANY)
    found = status(filled, NO_REDIS, now=NOW)
    assert (found.about, found.counts["events"]) == ((), MANY)


def test_the_metrics_read_no_table_whole(filled: Engine) -> None:
    """They are asked for every few seconds."""
    metrics = Metrics(filled, NO_REDIS, subscriptions=dict)
    with statements(filled) as seen:
        metrics.text()
    assert len(seen) > 5
    assert gone_through(filled, seen) == []


def test_the_page_of_deliveries_reads_no_table_whole(filled: Engine) -> None:
    """It shows the newest, and those that did not arrive."""
    with statements(filled) as seen, reading(filled) as connection:
        found = deliveries_page(connection, now=NOW)
    assert len(found["newest"]) == 60
    assert gone_through(filled, seen) == []


def test_events_that_may_be_the_same_are_looked_for_in_their_days_alone(filled: Engine) -> None:
    """Not among all that a country has ever seen; those without a cause are found too."""
    story = kept(1, collapse())
    happening = replace(begin(story, profile_of(story), now=NOW), id=1, country="SY", first_seen_at=NOW)
    with writing(filled) as connection:
        there = event_table.c.id % 10 == 0
        connection.execute(update(event_table).where(there).values(country="SY", state=event_to_json(happening)))
        connection.execute(update(event_table).where(event_table.c.id % 20 == 0).values(cause="airstrike"))
    with statements(filled) as seen, reading(filled) as connection:
        assert [one.id for one in near(connection, happening)] == list(range(MANY, MANY - 60, -10))
    (sql, parameters) = next(one for one in seen if "UNION ALL" in one[0])
    with reading(filled) as connection:
        if filled.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL enable_seqscan = off"))
        steps = plan(connection, sql, parameters)
    if filled.dialect.name == "sqlite":
        assert steps.count("(country=? AND cause=? AND first_seen_at>? AND first_seen_at<?)") == 2
    else:
        assert steps.count("ix_event_country_cause_first_seen_at") == 2
        assert steps.count("Index Cond: (((country)::text = 'SY'::text) AND") == 2
