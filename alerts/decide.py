"""Whether a recipient is told of an event as it now stands, and in which form; pure.

What was told last is compared with what is known now:

| what is new                               | Telegram, which edits          | mail and webhook, which only send     |
| ----------------------------------------- | ------------------------------ | ------------------------------------- |
| first time                                | new message                    | new message                           |
| toll rose, severity class the same        | edit                           | a message, if it rose by a tenth      |
| severity class rose, or grave and doubled | edit, and a short reply        | a message                             |
| toll corrected downward                   | edit, and a silent reply       | a message                             |
| announced act happened, or was called off | edit, and a short reply        | a message                             |
| another group of victims                  | edit                           | a message, if some of them were killed |
| a second independent source               | edit                           | nothing                               |
| a copy, or nothing a reader would notice  | nothing                        | nothing                               |

A copy changes only the list of outlets, and a message that changes for that alone would use up the chat's edits for
nothing; the list is brought up to date with the next real change. An event that only old or silent stories tell of
(first contact with a feed, `--no-alert`) is told to nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from alerts.alert import Alert, AlertReason, DeliveryKind, Report, Severity, TollLine
from alerts.events.event import Event
from alerts.severity import killed_at_most
from alerts.subscriptions import MatchReason, NoMatch, Subscription, matches
from crawler.facts.act import ActStatus
from crawler.facts.figure import Outcome

STEP = 0.1  # a rise that is worth a message of its own on channels that cannot edit: a tenth, and at least one


class Silence(StrEnum):
    """Why nothing is told."""

    NOT_FOR_THEM = "not_for_them"  # a filter of the subscription
    NOT_ALERTING = "not_alerting"  # only stories that may not alert tell of it
    NOTHING_NEW = "nothing_new"
    TOO_SMALL = "too_small"  # a real change, but not worth another message on this channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Told, with a reason and in these kinds, or not, and why not."""

    reason: AlertReason | None = None
    kinds: tuple[DeliveryKind, ...] = ()
    silence: Silence | None = None
    match: MatchReason | NoMatch | None = None


def decide(event: Event, subscription: Subscription, told_before: Alert | None, *, can_edit: bool) -> Decision:
    """What one recipient of a subscription is told; `told_before` is the last picture that was made for them."""
    if not event.alerting:
        return Decision(silence=Silence.NOT_ALERTING)
    if told_before is None:
        match = matches(subscription, event)
        if isinstance(match, NoMatch):
            return Decision(silence=Silence.NOT_FOR_THEM, match=match)
        return Decision(reason=AlertReason.NEW_EVENT, kinds=(DeliveryKind.NEW,), match=match)
    # Who heard of an event hears how it goes on, even where a later report alone would not pass the filters.
    reason = what_changed(told_before, event)
    if reason is None:
        return Decision(silence=Silence.NOTHING_NEW)
    notable = _notable(reason, told_before, event)
    if can_edit:
        aloud = event.severity > told_before.severity or reason in _TOLD_ALOUD or _doubled(told_before, event)
        return Decision(reason=reason, kinds=(DeliveryKind.EDIT, DeliveryKind.REPLY) if aloud else (DeliveryKind.EDIT,))
    if not notable:
        return Decision(silence=Silence.TOO_SMALL)
    return Decision(reason=reason, kinds=(DeliveryKind.REPLY,))


_TOLD_ALOUD = frozenset({AlertReason.CORRECTED, AlertReason.ACT_HAPPENED, AlertReason.CALLED_OFF})


def what_changed(told: Alert, event: Event) -> AlertReason | None:
    """The gravest difference between what was told and what is known; None where a reader would see none."""
    statuses = {(act.kind, act.parties): act.status for act in told.acts}
    for act in event.acts:
        before = statuses.get((act.kind, act.parties))
        if before is not None and before is not act.status:
            return AlertReason.CALLED_OFF if act.status is ActStatus.CALLED_OFF else AlertReason.ACT_HAPPENED
    for outcome in Outcome:
        before_count, count = _highest(told.toll, outcome), _highest(event.toll, outcome)
        if before_count is not None and count != before_count:
            # Without a count now: the outlet has taken back what it said.
            rose = count is not None and count > before_count
            return AlertReason.TOLL_ROSE if rose else AlertReason.CORRECTED
    if _groups(event.toll) - _groups(told.toll):
        return AlertReason.NEW_GROUP
    if event.sources > told.sources:
        return AlertReason.CONFIRMED
    return None


def alert_of(event: Event, reason: AlertReason, told_before: Alert | None, *, now: datetime) -> Alert:
    """The frozen picture of an event that is told."""
    return Alert(
        event_id=event.id,
        revision=event.revision,
        reason=reason,
        severity=event.severity,
        flags=event.flags,
        title=event.title,
        created_at=now,
        proof=event.proof,
        toll=event.toll,
        previous=() if told_before is None else told_before.toll,
        acts=event.acts,
        place=event.place,
        country=event.country,
        reports=tuple(
            Report(
                story_id=report.story_id,
                outlet=report.outlet,
                title=report.title,
                url=report.url,
                published=report.published,
                near_duplicate=report.near_duplicate,
            )
            for report in event.reports
        ),
        sources=event.sources,
        contradictions=event.contradictions,
    )


def _notable(reason: AlertReason, told: Alert, event: Event) -> bool:
    if event.severity > told.severity:
        return True
    if reason is AlertReason.CONFIRMED:
        return False
    if reason is AlertReason.NEW_GROUP:
        new = _groups(event.toll) - _groups(told.toll)
        return any(outcome is Outcome.KILLED for outcome, _ in new)
    if reason is AlertReason.TOLL_ROSE:
        return any(_rose_by_a_step(told.toll, event.toll, outcome) for outcome in Outcome)
    return True


def _doubled(told: Alert, event: Event) -> bool:
    """Above the gravest class there is none to rise to: 144 killed that become 1,002 are said aloud all the same."""
    before, now = killed_at_most(told.toll), killed_at_most(event.toll)
    return event.severity is Severity.GRAVE and now >= 2 * before


def _rose_by_a_step(before: Sequence[TollLine], now: Sequence[TollLine], outcome: Outcome) -> bool:
    old, new = _highest(before, outcome), _highest(now, outcome)
    return old is not None and new is not None and new - old >= max(1, STEP * old)


def _highest(toll: Sequence[TollLine], outcome: Outcome) -> int | None:
    counts = [line.min if line.max is None else line.max for line in toll if line.outcome is outcome and not line.among]
    return max(counts, default=None)


def _groups(toll: Sequence[TollLine]) -> set[tuple[Outcome, object]]:
    return {(line.outcome, line.group) for line in toll}
