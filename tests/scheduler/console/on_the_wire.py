"""A desk's console at a port of its own, in a thread, and what is said there byte by byte."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from scheduler.serving import served
from tests.conftest import free_port
from tests.scheduler.console.desk import Desk


@contextmanager
def on_a_port(desk: Desk) -> Iterator[str]:
    """Serves the pages while the block runs; where, as host:port."""
    place = f"127.0.0.1:{free_port()}"
    loop, stop, listens = asyncio.new_event_loop(), asyncio.Event(), threading.Event()

    async def serve() -> None:
        async with served(desk.app, place, name="console"):
            listens.set()
            await stop.wait()
            desk.app.live.close()

    def run() -> None:
        loop.run_until_complete(serve())
        loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        assert listens.wait(10)
        yield place
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(20)
        assert not thread.is_alive()


def say(place: str, *pieces: bytes, seconds: float = 10.0) -> bytes:
    """Sends pieces, one after the other, and reads until the other end has nothing more to say."""
    host, _, port = place.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=seconds) as line:
        for piece in pieces:
            line.sendall(piece)
        heard = b""
        while piece := line.recv(65_536):
            heard += piece
    return heard
