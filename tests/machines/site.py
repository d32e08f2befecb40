"""News sites in the world: their feeds and pages, and a log of who asked what, from when until when.

All sites are one server on port 80; a request's Host says which site is meant, as with names that share an address.
"""

import asyncio
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

from scheduler.demo.loopback import Answer, HttpReceiver, Request
from tests.crawler.spiders.stand import feed
from tests.machines.network import WORLD

_ANSWERS_AFTER = 0.1  # seconds, so that two at once would be seen
_LISTED = 20

_peer: ContextVar[str] = ContextVar("peer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request as its site saw it. `began` and `ended` are moments of the machine's clock."""

    site: str
    path: str
    by: str  # the address that it came from
    began: float
    ended: float
    status: int


class Sites(HttpReceiver):
    """A context manager. `move` takes the serving thread to where it is to listen. `busy` has pages served at once."""

    def __init__(self, move: Callable[[], None]) -> None:
        super().__init__()
        self._move = move
        self._pages: dict[str, bytes] = {}
        self._feeds: dict[str, list[str]] = {}
        self._titles: dict[str, str] = {}
        self.asked: list[Asked] = []
        self.answers_after = _ANSWERS_AFTER

    def publish(self, feed_url: str, link: str, title: str, page: bytes) -> None:
        """A page, and an item of a feed that leads to it."""
        self._pages[link] = page
        self._titles[link] = title
        self._feeds.setdefault(feed_url, []).insert(0, link)

    def pages(self) -> list[Asked]:
        """The requests for pages, in their order."""
        return [one for one in list(self.asked) if one.path.startswith("/news/")]

    def answer(self, request: Request) -> Answer:
        """A feed, with its validator; a page; nothing else is here, not even robots.txt."""
        url = f"http://{request.headers.get('host', '')}{request.path}"
        if request.path.startswith("/feed/"):
            links = self._feeds.get(url, [])
            headers = {"ETag": f'"{len(links)}"', "Content-Type": "application/rss+xml"}
            if request.headers.get("if-none-match") == headers["ETag"]:
                return Answer(status=304, headers=headers)
            return Answer(body=feed(*links[:_LISTED], titles=self._titles).encode(), headers=headers)
        page = self._pages.get(url)
        return Answer(status=404) if page is None else Answer(body=page, headers={"Content-Type": "text/html"})

    async def answer_in_time(self, request: Request) -> Answer:
        """The same a moment later, written down."""
        await asyncio.sleep(self.answers_after)
        answer = self.answer(request)
        host = request.headers.get("host", "")
        span = {"began": request.at, "ended": time.time()}
        self.asked.append(Asked(site=host, path=request.path, by=_peer.get(), status=answer.status, **span))
        return answer

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        _peer.set(writer.get_extra_info("peername")[0])
        await super()._serve(reader, writer)

    async def _listen(self) -> asyncio.Server:
        self._move()
        return await asyncio.start_server(self._serve, WORLD, 80)
