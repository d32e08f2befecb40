"""The process from which the others are forked: it has loaded what they share, and does nothing else.

Memory that is only read is there once, however many processes were forked. What forking must not meet is kept away:
this process has one thread, no event loop, no connection and no reactor, and `may_fork` looks whether that is so. It is
the parent of all; the first that it forks is the program that was called, and it ends as that one ends. Whoever it has
forked gets a signal when it dies, and when the one who asked for it is gone.
"""

import contextlib
import ctypes
import importlib
import json
import os
import select
import signal
import socket
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from crawler.forks import FILES, LONGEST_REQUEST, NUMBER, Program, ask_through
from crawler.own_title import set_title

_PR_SET_PDEATHSIG = 1
_FORWARDED = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_TASKS = Path("/proc/self/task")


def may_fork() -> bool:
    """Whether processes can be forked from this one, as it is now, and watched over.

    That is Linux 5.3 or later, with one thread and no reactor. Elsewhere every process is executed: macOS's own
    libraries start threads. Where coverage is measured too, since that counts the lines of what is imported.
    """
    if sys.platform != "linux" or "COVERAGE_PROCESS_CONFIG" in os.environ:
        return False
    try:
        for stream in range(3):  # where one is closed, the next file that is opened would take its place
            os.fstat(stream)
        os.close(os.pidfd_open(os.getpid()))
        threads = len(list(_TASKS.iterdir()))
    except OSError:  # an older kernel, or a container that forbids it
        return False
    return threads == 1 and "twisted.internet.reactor" not in sys.modules


def serve(title: str) -> None:
    """Makes of this process the one that forks. Returns in the process that goes on in its place, which is listed as
    `title`; this one ends as that one does. Those that are forked later run their program, and never come back."""
    sys.stdout.flush()
    sys.stderr.flush()
    asking, its_end = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    server = os.getpid()
    pid = _fork()
    if pid == 0:
        asking.close()
        _begin(server, title, signal.SIGTERM, its_end)
        return
    its_end.close()
    _run(_ForkServer(pid, asking).run())


@dataclass(slots=True)
class _Child:
    """A process that was forked. `report` leads to the one who asked for it, and is None for the first."""

    pid: int
    handle: int
    orphaned: int
    report: socket.socket | None


class _ForkServer:
    """What this process does until the first that it forked ends."""

    def __init__(self, first: int, asking: socket.socket) -> None:
        self._pid = os.getpid()
        self._poll = select.poll()  # and no epoll, which those that are forked would share with us
        self._children: dict[int, _Child] = {}  # by handle
        self._askers: dict[int, socket.socket] = {}
        self._first = self._watch(_Child(pid=first, handle=os.pidfd_open(first), orphaned=0, report=None))
        self._listen(asking)

    def run(self) -> Program:
        """Returns in a forked process, with its program; the server itself leaves with SystemExit."""
        for number in _FORWARDED:
            signal.signal(number, self._forward)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _FORWARDED)
        while True:
            for descriptor, _ in self._poll.poll():
                if descriptor in self._children:
                    self._reap()
                elif descriptor in self._askers:
                    program = self._answer(self._askers[descriptor])
                    if program is not None:
                        return program
                else:
                    self._orphan(descriptor)

    def _forward(self, number: int, _frame: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._first.handle, number)

    def _watch(self, child: _Child) -> _Child:
        self._children[child.handle] = child
        self._poll.register(child.handle, select.POLLIN)
        if child.report is not None:
            self._poll.register(child.report, select.POLLIN)
        return child

    def _listen(self, asking: socket.socket) -> None:
        self._askers[asking.fileno()] = asking
        self._poll.register(asking, select.POLLIN)

    def _reap(self) -> None:
        """Tells of all that have ended. Of any: the first process of a container gets the orphans of others too."""
        with contextlib.suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                pid, status = ended
                child = next((one for one in self._children.values() if one.pid == pid), None)
                if child is not None:
                    self._forget(child, os.waitstatus_to_exitcode(status))

    def _forget(self, child: _Child, code: int) -> None:
        if child is self._first:
            _end_as(code)
        del self._children[child.handle]
        self._poll.unregister(child.handle)
        os.close(child.handle)
        if child.report is not None:
            self._poll.unregister(child.report)
            with contextlib.suppress(OSError):  # nobody asks any more
                child.report.send(code.to_bytes(NUMBER, "big", signed=True))
            child.report.close()

    def _orphan(self, descriptor: int) -> None:
        """The one who asked for a process is gone, and the process follows."""
        for child in self._children.values():
            if child.report is not None and child.report.fileno() == descriptor:
                self._poll.unregister(descriptor)
                child.report.close()
                child.report = None
                with contextlib.suppress(ProcessLookupError):
                    signal.pidfd_send_signal(child.handle, child.orphaned)
                return

    def _answer(self, asker: socket.socket) -> Program | None:
        """Forks what is asked for; in the process that was forked, its program."""
        try:
            said, files, _, _ = socket.recv_fds(asker, LONGEST_REQUEST, FILES)
        except ConnectionError:
            said = b""
        if not said:
            self._poll.unregister(asker)
            del self._askers[asker.fileno()]
            asker.close()
            return None
        program = Program(**dict(zip(Program.__slots__, json.loads(said), strict=True)))
        *streams, report = files
        its_report = socket.socket(fileno=report)
        asking, its_end = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET) if program.may_ask else (None, None)
        try:
            pid = _fork()
        except OSError as error:
            its_report.send((-(error.errno or 1)).to_bytes(NUMBER, "big", signed=True))
            pid = -1
        if pid == 0:
            self._leave([its_report, *([asking] if asking else [])])
            _begin(self._pid, program.title, program.orphaned, its_end, streams)
            return program
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _FORWARDED)
        for stream in streams:
            os.close(stream)
        if its_end is not None:
            its_end.close()
        if pid > 0:
            self._begun(pid, program, its_report)
        else:
            its_report.close()
        if asking is not None:
            self._listen(asking)
        return None

    def _begun(self, pid: int, program: Program, report: socket.socket) -> None:
        handle = os.pidfd_open(pid)
        with contextlib.suppress(OSError):  # gone already: then the poll says so
            socket.send_fds(report, [pid.to_bytes(NUMBER, "big", signed=True)], [handle])
        self._watch(_Child(pid=pid, handle=handle, orphaned=program.orphaned, report=report))

    def _leave(self, others: Sequence[socket.socket]) -> None:
        """In a forked process: nothing of the server stays open, since others see by its closing that it is gone."""
        for child in self._children.values():
            os.close(child.handle)
            if child.report is not None:
                child.report.close()
        for one in (*self._askers.values(), *others):
            one.close()


def _fork() -> int:
    """os.fork; the signals that we forward are held back until each side is ready for them, and lets them come."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _FORWARDED)
    return os.fork()


def _begin(
    server: int, title: str, orphaned: int, asking: socket.socket | None, streams: Sequence[int] | None = None
) -> None:
    """Makes of a forked process one of its own: its streams, group, signals and name."""
    for number in _FORWARDED:
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
    if streams is not None:
        for own, stream in enumerate(streams):
            os.dup2(stream, own)
        for stream in set(streams):
            os.close(stream)
        # A group of its own, so that Ctrl-C reaches the supervisor alone, which then stops the others in order.
        os.setsid()
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, orphaned)
    if os.getppid() != server:  # it died before the kernel was told
        os._exit(0)
    ask_through(asking)
    set_title(title)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _FORWARDED)


def _run(program: Program) -> None:
    os.environ.update(program.environment)
    getattr(importlib.import_module(program.module), program.function)(*program.arguments)
    sys.exit()


def _end_as(code: int) -> None:
    if code >= 0:
        sys.exit(code)
    if -code != signal.SIGKILL:
        signal.signal(-code, signal.SIG_DFL)
    os.kill(os.getpid(), -code)
