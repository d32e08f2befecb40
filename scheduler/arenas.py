"""Few arenas: how much memory the C library sets aside for threads."""

import ctypes

_ARENA_MAX = -8  # mallopt's M_ARENA_MAX, in glibc's malloc.h
_MOST = 2


def few_arenas() -> bool:
    """Has all threads of this process, from now on, share two heaps; whether that could be said.

    glibc gives each of the many threads that wait for a database a heap of its own, up to eight a core, and what one of
    them frees the others do not use: of a day's growth of the scheduler that was a third. Other C libraries have no
    such heaps.
    """
    try:
        return bool(ctypes.CDLL(None).mallopt(_ARENA_MAX, _MOST))
    except (AttributeError, OSError, TypeError):
        return False


def give_back() -> bool:
    """Gives heap that is free back to the system, where the C library can; whether something was."""
    try:
        return bool(ctypes.CDLL(None).malloc_trim(0))
    except (AttributeError, OSError, TypeError):
        return False
