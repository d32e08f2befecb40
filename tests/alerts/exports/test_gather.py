"""What is exported comes from both databases alike: events with their stories, stories of no event, and the choices."""

from datetime import timedelta

from sqlalchemy import Engine

from alerts.advance import advance
from alerts.exports.gather import EVENTS, Chosen, happenings, stories
from crawler.facts.act import ActKind
from tests.alerts.making import NOW, act, collapse, collapse_later, figure, read_story, store

LATER = NOW + timedelta(hours=6)


def _fill(engine: Engine) -> None:
    """One event of two reports, a casualty story of no event, talks, and a story without facts."""
    store(engine, collapse(), collapse_later())
    advance(engine, (), now=NOW)
    store(engine, read_story("قتيل في بيروت", "قتل شخص في بيروت.", figures=(figure(1, place="بيروت", country="LB"),)))
    talks = read_story("مباحثات مصرية تركية", "التقى الرئيسان.", acts=(act(ActKind.MEETING, "EG", "TR"),))
    store(engine, talks, at=LATER)
    store(engine, read_story("معرض الكتاب", "افتتح المعرض."))


def test_events_come_with_their_stories_and_then_the_stories_of_no_event(engine: Engine) -> None:
    """Both reports of the collapse are one happening."""
    _fill(engine)
    found = list(happenings(engine, Chosen()))
    assert [len(one.reports) for one in found] == [2, 1]
    assert [one.event is None for one in found] == [False, True]


def test_stories_carry_the_events_they_tell_of(engine: Engine) -> None:
    """In the order of their ids, with none left out."""
    _fill(engine)
    found = [(kept.read.story.title, len(events)) for kept, events in stories(engine, Chosen())]
    assert [count for _, count in found] == [1, 1, 0, 0, 0]


def test_a_choice_of_time_flag_and_country(engine: Engine) -> None:
    """Each narrows what is exported, by when it was first seen, by its flag, by the states of its facts."""
    _fill(engine)

    def titles(**choice: object) -> list[str]:
        return [kept.read.story.title for kept, _ in stories(engine, Chosen(**choice))]  # type: ignore[arg-type]

    assert titles(since=LATER) == ["مباحثات مصرية تركية"]
    assert "مباحثات مصرية تركية" not in titles(until=LATER)
    assert titles(flag="diplomacy") == ["مباحثات مصرية تركية"]
    assert titles(countries=frozenset({"LB"})) == ["قتيل في بيروت"]
    assert titles(countries=frozenset({"TR"})) == ["مباحثات مصرية تركية"]
    assert len(list(happenings(engine, Chosen(countries=frozenset({"SY"}))))) == 1


def test_more_events_than_one_piece_holds(engine: Engine) -> None:
    """Pieces follow each other without a gap or a repeat."""
    towns = ("حلب", "حمص", "حماة", "إدلب", "درعا", "الرقة", "اللاذقية", "طرطوس", "دير الزور", "السويداء")
    assert len(towns) > EVENTS
    for number, town in enumerate(towns, start=3):
        told = (figure(number, place=town, country="SY"),)
        store(engine, read_story(f"{number} قتلى في {town}", f"قتل {number} أشخاص في {town}.", figures=told))
    advance(engine, (), now=NOW)
    found = [happening.reports[0].story_id for happening in happenings(engine, Chosen())]
    assert len(found) == len(set(found)) == len(towns)
