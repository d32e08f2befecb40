"""What of a toll is counted together: an outcome and a group, and totals that reports word differently; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alerts.events.event import ReportedFigure
from crawler.facts.figure import Group, Outcome

PART_AT_MOST = 2  # times; a group told later, and so much smaller than the total, is told as a part of it


@dataclass(frozen=True, slots=True)
class Line:
    """What is counted together."""

    outcome: Outcome
    group: Group
    among: bool


def line_of(figure: ReportedFigure) -> Line:
    """The line that a figure is of by its own words."""
    return Line(figure.outcome, figure.group, figure.among)


def highest(figure: ReportedFigure) -> int:
    """The upper end of a figure; of one that is open above, the number it names."""
    return figure.min if figure.max is None else figure.max


def counted_as_one(figures: Sequence[ReportedFigure], sources: Mapping[int, int]) -> dict[Line, Line]:
    """For each line the one it is counted in: totals that reports word differently («21 مهاجرا», «24 شخصا») are one,
    unless one report gives both, a source tells of two such groups one by one, or it is told as of a part."""
    said: dict[Line, list[ReportedFigure]] = {}
    for figure in figures:
        said.setdefault(line_of(figure), []).append(figure)
    counted_in = {line: line for line in said}
    for outcome in Outcome:
        total = Line(outcome, Group.PEOPLE, among=False)
        taken: set[int] = set()
        groups = [line for line in said if line.outcome is outcome and not line.among and line != total]
        for line in sorted(groups, key=lambda line: -max(map(highest, said[line]))) if total in said else ():
            tellers = {sources.get(figure.story_id, figure.story_id) for figure in said[line]}
            if not tellers & taken and _may_be_all(said[line], said[total], sources):
                counted_in[line] = total
                taken |= tellers
    return counted_in


def _may_be_all(group: Sequence[ReportedFigure], total: Sequence[ReportedFigure], sources: Mapping[int, int]) -> bool:
    """Whether a group's numbers may be all the people: «طفلان قضيا متأثرين بجراحهما» after twelve are some of them."""
    for one in group:
        for whole in total:
            if one.story_id == whole.story_id:
                return False
            own = sources.get(one.story_id) == sources.get(whole.story_id)
            times = 1 if own else PART_AT_MOST
            if whole.at <= one.at and times * highest(one) <= highest(whole) and highest(one) != highest(whole):
                return False
    return True
