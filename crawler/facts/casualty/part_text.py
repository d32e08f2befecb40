"""A headline or a body, folded and split into the words of its sentences once for all that reads it."""

import re
from dataclasses import dataclass
from functools import cached_property

from crawler.arabic.letters import Folded, fold
from crawler.arabic.places import Place, places_of
from crawler.arabic.sentences import sentences
from crawler.arabic.words import Word, with_ands_joined, words_of
from crawler.facts.casualty.beginnings import BEGINNINGS
from crawler.facts.casualty.bracketed import without_brackets
from crawler.facts.casualty.causes import FoundCauses, causes_of
from crawler.facts.casualty.hands import Hand, hands_of
from crawler.facts.figure import Part
from crawler.news import Span


class TextLine:
    """One sentence: its place in the folded text and its words, which carry their own places there.

    What it names is found once, when it is first asked for, because lead and counts both ask.
    """

    def __init__(self, number: int, span: Span, words: list[Word]) -> None:
        self.number, self.span, self.words = number, span, words

    @cached_property
    def begins(self) -> list[int]:
        """What may begin at each word, by the bits of the readers (`BEGINNINGS`)."""
        return BEGINNINGS.of(self.words)

    @cached_property
    def causes(self) -> FoundCauses:
        """By what its people may have come to harm."""
        return causes_of(self.words, self.begins)

    @cached_property
    def places(self) -> list[Place]:
        """The places that it names."""
        return places_of(self.words)

    @cached_property
    def hands(self) -> tuple[Hand, ...]:
        """Who it says struck, shot or held."""
        return hands_of(self.words, self.begins)


@dataclass(frozen=True, slots=True)
class PartText:
    """The original, which figures quote, with its folded form and its sentences."""

    part: Part
    original: str
    folded: Folded
    lines: tuple[TextLine, ...]

    def said(self, line: TextLine) -> str:
        """The folded text of a sentence."""
        return self.folded.text[line.span.start : line.span.end]


# «موظفَين», a dual by its vowel, which folding loses; «موظفان» is read as one. The length stays as it is, and a word that
# never ends is not gone through from each of its letters.
_DUAL = re.compile(
    r"\b(?:[وفبكل]|ال)?[\u0621-\u064a][\u0621-\u0652]{2,40}?(?:\u064e\u0651?|\u0651\u064e)\u064a(?=\u0652?\u0646(?![\u0621-\u0652]))"
)
_NO_DUALS = (
    "يوم",
    "عام",
    "شهر",
    "سن",
    "ساع",
    "ليل",
    "اسبوع",
    "أسبوع",
    "مر",
    "حس",
    "الحس",
    "إثن",
    "اثن",
    "الإثن",
    "الاثن",
    "بن",
)


def _with_alif(found: re.Match[str]) -> str:
    plain = re.sub("[\u064b-\u0652]", "", found.group())
    stem = plain.removesuffix("ي").removesuffix("ت")
    return found.group() if stem in _NO_DUALS else found.group()[:-1] + "ا"


def folded_part(original: str) -> Folded:
    """The folded text of a part, in which a dual that only its vowel tells is written as one."""
    return fold(_DUAL.sub(_with_alif, original) if "\u064e" in original else original)


def part_text(original: str, part: Part) -> PartText:
    """A part of a story, ready to be read."""
    folded = folded_part(original)
    spans = sentences(folded.text)
    lines = (TextLine(at, span, _words(folded.text, span)) for at, span in enumerate(spans))
    return PartText(part, original, folded, tuple(lines))


def whole_line(text: PartText) -> TextLine:
    """All of a part as one line, as a headline is read for what it names."""
    span = Span(start=0, end=len(text.folded.text))
    return TextLine(-1, span, _words(text.folded.text, span))


def _words(text: str, span: Span) -> list[Word]:
    return without_brackets(with_ands_joined(words_of(text, span.start, span.end)))
