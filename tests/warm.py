"""Starts the house's programs without loading them each time, which costs two seconds of CPU a process.

One interpreter has loaded all that they import, and forks each program: a process of its own, with its own arguments,
environment, working directory, streams, signals and exit code, that then runs as `python -m MODULE` does, from the
module's first line to the interpreter's own end. The reading processes that a crawl starts are forked in the same way.
What this does not show, tests with `cold=True` do: that a program imports what it needs, and starts alone.

    python -m tests.warm     the warm interpreter itself: requests on its stdin, a socket, until that ends
"""

import atexit
import contextlib
import gc
import importlib
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, NoReturn, Protocol

ROOT = Path(__file__).parents[1]
_READER = (sys.executable, "-m", "crawler.reading_worker")
_LONGEST_REQUEST = 1 << 17
_OPEN_FILES = 3  # a program's stdin, stdout and stderr


class Process(Protocol):
    """What tests ask of a process, whether forked here or by `subprocess`."""

    pid: int
    returncode: int | None

    def poll(self) -> int | None:
        """Its exit code, minus a signal's number where that ended it; None while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """The same, once it has ended. Raises subprocess.TimeoutExpired."""

    def send_signal(self, sig: int) -> None:
        """Sends a signal, unless it has ended."""

    def terminate(self) -> None:
        """SIGTERM."""

    def kill(self) -> None:
        """SIGKILL."""


def start(
    module: str,
    *arguments: str,
    cwd: Path,
    environ: Mapping[str, str] | None = None,
    stdin: int = subprocess.DEVNULL,
    stdout: int,
    stderr: int,
    cold: bool = False,
) -> Process:
    """Starts `python -m module arguments` with streams that are open files; `environ` is added to our environment.

    `cold` has a fresh interpreter executed, as users do. Where coverage is measured that is always so: it counts the
    lines of what is imported.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **(environ or {})}
    if cold or sys.platform != "linux" or "COVERAGE_PROCESS_CONFIG" in os.environ:
        command = [sys.executable, "-m", module, *arguments]
        return subprocess.Popen(command, cwd=cwd, env=environment, stdin=stdin, stdout=stdout, stderr=stderr)
    with Path(os.devnull).open("rb") as nothing:
        streams = (nothing.fileno() if stdin == subprocess.DEVNULL else stdin, stdout, stderr)
        request = {"module": module, "arguments": arguments, "cwd": str(cwd), "environment": environment}
        return _Forked(_server(), request, streams)


def run(
    module: str,
    *arguments: str,
    cwd: Path,
    environ: Mapping[str, str] | None = None,
    stdin: bytes = b"",
    timeout: float = 100,
    cold: bool = False,
) -> subprocess.CompletedProcess[str]:
    """Runs `python -m module arguments` to its end; what it wrote is read as UTF-8."""
    with contextlib.ExitStack() as files:
        given = files.enter_context(tempfile.TemporaryFile())
        given.write(stdin)
        given.seek(0)
        (out, its_out), (err, its_err) = os.pipe(), os.pipe()
        ends = [files.enter_context(os.fdopen(end, "rb")) for end in (out, err)]
        try:
            process = start(
                module,
                *arguments,
                cwd=cwd,
                environ=environ,
                stdin=given.fileno(),
                stdout=its_out,
                stderr=its_err,
                cold=cold,
            )
        finally:
            os.close(its_out)
            os.close(its_err)
        with ThreadPoolExecutor(len(ends)) as readers:
            written = [readers.submit(end.read) for end in ends]
            try:
                texts = [one.result(timeout).decode() for one in written]  # until nobody holds the other ends any more
                code = process.wait(timeout)
            except BaseException:
                process.kill()
                raise
    return subprocess.CompletedProcess([module, *arguments], code, *texts)


class _Forked:
    """A program that the warm interpreter forked."""

    def __init__(self, server: socket.socket, request: Mapping[str, Any], streams: Sequence[int]) -> None:
        self.returncode: int | None = None
        self._name = request["module"]
        self._reports, its_end = socket.socketpair()
        with its_end:
            socket.send_fds(server, [json.dumps(request).encode()], [*streams, its_end.fileno()])
        self.pid = self._report()

    def _report(self) -> int:
        said = self._reports.recv(4, socket.MSG_WAITALL)
        assert len(said) == 4, f"the warm interpreter has not run {self._name}"
        return int.from_bytes(said, "big", signed=True)

    def poll(self) -> int | None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        if self.returncode is None:
            self._reports.settimeout(timeout)
            try:
                self.returncode = self._report()
            except (TimeoutError, BlockingIOError):
                assert timeout is not None
                raise subprocess.TimeoutExpired(self._name, timeout) from None
            self._reports.close()
        return self.returncode

    def send_signal(self, sig: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, sig)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


@cache
def _server() -> socket.socket:
    """The warm interpreter of this test process: the socket that it takes requests from, which ends it when closed."""
    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with its:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.warm"], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdin=its
        )
    atexit.register(process.wait)
    atexit.register(ours.close)
    return ours


def _load() -> None:
    """Everything that a program of the house imports, and the word lists and patterns of a reading process."""
    from crawler.loading import for_good

    with for_good():
        from scrapy.settings import Settings
        from scrapy.utils.misc import load_object

        from crawler.flags.sources import load_model
        from crawler.reading import understand
        from crawler.reading_tasks import SAMPLE
        from crawler.reading_worker import warm_up
        from crawler.scrapy_settings import scrapy_settings
        from crawler.settings import CrawlerSettings
        from scheduler.cli.main import _COMMANDS

        for module in [module for module, _ in _COMMANDS.values()] + _LATER.split():
            importlib.import_module(module)
        settings = Settings(scrapy_settings(CrawlerSettings()))
        for kind in ("EXTENSIONS", "DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES", "ITEM_PIPELINES"):
            for component in settings.get_component_priority_dict_with_base(kind):
                load_object(component)
        warm_up()
        understand(SAMPLE, model=load_model())


# What the commands import when they get to it, or have others import by its name.
_LATER = """
alembic.command alembic.context crawler.crawl crawler.look crawler.spiders.feeds scheduler.alerting scheduler.daemon
scheduler.role scheduler.scheduling scrapy.dupefilters scrapy.squeues sqlite3
"""


def _serve() -> str:
    """Forks a program for each request, and returns in each of them, with its module. A process in between waits for
    it and reports how it ended. Ends the server when there will be no more requests."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for pytest, which closes the socket
    requests = socket.socket(fileno=os.dup(0))
    while True:
        asked, files, _, _ = socket.recv_fds(requests, _LONGEST_REQUEST, _OPEN_FILES + 1)
        if not asked:
            sys.exit()
        if os.fork() == 0:
            break
        for file in files:
            os.close(file)
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:  # those whose programs have ended
                pass
    *streams, report = files
    if program := os.fork():
        os.write(report, program.to_bytes(4, "big", signed=True))
        requests.close()
        for stream in (0, *streams):
            os.close(stream)
        code = os.waitstatus_to_exitcode(os.waitpid(program, 0)[1])
        with contextlib.suppress(OSError):  # the test does not ask any more
            os.write(report, code.to_bytes(4, "big", signed=True))
        os._exit(0)
    requests.detach()
    return _become(json.loads(asked), streams)


def _become(request: Mapping[str, Any], streams: Sequence[int]) -> str:
    """Makes of this process what `exec` would have made of it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["environment"])
    time.tzset()
    sys.argv = [request["module"], *request["arguments"]]
    sys.path[0] = request["cwd"]
    form = {"encoding": "utf-8", "closefd": False}
    sys.stdin = sys.__stdin__ = os.fdopen(0, **form)
    sys.stdout = sys.__stdout__ = os.fdopen(1, "w", **form, buffering=1 if os.isatty(1) else -1)
    sys.stderr = sys.__stderr__ = os.fdopen(2, "w", **form, buffering=1, errors="backslashreplace")
    subprocess.Popen = _Popen  # type: ignore[misc]
    return str(request["module"])


class _Popen(subprocess.Popen[Any]):
    """Starts processes as always, but forks those that read pages: they have loaded everything, as we have."""

    def __init__(self, args: Any, **options: Any) -> None:
        if args == _READER:
            options["preexec_fn"] = _read
        super().__init__(args, **options)


def _read() -> NoReturn:
    """Instead of executing a reading process: streams, directory and signals are its own already."""
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    gc.freeze()  # what the crawler has is not ours to collect: its files are closed here
    code = 1
    try:
        from crawler.reading_worker import main

        main()
        code = 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    _load()
    runpy.run_module(_serve(), run_name="__main__", alter_sys=True)
