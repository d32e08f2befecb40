"""A small news site on loopback for whole-chain tests: one feed whose items and pages are set from the test."""

import threading
import time
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit
from xml.sax.saxutils import escape


class NewsServer:
    """Serves /feed.xml with the published items, newest first, and each item's page."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[str, bytes]] = {}
        self.items: list[tuple[str, str]] = []  # path and title
        self.requests: list[str] = []
        self.listed_at: dict[str, float] = {}
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """http://127.0.0.1:port."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def publish(self, path: str, title: str, body: bytes, kind: str = "text/html; charset=utf-8") -> str:
        """One more item, at the top of the feed; returns its address."""
        with self._lock:
            self.pages[path] = (kind, body)
            self.items.insert(0, (path, title))
        return self.address + path

    def close(self) -> None:
        """Stops serving."""
        self._server.shutdown()
        self._server.server_close()

    def _feed(self) -> bytes:
        now = time.time()
        with self._lock:
            for path, _title in self.items:
                self.listed_at.setdefault(path, now)
            items = "".join(
                f"<item><title>{escape(title)}</title><link>{self.address}{path}</link><guid>{self.address}{path}</guid>"
                f"<pubDate>{format_datetime(datetime.now(UTC))}</pubDate></item>"
                for path, title in self.items
            )
        head = "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel><title>موقع الاختبار</title>"
        return f"{head}<language>ar</language>{items}</channel></rss>".encode()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                path = urlsplit(self.path).path
                site.requests.append(path)
                if path == "/feed.xml":
                    kind, body = "application/rss+xml", site._feed()
                elif path in site.pages:
                    kind, body = site.pages[path]
                else:
                    kind, body = "text/plain", b""
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_arguments: object) -> None:
                return

        return Handler
