"""The memory of `rasid watch` with all its roles: idle, and at full load.

    python -m benchmarks.memory [--articles 600] [--pages FOLDER] [--idle 60] [--rounds 1]

Idle is a minute after the start, while eight feeds are visited every 5 s and are empty. Then the news of
`benchmarks.throughput` comes, as fast as it is taken; what is told is the largest sum of all processes while it is
read, looked at each second, and the sum once all is placed. What processes share is counted once (PSS). Also the time
in which they came, and CPU a page.
"""

import argparse
import tempfile
import time
from contextlib import AbstractContextManager
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.loopback_news import LoopbackNews
from benchmarks.machine_use import memory_of, spent, tree_of
from benchmarks.real_pages import articles, shells_in
from benchmarks.throughput import configuration, part_of
from benchmarks.watched_daemon import WatchedDaemon, wait, watching

_EVERY = 1.0  # seconds between two looks


def memory_by_part(pid: int) -> dict[str, int]:
    """Bytes by part of the daemon; those of processes that end meanwhile are left out."""
    found: dict[str, int] = {}
    for one, use in tree_of(pid).items():
        try:
            size = memory_of(one)
        except (OSError, StopIteration):
            continue
        found[part_of(use)] = found.get(part_of(use), 0) + size
    return found


def _measured(news: LoopbackNews, idle_seconds: float) -> tuple[dict[str, dict[str, int]], str]:
    news.begin(published=0)
    with tempfile.TemporaryDirectory(prefix="rasid-memory-") as name, _watched(Path(name), news) as daemon:
        time.sleep(idle_seconds)
        idle, peak = memory_by_part(daemon.pid), {}
        before, began = tree_of(daemon.pid), time.monotonic()
        news.publish_all()
        looked = 0.0

        def done() -> bool:
            nonlocal looked, peak
            if time.monotonic() - looked > _EVERY:
                looked = time.monotonic()
                peak = max(peak, memory_by_part(daemon.pid), key=lambda one: sum(one.values()))
            return daemon.kept_and_waiting() == (news.count, 0)

        wait(done)
        seconds = time.monotonic() - began
        cpu = sum(spent(before, tree_of(daemon.pid)).values())
        after = memory_by_part(daemon.pid)
    told = f"{news.count} pages placed in {seconds:.1f} s, {1000 * cpu / news.count:.1f} ms of CPU each"
    return {"idle": idle, "largest": peak, "at the end": after}, told


def _watched(folder: Path, news: LoopbackNews) -> AbstractContextManager[WatchedDaemon]:
    return watching(folder, configuration(folder, news.port))


def main() -> None:
    """Measures, and prints a table a round."""
    parser = argparse.ArgumentParser(description="The memory of all roles, idle and at full load.")
    parser.add_argument("--articles", type=int, default=600)
    parser.add_argument("--pages", type=Path, help="a folder of HTML files whose stories are exchanged")
    parser.add_argument("--idle", type=float, default=60.0, help="seconds before the idle look")
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args()
    console = Console()
    news = LoopbackNews(articles(options.articles, shells_in(options.pages) if options.pages else [], 1.0), 0)
    try:
        for _ in range(options.rounds):
            looks, told = _measured(news, options.idle)
            table = Table("part", *(f"{name}, MB" for name in looks), title="memory (PSS)")
            for part in sorted({part for look in looks.values() for part in look}):
                table.add_row(part, *(f"{look.get(part, 0) / 1024**2:.0f}" for look in looks.values()))
            table.add_row("all", *(f"{sum(look.values()) / 1024**2:.0f}" for look in looks.values()))
            console.print(table, told)
    finally:
        news.stop()


if __name__ == "__main__":
    main()
