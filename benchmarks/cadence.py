"""What adaptive visits cost and how late they are, against a visit every ten minutes, over simulated outlets.

    python -m benchmarks.cadence [--seeds 1 2 3] [--days 21] [--mix five|desk|both]

No network and no clock: every outlet of `benchmarks.outlets` is visited twice from the same first moment on, by
`crawler.feeds.cadence` and by a clock that strikes every ten minutes. An item counts in the days in which it was
published, a request in those in which it was made. Prints, for each kind and overall, requests, items, requests per
item, median and p95 of the time from an item's appearance to the visit that saw it, and the items that no visit saw:
for the first two days (cold) and for the last seven (steady).

What it comes to depends on how many of the feeds are agencies: nothing but visits finds items that come by chance.
Where one feed in ten is one, it is a third of the requests or less; with as many agencies and breaking-news sites as
of the other kinds, it is half of them. A burst is foreseen by earlier ones only: what the first, or one much larger
than all before, brings beyond the window is missed, and most of that in windows of ten, which a burst fills in ten
minutes.
"""

import argparse
import random
import statistics
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from rich.console import Console
from rich.table import Table

from benchmarks.outlets import DAY, DESK, FIVE_KINDS, START, Kind, Outlet, population
from crawler.feeds.cadence import next_visit
from crawler.feeds.rhythm import Rhythm, learn
from crawler.feeds.visit import Visit, VisitOutcome

FIXED = 600.0  # seconds: what feed readers do
MIXES: Mapping[str, Mapping[Kind, int]] = {"five": FIVE_KINDS, "desk": DESK}
_DATED_EARLY = 180.0  # an item's date may lie up to so many seconds before the feed shows it
_HISTORY = 40  # visits that are kept at hand, as in production

# From a visit that has just been made to the moment of the next one.
Planner = Callable[[Visit], float]


@dataclass(slots=True)
class Tally:
    """What visiting some feeds for some days came to."""

    requests: int = 0
    missed: int = 0
    delays: list[float] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Counts another one in."""
        self.requests += other.requests
        self.missed += other.missed
        self.delays += other.delays

    @property
    def items(self) -> int:
        """All items that were published."""
        return len(self.delays) + self.missed

    @property
    def median(self) -> float:
        """Seconds."""
        return statistics.median(self.delays) if self.delays else 0.0

    @property
    def p95(self) -> float:
        """Seconds."""
        return sorted(self.delays)[int(0.95 * (len(self.delays) - 1))] if self.delays else 0.0


def adaptive(chance: random.Random) -> Planner:
    """The planner under test, with the jitter of production."""
    rhythm: Rhythm | None = None
    history: list[Visit] = []

    def plan(visit: Visit) -> float:
        nonlocal rhythm
        rhythm = learn(rhythm, visit)
        history.append(visit)
        del history[:-_HISTORY]
        return seconds(next_visit(history, visit.at, rhythm=rhythm, jitter=chance.uniform(-1, 1)))

    return plan


def fixed() -> Planner:
    """A clock."""
    return lambda visit: seconds(visit.at) + FIXED


def seconds(moment: datetime) -> float:
    """From the start of the simulation."""
    return (moment - START).total_seconds()


def replay(
    outlet: Outlet, plan: Planner, days: int, spans: Sequence[tuple[float, float]], chance: random.Random
) -> list[Tally]:
    """One outlet visited for some days; a tally for each span of days."""
    tallies = [Tally() for _ in spans]
    now, seen = chance.uniform(0, FIXED), -1  # `seen`: how many items are known
    while seen < len(outlet.times) or now < days * DAY:
        published = bisect_right(outlet.times, now)
        top = max(0, published - outlet.window)
        fresh = range(max(seen, top), published)
        for tally, (begin, end) in zip(tallies, spans, strict=True):
            tally.requests += begin * DAY <= now < end * DAY
            if seen >= 0:  # what the first visit finds is of any age
                tally.missed += sum(begin * DAY <= outlet.times[n] < end * DAY for n in range(seen, fresh.start))
                tally.delays += [now - outlet.times[n] for n in fresh if begin * DAY <= outlet.times[n] < end * DAY]
        visit = _visit(outlet, now, fresh, 0 if published == seen else published - top, chance)
        seen = published
        now = max(now + 1, plan(visit))
    return tallies


def _visit(outlet: Outlet, now: float, fresh: range, found: int, chance: random.Random) -> Visit:
    at = START + timedelta(seconds=now)
    if not found:
        return Visit(at=at, outcome=VisitOutcome.NOT_MODIFIED, http_status=304)
    dates = [outlet.times[n] - chance.uniform(0, _DATED_EARLY) for n in fresh] if outlet.dated else []
    return Visit(
        at=at,
        outcome=VisitOutcome.NEW_ITEMS if fresh else VisitOutcome.NOTHING_NEW,
        http_status=200,
        found=found,
        new=len(fresh),
        dates=tuple(START + timedelta(seconds=date) for date in dates),
    )


Results = dict[tuple[str, str], tuple[Tally, Tally]]  # (span, kind or "all") → ours, fixed


def measure(mix: Mapping[Kind, int], days: int, seed: int, spans: Mapping[str, tuple[float, float]]) -> Results:
    """Both planners over all outlets of a mix."""
    results: Results = {(span, kind): (Tally(), Tally()) for span in spans for kind in [*mix, "all"]}
    for number, outlet in enumerate(population(mix, days, seed)):
        chance = random.Random(f"{seed} visits {number}")
        for which, planner in enumerate((adaptive(chance), fixed())):
            own = replay(outlet, planner, days, list(spans.values()), random.Random(f"{seed} phase {number}"))
            for span, tally in zip(spans, own, strict=True):
                results[span, outlet.kind][which].add(tally)
                results[span, "all"][which].add(tally)
    return results


def rows(results: Results) -> Iterator[tuple[str, ...]]:
    """The table's lines."""
    for (span, kind), (ours, clock) in results.items():
        yield (
            span,
            str(kind),
            str(ours.items),
            *(f"{tally.requests}" for tally in (ours, clock)),
            f"{ours.requests / max(1, clock.requests):.3f}",
            *(f"{tally.requests / max(1, tally.items):.2f}" for tally in (ours, clock)),
            *(_minutes(value) for tally in (ours, clock) for value in (tally.median, tally.p95)),
            *(str(tally.missed) for tally in (ours, clock)),
        )


def _minutes(value: float) -> str:
    return f"{value / 60:.1f}"


_COLUMNS = (
    *("days", "kind", "items", "requests", "fixed", "ratio", "per item", "fixed"),
    *("median min", "p95 min", "fixed median", "fixed p95", "missed", "fixed"),
)


def main(arguments: Iterable[str] | None = None) -> None:
    """Measures and prints the tables."""
    parser = argparse.ArgumentParser(description="Adaptive visits against a visit every ten minutes.")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--days", type=int, default=21)
    parser.add_argument("--mix", choices=[*MIXES, "both"], default="both")
    options = parser.parse_args(None if arguments is None else list(arguments))
    spans = {"first 2": (0.0, 2.0), "last 7": (options.days - 7.0, float(options.days))}
    for name, mix in MIXES.items():
        if options.mix not in (name, "both"):
            continue
        for seed in options.seeds:
            table = Table(*_COLUMNS, title=f"{name} mix, {sum(mix.values())} feeds, seed {seed}")
            for row in rows(measure(mix, options.days, seed, spans)):
                table.add_row(*row)
            Console(width=170).print(table)


if __name__ == "__main__":
    main()
