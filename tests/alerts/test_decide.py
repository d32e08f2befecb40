"""Who is told what: once when it happens, then what changed, and never a copy."""

from dataclasses import replace

import pytest

from alerts.alert import Alert, AlertReason, DeliveryKind
from alerts.decide import Decision, Silence, decide
from alerts.events.event import Event, Relation
from alerts.events.joining import begin, join
from alerts.events.matching import Placement
from alerts.events.profile import profile_of
from alerts.subscriptions import NoMatch, Recipient, Subscription
from crawler.facts.act import ActKind, ActStatus
from crawler.facts.figure import CasualtyFigure, Group, Outcome
from crawler.understanding import ReadStory
from tests.alerts.making import NOW, act, collapse, figure, hours, kept, read_story

DESK = Subscription(name="desk", to=(Recipient(channel="telegram", address="-1"),))


def _begun(read: ReadStory, *, alerting: bool = True) -> Event:
    account = kept(1, read, alerting=alerting)
    return replace(begin(account, profile_of(account), now=NOW), id=1)


def _joined(event: Event, read: ReadStory, relation: Relation = Relation.SAME_EVENT) -> Event:
    account = kept(len(event.reports) + 1, read)
    of = 1 if relation is Relation.NEAR_DUPLICATE else None
    return join(event, account, profile_of(account), Placement(relation=relation, event_id=1, of_story_id=of), now=NOW)


def _told(event: Event) -> Alert:
    alert = decide(event, DESK, None, can_edit=True, now=NOW).alert
    assert alert is not None
    return alert


def _report(*figures: CasualtyFigure, outlet: str = "نداء الشام", after: float = 1) -> ReadStory:
    return read_story("خبر", f"نص {outlet} {after}", outlet=outlet, published=NOW + hours(after), figures=figures)


def _followed(before: CasualtyFigure, *now: CasualtyFigure, outlet: str = "نداء الشام") -> tuple[Event, Alert]:
    """An event that was told with one toll, and stands at another."""
    first = _begun(_report(before, after=0))
    return _joined(first, _report(*now, outlet=outlet)), _told(first)


def _reason(decision: Decision) -> AlertReason | None:
    return None if decision.alert is None else decision.alert.reason


def _both(event: Event, told: Alert | None) -> tuple[Decision, Decision]:
    """What a channel that edits and one that only sends are told."""
    return decide(event, DESK, told, can_edit=True, now=NOW), decide(event, DESK, told, can_edit=False, now=NOW)


def test_a_new_event_is_a_new_message_everywhere() -> None:
    """The first time is a message."""
    for decision in _both(_begun(collapse()), None):
        assert (_reason(decision), decision.kinds) == (AlertReason.NEW_EVENT, (DeliveryKind.NEW,))


def test_an_event_that_is_not_for_them_says_which_filter() -> None:
    """A silence carries its reason."""
    decision = decide(_begun(collapse()), replace(DESK, countries=("EG",)), None, can_edit=True, now=NOW)
    assert (decision.silence, decision.match, decision.kinds) == (Silence.NOT_FOR_THEM, NoMatch.COUNTRY, ())


def test_who_heard_of_an_event_hears_on_whatever_the_filters() -> None:
    """A correction below `min_killed` must reach who was told the higher number."""
    event, told = _followed(figure(12), figure(4))
    assert _reason(decide(event, replace(DESK, min_killed=10), told, can_edit=True, now=NOW)) is AlertReason.CORRECTED


def test_old_and_silent_stories_are_told_to_nobody() -> None:
    """However grave."""
    assert (
        decide(_begun(collapse(), alerting=False), DESK, None, can_edit=True, now=NOW).silence is Silence.NOT_ALERTING
    )


def test_a_copy_is_told_to_nobody() -> None:
    """Forty outlets that print one wire are one message."""
    event = _begun(collapse())
    copied = _joined(event, collapse(outlet="بوابة الساحل"), Relation.NEAR_DUPLICATE)
    for decision in _both(copied, _told(event)):
        assert (decision.silence, decision.kinds) == (Silence.NOTHING_NEW, ())


EDIT, REPLY = DeliveryKind.EDIT, DeliveryKind.REPLY


@pytest.mark.parametrize(
    ("before", "now", "reason", "edits", "sends"),
    [
        pytest.param(figure(3), (figure(4),), AlertReason.TOLL_ROSE, (EDIT,), (), id="within a step"),
        pytest.param(figure(3), (figure(5),), AlertReason.TOLL_ROSE, (EDIT, REPLY), (REPLY,), id="past a step"),
        pytest.param(figure(144), (figure(190),), AlertReason.TOLL_ROSE, (EDIT,), (), id="within a step of hundreds"),
        pytest.param(figure(144), (figure(1002),), AlertReason.TOLL_ROSE, (EDIT, REPLY), (REPLY,), id="past many"),
        pytest.param(figure(12), (figure(9),), AlertReason.CORRECTED, (EDIT, REPLY), (REPLY,), id="corrected"),
        pytest.param(figure(12), (figure(11),), AlertReason.CORRECTED, (EDIT,), (), id="corrected within a step"),
        pytest.param(
            figure(6),
            (figure(6), figure(3, group=Group.CHILDREN, among=0)),
            AlertReason.NEW_GROUP,
            (EDIT, REPLY),
            (REPLY,),
            id="children among the killed",
        ),
        pytest.param(
            figure(4),
            (figure(4), figure(2, outcome=Outcome.INJURED)),
            AlertReason.NEW_GROUP,
            (EDIT,),
            (),
            id="few injured are known",
        ),
        pytest.param(
            figure(30, outcome=Outcome.INJURED),
            (figure(30, outcome=Outcome.INJURED), figure(1)),
            AlertReason.NEW_GROUP,
            (EDIT, REPLY),
            (REPLY,),
            id="the first dead",
        ),
        pytest.param(
            figure(5),
            (figure(5, actor="الجيش الإسرائيلي"),),
            AlertReason.NEW_ACTOR,
            (EDIT, REPLY),
            (REPLY,),
            id="a doer is named",
        ),
    ],
)
def test_a_change_of_the_facts(
    before: CasualtyFigure,
    now: tuple[CasualtyFigure, ...],
    reason: AlertReason,
    edits: tuple[DeliveryKind, ...],
    sends: tuple[DeliveryKind, ...],
) -> None:
    """An edit for each change; a sound, or another mail, only for a step."""
    event, told = _followed(before, *now)
    editing, sending = _both(event, told)
    assert (_reason(editing), editing.kinds) == (reason, edits)
    assert sending.kinds == sends
    assert (sending.silence is Silence.TOO_SMALL) is (not sends)


def test_other_words_for_the_same_people_are_told_to_nobody() -> None:
    """Twelve people who another outlet calls civilians are the twelve that were told."""
    event, told = _followed(figure(12), figure(12, group=Group.CIVILIANS))
    assert {decision.silence for decision in _both(event, told)} == {Silence.NOTHING_NEW}


def test_small_rises_add_up_to_a_step() -> None:
    """Compared is what this recipient was told last, not what stood an hour ago."""
    first = _begun(_report(figure(144), after=0))
    event, kinds = first, []
    for step, toll in enumerate((150, 180, 210), 1):
        event = _joined(event, _report(figure(toll), after=step))
        kinds.append(decide(event, DESK, _told(first), can_edit=False, now=NOW).kinds)
    assert kinds == [(), (), (REPLY,)]


@pytest.mark.parametrize("can_edit", [True, False])
def test_rival_tolls_that_take_turns_are_said_once_each(can_edit: bool) -> None:
    """5, then 12 and 9 in turns all day: the rise, the correction, and no more; 25 is news again."""
    event = _begun(_report(figure(5), after=0))
    told, aloud, silences = _told(event), [], set()
    for step, toll in enumerate((12, 9, 12, 9, 12, 9, 25), 1):
        event = _joined(event, _report(figure(toll), after=step))
        decision = decide(event, DESK, told, can_edit=can_edit, now=NOW)
        told = decision.alert or told
        silences.add(decision.silence)
        if decision.aloud:
            aloud.append((toll, _reason(decision)))
    assert aloud == [(12, AlertReason.TOLL_ROSE), (9, AlertReason.CORRECTED), (25, AlertReason.TOLL_ROSE)]
    assert (Silence.SAID_BEFORE in silences) is not can_edit


def test_several_changes_at_once_are_one_message_that_says_them_all() -> None:
    """What is worth a message leads; the rest is said beside it."""
    event, told = _followed(
        figure(3), figure(4, actor="الجيش الإسرائيلي"), figure(2, group=Group.WOMEN, among=0), outlet="مرآة الفرات"
    )
    editing, _ = _both(event, told)
    assert editing.alert is not None
    assert (editing.alert.reason, editing.alert.further) == (
        AlertReason.NEW_ACTOR,
        (AlertReason.NEW_GROUP, AlertReason.TOLL_ROSE, AlertReason.CONFIRMED),
    )
    assert editing.kinds == (EDIT, REPLY)


def test_rival_responsibility_is_told_as_contested() -> None:
    """Once; which of the two it was, the message goes on to show."""
    event, told = _followed(
        figure(5, actor="الجيش السوداني"), figure(5, actor="قوات الدعم السريع"), outlet="مرآة الفرات"
    )
    editing, sending = _both(event, told)
    assert (_reason(editing), _reason(sending), sending.kinds) == (
        AlertReason.CONTESTED,
        AlertReason.CONTESTED,
        (REPLY,),
    )
    assert editing.alert is not None
    assert (editing.alert.confidence, editing.alert.actors) == ("contested", ("الجيش السوداني", "قوات الدعم السريع"))
    again = _joined(event, _report(figure(5, actor="قوات الدعم السريع"), outlet="بوابة الساحل", after=2))
    assert decide(again, DESK, editing.alert, can_edit=False, now=NOW).kinds == ()


def test_the_same_doer_in_other_words_is_no_news() -> None:
    """«قوات الاحتلال» are «الجيش الإسرائيلي», and armed men are nobody."""
    event, told = _followed(figure(5, actor="الجيش الإسرائيلي"), figure(5, actor="قوات الاحتلال"))
    assert decide(event, DESK, told, can_edit=True, now=NOW).silence is Silence.NOTHING_NEW
    event, told = _followed(figure(5), figure(5, actor="مسلحون مجهولون"))
    assert decide(event, DESK, told, can_edit=True, now=NOW).silence is Silence.NOTHING_NEW


def test_what_was_told_before_steps_were_remembered_is_not_said_again() -> None:
    """An alert that an older version kept has no steps: those of its picture count as said."""
    event, told = _followed(figure(12, actor="الجيش الإسرائيلي"), figure(13, actor="الجيش الإسرائيلي"))
    old = replace(told, said=(), confidence=None, actors=())
    editing, sending = _both(event, old)
    assert (_reason(editing), editing.kinds, sending.kinds) == (AlertReason.TOLL_ROSE, (EDIT,), ())


def test_a_second_independent_source_edits_and_sends_nothing() -> None:
    """Confirmation is shown where it costs no noise."""
    event, told = _followed(figure(5), figure(5), outlet="مرآة الفرات")
    editing, sending = _both(event, told)
    assert (_reason(editing), editing.kinds) == (AlertReason.CONFIRMED, (EDIT,))
    assert sending.silence is Silence.TOO_SMALL


def test_a_second_source_is_the_first_message_for_who_asked_for_two() -> None:
    """Below their threshold nothing was told, so there is nothing to edit."""
    event, _ = _followed(figure(5), figure(5), outlet="مرآة الفرات")
    decision = decide(event, replace(DESK, min_sources=2), None, can_edit=True, now=NOW)
    assert (_reason(decision), decision.kinds) == (AlertReason.NEW_EVENT, (DeliveryKind.NEW,))


@pytest.mark.parametrize(
    ("status", "reason"),
    [(ActStatus.HAPPENED, AlertReason.ACT_HAPPENED), (ActStatus.CALLED_OFF, AlertReason.CALLED_OFF)],
)
def test_what_becomes_of_an_announced_act_is_said_aloud(status: ActStatus, reason: AlertReason) -> None:
    """It took place, or it did not."""
    first = _begun(read_story("ق", "ن", acts=(act(ActKind.SUMMIT, "AA", "BB", status=ActStatus.ANNOUNCED),)))
    event = _joined(
        first, read_story("ك", "م", published=NOW + hours(5), acts=(act(ActKind.SUMMIT, "AA", "BB", status=status),))
    )
    editing, sending = _both(event, _told(first))
    assert (_reason(editing), editing.kinds, sending.kinds) == (reason, (EDIT, REPLY), (REPLY,))


def test_a_dealing_of_weight_beside_a_told_one_is_said_aloud() -> None:
    """Two ministers met, as two outlets said; that they signed is news, and another meeting or call is none."""
    parties = ("EG", "TR")
    first = _begun(read_story("خبر", "نص", acts=(act(ActKind.MEETING, *parties),)))
    second = read_story("خبر", "نص ثان", outlet="صوت النيل", published=NOW, acts=(act(ActKind.CALL, *parties),))
    met = _joined(first, second)
    signed = _joined(met, read_story("خبر", "نص ثالث", outlet="سواحل", acts=(act(ActKind.AGREEMENT, *parties),)))
    edited, sent = _both(signed, _told(met))
    assert (edited.kinds, sent.kinds) == ((DeliveryKind.EDIT, DeliveryKind.REPLY), (DeliveryKind.REPLY,))
    assert edited.alert is not None
    assert edited.alert.reason is AlertReason.NEW_ACT
    assert [one.kind for one in edited.alert.new_acts] == [ActKind.AGREEMENT]
    assert decide(met, DESK, _told(first), can_edit=False, now=NOW).alert is None


def test_what_was_called_off_and_is_planned_again_is_only_corrected_in_place() -> None:
    """It has not happened."""
    first = _begun(read_story("ق", "ن", acts=(act(ActKind.SUMMIT, "AA", "BB", status=ActStatus.CALLED_OFF),)))
    again = read_story(
        "ك", "م", published=NOW + hours(5), acts=(act(ActKind.SUMMIT, "AA", "BB", status=ActStatus.ANNOUNCED),)
    )
    editing, sending = _both(_joined(first, again), _told(first))
    assert (_reason(editing), editing.kinds, sending.kinds) == (AlertReason.CORRECTED, (EDIT,), ())


def test_an_alert_is_a_frozen_picture_with_what_was_told_before() -> None:
    """It shows the change without looking anything up."""
    event, told = _followed(figure(3), figure(12))
    alert = decide(event, DESK, told, can_edit=True, now=NOW).alert
    assert alert is not None
    assert [(line.min, line.max) for line in alert.previous] == [(3, 3)]
    assert [(line.min, line.max) for line in alert.toll] == [(12, 12)]
    assert (alert.revision, len(alert.reports), alert.created_at) == (2, 2, NOW)
