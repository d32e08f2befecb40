"""Each hint is seen where it is, and only there."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from alerts.events.hints import Why, hints
from alerts.events.profile import Profile, profile_of
from crawler.facts.act import ActKind, DiplomaticAct
from crawler.understanding import ReadStory
from tests.alerts.making import NOW, act, collapse, collapse_later, hours, kept, read_story

FIRST = profile_of(kept(1, collapse()))
LATER = profile_of(kept(2, collapse_later()))


def _sizes(one: Profile, other: Profile) -> dict[Why, float]:
    return {hint.why: hint.size for hint in hints(one, other)}


def test_two_reports_of_one_collapse_have_it_in_common() -> None:
    """Words, place, site, cause, and a toll that rose."""
    sizes = _sizes(FIRST, LATER)
    assert {Why.RARE_WORDS, Why.PLACE, Why.CAUSE, Why.TOLL_ROSE, Why.FOLLOWS_UP} <= set(sizes)
    assert not {Why.PLACE_DIFFERS, Why.SITE_DIFFERS, Why.TOLL_FELL, Why.DAY_DIFFERS} & set(sizes)


def test_the_order_of_the_two_does_not_matter() -> None:
    """Which of them is the later one is seen by their times."""
    assert _sizes(FIRST, LATER) == _sizes(LATER, FIRST)


def test_sizes_are_between_nothing_and_all() -> None:
    """Nothing that is not there is told."""
    assert all(0 < size <= 1 for size in _sizes(FIRST, LATER).values())
    assert all(0 < size <= 1 for size in _sizes(FIRST, FIRST).values())


@pytest.mark.parametrize(
    ("changes", "why", "size"),
    [
        ({"sites": ("bus",)}, Why.SITE_DIFFERS, 0.5),
        ({"sites": ("bus",), "follows_up": False}, Why.SITE_DIFFERS, 1.0),
        ({"killed": 4}, Why.TOLL_FELL, 0.5),
        ({"killed": 90}, Why.TOLL_LEAPT, 1.0),
        ({"days": (date(2026, 5, 3),), "day": date(2026, 5, 3), "newly_told": True}, Why.DAY_DIFFERS, 1.0),
        ({"days": (date(2026, 5, 3),), "day": date(2026, 5, 3)}, Why.DAY_OF_WHAT_CAME_AFTER, 0.5),
        ({"days": (date(2026, 5, 3), date(2026, 5, 1)), "day": date(2026, 5, 3)}, Why.DAY, 0.6),
        ({"flags": ("diplomacy",)}, Why.FLAG_DIFFERS, 1.0),
        ({"reacts": True}, Why.REACTION, 1.0),
        ({"digest": True}, Why.DIGEST, 1.0),
        ({"spots": (("طرطوس",),), "around": (), "words": {}, "follows_up": False}, Why.PLACE_DIFFERS, 1.0),
    ],
)
def test_a_difference_speaks_against(changes: dict[str, Any], why: Why, size: float) -> None:
    """And says less where the story tells what came after."""
    changed = replace(LATER, **changes)
    assert _sizes(replace(FIRST, sites=("home",)), changed)[why] == size


def test_one_form_for_two_places_has_only_its_phrases_in_common() -> None:
    """However many they are; a report in words of its own has not."""
    form = "قُتل ثلاثة عمال اليوم في انهيار مبنى قيد الإنشاء في مدينة {}، وقالت السلطات إن فرق الإنقاذ أنهت عملها مساء."
    one, other = (
        profile_of(kept(number, collapse(title="ضحايا انهيار", text=form.format(place))))
        for number, place in enumerate(("حلب", "البصرة"), 1)
    )
    assert Why.SAME_PHRASES in _sizes(one, other)
    assert Why.SAME_PHRASES not in _sizes(one, replace(one, story_id=3))
    assert Why.SAME_PHRASES not in _sizes(FIRST, LATER)


def test_a_vague_toll_neither_leaps_nor_falls() -> None:
    """«قتلى» may be 2 or 90, and «عشرات» 10 or 90."""
    few, many = replace(FIRST, killed=2, vague_toll=True), replace(LATER, killed=10, vague_toll=True)
    assert Why.TOLL_LEAPT not in _sizes(few, replace(LATER, killed=90))
    assert Why.TOLL_LEAPT in _sizes(replace(few, vague_toll=False), replace(LATER, killed=90))
    assert Why.TOLL_FELL not in _sizes(replace(FIRST, killed=90), many)
    assert Why.TOLL_FELL in _sizes(replace(FIRST, killed=90), replace(many, vague_toll=False))


def test_a_toll_that_is_corrected_did_not_fall() -> None:
    """«خطأ في الإحصاء»."""
    assert Why.TOLL_FELL not in _sizes(FIRST, replace(LATER, killed=4, corrects=True))


def _dealing(text: str, *acts: DiplomaticAct) -> Profile:
    read: ReadStory = read_story("لقاء", text, acts=acts, published=NOW + hours(len(text) / 100))
    return profile_of(kept(len(text), read))


def test_one_ministers_meetings_with_two_others_are_two() -> None:
    """Unless the other is only left out by the reader of acts and named in the story."""
    greek = _dealing("التقى الوزير المصري نظيره اليوناني في نيويورك.", act(ActKind.MEETING, "EG", "GR"))
    cypriot = _dealing("التقى الوزير المصري نظيره القبرصي في نيويورك بعد الظهر.", act(ActKind.MEETING, "EG", "CY"))
    both = _dealing("التقى الوزير المصري نظيريه اليوناني والقبرصي في نيويورك معا.", act(ActKind.MEETING, "EG", "CY"))
    assert Why.COUNTERPART_DIFFERS in _sizes(greek, cypriot)
    assert Why.COUNTERPART_DIFFERS in _sizes(greek, replace(both, parties=("EG", "CY")))
    assert Why.DEALING not in _sizes(greek, cypriot)


def test_a_meeting_of_two_is_not_the_summit_of_three() -> None:
    """Though two are the same, in the same town on the same day."""
    two = _dealing("عقد الرئيسان المصري والإريتري مباحثات في أسمرة.", act(ActKind.MEETING, "EG", "ER"))
    three = _dealing("اتفق رؤساء مصر وإريتريا والصومال في قمة ثلاثية في أسمرة.", act(ActKind.SUMMIT, "EG", "ER", "SO"))
    assert _sizes(two, three)[Why.THIRD_PARTY] == 1.0


def test_stories_without_facts_have_only_words_in_common() -> None:
    """The weather of two days."""
    rain = [read_story("طقس", f"أمطار على الساحل {word}", flags=()) for word in ("غزيرة", "خفيفة")]
    assert Why.NO_FACTS in _sizes(*(profile_of(kept(number, one)) for number, one in enumerate(rain, 1)))
    assert Why.NO_FACTS not in _sizes(FIRST, LATER)
