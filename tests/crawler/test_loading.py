"""What is loaded for good is out of the collector's way, and loading starts no threads."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT, require

# In a process of its own: what is left alone stays so until the process ends.
_LOAD = """
import gc
from crawler.loading import for_good
{before}
try:
    with for_good():
        assert not gc.isenabled()
        kept = [[number] for number in range(100_000)]
        {inside}
except ZeroDivisionError:
    pass
print(gc.get_freeze_count() >= 100_000, gc.isenabled())
"""


@pytest.mark.parametrize(
    ("before", "inside", "said"),
    [
        ("", "", "True True"),
        ("gc.disable()", "", "True False"),
        ("", "1 / 0", "True True"),
    ],
)
def test_the_collector_leaves_alone_what_was_loaded(before: str, inside: str, said: str) -> None:
    """Also where loading failed, and a collector that was off stays off."""
    program = _LOAD.format(before=before, inside=inside)
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == said


_COMMAND = "from scheduler.cli.main import run; run(['--help']); import numpy"
_READER = "from crawler import reading_worker as reader; reader._own_pipes = lambda: files; reader.main()"
_THREADS = """
import io, os, sys
files = io.BytesIO(), io.BytesIO()
{program}
sys.stderr.write(f"{{len(os.listdir('/proc/self/task'))}} numpy={{'numpy' in sys.modules}}")
"""


@pytest.mark.parametrize("program", [_COMMAND, _READER])
def test_a_core_more_is_no_thread_more(program: str) -> None:
    """Neither for a command nor for a reader, which numpy would start one for each core."""
    require(sys.platform == "linux", "Linux, which lists a process's threads")
    environ = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    command = [sys.executable, "-c", _THREADS.format(program=program)]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=True)
    assert done.stderr == "1 numpy=True"
