"""Two events are found to be one, and a story to be of another, only where that is sure."""

from dataclasses import replace

import pytest

from alerts.events.event import Event
from alerts.events.joining import begin, join
from alerts.events.matching import place
from alerts.events.profile import Profile, profile_of
from alerts.events.rejoining import Linked, leaving, link
from crawler.facts.figure import Cause
from crawler.understanding import ReadStory
from tests.alerts.making import COLLAPSE_ELSEWHERE, NOW, collapse, collapse_later, figure, hours, kept, read_story

FLASH = read_story(
    "عاجل: دوي قوي في حلب",
    "هز دوي قوي حيا شرقي مدينة حلب، وسط أنباء عن ضحايا، فيما توجهت سيارات الإسعاف إلى الشعار.",
    outlet="نبض",
    figures=(figure(2, most=None, cause=Cause.COLLAPSE, country="SY"),),
)


def _profile(number: int, read: ReadStory) -> Profile:
    return profile_of(kept(number, read))


def _event(number: int, read: ReadStory) -> Event:
    account = kept(number, read)
    return replace(begin(account, profile_of(account), now=NOW), id=number)


def _elsewhere(number: int = 2) -> Event:
    return _event(
        number,
        read_story(
            "مصرع ثلاثة عمال بانهيار سقف ورشة في طرطوس",
            COLLAPSE_ELSEWHERE,
            outlet="مرآة الفرات",
            figures=(figure(3, cause=Cause.COLLAPSE, place="طرطوس", country="SY"),),
        ),
    )


def test_events_whose_first_reports_are_surely_alike_are_one() -> None:
    """As after an edit that told the place."""
    found = link(_event(1, collapse()), _event(2, collapse_later()))
    assert found is not None
    assert (found.how, found.bridge) == (Linked.BEGINNINGS_ALIKE, None)
    assert found.score > 0.8


def test_a_report_that_surely_tells_of_both_makes_them_one() -> None:
    """Though the two first reports have little in common."""
    one, other = _event(1, collapse()), _event(2, FLASH)
    assert link(one, other) is None
    bridge = replace(_profile(3, collapse_later()), words={**one.profiles[0].words, **other.profiles[0].words})
    found = link(one, other, bridge=bridge)
    assert found is not None
    assert (found.how, found.bridge) == (Linked.BRIDGED, 3)


def test_two_accidents_are_not_one_because_a_report_names_both() -> None:
    """Their beginnings deny it."""
    one, other = _event(1, collapse()), _elsewhere()
    both = replace(_profile(3, collapse_later()), words={**one.profiles[0].words, **other.profiles[0].words})
    assert link(one, other, bridge=both) is None


@pytest.mark.parametrize("apart", [True, False])
def test_hands_and_time_keep_events_apart(apart: bool) -> None:
    """What people parted stays parted, and so does what was told weeks apart."""
    late = collapse_later(published=NOW + hours(24 * 20))
    assert link(_event(1, collapse()), _event(2, collapse_later() if apart else late), by_hand=apart) is None


def _joined() -> Event:
    account = kept(2, collapse_later())
    profile = profile_of(account)
    event = _event(1, collapse())
    return join(event, account, profile, place(profile, None, [event], now=NOW + hours(5)), now=NOW + hours(5))


def test_an_edit_may_show_that_a_story_is_of_another_event() -> None:
    """With what speaks against."""
    event = _joined()
    assert leaving(event, _profile(2, collapse_later(title="ارتفاع ضحايا بناية حلب إلى 13"))) is None
    elsewhere = replace(_elsewhere().profiles[0], story_id=2, at=NOW + hours(5))
    found = leaving(event, elsewhere)
    assert found is not None
    assert found.reasons
    assert all(reason.weight < 0 for reason in found.reasons)
    assert leaving(event, elsewhere, by_hand=True) is None


def test_the_only_report_of_an_event_stays_whatever_it_says() -> None:
    """Its own earlier words do not count either."""
    assert leaving(_event(1, collapse()), replace(_elsewhere().profiles[0], story_id=1)) is None
