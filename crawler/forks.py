"""Processes forked from one that has loaded what they need, instead of started with nothing loaded.

The one that forks (`crawler.fork_server`) stands above all others. Whoever it has forked may ask it for more, if that
was wanted of him, and then has a process that does what one of `asyncio.create_subprocess_exec` does. Where nobody
above us forks, `can_ask` says so, and processes are executed as ever.
"""

import asyncio
import contextlib
import json
import os
import signal
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

NUMBER = 4  # bytes of a process id or an exit code in what the server answers
LONGEST_REQUEST = 1 << 16
FILES = 4  # that go with a request: three streams, and the socket for the answers
ANSWER_SECONDS = 30.0
LOST = 255  # the exit code of a process whose end nobody could see, because the server was gone


class Started(Protocol):
    """A process that runs for us, executed or forked."""

    @property
    def pid(self) -> int:
        """Its process id."""

    @property
    def returncode(self) -> int | None:
        """Its exit code, minus a signal's number where that ended it; None while it runs."""

    stdin: asyncio.StreamWriter | None
    stdout: asyncio.StreamReader | None

    async def wait(self) -> int:
        """The exit code, once it has ended."""

    def terminate(self) -> None:
        """SIGTERM. Raises ProcessLookupError where it has ended."""

    def kill(self) -> None:
        """SIGKILL. Raises ProcessLookupError where it has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What a forked process is to do: a function of a module, by their names, with these arguments.

    `title` is the name under which the system lists it, `environment` is added to that of the server. `orphaned` is the
    signal that it gets when the one who asked for it is gone. `may_ask`: whether it can have processes forked itself.
    """

    module: str
    function: str
    title: str
    arguments: Sequence[str] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    orphaned: int = signal.SIGTERM
    may_ask: bool = False


class _Server:
    """The way to the one that forks, for this process."""

    asking: socket.socket | None = None


def can_ask() -> bool:
    """Whether somebody forks processes for us."""
    return _Server.asking is not None


def ask_through(asking: socket.socket | None) -> None:
    """From now on processes are asked for here; called in a process that has just been forked."""
    _Server.asking = asking


async def fork(program: Program, *, stdout: int | None = None, stderr: int | None = None) -> Started:
    """A process that has begun with the program. Its standard input is ours to write, as `stdin`; what it writes comes
    as `stdout`, unless that is given as an open file. Raises OSError where there can be none."""
    if _Server.asking is None:
        raise OSError("nobody forks processes for this one")
    ours, its = socket.socketpair()
    report, its_report = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    report.setblocking(False)
    request = json.dumps([getattr(program, name) for name in Program.__slots__]).encode()
    try:
        with its, its_report:
            files = [its.fileno(), stdout or its.fileno(), stderr or 2, its_report.fileno()]
            socket.send_fds(_Server.asking, [request], files)
        pid, handle = await _begun(report)
    except BaseException:
        ours.close()
        report.close()
        raise
    reader, writer = await asyncio.open_connection(sock=ours)
    return _Forked(pid, handle, report, writer, reader)


async def _begun(report: socket.socket) -> tuple[int, int]:
    """The id of the process, and a handle (pidfd) that can never mean another one."""
    async with asyncio.timeout(ANSWER_SECONDS):
        await _readable(report)
    said, handles, _, _ = socket.recv_fds(report, NUMBER, 1)
    pid = int.from_bytes(said, "big", signed=True)
    if len(said) < NUMBER or pid <= 0:
        raise OSError(-pid, os.strerror(-pid)) if pid else OSError("the process that forks is gone")
    return pid, handles[0]


async def _readable(one: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    told = asyncio.Event()
    loop.add_reader(one, told.set)
    try:
        await told.wait()
    finally:
        loop.remove_reader(one)


class _Forked:
    """A process that was forked for us. Closing `report` ends it: so it never outlives us."""

    def __init__(
        self, pid: int, handle: int, report: socket.socket, stdin: asyncio.StreamWriter, stdout: asyncio.StreamReader
    ) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self.stdin: asyncio.StreamWriter | None = stdin
        self.stdout: asyncio.StreamReader | None = stdout
        self._handle = handle
        self._report = report
        self._over = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(report, self._told)

    def _told(self) -> None:
        self._loop.remove_reader(self._report)
        try:
            said = self._report.recv(NUMBER)
        except OSError:
            said = b""
        if said:
            self._end(int.from_bytes(said, "big", signed=True))
        else:  # the server is gone, and the process gets a signal of that
            self._loop.add_reader(self._handle, self._seen)

    def _seen(self) -> None:
        self._loop.remove_reader(self._handle)
        self._end(LOST)

    def _end(self, code: int) -> None:
        self.returncode = code
        self._report.close()
        os.close(self._handle)
        if self.stdin is not None:
            self.stdin.close()
        self._over.set()

    async def wait(self) -> int:
        await self._over.wait()
        assert self.returncode is not None
        return self.returncode

    def terminate(self) -> None:
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        self._send(signal.SIGKILL)

    def _send(self, number: signal.Signals) -> None:
        if self.returncode is None:
            with contextlib.suppress(ProcessLookupError):  # it has ended, and its report is on the way
                signal.pidfd_send_signal(self._handle, number)
