"""Word lists, patterns and models stay until a process ends: Python's collector need not look at them.

Loading makes about a million objects. The collector would walk over them again and again while they come, a third of
the time that a reader needs to start, and at each full collection later.
"""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def for_good() -> Iterator[None]:
    """What is made inside is left alone by the collector from then on; once in a process, at its start."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collecting:
            gc.enable()


def calculate_in_one_thread() -> None:
    """Before numpy is imported: has it start no thread for each core, here and in the processes that we start.

    Our vectors are small, and threads that wait for pieces of them take several times the CPU of the work itself. What
    there is to do at once is done in processes. Whoever has set the variable has it as it is.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
