"""What becomes of us when the reader of a pipe has gone (`rasid stories | head -1`): lists end, work goes on."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


def let_go() -> None:
    """Leads to nowhere what is printed from now on, and what waits to be."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


@contextmanager
def while_working() -> Iterator[None]:
    """Around what is printed of each thing that is done: the rest is done too when nobody reads of it any more."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        let_go()
