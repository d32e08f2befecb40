"""A mention: one count phrase of a story with what happened to the people it counts."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from crawler.arabic.words import Word
from crawler.facts.casualty.phrase import CountPhrase
from crawler.facts.figure import Group, Outcome, Part


@dataclass(slots=True)
class Mention:
    """Filled in while a sentence is read; `outcome` None means that nothing was said yet.

    `start` and `end` are word positions of the phrase in its sentence, `cue` that of the word that governs it.
    """

    phrase: CountPhrase
    outcome: Outcome | None
    group: Group
    low: int
    high: int | None
    start: int
    end: int
    cue: int
    parent: "Mention | None" = None
    earlier: bool = False
    joint: bool = False
    named: bool = False  # told by name alone
    item: bool = False  # told in a line of a list
    sentence: "SentenceWords | None" = None
    told_in: Sequence[Word] = ()  # the words of its sentence


@dataclass(frozen=True, slots=True)
class SentenceWords:
    """A sentence as words; `number` counts from the start of its part, 0 the first."""

    part: Part
    number: int
    words: tuple[Word, ...]
    lead: bool = False
    mentions: list[Mention] = field(default_factory=list)
