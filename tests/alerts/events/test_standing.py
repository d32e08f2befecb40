"""Which figures count: the latest word of each source, rivals side by side, and nothing that has passed."""

import pytest

from crawler.facts.figure import CasualtyFigure, Cause, Group, Outcome, Qualifier, Scope
from tests.alerts.events.telling import Telling
from tests.alerts.making import figure

MINISTRY, ARMY, OFFICE = "وزارة الصحة", "الجيش الإسرائيلي", "المكتب الإعلامي الحكومي"


def earlier(count: int, attribution: str | None = None) -> CasualtyFigure:
    return figure(count, scope=Scope.BACKGROUND, attribution=attribution)


def test_the_same_authority_in_another_outlet_goes_on_counting() -> None:
    """Twelve by the ministry end the five by the ministry at once, whoever prints them."""
    one = Telling()
    one.tell(0, "أ", figure(5, attribution=MINISTRY))
    one.tell(1, "ب", figure(12, attribution="وزارة الصحة في غزة"))
    assert one.range() == (12, 12)
    assert one.standings() == [(1, 5, "overtaken"), (2, 12, "stands")]


def test_an_authority_that_names_nobody_is_no_voice() -> None:
    """A medical source here and a medical source there are two people."""
    one = Telling()
    one.tell(0, "أ", figure(5, attribution="مصدر طبي"))
    one.tell(1, "ب", figure(7, attribution="مصدر طبي"))
    assert one.range() == (5, 7)


def test_a_lower_number_by_the_same_authority_is_no_correction_unless_it_says_so() -> None:
    """An outlet that is late prints the count of an hour ago by the same name."""
    one = Telling()
    one.tell(0, "أ", figure(12, attribution=MINISTRY))
    one.tell(1, "ب", figure(9, attribution=MINISTRY))
    assert one.range() == (9, 12)


def test_a_report_that_says_a_toll_was_lowered_ends_the_higher_one_of_everybody() -> None:
    """«خفضت الوزارة الحصيلة من 12 إلى 9»."""
    one = Telling()
    one.tell(0, "أ", figure(12, attribution=MINISTRY))
    one.tell(1, "ب", figure(12))
    one.tell(6, "ج", figure(9, attribution=MINISTRY), earlier(12, attribution=MINISTRY))
    assert one.range() == (9, 9)
    assert one.standings() == [(1, 12, "corrected"), (2, 12, "corrected"), (3, 9, "stands")]


def test_a_higher_total_of_another_time_corrects_nothing() -> None:
    """Twelve here, and «31 منذ بداية العام»; nor does a rival's number that is only mentioned."""
    one = Telling()
    one.tell(0, "أ", figure(31))
    one.tell(1, "ب", figure(12, attribution=ARMY), earlier(31, attribution=OFFICE))
    assert one.range() == (12, 31)


def test_a_late_print_of_a_count_that_had_passed_is_no_rival() -> None:
    """A slow outlet prints the five that everybody had before the twelve."""
    one = Telling()
    one.tell(0, "أ", figure(5))
    one.tell(1, "أ", figure(12))
    one.tell(2, "ب", figure(5))
    assert one.range() == (12, 12)
    assert one.standings() == [(1, 5, "replaced"), (2, 12, "stands"), (3, 5, "stale")]


def test_a_late_print_is_known_also_where_time_alone_made_the_count_pass() -> None:
    """Five, hours later twelve by another, then five again."""
    one = Telling()
    one.tell(0, "أ", figure(5))
    one.tell(5, "ب", figure(12))
    one.tell(6, "ج", figure(5))
    assert one.range() == (12, 12)


def test_a_lower_number_that_nobody_gave_before_is_a_rival() -> None:
    """It can be no print of an old count."""
    one = Telling()
    one.tell(0, "أ", figure(5))
    one.tell(1, "أ", figure(12))
    one.tell(2, "ب", figure(8))
    assert one.range() == (8, 12)


def test_another_named_authority_that_repeats_a_number_is_a_rival() -> None:
    """The army says the five that the ministry once said."""
    one = Telling()
    one.tell(0, "أ", figure(5, attribution=MINISTRY))
    one.tell(1, "أ", figure(12, attribution=MINISTRY))
    one.tell(2, "ب", figure(5, attribution=ARMY))
    assert one.range() == (5, 12)


def test_an_outlet_that_says_fewer_than_before_has_changed_its_mind() -> None:
    """Its latest word counts, also where it goes back to its first."""
    one = Telling()
    one.tell(0, "أ", figure(5))
    one.tell(1, "أ", figure(12))
    one.tell(2, "أ", figure(5))
    assert one.range() == (5, 5)


def test_a_slow_print_of_an_agencys_first_take_takes_nothing_back() -> None:
    """The agency's second take stands, though an outlet prints the first one after it in words of its own."""
    one = Telling()
    one.tell(0, "أ", figure(5), agency="AFP")
    one.tell(1, "ب", figure(12), agency="AFP")
    one.tell(2, "ج", figure(5), agency="AFP")
    assert (one.range(), one.known.sources) == ((12, 12), 1)


def test_rivals_that_one_report_names_stay_rivals_however_late_the_other_speaks() -> None:
    """Forty by the office and fourteen by the army; hours later the office says 52."""
    one = Telling()
    one.tell(0, "أ", figure(40, attribution=OFFICE), figure(14, attribution=ARMY))
    one.tell(6, "ب", figure(52, attribution=OFFICE))
    assert one.range() == (14, 52)


def test_of_two_rivals_only_the_one_who_speaks_again_is_replaced() -> None:
    """The outlet tells the office's new number, and the army has not spoken since."""
    one = Telling()
    one.tell(0, "أ", figure(40, attribution=OFFICE), figure(14, attribution=ARMY))
    one.tell(6, "أ", figure(45, attribution=OFFICE))
    assert one.range() == (14, 45)
    one.tell(8, "أ", figure(46))
    assert one.range() == (46, 46)


def test_a_joint_count_neither_widens_nor_overtakes() -> None:
    """«60 بين قتيل وجريح» may be no dead at all; beside twelve dead it says nothing of the dead."""
    one = Telling()
    one.tell(0, "أ", figure(12))
    one.tell(6, "ب", figure(0, most=60, qualifier=Qualifier.RANGE))
    assert one.range() == (12, 12)
    alone = Telling()
    alone.tell(0, "ب", figure(0, most=60, qualifier=Qualifier.RANGE))
    assert alone.range() == (0, 60)


def test_ranges_of_two_sources_make_one_from_the_lowest_to_the_highest() -> None:
    """«بين 10 و15» beside 12, and beside 18."""
    one = Telling()
    one.tell(0, "أ", figure(10, most=15, qualifier=Qualifier.RANGE))
    one.tell(1, "ب", figure(12))
    one.tell(2, "ج", figure(18))
    assert one.range() == (10, 18)


def test_a_vague_word_after_an_exact_one_of_another_source_changes_nothing() -> None:
    """«عشرات» hours after 27; but «عشرات» hours after 4 is a count that has gone on."""
    dozens = figure(10, most=None, qualifier=Qualifier.VAGUE)
    one = Telling()
    one.tell(0, "أ", figure(27))
    one.tell(5, "ب", dozens)
    assert one.range() == (27, 27)
    other = Telling()
    other.tell(0, "أ", figure(4))
    other.tell(5, "ب", dozens)
    assert other.range() == (10, None)


def test_a_source_that_words_its_total_otherwise_later_still_has_one_total() -> None:
    """21 migrants, then 24 people of the same boat."""
    one = Telling()
    one.tell(0, "أ", figure(21, group=Group.MIGRANTS))
    one.tell(2, "أ", figure(24))
    assert [(line.group, line.min, line.max) for line in one.known.toll] == [(Group.PEOPLE, 24, 24)]


def test_groups_that_a_source_tells_one_by_one_are_not_one_total() -> None:
    """Nine civilians, then three soldiers; the total of another source stands beside the soldiers."""
    one = Telling()
    one.tell(0, "أ", figure(9, group=Group.CIVILIANS))
    one.tell(1, "أ", figure(3, group=Group.SOLDIERS))
    one.tell(2, "ب", figure(12))
    assert [(line.group, line.min, line.max) for line in one.known.toll] == [
        (Group.PEOPLE, 9, 12),
        (Group.SOLDIERS, 3, 3),
    ]


@pytest.mark.parametrize("outlet", ["أ", "ب"])
def test_a_group_that_is_told_of_later_is_no_lower_toll(outlet: str) -> None:
    """Two children died of their wounds: the outlet does not take ten back, and another does not contest them."""
    one = Telling()
    one.tell(0, "أ", figure(12))
    one.tell(5, outlet, figure(2, group=Group.CHILDREN))
    assert [(line.group, line.min, line.max) for line in one.known.toll] == [
        (Group.PEOPLE, 12, 12),
        (Group.CHILDREN, 2, 2),
    ]


def test_a_part_goes_with_the_toll_that_held_it() -> None:
    """Three children among twelve are no part of the two that the outlet corrects itself to."""
    one = Telling()
    one.tell(0, "أ", figure(12), figure(3, group=Group.CHILDREN, among=0))
    assert one.range(group=Group.CHILDREN) == (3, 3)
    one.tell(1, "أ", figure(2))
    assert (one.range(), one.range(group=Group.CHILDREN)) == ((2, 2), None)


def test_what_is_out_of_order_comes_to_the_same_toll() -> None:
    """Reports are seen in any order; what they say was said when it was said."""
    said = [(0.0, "أ", figure(5)), (1.0, "ب", figure(7)), (5.0, "ج", figure(12)), (6.0, "د", figure(11))]
    orders = ([0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1])
    tolls = []
    for order in orders:
        one = Telling()
        for place in order:
            after, outlet, count = said[place]
            one.tell(after, outlet, count, seen=8)
        tolls.append(one.known.toll)
    assert {(line.min, line.max) for toll in tolls for line in toll} == {(11, 12)}


def test_copies_say_nothing_of_their_own() -> None:
    """Ten copies of the first take do not hold the toll down, nor make it surer."""
    one = Telling()
    first = one.tell(0, "أ", figure(5))
    for number in range(10):
        one.tell(2, f"ناقل {number}", figure(5), copy_of=first)
    one.tell(4, "ب", figure(12))
    assert (one.range(), one.known.sources, len(one.entries())) == ((12, 12), 2, 2)


def test_parts_of_a_happening_in_one_report_are_no_rivals() -> None:
    """Four in one town and seven in another, without a sum: at least seven, and the four are kept as of a part."""
    one = Telling()
    one.tell(0, "أ", figure(4, place="درعا"), figure(7, place="السويداء"))
    assert (one.range(), one.standings()) == ((7, 7), [(1, 4, "aside"), (1, 7, "stands")])


def test_a_reports_own_number_has_a_rival_in_a_named_authority_only() -> None:
    """Four are dead, «وقال مصدر محلي إن زوجين قضيا في سيارتهما»; but the army says that it was fourteen, not forty."""
    one = Telling()
    one.tell(0, "أ", figure(4), figure(2, attribution="مصدر محلي"))
    assert one.range() == (4, 4)
    other = Telling()
    other.tell(0, "أ", figure(40), figure(14, attribution=ARMY))
    assert other.range() == (14, 40)
    both = Telling()
    both.tell(0, "أ", figure(40, attribution="مصدر طبي"), figure(14, attribution="مصدر أمني"))
    assert both.range() == (14, 40)


def test_the_cause_told_last_is_the_cause() -> None:
    """An explosion turns out to be a strike."""
    one = Telling()
    one.tell(0, "أ", figure(5, cause=Cause.EXPLOSION))
    one.tell(4, "ب", figure(9, cause=Cause.AIRSTRIKE), figure(3, outcome=Outcome.INJURED))
    assert one.known.toll[0].cause is Cause.AIRSTRIKE
