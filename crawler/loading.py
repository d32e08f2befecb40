"""Word lists, patterns and models stay until a process ends: Python's collector need not look at them.

Loading makes about a million objects. The collector would walk over them again and again while they come, a third of
the time that a reader needs to start, and at each full collection later.
"""

import gc
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
