"""Two days of the whole daemon in minutes: memory, open files and tables, hour by hour.

    python -m tests.faults.soak [--hours 48] [--stories 20]     stories are those of a quarter of an hour

The clock is moved by a quarter of an hour when everything that was published has come to its end. Ends with 1 where a
role's memory or open files grow steadily.
"""

import argparse
import random
import re
import struct
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Engine, func, select

from alerts.tables import attempt, delivery, event
from crawler.store.database import connect, reading
from crawler.store.tables import entry, story, visit
from scheduler.demo.mail_receiver import MailReceiver
from scheduler.demo.telegram_receiver import TelegramReceiver
from tests.crawler.spiders.stand import Stand, feed
from tests.faults import truth
from tests.faults.growth import grows, quarters, slope
from tests.faults.random_kills import configuration
from tests.flow.daemon import wait_for
from tests.flow.replay.desk import waiting, watching

ROLES = ("crawler", "scheduler", "alerts")
TABLES = {
    "stories": story,
    "entries": entry,
    "visits": visit,
    "events": event,
    "deliveries": delivery,
    "tries": attempt,
}
STEP = timedelta(minutes=15)
_STARTED = re.compile(r"role_started role=(\w+) pid=(\d+)")
_SHARE_OF_HARM = 4  # one story in so many tells of people who were killed


@dataclass(slots=True)
class Day:
    """What was measured: for each role its megabytes and open files, and the rows of each table, a sample a step."""

    megabytes: dict[str, list[float]] = field(default_factory=lambda: {role: [] for role in ROLES})
    files: dict[str, list[float]] = field(default_factory=lambda: {role: [] for role in ROLES})
    rows: dict[str, list[int]] = field(default_factory=lambda: {name: [] for name in TABLES})
    messages: list[int] = field(default_factory=list)

    def measure(self, log: str, engine: Engine, messages: int) -> None:
        """One sample."""
        for role, pid in dict(_STARTED.findall(log)).items():
            if role in self.megabytes:
                self.megabytes[role].append(_megabytes(pid))
                self.files[role].append(len(list(Path(f"/proc/{pid}/fd").iterdir())))
        with reading(engine) as connection:
            for name, table in TABLES.items():
                self.rows[name].append(connection.execute(select(func.count()).select_from(table)).scalar_one())
        self.messages.append(messages)

    @property
    def growing(self) -> list[str]:
        """What grows steadily."""
        found = [f"memory of {role}" for role, samples in self.megabytes.items() if grows(samples, "MB")]
        return [*found, *(f"open files of {role}" for role, samples in self.files.items() if grows(samples, "files"))]


def _megabytes(pid: str) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(re.findall(r"VmRSS:\s*(\d+) kB", status)[0]) / 1024


def soak(folder: Path, *, hours: float, stories: int) -> Day:
    """Lets so many hours go by."""
    day, clock = Day(), folder / "clock"
    clock.write_bytes(struct.pack("d", 0.0))
    stand = Stand()
    try:
        with TelegramReceiver() as telegram, MailReceiver() as mail:
            words = configuration(folder, stand.url("/feed"), telegram, mail.port, interval=60)
            (folder / "rasid.toml").write_text(words, encoding="utf-8")
            stand.put("/feed", feed())
            with watching(folder, clock) as daemon:
                engine = connect(f"sqlite:///{folder / 'rasid.db'}")
                wait_for(lambda: any(one.path == "/feed" for one in stand.asked), what="a visit", log=daemon.log)
                for step in range(round(hours * 4)):
                    paths = _publish(stand, step, stories)
                    _move(clock, STEP)
                    over = partial(_settled, engine, stand, paths, clock)
                    wait_for(over, what=f"step {step}", log=daemon.log, seconds=300)
                    day.measure(daemon.log.read_text(errors="replace"), engine, len(telegram.messages))
                engine.dispose()
    finally:
        stand.close()
    return day


def _publish(stand: Stand, step: int, count: int) -> list[str]:
    paths = []
    titles = {}
    for at in range(count):
        number = truth.MOST + step * count + at
        path = f"/news/{number}000"
        if at % _SHARE_OF_HARM == 0:
            stand.put(path, truth.page(number))
            titles[stand.url(path)] = truth.headline(number)
        else:
            title, page = _peaceful(number)
            stand.put(path, page)
            titles[stand.url(path)] = title
        paths.append(path)
    stand.answers = {path: answer for path, answer in stand.answers.items() if path in paths or path == "/feed"}
    stand.put("/feed", feed(*titles, titles=titles), ETag=f'"{step}"')
    return paths


def _peaceful(number: int) -> tuple[str, bytes]:
    dice = random.Random(number)
    words = " ".join(truth.listed_words(dice) for _ in range(5))
    title = f"افتتاح معرض للكتاب {words.split()[0]} بمشاركة ناشرين"
    body = f"<p>افتتح اليوم معرض للكتاب بمشاركة ناشرين من عشرين بلدا، وفق المنظمين.</p><p>{words}.</p>"
    head = f'<meta charset="utf-8"><title>{title}</title>'
    return title, f'<html lang="ar"><head>{head}</head><body><article><h1>{title}</h1>{body}</article>'.encode()


def _settled(engine: Engine, stand: Stand, paths: list[str], clock: Path) -> bool:
    time.sleep(0.1)
    asked = {one.path for one in stand.asked[-4 * len(paths) - 20 :]}
    now = datetime.now(UTC) + timedelta(seconds=struct.unpack("d", clock.read_bytes())[0])
    return asked.issuperset(paths) and not waiting(engine, now)


def _move(clock: Path, span: timedelta) -> None:
    seconds = struct.unpack("d", clock.read_bytes())[0] + span.total_seconds()
    with clock.open("r+b") as file:
        file.write(struct.pack("d", seconds))


def table(day: Day) -> str:
    """What was measured, every third hour, and how it moved between the quarters of the day."""
    names = [*(f"{role} MB" for role in ROLES), *(f"{role} files" for role in ROLES), *TABLES, "messages"]
    columns = [*day.megabytes.values(), *day.files.values(), *day.rows.values(), day.messages]
    every = max(1, len(day.messages) // 8)
    lines = ["  ".join(name.rjust(16) for name in ("hour", *names))]
    for at in range(every - 1, len(day.messages), every):
        cells = [f"{(at + 1) / 4:.2f}", *(f"{column[at]:.1f}".removesuffix(".0") for column in columns)]
        lines.append("  ".join(cell.rjust(16) for cell in cells))
    for unit, found in (("MB", day.megabytes), ("files", day.files)):
        for role, samples in found.items():
            means = " ".join(f"{mean:.1f}" for mean in quarters(samples))
            last = samples[3 * len(samples) // 4 :]
            lines.append(f"{role}: quarters {means} {unit}; last quarter {slope(last, per=4):+.2f} {unit} an hour")
    lines += [f"GROWS: {what}" for what in day.growing]
    return "\n".join(lines)


def main() -> int:
    """Runs and reports."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.soak")
    parser.add_argument("--hours", type=float, default=48.0)
    parser.add_argument("--stories", type=int, default=20)
    asked = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="rasid-soak-") as folder:
        day = soak(Path(folder), hours=asked.hours, stories=asked.stories)
    sys.stdout.write(f"{table(day)}\n{asked.hours:g} hours in {time.monotonic() - began:.0f} s\n")
    return 1 if day.growing else 0


if __name__ == "__main__":
    sys.exit(main())
