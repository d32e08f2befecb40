"""What processes have taken of the machine: seconds of CPU and memory, of a whole tree of them (Linux)."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """Of one process: its command line, and CPU in seconds since it started."""

    command: str
    cpu: float


def tree_of(pid: int) -> dict[int, Use]:
    """A process and all that it has started, by id; those that have ended meanwhile are left out."""
    children: dict[int, list[int]] = {}
    uses: dict[int, Use] = {}
    for folder in _PROC.iterdir():
        if folder.name.isdigit() and (read := _read(folder)) is not None:
            parent, use = read
            uses[int(folder.name)] = use
            children.setdefault(parent, []).append(int(folder.name))
    found: dict[int, Use] = {}
    waiting = [pid]
    while waiting:
        one = waiting.pop()
        if one in uses:
            found[one] = uses[one]
        waiting += children.get(one, [])
    return found


def spent(before: Mapping[int, Use], after: Mapping[int, Use]) -> dict[int, float]:
    """CPU seconds between two looks, by process."""
    return {pid: use.cpu - (before[pid].cpu if pid in before else 0.0) for pid, use in after.items()}


def memory_of(pid: int) -> int:
    """Bytes of a process, what it shares with others counted in parts (PSS): a sum of them counts nothing twice."""
    lines = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    return 1024 * int(next(line.split()[1] for line in lines if line.startswith("Pss:")))


def busy_seconds() -> float:
    """CPU seconds that all processes of the machine have taken since it started."""
    user, nice, system, _idle, _iowait, irq, softirq, *_ = map(int, _line_of_all())
    return (user + nice + system + irq + softirq) / _TICKS


def _line_of_all() -> list[str]:
    return (_PROC / "stat").read_text().split("\n", 1)[0].split()[1:]


def _read(folder: Path) -> tuple[int, Use] | None:
    try:
        stat = (folder / "stat").read_text()
        command = (folder / "cmdline").read_text().replace("\0", " ").strip()
    except OSError:
        return None
    # The name in brackets may hold blanks and brackets itself.
    fields = stat[stat.rindex(")") + 2 :].split()
    cpu = (int(fields[11]) + int(fields[12])) / _TICKS
    return int(fields[1]), Use(command=command, cpu=cpu)
