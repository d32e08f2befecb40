"""The name under which the system lists this process: a forked one would have its parent's command line."""

import ctypes
import sys
from pathlib import Path

_STAT = Path("/proc/self/stat")
_ARGUMENTS_START, _ARGUMENTS_END = 48, 49  # fields of proc(5), counted from 1
_PR_SET_NAME = 15


def set_title(title: str) -> None:
    """Has `ps` and `top` show this title instead of the command line; as much of it as the command line has room for.

    Linux only; elsewhere nothing changes.
    """
    if sys.platform != "linux":
        return
    name = title.encode()
    ctypes.CDLL(None).prctl(_PR_SET_NAME, ctypes.c_char_p(name[:15]), 0, 0, 0)
    stat = _STAT.read_text()
    fields = stat[stat.rindex(")") + 2 :].split()  # from the third on
    start, end = int(fields[_ARGUMENTS_START - 3]), int(fields[_ARGUMENTS_END - 3])
    if 0 < start < end:
        ctypes.memmove(start, name[: end - start - 1].ljust(end - start, b"\0"), end - start)
