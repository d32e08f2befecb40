"""Visits of feeds that publish as told, for the tests of rhythm and cadence."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from crawler.feeds.rhythm import Rhythm, learn
from crawler.feeds.visit import Visit, VisitOutcome

MONDAY = datetime(2024, 3, 4, tzinfo=UTC)


def at(hour: float, *, day: int = 0) -> datetime:
    """An hour of a day after that Monday."""
    return MONDAY + timedelta(days=day, hours=hour)


def seen(moment: datetime, new: int = 0, *, found: int = 25, dates: Sequence[datetime] = ()) -> Visit:
    """A visit that found so many new items; with none it was told that nothing was modified."""
    if not new:
        return Visit(at=moment, outcome=VisitOutcome.NOT_MODIFIED, http_status=304)
    return Visit(at=moment, outcome=VisitOutcome.NEW_ITEMS, http_status=200, found=found, new=new, dates=tuple(dates))


def watched(published: Sequence[datetime], *, days: int, every: float = 0.5, window: int = 25) -> Rhythm:
    """The rhythm of a feed without dates that was visited every so many hours, from that Monday on."""
    rhythm = learn(None, seen(MONDAY, window, found=window))
    moments, known = sorted(published), 0
    for number in range(1, int(days * 24 / every) + 1):
        end = at(number * every)
        come = bisect_right(moments, end)
        rhythm = learn(rhythm, seen(end, come - known, found=window))
        known = come
    assert rhythm is not None
    return rhythm


def daily(days: int, hour: float = 2.0, items: int = 50) -> list[datetime]:
    """A paper's editions, each put up within ten minutes."""
    return [at(hour + n / items / 6, day=day) for day in range(days) for n in range(items)]


def by_day(days: int, a_day: int = 96) -> list[datetime]:
    """Items spread evenly over the sixteen hours from six to ten, and none at night."""
    return [at(6 + 16 * n / a_day, day=day) for day in range(days) for n in range(a_day)]
