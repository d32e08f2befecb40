"""Which sentences and words are worth reading for casualties: most of a day's news speaks of none.

Both answers are remembered word by word, so that a text without harm costs one look-up a word.
"""

from collections.abc import Sequence
from functools import lru_cache

from crawler.arabic.people import HARMED, PEOPLE
from crawler.arabic.words import Word
from crawler.facts.casualty.cues import CUES, CueKind
from crawler.facts.casualty.families import KIN
from crawler.facts.casualty.named import GIVEN_NAMES
from crawler.facts.casualty.shares import begins_shares, begins_tallied
from crawler.facts.casualty.wording import (
    MORE,
    ONE_OF_THEM,
    OTHERS,
    QUALIFIERS,
    SEVERAL,
    SOME_MORE,
    SWEEPS,
    SWEPT,
)

_REMEMBERED = 60_000
_TELLING = frozenset((CueKind.MASDAR, CueKind.VERB, CueKind.FALL, CueKind.AFTER, CueKind.TALLY))
_OF_THEM = frozenset(("منهم", "منهن", "منها", "منهما", "هولاء"))
_SPECIAL = frozenset(
    (
        "اسره",
        "عايله",
        "عشيره",
        "بين",
        "مابين",
        "وبين",
        "ما",
        "وما",
        "عدد",
        "عددا",
        "بعض",
        "وعدد",
        "وعددا",
        "عبد",
        "ام",
        "وام",
    )
)


def tells_harm(words: Sequence[Word]) -> bool:
    """Whether a sentence may tell by itself of people who came to harm."""
    return any(_is_telling(word.text) for word in words)


def tells_more(words: Sequence[Word]) -> bool:
    """Whether a sentence may tell more of people whose harm was told before it: «بينهم 5», «ثلاثة منهم»."""
    return any(_is_telling(word.text) or _goes_on(word.text) for word in words)


@lru_cache(maxsize=_REMEMBERED)
def _is_telling(text: str) -> bool:
    if any(cue.kind in _TELLING and cue.outcome is not None for cue in CUES.beginning(text)):
        return True
    return HARMED.begins(text) or text in SWEEPS or begins_tallied(text)


@lru_cache(maxsize=_REMEMBERED)
def _goes_on(text: str) -> bool:
    if any(cue.kind is CueKind.SUBSET for cue in CUES.beginning(text)):
        return True
    return begins_shares(text) or text in _OF_THEM or text in ONE_OF_THEM


@lru_cache(maxsize=_REMEMBERED)
def is_plain(text: str) -> bool:
    """Whether no cue, count or list can begin at a word that is no number."""
    if not text[0].isalpha():
        return text[0] != '"'
    if CUES.begins(text) or PEOPLE.begins(text) or HARMED.begins(text) or QUALIFIERS.begins(text):
        return False
    if SEVERAL.begins(text) or begins_shares(text):
        return False
    stem = text.removeprefix("و")
    words = (text, stem)
    return not any(
        word in known
        for known in (SWEEPS, SWEPT, ONE_OF_THEM, OTHERS, MORE, SOME_MORE, KIN, GIVEN_NAMES, _SPECIAL, _OF_THEM)
        for word in words
    )
