"""A headline or a body, folded and split into the words of its sentences once for all that reads it."""

from dataclasses import dataclass

from crawler.arabic.letters import Folded, fold
from crawler.arabic.sentences import sentences
from crawler.arabic.words import Word, words_of
from crawler.facts.figure import Part
from crawler.news import Span


@dataclass(frozen=True, slots=True)
class TextLine:
    """One sentence: its place in the folded text and its words, which carry their own places there."""

    number: int
    span: Span
    words: list[Word]


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


def part_text(original: str, part: Part) -> PartText:
    """A part of a story, ready to be read."""
    folded = fold(original)
    spans = sentences(folded.text)
    lines = (TextLine(at, span, words_of(folded.text, span.start, span.end)) for at, span in enumerate(spans))
    return PartText(part, original, folded, tuple(lines))
