"""A web server inside the event loop of a role: the callback of hubs beside the scheduler, and the console.

It never stops the role: where its port is taken, by a second daemon on this machine say, it is tried again until it is
free. Every scheduler answers hubs, the leader and its stand-bys, since all that counts is in the database.
"""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

logger = logging.getLogger(__name__)

AGAIN_SECONDS = 5.0
MOST_CONNECTIONS = 100
STOP_SECONDS = 2  # for requests that are under way
HEAD_SECONDS = 10.0  # for all headers of a request; a connection that says nothing would hold its place for ever


class _Hurried(H11Protocol):
    """Lets go whoever takes too long to say what he asks for, which uvicorn waits for without end."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._unwatch()
        super().connection_lost(exc)

    def _watch(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._unwatch()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _unwatch(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leaves signals to the role."""
        yield


@asynccontextmanager
async def served(
    app: ASGIApp | None,
    listen: str,
    *,
    name: str = "websub",
    connections: int = MOST_CONNECTIONS,
    again: float = AGAIN_SECONDS,
) -> AsyncIterator[None]:
    """Serves the app at `listen` (host:port) while the block runs; None: nothing is served. `name` is how logs call it.

    A port that is taken is tried again every `again` seconds.
    """
    if app is None:
        yield
        return
    serving = _Serving(app, listen, again, name, connections)
    serving.open()  # from here on others can connect: hubs may verify as soon as they are asked
    task = asyncio.create_task(serving.run(), name=f"{name}-server")
    try:
        yield
    finally:
        serving.stop()
        await task


class _Serving:
    def __init__(self, app: ASGIApp, listen: str, again: float, name: str, connections: int) -> None:
        self._app = app
        self._name = name
        self._connections = connections
        self._listen = listen
        self._again = again
        self._stopped = asyncio.Event()
        self._listener: socket.socket | None = None
        self._server: uvicorn.Server | None = None
        self._told = False

    def open(self) -> None:
        """Takes the port if it is free."""
        try:
            self._listener = _listener(self._listen, self._connections)
        except OSError as error:
            if not self._told:
                logger.error("%s_cannot_listen at=%s error=%s", self._name, self._listen, error.strerror or error)
            self._told = True
        else:
            logger.info("%s_listening at=%s", self._name, self._listen)

    def stop(self) -> None:
        """Ends `run` soon."""
        self._stopped.set()
        if self._server is not None:
            self._server.should_exit = True

    async def run(self) -> None:
        """Serves until `stop`."""
        while self._listener is None and not self._stopped.is_set():
            await self._pause()
            self.open()
        if self._listener is not None:
            self._server = _server(self._app, self._connections)
            self._server.should_exit = self._stopped.is_set()
            await self._server.serve(sockets=[self._listener])

    async def _pause(self) -> None:
        try:
            await asyncio.wait_for(self._stopped.wait(), self._again)
        except TimeoutError:
            return


def _listener(listen: str, connections: int) -> socket.socket:
    host, _, port = listen.rpartition(":")
    host = host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, int(port)), family=family, backlog=connections)
    # asyncio does so only for sockets that name their protocol: head and body of an answer would lie 40 ms apart.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _server(app: ASGIApp, connections: int) -> uvicorn.Server:
    return _Server(
        uvicorn.Config(
            app,
            http=_Hurried,  # over h11, whose buffer for headers is bounded
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,  # addresses here are secrets
            server_header=False,
            proxy_headers=False,
            limit_concurrency=connections,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=STOP_SECONDS,
        )
    )
