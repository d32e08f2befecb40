"""What a story tells as its own news, and what it only recalls; pure.

A strike on one street is told with the strike on another of the day before («بعد يومين من غارة على السوق», «وكانت
البلدة قد فقدت ثمانية مسعفين»). Two stories that share such words share a background, and not a happening. What was
*said* before («وكانت الوزارة قد أعلنت مقتل خمسة») is of the same happening and stays.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from crawler.arabic.letters import fold_key
from crawler.arabic.sentences import sentences

READ = 2_500  # characters of a text; further down is background
LEAST = 25  # characters of a sentence before the clause that recalls, so that something of its own is left
LEAST_OF_TITLE = 10
_FILE = Path(__file__).with_name("telling_words.tsv")


@dataclass(frozen=True, slots=True)
class Foreground:
    """The folded title and sentences that tell the news, and the folded pieces that recall something else."""

    title: str
    sentences: tuple[str, ...]
    recalled: tuple[str, ...]

    @property
    def text(self) -> str:
        """Title and sentences."""
        return " . ".join((self.title, *self.sentences))

    @property
    def head(self) -> str:
        """Title and the first two sentences."""
        return " . ".join((self.title, *self.sentences[:2]))


def foreground(title: str, text: str) -> Foreground:
    """The parts of a story."""
    whole = fold_key(title)
    clause = _recalling_clause().search(whole)
    told: list[str] = []
    recalled: list[str] = []
    for span in sentences(text[:READ]):
        own, old = _divided(fold_key(text[span.start : span.end]), lead=not told)
        told += [own] if own else []
        recalled += [old] if old else []
    return Foreground(
        title=whole[: clause.start()] if clause is not None and clause.start() > LEAST_OF_TITLE else whole,
        sentences=tuple(told),
        recalled=tuple(recalled),
    )


def _divided(sentence: str, *, lead: bool) -> tuple[str, str]:
    """A folded sentence as what it tells and what it recalls. A lead never only recalls («شهد الطريق حادثا آخر»)."""
    head = None if lead else _recalling_head().match(sentence)
    if head is not None and not (head["verb"] and head["verb"].startswith(words("says"))):
        return "", sentence
    clause = _recalling_clause().search(sentence)
    if clause is None:
        return sentence, ""
    end = sentence.find("،", clause.start())
    if clause.start() <= LEAST and end < 0:
        return sentence, ""
    end = len(sentence) if end < 0 else end
    return sentence[: clause.start()] + sentence[end:], sentence[clause.start() : end]


@cache
def lists() -> dict[str, tuple[str, ...]]:
    """The word lists of telling_words.tsv, folded; phrases are parted by commas."""
    rows = (line.partition("\t") for line in _FILE.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    return {
        kind: tuple(fold_key(word) for word in (listed.split(",") if "," in listed else listed.split()))
        for kind, _, listed in rows
    }


def words(kind: str) -> tuple[str, ...]:
    """One of the lists."""
    return lists()[kind]


def any_of(kind: str) -> str:
    """One of the lists as a regular expression."""
    return f"(?:{'|'.join(map(re.escape, words(kind)))})"


@cache
def _recalling_head() -> re.Pattern[str]:
    ordinal = r"(?:ثاني|ثالث|رابع|المره|الثاني|الثالث)"
    return re.compile(
        rf"و?{any_of('was')}\s+.{{0,80}}?\sقد\s+(?P<verb>\w+)|و?{any_of('recalls')}(?!\w)"
        rf"|و?(?:هذا|هذه|هو|هي)\s+{ordinal}"
    )


@cache
def _recalling_clause() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)و?(?:بعد|عقب|قبل)\s+(?:نحو\s+|اقل\s+من\s+|اكثر\s+من\s+)?(?:\w+\s+){{0,2}}?{any_of('long since')}"
        r"(?:\s+(?:قليله|واحد|ونصف))?\s+(?:من|علي)\s|(?<!\w)غداه\s|(?<!\w)لم\s+تمض\s"
        r"|(?<!\w)(?:هو|هي|هذا|هذه|في)\s+(?:ال)?(?:ثاني|ثالث|رابع|خامس)\w*\s"
    )


def recalls(folded: str) -> bool:
    """Whether a folded text has a clause that recalls something else."""
    return _recalling_clause().search(folded) is not None
