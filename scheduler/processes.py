"""A role's process: started, ended with its parent, restarted with backoff."""

import asyncio
import ctypes
import logging
import signal
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from scheduler.handover import LISTENING

logger = logging.getLogger(__name__)

FIRST_BACKOFF = 0.2  # seconds; doubled at each quick death
LONGEST_BACKOFF = 30.0
STEADY_SECONDS = 30.0  # a process that lived this long starts again without backoff
STOP_SECONDS = 30.0
_PR_SET_PDEATHSIG = 1


@dataclass(slots=True)
class RoleProcess:
    """One role as a child process. `run` keeps it alive until `stop`."""

    name: str
    config: Path | None
    log_level: str
    environment: dict[str, str]
    handed_over: bytes  # the settings, as scheduler.handover writes them
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    restarts: int = 0
    pid: int | None = None
    _process: asyncio.subprocess.Process | None = None
    _stopping: bool = False

    @property
    def state(self) -> str:
        """running, restarting or stopped."""
        if self._stopping:
            return "stopped"
        return "running" if self.pid is not None else "restarting"

    async def run(self) -> None:
        """Starts the process, and again whenever it ends, until `stop`."""
        backoff = FIRST_BACKOFF
        loop = asyncio.get_running_loop()
        while not self._stopping:
            began = loop.time()
            code = await self._once()
            if self._ended():
                return
            if loop.time() - began > STEADY_SECONDS:
                backoff = FIRST_BACKOFF
            logger.error("role_ended role=%s exit=%s again_in=%.1fs", self.name, code, backoff)
            await asyncio.sleep(backoff)
            backoff = min(backoff * 2, LONGEST_BACKOFF)
            self.restarts += 1

    def _ended(self) -> bool:
        return self._stopping

    async def _once(self) -> int:
        config = ["--config", str(self.config)] if self.config else []
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "scheduler.role", self.name, "--log-level", self.log_level, *config),
            env=self.environment,
            stdin=asyncio.subprocess.PIPE,
            # A group of its own, so that Ctrl-C reaches the supervisor alone, which then stops the roles in order.
            start_new_session=True,
        )
        self._write(self.handed_over)
        self.pid = self._process.pid
        self.started_at = datetime.now(UTC)
        logger.info("role_started role=%s pid=%d", self.name, self.pid)
        try:
            return await self._process.wait()
        finally:
            self.pid = None

    def hand_over(self, line: bytes) -> None:
        """New settings: for the running process if it listens to them, and for every one that is started later."""
        self.handed_over = line
        if self.pid is not None and self.name in LISTENING:
            self._write(line)

    def _write(self, line: bytes) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(line)  # into a process that died meanwhile it goes nowhere, and the next one has it

    async def stop(self) -> None:
        """Asks the process to end, and ends it after 30 s if it does not."""
        self._stopping = True
        process = self._process
        if process is None or process.returncode is not None:
            return
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), STOP_SECONDS)
        except TimeoutError:
            logger.error("role_killed role=%s after=%.0fs", self.name, STOP_SECONDS)
            process.kill()
            await process.wait()
        logger.info("role_stopped role=%s exit=%s", self.name, process.returncode)


def end_with_parent() -> None:
    """Makes the kernel send SIGTERM to this process when its parent dies, kill -9 included (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
