"""What 10,000, 100,000 and 1,000,000 kept stories cost those who keep, list and search them. Not a test.

    python -m benchmarks.growth [--sizes 10000,100000,1000000] [--rounds 15] [--database sqlite,postgresql]

Each database holds generated stories (benchmarks/generated_news.py), a tenth of them flagged, written in bulk with
their words in the index. Then, each in turn in every size, so that what the machine does besides falls on all alike:
keeping a story as the crawler does; the lists of `rasid stories`; and searches for a word that is in most stories, one
that is in some, one that is in a single old one, two words, a phrase, and a word of the last hours alone. Prints
medians in milliseconds, the ratio to the smallest size, and the database's size for 1,000 stories. Needs about 4 kB of
disk a story and database, in a temporary folder that is removed (TMPDIR says where).
"""

import argparse
import os
import random
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table
from sqlalchemy import Connection, Engine, insert, text

from benchmarks.own_postgres import own_postgres, postgres_programs
from benchmarks.placing_history import NOW, Told, flagged_stories, keep, other_stories
from crawler.store.database import connect, migrate, reading, writing
from crawler.store.search import enter
from crawler.store.stories import find_stories
from crawler.store.story_rows import story_columns
from crawler.store.tables import story as story_table
from scheduler.settings import MIGRATIONS

_MADE = 2000  # different stories, from which the others differ in one word and their address
_BATCH = 1000
_RARE = "قسطنطينوف"
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """A name, and what is done in one database, which is timed."""

    name: str
    work: Callable[[Engine], object]


def _search(name: str, words: str | None, **more: object) -> Timed:
    def work(engine: Engine) -> object:
        with reading(engine) as connection:
            return find_stories(connection, words=words, limit=50, **more)  # type: ignore[arg-type]

    return Timed(name=name, work=work)


def timed(spare: Sequence[Told]) -> list[Timed]:
    """All that is measured; `spare` are the stories that are kept while measuring."""
    left = iter(spare)
    return [
        Timed(name="keep a story", work=lambda engine: keep(engine, [next(left)])),
        _search("the newest 50", None),
        _search("the newest 50 with a flag", None, flag="casualty"),
        _search("«قتل»: in many", "مقتل"),
        _search("«في حلب»: two words", "في حلب"),
        _search('"مصدر طبي": a phrase', '"مصدر طبي"'),
        _search("one old story", _RARE),
        _search("no story", "غيرموجودة"),
        _search("of the last 2 hours", "في", since=NOW - 2 * HOUR),
        _search("with a flag", "في", flag="diplomacy"),
    ]


def fill(engine: Engine, stories: Sequence[Told], size: int) -> None:
    """Writes `size` stories made of these, an hour's between them, the oldest first."""
    chance = random.Random(size)
    for start in range(0, size, _BATCH):
        with writing(engine) as connection:
            for number in range(start, min(start + _BATCH, size)):
                told = stories[chance.randrange(len(stories))]
                _write(connection, told, number, NOW - (size - number) * timedelta(seconds=60))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def _write(connection: Connection, told: Told, number: int, at: object) -> None:
    body = f"{told.read.story.text}\nرقم{number}" + (f" {_RARE}" if number == 17 else "")
    story = replace(told.read.story, url=f"https://old.example/{number}", text=body)
    values = story_columns(replace(told.read, story=story), "—", None)
    values |= {"alerting": True, "kept_at": at, "advance_due": False, "content_hash": f"{number:064d}"}
    key = connection.execute(insert(story_table).values(**values)).inserted_primary_key
    assert key is not None
    enter(connection, key[0], story.title, body)


def measure(engines: Mapping[int, Engine], works: Sequence[Timed], rounds: int) -> dict[str, dict[int, float]]:
    """Median milliseconds of each work in each size."""
    found: dict[str, dict[int, float]] = {}
    for one in works:
        taken: dict[int, list[float]] = {size: [] for size in engines}
        for _ in range(rounds):
            for size, engine in engines.items():
                begin = time.perf_counter()
                one.work(engine)
                taken[size].append(1000 * (time.perf_counter() - begin))
        found[one.name] = {size: median(values[1:]) for size, values in taken.items()}
    return found


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--database", default="sqlite,postgresql")
    arguments = parser.parse_args()
    sizes = [int(size) for size in arguments.sizes.split(",")]
    chance = random.Random(10)
    made = flagged_stories(_MADE // 10, chance, NOW - HOUR, NOW) + other_stories(_MADE, chance, NOW - HOUR, NOW)
    spare = [
        replace(told, read=replace(told.read, story=replace(told.read.story, url=f"https://new.example/{number}")))
        for number, told in enumerate(other_stories(arguments.rounds * len(sizes), random.Random(11), NOW, NOW + HOUR))
    ]
    for kind in arguments.database.split(","):
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rasid-growth-")))
            engines = {size: _database(stack, kind, folder, size) for size in sizes}
            for size, engine in engines.items():
                begun = time.monotonic()
                fill(engine, made, size)
                print(f"{kind}, {size:,}: filled in {time.monotonic() - begun:.0f} s", flush=True)
            _show(kind, measure(engines, timed(spare), arguments.rounds), _sizes(engines, kind, folder))


def _database(stack: ExitStack, kind: str, folder: Path, size: int) -> Engine:
    if kind == "sqlite":
        address = f"sqlite:///{folder}/of{size}.db"
    else:
        programs = postgres_programs()
        if programs is None:
            raise SystemExit("benchmarks.growth: PostgreSQL (initdb) is not installed here")
        address = stack.enter_context(own_postgres(programs, durable=True)).format(database="postgres")
    engine = connect(address)
    stack.callback(engine.dispose)
    migrate(engine, MIGRATIONS)
    return engine


def _sizes(engines: Mapping[int, Engine], kind: str, folder: Path) -> dict[int, float]:
    """Megabytes for 1,000 stories."""
    found = {}
    for size, engine in engines.items():
        if kind == "sqlite":
            whole = sum(path.stat().st_size for path in folder.glob(f"of{size}.db*"))
        else:
            with reading(engine) as connection:
                whole = connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
        found[size] = whole / 1e6 / (size / 1000)
    return found


def _show(kind: str, found: Mapping[str, Mapping[int, float]], sizes: Mapping[int, float]) -> None:
    shown = Table("ms", *(f"{size:,}" for size in sizes), "ratio", title=kind)
    for name, taken in found.items():
        least = taken[min(taken)]
        shown.add_row(name, *(f"{value:.1f}" for value in taken.values()), f"{taken[max(taken)] / least:.2f}")
    shown.add_row("MB for 1,000 stories", *(f"{value:.1f}" for value in sizes.values()), "")
    Console(width=100).print(shown)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True)


if __name__ == "__main__":
    main()
