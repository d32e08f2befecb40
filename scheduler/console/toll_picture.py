"""A toll over time as numbers for an SVG: the range as a band, a step an update, a dot a report by its origin; pure.

Time runs as the page is read: from the left, or from the right. A range that is open above ends in its highest number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.events.lines import Line, highest
from alerts.events.revisions import Range, TollRevision
from alerts.events.standing import Standing
from alerts.events.toll_ledger import Entry

WIDTH, HEIGHT = 760.0, 240.0
LEFT, RIGHT, TOP, BOTTOM = 44.0, 18.0, 14.0, 34.0  # room for words around the field
COLOURS = 8
_STEPS = (1, 2, 5)
_TICKS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One report's number. `low` and `high` are the ends of a range, alike for one number; `colour` is its source's."""

    entry: Entry
    x: float
    low: float
    high: float
    colour: int
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """All that stands in the picture of one line, in its units; `band`, `upper` and `lower` are paths."""

    line: Line
    band: str
    upper: str
    lower: str
    dots: tuple[Dot, ...]
    levels: tuple[tuple[float, int], ...]  # where, how many
    moments: tuple[tuple[float, datetime], ...]  # where, when


def picture_of(
    line: Line,
    revisions: Sequence[TollRevision],
    entries: Sequence[Entry],
    numbers: Mapping[int, int],
    *,
    rightwards: bool,
) -> Picture | None:
    """The picture of a line of the toll; None where nothing counts, or all was said at once: a number
    says that better.

    `numbers` are those of the sources on the page, from 1 on.
    """
    steps = [(one.at, one.after) for one in revisions if one.line == line]
    times = [*(at for at, _ in steps), *(entry.figure.at for entry in entries)]
    most = max(
        [*(_upper(span) for _, span in steps if span is not None), *(highest(entry.figure) for entry in entries)],
        default=0,
    )
    if not steps or not most or len(set(times)) < 2:
        return None
    scale = _Scale(first=min(times), last=max(times), most=most, rightwards=rightwards)
    return Picture(
        line=line,
        **_paths(steps, scale),
        dots=tuple(
            Dot(
                entry=entry,
                x=scale.x(entry.figure.at),
                low=scale.y(entry.figure.min),
                high=scale.y(highest(entry.figure)),
                colour=(numbers.get(entry.source, 0) - 1) % COLOURS,
                counts=entry.standing is Standing.STANDS,
            )
            for entry in entries
        ),
        levels=tuple((scale.y(level), level) for level in _levels(most)),
        moments=tuple((scale.x(moment), moment) for moment in scale.moments()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    first: datetime
    last: datetime
    most: int
    rightwards: bool

    @property
    def span(self) -> timedelta:
        """From the first word to a little behind the last, so that the last step is seen to hold."""
        return max((self.last - self.first) * 1.08, timedelta(minutes=30))

    def x(self, at: datetime) -> float:
        share = (at - self.first) / self.span
        inside = WIDTH - LEFT - RIGHT
        return round(LEFT + inside * share if self.rightwards else WIDTH - LEFT - inside * share, 1)

    @property
    def end(self) -> float:
        return WIDTH - RIGHT if self.rightwards else RIGHT

    def y(self, number: int) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * number / (self.most * 1.08), 1)

    def moments(self) -> list[datetime]:
        return [self.first + self.span * index / _TICKS for index in range(_TICKS)]


def _paths(steps: Sequence[tuple[datetime, Range | None]], scale: _Scale) -> dict[str, str]:
    upper: list[tuple[float, float]] = []
    lower: list[tuple[float, float]] = []
    for index, (at, span) in enumerate(steps):
        until = scale.x(steps[index + 1][0]) if index + 1 < len(steps) else scale.end
        high, low = (scale.y(0),) * 2 if span is None else (scale.y(_upper(span)), scale.y(span.min))
        upper += [(scale.x(at), high), (until, high)]
        lower += [(scale.x(at), low), (until, low)]
    return {"band": f"{_path([*upper, *lower[::-1]])}Z", "upper": _path(upper), "lower": _path(lower)}


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in points)


def _levels(most: int) -> list[int]:
    """Round numbers for the lines across, few enough to be read."""
    size = 1
    while True:
        for step in _STEPS:
            if most / (step * size) <= _TICKS:
                return list(range(0, most + 1, step * size))
        size *= 10


def _upper(span: Range) -> int:
    return span.min if span.max is None else span.max
