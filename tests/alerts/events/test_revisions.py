"""How the toll changed, and why; and what of the ledger is kept apart."""

import random
from datetime import timedelta

from alerts.events.revisions import Reason, last_revisions, revisions_of
from alerts.events.toll_ledger import Kept, ledger_of
from crawler.facts.figure import CasualtyFigure, Group, Outcome, Qualifier, Scope
from tests.alerts.events.telling import Telling
from tests.alerts.making import NOW, figure, hours

MINISTRY, ARMY, OFFICE = "وزارة الصحة", "الجيش الإسرائيلي", "المكتب الإعلامي الحكومي"


def earlier(count: int, attribution: str | None = None) -> CasualtyFigure:
    return figure(count, scope=Scope.BACKGROUND, attribution=attribution)


def test_a_day_of_a_toll() -> None:
    """First report, another count, the count gone on, a confirmation, a rival, a correction."""
    one = Telling()
    one.tell(0, "أ", figure(5))
    one.tell(1, "ب", figure(7))
    one.tell(4, "ج", figure(12, attribution=MINISTRY), earlier(7))
    one.tell(5, "د", figure(12))
    one.tell(6, "ه", figure(31, attribution=OFFICE))
    one.tell(8, "ج", figure(11, attribution=MINISTRY), earlier(12, MINISTRY))
    assert one.steps() == [
        (1, (Reason.FIRST_REPORT,), "5"),
        (2, (Reason.RIVAL,), "5–7"),
        (3, (Reason.ROSE, Reason.OVERTAKEN), "12"),
        (4, (Reason.CONFIRMED,), "12"),
        (5, (Reason.RIVAL,), "12–31"),
        (6, (Reason.CORRECTED_DOWN,), "11–31"),
    ]
    assert one.range() == (11, 31)


def test_copies_repeats_and_late_prints_are_no_steps() -> None:
    """Nobody learns anything from them."""
    one = Telling()
    first = one.tell(0, "أ", figure(5))
    one.tell(0.5, "ب", figure(5), copy_of=first)
    one.tell(1, "أ", figure(5))
    one.tell(2, "أ", figure(12))
    one.tell(3, "ج", figure(5))
    assert one.steps() == [(1, (Reason.FIRST_REPORT,), "5"), (4, (Reason.ROSE,), "12")]


def test_a_source_corrects_itself() -> None:
    """Its own later report says fewer."""
    one = Telling()
    one.tell(0, "أ", figure(12))
    one.tell(1, "أ", figure(9))
    assert one.steps()[1:] == [(2, (Reason.CORRECTED_DOWN,), "9")]


def test_the_next_number_of_an_authority_in_another_outlet_is_its_rise() -> None:
    """The ministry by one outlet, then by another."""
    one = Telling()
    one.tell(0, "أ", figure(5, attribution=MINISTRY))
    one.tell(1, "ب", figure(9, attribution=MINISTRY))
    assert one.steps()[1:] == [(2, (Reason.ROSE,), "9")]


def test_an_authoritys_number_in_another_outlet_is_no_rival_of_anybody() -> None:
    """The ministry's three had a rival already when another outlet printed it."""
    one = Telling()
    one.tell(0, "أ", figure(2))
    one.tell(1, "ب", figure(3, attribution=MINISTRY))
    one.tell(2, "ج", figure(3, attribution=MINISTRY))
    assert one.steps() == [(1, (Reason.FIRST_REPORT,), "2"), (2, (Reason.RIVAL,), "2–3")]


def test_an_edit_that_lowers_raises_or_takes_back() -> None:
    """The outlet's own story says otherwise, at the time of the edit and not of the story."""
    one = Telling()
    story = one.tell(0, "أ", figure(12))
    one.edit(story, 2, figure(9))
    one.edit(story, 4, figure(10))
    one.edit(story, 6)
    assert one.steps() == [
        (1, (Reason.FIRST_REPORT,), "12"),
        (1, (Reason.CORRECTED_DOWN, Reason.EDITED), "9"),
        (1, (Reason.ROSE, Reason.EDITED), "10"),
        (1, (Reason.RETRACTED,), "–"),
    ]
    assert [one.at - NOW for one in revisions_of(one.known)] == [timedelta(hours=after) for after in (0, 2, 4, 6)]
    assert (one.range(), [state for _, _, state in one.standings()]) == (None, ["retracted"] * 3)


def test_an_edit_that_leaves_a_number_leaves_its_time() -> None:
    """The injured that the outlet adds are new, the dead are as old as the story."""
    one = Telling()
    story = one.tell(0, "أ", figure(12))
    one.edit(story, 5, figure(12), figure(20, outcome=Outcome.INJURED))
    assert [(entry.figure.min, entry.figure.at) for entry in one.entries()] == [(12, NOW), (20, NOW + hours(5))]
    assert one.steps(Outcome.INJURED) == [(1, (Reason.FIRST_REPORT,), "20")]


def test_an_edited_number_is_no_rival_of_what_was_said_before_the_edit() -> None:
    """Five at noon, edited to twelve in the evening; another said nine in between, and was overtaken."""
    one = Telling()
    story = one.tell(0, "أ", figure(5))
    one.tell(1, "ب", figure(9))
    one.edit(story, 6, figure(12))
    assert one.range() == (12, 12)
    assert one.steps()[-1] == (1, (Reason.ROSE, Reason.OVERTAKEN, Reason.EDITED), "12")


def test_a_late_report_stands_where_it_was_said() -> None:
    """Seen last, told in between: a step of its hour, marked as late."""
    one = Telling()
    one.tell(0, "أ", figure(5))
    one.tell(5, "ب", figure(12))
    one.tell(1, "ج", figure(7), seen=8)
    assert [(story, shown) for story, _, shown in one.steps()] == [(1, "5"), (3, "5–7"), (2, "12")]
    assert [entry.late for entry in one.entries()] == [False, True, False]
    assert one.range() == (12, 12)


def test_a_vague_word_is_made_exact() -> None:
    """By the source itself, and by another."""
    dozens = figure(10, most=None, qualifier=Qualifier.VAGUE)
    own, other = Telling(), Telling()
    for one, outlet in ((own, "أ"), (other, "ب")):
        one.tell(0, "أ", dozens)
        one.tell(1, outlet, figure(27))
        assert one.steps()[1:] == [(2, (Reason.MADE_EXACT,), "27")]


def test_parts_and_groups_are_added() -> None:
    """Children among the dead; soldiers beside civilians."""
    one = Telling()
    one.tell(0, "أ", figure(12, group=Group.CIVILIANS))
    one.tell(1, "أ", figure(12, group=Group.CIVILIANS), figure(3, group=Group.CHILDREN, among=0))
    one.tell(2, "ب", figure(4, group=Group.SOLDIERS))
    assert [(story, reasons) for story, reasons, _ in one.steps()] == [
        (1, (Reason.FIRST_REPORT,)),
        (2, (Reason.PART_ADDED,)),
        (3, (Reason.PART_ADDED,)),
    ]


def test_reports_of_one_moment_come_one_by_one() -> None:
    """An agency's round minute: two outlets at 12:00."""
    one = Telling()
    one.tell(0, "أ", figure(5))
    one.tell(0, "ب", figure(6))
    assert [(story, shown) for story, _, shown in one.steps()] == [(1, "5"), (2, "5–6")]


def test_totals_of_another_time_are_kept_apart() -> None:
    """The toll before is told from the toll of the war, and neither enters the toll, nor after an edit."""
    one = Telling()
    story = one.tell(0, "أ", figure(12), earlier(5), figure(40_000, scope=Scope.BACKGROUND))
    ledger = ledger_of(one.known)
    assert [(aside.entry.figure.min, aside.why) for aside in ledger.apart] == [
        (5, Kept.EARLIER),
        (40_000, Kept.CUMULATIVE),
    ]
    assert one.range() == (12, 12)
    one.edit(story, 1, figure(12), figure(41_000, scope=Scope.BACKGROUND))
    assert [aside.entry.figure.min for aside in ledger_of(one.known).apart] == [41_000]
    assert one.range() == (12, 12)


def test_the_ledger_names_outlet_origin_voice_and_evidence() -> None:
    """Whoever asks where a number comes from is answered."""
    one = Telling()
    one.tell(0, "أ", figure(12, attribution=MINISTRY), agency="AFP")
    (entry,) = one.entries()
    assert (entry.outlet, entry.agency, entry.figure.attribution, entry.source) == ("أ", "AFP", MINISTRY, 1)
    assert entry.figure.evidence == one.accounts[1].read.story.text


def test_after_every_step_the_range_is_the_one_that_readers_were_shown() -> None:
    """The last step of each line is what the toll says now."""
    one = Telling()
    one.tell(0, "أ", figure(5), figure(9, outcome=Outcome.INJURED))
    one.tell(1, "ب", figure(7, attribution=ARMY))
    two = one.tell(4, "ج", figure(12), figure(3, group=Group.CHILDREN, among=0))
    one.tell(5, "د", figure(31, attribution=OFFICE), figure(12, attribution=ARMY))
    one.edit(two, 6, figure(14))
    last = {}
    for step in revisions_of(one.known):
        last[step.line] = step.after
    shown = {(line.outcome, line.group, line.among): (line.min, line.max) for line in one.known.toll}
    for line, after in last.items():
        expected = shown.get((line.outcome, line.group, line.among))
        assert (None if after is None else (after.min, after.max)) == expected


def test_the_last_steps_are_found_from_the_end() -> None:
    """As the whole way would have it, after each of many reports, copies of numbers and edits; and none of nothing."""
    chance, found = random.Random(7), 0
    for _ in range(25):
        one, told = Telling(), []
        for hour in range(1, 13):
            numbers = [figure(chance.randint(1, 6), attribution=chance.choice([None, MINISTRY, ARMY]))
                       for _ in range(chance.randint(0, 2))]  # fmt: skip
            if told and chance.random() < 0.3:
                one.edit(chance.choice(told), hour, *numbers)
            else:
                told.append(one.tell(hour - chance.choice([0, 0, 1]), f"وسيلة {chance.randint(1, 5)}", *numbers))
            steps = revisions_of(one.known)
            found += bool(steps)
            last = [step for step in steps if (step.at, step.story_id) == (steps[-1].at, steps[-1].story_id)]
            assert list(last_revisions(one.known)) == last
    assert found > 200
