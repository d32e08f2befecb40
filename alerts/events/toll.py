"""The toll of an event: what its independent sources say now, as a range with who says so; pure.

Of each source the latest word on an outcome and group counts. A range runs from the lowest to the highest of these
words. A vague word («عشرات») that an exact one fits does not widen it, nor does the toll of an hour that has passed:
one that a later report says has risen, or that a higher one followed by OVERTAKEN_AFTER. A lower word that comes after
a higher one is a rival and stays. Background totals never come here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from alerts.alert import TollLine
from alerts.events.event import EventReport, ReportedFigure
from crawler.facts.figure import CasualtyFigure, Group, Outcome, Qualifier, Scope

T = TypeVar("T")

OVERTAKEN_AFTER = timedelta(hours=3)  # in the first hours sources differ because they count differently

_OUTCOMES = {outcome: place for place, outcome in enumerate(Outcome)}
_GROUPS = {group: place for place, group in enumerate(Group)}


def reported_figures(story_id: int, at: datetime, figures: Sequence[CasualtyFigure]) -> tuple[ReportedFigure, ...]:
    """The figures of a story that tell of this happening, without earlier and cumulative totals."""
    return tuple(
        ReportedFigure(
            story_id=story_id,
            at=at,
            outcome=figure.outcome,
            min=figure.min,
            max=figure.max,
            qualifier=figure.qualifier,
            group=figure.group,
            among=figure.among is not None,
            cause=figure.cause,
            actor=figure.actor,
            place=figure.place,
            country=figure.country,
            attribution=figure.attribution,
            before=_before(figure, figures),
        )
        for figure in figures
        if figure.scope is Scope.EVENT
    )


def _before(figure: CasualtyFigure, figures: Sequence[CasualtyFigure]) -> int | None:
    """The lower background toll of the same outcome and group beside a total."""
    if figure.among is not None:
        return None
    lower = [
        other.min
        for other in figures
        if other.scope is Scope.BACKGROUND
        and (other.outcome, other.group) == (figure.outcome, figure.group)
        and other.min < figure.min
    ]
    return max(lower, default=None)


@dataclass(frozen=True, slots=True)
class _Line:
    """What is counted together."""

    outcome: Outcome
    group: Group
    among: bool


def toll_lines(
    figures: Sequence[ReportedFigure], reports: Sequence[EventReport], sources: Mapping[int, int]
) -> tuple[TollLine, ...]:
    """The lines of the toll: totals before their parts, the gravest outcome first."""
    outlets = {report.story_id: report.outlet for report in reports}
    words: dict[_Line, dict[int, tuple[ReportedFigure, ...]]] = {}
    for figure in sorted(figures, key=lambda figure: (figure.at, figure.story_id)):
        line = _Line(figure.outcome, figure.group, figure.among)
        by_source = words.setdefault(line, {})
        source = sources.get(figure.story_id, figure.story_id)
        before = by_source.get(source, ())
        # A later story of the same source replaces its word; figures of one story stand beside each other.
        by_source[source] = (*(one for one in before if one.story_id == figure.story_id), figure)
    lines = [
        _toll_line(line, [_one_word(said) for said in by_source.values()], outlets)
        for line, by_source in _with_one_total(words).items()
    ]
    return tuple(sorted(lines, key=lambda line: (_OUTCOMES[line.outcome], line.among, -line.min, _GROUPS[line.group])))


def _with_one_total(
    words: Mapping[_Line, dict[int, tuple[ReportedFigure, ...]]],
) -> dict[_Line, dict[int, tuple[ReportedFigure, ...]]]:
    """Totals that sources word differently («21 مهاجرا», «24 شخصا») as one, unless one source gives both."""
    merged = dict(words)
    for outcome in Outcome:
        total = _Line(outcome, Group.PEOPLE, among=False)
        if total not in merged:
            continue
        for line in [one for one in merged if one.outcome is outcome and not one.among and one != total]:
            if not set(merged[line]) & set(merged[total]):
                merged[total] = {**merged[total], **merged.pop(line)}
    return merged


def _one_word(said: Sequence[ReportedFigure]) -> tuple[ReportedFigure, ...]:
    """What one story says of one line: rival tolls where it names who gives each, else the largest."""
    if len({figure.attribution for figure in said}) == len(said):
        return tuple(said)
    return (max(said, key=lambda figure: (figure.max or figure.min, figure.min)),)


def _toll_line(line: _Line, words: Iterable[tuple[ReportedFigure, ...]], outlets: Mapping[int, str]) -> TollLine:
    said = [figure for word in words for figure in word]
    firm = [figure for figure in said if figure.qualifier is not Qualifier.VAGUE]
    counted = [
        figure
        for figure in said
        if not _overtaken(figure, said)
        and (figure.qualifier is not Qualifier.VAGUE or not any(_highest(other) >= figure.min for other in firm))
    ]
    open_above = all(figure.max is None for figure in counted)
    alike = len({(figure.min, figure.max, figure.qualifier) for figure in counted}) == 1
    latest = max(counted, key=lambda figure: (figure.at, figure.story_id))
    return TollLine(
        outcome=line.outcome,
        group=line.group,
        among=line.among,
        min=min(figure.min for figure in counted),
        max=None if open_above else max(_highest(figure) for figure in counted),
        says=tuple(dict.fromkeys(figure.attribution or outlets.get(figure.story_id, "—") for figure in counted)),
        cause=latest.cause or _first(figure.cause for figure in counted),
        actor=latest.actor or _first(figure.actor for figure in counted),
        qualifier=latest.qualifier if alike else None,
    )


def _overtaken(figure: ReportedFigure, said: Sequence[ReportedFigure]) -> bool:
    """Whether a word is the toll of an hour that has passed, not a rival of the higher one that followed."""
    return any(
        _highest(other) > _highest(figure)
        and other.at > figure.at
        and (other.at - figure.at >= OVERTAKEN_AFTER or (other.before is not None and other.before >= figure.min))
        for other in said
        if other.story_id != figure.story_id
    )


def _highest(figure: ReportedFigure) -> int:
    return figure.min if figure.max is None else figure.max


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)
