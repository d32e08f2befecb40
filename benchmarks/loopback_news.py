"""News on loopback: the same pages for Rasid and for the programs that it is measured beside.

Serves /feed/N (RSS), /news/K.html, and takes POSTs of alerts, from a process of its own whose work on a page is small:
the answers with pages are made before the first request. Feeds list what is published so far, or the newest of it, the
newest first; of each item it notes when a feed first listed it, of the pages when the first was asked for that is no
warm-up.
"""

import asyncio
import multiprocessing
import time
from collections.abc import MutableSequence, Sequence
from ctypes import c_double, c_long
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from typing import Any

from benchmarks.real_pages import Article

FEEDS = 8


class LoopbackNews:
    """The server, from `start` to `stop`. The first page's moment is one of `time.monotonic`, which processes of a
    machine share; `listed` and `dated` hold seconds since the epoch, by the article's number: when a feed first listed
    it, and when it says that it was published (0: when the server started)."""

    def __init__(self, articles: Sequence[Article], warm_up: int, *, feeds: int = FEEDS, window: int = 0) -> None:
        """The first `warm_up` articles are there to be read before anything is measured; a feed lists the newest
        `window` of its articles, or all."""
        context = multiprocessing.get_context("spawn")
        self.warm_up, self.count, self.feeds = warm_up, len(articles), feeds
        self.listed: MutableSequence[float] = context.Array(c_double, len(articles), lock=False)
        self.dated: MutableSequence[float] = context.Array(c_double, len(articles), lock=False)
        self._first_page: Any = context.Value(c_double, 0.0)
        self._published: Any = context.Value(c_long, len(articles))
        ours, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve,
            args=(list(articles), warm_up, self._first_page, self._published, theirs),
            kwargs={"feeds": _Feeds(feeds, window, self.listed, self.dated)},
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

    def publish(self, count: int) -> None:
        """Feeds list so many articles from now on."""
        self._published.value = count

    def publish_all(self) -> None:
        """Feeds list all articles from now on."""
        self.publish(self.count)

    def stop(self) -> None:
        """Ends it."""
        self._process.terminate()
        self._process.join(10)


@dataclass(frozen=True, slots=True)
class _Feeds:
    """How many there are, how many items each lists, and what is noted of items."""

    count: int
    window: int
    listed: MutableSequence[float]
    dated: MutableSequence[float]

    def answer(self, articles: Sequence[Article], number: int, port: int, started: float) -> bytes:
        """What a feed says now; what it lists for the first time is noted as listed at this moment."""
        indices = range(number, len(articles), self.count)[-self.window :]
        items = "".join(
            f"<item><title>{escape(articles[index].title)}</title><link>http://127.0.0.1:{port}/news/{index}.html</link>"
            f"<guid>{index}</guid><pubDate>{_date(self.dated[index] or started)}</pubDate></item>"
            for index in reversed(indices)
        )
        now = time.time()
        for index in indices:
            self.listed[index] = self.listed[index] or now
        channel = f"<channel><title>{number}</title>{items}</channel>"
        return f"<?xml version='1.0'?><rss version='2.0'>{channel}</rss>".encode()


def _date(seconds: float) -> str:
    return format_datetime(datetime.fromtimestamp(seconds, UTC))


def _serve(articles: list[Article], warm_up: int, first_page: Any, published: Any, told: Any, *, feeds: _Feeds) -> None:
    answers: dict[str, bytes] = {}
    nothing = _answer(b"{}", "application/json")
    started, port = time.time(), 0

    def get(path: str) -> bytes:
        if path.startswith("/feed/"):
            said = feeds.answer(articles[: published.value], int(path[6:]), port, started)
            return _answer(said, "application/rss+xml")
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
