"""A process counts its own memory, and a crawler ends itself for no other's."""

import resource
import subprocess
import sys

from scrapy.extensions.memusage import MemoryUsage
from scrapy.settings import Settings
from scrapy.utils.misc import load_object

from crawler.memory_limit import MemoryLimit
from crawler.own_memory import peak
from crawler.scrapy_settings import scrapy_settings
from tests.conftest import ROOT, require
from tests.crawler.test_scrapy_settings import OWN

# A parent that has held 400 MiB, and what its child says of itself.
_CHILD = "from crawler.own_memory import peak; print(peak())"
_PARENT = f"""
import os, sys
held = bytearray(b"x" * (400 * 1024 * 1024))
reads, writes = os.pipe()
if os.fork() == 0:
    os.dup2(writes, 1)
    os.execv(sys.executable, [sys.executable, "-c", {_CHILD!r}])
os.wait()
print(os.read(reads, 100).decode())
"""


def test_the_memory_of_whoever_started_it_does_not_count() -> None:
    """Neither before nor after it has let go of its memory."""
    require(sys.platform == "linux", "Linux, which tells of each process")
    done = subprocess.run([sys.executable, "-c", _PARENT], cwd=ROOT, capture_output=True, text=True, check=True)
    assert 0 < int(done.stdout) < 100 * 1024 * 1024


def test_it_is_counted_in_bytes() -> None:
    """As large as what the system says of a process that nobody large has started, or smaller."""
    assert 10 * 1024 * 1024 < peak() <= resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 * 1.1


def test_the_crawler_has_this_limit_and_no_other() -> None:
    """Scrapy's own one looks at ru_maxrss."""
    settings = Settings(scrapy_settings(OWN))
    extensions = [load_object(one) for one in settings.get_component_priority_dict_with_base("EXTENSIONS")]
    assert [one for one in extensions if issubclass(one, MemoryUsage)] == [MemoryLimit]
