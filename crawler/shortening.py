"""A story's text cut down to the sentences that prove what is understood of it; pure.

The offsets of all evidence are moved into the shorter text, where every quote stands as it stood before. A text that
proves nothing becomes empty.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from crawler.arabic.sentences import sentences
from crawler.facts.figure import CasualtyFigure, Evidence, Part
from crawler.flags.flag import Flag
from crawler.news import Span
from crawler.store.story_rows import Understanding

_NOWHERE = Span(start=0, end=0)  # of evidence that did not stand in the text before either


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortened:
    """What is left of a text, and what was understood of the whole of it, with offsets into what is left."""

    text: str
    understanding: Understanding


def shortened(text: str, understanding: Understanding) -> Shortened:
    """The sentences of a text that hold evidence, neighbours as they stood, else a line each."""
    cut = _Cut.of(text, [span for span in _spans(understanding) if 0 <= span.start < span.end <= len(text)])
    return Shortened(text=cut.text, understanding=_moved(understanding, cut))


@dataclass(frozen=True, slots=True)
class _Cut:
    """The pieces of a text that stay, in order, and where each begins in what is left."""

    pieces: list[Span]
    begins: list[int]
    text: str

    @classmethod
    def of(cls, text: str, spans: Iterable[Span]) -> "_Cut":
        wanted = list(spans)
        held = [one for one in sentences(text) if any(one.start < span.end and span.start < one.end for span in wanted)]
        pieces: list[Span] = []
        for span in sorted([*held, *wanted], key=lambda one: one.start):
            if pieces and not text[pieces[-1].end : span.start].strip():  # overlapping, or with a blank between
                pieces[-1] = Span(start=pieces[-1].start, end=max(pieces[-1].end, span.end))
            else:
                pieces.append(span)
        begins, length = [], 0
        for piece in pieces:
            begins.append(length)
            length += piece.end - piece.start + 1  # and a line's end
        return cls(pieces, begins, "\n".join(text[piece.start : piece.end] for piece in pieces))

    def span(self, span: Span) -> Span:
        """Where it stands now."""
        at = bisect_right([piece.start for piece in self.pieces], span.start) - 1
        if at < 0 or not span.start < span.end <= self.pieces[at].end:
            return _NOWHERE
        moved = self.begins[at] - self.pieces[at].start
        return Span(start=span.start + moved, end=span.end + moved)

    def evidence(self, evidence: Evidence) -> Evidence:
        """The same evidence where it stands now; titles stay as they are."""
        return replace(evidence, span=self.span(evidence.span)) if evidence.part is Part.TEXT else evidence

    def figure(self, figure: CasualtyFigure) -> CasualtyFigure:
        """A figure with its sentence and its words."""
        words = figure.words
        if words is not None and figure.evidence.part is Part.TEXT:
            words = self.span(words)
        return replace(figure, evidence=self.evidence(figure.evidence), words=words)

    def flag(self, flag: Flag) -> Flag:
        """A flag with its reasons."""
        return replace(flag, evidence=tuple(map(self.evidence, flag.evidence)))


def _moved(understanding: Understanding, cut: _Cut) -> Understanding:
    return replace(
        understanding,
        casualty=cut.flag(understanding.casualty),
        diplomacy=cut.flag(understanding.diplomacy),
        by_model=tuple(map(cut.flag, understanding.by_model)),
        casualties=tuple(map(cut.figure, understanding.casualties)),
        acts=tuple(replace(act, evidence=cut.evidence(act.evidence)) for act in understanding.acts),
        discrepancies=tuple(
            replace(clash, evidence=tuple(map(cut.evidence, clash.evidence))) for clash in understanding.discrepancies
        ),
    )


def _spans(understanding: Understanding) -> list[Span]:
    flags = (understanding.casualty, understanding.diplomacy, *understanding.by_model)
    all_of_it = [
        *(evidence for flag in flags for evidence in flag.evidence),
        *(figure.evidence for figure in understanding.casualties),
        *(act.evidence for act in understanding.acts),
        *(evidence for clash in understanding.discrepancies for evidence in clash.evidence),
    ]
    spans = [evidence.span for evidence in all_of_it if evidence.part is Part.TEXT]
    words = [figure.words for figure in understanding.casualties if figure.evidence.part is Part.TEXT]
    return [*spans, *(one for one in words if one is not None)]
