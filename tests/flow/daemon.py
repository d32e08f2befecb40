"""`rasid watch` as a child process, with its roles' process ids, so that tests can kill them one by one."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
_STARTED = re.compile(r"role_started role=(\w+) pid=(\d+)")


class Daemon:
    """One running `rasid watch`."""

    def __init__(self, folder: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self._environment = {"PYTHONPATH": str(ROOT), **(environment or {})}
        self.log = folder / f"watch{'-'.join(arguments)}.log"
        self._arguments = arguments
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Daemon":
        """Starts it in the folder of its rasid.toml."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "scheduler.cli", "watch", *self._arguments],
                cwd=self.folder,
                env={**os.environ, **self._environment},
                stdout=log,
                stderr=log,
            )
        return self

    def pid(self, role: str) -> int:
        """The process id of the role's newest process."""
        wait_for(lambda: self._pids(role), what=f"the role {role} to start", log=self.log)
        return self._pids(role)[-1]

    def _pids(self, role: str) -> list[int]:
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return [int(pid) for name, pid in _STARTED.findall(text) if name == role]

    def kill(self, role: str) -> None:
        """kill -9 of one role."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid(role), signal.SIGKILL)

    def kill_all(self) -> None:
        """kill -9 of the supervisor; its children get SIGTERM from the kernel."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def signal(self, number: int) -> None:
        """Sends the supervisor a signal."""
        assert self._process is not None
        self._process.send_signal(number)

    def stop(self) -> int:
        """SIGTERM; returns the exit code."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(timeout=60)

    @property
    def running(self) -> bool:
        """Whether the supervisor lives."""
        return self._process is not None and self._process.poll() is None


def wait_for(done: Callable[[], object], *, what: str, log: Path | Sequence[Path] = (), seconds: float = 60.0) -> None:
    """Waits until `done()`; fails with the end of the log."""
    until = time.monotonic() + seconds
    while not done():
        if time.monotonic() > until:
            logs = [log] if isinstance(log, Path) else list(log)
            tails = "\n".join(f"--- {one}\n" + one.read_text(errors="replace")[-6000:] for one in logs if one.exists())
            raise AssertionError(f"waited {seconds:.0f} s for {what}\n{tails}")
        time.sleep(0.05)
