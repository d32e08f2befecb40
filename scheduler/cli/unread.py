"""What becomes of us when the reader of a pipe has gone (`rasid stories | head -1`): lists end, work goes on."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def let_go() -> None:
    """Leads to nowhere what is printed from now on, and what waits to be."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def never_closed() -> None:
    """Gives what is printed somewhere to go where a shell has closed it (`>&-`): Python has no stream for it then."""
    nowhere = Path(os.devnull)
    sys.stdout = sys.stdout or nowhere.open("w", encoding="utf-8")
    sys.stderr = sys.stderr or nowhere.open("w", encoding="utf-8")


@contextmanager
def while_working() -> Iterator[None]:
    """Around what is printed of each thing that is done: the rest is done too when nobody reads of it any more."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        let_go()
