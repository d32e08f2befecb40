"""What is loaded for good is out of the collector's way, and the collector goes on with the rest."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT

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
