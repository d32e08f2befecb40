"""The history that placing is measured with has the rows that the program writes, only of earlier weeks."""

import random
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Connection, Engine, RowMapping, Table, select

from alerts import tables
from alerts.advance import advance
from benchmarks.placing_history import NOW, WEEK, Told, flagged_stories, keep, live_week, older_weeks, other_stories
from crawler.store.database import reading
from crawler.store.tables import UtcTime
from crawler.store.tables import story as story_table

LIVE = 24
FLAGGED = 8
OWN = (story_table, tables.event, tables.event_outline, tables.event_story)


def _rows(connection: Connection, table: Table) -> list[RowMapping]:
    return list(connection.execute(select(table).order_by(*table.primary_key)).mappings())


def test_older_weeks_are_the_last_one_with_other_ids_addresses_and_times(engine: Engine) -> None:
    """A row is the program's own in all that is not one of these; look-ups are those of the last week."""
    chance = random.Random(4)
    week = flagged_stories(FLAGGED, chance, NOW - WEEK, NOW)
    live_week(engine, sorted([*week, *other_stories(LIVE - FLAGGED, chance, NOW - WEEK, NOW)], key=lambda one: one.at))
    with reading(engine) as connection:
        before = {table: _rows(connection, table) for table in (tables.story_print, tables.event_key)}
        own = {table: _rows(connection, table) for table in OWN}
    older_weeks(engine, 3 * LIVE)
    with reading(engine) as connection:
        assert len(_rows(connection, story_table)) == 3 * LIVE
        assert before == {table: _rows(connection, table) for table in before}
        for table, rows in own.items():
            earlier = [row for row in _rows(connection, table) if _age(row, rows[0]) == 2]
            assert len(earlier) == len(rows) > 0
            for row, old in zip(rows, earlier, strict=True):
                for column in table.c:
                    expected = _as_before(column.name, row[column.name], isinstance(column.type, UtcTime))
                    assert old[column.name] == expected, (table.name, column.name)


def _age(row: RowMapping, first: RowMapping) -> int:
    """How many weeks before the last one a row is."""
    key = next((name for name in ("kept_at", "first_seen_at", "joined_at") if name in row), None)
    if key is None:  # an outline has its event's id
        return int(-((row["event_id"] - 1) // LIVE))
    return -((row[key] - first[key]) // WEEK)


def _as_before(name: str, value: object, is_time: bool) -> object:
    """What a column of the last week says two weeks earlier."""
    if value is None:
        return None
    if name == "id" or name.endswith("story_id") or name == "event_id":
        return value - 2 * LIVE  # type: ignore[operator]
    if name in ("url", "url_key"):
        return f"{value}?2"
    if name == "content_hash":
        return f"000002{str(value)[6:]}"
    return value - 2 * WEEK if is_time else value  # type: ignore[operator]


def test_a_story_is_placed_beside_the_last_week_alone(engine: Engine) -> None:
    """A copy of a text that stood in every week is one of the last week's."""
    chance = random.Random(6)
    week = flagged_stories(FLAGGED, chance, NOW - timedelta(hours=30), NOW)
    live_week(engine, week)
    older_weeks(engine, 3 * FLAGGED)
    last = week[-1].read
    copied = replace(last, story=replace(last.story, url="https://other.example/1", outlet="منفذ آخر"))
    keep(engine, [Told(at=NOW, read=copied)])
    advance(engine, (), now=NOW)
    with reading(engine) as connection:
        (link,) = connection.execute(select(tables.event_story).order_by(tables.event_story.c.story_id.desc()).limit(1))
    assert link.relation == "near_duplicate"
    assert link.of_story_id > 0
