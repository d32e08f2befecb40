"""The fixed words of an alert in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from alerts.text.parties import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Headings and small words. Each opens with a letter of its language, so that its line runs the right way."""

    language: Language
    direction: str
    align: str
    figures: str
    acts: str
    place: str
    proof: str
    sources: str
    contradictions: str
    why: str
    event: str
    update: str
    revision: str
    copy: str
    link: str
    subject_casualty: str
    subject_diplomacy: str
    digest: str
    test: str
    notice: str
    product: str
    open_quote: str
    close_quote: str
    comma: str
    country: str
    events: str
    killed: str
    injured: str
    total: str
    unknown_country: str
    other_countries: str
    bars: str


LABELS: Mapping[Language, Labels] = {
    "ar": Labels(
        language="ar",
        direction="rtl",
        align="right",
        figures="الحصيلة",
        acts="التحركات",
        place="المكان",
        proof="نص الخبر",
        sources="المصادر",
        contradictions="تضارب",
        why="سبب التنبيه",
        event="الحدث",
        update="تحديث",
        revision="النسخة",
        copy="منقول",
        link="الرابط",
        subject_casualty="ضحايا",
        subject_diplomacy="دبلوماسية",
        digest="موجز",
        test="رسالة تجريبية",
        notice="إشعار للمشغل",
        product="راصد",
        open_quote="«",
        close_quote="»",
        comma="،",
        country="البلد",
        events="الأحداث",
        killed="القتلى",
        injured="الجرحى",
        total="المجموع",
        unknown_country="بلد غير محدد",
        other_countries="بلدان أخرى",
        bars="القتلى في كل حدث",
    ),
    "en": Labels(
        language="en",
        direction="ltr",
        align="left",
        figures="Toll",
        acts="Dealings",
        place="Place",
        proof="As reported",
        sources="Sources",
        contradictions="Contradiction",
        why="Why this alert",
        event="Event",
        update="update",
        revision="revision",
        copy="copy",
        link="Link",
        subject_casualty="Casualties",
        subject_diplomacy="Diplomacy",
        digest="Digest",
        test="Test message",
        notice="Operator notice",
        product="Rasid",
        open_quote="“",
        close_quote="”",
        comma=",",
        country="Country",
        events="Events",
        killed="Killed",
        injured="Injured",
        total="Total",
        unknown_country="Country not known",
        other_countries="Other countries",
        bars="Killed by event",
    ),
}
