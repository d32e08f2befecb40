"""What leads to a source in a sentence: verbs of saying and counting, «وفق», «نقلا عن», «الصادرة عن»."""

from collections.abc import Sequence
from enum import StrEnum

from crawler.arabic.letters import fold_key
from crawler.arabic.words import Dictionary, Found, Remembered, Word, clitics
from crawler.facts.casualty.beginnings import BEGINNINGS
from crawler.facts.casualty.source_names import (
    FORMS,
    author_of,
    folded_forms,
    head_at,
    object_forms,
    skip_asides,
    verb_forms,
)

_NOUNS, _TRIGGERS, _REPORTS, _APART, _LOOSE, _DOCUMENTS = map(
    folded_forms, ("not verbs", "trigger", "report", "apart", "loose", "document")
)
THAT = folded_forms("that")
_DOCUMENT_FORMS = frozenset(glued + form for form in _DOCUMENTS for glued in ("", "ال", "ل", "ب")) | {"ما"}
_RANKING = Dictionary((form, True) for form in FORMS["ranking"])


class Lead(StrEnum):
    """What leads to a source."""

    ACCORDING = "according"
    RELAY = "relay"
    SAY = "say"
    COUNT = "count"
    REGISTER = "register"
    RELATIVE = "relative"
    ISSUED = "issued"


def _entries() -> list[tuple[str, Lead]]:
    entries = [(form, Lead.ACCORDING) for form in FORMS["according"]]
    entries += [(form, Lead.ISSUED) for form in FORMS["issued"]]
    entries += [(form, Lead.RELAY) for stems in FORMS["relay"] for form in verb_forms(stems)]
    entries += [
        (form, Lead.SAY) for stems in FORMS["say"] for form in verb_forms(stems) if fold_key(form) not in _NOUNS
    ]
    entries += [(form, Lead.SAY) for form in FORMS["sayForms"]]
    entries += [(form, Lead.COUNT) for stems in FORMS["count"] for form in verb_forms(stems)]
    entries += [(form, Lead.REGISTER) for stems in FORMS["register"] for form in verb_forms(stems)]
    entries += [(form, Lead.RELATIVE) for stems in FORMS["relative"] for form in object_forms(stems)]
    return entries


_LEADS = Dictionary(_entries())
_FIRST_WORDS = frozenset(fold_key(form).split()[0] for form, _ in _entries()) | {"بين"}


def _may_lead(word: str) -> bool:
    return any(rest in _FIRST_WORDS for prefix, rest in clitics(word) if prefix in ("", "و", "ف"))


_leads = Remembered(_may_lead)
LEADS = BEGINNINGS.reader(_leads.__getitem__)  # words with which something that leads to a source may begin


def lead_at(words: Sequence[Word], index: int) -> Found[Lead] | None:
    """What leads to a source at a word, with at most «و» or «ف» before it."""
    if not _leads[words[index].text]:
        return None
    found = _LEADS.at(words, index) or _explained(words, index)
    return found if found is not None and found.prefix in ("", "و", "ف") else None


def _explained(words: Sequence[Word], index: int) -> Found[Lead] | None:
    """«وبيّن أن» and «وبيّن المدير أن», which without their marks read like «بين»."""
    text = words[index].text
    if text not in ("بين", "وبين") or index + 1 >= len(words):
        return None
    follows = words[index + 1].text in ("ان", "انه", "انها")
    if not follows and opens(words, index) and head_at(words, index + 1) is not None:
        rest = [word.text for word in words[index + 2 : index + 9]]
        that = next((number for number, text in enumerate(rest) if text in ("ان", "انه", "انها")), 0)
        follows = that > 0 and "،" not in rest[:that]
    return Found(Lead.SAY, index, index + 1, text[:-3]) if follows else None


def opens(words: Sequence[Word], at: int) -> bool:
    """Whether a word stands at the head of a sentence or behind its dateline."""
    return at <= 1 or words[at - 1].text in (":", "/", "-", "\n")


def closes(words: Sequence[Word], at: int) -> bool:
    """Whether nothing but «في بيان», «اليوم», or whom it was said to follows."""
    rest = words[at : at + 12]
    return len(words) - at <= 10 and all(word.text not in THAT or word.text == "علي" for word in rest)


def is_document(text: str) -> bool:
    """Whether a word is «بيان», «التقرير», «حصيلة»."""
    return text in _DOCUMENT_FORMS


def reports(words: Sequence[Word]) -> bool:
    """Whether a lead says that the story is of somebody's report."""
    return any(word.text in _REPORTS for word in words)


def ranks(words: Sequence[Word]) -> bool:
    """Whether a sentence splits what was counted before: «وتصدرت حلب القائمة بـ …»."""
    found = _RANKING.at(words, 0) if words else None
    return found is not None and found.prefix in ("", "و", "ف")


def leads_away(words: Sequence[Word]) -> bool:
    """Whether a sentence begins with what is no part of a report: «وفي أحدث الحوادث», «وكانت …» but «وكانت حصيلة …»."""
    first = [word.text for word in words[:3] if word.text.isalpha()]
    return any(text in _APART or text[1:] in _APART for text in first) and "حصيله" not in first


def is_loose(text: str) -> bool:
    """«الحصيلة», «الأرقام»: a document that more than its last author may have given out."""
    return text.removeprefix("ال") in _LOOSE


def through_relay(words: Sequence[Word], at: int) -> int | None:
    """Where the name behind «عن» begins."""
    for index in range(at, min(len(words), at + 6)):
        if words[index].text == "عن":
            return index + 1
        if words[index].text in ("الي", "من", "في", "علي"):
            return None
    return None


def subject_ahead(words: Sequence[Word], verb: int, *, spoken: bool) -> int | None:
    """Where a subject that ends right before a verb may begin: at a sentence's head or behind «لكن», «وكانت», «أن»."""
    for at in range(verb - 1, max(-1, verb - 11), -1):
        before = words[at - 1].text if at else ""
        if at == 0 or before in _TRIGGERS or before in (":", "-", "/"):
            if spoken and before in ("ان", "وان", "بان", "فان"):
                return None  # what the speaker tells of: «قال إن التقييم يشير إلى»
            known = head_at(words, at) is not None or author_of(words, at) is not None
            return at if known or words[at].text.startswith("ال") else None
    return None


def reaches(words: Sequence[Word], end: int, verb: int) -> bool:
    """Whether nothing but «قد», a time or a place stands between a name and its verb."""
    while verb > end and words[verb - 1].text in ("قد", "بدورها", "بدوره", "ايضا", "،"):
        verb -= 1
    return verb == end or (verb > end and _is_where(words, end, verb))


def _is_where(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether what stands between a name and its verb only says where it sits or when: «في غزة», «اليوم»."""
    return end - start <= 3 and (words[start].text in ("في",) or skip_asides(words, start) == end)
