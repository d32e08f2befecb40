"""The one number of an outcome that a story is about, as a reader would tell it in a headline.

A story states many figures: a lead that says «dozens», the exact number further down, soldiers and civilians counted
apart, yesterday's toll. The main one is the first whole of the story's own happening; counts that stand side by side
(«شرطي و8 مسلحين») are added, and an open, rounded or joint one gives way to a later exact one that it leaves room for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.facts.figure import CasualtyFigure, Group, Outcome, Qualifier, Scope

_SIDE_BY_SIDE = 25  # characters between two counts of one list
_SHARED_OUT = 2  # parts
_ROOM_ABOVE = 1.15  # «أكثر من 40» leaves room for 44, not for 400
_ROOM_ABOUT = 0.13


@dataclass(frozen=True, slots=True)
class MainToll:
    """People; `max` is None when open above. `figures` are the indexes of the figures it is made of."""

    min: int
    max: int | None
    figures: tuple[int, ...]


def main_toll(figures: Sequence[CasualtyFigure], outcome: Outcome) -> MainToll | None:
    """The main number of an outcome among a story's figures; None where it states none."""
    wholes = [at for at, figure in enumerate(figures) if figure.outcome is outcome and figure.among is None]
    own = [at for at in wholes if figures[at].scope is Scope.EVENT] or wholes
    if not own:
        return None
    first = figures[own[0]]
    exact = next((at for at in wholes if at > own[0] and _makes_exact(figures[at], first)), None)
    if exact is not None:
        return MainToll(figures[exact].min, figures[exact].max, (exact,))
    parts = _exact_parts(figures, own[0])
    if parts:
        number = sum(figures[at].min for at in parts)
        return MainToll(number, number, parts)
    beside = _beside(figures, own)
    highs = [figures[at].max for at in beside]
    high = None if None in highs else sum(number for number in highs if number is not None)
    return MainToll(_sum_of([figures[at] for at in beside]), high, tuple(beside))


def _exact_parts(figures: Sequence[CasualtyFigure], whole: int) -> tuple[int, ...]:
    """«إصابة عدد من العاملات … نقل 9 منهن إلى مستشفى و3 إلى آخر»: the numbered parts of a whole without a number."""
    parts = [at for at, figure in enumerate(figures) if figure.among == whole]
    if figures[whole].qualifier is not Qualifier.VAGUE or len(parts) < _SHARED_OUT:
        return ()
    exact = all(figures[at].min == figures[at].max and figures[at].group is figures[parts[0]].group for at in parts)
    return tuple(parts) if exact else ()


def _sum_of(beside: Sequence[CasualtyFigure]) -> int:
    """How many at least; plurals without a number («مدنيين وأعوان») stay «several», for they count nobody."""
    if all(figure.qualifier is Qualifier.VAGUE for figure in beside):
        return beside[0].min
    return sum(figure.min for figure in beside)


def _same_people(one: CasualtyFigure, other: CasualtyFigure) -> bool:
    """Whether two figures may count the same people: soldiers do not make civilians exact."""
    return one.group is other.group or Group.PEOPLE in (one.group, other.group)


def _makes_exact(later: CasualtyFigure, first: CasualtyFigure) -> bool:
    """Whether a later figure says exactly what the first one leaves open, rounds or gives for two outcomes."""
    if later.max is None or later.qualifier is Qualifier.RANGE or not _same_people(later, first):
        return False
    if first.qualifier is Qualifier.VAGUE:
        return first.min <= later.min
    if first.qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN):
        return first.min < later.min <= first.min * _ROOM_ABOVE
    if first.qualifier is Qualifier.ABOUT:
        return abs(later.min - first.min) <= first.min * _ROOM_ABOUT
    joint = first.qualifier is Qualifier.RANGE and first.min == 0 and first.max is not None
    return joint and first.max is not None and later.max < first.max


def _beside(figures: Sequence[CasualtyFigure], own: Sequence[int]) -> list[int]:
    """The first figure with those of other people that stand in one list with it."""
    beside = [own[0]]
    for at in own[1:]:
        last, figure = figures[beside[-1]], figures[at]
        if last.words is None or figure.words is None or figure.evidence.part is not last.evidence.part:
            break
        gap = figure.words.start - last.words.end
        joined = _first_letter(figure) == "و"
        if not joined or not 0 <= gap <= _SIDE_BY_SIDE or figure.qualifier is Qualifier.RANGE:
            break
        beside.append(at)
    return beside


def _first_letter(figure: CasualtyFigure) -> str:
    """The letter that the count's words begin with; «و» joins it to the count before."""
    if figure.words is None:
        return ""
    at = figure.words.start - figure.evidence.span.start
    return figure.evidence.quote[at : at + 1]
