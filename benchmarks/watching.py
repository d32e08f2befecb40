"""Hundreds of feeds over simulated hours, watched by the real crawler: what it asks, what it misses, what it needs.

    python -m benchmarks.watching [--feeds 500] [--hours 30] [--seed 1] [--feeds-only] [--json]

The outlets of `benchmarks.outlets` are served on loopback as they would look at a simulated moment; the crawler's own
spider visits them through Scrapy, reads every page and keeps every story in a SQLite database. Only its clock is not
the real one: when nothing is left to do at a moment, it moves on to the next one at which something is due. With
--feeds-only it obeys a robots.txt that forbids all pages, so that it asks for feeds alone. Prints requests, items, what
was missed, delays in simulated time, and the crawler's memory over the hours.
"""

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
import time
from bisect import bisect_left, bisect_right
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from scrapy import Request
from scrapy.crawler import AsyncCrawlerProcess
from sqlalchemy import Connection, func, or_, select

from benchmarks.outlets import DESK, HOUR, START, Kind, Outlet, population
from benchmarks.simulated_web import SimulatedWeb
from crawler.news import Feed
from crawler.scrapy_settings import scrapy_settings
from crawler.settings import CrawlerSettings
from crawler.spiders.desk import Order
from crawler.spiders.feeds import FeedsSpider
from crawler.spiders.jobs import Job, JobBook
from crawler.spiders.visiting import Visiting
from crawler.store.database import connect, migrate, reading, writing
from crawler.store.feeds import due_feeds, sync_feeds
from crawler.store.listed import TO_READ
from crawler.store.tables import entry, feed, story, visit

STEP = 15.0  # simulated seconds that are let pass at least: what is due within them is due together
TOGETHER = 60  # feeds at work at once


class Clock:
    """The simulated moment, for the crawler and the served outlets alike."""

    def __init__(self, web: SimulatedWeb) -> None:
        self._web = web
        self.seconds = 0.0

    def now(self) -> datetime:
        """As an aware time."""
        return START + timedelta(seconds=self.seconds)

    def move_to(self, seconds: float) -> None:
        """On, never back."""
        self.seconds = max(self.seconds, seconds)
        self._web.move_to(self.seconds)


class SimulatedSpider(FeedsSpider):
    """The resident spider with a book that takes what is due at the simulated moment, and then moves on."""

    name = "simulated"
    clock: Clock
    until: float
    memory: list[tuple[float, float]]

    async def _resident(self) -> AsyncIterator[Request]:
        desk = self.desk
        book = self._book = JobBook(store=desk, stream=desk.visits, redis=desk.gate, most=10**9)
        visiting = Visiting(desk, book)
        began, told = time.monotonic(), 0.0
        while self.clock.seconds < self.until:
            while ids := await desk.look(self._due):
                for identity in ids:
                    job = book.begin(Job(feed_id=identity))
                    for request in await visiting.begin(job):
                        yield request
                while book.jobs:  # noqa: ASYNC110  the book has no event for its last job
                    await asyncio.sleep(0.005)
            self.clock.move_to(await desk.look(self._next))
            if self.clock.seconds - told >= HOUR:
                told = self.clock.seconds
                self.memory.append((told / HOUR, _resident_mib()))
                spent = time.monotonic() - began
                print(f"hour {told / HOUR:.0f}: {spent:.0f} s, {_resident_mib():.0f} MiB", file=sys.stderr)

    def _due(self, connection: Connection) -> list[int]:
        return [one.id for one in due_feeds(connection, self.clock.now(), TOGETHER)]

    def _next(self, connection: Connection) -> float:
        """The next moment at which a feed or a page is due."""
        visits = connection.execute(select(func.min(feed.c.next_visit_at))).scalar_one()
        pages = connection.execute(
            select(func.min(entry.c.next_attempt_at)).where(or_(*(entry.c.state == state for state in TO_READ)))
        ).scalar_one()
        due = min(moment for moment in (visits, pages) if moment is not None)
        return max((due - START).total_seconds(), self.clock.seconds + STEP)


def _resident_mib() -> float:
    with Path("/proc/self/statm").open() as file:
        return int(file.read().split()[1]) * 4096 / 1024**2


def watch(outlets: Sequence[Outlet], hours: float, folder: Path, *, feeds_only: bool = False) -> dict[str, Any]:
    """Watches them for the simulated hours; the figures by name. Once a process: a reactor starts once."""
    web = SimulatedWeb(outlets)
    clock = Clock(web)
    database = f"sqlite:///{folder / 'rasid.db'}"
    settings = CrawlerSettings.model_validate(
        {
            "store": {"database": database, "redis": "redis://127.0.0.1:1/0"},
            "crawler": {"allow_private_hosts": ["127.0.0.1"], "obey_robots": feeds_only, "concurrency": 32},
        }
    )
    engine = connect(database)
    migrate(engine)
    feeds = [
        Feed(name=f"f{number}", url=f"http://127.0.0.1:{web.port}/feed/{number}", outlet=f"قياس {number}", country="SY")
        for number in range(len(outlets))
    ]
    with writing(engine) as connection:
        sync_feeds(connection, feeds, "added", clock.now())
    order = Order(settings=settings, daemon=True, clock=clock.now)
    SimulatedSpider.clock, SimulatedSpider.until, SimulatedSpider.memory = clock, hours * HOUR, []
    began = time.monotonic()
    process = AsyncCrawlerProcess({**scrapy_settings(settings), "LOG_INSTALL_ROOT_HANDLER": False})
    process.crawl(SimulatedSpider, order=order)
    process.start()
    seconds = time.monotonic() - began
    try:
        with reading(engine) as connection:
            figures = _figures(connection, outlets, clock.seconds)
    finally:
        web.stop()
        engine.dispose()
    asked = web.requests
    visits = asked["feeds in full"] + asked["not modified"]
    fixed = len(outlets) * clock.seconds / 600
    memory = [mib for _, mib in SimulatedSpider.memory]
    return {
        "feeds": len(outlets),
        "simulated hours": clock.seconds / HOUR,
        **figures,
        "feed requests": visits,
        "of them not modified": asked["not modified"],
        "requests of fixed 10-minute polling": round(fixed),
        "share of fixed": visits / fixed,
        "page requests": asked["pages"],
        "memory after the first hour, MiB": memory[0] if memory else 0.0,
        "memory at the end, MiB": memory[-1] if memory else 0.0,
        "memory at most, MiB": max(memory, default=0.0),
        "seconds it took": seconds,
    }


def _figures(connection: Connection, outlets: Sequence[Outlet], end: float) -> dict[str, Any]:
    listed = {
        (row.name, row.key): row.first_seen_at.replace(tzinfo=UTC)
        for row in connection.execute(
            select(feed.c.name, entry.c.key, entry.c.first_seen_at).join(feed, feed.c.id == entry.c.feed_id)
        )
    }
    delays: list[float] = []
    missed = 0
    for number, outlet in enumerate(outlets):
        # What came before the first visit was seen if the window still showed it; what came last may still wait.
        for item in range(bisect_right(outlet.times, 0.0), bisect_left(outlet.times, end)):
            seen = listed.get((f"f{number}", f"{number}-{item}"))
            if seen is not None:
                delays.append((seen - START).total_seconds() - outlet.times[item])
            elif item < bisect_left(outlet.times, end) - outlet.window:
                missed += 1
    delays.sort()
    count = connection.execute(select(func.count()).select_from(story)).scalar_one()
    left = connection.execute(
        select(func.count()).where(entry.c.state.not_in(("kept", "again", "known", "refused")))
    ).scalar_one()
    return {
        "items seen": len(delays),
        "items missed": missed,
        "visits whose window rolled over": connection.execute(
            select(func.count()).select_from(visit).where(visit.c.missed)
        ).scalar_one(),
        "entries": len(listed),
        "stories kept": count,
        "entries left over": left,
        "median delay, s": statistics.median(delays) if delays else 0.0,
        "p95 delay, s": delays[int(0.95 * (len(delays) - 1))] if delays else 0.0,
    }


def desk(feeds: int, hours: float, seed: int) -> list[Outlet]:
    """The desk's mix in the given size."""
    share = feeds / sum(DESK.values())
    mix: dict[Kind, int] = {kind: max(1, round(count * share)) for kind, count in DESK.items()}
    return population(mix, int(hours // 24) + 2, seed)


def main() -> None:
    """Measures and prints the table."""
    parser = argparse.ArgumentParser(description="Hundreds of feeds over simulated hours, by the real crawler.")
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--hours", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--feeds-only", action="store_true", help="ask for no pages: robots.txt forbids them")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of the table")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rasid-watching-") as folder:
        outlets = desk(options.feeds, options.hours, options.seed)
        figures = watch(outlets, options.hours, Path(folder), feeds_only=options.feeds_only)
    if options.json:
        sys.stdout.write(json.dumps(figures) + "\n")
        return
    table = Table("figure", "value", title="watching, in simulated time")
    for name, value in figures.items():
        table.add_row(name, f"{value:.2f}" if isinstance(value, float) else str(value))
    Console().print(table)


if __name__ == "__main__":
    main()
