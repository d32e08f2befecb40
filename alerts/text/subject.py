"""The subject of an event's mails: the same for every revision, and without its toll.

Mail clients thread by it, and a number in it would be wrong after the first update. An event keeps the title of its
first report for good, so the subject is that title with the counted people made «عدد من المدنيين»; where some other
number is left in it, the subject only says what kind of event it is.
"""

import re

from alerts.alert import Alert, AlertReason
from alerts.text.arabic.counting import Noun
from alerts.text.arabic.nouns import PEOPLE, VICTIMS
from alerts.text.bidi import one_line
from alerts.text.labels import LABELS, Labels
from alerts.text.parties import Language
from alerts.text.wording import digest_title

_TITLE = 120

_NOUNS: dict[str, Noun] = {
    form: noun
    for noun in (*PEOPLE.values(), *VICTIMS.values())
    for form in (noun.singular, noun.accusative, noun.plural, noun.plural_genitive)
}
_WORDS = "ثلاثة|ثلاث|أربعة|أربع|خمسة|خمس|ستة|ست|سبعة|سبع|ثمانية|ثماني|تسعة|تسع|عشرة|عشر"
_NUMBER = rf"(?:[0-9\u0660-\u0669]+|(?<![\u0621-\u064a])(?:{_WORDS}))"
_COUNTED = re.compile(
    rf"{_NUMBER}\s+({'|'.join(sorted(map(re.escape, _NOUNS), key=len, reverse=True))})(?![\u0621-\u064a])"
)
# «وإصابة 19 في حادث», «وفقدان 20»: a number alone counts people where a noun of harm leads to it.
_ALONE = re.compile(
    rf"((?<![\u0621-\u064a])[وف]?(?:مقتل|مصرع|استشهاد|وفاة|إصابة|فقدان)) {_NUMBER}"
    r"(?= (?:في|فى|جراء|إثر|اثر|على|قرب|ب(?!ال(?:مئة|مائة))[\u0621-\u064a]+)(?![\u0621-\u064a])|$|[،.…])"
)
# Two have a form of their own: «قتيلان», «طفلين».
_DUALS = {form: noun for noun in dict.fromkeys(_NOUNS.values()) for form in (noun.dual, noun.dual_genitive)}
_TWO = re.compile(rf"(?<![\u0621-\u064a])({'|'.join(sorted(_DUALS, key=len, reverse=True))})(?![\u0621-\u064a])")
_ANY_DIGIT = re.compile(r"\d")


def subject(alert: Alert, language: Language) -> str:
    """The subject line, clean of anything that could break a header."""
    labels = LABELS[language]
    if alert.reason is AlertReason.TEST:
        return f"{labels.test} · {labels.product}"
    if alert.reason is AlertReason.NOTICE:
        return f"{labels.notice}: {one_line(alert.title, _TITLE)}"
    if alert.reason is AlertReason.DIGEST:
        return f"{labels.product} · {digest_title(len(alert.listed), language)}"
    title = without_counts(one_line(alert.title))
    what = _kind(alert, labels) if not title or _ANY_DIGIT.search(title) else one_line(title, _TITLE)
    return f"{what} · {labels.event} {alert.event_id}"


def without_counts(title: str) -> str:
    """The title with «12 مدنيا», «خمسة أطفال», «قتيلان» said as «عدد من المدنيين», «عدد من الأطفال», «عدد من القتلى».

    «وإصابة 19» becomes «وإصابة آخرين».
    """
    counted = _COUNTED.sub(lambda match: f"عدد من {_NOUNS[match[1]].all_of}", title)
    counted = _TWO.sub(lambda match: f"عدد من {_DUALS[match[1]].all_of}", counted)
    return _ALONE.sub(lambda match: f"{match[1]} {'آخرين' if match[1][0] in 'وف' else 'أشخاص'}", counted)


def _kind(alert: Alert, labels: Labels) -> str:
    return labels.subject_casualty if "casualty" in alert.flags else labels.subject_diplomacy
