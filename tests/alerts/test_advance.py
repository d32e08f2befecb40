"""Advancing makes events, alerts and deliveries of kept stories, in one transaction and once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, event, func, select, update
from sqlalchemy.exc import OperationalError

from alerts import tables
from alerts.advance import Advanced, advance
from alerts.alert import DeliveryKind, Severity
from alerts.ledger import alert_from_json
from alerts.severity import NOVEL_FOR
from alerts.store import delivery_rows, find_events
from alerts.subscriptions import Recipient, Subscription
from alerts.text.mail import mail_text
from crawler.facts.figure import Cause, Outcome
from crawler.store.database import reading, writing
from crawler.store.tables import story as story_table
from crawler.understanding import ReadStory
from tests.alerts.making import (
    COLLAPSE,
    COLLAPSE_ELSEWHERE,
    NOW,
    collapse,
    collapse_later,
    figure,
    hours,
    read_story,
    store,
)

CHAT = Recipient(channel="telegram", address="-100")
DESK_MAIL = Recipient(channel="mailto", address="desk@example.org")
DESK = Subscription(name="desk", to=(CHAT, DESK_MAIL))


def _advance(engine: Engine, *subscriptions: Subscription, now: datetime = NOW) -> Advanced:
    return advance(engine, subscriptions or (DESK,), now=now)


def _count(engine: Engine, table: Any) -> int:
    with reading(engine) as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _due(engine: Engine) -> int:
    with reading(engine) as connection:
        return int(
            connection.execute(
                select(func.count()).where(story_table.c.advance_due == True)  # noqa: E712
            ).scalar_one()
        )


def _kinds(engine: Engine) -> list[tuple[object, object, object]]:
    with reading(engine) as connection:
        rows = delivery_rows(connection, limit=1000)
    return [(row["channel"], row["kind"], row["revision"]) for row in reversed(rows)]


def test_a_flagged_story_becomes_an_event_with_a_delivery_for_each_recipient(engine: Engine) -> None:
    """And the mark is taken off."""
    store(engine, collapse())
    done = _advance(engine)
    assert (done.stories, done.events_new, len(done.delivery_ids), _due(engine)) == (1, 1, 2, 0)
    assert _kinds(engine) == [("telegram", "new", 1), ("mailto", "new", 1)]


def test_a_story_without_flags_is_not_on_the_list(engine: Engine) -> None:
    """One that an older version has put there is only taken off: it makes no event and tells nobody."""
    store(engine, read_story("افتتاح معرض الكتاب", "افتتح المعرض أبوابه أمام الزوار."))
    assert (_due(engine), _advance(engine)) == (0, Advanced())
    with engine.begin() as connection:
        connection.execute(story_table.update().values(advance_due=True))
    done = _advance(engine)
    assert (done.stories, done.events_new, done.delivery_ids, _due(engine)) == (1, 0, (), 0)


def test_advancing_again_does_nothing(engine: Engine) -> None:
    """Nothing is due, so nothing is written."""
    store(engine, collapse())
    _advance(engine)
    assert _advance(engine) == Advanced()
    assert _count(engine, tables.delivery) == 2


def test_a_story_that_is_marked_again_makes_no_second_row(engine: Engine) -> None:
    """Deciding twice is harmless."""
    store(engine, collapse())
    _advance(engine)
    with engine.begin() as connection:
        connection.execute(story_table.update().values(advance_due=True))
    assert _advance(engine).delivery_ids == ()
    assert (_count(engine, tables.event), _count(engine, tables.delivery)) == (1, 2)


def test_copies_in_one_batch_and_in_later_ones_are_told_once(engine: Engine) -> None:
    """The text is found in the database as well as in the same transaction."""
    store(engine, collapse(), collapse(outlet="بوابة الساحل"))
    _advance(engine)
    store(engine, collapse(outlet="أصداء", title="عاجل"))
    done = _advance(engine, now=NOW + hours(1))
    assert (done.events_new, done.events_changed, done.delivery_ids) == (0, 1, ())
    with reading(engine) as connection:
        (found,) = find_events(connection)
    assert (len(found.reports), found.sources, found.revision) == (3, 1, 1)


def test_a_risen_toll_edits_and_replies_and_mails(engine: Engine) -> None:
    """Five dead, then twelve in another outlet's words: one event, one update on each channel."""
    store(engine, collapse())
    _advance(engine)
    store(engine, collapse_later(), at=NOW + hours(5))
    done = _advance(engine, now=NOW + hours(5))
    assert (done.events_new, done.events_changed) == (0, 1)
    assert _kinds(engine)[2:] == [("telegram", "edit", 2), ("telegram", "reply", 2), ("mailto", "reply", 2)]


def test_two_reports_of_one_batch_are_one_step(engine: Engine) -> None:
    """What came together is told together."""
    store(engine, collapse(), collapse_later())
    _advance(engine, now=NOW + hours(5))
    assert _kinds(engine) == [("telegram", "new", 2), ("mailto", "new", 2)]


def _edit(engine: Engine, identity: int, read: ReadStory, at: datetime) -> None:
    """The outlet changes the text under the same address, as the crawler keeps it."""
    with reading(engine) as connection:
        url = connection.execute(select(story_table.c.url).where(story_table.c.id == identity)).scalar_one()
    assert store(engine, replace(read, story=replace(read.story, url=url)), at=at) == []


def test_an_edited_figure_corrects_what_was_told(engine: Engine) -> None:
    """The outlet makes five out of nine: one event, one correction on each channel, and the old figure is gone."""
    (identity,) = store(engine, collapse())
    _advance(engine)
    fewer = collapse(
        title="أربعة قتلى بانهيار مبنى في حلب", figures=(figure(4, cause=Cause.COLLAPSE, place="حي الشعار"),)
    )
    _edit(engine, identity, fewer, NOW + hours(1))
    done = _advance(engine, now=NOW + hours(1))
    assert (done.events_new, done.events_changed, _count(engine, tables.event)) == (0, 1, 1)
    assert _kinds(engine)[2:] == [("telegram", "edit", 2), ("telegram", "reply", 2), ("mailto", "reply", 2)]
    with reading(engine) as connection:
        (event,) = find_events(connection)
    assert [(line.min, line.max) for line in event.toll if line.outcome is Outcome.KILLED] == [(4, 4)]
    assert [report.title for report in event.reports] == ["أربعة قتلى بانهيار مبنى في حلب"]


def test_a_story_that_takes_its_victims_back_is_told_as_corrected(engine: Engine) -> None:
    """Without flags it would make no event of its own; the event that it made says that its source withdrew."""
    (identity,) = store(engine, collapse())
    _advance(engine)
    _edit(engine, identity, read_story("لا ضحايا في انهيار مبنى حلب", "نفى الدفاع المدني سقوط ضحايا."), NOW + hours(1))
    _advance(engine, now=NOW + hours(1))
    with reading(engine) as connection:
        bodies = connection.execute(
            select(tables.alert.c.reason, tables.alert.c.body).order_by(tables.alert.c.id)
        ).all()
    told = alert_from_json(bodies[-1].body)
    assert (bodies[-1].reason, told.toll, len(told.previous)) == ("corrected", (), 2)
    assert "لم يعد مصدره يذكر ضحايا" in mail_text(told, "ar", ZoneInfo("UTC"), NOW + hours(1)).text


def test_a_stub_that_is_filled_in_becomes_news(engine: Engine) -> None:
    """A bare headline raised no flag; the whole story under the same address does."""
    (identity,) = store(engine, read_story("عاجل من حلب", "عاجل من حلب."))
    assert _advance(engine).events_new == 0
    _edit(engine, identity, collapse(), NOW + hours(1))
    done = _advance(engine, now=NOW + hours(1))
    assert (done.events_new, len(done.delivery_ids)) == (1, 2)


def test_an_edit_that_changes_nothing_told_tells_nobody(engine: Engine) -> None:
    """A mended comma is a revision of the story, not of the event."""
    (identity,) = store(engine, collapse())
    _advance(engine)
    _edit(engine, identity, collapse(text=COLLAPSE + " ولا تزال عمليات البحث مستمرة."), NOW + hours(1))
    done = _advance(engine, now=NOW + hours(1))
    assert (done.stories, done.delivery_ids) == (1, ())
    with reading(engine) as connection:
        assert [event.revision for event in find_events(connection)] == [1]


def test_another_accident_is_another_event(engine: Engine) -> None:
    """Also when the look-up by words finds the first."""
    other = read_story(
        "مصرع ثلاثة عمال في طرطوس",
        COLLAPSE_ELSEWHERE,
        outlet="مرآة الفرات",
        figures=(figure(3, cause=Cause.COLLAPSE, place="طرطوس", country="SY"),),
    )
    store(engine, collapse(), other)
    assert _advance(engine).events_new == 2


def _strike(place: str, country: str, text: str, cause: Cause | None = Cause.DRONE) -> ReadStory:
    return read_story(f"هجوم في {place}", text, figures=(figure(1, cause=cause, place=place, country=country),))


def _severities(engine: Engine) -> list[Severity]:
    with reading(engine) as connection:
        return [event.severity for event in sorted(find_events(connection), key=lambda event: event.id)]


def test_the_first_attack_of_a_month_is_graver_than_the_next(engine: Engine) -> None:
    """In its country and by its cause, once Rasid has watched for so long; an accident and another country's do not
    count."""
    first = _strike("المكلا", "YE", "سقطت طائرة مسيرة على سوق السمك في المكلا وقتلت بائعا.")
    month = NOW + NOVEL_FOR
    store(engine, first)
    _advance(engine)
    second = _strike("عمان", "JO", "قتلت شظايا مسيرة اعترضتها الدفاعات راعيا قرب الأزرق شرقي عمان.")
    third = _strike("معان", "JO", "انفجرت مسيرة مفخخة بشاحنة وقود عند جسر معان فمات سائقها.")
    fourth = _strike("العقبة", "JO", "دهست حافلة سياحية حمالا أمام ميناء العقبة.", Cause.ROAD_ACCIDENT)
    for days, one in enumerate((second, third, fourth)):
        now = month + hours(24 * days)
        store(engine, replace(one, story=replace(one.story, published=now)), at=now)
        _advance(engine, now=now)
    assert _severities(engine) == [Severity.NOTICE, Severity.SERIOUS, Severity.NOTICE, Severity.NOTICE]


def test_an_attack_whose_cause_is_told_later_is_found_to_be_the_first_then(engine: Engine) -> None:
    """Its country and cause are looked up when they are known, and once."""
    store(engine, collapse())
    _advance(engine)
    month = NOW + NOVEL_FOR
    text = "قُتل راع قرب الأزرق شرقي عمان فجر اليوم وفتحت قوات الأمن تحقيقا في الحادث."
    unknown = _strike("الأزرق", "JO", text, None)
    (identity,) = store(engine, replace(unknown, story=replace(unknown.story, published=month)), at=month)
    _advance(engine, now=month)
    _edit(engine, identity, _strike("الأزرق", "JO", f"{text} وقال الجيش إن مسيرة قتلته."), month + hours(1))
    _advance(engine, now=month + hours(1))
    assert _severities(engine)[1:] == [Severity.SERIOUS]


def test_archive_and_silent_stories_make_events_but_tell_nobody(engine: Engine) -> None:
    """First contact with a feed is no storm."""
    store(engine, collapse(), at=NOW + hours(30))
    store(engine, collapse_later(), alerting=False, at=NOW + hours(5))
    done = _advance(engine, now=NOW + hours(30))
    assert (done.events_new, done.delivery_ids, _count(engine, tables.alert)) == (1, (), 0)


def test_the_subscription_that_told_an_event_tells_how_it_goes_on(engine: Engine) -> None:
    """In its language, also where another one of the same reader stands before it."""
    diplomats = Subscription(name="diplomats", to=(CHAT,), flags=("diplomacy",), language="en")
    store(engine, collapse())
    _advance(engine, diplomats, DESK)
    store(engine, collapse_later(), at=NOW + hours(5))
    _advance(engine, diplomats, DESK, now=NOW + hours(5))
    with reading(engine) as connection:
        told = {row["subscription"] for row in delivery_rows(connection) if row["channel"] == "telegram"}
    assert told == {"desk"}


def test_one_recipient_of_two_subscriptions_is_told_once(engine: Engine) -> None:
    """The first that matches tells it."""
    store(engine, collapse())
    _advance(engine, DESK, Subscription(name="night", to=(CHAT,)))
    assert _kinds(engine) == [("telegram", "new", 1), ("mailto", "new", 1)]


def test_quiet_hours_hold_the_row_and_move_its_deadline(engine: Engine) -> None:
    """It is promised now and due in the morning; the deadline counts from then."""
    store(engine, collapse())
    _advance(engine, Subscription(name="desk", to=(CHAT,), quiet="10:00-14:00"))
    with reading(engine) as connection:
        (row,) = delivery_rows(connection)
    assert (row["not_before"], row["deadline_at"]) == (NOW + hours(2), NOW + hours(8))


@contextmanager
def _fails_at(engine: Engine, statement: str, error: Exception, value: object = None) -> Iterator[None]:
    """Makes the database driver fail at a statement, or only at those that carry a value."""

    def fail(_connection: Any, _cursor: Any, sql: str, parameters: Any, _context: Any, _many: bool) -> None:
        if sql.startswith(statement) and (value is None or repr(value) in repr(parameters)):
            raise error

    event.listen(engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", fail)


def test_a_story_that_cannot_be_placed_blocks_no_other(engine: Engine) -> None:
    """It is set aside with the reason, and nothing half of it stays."""
    poison, fine = store(engine, collapse(title="خبر مسموم"), collapse_later(title="سليم"))
    with _fails_at(engine, "INSERT INTO event (", ValueError("poison"), "خبر مسموم"):
        done = _advance(engine, now=NOW + hours(5))
    assert (done.stories, done.unplaced, done.events_new, _due(engine)) == (2, 1, 1, 0)
    with reading(engine) as connection:
        noted = connection.execute(select(tables.unplaced.c.story_id, tables.unplaced.c.error)).all()
        linked = connection.execute(select(tables.event_story.c.story_id)).scalars().all()
    assert [tuple(row) for row in noted] == [(poison, "ValueError: poison")]
    assert linked == [fine]


def test_a_story_that_cannot_be_told_keeps_its_event(engine: Engine) -> None:
    """The deliveries are undone together and the reason is kept."""
    (identity,) = store(engine, collapse())
    with _fails_at(engine, "INSERT INTO delivery", ValueError("poison"), "desk@example.org"):
        done = _advance(engine)
    assert (done.events_new, done.delivery_ids, done.unplaced) == (1, (), 1)
    assert (_count(engine, tables.delivery), _count(engine, tables.alert)) == (0, 0)
    with reading(engine) as connection:
        assert connection.execute(select(tables.unplaced.c.story_id)).scalars().all() == [identity]


def test_a_failure_of_the_database_undoes_the_whole_batch(engine: Engine) -> None:
    """Either all of it is there or none: the story is still due."""
    store(engine, collapse())
    full = OperationalError("INSERT", {}, Exception("disk full"))
    with _fails_at(engine, "INSERT INTO delivery", full), pytest.raises(OperationalError):
        _advance(engine)
    assert (_due(engine), _count(engine, tables.event), _count(engine, tables.delivery)) == (1, 0, 0)
    assert len(_advance(engine).delivery_ids) == 2


def test_a_story_that_is_being_edited_is_left_for_the_next_time(postgres_engine: Engine) -> None:
    """Its words of before would take the mark off that the edit sets, and nobody would hear of the edit."""
    engine = postgres_engine  # SQLite's writers are one at a time
    first, second = store(engine, collapse(), collapse_later())
    with writing(engine) as editing:
        editing.execute(update(story_table).where(story_table.c.id == first).values(revision=2))
        assert _advance(engine, now=NOW + hours(1)).stories == 1
    with reading(engine) as connection:
        due = connection.execute(select(story_table.c.id).where(story_table.c.advance_due == True))  # noqa: E712
        assert due.scalars().all() == [first]
    assert _advance(engine, now=NOW + hours(2)).stories == 1
    assert second > first


def test_deliveries_have_a_key_of_their_own(engine: Engine) -> None:
    """channel|recipient|event|revision|kind."""
    store(engine, collapse())
    _advance(engine, Subscription(name="desk", to=(CHAT,)))
    with reading(engine) as connection:
        (key,) = connection.execute(select(tables.delivery.c.dedup_key)).scalars()
    assert key == f"telegram|-100|1|1|{DeliveryKind.NEW.value}"
