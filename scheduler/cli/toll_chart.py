"""A toll over time as lines of text: one bar a step, solid up to its lower end and shaded up to its upper end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from alerts.events.revisions import Range

WIDTH = 40  # characters of the longest bar
SOLID, SHADED, OPEN = "█", "░", "→"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """The range from a moment on; None where nothing counts any more. `note` stands behind the bar."""

    at: datetime
    range: Range | None
    note: str


def chart(points: Sequence[Point], *, width: int = WIDTH) -> list[str]:
    """The lines, oldest first. People are one character each as long as they fit, else to scale."""
    most = max((_upper(point.range) for point in points), default=0)
    scale = 1.0 if most <= width else width / most
    labels = [range_text(point.range) for point in points]
    wide = max((len(label) for label in labels), default=0)
    bars = [_bar(point.range, scale) for point in points]
    longest = max((len(bar) for bar in bars), default=0)
    return [
        f"{step_time(point.at)}  {label:>{wide}} |{bar:<{longest}}  {point.note}".rstrip()
        for point, label, bar in zip(points, labels, bars, strict=True)
    ]


def step_time(moment: datetime) -> str:
    """A UTC time to the minute without its year, which stands at the head of a page: 05-01 12:00Z."""
    return moment.strftime("%m-%d %H:%MZ")


def range_text(span: Range | None) -> str:
    """A range as a reader writes it: 12, 9–12, 9+ where it is open above."""
    if span is None:
        return "–"
    if span.max is None:
        return f"{span.min:,}+"
    return f"{span.min:,}" if span.min == span.max else f"{span.min:,}–{span.max:,}"


def _bar(span: Range | None, scale: float) -> str:
    if span is None:
        return ""
    solid = _cells(span.min, scale)
    shaded = _cells(_upper(span), scale) - solid
    if span.max is not None and span.max > span.min:
        shaded = max(1, shaded)
    return SOLID * solid + SHADED * shaded + (OPEN if span.max is None else "")


def _cells(number: int, scale: float) -> int:
    return max(1, round(number * scale)) if number else 0


def _upper(span: Range | None) -> int:
    if span is None:
        return 0
    return span.min if span.max is None else span.max
