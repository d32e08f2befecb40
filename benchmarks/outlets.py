"""Simulated outlets: when each published what, over some weeks, from a seed.

Nothing here knows how feeds are visited. Times are seconds from `START`, and reach back before it, so that a feed has a
window with a past at first contact. The hours of an outlet's day are its own: each has a zone between Rabat and Muscat.
"""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

START = datetime(2024, 3, 4, tzinfo=UTC)  # a Monday
HOUR = 3600.0
DAY = 24 * HOUR
BEFORE = 30  # days that were published before the first visit: a weekly site's window reaches back weeks
FRIDAY = 4


class Kind(StrEnum):
    """What sort of outlet it is."""

    AGENCY = "busy agency"
    DAILY = "daily paper"
    WEEKLY = "weekly site"
    NIGHT_PAUSE = "night pause"
    BURST = "burst"
    SITE = "mid-size site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One feed: it shows the last `window` of the items that came at `times`, with or without their dates."""

    kind: Kind
    window: int
    dated: bool
    times: tuple[float, ...]


# Two mixes of feeds, weighted as catalogues are: few agencies, many that publish once a day or less. The five kinds of
# the aim; and a desk of 500 feeds, in which sites of a middling size stand between.
FIVE_KINDS: Mapping[Kind, int] = {
    Kind.AGENCY: 4,
    Kind.DAILY: 10,
    Kind.WEEKLY: 16,
    Kind.NIGHT_PAUSE: 8,
    Kind.BURST: 5,
}
DESK: Mapping[Kind, int] = {
    Kind.AGENCY: 40,
    Kind.DAILY: 60,
    Kind.NIGHT_PAUSE: 40,
    Kind.BURST: 40,
    Kind.SITE: 120,
    Kind.WEEKLY: 200,
}

_ZONES = (0, 1, 2, 3, 3, 3, 4)  # hours before UTC; most of them are Cairo's, Baghdad's and Riyadh's
# How an outlet's day is spread over its hours, from midnight on: round the clock with a weak night, and a day's work.
_ROUND_THE_CLOCK = (
    *(0.4, 0.3, 0.25, 0.25, 0.3, 0.5, 0.7, 0.9, 1.1, 1.3, 1.4, 1.4),
    *(1.5, 1.5, 1.4, 1.4, 1.4, 1.3, 1.3, 1.3, 1.2, 1.0, 0.8, 0.6),
)
_WORKING_DAY = (
    *(0.1, 0.05, 0.0, 0.0, 0.0, 0.1, 0.3, 0.8, 1.3, 1.7, 1.8, 1.8),
    *(1.9, 1.8, 1.7, 1.5, 1.3, 1.2, 1.2, 1.1, 1.0, 0.7, 0.4, 0.2),
)


def population(mix: Mapping[Kind, int], days: int, seed: int) -> list[Outlet]:
    """The outlets of a mix; every other one dates its items, and one in five shows only ten of them."""
    return [
        _outlet(kind, days, random.Random(f"{seed} {kind} {number}"), number)
        for kind, count in mix.items()
        for number in range(count)
    ]


def _outlet(kind: Kind, days: int, chance: random.Random, number: int) -> Outlet:
    zone = chance.choice(_ZONES) * HOUR
    times = sorted(
        time for time in (local - zone for local in _MAKERS[kind](chance, days)) if -BEFORE * DAY <= time < days * DAY
    )
    # A paper's window holds at least an edition: with less, no visitor could see all of it.
    small = number % 5 == 4 and kind is not Kind.AGENCY
    window = 100 if kind is Kind.DAILY else 10 if small else chance.choice((25, 30, 40, 50))
    return Outlet(kind=kind, window=window, dated=number % 2 == 0, times=tuple(times))


def _days(days: int) -> Iterator[tuple[float, bool]]:
    """The local midnights, and whether it is a Friday."""
    for day in range(-BEFORE - 1, days + 1):
        yield day * DAY, day % 7 == FRIDAY


def _agency(chance: random.Random, days: int) -> Iterator[float]:
    a_day = chance.uniform(150, 400)
    for midnight, friday in _days(days):
        yield from _spread(chance, midnight, a_day * (0.7 if friday else 1.0), _ROUND_THE_CLOCK)


def _daily(chance: random.Random, days: int) -> Iterator[float]:
    """One or two editions, put up by a program within minutes; a person starts it, give or take ten."""
    a_day = chance.uniform(40, 80)
    hours = chance.choice(((2.0,), (0.5,), (5.0,), (1.0, 13.5), (4.0, 16.0)))
    minutes = chance.uniform(2, 25)  # it takes for an edition
    for midnight, friday in _days(days):
        if friday and len(hours) == 1 and a_day < 60:
            continue  # no paper on Fridays
        for hour in hours:
            begin = midnight + hour * HOUR + chance.gauss(0, 600)
            for _ in range(round(a_day / len(hours) * chance.uniform(0.85, 1.15))):
                yield begin + chance.uniform(0, minutes * 60)


def _weekly(chance: random.Random, days: int) -> Iterator[float]:
    """Some items a week, most of them on its day and about its hour."""
    a_week, day, hour = chance.uniform(3, 10), chance.randrange(7), chance.uniform(9, 20)
    for midnight, _ in _days(days):
        its_day = (midnight // DAY) % 7 == day
        for _ in range(_poisson(chance, a_week * (0.6 if its_day else 0.4 / 6))):
            yield midnight + (chance.gauss(hour, 1.0) if its_day else chance.uniform(8, 23)) * HOUR


def _night_pause(chance: random.Random, days: int) -> Iterator[float]:
    a_day, begin, hours = chance.uniform(80, 120), chance.uniform(5.5, 8), chance.uniform(16, 18)
    for midnight, friday in _days(days):
        for _ in range(_poisson(chance, a_day * (0.8 if friday else 1.0))):
            yield midnight + (begin + chance.uniform(0, hours)) * HOUR


def _burst(chance: random.Random, days: int) -> Iterator[float]:
    """A quiet site that tells breaking news item by item, every few days, at no hour that could be foreseen."""
    a_day = chance.uniform(20, 40)
    for midnight, _ in _days(days):
        yield from _spread(chance, midnight, a_day, _ROUND_THE_CLOCK)
        if chance.random() < 0.35:
            begin = midnight + chance.uniform(0, DAY)
            for _ in range(chance.randint(30, 60)):
                yield begin + chance.uniform(0, HOUR)


def _site(chance: random.Random, days: int) -> Iterator[float]:
    a_day = chance.uniform(10, 60)
    for midnight, friday in _days(days):
        yield from _spread(chance, midnight, a_day * (0.5 if friday else 1.0), _WORKING_DAY)


def _spread(chance: random.Random, midnight: float, a_day: float, hours: tuple[float, ...]) -> Iterator[float]:
    whole = sum(hours)
    for hour, weight in enumerate(hours):
        for _ in range(_poisson(chance, a_day * weight / whole)):
            yield midnight + (hour + chance.random()) * HOUR


def _poisson(chance: random.Random, mean: float) -> int:
    """How many come where each comes by itself: counted by their gaps."""
    count, passed = 0, chance.expovariate(1.0)
    while passed < mean:
        count += 1
        passed += chance.expovariate(1.0)
    return count


_MAKERS: Mapping[Kind, Callable[[random.Random, int], Iterator[float]]] = {
    Kind.AGENCY: _agency,
    Kind.DAILY: _daily,
    Kind.WEEKLY: _weekly,
    Kind.NIGHT_PAUSE: _night_pause,
    Kind.BURST: _burst,
    Kind.SITE: _site,
}
