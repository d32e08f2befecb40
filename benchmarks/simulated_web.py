"""The simulated outlets as a web server on loopback: each feed shows, at the simulated moment, what it would show then.

Serves /feed/N (RSS, with ETag and 304), /item/N/K.html, a robots.txt that forbids the items to robots that obey it, and
404 for all else. Time is a number of
seconds that another process moves on. The server runs in a process of its own, so that its memory is not measured.
"""

import asyncio
import hashlib
import multiprocessing
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from ctypes import c_double
from datetime import datetime, timedelta
from email.utils import format_datetime
from multiprocessing.sharedctypes import Synchronized
from typing import Any

from benchmarks.outlets import START, Outlet

_NAMES = ("أحمد", "خالد", "سمير", "ليلى", "هدى", "نادر", "رامي", "سعاد", "فادي", "مها")
_PLACES = ("السوق القديم", "الميناء", "حي الزهور", "محطة القطار", "الجامعة", "الملعب البلدي", "القرية الشرقية")
_DEEDS = ("افتتح معرضا للكتاب", "زار ورشة للخياطة", "تابع أعمال الصيانة", "التقى عددا من الطلاب", "كرم الفائزين")


class SimulatedWeb:
    """The server, from `start` to `stop`."""

    def __init__(self, outlets: Sequence[Outlet]) -> None:
        context = multiprocessing.get_context("spawn")
        self._time: Synchronized[float] = context.Value(c_double, 0.0)
        self._requests: Any = context.Array("q", 3)  # feeds in full, not modified, pages
        ours, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(list(outlets), self._time, self._requests, theirs), daemon=True
        )
        self._process.start()
        self.port = int(ours.recv())

    def move_to(self, seconds: float) -> None:
        """The simulated moment, in seconds from `START`."""
        self._time.value = seconds

    @property
    def requests(self) -> Mapping[str, int]:
        """How many requests of each kind came in."""
        return dict(zip(("feeds in full", "not modified", "pages"), list(self._requests), strict=True))

    def stop(self) -> None:
        """Ends it."""
        self._process.terminate()
        self._process.join(10)


def item_title(feed: int, number: int) -> str:
    """A headline of its own for each item."""
    return f"{_NAMES[number % 10]} {_DEEDS[(feed + number) % 5]} في {_PLACES[(feed * 3 + number) % 7]} {feed}-{number}"


def _page(feed: int, number: int) -> bytes:
    title = item_title(feed, number)
    words = (
        f"{title}، بحسب ما ذكره مراسلنا في المكان، وقال إن الحضور استمعوا إلى شرح عن سير العمل وعن الخطط المقبلة. "
        f"وأضاف المراسل أن الزيارة رقم {number} من نوعها استمرت نحو ساعة، وأن الأهالي رحبوا بها وطالبوا بتكرارها في كل "
        "موسم، فيما وعد القائمون عليها بنشر برنامج كامل للأنشطة في الأيام المقبلة على صفحات الجمعية."
    )
    return (
        f'<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><article><h1>{title}</h1><p>{words}</p></article></body></html>"
    ).encode()


def _feed(outlet: Outlet, feed: int, until: int, port: int) -> bytes:
    first = max(0, until - outlet.window)
    items = "".join(
        f"<item><title>{item_title(feed, number)}</title>"
        f"<link>http://127.0.0.1:{port}/item/{feed}/{number}.html</link><guid>{feed}-{number}</guid>"
        + (f"<pubDate>{format_datetime(_moment(outlet.times[number]))}</pubDate>" if outlet.dated else "")
        + "</item>"
        for number in range(until - 1, first - 1, -1)
    )
    return (
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>قياس {feed}</title>{items}</channel></rss>".encode()
    )


def _moment(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def _serve(outlets: list[Outlet], time: Any, requests: Any, told: Any) -> None:
    port = 0

    def answer(path: str, tag: str) -> tuple[int, bytes, str]:
        kind, _, rest = path.lstrip("/").partition("/")
        if kind == "feed":
            feed = int(rest)
            until = bisect_right(outlets[feed].times, time.value)
            own = f'"{hashlib.md5(f"{feed} {until}".encode(), usedforsecurity=False).hexdigest()}"'
            requests[1 if tag == own else 0] += 1
            return (304, b"", own) if tag == own else (200, _feed(outlets[feed], feed, until, port), own)
        if kind == "item":
            feed, _, number = rest.removesuffix(".html").partition("/")
            requests[2] += 1
            return 200, _page(int(feed), int(number)), ""
        if path == "/robots.txt":
            return 200, b"User-agent: *\nDisallow: /item/\n", ""
        return 404, b"", ""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                lines = head.decode("latin-1").split("\r\n")
                tag = next((line[14:].strip() for line in lines if line.lower().startswith("if-none-match:")), "")
                status, body, own = answer(lines[0].split(" ")[1], tag)
                kind = "application/rss+xml" if own else "text/html; charset=utf-8"
                validators = f"ETag: {own}\r\n" if own else ""
                length = "" if status == 304 else f"Content-Length: {len(body)}\r\nContent-Type: {kind}\r\n"
                writer.write(f"HTTP/1.1 {status} x\r\n{validators}{length}\r\n".encode() + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()

    async def run() -> None:
        nonlocal port
        server = await asyncio.start_server(talk, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        told.send(port)
        await server.serve_forever()

    asyncio.run(run())
