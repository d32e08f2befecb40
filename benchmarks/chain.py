"""How many articles a second go through the whole chain, and how long an alert takes after the visit that found it.

    python -m benchmarks.chain [--articles 200] [--paced 40] [--pages FOLDER]

Serves generated articles on loopback (or, with --pages, copies of the HTML files in FOLDER around a generated story),
runs `rasid watch` against them as a user would, and receives the alerts by webhook. Two runs:

  throughput   all articles stand in the feeds at once; articles/s from the first page request to the last kept story
  latency      one new article at a time; seconds from the feed answer that lists it to the webhook that tells of it

Prints one table. Figures of one run on one machine: quote ratios against another command of the same run.
"""

import argparse
import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from rich.console import Console
from rich.table import Table
from sqlalchemy import func, select

from crawler.store.database import connect, reading
from crawler.store.tables import story

FEEDS = 8
DEADLINE = 100.0  # seconds for one run

PLACES = ("حلب", "إدلب", "الموصل", "بغداد", "البصرة", "صنعاء", "عدن", "تعز", "الخرطوم", "الفاشر", "بنغازي", "غزة")
CAUSES = ("غارة جوية", "انفجار سيارة مفخخة", "حادث سير", "حريق في مصنع", "انهيار مبنى", "قصف مدفعي", "اشتباكات مسلحة")
FILLER = (
    "وقالت مصادر محلية إن فرق الدفاع المدني وصلت إلى المكان بعد دقائق من وقوع الحادث وبدأت عمليات البحث.",
    "وأضاف المصدر أن المستشفى استقبل المصابين وأن حالة عدد منهم حرجة بحسب الطواقم الطبية في المدينة.",
    "ولم تصدر السلطات بيانا رسميا حتى ساعة كتابة الخبر فيما توافد الأهالي إلى المكان للاطمئنان على ذويهم.",
    "وتشهد المنطقة منذ أسابيع حوادث متكررة دفعت سكانها إلى المطالبة بإجراءات عاجلة لحماية المدنيين.",
)


@dataclass(slots=True)
class Newsstand:
    """What is served and what was seen: pages by path, feed items, and the moments that count."""

    feeds: list[list[str]] = field(default_factory=lambda: [[] for _ in range(FEEDS)])
    pages: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    listed_at: dict[str, float] = field(default_factory=dict)  # path → the feed answer that first listed it
    alerted_at: dict[str, float] = field(default_factory=dict)  # title → the webhook that first told of it
    first_page_at: float | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def publish(self, number: int, shell: str | None) -> str:
        """One more article, in the feed it belongs to; returns its path."""
        title, html = article(number, shell)
        path = f"/news/{number}.html"
        with self.lock:
            self.pages[path] = html
            self.titles[path] = title
            self.feeds[number % FEEDS].append(path)
        return path


def article(number: int, shell: str | None) -> tuple[str, str]:
    """A story of its own: place, cause, numbers and wording differ, so that no two are one event or one text."""
    chance = random.Random(number)
    cause, killed = chance.choice(CAUSES), 3 + chance.randrange(90)
    place = f"{chance.choice(PLACES)} {_word(chance)}"
    title = f"مقتل {killed} شخصا في {cause} قرب {place}"
    lead = f"قُتل {killed} شخصا وأصيب {killed + 7} آخرون، اليوم، في {cause} قرب {place}، وفق مصدر طبي."
    words = [*" ".join(FILLER).split(), *(_word(chance) for _ in range(150))]
    paragraphs = [lead, *(" ".join(chance.sample(words, 40)) + "." for _ in range(6))]
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    if shell is not None:
        # A real page's weight around our own words: scripts, menus and boxes are what extraction has to get through.
        return title, shell.replace("</body>", f"<article><h1>{title}</h1>{body}</article></body>", 1)
    menu = "".join(f'<li><a href="/tag/{n}">قسم الأخبار رقم {n}</a></li>' for n in range(120))
    return title, (
        f'<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:title" content="{title}"></head><body><nav><ul>{menu}</ul></nav>'
        f"<main><article><h1>{title}</h1>{body}</article></main><footer><ul>{menu}</ul></footer></body></html>"
    )


def _word(chance: random.Random) -> str:
    """A word that no language has, with the definite article of this one."""
    return "ال" + "".join(chance.choice("بتجحدرزسشصطعفقكلمنهوي") for _ in range(6))


def page_shell(html: str) -> str:
    """A real page without what names its own address: every copy would be kept as the one page that it names."""
    html = re.sub(r"<(?:link|meta)[^>]*(?:canonical|amphtml|og:url|og:title|og:description)[^>]*>", "", html)
    return re.sub(r"<script[^>]*ld\+json[^>]*>.*?</script>", "", html, flags=re.DOTALL)


def serve(stand: Newsstand) -> ThreadingHTTPServer:
    """The newsstand and the webhook on one loopback port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            if path.startswith("/feed/"):
                body, kind = _feed(stand, int(path[6:]), self.headers["Host"]), "application/rss+xml"
                if body == b"":
                    return self._answer(404, b"", "text/plain")
                return self._answer(200, body, kind)
            if path in stand.pages:
                with stand.lock:
                    stand.first_page_at = stand.first_page_at or time.monotonic()
                return self._answer(200, stand.pages[path].encode(), "text/html; charset=utf-8")
            return self._answer(404, b"", "text/plain")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            text = json.dumps(json.loads(body), ensure_ascii=False)
            now = time.monotonic()
            with stand.lock:
                for path in stand.listed_at:
                    if path not in stand.alerted_at and f"{path}" in text:
                        stand.alerted_at[path] = now
            self._answer(200, b"{}", "application/json")

        def _answer(self, status: int, body: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_arguments: None  # type: ignore[method-assign]  # the daemon leaves in the middle
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def _feed(stand: Newsstand, number: int, host: str) -> bytes:
    now = time.monotonic()
    with stand.lock:
        paths = list(stand.feeds[number])
        for path in paths:
            stand.listed_at.setdefault(path, now)
    items = "".join(
        f"<item><title>{stand.titles[path]}</title><link>http://{host}{path}</link><guid>http://{host}{path}</guid>"
        f"<pubDate>{format_datetime(datetime.now(UTC))}</pubDate></item>"
        for path in reversed(paths)
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>قياس {number}</title>{items}</channel></rss>'.encode()
    )


def configuration(folder: Path, port: int) -> Path:
    """A rasid.toml for the newsstand; its own hosts are not waited for."""
    feeds = "".join(
        f'\n[[feed]]\nname = "bench{n}"\nurl = "http://127.0.0.1:{port}/feed/{n}"\noutlet = "قياس {n}"\n'
        for n in range(FEEDS)
    )
    file = folder / "rasid.toml"
    file.write_text(
        f'[store]\ndatabase = "sqlite:///{folder}/rasid.db"\n'
        '[crawler]\nallow_private_hosts = ["127.0.0.1"]\nmin_interval = 1\nmax_interval = 1\nobey_robots = false\n'
        '[alerts]\nwebhook_secret = "bench"\n'
        f'[[subscription]]\nname = "all"\nto = ["webhook:http://127.0.0.1:{port}/alert"]\nflood_messages = 0\n{feeds}',
        encoding="utf-8",
    )
    return file


def kept(folder: Path) -> int:
    """How many stories are in the database."""
    engine = connect(f"sqlite:///{folder}/rasid.db")
    try:
        with reading(engine) as connection:
            return int(connection.execute(select(func.count()).select_from(story)).scalar_one())
    finally:
        engine.dispose()


def measure(articles: int, paced: int, shells: list[str]) -> dict[str, float]:
    """Both runs in one daemon's life; the figures by name."""
    stand = Newsstand()
    server = serve(stand)
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="rasid-bench-") as name:
        folder = Path(name)
        config = configuration(folder, server.server_port)
        for number in range(articles):
            stand.publish(number, shells[number % len(shells)] if shells else None)
        log = (folder / "log").open("w")
        daemon = subprocess.Popen(
            [sys.executable, "-m", "scheduler.cli", "watch", "--config", str(config)], stderr=log, stdout=log
        )
        try:
            _wait(lambda: (folder / "rasid.db").exists() and stand.first_page_at is not None)
            _wait(lambda: kept(folder) >= articles)
            seconds = time.monotonic() - (stand.first_page_at or 0.0)
            figures |= {"articles": articles, "seconds": seconds, "articles/s": articles / seconds}
            _wait(lambda: len(stand.alerted_at) >= articles, quiet=20)
            figures["alerted"] = len(stand.alerted_at)
            delays = []
            for number in range(articles, articles + paced):
                path = stand.publish(number, shells[number % len(shells)] if shells else None)
                _wait(lambda path=path: path in stand.alerted_at, quiet=30)  # type: ignore[misc]
                if path in stand.alerted_at:
                    delays.append(stand.alerted_at[path] - stand.listed_at[path])
            if delays:
                delays.sort()
                figures |= {
                    "visit to alert, median s": statistics.median(delays),
                    "visit to alert, p95 s": delays[int(0.95 * (len(delays) - 1))],
                    "visit to alert, worst s": delays[-1],
                    "paced alerts": len(delays),
                }
        finally:
            daemon.terminate()
            daemon.wait(timeout=60)
            server.shutdown()
            log.close()
    return figures


def _wait(done: object, *, quiet: float = DEADLINE) -> None:
    until = time.monotonic() + quiet
    while time.monotonic() < until:
        if done():  # type: ignore[operator]
            return
        time.sleep(0.05)


def main() -> None:
    """Measures and prints the table."""
    parser = argparse.ArgumentParser(description="Articles/s through the chain, and visit to alert.")
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--paced", type=int, default=30)
    parser.add_argument("--pages", type=Path, help="a folder of HTML files to wrap around the stories")
    options = parser.parse_args()
    files = sorted(options.pages.glob("*.html")) if options.pages else []
    # Persian pages would be refused: that is a test of the language gate and no article.
    shells = [page_shell(file.read_text("utf-8", "replace")) for file in files if "_fa_" not in file.name]
    table = Table("figure", "value", title="the chain on this machine")
    for name, value in measure(options.articles, options.paced, shells).items():
        table.add_row(name, f"{value:.2f}" if isinstance(value, float) else str(value))
    Console().print(table)


if __name__ == "__main__":
    main()
