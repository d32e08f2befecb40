"""How much memory this process holds, by its own count.

`ru_maxrss` begins with that of the process that this one was forked from: what a large program starts would count that
program's memory as its own.
"""

import resource
import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")


def peak() -> int:
    """The memory of this process at its largest, in bytes."""
    if _STATUS.exists():
        return status_bytes("VmHWM")
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size if sys.platform == "darwin" else size * 1024  # macOS counts bytes


def status_bytes(name: str) -> int:
    """A size that Linux tells of this process, such as VmSize, in bytes."""
    line = next(line for line in _STATUS.read_text().splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1]) * 1024
