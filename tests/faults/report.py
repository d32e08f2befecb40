"""The report of the delivery notes, section 5: a line a cell, the total, and what was measured with what.

`holds` is what the exit code says: nothing lost, and each copy explained.
"""

import platform
import shutil
import sqlite3
import statistics
import subprocess
from collections.abc import Sequence
from importlib.metadata import version

from benchmarks.own_postgres import postgres_programs
from tests.faults.killing import Cell
from tests.faults.postfix import PROGRAM

_HEAD = ("cell", "on", "times", "due", "rows", "came", "copies", "explained", "lost", "unknown", "suppressed")
_SPANS = ("publish → reader, s", "death → reader, s")
_WIDTH = 62


def holds(cells: Sequence[Cell]) -> bool:
    """Whether the promise was kept in all cells."""
    return all(cell.verdict.holds and cell.verdict.duplicates == cell.verdict.explained for cell in cells)


def table(cells: Sequence[Cell], *, seed: int) -> str:
    """The whole report as text."""
    total = Cell(name="total", says="", database="")
    for cell in cells:
        total.kills += cell.kills
        total.verdict.add(cell.verdict)
        total.states += cell.states
        total.recoveries += cell.recoveries
    rows = [[*_HEAD, *_SPANS], *(_row(cell) for cell in [*cells, total])]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(_aligned(text, width, at) for at, (text, width) in enumerate(zip(row, widths, strict=True)))
        for row in rows
    ]
    problems = [f"LOST {name}" for name in total.verdict.lost] + [
        f"UNEXPLAINED {one}" for one in total.verdict.unexplained
    ]
    return "\n".join([*lines, "", *_bounds(total), f"seed {seed}; {_versions()}", *problems[:50]])


def _aligned(text: str, width: int, at: int) -> str:
    return text.ljust(width) if at < 2 else text.rjust(width)


def _row(cell: Cell) -> list[str]:
    verdict, states = cell.verdict, cell.states
    numbers = (
        cell.kills,
        verdict.due,
        sum(states.values()),
        verdict.delivered,
        verdict.duplicates,
        verdict.explained,
        len(verdict.lost),
        states["unknown"],
        states["suppressed"],
    )
    name = f"{cell.name:>4} {cell.says}" if cell.says else cell.name
    spans = (spread(verdict.waits), spread(cell.recoveries))
    return [name[:_WIDTH], cell.database, *map(str, numbers), *spans]


def spread(seconds: Sequence[float]) -> str:
    """Median / 95th percentile / most."""
    if not seconds:
        return "–"
    if len(seconds) == 1:
        return f"{seconds[0]:.1f}"
    return f"{statistics.median(seconds):.1f} / {statistics.quantiles(seconds, n=20)[-1]:.1f} / {max(seconds):.1f}"


def _bounds(total: Cell) -> list[str]:
    lost = len(total.verdict.lost)
    if lost or not total.kills:
        return [f"{lost} lost in {total.kills} deaths and faults"]
    bound = 3 / total.kills
    return [
        f"0 lost in {total.kills} deaths and faults: with 95 % confidence fewer than {bound:.2%} lose anything (3/n)",
        "rows, unknown and suppressed are what the program says of itself; all else is what its receivers have",
        "times are the world's, whose clock is moved over leases (30 s) and visits (60 s)",
    ]


def _versions() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in ("sqlalchemy", "httpx", "aiosmtplib", "redis", "scrapy"))
    servers = [f"SQLite {sqlite3.sqlite_version}", _said(["redis-server", "--version"], 2, "redis-server")]
    postgres = postgres_programs()
    if postgres is not None:
        servers.append(_said([str(postgres / "postgres"), "--version"], 2, "PostgreSQL"))
    if PROGRAM is not None:
        servers.append(_said(["postconf", "mail_version"], 2, "postfix"))
    return f"Python {platform.python_version()}, {packages}; {', '.join(servers)}"


def _said(command: list[str], word: int, name: str) -> str:
    if shutil.which(command[0]) is None:
        return f"no {name}"
    words = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return f"{name} {words[word].removeprefix('v=')}"
