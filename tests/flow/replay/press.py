"""The outlets of the replay on loopback: each with an Atom feed and pages, which grow wave by wave."""

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from tests.flow.replay.script import BEGINS, OUTLETS, Report, happenings
from tests.flow.replay.wording import Text, text_of

_WINDOW = 30  # items in a feed
_FAIR = Text(
    title="افتتاح معرض الكتاب السنوي بمشاركة دور نشر عربية",
    paragraphs=(
        "افتتح معرض الكتاب السنوي أبوابه أمام الزوار صباح اليوم بمشاركة مئتي دار نشر عربية وأجنبية.",
        "وتقام على هامش المعرض أمسيات شعرية وورش للأطفال وحفلات توقيع لكتب جديدة.",
        "ويستمر المعرض عشرة أيام، ويتوقع المنظمون أن يزوره أكثر من مئة ألف قارئ.",
    ),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One page and its place in the feed."""

    outlet: str
    path: str
    text: Text
    published: datetime
    updated: datetime


class Press:
    """A web server on 127.0.0.1. `items` is what is out, the newest last."""

    def __init__(self) -> None:
        self.items: dict[str, Item] = {}
        self.asked: set[tuple[str, datetime]] = set()  # pages that were fetched, as they then stood
        self._lock = threading.Lock()
        for outlet in OUTLETS:  # no feed is empty when it is first seen
            at = BEGINS - timedelta(hours=4)
            self._put(Item(outlet, f"/{outlet}/fair.html", _FAIR, at, at))
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """http://127.0.0.1:port."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def publish(self, report: Report) -> None:
        """A new page; of an edit, the page that it changes."""
        happening = next(one for one in happenings() if one.key == report.happening)
        text = text_of(happening, report)
        if report.form == "edit":
            edited = happening.reports[(report.of or 0) - 1]
            self._put(Item(edited.outlet, edited.path, text, edited.published, report.published))
        else:
            self._put(Item(report.outlet, report.path, text, report.published, report.published))

    def all_asked(self) -> bool:
        """Whether every page was fetched as it stands now."""
        with self._lock:
            return {(item.path, item.updated) for item in self.items.values()} <= self.asked

    def close(self) -> None:
        """Stops serving."""
        self._server.shutdown()
        self._server.server_close()

    def _put(self, item: Item) -> None:
        with self._lock:
            self.items.pop(item.path, None)
            self.items[item.path] = item

    def _feed(self, outlet: str) -> bytes:
        with self._lock:
            mine = [item for item in self.items.values() if item.outlet == outlet][-_WINDOW:]
        entries = "".join(
            f"<entry><title>{escape(item.text.title)}</title><id>{self.address}{item.path}</id>"
            f'<link href="{self.address}{item.path}"/><published>{item.published.isoformat()}</published>'
            f"<updated>{item.updated.isoformat()}</updated></entry>"
            for item in reversed(mine)
        )
        name = escape(OUTLETS[outlet][0])
        head = '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar">'
        stamp = f"<updated>{mine[-1].updated.isoformat()}</updated>"
        return f"{head}<title>{name}</title><id>{self.address}/{outlet}</id>{stamp}{entries}</feed>".encode()

    def _page(self, path: str) -> bytes | None:
        with self._lock:
            item = self.items.get(path)
            if item is None:
                return None
            self.asked.add((path, item.updated))
        body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in item.text.paragraphs)
        title = escape(item.text.title)
        when = f'<meta property="article:published_time" content="{item.published.isoformat()}">'
        return (
            f'<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title}</title>{when}</head>'
            f"<body><article><h1>{title}</h1>{body}</article></body></html>"
        ).encode()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        press = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                path = urlsplit(self.path).path
                feed = path.removesuffix("/feed.xml").strip("/") if path.endswith("/feed.xml") else ""
                body = press._feed(feed) if feed in OUTLETS else press._page(path)
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", "application/atom+xml" if feed else "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, *_arguments: object) -> None:
                return

        return Handler
