"""Why an alert is sent, in one Arabic line."""

from alerts.alert import Alert, AlertReason
from alerts.text.arabic.counting import Case, counted
from alerts.text.arabic.nouns import INDEPENDENT_SOURCE
from alerts.text.arabic.toll import from_to, new_part
from alerts.text.toll import changed_outcome, new_lines


def reason_line(alert: Alert) -> str:
    """One plain sentence; a change names what it was before."""
    match alert.reason:
        case AlertReason.NEW_EVENT:
            return "حدث جديد"
        case AlertReason.TOLL_ROSE:
            return _changed(alert, "ارتفعت الحصيلة")
        case AlertReason.CORRECTED:
            if alert.previous and not alert.toll:
                return "صُحح الخبر: لم يعد مصدره يذكر ضحايا"
            return _changed(alert, "صُححت الحصيلة")
        case AlertReason.NEW_GROUP:
            return _new_group(alert)
        case AlertReason.CONFIRMED:
            return f"أكده مصدر آخر، وللحدث الآن {counted(max(alert.sources, 2), INDEPENDENT_SOURCE, Case.NOMINATIVE)}"
        case AlertReason.ACT_HAPPENED:
            return "تم ما كان معلنا"
        case AlertReason.CALLED_OFF:
            return "أُلغي أو عُلق ما كان معلنا"
        case AlertReason.TEST:
            return "رسالة تجريبية طلبها المشغل، وليست خبرا"
        case AlertReason.NOTICE:
            return "إشعار من راصد عن عمله، وليس خبرا"


def _changed(alert: Alert, verb: str) -> str:
    change = changed_outcome(alert.toll, alert.previous)
    if change is not None:
        return f"{verb} {from_to(*change)}"
    added = new_lines(alert.toll, alert.previous)
    if added and alert.previous:
        return f"{verb} مع {new_part(added[0])}"
    return verb


def _new_group(alert: Alert) -> str:
    added = new_lines(alert.toll, alert.previous)
    if not added:
        return "ذُكرت فئة جديدة بين الضحايا"
    return "معلومة جديدة: " + " و".join(new_part(line) for line in added[:2])
