"""The main numbers of a happening: for each outcome one line, and of the dead one number by ACLED's rule; pure.

ACLED takes the most conservative of what is vague or disputed. Whole figures only, no parts and no background; a toll
of an hour that has passed is replaced by the later one, and of rivals that stand beside each other the lower counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from alerts.alert import TollLine
from alerts.events.account import told_at
from alerts.events.event import ReportedFigure
from alerts.events.toll import reported_figures
from alerts.exports.happening import Happening, Told, with_figures
from crawler.facts.figure import CasualtyFigure, Group, Outcome, Qualifier
from crawler.facts.main_toll import MainToll, main_toll

_OURS = {2: "a bare plural", 3: "'several'"}  # readings that no field standard knows


@dataclass(frozen=True, slots=True, kw_only=True)
class Fatalities:
    """`number` by ACLED's rule; `most` is the highest that a source gives, None when open above.

    `reading` says in English how a vague word was read, and is empty where a number was stated.
    """

    number: int
    most: int | None
    reading: str = ""


def fatalities_of(happening: Happening) -> Fatalities:
    """The deaths of a happening; 0 where none is reported."""
    words = _words(happening, Outcome.KILLED)
    if not words:
        return Fatalities(number=0, most=0)
    line = with_figures(happening, [replace(word, group=Group.PEOPLE) for word in words])[0]
    least = [word.qualifier for word in words if word.min == line.min]
    vague = bool(least) and all(qualifier is Qualifier.VAGUE for qualifier in least)
    return Fatalities(number=line.min, most=line.max, reading=_reading(line.min) if vague else "")


def main_lines(happening: Happening) -> tuple[TollLine, ...]:
    """One whole line an outcome, the dead as `fatalities_of` counts them, with the parts that fit into it."""
    lines: list[TollLine] = []
    for outcome in Outcome:
        words = _words(happening, outcome)
        if not words:
            continue
        groups = {word.group for word in words}
        group = groups.pop() if len(groups) == 1 else Group.PEOPLE
        whole = with_figures(happening, [replace(word, group=group) for word in words])[0]
        parts = [
            line
            for line in happening.toll
            if line.outcome is outcome and line.among and line.group not in (group, Group.PEOPLE)
        ]
        lines += [whole, *(line for line in parts if 0 < line.min < whole.min)]
    return tuple(lines)


def _words(happening: Happening, outcome: Outcome) -> list[ReportedFigure]:
    return [word for told in happening.own if (word := _word(told, outcome)) is not None]


def _word(told: Told, outcome: Outcome) -> ReportedFigure | None:
    """What one story says of an outcome in all."""
    main = main_toll(told.figures, outcome)
    if main is None:
        return None
    account = told.account
    reported = reported_figures(account.id, told_at(account), account.read.casualties)  # the earlier tolls too
    made_of = [reported[index] for index in main.figures]
    alike = len({figure.group for figure in made_of}) == 1
    return replace(
        made_of[0],
        min=min([main.min, *_rivals(told.figures, main)]),
        max=main.max,
        group=made_of[0].group if alike else Group.PEOPLE,
        among=False,
    )


def main_figure(told: Told, outcome: Outcome) -> CasualtyFigure | None:
    """The figure that a story's main number of an outcome opens with."""
    main = main_toll(told.figures, outcome)
    return None if main is None else told.figures[main.figures[0]]


def _rivals(figures: Sequence[CasualtyFigure], main: MainToll) -> list[int]:
    """What others say of the same people: the first total that each other source gives of that group and place."""
    if len(main.figures) > 1:
        return []
    first = figures[main.figures[0]]
    by_source: dict[str, CasualtyFigure] = {}
    for figure in figures:
        if figure.outcome is first.outcome and figure.among is None and figure.attribution is not None:
            by_source.setdefault(figure.attribution, figure)  # what a source adds further down is no total of its own
    if first.attribution is None:
        return []
    return [
        figure.min
        for source, figure in by_source.items()
        if source != first.attribution and (figure.group, figure.place) == (first.group, first.place)
    ]


def _reading(number: int) -> str:
    if number in _OURS:
        return f"{_OURS[number]} read as {number}, a reading of Rasid's own"
    return f"a vague word read as {number:,}, the least that it means, in the spirit of ACLED's rule"
