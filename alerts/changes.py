"""What has changed of an event since a recipient was told of it, and which steps that is worth; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alerts.alert import ActLine, Alert, AlertReason, Severity, Step, TollLine
from alerts.doers import named, unknown_to
from alerts.events.confidence import Confidence, confidence_of
from alerts.events.event import Event
from alerts.severity import severity_of
from alerts.steps import (
    CONTESTED,
    act_step,
    actor_steps,
    falls,
    group_steps,
    highest,
    new_lines,
    severity_step,
    step_of,
    toll_steps,
)
from crawler.facts.act import ActStatus
from crawler.facts.figure import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that a reader of the last picture does not know, with the steps that it reaches, if any."""

    reason: AlertReason
    steps: tuple[Step, ...] = ()


def changes(told: Alert, event: Event) -> tuple[Change, ...]:
    """All that differs between what was told and what is known, the gravest first; none where a reader sees none."""
    found = (*_acts(told, event), *_tolls(told, event), *_doers(told, event), *_groups(told, event))
    order = list(AlertReason)
    sources = (Change(reason=AlertReason.CONFIRMED),) if told.sources < 2 <= event.sources else ()
    return tuple(sorted((*found, *sources), key=lambda change: order.index(change.reason)))


def all_steps(known: Alert | Event) -> tuple[Step, ...]:
    """Every step that an event stands on, as it is known or as it was told."""
    doers, contested = (
        (known.actors, known.confidence == Confidence.CONTESTED)
        if isinstance(known, Alert)
        else (doers_of(known), is_contested(known))
    )
    return (
        severity_step(known.severity),
        *toll_steps(known.toll),
        *group_steps(known.toll),
        *(act_step(act) for act in known.acts),
        *actor_steps(named(doers)),
        *([CONTESTED] if contested else []),
    )


def doers_of(event: Event) -> tuple[str, ...]:
    """Who is named as having done it, as its reports word it, in the order in which they told."""
    return tuple(figure.actor for figure in event.figures if figure.actor)


def is_contested(event: Event) -> bool:
    """Whether its sources name rival doers, or give tolls that no range reconciles."""
    return confidence_of(event) is Confidence.CONTESTED


def _acts(told: Alert, event: Event) -> Iterator[Change]:
    statuses = {(act.kind, act.parties): act.status for act in told.acts}
    for act in new_acts(told, event):
        yield Change(reason=AlertReason.NEW_ACT, steps=(act_step(act),))
    for act in event.acts:
        before = statuses.get((act.kind, act.parties))
        if before is None or before is act.status:
            continue
        match act.status:
            case ActStatus.CALLED_OFF:
                yield Change(reason=AlertReason.CALLED_OFF, steps=(act_step(act),))
            case ActStatus.HAPPENED:
                yield Change(reason=AlertReason.ACT_HAPPENED, steps=(act_step(act),))
            case ActStatus.ANNOUNCED:  # what was called off is planned again
                yield Change(reason=AlertReason.CORRECTED)


def new_acts(told: Alert, event: Event) -> tuple[ActLine, ...]:
    """Dealings of a kind that was not told of, where they are more than a notice: an agreement beside a meeting."""
    kinds = {act.kind for act in told.acts}
    return tuple(act for act in event.acts if act.kind not in kinds and severity_of((), (act,)) > Severity.NOTICE)


def _tolls(told: Alert, event: Event) -> Iterator[Change]:
    for outcome in Outcome:
        before, now = highest(told.toll, outcome), highest(event.toll, outcome)
        if before is None or now == before:
            continue
        if now is not None and now > before:
            passed = step_of(outcome, now) > step_of(outcome, before)
            steps = (Step(of=outcome.value, height=step_of(outcome, now)),) if passed else ()
            yield Change(reason=AlertReason.TOLL_ROSE, steps=steps)
    if _fell(told.toll, event.toll):  # without a count now: the outlet has taken back what it said
        yield Change(reason=AlertReason.CORRECTED, steps=falls(told.toll, event.toll))


def _fell(before: Sequence[TollLine], now: Sequence[TollLine]) -> bool:
    """Whether some count is lower than it was told. Fewer injured or missing where the dead are more have died."""
    counts = {outcome: (highest(before, outcome) or 0, highest(now, outcome) or 0) for outcome in Outcome}
    dead_before, dead_now = counts[Outcome.KILLED]
    died = frozenset({Outcome.INJURED, Outcome.MISSING}) if dead_now > dead_before else frozenset()
    return any(count < old for outcome, (old, count) in counts.items() if outcome not in died)


def _doers(told: Alert, event: Event) -> Iterator[Change]:
    if told.confidence is None:
        return  # told before these were remembered: nobody can say what is new
    if is_contested(event) and told.confidence != Confidence.CONTESTED:
        yield Change(reason=AlertReason.CONTESTED, steps=(CONTESTED,))
    new = unknown_to(told.actors, doers_of(event))
    if new:
        yield Change(reason=AlertReason.NEW_ACTOR, steps=actor_steps(new))


def _groups(told: Alert, event: Event) -> Iterator[Change]:
    new = new_lines(event.toll, told.toll)
    if not new:
        return
    counted = {line.outcome for line in told.toll if not line.among}
    # The first count of an outcome is a step of its own; of one that was counted before it is a toll that rose.
    first = toll_steps([line for line in new if line.outcome not in counted])
    yield Change(reason=AlertReason.NEW_GROUP, steps=(*first, *group_steps(new)))
