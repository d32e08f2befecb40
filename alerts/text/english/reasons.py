"""Why an alert is sent, in one English line."""

from collections.abc import Sequence

from alerts.alert import Alert, AlertReason
from alerts.steps import new_lines
from alerts.text.bidi import isolate, one_line
from alerts.text.english.acts import act_figure
from alerts.text.english.toll import between, from_to, new_part
from alerts.text.toll import changed_outcome, disputed, said_reasons

_MOST_NAMED = 3
_OWN = {
    AlertReason.TEST: "A test message that the operator asked for, not news",
    AlertReason.NOTICE: "Rasid tells of its own work; this is not news",
    AlertReason.ANSWER: "An answer to a command",
}


def reason_line(alert: Alert) -> str:
    """Plain sentences, the leading reason first; a change names what it was before."""
    reasons = said_reasons(alert)
    first, *others = dict.fromkeys(_sentence(alert, reason) for reason in reasons)
    return "; ".join([first, *(other[0].lower() + other[1:] for other in others)])


def contest(alert: Alert) -> tuple[str, ...]:
    """What sources disagree about, a sentence each; empty where the alert itself shows no disagreement."""
    lines = []
    if len(alert.actors) > 1:
        lines.append(f"Accounts differ on who is responsible: {' or '.join(_names(alert.actors))}")
    line = disputed(alert.toll)
    if line is not None:
        lines.append(f"Sources give different tolls: {between(line)}")
    return tuple(lines)


def digest_title(events: int) -> str:
    """ "Digest: 23 new events"."""
    return f"Digest: {events or 'no'} new event{'' if events == 1 else 's'}"


def _digest(alert: Alert) -> str:
    if alert.empty and not alert.listed:
        return "Nothing has come for this subscription since the last digest"
    if alert.muted:
        return "What has come while this chat was muted"
    if alert.timed:
        return "What has come since the last digest"
    return "These events came within a short time and are told in one message"


def _sentence(alert: Alert, reason: AlertReason) -> str:
    match reason:
        case AlertReason.NEW_EVENT:
            return "New event"
        case AlertReason.TOLL_ROSE:
            return _changed(alert, "The toll rose", up=True)
        case AlertReason.CORRECTED:
            return _corrected(alert)
        case AlertReason.NEW_GROUP:
            return _new_group(alert)
        case AlertReason.NEW_ACTOR:
            names = " and ".join(_names(alert.new_actors))
            return f"Responsibility is attributed to {names}" if names else "Responsibility is attributed"
        case AlertReason.CONTESTED:
            first, *others = contest(alert) or ("Sources contradict each other",)
            return ", and ".join([first, *(other[0].lower() + other[1:] for other in others)])
        case AlertReason.CONFIRMED:
            return f"Confirmed by another source; {max(alert.sources, 2)} independent sources now"
        case AlertReason.ACT_HAPPENED:
            return "What had been announced took place"
        case AlertReason.NEW_ACT:
            return "; ".join(f"New: {': '.join(act_figure(act))}" for act in alert.new_acts[:2]) or "A further dealing"
        case AlertReason.CALLED_OFF:
            return "What had been announced was called off or put off"
        case AlertReason.DIGEST:
            return _digest(alert)
        case AlertReason.TEST | AlertReason.NOTICE | AlertReason.ANSWER:
            return _OWN[reason]


def _corrected(alert: Alert) -> str:
    if alert.previous and not alert.toll:
        return "Corrected: its source no longer tells of victims"
    if alert.previous == alert.toll:
        return "The report was corrected"
    return _changed(alert, "The toll was corrected", up=False)


def _changed(alert: Alert, verb: str, *, up: bool) -> str:
    change = changed_outcome(alert.toll, alert.previous, up=up)
    if change is not None:
        return f"{verb} {from_to(*change)}"
    added = new_lines(alert.toll, alert.previous)
    if added and alert.previous:
        return f"{verb}: {new_part(added[0])}"
    return verb


def _new_group(alert: Alert) -> str:
    added = new_lines(alert.toll, alert.previous)
    if not added:
        return "A further group among the victims is reported"
    return f"{'New' if alert.previous else 'First toll'}: " + " and ".join(new_part(line) for line in added[:2])


def _names(actors: Sequence[str]) -> list[str]:
    return [isolate(one_line(actor, 60)) for actor in actors[:_MOST_NAMED]]
