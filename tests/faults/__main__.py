"""The long run: every kill point so many times on both databases, then the fault rows; prints the report.

    python -m tests.faults [--kills 300] [--alerts 50] [--daemons 5] [--only NAME …] [--seed N]

`--daemons`: how many times `rasid watch` is watched for a minute while its processes die at random moments.

Ends with 1 where something was lost or a copy is unexplained.
"""

import argparse
import logging
import random
import sys
import time

from tests.faults.bench import Bench, Row
from tests.faults.killing import PER_WORLD, Cell, play, world_for
from tests.faults.points import POINTS, Point
from tests.faults.postfix import PROGRAM
from tests.faults.random_kills import Watched
from tests.faults.report import holds, table
from tests.faults.rows import ROWS
from tests.faults.servers import Servers

_DAEMON_SECONDS = 60.0
_DAEMON_HAPPENINGS = 20


def main() -> int:
    """Runs and reports."""
    asked = _asked()
    random.seed(asked.seed)
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # receivers that are told to misbehave are loud about it
    cells: list[Cell] = []
    with Servers() as servers:
        for kind in servers.kinds:
            for point in POINTS:
                if asked.only and point.name not in asked.only:
                    continue
                cells.append(_point(servers, point, kind, asked.kills))
        for row in ROWS:
            if not asked.only or row.name in asked.only or row.group in asked.only:
                cells.append(_row(servers, row, asked.alerts))
        for number in range(asked.daemons):
            if not asked.only or "daemon" in asked.only:
                cells.append(_daemon(servers, asked.seed + number))
    sys.stdout.write(table(cells, seed=asked.seed) + "\n")
    return 0 if holds(cells) else 1


def _point(servers: Servers, point: Point, kind: str, kills: int) -> Cell:
    cell = Cell(name=point.name, says=point.says, database=kind)
    began = time.monotonic()
    for first in range(0, kills, PER_WORLD):
        with servers.fresh(kind) as (folder, database):
            real_mail = PROGRAM is not None
            with world_for(point, folder, database, servers.redis, real_mail=real_mail) as world:
                play(point, world, min(PER_WORLD, kills - first), cell)
    sys.stderr.write(f"{point.name:>4} {kind:8} {cell.kills} deaths in {time.monotonic() - began:.0f} s\n")
    return cell


def _row(servers: Servers, row: Row, alerts: int) -> Cell:
    cell = Cell(name=row.group, says=row.name, database="")
    if row.play is None:
        cell.says += f" (see {row.elsewhere})"
        return cell
    if row.needs in ("", *servers.kinds):
        for part in range(0, alerts, PER_WORLD):
            size = min(PER_WORLD, alerts - part)
            row.play(Bench(fresh=servers.fresh, redis=servers.redis, alerts=size, cell=cell))
    sys.stderr.write(f"{row.group}: {row.name}\n")
    return cell


def _daemon(servers: Servers, seed: int) -> Cell:
    cell = Cell(name="daemon", says=f"random deaths, seed {seed}", database="sqlite")
    with servers.fresh("sqlite") as (folder, _):
        watched = Watched(folder=folder, seed=seed)
        cell.verdict.add(watched.run(happenings=_DAEMON_HAPPENINGS, seconds=_DAEMON_SECONDS))
        cell.kills = len(watched.deaths)
    sys.stderr.write(f"daemon: seed {seed}, {cell.kills} deaths\n")
    return cell


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--alerts", type=int, default=50)
    parser.add_argument("--daemons", type=int, default=5)
    parser.add_argument("--only", nargs="*", default=())
    parser.add_argument("--seed", type=int, default=20261127)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
