"""The toll of an event: what its independent sources say now, as a range with who says so; pure.

A range runs from the lowest to the highest of the words that stand (`standing.py` says which). A vague word («عشرات»)
that an exact one fits does not widen it, nor does the toll of an hour that has passed. Background totals never come
here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from alerts.alert import TollLine
from alerts.events.event import EventReport, ReportedFigure
from alerts.events.lines import Line, highest
from alerts.events.standing import Said, Standing, all_said
from crawler.arabic.letters import fold_key
from crawler.facts.figure import CasualtyFigure, DatePrecision, Group, Outcome, Scope

T = TypeVar("T")

_OUTCOMES = {outcome: place for place, outcome in enumerate(Outcome)}
_GROUPS = {group: place for place, group in enumerate(Group)}
# By the noun of its own outcome: «اثنان من الجرحى» who died are not some of the dead.
_OF_THEM = {
    outcome: re.compile(rf"(?:^|\s)(?:من (?:بين )?ال(?:{nouns})|منهم|من بينهم)$")
    for outcome, nouns in {
        Outcome.KILLED: "قتلي|ضحايا|شهداء|متوفين|وفيات",
        Outcome.INJURED: "جرحي|مصابين|مصابات|جريحات",
        Outcome.MISSING: "مفقودين",
    }.items()
}
# «وفاة مصاب سادس», «وفاة رابع ضحية»: one more, behind those who were counted before.
_NTH = "(?:ثان|ثاني|ثانيه|ثالث|ثالثه|رابع|رابعه|خامس|خامسه|سادس|سادسه|سابع|سابعه|ثامن|ثامنه|تاسع|تاسعه|عاشر|عاشره)"
_BEHIND = 12  # characters behind a count, an ordinal among them
_NTH_COUNT = re.compile(rf"(?:^|\s)(?:ال)?{_NTH}$")
_NTH_BEHIND = re.compile(rf"^\s*(?:ال)?{_NTH}(?:\s|$|[،.؛:»\"])")

_TALLY_TO = (
    r"(?:ال)?(?:حصيله|عدد|اعداد|قتلي|ضحايا|شهداء|وفيات|جرحي|مصابين) "
    r"[^،؛.:]*الي(?: (?:اكثر من|نحو|حوالي|ما لا يقل عن))?$"
)
_RISEN_TO = re.compile(rf"(?:^|\s)[وفل]?(?:ارتفع|ارتفعت|يرتفع|ترتفع|ارتفاع|بارتفاع) (?:\w+ )?{_TALLY_TO}")
_LOWERED_TO = re.compile(
    rf"(?:^|\s)[وفلب]?(?:خفض|خفضت|خفضوا|تخفض|يخفض|تخفيض|انخفض|انخفضت|انخفاض|تراجع|تراجعت) (?:\w+ ){{0,6}}?{_TALLY_TO}"
)


def reported_figures(story_id: int, at: datetime, figures: Sequence[CasualtyFigure]) -> tuple[ReportedFigure, ...]:
    """The figures of a story that tell of this happening, without earlier and cumulative totals."""
    return _reported(story_id, at, figures, Scope.EVENT)


def background_figures(story_id: int, at: datetime, figures: Sequence[CasualtyFigure]) -> tuple[ReportedFigure, ...]:
    """The earlier and cumulative totals that a story gives beside: kept in the ledger, and never in the toll."""
    return _reported(story_id, at, figures, Scope.BACKGROUND)


def _reported(
    story_id: int, at: datetime, figures: Sequence[CasualtyFigure], scope: Scope
) -> tuple[ReportedFigure, ...]:
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
            lowered_from=_lowered_from(figure, figures),
            of_some=_of_some(figure),
            scope=figure.scope,
            evidence=figure.evidence.quote,
            start=figure.period.start if figure.period else None,
            end=figure.period.end if figure.period else None,
        )
        for figure in figures
        if figure.scope is scope
    )


def _of_some(figure: CasualtyFigure) -> bool:
    """Whether a count is of some of those who are known: «ثلاثة من الجرحى في حال حرجة», «خمسة منهم», «مصاب سادس»."""
    if figure.words is None:
        return False
    begins, quote = figure.evidence.span.start, figure.evidence.quote
    words = fold_key(quote[figure.words.start - begins : figure.words.end - begins])
    if figure.outcome in _OF_THEM and _OF_THEM[figure.outcome].search(words) is not None:
        return True
    behind = fold_key(quote[figure.words.end - begins : figure.words.end - begins + _BEHIND])
    nth = _NTH_COUNT.search(words) is not None or _NTH_BEHIND.search(behind) is not None
    return nth and figure.min == figure.max == 1


def _before(figure: CasualtyFigure, figures: Sequence[CasualtyFigure]) -> int | None:
    """The lower background toll of the same outcome and group beside a total: «ارتفعت من 5 إلى 12».

    Who says «ارتفع عدد القتلى إلى 12» and not from which number has seen whatever was lower.
    """
    lower = [other.min for other in _beside(figure, figures) if other.min < figure.min]
    return max(lower, default=figure.min - 1 if _is_moved_to(figure, _RISEN_TO) else None)


def _is_moved_to(figure: CasualtyFigure, moved: re.Pattern[str]) -> bool:
    """Whether its sentence says that the count of this outcome rose to it, or was lowered to it."""
    if figure.words is None or figure.among is not None or figure.scope is not Scope.EVENT or figure.min < 1:
        return False
    ahead = figure.evidence.quote[: figure.words.start - figure.evidence.span.start]
    return moved.search(fold_key(ahead)) is not None


def _lowered_from(figure: CasualtyFigure, figures: Sequence[CasualtyFigure]) -> tuple[int, ...]:
    """The higher ones that count no longer: «خفضت الوزارة الحصيلة من 12 إلى 9».

    They are of the same voice, or of anybody where the sentence says that the toll was lowered.
    """
    lowered = _is_moved_to(figure, _LOWERED_TO)
    most = figure.min if figure.max is None else figure.max
    higher = {
        other.min
        for other in _beside(figure, figures)
        if other.min > most
        and (lowered or other.attribution in (None, figure.attribution))
        and (other.period is None or other.period.precision is DatePrecision.DAY)
    }
    return tuple(sorted(higher))


def _beside(figure: CasualtyFigure, figures: Sequence[CasualtyFigure]) -> list[CasualtyFigure]:
    """The background tolls of the same outcome and group that stand beside a total of this happening."""
    if figure.among is not None or figure.scope is not Scope.EVENT:
        return []
    return [
        other
        for other in figures
        if other.scope is Scope.BACKGROUND and (other.outcome, other.group) == (figure.outcome, figure.group)
    ]


def toll_lines(
    figures: Sequence[ReportedFigure], reports: Sequence[EventReport], sources: Mapping[int, int]
) -> tuple[TollLine, ...]:
    """The lines of the toll: totals before their parts, the gravest outcome first."""
    return toll_of(all_said(figures, reports, sources))


def toll_of(said: Iterable[Said]) -> tuple[TollLine, ...]:
    """The lines of the toll that the words of a ledger make."""
    counted: dict[Line, list[Said]] = {}
    for one in said:
        if one.standing is Standing.STANDS:
            counted.setdefault(one.line, []).append(one)
    lines = [_toll_line(line, words) for line, words in counted.items()]
    held = [line for line in lines if not line.among or _has_room(line, lines)]
    return tuple(sorted(held, key=lambda line: (_OUTCOMES[line.outcome], line.among, -line.min, _GROUPS[line.group])))


def _has_room(part: TollLine, lines: Sequence[TollLine]) -> bool:
    """Whether some total holds this part: one that was told before the total was corrected may be larger than it."""
    wholes = [line for line in lines if line.outcome is part.outcome and not line.among]
    return not wholes or any(whole.max is None or whole.max >= part.min for whole in wholes)


def _toll_line(line: Line, said: Sequence[Said]) -> TollLine:
    figures = [one.figure for one in said]
    open_above = all(figure.max is None for figure in figures)
    alike = len({(figure.min, figure.max, figure.qualifier) for figure in figures}) == 1
    latest = max(figures, key=lambda figure: (figure.at, figure.story_id))
    return TollLine(
        outcome=line.outcome,
        group=line.group,
        among=line.among,
        min=min(figure.min for figure in figures),
        max=None if open_above else max(highest(figure) for figure in figures),
        says=tuple(dict.fromkeys(one.figure.attribution or one.outlet for one in said)),
        cause=latest.cause or _first(figure.cause for figure in figures),
        actor=latest.actor or _first(figure.actor for figure in figures),
        qualifier=latest.qualifier if alike else None,
    )


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)
