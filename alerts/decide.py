"""Whether a recipient is told of an event as it now stands, and in which form; pure.

What was told last is compared with what is known now:

| what is new                                      | Telegram, which edits      | mail and webhook, which only send |
| ------------------------------------------------ | -------------------------- | --------------------------------- |
| first time                                       | new message                | new message                       |
| toll rose past a step, or first dead are told    | edit, and a short reply    | a message                         |
| toll fell below a step (corrected)               | edit, and a silent reply   | a message                         |
| severity class rose, with any of these           | edit, and a short reply    | a message                         |
| announced act happened, or was called off        | edit, and a short reply    | a message                         |
| a dealing of weight beside those that were told  | edit, and a short reply    | a message                         |
| contested: rival doers, irreconcilable tolls     | edit, and a short reply    | a message                         |
| somebody is named as the doer                    | edit, and a short reply    | a message                         |
| another group among the killed                   | edit, and a short reply    | a message                         |
| toll rose or fell within its step; other groups  | edit                       | nothing                           |
| a second independent source                      | edit                       | nothing                           |
| a step that this recipient was told of before    | edit                       | nothing                           |
| a copy, or nothing a reader would notice         | nothing                    | nothing                           |

Steps are those of `alerts/steps.py`; each is said aloud (as a message of its own or a reply) once to each recipient,
so that rival tolls which take turns do not message again and again. An event that was told in a digest has no message
that could be edited: there Telegram is like mail until its first message.

A copy changes only the list of outlets, and a message that changes for that alone would use up the chat's edits for
nothing; the list is brought up to date with the next real change. An event that only old or silent stories tell of
(first contact with a feed, `--no-alert`) is told to nobody.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from alerts.alert import Alert, AlertReason, DeliveryKind, Report, Step
from alerts.changes import all_steps, changes, doers_of, new_acts
from alerts.doers import named, unknown_to
from alerts.events.confidence import confidence_of
from alerts.events.event import Event
from alerts.steps import all_said, severity_step, unsaid
from alerts.subscriptions import MatchReason, NoMatch, Subscription, matches


class Silence(StrEnum):
    """Why nothing is told."""

    NOT_FOR_THEM = "not_for_them"  # a filter of the subscription
    NOT_ALERTING = "not_alerting"  # only stories that may not alert tell of it
    NOTHING_NEW = "nothing_new"
    TOO_SMALL = "too_small"  # a real change, but no step, and another message is all this channel has
    SAID_BEFORE = "said_before"  # a step that this recipient has been told of already


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The alert that is told, and in which kinds of message; or why none is."""

    alert: Alert | None = None
    kinds: tuple[DeliveryKind, ...] = ()
    silence: Silence | None = None
    match: MatchReason | NoMatch | None = None

    @property
    def aloud(self) -> bool:
        """Whether a message of its own is made, with or without sound, and not only an edit."""
        return bool(set(self.kinds) - {DeliveryKind.EDIT})


def decide(
    event: Event, subscription: Subscription, told_before: Alert | None, *, can_edit: bool, now: datetime
) -> Decision:
    """What one recipient of a subscription is told; `told_before` is the last picture that was made for them, and
    `can_edit` whether its message can be changed in place."""
    if not event.alerting:
        return Decision(silence=Silence.NOT_ALERTING)
    if told_before is None:
        match = matches(subscription, event)
        if isinstance(match, NoMatch):
            return Decision(silence=Silence.NOT_FOR_THEM, match=match)
        alert = alert_of(event, (AlertReason.NEW_EVENT,), None, said=all_steps(event), now=now)
        return Decision(alert=alert, kinds=(DeliveryKind.NEW,), match=match)
    # Who heard of an event hears how it goes on, even where a later report alone would not pass the filters.
    found = changes(told_before, event)
    if not found:
        return Decision(silence=Silence.NOTHING_NEW)
    said = told_before.said or all_steps(told_before)
    aloud = [change for change in found if unsaid(change.steps, said)]
    is_aloud = bool(aloud) or bool(unsaid([severity_step(event.severity)], said))
    if not (is_aloud or can_edit):
        before = any(change.steps for change in found)
        return Decision(silence=Silence.SAID_BEFORE if before else Silence.TOO_SMALL)
    reached = (*all_steps(event), *(step for change in found for step in change.steps))
    reasons = tuple(dict.fromkeys(change.reason for change in (*aloud, *found)))
    alert = alert_of(event, reasons, told_before, said=all_said(said, reached), now=now)
    kinds = (*([DeliveryKind.EDIT] if can_edit else []), *([DeliveryKind.REPLY] if is_aloud else []))
    return Decision(alert=alert, kinds=kinds)


def alert_of(
    event: Event,
    reasons: tuple[AlertReason, ...],
    told_before: Alert | None,
    *,
    said: tuple[Step, ...] = (),
    now: datetime,
) -> Alert:
    """The frozen picture of an event that is told, for these reasons, the first of which leads."""
    actors = doers_of(event)
    return Alert(
        event_id=event.id,
        revision=event.revision,
        reason=reasons[0],
        further=reasons[1:],
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
        actors=tuple(named(actors).values()),
        new_actors=() if told_before is None else tuple(unknown_to(told_before.actors, actors).values()),
        new_acts=() if told_before is None else new_acts(told_before, event),
        confidence=confidence_of(event).value,
        said=said,
    )
