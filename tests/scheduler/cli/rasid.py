"""Runs the real command in a process of its own, and a site on loopback for it to look at."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from crawler.store.database import connect, reading
from crawler.store.feeds import list_feeds
from tests.crawler.spiders.crawls import configure
from tests.crawler.spiders.stand import Stand
from tests.crawler.spiders.stand import feed as rss
from tests.warm import run

HEADLINES = (
    "مصرع 14 شخصا في سيول شرقي السودان",
    "مباحثات عمانية إيرانية في مسقط",
    "البرلمان يقر الموازنة بعد جلسة طويلة",
    "وزير الداخلية يتفقد المعابر الحدودية",
    "مقتل ثلاثة في غارة على أطراف المدينة",
    "الرئيس يستقبل سفير اليابان في القصر",
)


@dataclass(frozen=True, kw_only=True)
class Ran:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Its JSON Lines."""
        return [json.loads(line) for line in self.out.splitlines()]


class Desk:
    """A working directory with a rasid.toml that lets the stand's host be fetched."""

    def __init__(self, folder: Path, stand: Stand) -> None:
        self.folder, self.stand = folder, stand
        self.config = configure(folder)

    def __call__(self, *arguments: str, stdin: bytes = b"") -> Ran:
        """Runs `rasid …` there; no answer of it may be a traceback."""
        done = run("scheduler.cli", *arguments, cwd=self.folder, stdin=stdin)
        ran = Ran(code=done.returncode, out=done.stdout, err=done.stderr)
        assert "Traceback" not in ran.err, ran.err
        return ran

    def feeds(self) -> dict[str, dict[str, Any]]:
        """The watched feeds by their names, as they stand in the database; a command of its own would take longer."""
        database = self.folder / "rasid.db"
        if not database.exists():
            return {}
        engine = connect(f"sqlite:///{database}")
        with reading(engine) as connection:
            rows = {row["name"]: row for row in list_feeds(connection) if row["active"]}
        engine.dispose()
        return rows

    def publish_feed(self, path: str = "/feed", *, title: str = "صحيفة الميناء", hours: int = 1, first: int = 0) -> str:
        """Puts a feed of six items there, the newest of so many hours ago; returns its address."""
        links = [self.stand.url(f"/news/{first + number}000") for number in range(len(HEADLINES))]
        newest = datetime.now(UTC) - timedelta(hours=hours)
        text = rss(*links, titles=dict(zip(links, HEADLINES, strict=True))).replace("موقع الاختبار", title)
        for number, link in enumerate(links):
            date = format_datetime(newest - timedelta(hours=number), usegmt=True)
            text = text.replace(f"{link}</guid>", f"{link}</guid><pubDate>{date}</pubDate>")
        self.stand.put(path, text, Content_Type="application/rss+xml; charset=utf-8")
        return self.stand.url(path)
