"""Adaptive visits against a visit every ten minutes: a third of the requests at most, at a smaller median delay."""

from benchmarks.cadence import Tally, measure
from benchmarks.outlets import Kind

MIX = {Kind.AGENCY: 2, Kind.DAILY: 3, Kind.WEEKLY: 7, Kind.NIGHT_PAUSE: 1, Kind.BURST: 1}


def _steady() -> dict[str, tuple[Tally, Tally]]:
    """Ours and the clock's tallies by kind over the last two days of six."""
    results = measure(MIX, 6, 1, {"steady": (4.0, 6.0)})
    return {kind: pair for (_, kind), pair in results.items()}


def test_a_third_of_the_requests_at_a_smaller_median_delay() -> None:
    """The aim holds in a small replay with room to spare, and nothing is missed on the way."""
    tallies = _steady()
    ours, clock = tallies["all"]
    assert ours.items == clock.items > 1000
    assert ours.requests < 0.31 * clock.requests
    assert ours.median < 0.93 * clock.median
    assert ours.missed == 0
    daily, daily_clock = tallies[Kind.DAILY]
    assert daily.median < daily_clock.median  # the hour of an edition is known
    assert daily.requests < 0.25 * daily_clock.requests
