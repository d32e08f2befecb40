"""Two events become one with the ledger of both, and one becomes two; what a person did, no machine undoes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from alerts.alert import AlertReason, Severity
from alerts.changes import changes
from alerts.decide import alert_of
from alerts.events.event import Event, Regrouped, Relation, event_from_json, event_to_json
from alerts.events.joining import COMPARED
from alerts.events.merging import By, may_join, may_merge, may_split, merged, named, split, with_copies
from crawler.facts.act import ActKind, ActStatus
from crawler.facts.figure import Group, Outcome
from tests.alerts.events.telling import Telling
from tests.alerts.making import NOW, act, figure, hours

LATER = NOW + timedelta(days=1)
HAND = By(who="مها", note="الحادثة نفسها")


def _two() -> tuple[Telling, Telling]:
    """One happening that was taken for two: five dead, then twelve with children by an agency."""
    one, other = Telling(first=1), Telling(first=11)
    one.tell(0, "أ", figure(5, attribution="الدفاع المدني"))
    one.tell(1, "ب", figure(5, attribution="الدفاع المدني"), copy_of=1)
    other.tell(4, "ج", figure(12), figure(3, group=Group.CHILDREN, among=0), agency="AFP")
    other.tell(5, "د", figure(12), copy_of=11)
    return one, other


def _merge(one: Telling, other: Telling, *, by_hand: bool = True) -> Event:
    return merged(one.known, other.known, now=LATER, by_hand=by_hand, by=HAND if by_hand else None)


def test_the_older_goes_on_with_the_ledger_of_both() -> None:
    """The toll is that of both ledgers, as if all had been one from the beginning."""
    one, other = _two()
    for pair in ((one, other), (other, one)):
        whole = _merge(*pair)
        assert (whole.id, whole.title, whole.first_seen_at) == (1, one.known.title, one.known.first_seen_at)
        assert [report.story_id for report in whole.reports] == [1, 2, 11, 12]
        assert [(line.outcome, line.group, line.min, line.max) for line in whole.toll] == [
            (Outcome.KILLED, Group.PEOPLE, 12, 12),
            (Outcome.KILLED, Group.CHILDREN, 3, 3),
        ]
        assert (whole.sources, whole.severity) == (2, Severity.URGENT)
        assert whole.changed_at == LATER


def test_only_one_report_is_the_first() -> None:
    """What was new by itself is a report among others."""
    whole = _merge(*_two())
    relations = [report.relation for report in whole.reports]
    assert relations == [Relation.NEW, Relation.NEAR_DUPLICATE, Relation.SAME_EVENT, Relation.NEAR_DUPLICATE]


def test_an_agency_in_both_is_one_source() -> None:
    """Sources are counted over the reports of both."""
    one, other = Telling(first=1), Telling(first=11)
    one.tell(0, "أ", figure(5), agency="AFP")
    other.tell(1, "ب", figure(6), agency="AFP")
    assert _merge(one, other).sources == 1


def test_the_revision_is_above_both_and_the_change_is_no_new_event() -> None:
    """Whoever was told of either is told what changed."""
    one, other = _two()
    whole = merged(replace(one.known, revision=3), replace(other.known, revision=7), now=LATER, by_hand=True)
    assert whole.revision == 8
    told_one = alert_of(one.known, (AlertReason.NEW_EVENT,), None, now=NOW)
    told_other = alert_of(other.known, (AlertReason.NEW_EVENT,), None, now=NOW)
    assert changes(told_one, whole)[0].reason is AlertReason.TOLL_ROSE
    assert changes(told_other, whole)[0].reason is AlertReason.CONFIRMED


def test_a_story_of_both_is_one_report() -> None:
    """A round-up had joined both."""
    one, other = Telling(first=1), Telling(first=1)
    one.tell(0, "أ", figure(5))
    other.tell(0, "أ", figure(5))
    other.event = replace(other.known, id=2)
    whole = _merge(one, other)
    assert (len(whole.reports), len(whole.figures)) == (1, 1)


def test_edits_and_history_of_both_are_kept() -> None:
    """What was taken back, and what was merged before."""
    one, other = _two()
    other.edit(11, 6, figure(11))
    whole = _merge(one, other)
    assert [past.min for past in whole.past_figures] == [12, 3]
    (past,) = whole.history
    assert (past.what, past.event_id, past.story_ids, past.who, past.note, past.by_hand) == (
        Regrouped.MERGED,
        11,
        (11, 12),
        "مها",
        "الحادثة نفسها",
        True,
    )


def test_dealings_of_both_are_one_list_with_the_latest_status() -> None:
    """A visit announced in one, and made in the other."""
    one, other = Telling(first=1), Telling(first=11)
    one.tell(0, "أ", acts=(act(ActKind.VISIT, "JO", "TR", status=ActStatus.ANNOUNCED),))
    other.tell(20, "ب", acts=(act(ActKind.VISIT, "TR", "JO"),))
    assert [line.status for line in _merge(one, other).acts] == [ActStatus.HAPPENED]


def test_what_a_merging_brought_is_always_compared_with() -> None:
    """Both ways of telling it are remembered, whatever number of reports follows."""
    one, other = _two()
    whole = _merge(one, other)
    one.event = whole
    for after in range(30, 45):
        one.first = 100
        one.tell(after, f"ناقل {after}", figure(12))
    remembered = {profile.story_id for profile in one.known.profiles}
    assert {1, 11} <= remembered
    assert len(remembered) <= 2 + 2 * COMPARED


def test_stories_leave_with_their_figures_and_the_rest_is_corrected() -> None:
    """Twelve were of another building."""
    whole = Telling()
    whole.tell(0, "أ", figure(5))
    whole.tell(1, "ب", figure(7))
    whole.tell(4, "ج", figure(12), figure(20, outcome=Outcome.INJURED))
    rest, part = split(whole.known, [3], now=LATER, by_hand=True, by=HAND)
    assert [(line.min, line.max) for line in rest.toll] == [(5, 7)]
    assert [(line.outcome, line.min) for line in part.toll] == [(Outcome.KILLED, 12), (Outcome.INJURED, 20)]
    assert (part.id, part.revision, part.title, part.sources) == (0, 1, "خبر 3", 1)
    assert (rest.id, rest.revision, rest.title, rest.sources) == (1, whole.known.revision + 1, "خبر 1", 2)
    assert part.first_seen_at == NOW + hours(4)
    told = alert_of(whole.known, (AlertReason.NEW_EVENT,), None, now=NOW)
    assert changes(told, rest)[0].reason is AlertReason.CORRECTED


def test_both_sides_know_where_the_other_went() -> None:
    """With who, when and why."""
    whole = Telling()
    whole.tell(0, "أ", figure(5))
    whole.tell(1, "ب", figure(7))
    rest, part = split(whole.known, [2], now=LATER, by_hand=True, by=HAND)
    rest = named(rest, replace(part, id=9))
    assert [(past.what, past.event_id, past.story_ids) for past in rest.history] == [(Regrouped.SPLIT_OFF, 9, (2,))]
    assert [(past.what, past.event_id, past.at) for past in part.history] == [(Regrouped.SPLIT_FROM, 1, LATER)]


def test_the_first_story_takes_the_title_along() -> None:
    """What is left is called by its own first report."""
    whole = Telling()
    whole.tell(0, "أ", figure(5))
    whole.tell(1, "ب", figure(7))
    rest, part = split(whole.known, [1], now=LATER, by_hand=True)
    assert (rest.title, part.title) == ("خبر 2", "خبر 1")
    assert [report.relation for report in rest.reports] == [Relation.NEW]


def test_copies_go_with_the_text_that_they_copy() -> None:
    """Also copies of copies; and a copy that alone is taken out speaks for itself."""
    whole = Telling()
    whole.tell(0, "أ", figure(5))
    two = whole.tell(1, "ب", figure(7))
    copy = whole.tell(2, "ج", figure(7), copy_of=two)
    whole.tell(3, "د", figure(7), copy_of=copy)
    assert with_copies(whole.known, [two]) == (2, 3, 4)
    assert with_copies(whole.known, [copy]) == (3, 4)
    _, part = split(whole.known, (3, 4), now=LATER, by_hand=True, accounts=list(whole.accounts.values()))
    assert [report.relation for report in part.reports] == [Relation.NEW, Relation.NEAR_DUPLICATE]
    assert [(figure.story_id, figure.min) for figure in part.figures] == [(3, 7)]


def test_an_agreed_split_and_merge_give_back_the_event() -> None:
    """Parting and putting together again changes nothing that readers are shown."""
    whole = Telling()
    whole.tell(0, "أ", figure(5))
    whole.tell(1, "ب", figure(7))
    whole.tell(4, "ج", figure(12))
    rest, part = split(whole.known, [2], now=LATER, by_hand=True)
    part = replace(part, id=9)
    again = merged(named(rest, part), part, now=LATER, by_hand=True)
    assert (again.toll, again.sources, again.place) == (whole.known.toll, whole.known.sources, whole.known.place)
    assert (again.kept_out, again.apart) == ((), ())


def test_the_machine_does_not_put_back_what_a_person_parted() -> None:
    """Neither the story nor the event, and not by merging either; a person may."""
    whole = Telling()
    whole.tell(0, "أ", figure(5))
    whole.tell(1, "ب", figure(7))
    rest, part = split(whole.known, [2], now=LATER, by_hand=True)
    part = replace(part, id=9)
    rest = named(rest, part)
    assert (may_join(rest, 2), may_join(rest, 3), may_join(part, 1)) == (False, True, False)
    assert not may_merge(rest, part)
    with pytest.raises(ValueError, match="parted by hand"):
        merged(rest, part, now=LATER, by_hand=False)
    assert merged(rest, part, now=LATER, by_hand=True).id == 1


def test_an_event_that_takes_in_the_parted_one_is_parted_too() -> None:
    """Merged with a third, the split story still cannot come back."""
    whole, third = Telling(), Telling(first=21)
    whole.tell(0, "أ", figure(5))
    whole.tell(1, "ب", figure(7))
    third.tell(2, "ج", figure(7))
    rest, part = split(whole.known, [2], now=LATER, by_hand=True)
    part = replace(part, id=9)
    wider = merged(part, third.known, now=LATER, by_hand=False)
    assert not may_merge(named(rest, part), wider)


def test_the_machine_does_not_part_what_a_person_put_together() -> None:
    """But may part a story that came later."""
    one, other = _two()
    whole = _merge(one, other)
    one.event, one.first = whole, 100
    late = one.tell(48, "ه", figure(30))
    assert not may_split(one.known, [11, 12])
    assert not may_split(one.known, [1])
    assert may_split(one.known, [late])
    with pytest.raises(ValueError, match="put together by hand"):
        split(one.known, [11, 12], now=LATER, by_hand=False)


def test_what_the_machine_did_the_machine_may_undo() -> None:
    """Later evidence may say otherwise."""
    one, other = _two()
    whole = _merge(one, other, by_hand=False)
    assert may_split(whole, [11, 12])
    rest, part = split(whole, [11, 12], now=LATER, by_hand=False)
    assert may_merge(rest, replace(part, id=9))
    assert may_join(rest, 11)


@pytest.mark.parametrize("ids", [(), (1, 2), (7,)])
def test_a_side_without_stories_is_refused(ids: tuple[int, ...]) -> None:
    """And so is a story of another event."""
    whole = Telling()
    whole.tell(0, "أ", figure(5))
    whole.tell(1, "ب", figure(7))
    with pytest.raises(ValueError, match="event 1"):
        split(whole.known, ids, now=LATER, by_hand=True)


def test_a_merged_event_survives_the_way_through_json() -> None:
    """History, what was kept out and what was taken back are kept."""
    one, other = _two()
    other.edit(11, 6, figure(11))
    whole = _merge(one, other)
    assert event_from_json(event_to_json(whole)) == whole
