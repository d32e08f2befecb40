"""Counts whose day lies long before the report: context, where headline and lead tell of something new."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from crawler.facts.figure import DatePrecision, Period

_FRESH = 10  # days within which a happening may still be the news
_RUNNING = 45  # days of a running total that is no news of today


class Dated(Protocol):
    """A placed count, as far as its time is looked at."""

    background: bool
    opens: bool
    period: Period | None


def put_long_past_behind(found: Sequence[Dated], published: date | None, *, tally: bool) -> None:
    """Counts of long ago, and running totals since then, become background, unless the opening tells of that time."""
    if published is None or tally:
        return
    opening = [placed.period for placed in found if placed.opens and placed.period is not None]
    if any(_is_long_past(period, published) for period in opening):
        return
    for placed in found:
        if not placed.opens and placed.period is not None and _is_long_past(placed.period, published):
            placed.background = True


def _is_long_past(period: Period, published: date) -> bool:
    ended = (published - period.end).days > _FRESH
    runs = period.precision is not DatePrecision.DAY and (published - period.start).days > _RUNNING
    return ended or runs
