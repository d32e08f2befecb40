"""What every sentence of a story says of its happening, with or without a count: its time, its hand, its cause.

A paragraph that sets itself apart («وفي حادث منفصل», «من جهة أخرى») tells a happening of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from crawler.arabic.beginnings import where
from crawler.arabic.letters import Folded
from crawler.arabic.places import Place
from crawler.arabic.words import Dictionary, Word
from crawler.facts.casualty.beginnings import BEGINNINGS
from crawler.facts.casualty.hands import Actor
from crawler.facts.casualty.part_text import PartText, TextLine, whole_line
from crawler.facts.figure import Cause

_HERE = Path(__file__).parent
_SHORTEST = 45  # characters of a sentence that is no dateline or byline
_AFAR = 8  # words at the head of a sentence within which it sets itself apart
_READ = 40  # sentences of a story that are read for what it is about


def _rows() -> dict[str, list[str]]:
    rows = (_HERE / "incidents.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in rows if line and not line.startswith("#"))
    return {kind: [form.strip() for form in forms.split(",")] for kind, forms in pairs}


class Tells(Enum):
    """What words of a sentence tell of the happening it speaks of."""

    APART = "apart"
    EARLIER_TOLL = "earlier toll"
    ADMITS = "admits"
    LIKE_IT = "like it"
    ARTILLERY = "artillery"
    OPENS_FIRE = "opens fire"
    REFERS_BACK = "refers back"


ROWS = _rows()
_CUES = Dictionary((form, tells) for tells in Tells for form in ROWS[tells.value])
_CUE = BEGINNINGS.reader(_CUES.begins)
_CLAIM_WORDS = frozenset(("تبني", "تبنت", "تبنوا", "مسووليته", "مسووليتها", "مسئوليته", "مسئوليتها"))
_CLAIM = BEGINNINGS.reader(lambda text: text.removeprefix("و") in _CLAIM_WORDS)
_WAS = frozenset(("وكان", "وكانت", "كان", "كانت"))
_DIFFERS = {Tells.LIKE_IT, Tells.APART}
_OTHERS = frozenset(("عام", "سنه", "اعوام", "سنوات", "عامين", "سنتين", "حادث", "هجوم", "هجمات", "حوادث", "اخر", "اخري"))


class Line(NamedTuple):
    """What a sentence of the body says of its happening; `incident` 0 is the story's own."""

    number: int
    paragraph: int
    incident: int
    tells: frozenset[Tells]
    cause: Cause | None  # read where a figure may want it: in the lead, and of happenings set apart
    actor: str | None  # in the lead only
    recalls: bool = False  # «وكانت الوزارة قد أحصت …»: what was said of the same happening before


class Opening(NamedTuple):
    """A sentence that tells what the story is about; `number` -1 is the headline."""

    number: int
    original: str
    folded: Folded
    line: TextLine


@dataclass(frozen=True, slots=True)
class Setting:
    """The sentences of a story by number, and what its headline names."""

    lines: dict[int, Line]
    title_cause: Cause | None
    title_actor: str | None
    lead: int  # the first paragraph that is no dateline
    claimed_by: str | None  # who owned up to the story's happening
    opening: tuple[Opening, ...]  # the lead's sentences, then the headline
    paragraphs: dict[int, list[Opening]]  # the sentences of the others


def setting_of(title: PartText, text: PartText) -> Setting:
    """What every sentence of a story says of its happening, with or without a count."""
    lines: dict[int, Line] = {}
    incident = paragraph = apart = end = 0
    lead = _lead_of(text)
    claimed: str | None = None
    opening: list[Opening] = []
    paragraphs: dict[int, list[Opening]] = {}
    for line in text.lines[:_READ]:
        number, span, words = line.number, line.span, line.words
        if "\n" in text.folded.text[end : span.start]:
            paragraph += 1
            incident = 0
        end = span.end
        told = opening if paragraph == lead else paragraphs.setdefault(paragraph, [])
        told.append(Opening(number, text.original, text.folded, line))
        tells = _told(line)
        if claimed is None and not incident and Tells.APART not in tells:
            claim = next((hand for hand in line.hands if hand.claims), None) if where(line.begins, _CLAIM) else None
            claimed = verbatim(text.original, text.folded, words, claim.actor) if claim is not None else None
        if Tells.APART in tells:
            apart += 1
            incident = apart
        lines[number] = Line(
            number=number,
            paragraph=paragraph,
            incident=incident,
            tells=tells,
            cause=_cause_named(line) if incident or paragraph == lead else None,
            actor=_actor_named(text.original, text.folded, line) if paragraph == lead else None,
            recalls=words[0].text in _WAS and not _DIFFERS & tells and not any(w.text in _OTHERS for w in words),
        )
    heading = title.lines[0] if len(title.lines) == 1 else whole_line(title)
    return Setting(
        lines=lines,
        title_cause=_cause_named(heading),
        title_actor=_actor_named(title.original, title.folded, heading),
        lead=lead,
        claimed_by=claimed,
        opening=(*opening, Opening(-1, title.original, title.folded, heading)),
        paragraphs=paragraphs,
    )


def _lead_of(text: PartText) -> int:
    """The first paragraph with a sentence that is long enough to be no dateline."""
    paragraph = end = 0
    for line in text.lines[:_READ]:
        span = line.span
        paragraph += "\n" in text.folded.text[end : span.start]
        end = span.end
        if end - span.start > _SHORTEST:
            return paragraph
    return 0


def _told(line: TextLine) -> frozenset[Tells]:
    found = {(cue.value, at) for at in where(line.begins, _CUE) if (cue := _CUES.at(line.words, at)) is not None}
    return frozenset(tells for tells, at in found if tells is not Tells.APART or at < _AFAR)


def _cause_named(line: TextLine) -> Cause | None:
    return next((cause for _, cause, faint in line.causes.found if not faint), None)


def _actor_named(original: str, folded: Folded, line: TextLine) -> str | None:
    hands = sorted(line.hands, key=lambda hand: hand.faint)
    return verbatim(original, folded, line.words, hands[0].actor) if hands else None


def verbatim(original: str, folded: Folded, words: Sequence[Word], name: Actor | Place) -> str:
    """A name as the original has it, without stretched letters."""
    told = folded.piece(original, words[name.start].start + name.cut, words[name.end - 1].end)
    return " ".join(told.replace("\u0640", "").split())
