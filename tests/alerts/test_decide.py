"""Who is told what: once when it happens, then what changed, and never a copy."""

from dataclasses import replace

import pytest

from alerts.alert import Alert, AlertReason, DeliveryKind
from alerts.decide import Decision, Silence, alert_of, decide
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
    return alert_of(event, AlertReason.NEW_EVENT, None, now=NOW)


def _report(*figures: CasualtyFigure, outlet: str = "نداء الشام", after: float = 1) -> ReadStory:
    return read_story("خبر", f"نص {outlet} {after}", outlet=outlet, published=NOW + hours(after), figures=figures)


def _followed(before: CasualtyFigure, *now: CasualtyFigure, outlet: str = "نداء الشام") -> tuple[Event, Alert]:
    """An event that was told with one toll, and stands at another."""
    first = _begun(_report(before, after=0))
    return _joined(first, _report(*now, outlet=outlet)), _told(first)


def _both(event: Event, told: Alert | None) -> tuple[Decision, Decision]:
    """What a channel that edits and one that only sends are told."""
    return decide(event, DESK, told, can_edit=True), decide(event, DESK, told, can_edit=False)


def test_a_new_event_is_a_new_message_everywhere() -> None:
    """The first time is a message."""
    for decision in _both(_begun(collapse()), None):
        assert (decision.reason, decision.kinds) == (AlertReason.NEW_EVENT, (DeliveryKind.NEW,))


def test_an_event_that_is_not_for_them_says_which_filter() -> None:
    """A silence carries its reason."""
    decision = decide(_begun(collapse()), replace(DESK, countries=("EG",)), None, can_edit=True)
    assert (decision.silence, decision.match, decision.kinds) == (Silence.NOT_FOR_THEM, NoMatch.COUNTRY, ())


def test_who_heard_of_an_event_hears_on_whatever_the_filters() -> None:
    """A correction below `min_killed` must reach who was told the higher number."""
    event, told = _followed(figure(12), figure(4))
    assert decide(event, replace(DESK, min_killed=10), told, can_edit=True).reason is AlertReason.CORRECTED


def test_old_and_silent_stories_are_told_to_nobody() -> None:
    """However grave."""
    assert decide(_begun(collapse(), alerting=False), DESK, None, can_edit=True).silence is Silence.NOT_ALERTING


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
        pytest.param(figure(3), (figure(4),), AlertReason.TOLL_ROSE, (EDIT,), (REPLY,), id="same class"),
        pytest.param(figure(3), (figure(12),), AlertReason.TOLL_ROSE, (EDIT, REPLY), (REPLY,), id="graver class"),
        pytest.param(figure(144), (figure(150),), AlertReason.TOLL_ROSE, (EDIT,), (), id="less than a tenth"),
        pytest.param(figure(144), (figure(1002),), AlertReason.TOLL_ROSE, (EDIT, REPLY), (REPLY,), id="grave, doubled"),
        pytest.param(figure(12), (figure(9),), AlertReason.CORRECTED, (EDIT, REPLY), (REPLY,), id="corrected"),
        pytest.param(
            figure(6),
            (figure(6), figure(3, group=Group.CHILDREN, among=0)),
            AlertReason.NEW_GROUP,
            (EDIT, REPLY),
            (REPLY,),
            id="a group that makes it graver",
        ),
        pytest.param(
            figure(4),
            (figure(4), figure(2, outcome=Outcome.INJURED)),
            AlertReason.NEW_GROUP,
            (EDIT,),
            (),
            id="injured are known",
        ),
    ],
)
def test_a_change_of_the_toll(
    before: CasualtyFigure,
    now: tuple[CasualtyFigure, ...],
    reason: AlertReason,
    edits: tuple[DeliveryKind, ...],
    sends: tuple[DeliveryKind, ...],
) -> None:
    """An edit for each change; a sound, or another mail, only for what matters."""
    event, told = _followed(before, *now)
    editing, sending = _both(event, told)
    assert (editing.reason, editing.kinds) == (reason, edits)
    assert sending.kinds == sends
    assert (sending.silence is Silence.TOO_SMALL) is (not sends)


def test_small_rises_add_up_to_one_worth_a_mail() -> None:
    """Compared is what this recipient was told last, not what stood an hour ago."""
    first = _begun(_report(figure(144), after=0))
    event, kinds = first, []
    for step, toll in enumerate((150, 155, 160), 1):
        event = _joined(event, _report(figure(toll), after=step))
        kinds.append(decide(event, DESK, _told(first), can_edit=False).kinds)
    assert kinds == [(), (), (REPLY,)]


def test_a_second_independent_source_edits_and_sends_nothing() -> None:
    """Confirmation is shown where it costs no noise."""
    event, told = _followed(figure(5), figure(5), outlet="مرآة الفرات")
    editing, sending = _both(event, told)
    assert (editing.reason, editing.kinds) == (AlertReason.CONFIRMED, (EDIT,))
    assert sending.silence is Silence.TOO_SMALL


def test_a_second_source_is_the_first_message_for_who_asked_for_two() -> None:
    """Below their threshold nothing was told, so there is nothing to edit."""
    event, _ = _followed(figure(5), figure(5), outlet="مرآة الفرات")
    decision = decide(event, replace(DESK, min_sources=2), None, can_edit=True)
    assert (decision.reason, decision.kinds) == (AlertReason.NEW_EVENT, (DeliveryKind.NEW,))


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
    assert (editing.reason, editing.kinds, sending.kinds) == (reason, (EDIT, REPLY), (REPLY,))


def test_an_alert_is_a_frozen_picture_with_what_was_told_before() -> None:
    """It shows the change without looking anything up."""
    event, told = _followed(figure(3), figure(12))
    alert = alert_of(event, AlertReason.TOLL_ROSE, told, now=NOW)
    assert [(line.min, line.max) for line in alert.previous] == [(3, 3)]
    assert [(line.min, line.max) for line in alert.toll] == [(12, 12)]
    assert (alert.revision, len(alert.reports)) == (2, 2)
