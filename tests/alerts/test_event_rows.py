"""What a story is compared with is found by value, and costs the same however much there is of it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, RowMapping, delete, insert, select, text, update

from alerts import tables
from alerts.advance import advance
from alerts.event_rows import (
    events_near,
    forget_old,
    load_events,
    originals_near,
    update_event,
)
from alerts.events.event import Event, Relation, event_to_json
from alerts.events.grouping import KEPT_FOR, MOST_EVENTS
from alerts.events.joining import begin, join
from alerts.events.matching import Placement
from alerts.events.near_duplicates import prints
from alerts.events.profile import keys_of, profile_of
from alerts.outline_rows import outline_row
from alerts.report_rows import keep_report
from alerts.store import event_by_id, find_events
from alerts.subscriptions import Recipient, Subscription
from crawler.store.database import reading, writing
from crawler.store.tables import story as story_table
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
from tests.plans import plan as plan_of
from tests.plans import read_whole, statements

GREAT = 2_000  # reports of one event
MANY = 3_000  # events
SHORT = {"muted", "joined"}  # a row for each chat that asked for something
DESK = Subscription(name="desk", to=(Recipient(channel="telegram", address="-100"),))


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


def _fill(engine: Engine) -> None:
    """So many events with a story each that a database would rather read an index of any table than all of it."""
    (story,) = store(engine, collapse())
    advance(engine, (), now=NOW)
    with writing(engine) as connection:
        for table, keys in (
            (story_table, {"id": story, "url_key": "one"}),
            (tables.event, {"id": 1}),
            (tables.event_outline, {"event_id": 1}),
            (tables.event_story, {"event_id": 1, "story_id": story}),
        ):
            (row,) = connection.execute(select(table)).mappings()
            connection.execute(insert(table), [_copied(row, keys, number) for number in range(1, MANY)])
        for table, column in ((tables.story_print, "story_id"), (tables.event_key, "event_id")):
            rows = [{"value": 7 * number, column: -(number % MANY) or 1, "at": NOW} for number in range(20_000)]
            connection.execute(insert(table), rows)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def _copied(row: RowMapping, keys: Mapping[str, int | str], number: int) -> dict[str, Any]:
    return {
        **row,
        # Below nought, where no sequence comes.
        **{name: -number if isinstance(key, int) else f"{key}-{number}" for name, key in keys.items()},
    }


_LOOK_UPS: dict[str, tuple[str, Callable[[Connection], object]]] = {
    "texts": ("story_print", lambda connection: originals_near(connection, prints(COLLAPSE), NOW)),
    "events": (
        "event_key",
        lambda connection: events_near(connection, keys_of(profile_of(kept(1, collapse()))), (), NOW),
    ),
}


@pytest.mark.parametrize("name", _LOOK_UPS)
def test_a_look_up_goes_by_value_and_reads_no_table_whole(engine: Engine, name: str) -> None:
    """Else its cost would grow: by time it would read the keys of three days, and without an index all there are."""
    table, look_up = _LOOK_UPS[name]
    _fill(engine)
    with statements(engine) as seen, writing(engine) as connection:
        look_up(connection)
    (sql, parameters) = next(one for one in seen if table in one[0])
    with reading(engine) as connection:
        plan = plan_of(connection, sql, parameters)
    assert read_whole(plan) == set()
    by_value = rf"SEARCH {table} USING [^(]*\(value=\?|using pk_{table} |Index Scan on pk_{table} "
    assert re.search(by_value, plan)


def test_nothing_that_placing_asks_reads_a_table_whole(engine: Engine) -> None:
    """Every statement from the look for due stories to the mark taken off finds its rows by an index."""
    _fill(engine)
    store(engine, collapse_later(), at=NOW + hours(1))
    with statements(engine) as seen:
        done = advance(engine, (DESK,), now=NOW + hours(1))
    assert (done.stories, done.events_changed, len(done.delivery_ids)) == (1, 1, 1)
    asked = [one for one in seen if one[0].startswith(("SELECT", "UPDATE", "INSERT", "WITH"))]
    assert all(any(part in sql for sql, _ in asked) for part in ("FROM story", "UPDATE story", "UPDATE event"))
    with reading(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL enable_seqscan = off"))  # tables that are short in this test
        for sql, parameters in asked:
            assert (sql, read_whole(plan_of(connection, sql, parameters)) - SHORT) == (sql, set())


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
    with statements(engine) as seen:
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
            keep_report(connection, _event(own), own, prints(""), keys, placement=None, now=NOW)
        near = events_near(connection, [1, 2, 3, 4], (), NOW)
    assert len(near) == MOST_EVENTS
    assert near[0].id == 1


def test_look_ups_are_cut_after_a_week(engine: Engine) -> None:
    """So that they stay short; the event stays, and what was told of it since."""
    store(engine, collapse(), at=NOW)
    advance(engine, (), now=NOW)
    store(engine, collapse_later(published=NOW + hours(200)), at=NOW + hours(200))
    advance(engine, (), now=NOW + hours(200))
    with writing(engine) as connection:
        forget_old(connection, NOW + KEPT_FOR + hours(1))
        told_of = set(connection.execute(select(tables.event_key.c.event_id)).scalars())
        printed = set(connection.execute(select(tables.story_print.c.story_id)).scalars())
    assert (told_of, printed) == ({2}, {2})
    with reading(engine) as connection:
        assert [found.id for found in load_events(connection, [1, 2])] == [1, 2]


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
