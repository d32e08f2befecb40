"""A part of one core for all processes of a host, so that machines of their own can be played on few cores.

With a core each to crawlers, all else (stores, scheduler, sites) would work on the crawlers' cores, and two crawlers
would share with it what one has alone. With half a core each, they work at one speed whatever runs beside them.
Linux control groups do it, of the first kind or the second, and root may.
"""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path("/sys/fs/cgroup")
_PERIOD = 20_000  # microseconds; short, so that nobody stands still for long


@dataclass(frozen=True, slots=True, kw_only=True)
class SlowCore:
    """A core, and the group whose processes have a part of it."""

    core: int
    group: Path

    def command(self) -> list[str]:
        """What is set before a command so that it and its children run there."""
        join = 'echo $$ > "$0/cgroup.procs"; exec "$@"'
        return ["sh", "-c", join, str(self.group), "taskset", "-c", str(self.core)]


@contextlib.contextmanager
def slow_core(name: str, core: int, part: float) -> Iterator[SlowCore]:
    """`part` of the core (0 to 1) under that name; raises OSError where the system has no such groups or forbids it."""
    first = _ROOT / "cpu"
    group = (first if first.is_dir() else _ROOT) / f"rasid-{os.getpid()}-{name}"
    group.mkdir()
    try:
        if first.is_dir():
            (group / "cpu.cfs_period_us").write_text(str(_PERIOD))
            (group / "cpu.cfs_quota_us").write_text(str(int(part * _PERIOD)))
        else:
            (group / "cpu.max").write_text(f"{int(part * _PERIOD)} {_PERIOD}")
        yield SlowCore(core=core, group=group)
    finally:
        group.rmdir()  # works when all its processes have ended
