"""Bars of hours as numbers for an SVG: where each stands and how tall it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.console.hours import Hour

WIDTH, HEIGHT = 480, 64
_GAP = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One hour: `x`, `y` and heights in the units of the picture; the urgent ones stand at the bottom."""

    hour: Hour
    x: float
    width: float
    height: float
    urgent_height: float


def bars_of(hours: Sequence[Hour], *, rightwards: bool) -> tuple[Bar, ...]:
    """The bars; time runs as the page is read."""
    most = max((hour.events for hour in hours), default=0) or 1
    step = WIDTH / max(len(hours), 1)
    return tuple(
        Bar(
            hour=hour,
            x=round((index if rightwards else len(hours) - 1 - index) * step + _GAP / 2, 2),
            width=round(step - _GAP, 2),
            height=round(HEIGHT * hour.events / most, 2),
            urgent_height=round(HEIGHT * hour.urgent / most, 2),
        )
        for index, hour in enumerate(hours)
    )
