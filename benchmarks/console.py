"""What the console costs: the time of each page, and the CPU of open live pages, with a history behind them.

    python -m benchmarks.console [--live 10000] [--stories 100000] [--pages 50] [--seconds 20]

A SQLite database with generated news (benchmarks.placing_history), moved to end now; the role runs in a process of its
own, as the daemon starts it. `--live` stories of the last seven days are placed by the program, others are these again.
"""

import argparse
import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
from sqlalchemy import Engine, select, text, update

from alerts.tables import event as event_table
from benchmarks.placing import generated
from benchmarks.placing_history import NOW, live_week, older_weeks
from crawler.store.database import connect, migrate, reading, writing
from scheduler.handover import as_line
from scheduler.settings import MIGRATIONS, ConsoleSection, Settings

PAGES = ("/", "/?country=SY", "/?words=غارة", "/?actor=روسيا", "/?outlet=x", "/?country=IQ&words=قتيل",
         "/search?q=غارة حلب", "/search?q=قتيل", '/search?q="مدينة حلب"', "/search?in=events&q=قتيل&since=7d",
         "/event/{event}", "/story/{story}", "/review", "/feeds", "/subscriptions", "/alerts", "/status/now",
         "/events.csv", "/api/events")  # fmt: skip
LOOKS = ("", "?flag=casualty")
LANGUAGES = ("ar", "en")


def history(engine: Engine, live: int, stories: int) -> None:
    """Keeps it, and moves what the lists go by to the present."""
    migrate(engine, MIGRATIONS)
    week, _following = generated(live, 10, seed=8)
    live_week(engine, week)
    older_weeks(engine, stories)
    seconds = int((datetime.now(UTC) - NOW).total_seconds())
    with writing(engine) as connection:
        moved = "strftime('%Y-%m-%d %H:%M:%f', changed_at, :by)"
        connection.execute(text(f"UPDATE event SET changed_at = {moved}"), {"by": f"+{seconds} seconds"})


@contextmanager
def role(database: str) -> Iterator[tuple[int, str]]:
    """The console's process and its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        place = f"127.0.0.1:{free.getsockname()[1]}"
    settings = Settings.model_validate({"store": {"database": database}, "console": ConsoleSection(listen=place)})
    process = subprocess.Popen(
        [sys.executable, "-m", "scheduler.role", "console", "--log-level", "error"], stdin=subprocess.PIPE
    )
    assert process.stdin is not None
    process.stdin.write(as_line(settings))
    process.stdin.flush()
    try:
        for _ in range(300):
            try:
                httpx.get(f"http://{place}/assets/icon.svg", trust_env=False)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield process.pid, f"http://{place}"
    finally:
        process.terminate()
        process.wait()


def first_and_usual(address: str, path: str) -> tuple[float, float]:
    """Milliseconds of the first answer and of the middle one of ten more."""
    times = []
    with httpx.Client(base_url=address, trust_env=False, timeout=60) as client:
        for _ in range(11):
            began = time.perf_counter()
            client.get(path).raise_for_status()
            times.append((time.perf_counter() - began) * 1000)
    return times[0], sorted(times[1:])[5]


async def live(engine: Engine, pid: int, address: str, pages: int, seconds: int) -> tuple[float, float, float]:
    """Percent of a core with pages open, at rest and with a change a second; the longest wait for one in seconds."""
    heard: list[float] = []
    longest = 0.0
    async with httpx.AsyncClient(
        base_url=address, trust_env=False, timeout=None, limits=httpx.Limits(max_connections=pages)
    ) as client:
        following = [
            asyncio.create_task(_follow(client, LOOKS[number % 2], LANGUAGES[number // 2 % 2], heard))
            for number in range(pages)
        ]
        await asyncio.sleep(2)
        resting = await _percent(pid, seconds)
        with reading(engine) as connection:
            ids = list(connection.execute(select(event_table.c.id).limit(seconds)).scalars())
        began, before = time.monotonic(), _cpu(pid)
        for identity in ids:
            heard.clear()
            with writing(engine) as connection:
                mine = update(event_table).where(event_table.c.id == identity)
                connection.execute(mine.values(changed_at=datetime.now(UTC), revision=event_table.c.revision + 1))
            committed = time.monotonic()
            await asyncio.sleep(1)
            if len(heard) != pages:
                raise SystemExit(f"benchmarks.console: {len(heard)} of {pages} pages heard of it within a second")
            longest = max(longest, max(heard) - committed)
        busy = 100 * (_cpu(pid) - before) / (time.monotonic() - began)
        for one in following:
            one.cancel()
    return resting, busy, longest


async def _follow(client: httpx.AsyncClient, look: str, language: str, heard: list[float]) -> None:
    async with client.stream("GET", f"/live{look}", headers={"cookie": f"language={language}"}) as answer:
        async for line in answer.aiter_lines():
            if line.startswith("event:"):
                heard.append(time.monotonic())


async def _percent(pid: int, seconds: int) -> float:
    began, before = time.monotonic(), _cpu(pid)
    await asyncio.sleep(seconds)
    return 100 * (_cpu(pid) - before) / (time.monotonic() - began)


def _cpu(pid: int) -> float:
    """Seconds of CPU that a process has used (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _megabytes(pid: int) -> float:
    pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    """Measures, and prints a line a page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("live", 10_000), ("stories", 100_000), ("pages", 50), ("seconds", 20)):
        parser.add_argument(f"--{name}", type=int, default=default)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{folder}/rasid.db"
        engine = connect(database)
        history(engine, asked.live, asked.stories)
        with reading(engine) as connection:
            gravest = select(event_table.c.id).order_by(event_table.c.severity.desc(), event_table.c.changed_at.desc())
            ids = {"event": connection.execute(gravest.limit(1)).scalar_one(), "story": 1}
            events = connection.execute(text("SELECT count(*) FROM event")).scalar_one()
        print(f"{asked.stories:,} stories, {events:,} events")
        with role(database) as (pid, address):
            print(f"resident at the start: {_megabytes(pid):.0f} MB")
            for path in PAGES:
                first, usual = first_and_usual(address, path.format(**ids))
                print(f"{path:<36} first {first:6.0f} ms, then {usual:6.0f} ms")
            resting, busy, longest = asyncio.run(live(engine, pid, address, asked.pages, asked.seconds))
            print(f"{asked.pages} open pages: {resting:.1f} % of a core at rest, {busy:.1f} % with a change a second,")
            print(f"which was there after {longest:.2f} s at most; resident {_megabytes(pid):.0f} MB")
        engine.dispose()


if __name__ == "__main__":
    main()
