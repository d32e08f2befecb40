"""Threads of a role share two heaps."""

import ctypes
import subprocess
import sys

import pytest

# Threads that hold memory at the same time, each from its own heap where it gets one; then how many heaps there are.
_HEAPS = """
import ctypes, sys, threading
from scheduler.arenas import few_arenas
if sys.argv[1] == "few":
    assert few_arenas()
all_hold, libc = threading.Barrier(9), ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
def hold():
    all_hold.wait()
    libc.malloc(2_000)
    all_hold.wait()
threads = [threading.Thread(target=hold) for _ in range(8)]
for one in threads: one.start()
all_hold.wait(); all_hold.wait()
libc.malloc_info(0, ctypes.c_void_p.in_dll(libc, "stdout"))
libc.fflush(None)
"""


def heaps(how: str) -> int:
    """How many heaps a process with eight busy threads has."""
    ended = subprocess.run([sys.executable, "-c", _HEAPS, how], check=True, capture_output=True, text=True, timeout=60)
    return ended.stdout.count("<heap nr=")


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_info"), reason="another C library than glibc")
def test_threads_share_two_heaps() -> None:
    """Without that, eight threads have more."""
    assert heaps("many") > 2
    assert heaps("few") <= 2


# Every tenth block stays, so that the top of the heap cannot shrink by itself.
_FREED = """
from scheduler.arenas import give_back
from crawler.own_memory import status_bytes
blocks = [bytes(2_000) for _ in range(20_000)]
kept, blocks = blocks[::10], None
held = status_bytes("VmRSS")
print(give_back(), held - status_bytes("VmRSS") > 10_000_000)
"""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="another C library than glibc")
def test_heap_that_is_free_is_given_back() -> None:
    """Of forty megabytes, a tenth of whose blocks are still held, the free pages between them."""
    ended = subprocess.run([sys.executable, "-c", _FREED], check=True, capture_output=True, text=True, timeout=60)
    assert ended.stdout.split() == ["True", "True"]
