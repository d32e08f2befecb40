"""How near a text is to another, in words: ROUGE-L, precision and recall; whether a title and a date are right."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum

_SIGNS = re.compile("[\u0640\u064b-\u0652\u0670]")  # kashida and the signs for vowels
_WORD = re.compile(r"\w+")
# What divides a headline from its section and its site in <title>.
_JOINT = re.compile(r"\s+[|–—-]\s+")

_ZONES = [timezone(timedelta(hours=hours)) for hours in range(5)]  # from Mauritania to Oman


class Verdict(StrEnum):
    """What a stated value is against the one that is known."""

    RIGHT = "right"
    WRONG = "wrong"
    UNKNOWN = "unknown"  # nothing was stated
    NO_GOLD = "no gold"  # nobody knows


@dataclass(frozen=True, slots=True, kw_only=True)
class TextScore:
    """Shares from 0 to 1. `rouge_l` is the F measure of the longest common subsequence of words."""

    rouge_l: float
    precision: float
    recall: float


def words(text: str) -> list[str]:
    """The words of a text in order, in one form of their letters and without signs."""
    return _WORD.findall(_SIGNS.sub("", unicodedata.normalize("NFKC", text)))


def text_score(text: str, gold: str) -> TextScore:
    """How much of the gold's words a text has, and how much else."""
    ours, theirs = words(text), words(gold)
    if not ours or not theirs:
        return TextScore(rouge_l=0.0, precision=0.0, recall=0.0)
    shared = (Counter(ours) & Counter(theirs)).total()
    return TextScore(
        rouge_l=2 * common_subsequence(ours, theirs) / (len(ours) + len(theirs)),
        precision=shared / len(ours),
        recall=shared / len(theirs),
    )


def common_subsequence(one: Sequence[str], other: Sequence[str]) -> int:
    """The length of the longest common subsequence; a row of the usual table is the bits of one number."""
    places: dict[str, int] = {}
    for index, word in enumerate(one):
        places[word] = places.get(word, 0) | 1 << index
    everywhere = (1 << len(one)) - 1
    row = everywhere
    for word in other:
        met = row & places.get(word, 0)
        row = ((row + met) | (row - met)) & everywhere
    return len(one) - row.bit_count()


def title_verdict(title: str, page_title: str) -> Verdict:
    """Whether a title is the headline alone. `page_title` may have the site's name behind it."""
    if not title.strip():
        return Verdict.UNKNOWN
    return Verdict.RIGHT if words(title) == words(_JOINT.split(page_title)[0]) else Verdict.WRONG


def date_verdict(published: datetime | None, gold: date | None) -> Verdict:
    """Whether a moment is on the right day where the outlet is; a moment without a zone is taken as it stands."""
    if gold is None:
        return Verdict.NO_GOLD
    if published is None:
        return Verdict.UNKNOWN
    days = {published.date()}
    if published.tzinfo is not None:
        days |= {published.astimezone(zone).date() for zone in _ZONES}
    return Verdict.RIGHT if gold in days else Verdict.WRONG
