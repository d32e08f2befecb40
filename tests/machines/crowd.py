"""One crawler against two on pages that cost CPU, each crawler with a part of a core of its own.

The sites are the operator's own, so that nothing waits for a host's delay. A crawler's part of its core is the same
whether there is another or not; all else that works (stores, scheduler, sites) has the rest of both cores. Each takes
four feeds at once: with the usual number one of the two would take all twelve.
"""

import os
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.crawler.spiders.stand import PARAGRAPHS, article
from tests.machines.machines import FEEDS, SITES, Machines, feed_url
from tests.machines.slow_core import slow_core

PART = 0.5  # of a core, for each crawler
_REPEATS = 60  # of three paragraphs: 50 KB of markup, which take 0.15 s of one core to read
WORDS = "المدينة الحي المستشفى السوق الميناء الجامعة الملعب المحطة القرية الوادي".split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How fast crawlers were together, and what a page cost them: the latter holds on a busy machine as well."""

    pages_a_second: float
    cpu_a_page: float  # seconds, of all crawlers' processes
    shares: tuple[int, ...]  # pages that each has fetched
    of_their_part: float  # of the cores that they have, how much they used


def rate(crawlers: int, pages: int) -> Rate:
    """Pages a second, all being published before: from the first page that is kept to the last but a tenth, since
    neither the wait for a feed's visit nor the end, when one crawler has no more to do, is about speed."""
    names = ("crawler-a", "crawler-b")[:crawlers]
    with ExitStack() as made:
        cores = {name: made.enter_context(slow_core(name, core, PART)) for core, name in enumerate(names)}
        folder = made.enter_context(tempfile.TemporaryDirectory(prefix="rasid-machines-"))
        hosts = (*names, "scheduler-a")
        with Machines(Path(folder), hosts=hosts, cores=cores, own_sites=True, concurrency=2) as machines:
            machines.sites.answers_after = 0.0
            machines.until_watching()
            for number in range(pages):
                site = SITES[number % len(SITES)]
                link = f"http://{site}/news/{number}0000"
                feed = feed_url(site, number // len(SITES) % FEEDS)
                machines.sites.publish(feed, link, f"خبر طويل {number}", _long_page(number))
            machines.until(lambda: machines.kept() > 0, 60)
            began, first, spent = time.monotonic(), machines.kept(), _cpu(machines, names)
            machines.until(lambda: machines.kept() >= 0.9 * pages, 600)
            read, seconds = machines.kept() - first, time.monotonic() - began
            spent = _cpu(machines, names) - spent
            return Rate(
                pages_a_second=read / seconds,
                cpu_a_page=spent / read,
                of_their_part=spent / (PART * seconds * crawlers),
                shares=tuple(len(machines.pages_by(name)) for name in names),
            )


def _cpu(machines: Machines, hosts: Sequence[str]) -> float:
    """The CPU seconds that the processes on these hosts have used."""
    return sum(_of_tree(machines.processes[host].pid) for host in hosts)


def _of_tree(pid: int) -> float:
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK") + sum(map(_of_tree, map(int, children)))


def _long_page(number: int) -> bytes:
    told = [
        f"{paragraph} ({WORDS[(number + turn) % len(WORDS)]} {number}-{turn})"
        for turn in range(_REPEATS)
        for paragraph in PARAGRAPHS
    ]
    words = "".join(f"<p>{paragraph}</p>" for paragraph in told)
    title = f"تقرير مطول عن {WORDS[number % len(WORDS)]} رقم {number}"
    return article(title).replace("</h1>", f"</h1>{words}").encode()
