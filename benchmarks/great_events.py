"""What placing costs where an event has many reports: a story that joins it, and one beside it. Not a test.

    python -m benchmarks.great_events [--reports 10,100,1000,3000] [--rounds 20]

For each number a database (SQLite, in a temporary folder) with one event of so many reports by 60 outlets, each with a
toll. «joins»: one more report of it. «beside»: a story of another happening in the same town, which is compared with it
and begins an event of its own. Milliseconds of CPU of `alerts.advance`, the median of the rounds, which go through all
sizes one after the other; and how long the event's row and its outline are.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine, func, select

from alerts.advance import advance
from alerts.event_rows import load_events, update_event
from alerts.tables import event as event_table
from alerts.tables import event_outline
from benchmarks.generated_news import Happening, happening, report, with_toll
from benchmarks.placing_history import NOW, Told, keep
from crawler.news import Story
from crawler.reading import understand
from crawler.store.database import connect, migrate, reading, writing
from scheduler.settings import MIGRATIONS

_OUTLETS = 60
_FIRST = 10  # reports that the program itself joins; more are these again under other ids


def told(one: Happening, number: int, seed: int) -> Told:
    """A report of a happening, minutes after the one before."""
    at = NOW + timedelta(minutes=number)
    written = report(one, random.Random(seed))
    outlet = f"منفذ {number % _OUTLETS}"
    url = f"https://outlet{number % _OUTLETS}.example/{seed}"
    story = Story(title=written.title, text=written.text, url=url, published=at, outlet=outlet)
    return Told(at=at, read=understand(story))


def grown(engine: Engine, one: Happening, reports: int) -> None:
    """An event of so many reports, in a database of its own."""
    migrate(engine, MIGRATIONS)
    for number in range(_FIRST):
        keep(engine, [told(one, number, number)])
        advance(engine, (), now=NOW + timedelta(minutes=number))
    with writing(engine) as connection:
        (event,) = load_events(connection, [1])
        ledger, figures = list(event.reports), list(event.figures)
        for number in range(len(ledger), reports):
            like = event.reports[number % len(event.reports)]
            own = 10**9 + number
            ledger.append(replace(like, story_id=own, outlet=f"منفذ {number % _OUTLETS}", of_story_id=None))
            figures += [replace(each, story_id=own) for each in event.figures if each.story_id == like.story_id]
        update_event(connection, replace(event, reports=tuple(ledger), figures=tuple(figures)))


def measure(
    engines: Mapping[int, Engine], one: Happening, rounds: int
) -> Mapping[int, tuple[list[float], list[float]]]:
    """For each size the milliseconds of stories that join, and of those beside."""
    times: dict[int, tuple[list[float], list[float]]] = {size: ([], []) for size in engines}
    for count in range(rounds):
        number = _FIRST + 2 * count
        killed = int(one.facts["killed"]) + count // 4
        joins = told(with_toll(one, killed, killed + 9), number, 1000 + count)
        other = happening(random.Random(5000 + count), "fire" if one.kind != "fire" else "road")
        place = {"place": one.facts["place"], "landmark": one.facts["landmark"]}
        beside = told(replace(other, facts={**other.facts, **place}), number + 1, 2000 + count)
        for size, engine in engines.items():
            for story, taken in zip((joins, beside), times[size], strict=True):
                keep(engine, [story])
                begin = time.process_time()
                advance(engine, (), now=story.at)
                taken.append(1000 * (time.process_time() - begin))
    return times


def table(engines: Mapping[int, Engine], times: Mapping[int, tuple[Sequence[float], Sequence[float]]]) -> Table:
    """A row for each size."""
    shown = Table("reports", "joins: ms CPU", "beside: ms CPU", "kB of the event", "kB of its outline")
    for size, (joins, beside) in times.items():
        with reading(engines[size]) as connection:
            lengths = [
                connection.execute(select(func.length(column)).where(identity == 1)).scalar_one() / 1000
                for column, identity in (
                    (event_table.c.state, event_table.c.id),
                    (event_outline.c.outline, event_outline.c.event_id),
                )
            ]
        shown.add_row(f"{size:,}", f"{median(joins):.1f}", f"{median(beside):.1f}", *(f"{one:.0f}" for one in lengths))
    return shown


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", default="10,100,1000,3000")
    parser.add_argument("--rounds", type=int, default=20)
    arguments = parser.parse_args()
    one = happening(random.Random(3), "strike")
    with tempfile.TemporaryDirectory(prefix="rasid-great-") as name, ExitStack() as stack:
        engines = {}
        for size in map(int, arguments.reports.split(",")):
            engines[size] = connect(f"sqlite:///{Path(name) / f'{size}.db'}")
            stack.callback(engines[size].dispose)
            grown(engines[size], one, size)
        Console().print(table(engines, measure(engines, one, arguments.rounds)))


if __name__ == "__main__":
    main()
