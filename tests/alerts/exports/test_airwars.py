"""A happening in the terms of Airwars."""

import hashlib
from dataclasses import replace
from typing import Any

from alerts.exports.airwars import airwars_incident
from alerts.exports.happening import Happening
from alerts.exports.violence import LeftOut
from crawler.facts.figure import Cause, Group, Outcome, PlacePrecision, Qualifier
from tests.alerts.exports.samples import IDLIB, dated, happening, killed, of, period, strike
from tests.alerts.making import NOW


def incident(told: Happening, **options: bool) -> dict[str, Any]:
    """The incident of a happening."""
    found = airwars_incident(told, **options)
    assert not isinstance(found, LeftOut), found
    return found


def harm(found: dict[str, Any]) -> dict[str, Any]:
    """The bounds that are not nought."""
    return {name: value for name, value in found.items() if name.endswith(("_min", "_max")) and value != 0}


def test_a_strike_is_an_incident() -> None:
    """Where, when, who is suspected, and how many of whom."""
    found = incident(happening(strike(), event=12))
    names = ("unique_reference_code", "incident_date", "incident_date_type", "country", "location_name", "strike_type")
    assert [found[name] for name in names] == ["RASID-12", "2026-04-30", "exact", "Syria", "Idlib", "Airstrike"]
    assert found["location_name_arabic"] == "إدلب"
    assert found["geolocations"] == [{"latitude": 35.93, "longitude": 36.63, "geolocation_accuracy": "city"}]
    assert found["belligerents"] == [{"term": "الطيران الروسي", "type": "Suspected"}]
    assert found["strike_status_proposed"] == "single_source_claim"
    assert found["harm_status_proposed"] == "weak"
    assert found["civilian_status"] == "assumed"  # of the five who were hurt nobody says who they are
    assert harm(found) == {
        "civilian_non_combatants_killed_min": 9,
        "civilian_non_combatants_killed_max": 9,
        "children_killed_min": 3,
        "children_killed_max": 3,
        "civilian_non_combatants_injured_min": 5,
        "civilian_non_combatants_injured_max": 5,
    }


def test_every_source_stands_with_its_own_count() -> None:
    """The words and their offsets lead back to the text whose digest is given."""
    read = strike()
    other = strike(title="أخرى", outlet="مرآة الفرات", figures=[killed(7, cause=Cause.AIRSTRIKE, quote="قُتل 9")])
    found = incident(happening(read, other, event=12))
    assert found["independent_sources"] == 2
    first, second = found["sources"]
    assert (first["name"], first["url"], first["language"]) == ("نداء الشام", read.story.url, "ar")
    assert (first["first_seen"], first["published"]) == (NOW.isoformat(), NOW.isoformat())
    assert first["sha256"]["text"] == hashlib.sha256(read.story.text.encode()).hexdigest()
    assert [count["min"] for count in first["counts"]] == [9, 3, 5]
    assert [count["min"] for count in second["counts"]] == [7]
    count = first["counts"][0]
    assert read.story.text[count["start"] : count["end"]] == count["quote"] == "قُتل 9 مدنيين"
    assert (found["civilian_non_combatants_killed_min"], found["civilian_non_combatants_killed_max"]) == (7, 9)


def test_what_is_open_above_is_null() -> None:
    """And how a word without a number was read stands beside it."""
    found = incident(of(killed(2, most=None, qualifier=Qualifier.VAGUE, group=Group.CHILDREN, cause=Cause.SHELLING)))
    assert (found["children_killed_min"], found["children_killed_max"]) == (2, None)
    assert found["sources"][0]["counts"][0]["reading"] == "rasid"
    assert found["strike_type"] == "Artillery"


def test_people_are_taken_for_civilians_but_not_in_clashes() -> None:
    """That they are is said to be assumed; in clashes, or with fighters among them, nobody can tell."""
    bombed = incident(of(killed(4, cause=Cause.AIRSTRIKE)))
    assert (bombed["civilian_non_combatants_killed_min"], bombed["civilian_status"]) == (4, "assumed")
    fought = incident(of(killed(4, cause=Cause.CLASHES)))
    mixed = incident(of(killed(4, cause=Cause.AIRSTRIKE), killed(1, group=Group.FIGHTERS, among=0)))
    for found in (fought, mixed):
        assert (found["civilian_non_combatants_killed_min"], found["undetermined_killed_min"]) == (0, 4)
        assert found["civilian_status"] == "stated"
    assert mixed["belligerents_killed_min"] == 1
    soldiers = incident(of(killed(3, group=Group.SOLDIERS, cause=Cause.AIRSTRIKE)))
    assert harm(soldiers) == {"member_of_armed_forces_killed_min": 3, "member_of_armed_forces_killed_max": 3}
    assert (soldiers["civilian_harm_reported"], soldiers["harm_status_proposed"]) == (False, None)


def test_what_is_proposed_of_the_harm() -> None:
    """Weak for one source, fair for two where a belligerent is named; nothing before sources were compared."""
    named = strike()
    unnamed = strike(figures=[killed(4, cause=Cause.AIRSTRIKE)])
    other = replace(unnamed, story=replace(unnamed.story, outlet="مرآة الفرات", url="https://b.example/1"))
    assert incident(happening(named, event=1))["harm_status_proposed"] == "weak"
    assert incident(happening(named, other, event=1))["harm_status_proposed"] == "fair"
    both = incident(happening(unnamed, other, event=1))
    assert both["harm_status_proposed"] is None
    assert both["harm_status_note"] == "2 independent sources, no belligerent is named"
    alone = incident(happening(named))
    assert (alone["harm_status_proposed"], alone["harm_status_note"]) == (None, "not compared with other sources yet")


def test_rival_claims_are_contested() -> None:
    """Two sources that each name another doer; two that name the same agree."""
    first = strike()
    rival = strike(outlet="مرآة", figures=[killed(9, cause=Cause.AIRSTRIKE, actor="الجيش التركي")])
    assert incident(happening(first, rival, event=1))["strike_status_proposed"] == "contested_strike"
    assert incident(happening(first, strike(outlet="مرآة"), event=1))["strike_status_proposed"] == "likely_strike"
    assert incident(of(killed(2, cause=Cause.MINE)))["strike_status_proposed"] is None


def test_a_country_is_no_geolocation() -> None:
    """Airwars has no such accuracy."""
    where = replace(IDLIB, precision=PlacePrecision.COUNTRY)
    found = incident(of(dated(killed(1, cause=Cause.MINE), period(), where)))
    assert found["geolocations"] == []


def test_accidents_are_left_out_unless_asked_for() -> None:
    """With no belligerent and no strike."""
    told = of(killed(4, cause=Cause.FLOOD), killed(1, outcome=Outcome.INJURED, cause=Cause.FLOOD))
    assert airwars_incident(told) is LeftOut.ACCIDENT
    found = incident(told, all_causes=True)
    assert (found["strike_type"], found["belligerents"], found["cause_of_death"]) == (None, [], "flood")
