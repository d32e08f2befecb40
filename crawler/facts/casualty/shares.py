"""Lists that share a toll out: by place, by hand, by trade.

«توزعوا على النحو التالي:», «الجنوب: 11 شهيدا», «تصدرت درعا بـ71 قتيلا تلتها حلب بـ30»: the counts behind such words are
parts of a toll told before, often without a word of what happened.
"""

from collections.abc import Sequence

from crawler.arabic.numbers import begins_number
from crawler.arabic.words import Dictionary, Word
from crawler.facts.casualty.wording import ROWS
from crawler.facts.figure import Outcome

_OPENS = Dictionary((phrase, True) for phrase in ROWS["distribution"])
_NEXT = Dictionary((phrase, True) for phrase in ROWS["next share"])
_OF = Dictionary(
    (phrase, Outcome(kind.removeprefix("distribution of ")))
    for kind, phrases in ROWS.items()
    if kind.startswith("distribution of ")
    for phrase in phrases
)
_BLAMES = frozenset(("المسووليه", "مسووليه", "مسووله", "مسوولا", "مسوولين", "مسوول"))
_BULLETS = frozenset("-–—•*▪")
_NOT_HELD = frozenset(("الشهداء", "المحررين", "المفرج", "الذين", "المرضي", "المصابين"))
_REACH = 12  # words from «توزع» to the noun that says of whom


def shares_at(words: Sequence[Word], index: int) -> int | None:
    """Where a phrase that begins to share out ends; None where none stands."""
    found = _OPENS.at(words, index)
    if found is None or words[index].text not in _BLAMES:
        return found.end if found is not None else None
    numbered = found.end < len(words) and (words[found.end].is_number or begins_number(words[found.end].text))
    return found.end if numbered else None  # «المسؤولية عن 893 حالة»; but «المسؤولية عن الهجوم»


def begins_shares(text: str) -> bool:
    """Whether words that share out a toll may begin at a word."""
    return _OPENS.begins(text)


def shared_outcome(words: Sequence[Word], index: int) -> Outcome | None:
    """Of which outcome a list tells: «توزع القتلى», «توزعت حالات الاعتقال»."""
    for at in range(max(0, index - 4), min(index + _REACH, len(words))):
        found = _OF.at(words, at)
        if found is not None:
            return found.value
    return None


def begins_tallied(text: str) -> bool:
    """Whether a noun of those whom a tally counts may begin at a word."""
    return _OF.begins(text) or text in ("الاسري", "الاسيرات")


def tallied_at(words: Sequence[Word], index: int) -> Outcome | None:
    """The outcome that a noun at a word says of those a tally counts: «المحتجزين», «المعتقلين»."""
    found = _OF.at(words, index)
    if found is None and index and words[index].text in ("الاسري", "الاسيرات"):
        behind = words[index + 1].text if index + 1 < len(words) else ""
        counted = words[index - 1].text in ("عدد", "اجمالي", "مجموع") and behind not in _NOT_HELD
        return Outcome.DETAINED if counted else None
    return found.value if found is not None else None


def is_next_share(words: Sequence[Word], index: int) -> bool:
    """Whether a word within the four before a count says that the list goes on: «تلتها حلب بـ30»."""
    return any(_NEXT.at(words, at) is not None for at in range(max(0, index - 5), index))


def is_list_line(words: Sequence[Word]) -> bool:
    """Whether a sentence is a line of a list, with a mark before it."""
    return bool(words) and words[0].text in _BULLETS


def goes_on(words: Sequence[Word]) -> bool:
    """Whether a sentence ends with a colon or a semicolon, so that its list follows."""
    return any(word.text in (":", "؛") for word in words[-3:])
