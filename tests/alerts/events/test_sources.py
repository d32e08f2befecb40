"""Forty outlets that print one wire are one source."""

import pytest

from alerts.events.event import EventReport, Relation
from alerts.events.sources import agency_behind, agency_of, sources_of
from tests.alerts.making import NOW


def _report(story_id: int, outlet: str, *, of: int | None = None, agency: str | None = None) -> EventReport:
    return EventReport(
        story_id=story_id,
        outlet=outlet,
        title="",
        url="",
        published=NOW,
        at=NOW,
        relation=Relation.SAME_EVENT,
        alerting=True,
        of_story_id=of,
        agency=agency,
    )


def _count(*reports: EventReport) -> int:
    return len(set(sources_of(reports).values()))


def test_copies_of_copies_are_one_source() -> None:
    """Whatever each of them points at."""
    assert _count(_report(1, "أ"), _report(2, "ب", of=1), _report(3, "ج", of=2)) == 1


def test_texts_of_one_agency_and_an_outlets_own_updates_are_one_source() -> None:
    """Two takes of a wire have other words and the same witness."""
    assert _count(_report(1, "أ", agency="afp"), _report(2, "ب", agency="afp"), _report(3, "ج")) == 2
    assert _count(_report(1, "نداء الشام"), _report(2, "نداء الشام")) == 1


def test_an_outlet_that_prints_two_agencies_makes_no_one_source_of_them() -> None:
    """Its own words stand by themselves then; beside one agency's copy they may be drawn from it."""
    two = (_report(1, "أ", agency="afp"), _report(2, "أ", agency="reuters"))
    assert _count(*two) == 2
    assert _count(*two, _report(3, "أ"), _report(4, "أ")) == 3
    assert _count(_report(1, "أ", agency="afp"), _report(2, "أ")) == 1


def test_other_texts_of_other_outlets_are_sources_of_their_own() -> None:
    """Independence is the default."""
    assert _count(_report(1, "أ"), _report(2, "ب"), _report(3, "ج", agency="reuters")) == 3


@pytest.mark.parametrize(("origin", "agency"), [(("AFP",), "AFP"), (("Reuters", "AFP"), None), ((), None)])
def test_the_one_agency_whose_copy_a_story_is(origin: tuple[str, ...], agency: str | None) -> None:
    """Two agencies are the outlet's own compilation."""
    assert agency_of(origin) == agency


def test_an_agency_is_the_origin_of_its_own_stories() -> None:
    """On its own site nothing credits it; a credit to another agency, or to two, outweighs its name."""
    assert agency_behind((), "وكالة الأناضول") == "AA"
    assert agency_behind(("AFP",), "وكالة الأناضول") == "AFP"
    assert agency_behind(("AFP", "Reuters"), "سانا") is None
    assert agency_behind((), "عنب بلدي") is None
