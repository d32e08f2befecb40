"""The newsstand: a web server on loopback with the sample's outlets, their feeds, pages and robots.txt.

It behaves as outlets do: conditional requests are answered with 304, a page that is not out yet with 404, and
`next_wave` publishes what the sample keeps for later. It runs in a thread of its own and keeps a log of what was
asked of it.
"""

import socket
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from crawler.errors import RasidError
from scheduler.demo.press import Press, Printed
from scheduler.demo.sample import Sample, load_sample

HOST = "127.0.0.1"
START_SECONDS = 10.0
LAST_WAVE = 2

ROBOTS = "User-agent: *\nDisallow: /private/\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request and its answer. `kind` is feed, article, index, robots or nothing."""

    at: datetime
    path: str
    kind: str
    status: int


class Newsstand:
    """The sample's outlets on a port of loopback, from `start` to `stop`."""

    def __init__(self, sample: Sample | None = None, *, opened: datetime | None = None) -> None:
        self._listener = socket.socket()
        self._listener.bind((HOST, 0))
        self.base = f"http://{HOST}:{self._listener.getsockname()[1]}"
        self.press = Press(sample or load_sample(), base=self.base, opened=opened or datetime.now(UTC))
        self._articles = {article.path: article for article in self.press.articles}
        self._outlets = {outlet.name: outlet for outlet in self.press.sample.outlet}
        self._wave = 1
        self._log: list[Asked] = []
        self._server = uvicorn.Server(
            uvicorn.Config(
                Starlette(routes=[Route("/{path:path}", self._answer)]),
                lifespan="off",
                ws="none",
                log_config=None,
                access_log=False,
                timeout_graceful_shutdown=1,
            )
        )
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._listener]}, name="newsstand", daemon=True
        )

    @property
    def wave(self) -> int:
        """Which wave of the sample is out."""
        return self._wave

    @property
    def requests(self) -> Sequence[Asked]:
        """All that was asked so far, in order."""
        return tuple(self._log)

    def count(self, kind: str, status: int) -> int:
        """How many requests of a kind were answered with this status."""
        return Counter((one.kind, one.status) for one in self._log)[kind, status]

    def start(self) -> None:
        """Opens; returns when it answers. Raises RasidError if it does not."""
        self._thread.start()
        until = time.monotonic() + START_SECONDS
        while not self._server.started:
            if time.monotonic() > until or not self._thread.is_alive():
                raise RasidError(f"the demo's newsstand did not open on {self.base} within {START_SECONDS:.0f} s")
            time.sleep(0.02)

    def stop(self) -> None:
        """Closes."""
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join(START_SECONDS)
        self._listener.close()

    def next_wave(self) -> None:
        """Publishes what the sample keeps for later."""
        self._wave = min(self._wave + 1, LAST_WAVE)

    async def _answer(self, request: Request) -> Response:
        kind, printed = self._find(request)
        if kind == "robots":
            response: Response = PlainTextResponse(ROBOTS)
        elif printed is None:
            response = PlainTextResponse("not here\n", status_code=404)
        else:
            response = _conditional(request, printed)
        self._log.append(Asked(at=datetime.now(UTC), path=request.url.path, kind=kind, status=response.status_code))
        return response

    def _find(self, request: Request) -> tuple[str, Printed | None]:
        path: str = request.scope["path"]
        if path == "/robots.txt":
            return "robots", None
        query = request.url.query
        article = self._articles.get(f"{path}?{query}" if query else path)
        if article is not None and article.story.wave <= self._wave:
            return "article", self.press.page(article, self._wave)
        name, _, rest = path.lstrip("/").partition("/")
        outlet = self._outlets.get(name)
        if outlet is not None and rest.rstrip("/") == "feed":
            return "feed", self.press.feed(outlet, self._wave)
        if outlet is not None and not rest:
            return "index", self.press.index(outlet, self._wave)
        return "nothing", None


def _conditional(request: Request, printed: Printed) -> Response:
    """The bytes, or 304 where the asker has them already. An ETag counts before a date, as RFC 9110 says."""
    headers = {"ETag": printed.etag, "Last-Modified": format_datetime(printed.modified.astimezone(UTC), usegmt=True)}
    if _has_it(request.headers, printed):
        return Response(status_code=304, headers=headers)
    return Response(printed.body, headers={**headers, "Content-Type": printed.content_type})


def _has_it(asked: Headers, printed: Printed) -> bool:
    tags = asked.get("if-none-match")
    if tags is not None:
        return printed.etag in tags
    since = asked.get("if-modified-since")
    return since is not None and _is_current(since, printed.modified)


def _is_current(since: str, modified: datetime) -> bool:
    try:
        moment = parsedate_to_datetime(since)
    except ValueError:
        return False
    return moment.tzinfo is not None and moment >= modified
