"""The demo's daemon: `rasid watch` as a child process, as a user would start it, with its log in a file."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from scheduler.embedded import EmbeddedServer

STOP_SECONDS = 15.0
LOUD = (" ERROR ", " WARNING ", " CRITICAL ")


class Watcher:
    """One daemon on one configuration file. `to_stderr` lets its log go where ours goes."""

    def __init__(self, config: Path, *, log_level: str, to_stderr: bool) -> None:
        self.log = config.parent / "watch.log"
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "scheduler.cli", "watch", "--config", str(config), "--log-level", log_level],
                cwd=config.parent,
                env=_environment(os.environ),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=None if to_stderr else log,
                # Ctrl-C is for the demo, which then stops the daemon in order.
                start_new_session=True,
            )

    @property
    def exit_code(self) -> int | None:
        """None while it runs."""
        return self._process.poll()

    def stop(self) -> int:
        """Ends it with SIGTERM, and with SIGKILL if it does not end; returns its exit code."""
        if self._process.poll() is None:
            self._process.terminate()
        try:
            code = self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        if code != 0:
            self._stop_server()
        return code

    def _stop_server(self) -> None:
        """Stops the embedded server that a daemon without an orderly end leaves running for the next one."""
        server = EmbeddedServer(self.log.parent / "rasid-redis")
        if server.answers():
            server.attach()
            server.release()

    def complaints(self, lines: int = 12) -> list[str]:
        """The last lines of its log that warn or tell of an error, else its last lines."""
        said = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return ([line for line in said if any(word in line for word in LOUD)] or said)[-lines:]


def _environment(ours: Mapping[str, str]) -> dict[str, str]:
    """Ours without RASID_*, which would change the demo's configuration."""
    return {name: value for name, value in ours.items() if not name.startswith("RASID_")}
