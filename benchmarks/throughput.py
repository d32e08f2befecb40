"""Articles a second through the whole chain, beside other programs and beside the speed of reading alone.

    python -m benchmarks.throughput [--articles 400] [--warm-up 200] [--flagged 1.0] [--pages FOLDER [--whole]]
                                    [--peers PYTHON] [--history FILE] [--no-peers]

One run on one machine: real pages (those of FOLDER; else a page of our own) with generated stories in the place of
their own, each of another happening, served by one loopback server to all. A daemon is measured as it runs for weeks:
what it reads first, and its start, are a warm-up that nobody's figures hold.

  reading alone    one process reads the pages, with flags, facts and acts: pages a second of CPU. The floor of the
                   whole is twice that on two cores, with nothing left for fetching, keeping, placing and telling
  rasid            `rasid watch` from the first page request to the last story kept, and to the last one placed in its
                   event, all its roles and its Redis on the same two cores
  --flagged        the share of stories that a flag is up for, the others being ordinary news. With 1 all are placed,
                   which is the worst; a desk's feeds have 0.1 to 0.3. What came out is held against it
  --whole          FOLDER's pages as they are, each many times, instead: their own stories and statements; not those
                   of another language
  the peers        benchmarks/peer_programs.py, where scripts/peers.sh has made their environment

Prints the table and adds a line to the history. What an article takes of CPU is told beside the clock, which other
programs of the machine slow down: each of the two is a ratio of its own.
"""

import argparse
import json
import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.loopback_news import FEEDS, LoopbackNews
from benchmarks.machine_use import Use, busy_seconds, memory_of, spent, tree_of
from benchmarks.real_pages import Article, articles, shells_in
from benchmarks.watched_daemon import DEADLINE, ROOT, WatchedDaemon, wait, watching
from benchmarks.whole_pages import copies, whole_pages_in

PEERS = {
    "fetching": "Scrapy, which reads nothing",
    "scrapy": "plain Scrapy + trafilatura",
    "newspaper": "newspaper4k",
    "news-please": "news-please",
}
ROLES = {
    "reading_worker": "reading",
    "role crawler": "fetching, keeping",
    "role scheduler": "placing, deciding",
    "role alerts": "telling",
    "rasid supervisor": "supervisor",
    "scheduler.cli watch": "what they are forked from",
}
CLOSE = 0.02  # so far from the wanted share of flagged stories may what came out be


@dataclass(slots=True, kw_only=True)
class Run:
    """What a program did: articles a second, and CPU milliseconds an article by part; `others` is the share of the
    machine that went to what is no part of it, `flagged` that of the stories that a flag is up for."""

    rate: float
    placed: float | None = None
    parts: dict[str, float] = field(default_factory=dict)
    memory: dict[str, int] = field(default_factory=dict)
    texts: int = 0
    cpu: float = 0.0  # of all parts
    others: float = 0.0
    flagged: float = 1.0  # share of the kept stories


def reading_alone(pages: Sequence[Article], warm_up: int) -> float:
    """Milliseconds of CPU to read one page, in a process of its own as the pool has them."""
    code = f"import sys; from benchmarks.throughput import read_all; read_all(sys.stdin.buffer, {warm_up})"
    body = pickle.dumps([(page.title, page.html) for page in pages])
    done = subprocess.run([sys.executable, "-c", code], input=body, capture_output=True, check=True, cwd=ROOT)
    return float(done.stdout)


def read_all(source: Any, warm_up: int) -> None:
    """Reads pages from a pickle of titles and pages, and prints milliseconds of CPU for one; for `reading_alone`."""
    from crawler.loading import for_good
    from crawler.news import Page
    from crawler.reading import read

    pages = [
        Page(
            url=f"http://127.0.0.1/news/{number}.html",
            body=html,
            content_type="text/html; charset=utf-8",
            hint_title=title,
            outlet="قياس",
        )
        for number, (title, html) in enumerate(pickle.load(source))
    ]
    with for_good():
        for page in pages[:warm_up]:
            read(page)
    begin = time.process_time()
    for page in pages[warm_up:]:
        read(page)
    sys.stdout.write(str(1000 * (time.process_time() - begin) / (len(pages) - warm_up)))


def rasid(news: LoopbackNews) -> Run:
    """`rasid watch` over the feeds, from the first page behind the warm-up to the last story placed."""
    news.begin(published=news.warm_up)
    with tempfile.TemporaryDirectory(prefix="rasid-bench-") as name:
        folder = Path(name)
        with watching(folder, configuration(folder, news.port)) as daemon:
            return _watched(news, daemon)


def _watched(news: LoopbackNews, daemon: WatchedDaemon) -> Run:
    wait(lambda: daemon.kept_and_waiting() == (news.warm_up, 0))
    news.publish_all()
    wait(lambda: news.first_page_at is not None, every=0.02)
    before, served, busy, began = tree_of(daemon.pid), tree_of(news.pid), busy_seconds(), time.monotonic()
    wait(lambda: daemon.kept_and_waiting()[0] >= news.count)
    kept_at = time.monotonic()
    wait(lambda: not daemon.kept_and_waiting()[1])
    placed_at, after = time.monotonic(), tree_of(daemon.pid)
    seconds, count, first = spent(before, after), news.count - news.warm_up, news.first_page_at or 0.0
    run = Run(rate=count / (kept_at - first), placed=count / (placed_at - first), flagged=daemon.flagged() / news.count)
    for pid, use in after.items():
        part = part_of(use)
        run.parts[part] = run.parts.get(part, 0.0) + 1000 * seconds[pid] / count
        run.memory[part] = run.memory.get(part, 0) + memory_of(pid)
    own = sum(seconds.values()) + sum(spent(served, tree_of(news.pid)).values())
    run.cpu = sum(run.parts.values())
    run.others = max(0.0, busy_seconds() - busy - own) / ((placed_at - began) * (os.cpu_count() or 1))
    return run


def part_of(use: Use) -> str:
    """Which part of Rasid a process is."""
    return next((name for mark, name in ROLES.items() if mark in use.command), "Redis")


def peer(python: Path, kind: str, news: LoopbackNews) -> Run:
    """Another program over the same pages, from its first page request to its end."""
    news.begin(published=news.count)
    wanted = [str(news.port), str(news.warm_up), str(news.count)]
    command = [str(python), str(ROOT / "benchmarks" / "peer_programs.py"), kind, *wanted]
    with tempfile.TemporaryDirectory(prefix="peer-bench-") as folder:
        done = subprocess.run(command, capture_output=True, text=True, timeout=DEADLINE, cwd=folder, check=False)
    if done.returncode or not done.stdout.strip():
        raise RuntimeError(f"{kind}: {done.stderr.strip()[-500:]}")
    told = json.loads(done.stdout.strip().splitlines()[-1])
    count = news.count - news.warm_up
    rate = count / (told["done_at"] - (news.first_page_at or 0.0))
    return Run(rate=rate, texts=told["texts"], cpu=1000 * told["cpu"] / count)


def configuration(folder: Path, port: int) -> str:
    """A rasid.toml for the newsstand; its own hosts are not waited for."""
    feeds = "".join(
        f'\n[[feed]]\nname = "bench{n}"\nurl = "http://127.0.0.1:{port}/feed/{n}"\noutlet = "قياس {n}"\n'
        for n in range(FEEDS)
    )
    return (
        f'[store]\ndatabase = "sqlite:///{folder}/rasid.db"\n'
        '[crawler]\nallow_private_hosts = ["127.0.0.1"]\nobey_robots = false\n'
        "min_interval = 5\nmax_interval = 5\n"
        '[alerts]\nwebhook_secret = "bench"\n'
        f'[[subscription]]\nname = "all"\nto = ["webhook:http://127.0.0.1:{port}/alert"]\nflood_messages = 0\n{feeds}'
    )


def table_of(alone: float, ours: Run, peers: dict[str, Run]) -> Table:
    """Figures, ratio to each peer, ratio to the floor; by the clock, and by the CPU that an article takes."""
    floor = 2 * 1000 / alone
    table = Table("", "articles/s", "rasid is × it", "of the floor", "CPU ms", "rasid × by CPU", title="throughput")
    cpu = ours.cpu
    table.add_row("reading alone, one core", f"{1000 / alone:.1f}", "", "", f"{alone:.1f}", "")
    table.add_row("the floor: twice that", f"{floor:.1f}", f"{ours.rate / floor:.2f}", "1.00", "", f"{alone / cpu:.2f}")
    table.add_row("rasid, all kept", f"{ours.rate:.1f}", "1.00", f"{ours.rate / floor:.2f}", f"{cpu:.1f}", "1.00")
    placed = ours.placed or 0.0
    table.add_row("rasid, all placed", f"{placed:.1f}", "", f"{placed / floor:.2f}", "", "")
    for kind, run in peers.items():
        ratios = (f"{ours.rate / run.rate:.2f}", f"{run.rate / floor:.2f}", f"{run.cpu:.1f}", f"{run.cpu / cpu:.2f}")
        table.add_row(f"{PEERS[kind]} ({run.texts} texts)", f"{run.rate:.1f}", *ratios)
    return table


def costs_of(ours: Run) -> Table:
    """Where Rasid's CPU goes, and its memory."""
    table = Table("part", "CPU ms an article", "share", "MB", title="rasid's parts")
    for part, milliseconds in sorted(ours.parts.items(), key=lambda item: -item[1]):
        table.add_row(
            part, f"{milliseconds:.1f}", f"{milliseconds / ours.cpu:.0%}", f"{ours.memory[part] / 1024**2:.0f}"
        )
    table.add_row("all", f"{ours.cpu:.1f}", "", f"{sum(ours.memory.values()) / 1024**2:.0f}")
    table.add_row("taken by other programs meanwhile", "", f"{ours.others:.0%}", "")
    table.add_row("stories that a flag is up for", "", f"{ours.flagged:.1%}", "")
    return table


def as_line(
    alone: float, ours: Run, peers: dict[str, Run], count: int, shells: int, wanted: float = 1.0
) -> dict[str, Any]:
    """A line of the history; `wanted` is the share of stories that were to be flagged."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": version("rasid"),
        "cores": os.cpu_count(),
        "articles": count,
        "shells": shells,
        "flagged": wanted,
        "flagged_found": round(ours.flagged, 3),
        "reading_ms": round(alone, 2),
        "kept_per_s": round(ours.rate, 2),
        "placed_per_s": round(ours.placed or 0.0, 2),
        "of_floor": round(ours.rate * alone / 2000, 3),
        "of_floor_by_cpu": round(alone / ours.cpu, 3),
        "cpu_ms": {part: round(value, 2) for part, value in ours.parts.items()},
        "memory_mb": round(sum(ours.memory.values()) / 1024**2),
        "others": round(ours.others, 2),
        "peers": {kind: round(run.rate, 2) for kind, run in peers.items()},
        "peers_cpu_ms": {kind: round(run.cpu, 2) for kind, run in peers.items()},
    }


def _served(options: argparse.Namespace) -> tuple[list[Article], int]:
    """The pages, and of how many real ones they are made."""
    count = options.warm_up + options.articles
    if options.whole:
        whole = whole_pages_in(options.pages)
        return copies(count, whole), len(whole)
    shells = shells_in(options.pages) if options.pages else []
    return articles(count, shells, options.flagged), len(shells)


def main() -> None:
    """Measures, prints the table, and adds to the history."""
    parser = argparse.ArgumentParser(description="Articles/s through the chain, beside others and the floor.")
    parser.add_argument("--articles", type=int, default=400, help="that are measured")
    parser.add_argument("--warm-up", type=int, default=200)
    parser.add_argument("--flagged", type=float, default=1.0, help="share of stories that a flag is up for")
    parser.add_argument("--pages", type=Path, help="a folder of HTML files whose stories are exchanged")
    parser.add_argument("--whole", action="store_true", help="the folder's pages with their own stories")
    parser.add_argument("--peers", type=Path, default=ROOT / ".peers" / "bin" / "python", help="the peers' Python")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--history", type=Path, help="a file of JSON lines that gets one more")
    options = parser.parse_args()
    if options.whole and not options.pages:
        parser.error("--whole is of a folder: --pages FOLDER")
    pages, shells = _served(options)
    meant = round(sum(page.flagged for page in pages) / len(pages), 3)
    console = Console()
    news = LoopbackNews(pages, options.warm_up)
    try:
        alone = reading_alone(pages, options.warm_up)
        peers = {}
        if not options.no_peers and options.peers.exists():
            peers = {kind: peer(options.peers, kind, news) for kind in PEERS}
        ours = rasid(news)
    finally:
        news.stop()
    console.print(table_of(alone, ours, peers), costs_of(ours))
    if not peers and not options.no_peers:
        console.print("The peers are not installed: sh scripts/peers.sh")
    if options.history:
        with options.history.open("a", encoding="utf-8") as history:
            line = as_line(alone, ours, peers, options.articles, shells, meant)
            history.write(json.dumps(line | ({"whole": True} if options.whole else {})) + "\n")
    if abs(ours.flagged - meant) > CLOSE:
        sys.exit(f"benchmarks.throughput: {ours.flagged:.1%} of the stories are flagged, {meant:.1%} should be")


if __name__ == "__main__":
    main()
