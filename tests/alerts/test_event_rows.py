"""What a story is compared with is found by value, and costs the same however much there is of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, delete, event, insert, select, text, update

from alerts import tables
from alerts.advance import advance
from alerts.event_rows import (
    events_near,
    forget_old,
    insert_event,
    load_events,
    originals_near,
    remember,
    update_event,
)
from alerts.events.event import Event, Relation, event_to_json
from alerts.events.grouping import MOST_EVENTS
from alerts.events.joining import begin, join
from alerts.events.matching import Placement
from alerts.events.near_duplicates import prints
from alerts.events.profile import keys_of, profile_of
from alerts.outline_rows import outline_row
from alerts.store import event_by_id, find_events
from crawler.store.database import reading, writing
from tests.alerts.making import (
    COLLAPSE,
    COLLAPSE_LATER,
    NOW,
    Kept,
    collapse,
    collapse_later,
    figure,
    hours,
    kept,
    read_story,
    store,
)

GREAT = 2_000  # reports of one event


def _event(story: Kept) -> Event:
    return begin(story, profile_of(story), now=NOW)


def _great(reports: int) -> Event:
    """An event that so many outlets report in words and figures of their own."""
    event = replace(_event(kept(1, collapse())), id=1)
    same = Placement(relation=Relation.SAME_EVENT, event_id=1)
    for number in range(2, 11):
        read = collapse_later(outlet=f"منفذ {number}", title=f"الحصيلة {number}", published=NOW + hours(1))
        event = join(event, kept(number, read), profile_of(kept(number, read)), same, now=NOW + hours(1))
    times = reports // 10
    return replace(event, reports=event.reports * times, figures=event.figures * times)


@contextmanager
def _statements(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    """Every statement that reaches the driver."""
    seen: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, sql: str, parameters: Any, _context: Any, _many: bool) -> None:
        seen.append((sql, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def _fill(engine: Engine) -> None:
    """Enough look-ups that a database would rather read an index than all of them."""
    (story,) = store(engine, collapse())
    with writing(engine) as connection:
        kept_event = insert_event(connection, _event(kept(story, collapse())))
        for table, column, of in (
            (tables.story_print, "story_id", story),
            (tables.event_key, "event_id", kept_event.id),
        ):
            rows = [{"value": 7 * number, column: of, "at": NOW} for number in range(20_000)]
            connection.execute(insert(table), rows)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


_LOOK_UPS: dict[str, tuple[str, Callable[[Connection], object]]] = {
    "texts": ("story_print", lambda connection: originals_near(connection, prints(COLLAPSE), NOW)),
    "events": (
        "event_key",
        lambda connection: events_near(connection, keys_of(profile_of(kept(1, collapse()))), (), NOW),
    ),
    "forgetting": ("event_key", lambda connection: forget_old(connection, NOW)),
}


@pytest.mark.parametrize("name", _LOOK_UPS)
def test_a_look_up_reads_an_index_and_not_the_table(engine: Engine, name: str) -> None:
    """Otherwise its cost would grow with the stories of a week."""
    table, look_up = _LOOK_UPS[name]
    _fill(engine)
    with _statements(engine) as seen, writing(engine) as connection:
        look_up(connection)
    (sql, parameters) = next(one for one in seen if table in one[0])
    explain = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
    with reading(engine) as connection:
        plan = "\n".join(str(tuple(row)) for row in connection.exec_driver_sql(f"{explain} {sql}", parameters))
    assert f"SCAN {table}" not in plan
    assert f"Seq Scan on {table}" not in plan
    assert f"SEARCH {table} USING" in plan or "Index" in plan


def test_an_outline_does_not_grow_with_the_reports() -> None:
    """What other stories are compared with is as short after two thousand reports as after ten."""
    few, many = (len(str(outline_row(_great(number))["outline"])) for number in (10, GREAT))
    assert many < 1.2 * few


def test_a_story_beside_a_great_event_does_not_read_it_whole(engine: Engine) -> None:
    """Only the event that it joins is."""
    (first,) = store(engine, collapse())
    advance(engine, (), now=NOW)
    with writing(engine) as connection:
        update_event(connection, replace(_great(50), id=event_by_id(connection, 1).id))  # type: ignore[union-attr]
    other = read_story(
        "حريق في حي الشعار بحلب",
        "اندلع حريق في مستودع أقمشة في حي الشعار بمدينة حلب صباح الجمعة وأصيب عامل بحروق، وفق فوج الإطفاء.",
        figures=(figure(3, place="اللاذقية", country="SY"),),
    )
    store(engine, other, at=NOW + hours(2))
    with _statements(engine) as seen:
        done = advance(engine, (), now=NOW + hours(2))
    assert done.events_new == 1
    assert any("event_outline" in sql for sql, _ in seen)
    assert [sql for sql, _ in seen if "event.state" in sql and sql.startswith("SELECT")] == []
    assert first == 1


def test_an_event_that_is_told_of_for_days_is_found_to_its_end(engine: Engine) -> None:
    """A word that its first report used and every later one repeats leads to it after 72 hours too."""
    store(engine, collapse())
    advance(engine, (), now=NOW)
    for day in range(1, 6):
        at = NOW + hours(24 * day)
        store(engine, collapse_later(outlet=f"منفذ {day}", published=at, title=f"اليوم {day}"), at=at)
        advance(engine, (), now=at)
    keys = set(keys_of(profile_of(kept(1, collapse())))) & set(keys_of(profile_of(kept(2, collapse_later()))))
    with reading(engine) as connection:
        assert [found.id for found in events_near(connection, sorted(keys), (), NOW + hours(121))] == [1]
        assert events_near(connection, sorted(keys), (), NOW + hours(24 * 5 + 73)) == []


def test_a_copy_is_found_for_seven_days(engine: Engine) -> None:
    """And then no more."""
    store(engine, collapse())
    advance(engine, (), now=NOW)
    with reading(engine) as connection:
        for later, found in ((hours(24 * 7 - 1), 1), (hours(24 * 7 + 1), 0)):
            assert len(originals_near(connection, prints(COLLAPSE), NOW + later)) == found


def test_a_key_that_few_events_have_leads_before_two_that_many_have(engine: Engine) -> None:
    """Of those that share common words only so many are looked at, and the right one must be among them."""
    stories = store(engine, *(collapse(title=f"خبر {number}", outlet=f"منفذ {number}") for number in range(31)))
    with writing(engine) as connection:
        for number, story in enumerate(stories):
            own = kept(story, collapse(outlet=f"منفذ {number}"))
            keys = [3] if number == 0 else [1, 2]
            remember(connection, insert_event(connection, _event(own)), own, prints(""), keys, NOW)
        near = events_near(connection, [1, 2, 3, 4], (), NOW)
    assert len(near) == MOST_EVENTS
    assert near[0].id == 1


def test_an_event_without_an_outline_is_compared_as_a_whole(engine: Engine) -> None:
    """Events of before there were outlines have none until they change."""
    store(engine, collapse())
    advance(engine, (), now=NOW)
    keys = keys_of(profile_of(kept(1, collapse())))
    with writing(engine) as connection:
        (event,) = load_events(connection, [1])
        connection.execute(update(tables.event).values(state=event_to_json(event)))
        connection.execute(delete(tables.event_outline))
        assert events_near(connection, keys, (), NOW) == [event]


def test_an_outline_that_was_taken_back_is_not_remembered(engine: Engine) -> None:
    """What is kept in memory is what the database says, also after a transaction that failed."""
    store(engine, collapse())
    advance(engine, (), now=NOW)
    keys = keys_of(profile_of(kept(1, collapse())))

    def title() -> str:
        with reading(engine) as connection:
            return events_near(connection, keys, (), NOW)[0].title

    before = title()
    with pytest.raises(ZeroDivisionError), writing(engine) as connection:
        update_event(connection, replace(load_events(connection, [1])[0], title="مسحوب"))
        assert events_near(connection, keys, (), NOW)[0].title == "مسحوب"
        raise ZeroDivisionError
    assert title() == before
    with writing(engine) as connection:
        update_event(connection, replace(load_events(connection, [1])[0], title="آخر"))
    assert title() == "آخر"


def test_the_whole_of_a_text_that_was_copied_short_is_one_source_and_counts(engine: Engine) -> None:
    """The copy came first; its original says twice as much and is no second witness."""
    five = (figure(5, place="حلب", country="SY"),)
    cut = collapse(text=" ".join(COLLAPSE.split()[:20]), outlet="الناسخ", figures=five)
    whole = collapse(text=f"{COLLAPSE} {COLLAPSE_LATER}", outlet="الوكالة")
    store(engine, cut)
    advance(engine, (), now=NOW)
    store(engine, whole, at=NOW + timedelta(minutes=20))
    advance(engine, (), now=NOW + timedelta(minutes=20))
    with reading(engine) as connection:
        (found,) = find_events(connection)
        (copied,) = connection.execute(
            select(tables.event_story.c.of_story_id).where(tables.event_story.c.story_id == 2)
        ).scalars()
    assert (found.sources, copied) == (1, 1)
    assert {one.outcome.value for one in found.figures if one.story_id == 2} == {"killed", "injured"}


def test_profiles_are_kept_once_and_come_back(engine: Engine) -> None:
    """They stand in the outline; what was kept with them in its state before is read as it was."""
    store(engine, collapse())
    advance(engine, (), now=NOW)
    with writing(engine) as connection:
        (event,) = load_events(connection, [1])
        (state,) = connection.execute(select(tables.event.c.state)).scalars()
        assert event.profiles == (profile_of(kept(1, collapse())),)
        assert "profiles" not in state
        connection.execute(update(tables.event).values(state=event_to_json(event)))
        connection.execute(delete(tables.event_outline))
        assert load_events(connection, [1]) == [event]
