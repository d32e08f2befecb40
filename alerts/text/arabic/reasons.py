"""Why an alert is sent, in one Arabic line."""

from collections.abc import Sequence

from alerts.alert import Alert, AlertReason
from alerts.steps import new_lines
from alerts.text.arabic.acts import act_figure
from alerts.text.arabic.amounts import between
from alerts.text.arabic.counting import Case, counted
from alerts.text.arabic.nouns import INDEPENDENT_SOURCE, NEW_EVENT, VICTIMS
from alerts.text.arabic.toll import from_to, new_part
from alerts.text.bidi import foreign, one_line
from alerts.text.toll import changed_outcome, disputed, said_reasons

_MOST_NAMED = 3
_OWN = {
    AlertReason.TEST: "رسالة تجريبية طلبها المشغل، وليست خبرا",
    AlertReason.NOTICE: "إشعار من راصد عن عمله، وليس خبرا",
    AlertReason.ANSWER: "جواب عن أمر",
}


def reason_line(alert: Alert) -> str:
    """Plain sentences, the leading reason first; a change names what it was before."""
    reasons = said_reasons(alert)
    return "؛ ".join(dict.fromkeys(_sentence(alert, reason) for reason in reasons))


def contest(alert: Alert) -> tuple[str, ...]:
    """What sources disagree about, a sentence each; empty where the alert itself shows no disagreement."""
    lines = []
    if len(alert.actors) > 1:
        lines.append(f"تتضارب الروايات بشأن المسؤولية: {' أو '.join(_names(alert.actors))}")
    line = disputed(alert.toll)
    if line is not None and line.max is not None:
        counts = between(line.min, line.max, VICTIMS[line.outcome], Case.NOMINATIVE)
        lines.append(f"تتباين حصائل المصادر: {counts}")
    return tuple(lines)


def digest_title(events: int) -> str:
    """«موجز: 23 حدثا جديدا»."""
    return "موجز: لا أحداث جديدة" if not events else f"موجز: {counted(events, NEW_EVENT, Case.NOMINATIVE)}"


def _digest(alert: Alert) -> str:
    if alert.empty and not alert.listed:
        return "لم يرد منذ الموجز السابق ما يطابق هذا الاشتراك"
    if alert.muted:
        return "موجز ما ورد في أثناء كتم هذه المحادثة"
    if alert.timed:
        return "موجز ما ورد منذ الموجز السابق"
    return "توالت هذه الأحداث في وقت قصير فجُمعت في رسالة واحدة"


def _sentence(alert: Alert, reason: AlertReason) -> str:
    match reason:
        case AlertReason.NEW_EVENT:
            return "حدث جديد"
        case AlertReason.TOLL_ROSE:
            return _changed(alert, "ارتفعت الحصيلة", up=True)
        case AlertReason.CORRECTED:
            return _corrected(alert)
        case AlertReason.NEW_GROUP:
            return _new_group(alert)
        case AlertReason.NEW_ACTOR:
            return f"نُسبت المسؤولية إلى {' و'.join(_names(alert.new_actors))}" if alert.new_actors else "نُسبت المسؤولية"
        case AlertReason.CONTESTED:
            return "، و".join(contest(alert)) or "تتضارب روايات المصادر"
        case AlertReason.CONFIRMED:
            return f"أكده مصدر آخر، وللحدث الآن {counted(max(alert.sources, 2), INDEPENDENT_SOURCE, Case.NOMINATIVE)}"
        case AlertReason.ACT_HAPPENED:
            return "تم ما كان معلنا"
        case AlertReason.NEW_ACT:
            told = [f"معلومة جديدة: {': '.join(act_figure(act))}" for act in alert.new_acts[:2]]
            return "؛ ".join(told) or "تعامل جديد"
        case AlertReason.CALLED_OFF:
            return "أُلغي أو أُجل ما كان معلنا"
        case AlertReason.DIGEST:
            return _digest(alert)
        case AlertReason.TEST | AlertReason.NOTICE | AlertReason.ANSWER:
            return _OWN[reason]


def _corrected(alert: Alert) -> str:
    if alert.previous and not alert.toll:
        return "صُحح الخبر: لم يعد مصدره يذكر ضحايا"
    if alert.previous == alert.toll:
        return "صُحح الخبر"
    return _changed(alert, "صُححت الحصيلة", up=False)


def _changed(alert: Alert, verb: str, *, up: bool) -> str:
    change = changed_outcome(alert.toll, alert.previous, up=up)
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
    opening = "معلومة جديدة" if alert.previous else "أول حصيلة"
    return f"{opening}: " + " و".join(new_part(line) for line in added[:2])


def _names(actors: Sequence[str]) -> list[str]:
    return [foreign(one_line(actor, 60)) for actor in actors[:_MOST_NAMED]]
