"""What 10,000, 100,000 and 1,000,000 kept stories cost those who keep, list and search them. Not a test.

    python -m benchmarks.growth [--sizes 10000,100000,1000000] [--rounds 15] [--database sqlite,postgresql]
                                [--json FILE] [--keep FOLDER]

Each database holds generated stories (benchmarks/growing_history.py), a tenth of them flagged, written in bulk with
their words in the index. Then, each in turn in every size, so that what the machine does besides falls on all alike:
keeping a story as the crawler does; the lists of `rasid stories`; searches for a word that is in most stories, one that
is in some, one that is in a single old one, two words, a phrase, and a word of the last hours alone; what
`rasid status` and the console's page of deliveries ask the database; the commands as users start them; and the
scheduler's start and memory. Prints medians, of commands and the start the least; the ratio to the smallest size; and
the database's size for 1,000 stories. --json keeps all for `python -m benchmarks.growth_curves`. Needs about 6 kB of
disk a story and database, in a temporary folder that is removed (TMPDIR says where), or in the folder of --keep: what
was filled there is taken again.
"""

import argparse
import json
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
from sqlalchemy import Engine, text

from benchmarks.growing_history import RARE, fill
from benchmarks.growth_commands import command_ms, configure, scheduler_start
from benchmarks.own_postgres import own_postgres, postgres_programs
from benchmarks.placing_history import NOW, Told, flagged_stories, keep, other_stories
from crawler.store.database import connect, migrate, reading
from crawler.store.stories import find_stories
from scheduler.console.desk_pages import deliveries_page
from scheduler.health import status
from scheduler.settings import MIGRATIONS

_MADE = 2000  # different stories, from which the others differ in one word and their address
_WARMING = 100  # stories: PostgreSQL writes whole each page that it changes first after a start or a checkpoint
_COMMANDS = 7  # rounds of what is measured as a process
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """A name, and what is done in one database, which is timed; the first rounds only warm it."""

    name: str
    work: Callable[[Engine], object]
    warming: int = 1


def _search(name: str, words: str | None, **more: object) -> Timed:
    def work(engine: Engine) -> object:
        with reading(engine) as connection:
            return find_stories(connection, words=words, limit=50, **more)  # type: ignore[arg-type]

    return Timed(name=name, work=work)


def _deliveries(engine: Engine) -> object:
    with reading(engine) as connection:
        return deliveries_page(connection, now=NOW)


def timed(spare: Sequence[Told]) -> list[Timed]:
    """All that is measured; `spare` are the stories that are kept while measuring."""
    left = iter(spare)
    return [
        Timed(name="keep a story", work=lambda engine: keep(engine, [next(left)]), warming=_WARMING),
        _search("the newest 50", None),
        _search("the newest 50 with a flag", None, flag="casualty"),
        _search("«قتل»: in many", "مقتل"),
        _search("«في حلب»: two words", "في حلب"),
        _search('"مصدر طبي": a phrase', '"مصدر طبي"'),
        _search("one old story", RARE),
        _search("no story", "غيرموجودة"),
        _search("of the last 2 hours", "في", since=NOW - 2 * HOUR),
        _search("with a flag", "في", flag="diplomacy"),
        Timed(name="status", work=lambda engine: status(engine, "redis://127.0.0.1:1", now=NOW)),
        Timed(name="the console's deliveries", work=_deliveries),
    ]


def measure(engines: Mapping[int, Engine], works: Sequence[Timed], rounds: int) -> dict[str, dict[int, float]]:
    """Median milliseconds of each work in each size."""
    found: dict[str, dict[int, float]] = {}
    for one in works:
        taken: dict[int, list[float]] = {size: [] for size in engines}
        for _ in range(one.warming + rounds):
            for size, engine in engines.items():
                begin = time.perf_counter()
                one.work(engine)
                taken[size].append(1000 * (time.perf_counter() - begin))
        found[one.name] = {size: median(values[one.warming :]) for size, values in taken.items()}
    return found


def processes(engines: Mapping[int, Engine], folder: Path) -> dict[str, dict[int, float]]:
    """Commands and the scheduler's start in milliseconds, and its memory in megabytes, in each size: the least of some
    rounds, since whatever else the machine does only makes them longer."""
    configs = {
        size: configure(folder / f"desk{size}", engine.url.render_as_string(hide_password=False))
        for size, engine in engines.items()
    }
    memory = {size: scheduler_start(config)[1] for size, config in configs.items()}
    taken: dict[str, dict[int, list[float]]] = {}
    for _ in range(_COMMANDS):
        for size, config in configs.items():
            for name, value in (
                ("rasid status", command_ms(config, "status")),
                ("rasid stories --grep", command_ms(config, "stories", "--grep", "حلب")),
                ("the scheduler's start", scheduler_start(config, settle=0)[0]),
            ):
                taken.setdefault(name, {}).setdefault(size, []).append(value)
    least = {name: {size: min(values) for size, values in sizes.items()} for name, sizes in taken.items()}
    return {**least, "the scheduler's memory, MB": memory}


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--database", default="sqlite,postgresql")
    parser.add_argument("--json", type=Path, help="where the figures are written")
    parser.add_argument("--keep", type=Path, help="where databases stay, and are taken again")
    arguments = parser.parse_args()
    sizes = [int(size) for size in arguments.sizes.split(",")]
    chance = random.Random(10)
    made = flagged_stories(_MADE // 10, chance, NOW - HOUR, NOW) + other_stories(_MADE, chance, NOW - HOUR, NOW)
    # Databases that are taken again hold those of earlier runs: the same words would be taken for the same story.
    this = time.time_ns()
    fresh = other_stories((_WARMING + arguments.rounds) * len(sizes), random.Random(this), NOW, NOW + HOUR)
    spare = [
        replace(
            told, read=replace(told.read, story=replace(told.read.story, url=f"https://new.example/{this}/{number}"))
        )
        for number, told in enumerate(fresh)
    ]
    kept: dict[str, dict[str, Mapping[int, float]]] = {}
    for kind in arguments.database.split(","):
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rasid-growth-")))
            folder.chmod(0o711)  # root's PostgreSQL runs as a user of its own, who passes through
            engines = {size: _database(stack, kind, arguments.keep or folder, size) for size in sizes}
            for size, engine in engines.items():
                if _is_filled(engine):
                    continue
                begun = time.monotonic()
                fill(engine, made, size)
                print(f"{kind}, {size:,}: filled in {time.monotonic() - begun:.0f} s", flush=True)
            sizes_of = _sizes(engines, kind, arguments.keep or folder)
            found = measure(engines, timed(spare), arguments.rounds) | processes(engines, folder)
            _show(kind, found, sizes_of)
            kept[kind] = {"MB for 1,000 stories": sizes_of, **found}
    if arguments.json:
        arguments.json.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")


def _is_filled(engine: Engine) -> bool:
    with reading(engine) as connection:
        return connection.execute(text("SELECT 1 FROM story LIMIT 1")).scalar() is not None


def _database(stack: ExitStack, kind: str, folder: Path, size: int) -> Engine:
    if kind == "sqlite":
        address = f"sqlite:///{folder}/of{size}.db"
    else:
        programs = postgres_programs()
        if programs is None:
            raise SystemExit("benchmarks.growth: PostgreSQL (initdb) is not installed here")
        kept_in = folder / f"postgres{size}"
        address = stack.enter_context(own_postgres(programs, durable=True, kept_in=kept_in))
        address = address.format(database="postgres")
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
