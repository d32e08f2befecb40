"""A story that tells of two happenings in the database: each event has its part, also after an edit."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Engine, select

from alerts import tables
from alerts.advance import Advanced, advance
from alerts.events.event import Event
from alerts.store import find_events
from alerts.subscriptions import Recipient, Subscription
from crawler.facts.figure import Outcome
from crawler.news import Story
from crawler.reading import understand
from crawler.store.database import reading
from crawler.understanding import ReadStory
from tests.alerts.events.test_tellings import APART, FIRST
from tests.alerts.making import NOW, hours, store

DESK = Subscription(name="desk", to=(Recipient(channel="telegram", address="-100"),))


def _story(*paragraphs: str, outlet: str = "صدى الساحل") -> ReadStory:
    return understand(
        Story(
            title="أربعة قتلى بانفجار سيارة في سرمدا",
            text="\n\n".join(paragraphs),
            url="https://news.example/round-up",
            published=NOW,
            outlet=outlet,
        )
    )


def _advance(engine: Engine, now: datetime = NOW) -> Advanced:
    return advance(engine, (DESK,), now=now)


def _killed(engine: Engine) -> dict[str, list[int]]:
    """The dead of each event, by its title's first word."""
    with reading(engine) as connection:
        events: list[Event] = sorted(find_events(connection), key=lambda event: event.id)
    return {
        event.title.split()[0]: [one.min for one in event.figures if one.outcome is Outcome.KILLED] for event in events
    }


def test_each_event_has_its_own_figures_and_alert(engine: Engine) -> None:
    """One story, two events, two messages."""
    store(engine, _story(FIRST, APART))
    done = _advance(engine)
    assert (done.stories, done.events_new, len(done.delivery_ids)) == (1, 2, 2)
    assert _killed(engine) == {"أربعة": [4], "وفي": [3]}
    with reading(engine) as connection:
        linked = connection.execute(select(tables.event_story.c.event_id, tables.event_story.c.story_id)).all()
    assert sorted(map(tuple, linked)) == [(1, 1), (2, 1)]


def test_an_edit_of_one_part_changes_one_event(engine: Engine) -> None:
    """The other stays as it was told."""
    store(engine, _story(FIRST, APART))
    _advance(engine)
    store(engine, _story(FIRST, APART.replace("ثلاثة أطفال مصرعهم", "خمسة أطفال مصرعهم")), at=NOW + hours(1))
    done = _advance(engine, NOW + hours(1))
    assert (done.events_new, done.events_changed) == (0, 2)
    assert _killed(engine) == {"أربعة": [4], "وفي": [5]}
    with reading(engine) as connection:
        assert {event.id: event.revision for event in find_events(connection)} == {1: 1, 2: 2}


def test_a_part_that_an_edit_takes_away_is_told_of_no_more(engine: Engine) -> None:
    """Its event has no figure left; the other is untouched."""
    store(engine, _story(FIRST, APART))
    _advance(engine)
    store(engine, _story(FIRST), at=NOW + hours(1))
    _advance(engine, NOW + hours(1))
    assert _killed(engine) == {"أربعة": [4], "وفي": []}


def test_a_part_that_an_edit_adds_begins_an_event(engine: Engine) -> None:
    """The story goes on telling of the first."""
    store(engine, _story(FIRST))
    _advance(engine)
    store(engine, _story(FIRST, APART), at=NOW + hours(1))
    done = _advance(engine, NOW + hours(1))
    assert (done.events_new, done.events_changed) == (1, 1)
    assert _killed(engine) == {"أربعة": [4], "وفي": [3]}


def test_a_copy_of_the_whole_joins_both(engine: Engine) -> None:
    """And tells nobody anything."""
    store(engine, _story(FIRST, APART))
    _advance(engine)
    copy = _story(FIRST, APART, outlet="بوابة المشرق")
    store(engine, replace(copy, story=replace(copy.story, url="https://other.example/1")), at=NOW + hours(1))
    done = _advance(engine, NOW + hours(1))
    assert (done.events_new, done.events_changed, done.delivery_ids) == (0, 2, ())
    with reading(engine) as connection:
        assert [event.sources for event in find_events(connection)] == [1, 1]
