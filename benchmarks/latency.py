"""How long news waits under load: from the feed's answer that first lists it to the request at Telegram.

    python -m benchmarks.latency [--rate 5] [--seconds 60] [--burst 500] [--flagged 0.2] [--pages FOLDER]
                                 [--history FILE] [--folder FOLDER]

`rasid watch` with all its roles over the loopback newsstand: 20 feeds of an outlet each, asked every second (no hub;
what is measured begins with the answer), which list their newest 60 items. Each outlet's alerts go to a chat of its own
at a strict Telegram, which lets one message a second into a chat. Digests are switched off: each event is a message.
A story counts as told when its link first stands in one; a late report of an event may add none.

  paced   stories come one by one, so many a second
  burst   all at once, dated a second apart; the newest flagged one is waited for

A share of the stories is flagged, the others are ordinary news; only flagged ones are told. Prints one table.
"""

import argparse
import json
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.loopback_news import LoopbackNews
from benchmarks.machine_use import busy_seconds, spent, tree_of
from benchmarks.real_pages import articles, shells_in
from benchmarks.watched_daemon import WatchedDaemon, wait, watching
from scheduler.demo.telegram_receiver import TelegramReceiver

FEEDS = 20
WINDOW = 60
VISITED_EVERY = 1  # seconds
WARM_UP = 100
SETTLED = 2.0  # seconds in which nothing more comes
_LINK = re.compile(rb"/news/(\d+)\.html")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """Of some flagged stories: how many there were, and the seconds that each one waited that was told."""

    flagged: int
    seconds: Sequence[float]

    def at(self, share: float) -> float:
        """So large a share of them waited no longer."""
        return sorted(self.seconds)[int(share * (len(self.seconds) - 1))]


def first_told(requests: Iterable[tuple[float, bytes]]) -> dict[int, float]:
    """When each article's link was first in a message, by the article's number."""
    told: dict[int, float] = {}
    for at, body in requests:
        for number in map(int, _LINK.findall(body)):
            told.setdefault(number, at)
    return told


def waits_of(numbers: Iterable[int], listed: Sequence[float], told: Mapping[int, float]) -> Waits:
    """How long these articles waited from their feed's answer to their message."""
    wanted = list(numbers)
    return Waits(flagged=len(wanted), seconds=[told[one] - listed[one] for one in wanted if one in told])


def configuration(folder: Path, news: LoopbackNews, telegram: TelegramReceiver) -> str:
    """A rasid.toml of an outlet, a feed, a subscription and a chat each."""
    desks = "".join(
        f'\n[[feed]]\nname = "bench{n}"\nurl = "http://127.0.0.1:{news.port}/feed/{n}"\noutlet = "قياس {n}"\n'
        f'[[subscription]]\nname = "of{n}"\noutlets = ["قياس {n}"]\nto = ["telegram:{1000 + n}"]\nflood_messages = 0\n'
        for n in range(news.feeds)
    )
    return (
        f'[store]\ndatabase = "sqlite:///{folder}/rasid.db"\n'
        '[crawler]\nallow_private_hosts = ["127.0.0.1"]\nobey_robots = false\n'
        f"min_interval = {VISITED_EVERY}\nmax_interval = {VISITED_EVERY}\n"
        f'[health]\nlisten = ""\n[alerts]\ntelegram_api = "{telegram.url}"\n'
        f'telegram_token = "{telegram.token}"\n{desks}'
    )


def pace(news: LoopbackNews, first: int, count: int, rate: float) -> None:
    """Publishes so many articles, one by one."""
    begin = time.monotonic()
    for number in range(count):
        time.sleep(max(0.0, begin + number / rate - time.monotonic()))
        news.dated[first + number] = time.time()
        news.publish(first + number + 1)


def burst(news: LoopbackNews, first: int, count: int) -> None:
    """Publishes so many articles at once, dated as if one had come each second until now."""
    now = time.time()
    for number in range(count):
        news.dated[first + number] = now - (count - 1 - number)
    news.publish(first + count)


def _settle(daemon: WatchedDaemon, telegram: TelegramReceiver, kept: int) -> None:
    wait(lambda: daemon.kept_and_waiting() == (kept, 0) and not daemon.undelivered())
    seen = -1
    while seen != len(telegram.requests):
        seen = len(telegram.requests)
        time.sleep(SETTLED)


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Both runs in one daemon's life; the figures by name."""
    shells = shells_in(options.pages) if options.pages else []
    paced = int(options.rate * options.seconds)
    pages = articles(WARM_UP + paced + options.burst, shells, options.flagged)
    news = LoopbackNews(pages, WARM_UP, feeds=FEEDS, window=WINDOW)
    try:
        with tempfile.TemporaryDirectory(prefix="rasid-latency-") as name, TelegramReceiver(limits=True) as telegram:
            news.begin(published=WARM_UP)
            with watching(Path(name), configuration(Path(name), news, telegram)) as daemon:
                _settle(daemon, telegram, WARM_UP)
                before, busy, began = tree_of(daemon.pid), busy_seconds(), time.monotonic()
                pace(news, WARM_UP, paced, options.rate)
                seconds, used = time.monotonic() - began, sum(spent(before, tree_of(daemon.pid)).values())
                all_used = busy_seconds() - busy
                _settle(daemon, telegram, WARM_UP + paced)
                burst(news, WARM_UP + paced, options.burst)
                _settle(daemon, telegram, len(pages))
            if options.folder:
                shutil.copytree(name, options.folder, ignore=lambda _folder, names: [n for n in names if "redis" in n])
            requests = [(one.at, one.body) for one in telegram.requests]
    finally:
        news.stop()
    told = first_told(requests)
    flagged = [number for number, page in enumerate(pages) if page.flagged]
    calm = waits_of((one for one in flagged if WARM_UP <= one < WARM_UP + paced), news.listed, told)
    crowd = [one for one in flagged if one >= WARM_UP + paced]
    rush = waits_of(crowd, news.listed, told)
    newest = waits_of(crowd[-len(crowd) // 10 :], news.listed, told)
    begun = min(news.listed[WARM_UP + paced :])
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "shells": len(shells),
        "flagged": options.flagged,
        "rate": options.rate,
        "paced": paced,
        "paced_flagged": calm.flagged,
        "paced_told": len(calm.seconds),
        "median_s": round(median(calm.seconds), 3),
        "p95_s": round(calm.at(0.95), 3),
        "worst_s": round(max(calm.seconds), 3),
        "own_cores": round(used / seconds, 2),
        "all_cores": round(all_used / seconds, 2),
        "burst": options.burst,
        "burst_flagged": rush.flagged,
        "burst_told": len(rush.seconds),
        "burst_newest_s": round(told[crowd[-1]] - news.listed[crowd[-1]], 3) if crowd[-1] in told else None,
        "burst_newest_tenth_s": round(max(newest.seconds), 3),
        "burst_median_s": round(median(rush.seconds), 3),
        "burst_all_s": round(max(told[one] for one in crowd if one in told) - begun, 3),
    }


def table_of(figures: Mapping[str, Any]) -> Table:
    """The figures in words."""
    table = Table("", "", title="from the feed's answer to Telegram")
    table.add_row(f"paced: {figures['rate']:g} stories/s, flagged", f"{figures['paced_flagged']} of {figures['paced']}")
    table.add_row("told", f"{figures['paced_told']}")
    table.add_row("median", f"{figures['median_s']:.3f} s")
    table.add_row("95 of 100 within", f"{figures['p95_s']:.3f} s")
    table.add_row("longest", f"{figures['worst_s']:.3f} s")
    table.add_row("cores in use by Rasid / by all", f"{figures['own_cores']:.2f} / {figures['all_cores']:.2f}")
    table.add_row("burst, flagged", f"{figures['burst_flagged']} of {figures['burst']}")
    table.add_row("told", f"{figures['burst_told']}")
    newest = figures["burst_newest_s"]
    table.add_row("its newest flagged story", "not told" if newest is None else f"{newest:.3f} s")
    table.add_row("its newest tenth, the last of them", f"{figures['burst_newest_tenth_s']:.3f} s")
    table.add_row("median", f"{figures['burst_median_s']:.3f} s")
    table.add_row("from its first answer until all are told", f"{figures['burst_all_s']:.3f} s")
    return table


def main() -> None:
    """Measures, prints the table, and adds to the history."""
    parser = argparse.ArgumentParser(description="From a feed's answer to Telegram, at a pace and in a burst.")
    parser.add_argument("--rate", type=float, default=5.0, help="stories a second")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--burst", type=int, default=500)
    parser.add_argument("--flagged", type=float, default=0.2, help="share of the stories")
    parser.add_argument("--pages", type=Path, help="a folder of HTML files whose stories are exchanged")
    parser.add_argument("--history", type=Path, help="a file of JSON lines that gets one more")
    parser.add_argument("--folder", type=Path, help="where the daemon's log and database are copied to")
    options = parser.parse_args()
    figures = measure(options)
    Console().print(table_of(figures))
    if options.history:
        with options.history.open("a", encoding="utf-8") as history:
            history.write(json.dumps({"latency": figures}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
