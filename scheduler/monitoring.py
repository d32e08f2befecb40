"""/livez, /readyz and /metrics over HTTP, on loopback unless the configuration says otherwise.

Served by the supervisor in threads of its own, so that a supervisor whose loop hangs still answers, and says so. The
library for metrics is loaded with the first question for them.
"""

import asyncio
import json
import logging
import threading
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import AF_INET, AF_INET6
from typing import TYPE_CHECKING

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from alerts.subscriptions import Subscription

if TYPE_CHECKING:
    from scheduler.metrics import Metrics

logger = logging.getLogger(__name__)

TICK_SECONDS = 1.0
HUNG_AFTER = 15.0  # seconds without a tick of the loop
UNWRITTEN_AFTER = 20.0  # seconds without a beat in the database: four that were missed
AGAIN_SECONDS = 5.0  # between two tries to listen on a port that is taken
_CLIENT_SECONDS = 5.0  # for a client to say what it wants
_TEXT = "text/plain; charset=utf-8"


@dataclass(slots=True)
class Pulse:
    """When the supervisor last showed life, by a clock that nobody sets, and how its roles are."""

    ticked_at: float = field(default_factory=time.monotonic)
    written_at: float | None = None  # a beat in the database, which is a write
    roles: Callable[[], Mapping[str, str]] = dict

    def is_alive(self) -> bool:
        """Whether the loop turns. Nothing else is asked: a database that is away is no reason to kill us."""
        return time.monotonic() - self.ticked_at < HUNG_AFTER

    def readiness(self) -> dict[str, object]:
        """Whether all of us can work: the database takes writes, and every role runs."""
        written = self.written_at is not None and time.monotonic() - self.written_at < UNWRITTEN_AFTER
        roles = dict(self.roles())
        ready = written and self.is_alive() and all(state == "running" for state in roles.values())
        return {"ready": ready, "database": "writable" if written else "not written to", "roles": roles}


@asynccontextmanager
async def monitored(
    pulse: Pulse,
    listen: str,
    *,
    engine: Engine,
    redis_address: str,
    subscriptions: Callable[[], Mapping[str, Subscription]],
) -> AsyncIterator[None]:
    """Answers at `listen` (host:port; empty: nowhere) while the block runs. A port that is taken is tried again."""
    tasks = [asyncio.create_task(_tick(pulse))]
    if listen:
        answers = _Answers(pulse, engine, redis_address, subscriptions)
        tasks.append(asyncio.create_task(_serve(listen, answers)))
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _tick(pulse: Pulse) -> None:
    while True:
        pulse.ticked_at = time.monotonic()
        await asyncio.sleep(TICK_SECONDS)


async def _serve(listen: str, answers: "_Answers") -> None:
    told = False
    while True:
        try:
            server = _Server(listen, answers)
        except OSError as error:
            if not told:
                logger.warning("monitoring_cannot_listen at=%s error=%s", listen, error.strerror or error)
            told = True
            await asyncio.sleep(AGAIN_SECONDS)
            continue
        thread = threading.Thread(target=server.serve_forever, name="monitoring", daemon=True)
        thread.start()
        logger.info("monitoring_listening at=%s", listen)
        try:
            await asyncio.Event().wait()
        finally:
            server.shutdown()
            server.server_close()


class _Answers:
    """What each path answers: status, content type and body."""

    def __init__(
        self,
        pulse: Pulse,
        engine: Engine,
        redis_address: str,
        subscriptions: Callable[[], Mapping[str, Subscription]],
    ) -> None:
        self._pulse = pulse
        self._engine = engine
        self._redis_address = redis_address
        self._subscriptions = subscriptions
        self._metrics: Metrics | None = None
        self._making = threading.Lock()

    def to(self, path: str) -> tuple[int, str, bytes]:
        """The answer to GET `path`."""
        match path.partition("?")[0]:
            case "/livez":
                alive = self._pulse.is_alive()
                return (200, _TEXT, b"ok\n") if alive else (503, _TEXT, b"the supervisor's loop does not turn\n")
            case "/readyz":
                found = self._pulse.readiness()
                return (200 if found["ready"] else 503), "application/json", json.dumps(found).encode() + b"\n"
            case "/metrics":
                return self._exposition()
        return 404, _TEXT, b"there are /livez, /readyz and /metrics\n"

    def _exposition(self) -> tuple[int, str, bytes]:
        from prometheus_client import CONTENT_TYPE_LATEST

        from scheduler.metrics import Metrics

        with self._making:
            self._metrics = self._metrics or Metrics(
                self._engine, self._redis_address, subscriptions=self._subscriptions
            )
        try:
            return 200, CONTENT_TYPE_LATEST, self._metrics.text()
        except SQLAlchemyError as error:
            logger.warning("metrics_not_read error=%s", type(error).__name__)
            return 503, _TEXT, b"the database cannot be read\n"


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, listen: str, answers: _Answers) -> None:
        host, _, port = listen.rpartition(":")
        host = host.strip("[]")
        self.address_family = AF_INET6 if ":" in host else AF_INET
        self.answers = answers
        super().__init__((host, int(port)), _Handler)


class _Handler(BaseHTTPRequestHandler):
    timeout = _CLIENT_SECONDS
    server: _Server

    def do_GET(self) -> None:
        """One answer, and the connection is closed."""
        status, kind, body = self.server.answers.to(self.path)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def version_string(self) -> str:
        """Nothing about what we run on."""
        return "rasid"

    def log_message(self, format: str, *args: object) -> None:
        """Not a line a scrape."""
