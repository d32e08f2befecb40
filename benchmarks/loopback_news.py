"""News on loopback: the same pages for Rasid and for the programs that it is measured beside.

Serves /feed/N (RSS), /news/K.html, and takes POSTs of alerts, from a process of its own whose work on a page is small:
the answers with pages are made before the first request. Feeds list what is published so far; of the pages it notes
when the first was asked for that is no warm-up.
"""

import asyncio
import multiprocessing
from collections.abc import Sequence
from ctypes import c_double, c_long
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from typing import Any

from benchmarks.real_pages import Article

FEEDS = 8


class LoopbackNews:
    """The server, from `start` to `stop`. Moments are those of `time.monotonic`, which processes of a machine share."""

    def __init__(self, articles: Sequence[Article], warm_up: int) -> None:
        """The first `warm_up` articles are there to be read before anything is measured."""
        context = multiprocessing.get_context("spawn")
        self.warm_up, self.count = warm_up, len(articles)
        self._first_page: Any = context.Value(c_double, 0.0)
        self._published: Any = context.Value(c_long, len(articles))
        ours, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve,
            args=(list(articles), warm_up, self._first_page, self._published, theirs),
            daemon=True,
            name="loopback news",
        )
        self._process.start()
        self.port = int(ours.recv())

    @property
    def pid(self) -> int:
        """The process that serves."""
        return self._process.pid or 0

    @property
    def first_page_at(self) -> float | None:
        """When the first page that is no warm-up was asked for since `begin`, or None."""
        return float(self._first_page.value) or None

    def begin(self, published: int) -> None:
        """Another program begins, and feeds list so many articles."""
        self._first_page.value = 0.0
        self._published.value = published

    def publish_all(self) -> None:
        """Feeds list all articles from now on."""
        self._published.value = self.count

    def stop(self) -> None:
        """Ends it."""
        self._process.terminate()
        self._process.join(10)


def _feed(articles: Sequence[Article], number: int, port: int, now: str) -> bytes:
    items = "".join(
        f"<item><title>{escape(articles[index].title)}</title><link>http://127.0.0.1:{port}/news/{index}.html</link>"
        f"<guid>{index}</guid><pubDate>{now}</pubDate></item>"
        for index in range(number, len(articles), FEEDS)
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>{number}</title>{items}</channel></rss>".encode()


def _serve(articles: list[Article], warm_up: int, first_page: Any, published: Any, told: Any) -> None:
    answers: dict[str, bytes] = {}
    nothing = _answer(b"{}", "application/json")
    started, port = format_datetime(datetime.now(UTC)), 0

    def get(path: str) -> bytes:
        if path.startswith("/feed/"):
            return _answer(_feed(articles[: published.value], int(path[6:]), port, started), "application/rss+xml")
        if not first_page.value and path.startswith("/news/") and int(path[6:-5]) >= warm_up:
            first_page.value = asyncio.get_running_loop().time()
        return answers.get(path, _MISSING)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                method, path, _rest = head.split(b" ", 2)
                if method == b"POST":
                    await reader.readexactly(_length(head))
                    writer.write(nothing)
                else:
                    writer.write(get(path.decode("latin-1")))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()

    async def run() -> None:
        nonlocal port
        server = await asyncio.start_server(talk, "127.0.0.1", 0)
        port = int(server.sockets[0].getsockname()[1])
        for number, article in enumerate(articles):
            answers[f"/news/{number}.html"] = _answer(article.html, "text/html; charset=utf-8")
        told.send(port)
        await server.serve_forever()

    asyncio.run(run())


_MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def _answer(body: bytes, kind: str) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def _length(head: bytes) -> int:
    lines = head.lower().split(b"\r\n")
    return int(next((line[15:] for line in lines if line.startswith(b"content-length:")), b"0"))
