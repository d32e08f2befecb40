"""The sentences of an export: what happened in English and Arabic, what proves it, and how it was read; pure."""

from alerts.events.account import outlet_of
from alerts.exports.fatalities import Fatalities, main_figure, main_lines
from alerts.exports.happening import Happening, Told, When, spot_of
from alerts.exports.sides import Sides
from alerts.text.arabic.toll import toll_line as arabic_toll
from alerts.text.english.toll import toll_line as english_toll
from crawler.facts.figure import CasualtyFigure, Outcome, Qualifier

# Marks that keep two directions of writing apart in a message; in a cell they are only in the way.
_MARKS = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f"))
_LONGEST = 600  # characters of one quotation: a cell must stay readable


def notes_of(happening: Happening, sides: Sides, deaths: Fatalities, when: When) -> str:
    """One sentence in English and one in Arabic, the evidence with its outlet, and what an analyst must know of it."""
    spot = spot_of(happening)
    name = spot.location.latin if spot.location and spot.location.latin else spot.place
    lines = main_lines(happening)
    parts = [
        f"On {_days(when)}: {_ended(english_toll(lines, name))}",
        _ended(arabic_toll(lines, spot.place)),
    ]
    proof = proof_of(happening)
    if proof is not None:
        told, figure = proof
        quote = " ".join(figure.evidence.quote.split())[:_LONGEST]
        parts.append(f"Evidence: «{quote}» ({outlet_of(told.account)}, {told.account.read.story.url}).")
    if sides.others:
        parts.append(f"Also named as doers: {'; '.join(sides.others)}.")
    if deaths.reading:
        parts.append(f"Fatalities: {deaths.reading}.")
    if deaths.most is None:
        parts.append(f"Fatalities are open above {deaths.number:,}.")
    elif deaths.most != deaths.number:
        parts.append(f"Fatalities are reported from {deaths.number:,} to {deaths.most:,}; the lower is given.")
    told_already = {deaths.number} if deaths.reading else set()
    ours = sorted({figure.min for figure in happening.figures if _is_ours(figure)} - told_already)
    if ours:
        numbers = " and ".join(str(number) for number in ours)
        parts.append(f"Words without a number ('several', a bare plural) are read as {numbers} by Rasid's own rule.")
    if when.precision is None:
        parts.append("No text dates it: the day is that of the first report.")
    return " ".join(part for part in parts if part).translate(_MARKS)


def proof_of(happening: Happening) -> tuple[Told, CasualtyFigure] | None:
    """The main figure of the gravest outcome in the latest own story that states it."""
    for outcome in Outcome:
        for told in reversed(happening.own):
            figure = main_figure(told, outcome)
            if figure is not None:
                return told, figure
    return None


def reading_of(figure: CasualtyFigure) -> str:
    """How a number came about: stated, ours (2 and 3 for words without a number), or the least a vague word means."""
    if figure.qualifier is not Qualifier.VAGUE:
        return "stated"
    return "rasid" if _is_ours(figure) else "least"


def _is_ours(figure: CasualtyFigure) -> bool:
    return figure.qualifier is Qualifier.VAGUE and figure.min in (2, 3)


def _days(when: When) -> str:
    if when.days == 1:
        return f"{when.start.day} {when.start:%B %Y}"
    return f"{when.start.day} {when.start:%B %Y} to {when.end.day} {when.end:%B %Y}"


def _ended(sentence: str | None) -> str:
    return f"{sentence.rstrip('.')}." if sentence else ""
