"""What placing a story costs with 10,000, 100,000 and 1,000,000 stories in the database. Not a test.

    python -m benchmarks.placing [--sizes 10000,100000,1000000] [--live 10000] [--stories 200] [--database sqlite]

How the history is made stands in benchmarks/placing_history.py: `--live` stories within the seven days that look-ups
reach back, a tenth of them flagged, the same in every size; what is older is the rest. Then the next flagged stories
are kept in each database, and each is advanced by itself, in a transaction of its own, in each size before the next
story is taken, so that what the machine does besides falls on all sizes alike. Each database has a process of its
own, as in use: what that remembers of one is of no help to another. A story's time is that of `alerts.advance`: read
it, find what it may copy and the events it may tell of, place it, join, and remember it. «with commit» includes the
wait for the disk; «CPU» is the program's own time, which another program on the machine lengthens less. Needs about 4
kB of disk a story and database, in a temporary folder that is removed (TMPDIR says where).
"""

import argparse
import os
import random
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median, quantiles

from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine, event, text

from alerts.advance import advance
from benchmarks.own_postgres import own_postgres, postgres_programs
from benchmarks.placing_history import (
    FLAGGED,
    NOW,
    WEEK,
    Told,
    flagged_stories,
    keep,
    live_week,
    older_weeks,
    other_stories,
)
from crawler.store.database import connect, migrate
from scheduler.settings import MIGRATIONS

_WARM = 100  # stories that are placed before the clock counts: a daemon has met the day's words


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Milliseconds of placing one story: until its commit began, until that had ended, and of this process's CPU."""

    placed: float
    committed: float
    cpu: float


def generated(live: int, more: int, seed: int) -> tuple[list[Told], list[Told]]:
    """The stories of the last week, in time order, and the flagged ones that come next."""
    chance = random.Random(seed)
    number = round(live * FLAGGED)
    # What comes next is the end of the same stream, so that it carries on what the week began.
    share = more / (number + more)
    until = NOW + WEEK * share / (1 - share)
    flagged = flagged_stories(number + more, chance, NOW - WEEK, until)
    week, following = flagged[:number], flagged[number:]
    others = other_stories(live - number, chance, NOW - WEEK, week[-1].at)
    return sorted([*week, *others], key=lambda told: told.at), following


@contextmanager
def databases(kind: str, folder: Path, sizes: Sequence[int], week: Sequence[Told]) -> Iterator[Mapping[int, str]]:
    """The addresses of databases of each size with the same last week."""
    with ExitStack() as stack:
        if kind == "postgresql":
            programs = postgres_programs()
            if programs is None:
                raise SystemExit("benchmarks.placing: PostgreSQL (initdb) is not installed here")
            address = stack.enter_context(own_postgres(programs, durable=True))
            _administer(address, "CREATE DATABASE live")
        else:
            address = f"sqlite:///{folder}/{{database}}.db"
        with _open(address.format(database="live")) as engine:
            migrate(engine, MIGRATIONS)
            live_week(engine, week)
        for size in sizes:
            _copy(address, kind, folder, f"of{size}")
            with _open(address.format(database=f"of{size}")) as engine:
                older_weeks(engine, size)
        yield {size: address.format(database=f"of{size}") for size in sizes}


@contextmanager
def _open(address: str) -> Iterator[Engine]:
    engine = connect(address)
    yield engine
    engine.dispose()


def _copy(address: str, kind: str, folder: Path, name: str) -> None:
    if kind == "postgresql":
        _administer(address, f"CREATE DATABASE {name} TEMPLATE live")
    else:
        shutil.copy(folder / "live.db", folder / f"{name}.db")


def _administer(address: str, statement: str) -> None:
    admin = connect(address.format(database="postgres"))
    with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))
    admin.dispose()


_of_this_process: list[Engine] = []


def _begin(address: str) -> None:
    _of_this_process.append(connect(address))


def _place(told: Told) -> Taken:
    """Keeps a story, and takes the time of advancing it."""
    (engine,) = _of_this_process
    keep(engine, [told])
    commits: list[float] = []

    def commit(_connection: object) -> None:
        commits.append(time.perf_counter())

    event.listen(engine, "commit", commit)
    try:
        cpu, begin = time.process_time(), time.perf_counter()
        done = advance(engine, (), now=told.at, limit=1)
        end, cpu = time.perf_counter(), time.process_time() - cpu
    finally:
        event.remove(engine, "commit", commit)
    assert (done.stories, done.unplaced) == (1, 0)
    return Taken(placed=1000 * (commits[-1] - begin), committed=1000 * (end - begin), cpu=1000 * cpu)


def measure(addresses: Mapping[int, str], stories: Sequence[Told]) -> Mapping[int, Sequence[Taken]]:
    """Places each story in each database, one after the other."""
    sizes = list(addresses)
    taken: dict[int, list[Taken]] = {size: [] for size in sizes}
    with ExitStack() as stack:
        processes = {
            size: stack.enter_context(
                ProcessPoolExecutor(1, get_context("spawn"), initializer=_begin, initargs=(addresses[size],))
            )
            for size in sizes
        }
        for count, told in enumerate(stories):
            for size in sizes[count % len(sizes) :] + sizes[: count % len(sizes)]:
                one = processes[size].submit(_place, told).result()
                if count >= _WARM:
                    taken[size].append(one)
    return taken


def table(kind: str, live: int, taken: Mapping[int, Sequence[Taken]]) -> Table:
    """The figures of one kind of database, in milliseconds; ratios of medians against the smallest size."""
    heads = ("stories", "median", "p95", "ratio", "with commit", "p95", "ratio", "CPU", "ratio")
    number = len(next(iter(taken.values())))
    shown = Table(*heads, title=f"ms to place a story, {kind}: {number} stories, {live:,} of seven days")
    least = taken[min(taken)]
    for size, own in taken.items():
        cells = []
        for name in ("placed", "committed", "cpu"):
            values, base = ([getattr(one, name) for one in ones] for ones in (own, least))
            p95 = f"{quantiles(values, n=20, method='inclusive')[18]:.1f}"
            ratio = f"{median(values) / median(base):.2f}"
            cells += [f"{median(values):.1f}", *([] if name == "cpu" else [p95]), ratio]
        shown.add_row(f"{size:,}", *cells)
    return shown


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--live", type=int, default=10_000)
    parser.add_argument("--stories", type=int, default=200)
    parser.add_argument("--database", default="sqlite,postgresql")
    parser.add_argument("--seed", type=int, default=8)
    arguments = parser.parse_args()
    sizes = [int(size) for size in arguments.sizes.split(",")]
    week, following = generated(arguments.live, arguments.stories + _WARM, arguments.seed)
    for kind in arguments.database.split(","):
        with tempfile.TemporaryDirectory(prefix="rasid-placing-") as name:
            begun = time.monotonic()
            with databases(kind, Path(name), sizes, week) as addresses:
                print(f"{kind}: history made in {time.monotonic() - begun:.0f} s", flush=True)
                taken = measure(addresses, following)
                Console(width=110).print(table(kind, arguments.live, taken))
                print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True)


if __name__ == "__main__":
    main()
