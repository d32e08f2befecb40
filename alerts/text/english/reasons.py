"""Why an alert is sent, in one English line."""

from alerts.alert import Alert, AlertReason
from alerts.text.english.toll import from_to, new_part
from alerts.text.toll import changed_outcome, new_lines


def reason_line(alert: Alert) -> str:
    """One plain sentence; a change names what it was before."""
    match alert.reason:
        case AlertReason.NEW_EVENT:
            return "New event"
        case AlertReason.TOLL_ROSE:
            return _changed(alert, "The toll rose")
        case AlertReason.CORRECTED:
            if alert.previous and not alert.toll:
                return "Corrected: its source no longer tells of victims"
            return _changed(alert, "The toll was corrected")
        case AlertReason.NEW_GROUP:
            added = new_lines(alert.toll, alert.previous)
            told = " and ".join(new_part(line) for line in added[:2])
            return f"New: {told}" if told else "A further group among the victims is reported"
        case AlertReason.CONFIRMED:
            return f"Confirmed by another source; {max(alert.sources, 2)} independent sources now"
        case AlertReason.ACT_HAPPENED:
            return "What had been announced took place"
        case AlertReason.CALLED_OFF:
            return "What had been announced was called off or suspended"
        case AlertReason.TEST:
            return "A test message that the operator asked for, not news"
        case AlertReason.NOTICE:
            return "Rasid tells of its own work; this is not news"


def _changed(alert: Alert, verb: str) -> str:
    change = changed_outcome(alert.toll, alert.previous)
    if change is not None:
        return f"{verb} {from_to(*change)}"
    added = new_lines(alert.toll, alert.previous)
    if added and alert.previous:
        return f"{verb}: {new_part(added[0])}"
    return verb
