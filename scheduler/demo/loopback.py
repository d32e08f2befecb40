"""Servers on loopback in a thread of their own: what the demo's receivers and the tests' fakes stand on.

HTTP is spoken by hand, a request at a time, because a receiver must be able to misbehave in ways that a proper server
forbids: close before it reads, keep a message and never answer, answer half. Faults are scripted by the number of the
request. Nothing here listens on anything but 127.0.0.1, on a port that the system picks.
"""

import asyncio
import json
import socket
import struct
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from http import HTTPStatus
from types import TracebackType
from typing import Any, Self

HANG_SECONDS = 3600.0


class Misbehaviour(StrEnum):
    """What a receiver does instead of answering properly."""

    ANSWER = "answer"  # the scripted answer, without keeping anything
    RESET_BEFORE_READ = "reset_before_read"
    HANG_BEFORE = "hang_before"  # reads, keeps nothing, never answers
    KEEP_THEN_CLOSE = "keep_then_close"
    KEEP_THEN_HANG = "keep_then_hang"
    KEEP_THEN_HALF = "keep_then_half"
    GARBAGE = "garbage"  # bytes that are no HTTP, keeping nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An HTTP answer."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_json(cls, value: object, status: int = 200) -> "Answer":
        """JSON."""
        return cls(status=status, body=json.dumps(value).encode(), headers={"Content-Type": "application/json"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One scripted fault."""

    kind: Misbehaviour
    answer: Answer = field(default_factory=Answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request as it came in. `raw` is every byte of it; header names are in small letters."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    raw: bytes
    at: float


class Receiver(ABC):
    """A loop in a thread, and a way to wait for what it receives. A context manager."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True, name=type(self).__name__)
        self._server: asyncio.Server | None = None
        self._transports: set[asyncio.BaseTransport] = set()

    @property
    def port(self) -> int:
        """Where it listens."""
        assert self._server is not None, "not started"
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    def start(self) -> Self:
        """Listens; returns when it does."""
        self._thread.start()
        self._server = self._run(self._listen())
        return self

    def stop(self) -> None:
        """Closes everything, hanging connections too."""
        if self._thread.is_alive():
            self._run(self._end())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
        self._loop.close()

    def wait_until(self, holds: Callable[[], bool], seconds: float = 10.0) -> bool:
        """Waits until something holds of what was received; False where it did not in time."""
        with self._changed:
            return self._changed.wait_for(holds, seconds)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @abstractmethod
    async def _listen(self) -> asyncio.Server:
        """Begins to listen on a port of its own."""

    async def _end(self) -> None:
        if self._server is not None:
            self._server.close()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for transport in self._transports:
            transport.close()
        for _ in range(3):  # rounds of the loop, in which transports say goodbye to their sockets
            await asyncio.sleep(0)

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10.0)

    def _tell(self) -> None:
        with self._changed:
            self._changed.notify_all()


class HttpReceiver(Receiver):
    """An HTTP receiver. `faults` maps the number of a request, counted from 1, to what goes wrong with it; `troubled`
    are the requests that were read and met one. Who comes and goes without a whole request is counted too."""

    def __init__(self, *, faults: Mapping[int, Fault] | None = None) -> None:
        super().__init__()
        self.faults = dict(faults or {})
        self.requests: list[Request] = []
        self.troubled: list[tuple[Request, Fault]] = []
        self._count = 0

    @property
    def url(self) -> str:
        """Its address without a path."""
        return f"http://127.0.0.1:{self.port}"

    @abstractmethod
    def answer(self, request: Request) -> Answer:
        """Takes a request in and answers it."""

    async def answer_in_time(self, request: Request) -> Answer:
        """The same, where the answer may have to be waited for."""
        return self.answer(request)

    async def _listen(self) -> asyncio.Server:
        return await asyncio.start_server(self._serve, "127.0.0.1", 0)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._transports.add(writer.transport)
        try:
            while first := await reader.read(1):
                self._count += 1
                fault = self.faults.get(self._count)
                if fault is not None and fault.kind is Misbehaviour.RESET_BEFORE_READ:
                    _reset(writer)
                    return
                request = await _read(first, reader)
                self.requests.append(request)
                if fault is not None:
                    self.troubled.append((request, fault))
                if not await self._respond(request, fault, writer):
                    return
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            return  # the client went away in the middle, which clients do
        except asyncio.CancelledError:
            return  # we stop while somebody waits; asyncio would log a task that is left cancelled as a fault
        finally:
            self._tell()
            self._transports.discard(writer.transport)
            writer.close()

    async def _respond(self, request: Request, fault: Fault | None, writer: asyncio.StreamWriter) -> bool:
        """Answers as scripted; False where the connection ends with it."""
        kind = None if fault is None else fault.kind
        if kind is Misbehaviour.HANG_BEFORE:
            await asyncio.sleep(HANG_SECONDS)
        if kind is Misbehaviour.GARBAGE:
            writer.write(b"\x16\x03\x01 not http\r\n\r\n")
            await writer.drain()
            return False
        answer = fault.answer if fault is not None and kind is Misbehaviour.ANSWER else None
        answer = answer or await self.answer_in_time(request)
        self._tell()
        if kind is Misbehaviour.KEEP_THEN_HANG:
            await asyncio.sleep(HANG_SECONDS)
        if kind is Misbehaviour.KEEP_THEN_CLOSE:
            return False
        raw = _raw(answer)
        if kind is Misbehaviour.KEEP_THEN_HALF:
            writer.write(raw[: len(raw) - len(answer.body) // 2 - 1])
            await writer.drain()
            return False
        writer.write(raw)
        await writer.drain()
        return True


async def _read(first: bytes, reader: asyncio.StreamReader) -> Request:
    head = first + await reader.readuntil(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    method, path, _ = lines[0].split(" ", 2)
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:] if line)
    }
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Request(method=method, path=path, headers=headers, body=body, raw=head + body, at=time.time())


def _raw(answer: Answer) -> bytes:
    phrase = HTTPStatus(answer.status).phrase
    headers = {**answer.headers, "Content-Length": str(len(answer.body))}
    head = f"HTTP/1.1 {answer.status} {phrase}\r\n" + "".join(f"{name}: {one}\r\n" for name, one in headers.items())
    return head.encode("latin-1") + b"\r\n" + answer.body


def _reset(writer: asyncio.StreamWriter) -> None:
    connection = writer.get_extra_info("socket")
    if connection is not None:
        # Lingering for no time makes the system send a reset instead of a goodbye.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
