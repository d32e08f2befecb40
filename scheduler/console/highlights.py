"""A text in pieces, each with what it proves: figures, dealings and reasons of flags, by their offsets; pure.

Proofs may lie in one another and cross, so that the text is cut at every end of one, and a piece has all that hold it.
Offsets that leave the text are of another text: what they prove is left out, never shown at a wrong place.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from crawler.facts.figure import Evidence, Part
from crawler.news import Span
from crawler.understanding import ReadStory


class Proves(StrEnum):
    """What a piece is proof of."""

    FIGURE = "figure"  # the sentence of a figure
    NUMBER = "number"  # the figure's own words
    ACT = "act"
    REASON = "reason"  # of a flag
    CLASH = "clash"  # one side of a contradiction


@dataclass(frozen=True, slots=True, order=True)
class Proof:
    """What is proven: the kind, and its place in the story's list of that kind."""

    kind: Proves
    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of the text and what it proves; `begins` are the proofs that begin with it, for links to lead to."""

    text: str
    proofs: tuple[Proof, ...] = ()
    begins: tuple[Proof, ...] = ()

    @property
    def kinds(self) -> str:
        """The kinds as names of classes."""
        return " ".join(dict.fromkeys(f"is-{proof.kind}" for proof in self.proofs))

    @property
    def first(self) -> Proof | None:
        """What a click leads to: the narrowest thing; None where there is nothing to click at."""
        if not self.text.strip():
            return None
        order = (Proves.NUMBER, Proves.ACT, Proves.FIGURE, Proves.CLASH)
        return min(
            (one for one in self.proofs if one.kind in order), key=lambda one: order.index(one.kind), default=None
        )


def proofs_of(read: ReadStory, part: Part) -> list[tuple[Span, Proof]]:
    """All that one part of a story proves, with where it stands."""
    found: list[tuple[Evidence, Proof]] = []
    found += [(one.evidence, Proof(Proves.FIGURE, index)) for index, one in enumerate(read.casualties)]
    found += [(one.evidence, Proof(Proves.ACT, index)) for index, one in enumerate(read.acts)]
    for index, flag in enumerate((read.casualty, read.diplomacy)):
        found += [(evidence, Proof(Proves.REASON, index)) for evidence in flag.evidence]
    for index, clash in enumerate(read.discrepancies):
        found += [(evidence, Proof(Proves.CLASH, index)) for evidence in clash.evidence]
    spans = [(evidence.span, proof) for evidence, proof in found if evidence.part is part]
    spans += [
        (one.words, Proof(Proves.NUMBER, index))
        for index, one in enumerate(read.casualties)
        if one.words is not None and one.evidence.part is part
    ]
    return spans


def pieces_of(text: str, proofs: Iterable[tuple[Span, Proof]]) -> list[Piece]:
    """The text cut at the ends of its proofs; joined again it is the text."""
    within = [(span, proof) for span, proof in proofs if 0 <= span.start < span.end <= len(text)]
    cuts = sorted({0, len(text), *(span.start for span, _ in within), *(span.end for span, _ in within)})
    pieces = []
    seen: set[Proof] = set()
    for start, end in zip(cuts, cuts[1:], strict=False):
        holding = tuple(sorted({proof for span, proof in within if span.start <= start and end <= span.end}))
        new = tuple(proof for proof in holding if proof not in seen)
        seen.update(new)
        pieces.append(Piece(text=text[start:end], proofs=holding, begins=new))
    return pieces


def paragraphs_of(text: str, proofs: Iterable[tuple[Span, Proof]]) -> list[list[Piece]]:
    """The pieces paragraph by paragraph; paragraphs are divided by line ends."""
    paragraphs: list[list[Piece]] = [[]]
    for piece in pieces_of(text, proofs):
        for number, line in enumerate(piece.text.split("\n")):
            if number:
                paragraphs.append([])
            if line:
                begins = piece.begins if not number else ()
                paragraphs[-1].append(Piece(text=line, proofs=piece.proofs, begins=begins))
    return [one for one in paragraphs if one]
