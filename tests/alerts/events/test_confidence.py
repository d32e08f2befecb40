"""The grade that is proposed for an event, by its independent sources."""

from typing import get_args

import pytest

from alerts.events.confidence import Confidence, confidence_of
from alerts.text.confidence import CONFIDENCE
from alerts.text.parties import Language
from crawler.facts.act import ActKind
from crawler.facts.figure import Cause, Group, Outcome, Scope
from tests.alerts.events.telling import Telling
from tests.alerts.making import act, figure

MINISTRY, ARMY, OFFICE = "وزارة الصحة", "الجيش الإسرائيلي", "المكتب الإعلامي الحكومي"


def test_one_source_is_one_whatever_the_number_of_copies_and_takes() -> None:
    """Also where an agency's copy is edited and carried on."""
    one = Telling()
    first = one.tell(0, "أ", figure(5), agency="AFP")
    one.tell(1, "ب", figure(5), copy_of=first)
    one.tell(2, "ج", figure(7), agency="AFP")
    assert confidence_of(one.known) is Confidence.SINGLE_SOURCE


def test_two_that_count_for_themselves_are_fair() -> None:
    """Also where their numbers differ as counts of one day do."""
    one = Telling()
    one.tell(0, "أ", figure(5))
    one.tell(1, "ب", figure(7))
    assert confidence_of(one.known) is Confidence.FAIR


def test_two_outlets_with_one_authority_behind_them_are_weak() -> None:
    """Both have it from the ministry; a third with its own count makes it fair."""
    one = Telling()
    one.tell(0, "أ", figure(5, attribution=MINISTRY))
    one.tell(1, "ب", figure(5, attribution="وزارة الصحة في غزة"))
    assert confidence_of(one.known) is Confidence.WEAK
    one.tell(2, "ج", figure(5, attribution="الهلال الأحمر"))
    assert confidence_of(one.known) is Confidence.FAIR


def test_a_second_source_that_does_not_count_the_dead_is_weak() -> None:
    """It tells of the injured only, or only that it happened."""
    one = Telling()
    one.tell(0, "أ", figure(5))
    one.tell(1, "ب", figure(20, outcome=Outcome.INJURED))
    assert confidence_of(one.known) is Confidence.WEAK


def test_dealings_are_attested_by_who_tells_of_the_main_one() -> None:
    """A meeting that two outlets tell of; a second outlet that tells of another dealing attests nothing."""
    one = Telling()
    one.tell(0, "أ", acts=(act(ActKind.MEETING, "JO", "TR"),))
    one.tell(1, "ب", acts=(act(ActKind.AID, "TR", "SY"),))
    assert confidence_of(one.known) is Confidence.WEAK
    one.tell(2, "ج", acts=(act(ActKind.MEETING, "JO", "TR"),))
    assert confidence_of(one.known) is Confidence.FAIR


def test_rival_tolls_of_one_report_are_contested() -> None:
    """Forty by the office and fourteen by the army, in a single report."""
    one = Telling()
    one.tell(0, "أ", figure(40, attribution=OFFICE), figure(14, attribution=ARMY))
    assert confidence_of(one.known) is Confidence.CONTESTED


@pytest.mark.parametrize(
    ("first", "second", "grade"),
    [
        pytest.param((0, 40), (4, 14), Confidence.CONTESTED, id="fewer than half, said later"),
        pytest.param((0, 14), (2, 40), Confidence.FAIR, id="fewer, said earlier: the count went on"),
        pytest.param((0, 12), (4, 9), Confidence.FAIR, id="a matter of counting"),
        pytest.param((0, 4), (4, 2), Confidence.FAIR, id="twice as many, but two people"),
    ],
)
def test_tolls_that_cannot_be_reconciled_are_contested(
    first: tuple[float, int], second: tuple[float, int], grade: Confidence
) -> None:
    """Twice as many and five people more, and no matter of the hour."""
    one = Telling()
    one.tell(first[0], "أ", figure(first[1]))
    one.tell(second[0], "ب", figure(second[1]))
    assert confidence_of(one.known) is grade


def test_a_rival_that_was_corrected_is_no_rival() -> None:
    """The forty was taken back by who said it."""
    one = Telling()
    forty = one.tell(0, "أ", figure(40))
    one.tell(4, "ب", figure(14))
    one.edit(forty, 5, figure(15))
    assert confidence_of(one.known) is Confidence.FAIR


def test_rival_doers_are_contested_and_two_names_of_one_are_not() -> None:
    """Blamed are two states; «قوات الاحتلال» and the Israeli army are one."""
    strike = Cause.AIRSTRIKE
    one = Telling()
    one.tell(0, "أ", figure(5, cause=strike, actor="الطيران الروسي"))
    one.tell(1, "ب", figure(5, cause=strike, actor="الجيش الإسرائيلي"))
    assert confidence_of(one.known) is Confidence.CONTESTED
    same = Telling()
    same.tell(0, "أ", figure(5, cause=strike, actor="قوات الاحتلال"))
    same.tell(1, "ب", figure(5, cause=strike, actor="الجيش الإسرائيلي"))
    assert confidence_of(same.known) is Confidence.FAIR


def test_an_unknown_doer_and_the_sides_of_clashes_contest_nothing() -> None:
    """Armed men of whom no more is said may be anybody's; in clashes each side kills."""
    one = Telling()
    one.tell(0, "أ", figure(5, actor="مسلحون مجهولون"))
    one.tell(1, "ب", figure(5, actor="داعش"))
    assert confidence_of(one.known) is Confidence.FAIR
    clashes = Telling()
    clashes.tell(0, "أ", figure(5, cause=Cause.CLASHES, actor="الجيش السوداني"))
    clashes.tell(1, "ب", figure(6, cause=Cause.CLASHES, actor="قوات الدعم السريع"))
    assert confidence_of(clashes.known) is Confidence.FAIR


def test_totals_of_another_time_and_parts_contest_nothing() -> None:
    """Forty thousand since the war began; three children among twelve."""
    one = Telling()
    one.tell(0, "أ", figure(12), figure(40_000, scope=Scope.BACKGROUND))
    one.tell(1, "ب", figure(12), figure(3, group=Group.CHILDREN, among=0))
    assert confidence_of(one.known) is Confidence.FAIR


def test_each_grade_has_a_word_in_each_language() -> None:
    """Airwars' own words, and «مصدر واحد»."""
    assert set(CONFIDENCE) == set(get_args(Language))
    assert all(set(words) == set(Confidence) for words in CONFIDENCE.values())
    assert CONFIDENCE["ar"][Confidence.CONTESTED] == "متنازع عليها"
