"""A role's process: started, ended with its parent, restarted with backoff."""

import asyncio
import ctypes
import logging
import os
import signal
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from crawler.forks import Program, Started, can_ask, fork
from scheduler.handover import LEAVING, LISTENING

logger = logging.getLogger(__name__)

FIRST_BACKOFF = 0.2  # seconds; doubled at each quick death
LONGEST_BACKOFF = 30.0
STEADY_SECONDS = 30.0  # a process that lived this long starts again without backoff
STOP_SECONDS = 30.0
LEAVING_SECONDS = 3600.0  # for what a process has in hand, while its successor works already
NOT_STARTED = 255  # instead of an exit code
_PR_SET_PDEATHSIG = 1


@dataclass(slots=True)
class RoleProcess:
    """One role as a child process. `run` keeps it alive until `stop`."""

    name: str
    config: Path | None
    log_level: str
    environment: dict[str, str]  # added to ours
    handed_over: bytes  # the settings, as scheduler.handover writes them
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    restarts: int = 0
    pid: int | None = None
    _process: Started | None = None
    _leaving: dict[Started, asyncio.Task[None]] = field(default_factory=dict)  # those whose successor has begun
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
            if code is None:
                continue
            if loop.time() - began > STEADY_SECONDS:
                backoff = FIRST_BACKOFF
            logger.error("role_ended role=%s exit=%s again_in=%.1fs", self.name, code, backoff)
            await asyncio.sleep(backoff)
            backoff = min(backoff * 2, LONGEST_BACKOFF)
            self.restarts += 1

    def _ended(self) -> bool:
        return self._stopping

    async def _once(self) -> int | None:
        """One process from its start to its end: its exit code, or None where it is leaving and the next may begin."""
        try:
            self._process = await self._begin()
        except (OSError, TimeoutError) as error:
            logger.error("role_not_started role=%s error=%s", self.name, error)
            return NOT_STARTED
        self._write(self.handed_over)
        self.pid = self._process.pid
        self.started_at = datetime.now(UTC)
        logger.info("role_started role=%s pid=%d", self.name, self.pid)
        try:
            if await _leaves(self._process):
                self._leaving[self._process] = asyncio.create_task(self._let_leave(self._process))
                logger.info("role_leaving role=%s pid=%d", self.name, self.pid)
                return None
            return await self._process.wait()
        finally:
            self.pid = None

    async def _let_leave(self, process: Started) -> None:
        """Waits until a process that takes no more work has finished what it has."""
        try:
            await asyncio.wait_for(process.wait(), LEAVING_SECONDS)
        except TimeoutError:
            logger.warning("role_stays role=%s pid=%d after=%.0fs", self.name, process.pid, LEAVING_SECONDS)
            await self._end(process)
        logger.info("role_left role=%s pid=%d exit=%s", self.name, process.pid, process.returncode)
        del self._leaving[process]

    async def _begin(self) -> Started:
        """Forked from what has loaded all of it, where that can be, and else executed. Raises OSError."""
        if can_ask():
            program = Program(
                module="scheduler.role",
                function="run_forked",
                title=f"rasid role {self.name}",
                arguments=(self.name, self.log_level, str(self.config or "")),
                environment=self.environment,
                may_ask=self.name == "crawler",
            )
            return await fork(program, stdout=sys.stdout.fileno(), stderr=sys.stderr.fileno())
        config = ["--config", str(self.config)] if self.config else []
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "scheduler.role", self.name, "--log-level", self.log_level, *config),
            env={**os.environ, **self.environment},
            stdin=asyncio.subprocess.PIPE,
            # A group of its own, so that Ctrl-C reaches the supervisor alone, which then stops the roles in order.
            start_new_session=True,
        )

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
        """Asks the process to end, and ends it after 30 s if it does not; and those that are still leaving."""
        self._stopping = True
        processes = [*self._leaving, *([self._process] if self._process is not None else [])]
        for task in self._leaving.values():
            task.cancel()
        await asyncio.gather(*(self._end(process) for process in processes if process.returncode is None))

    async def _end(self, process: Started) -> None:
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), STOP_SECONDS)
        except TimeoutError:
            logger.error("role_killed role=%s after=%.0fs", self.name, STOP_SECONDS)
            process.kill()
            await process.wait()
        logger.info("role_stopped role=%s exit=%s", self.name, process.returncode)


async def _leaves(process: Started) -> bool:
    """Whether a process says that it takes no more work, before it ends. One that was executed says nothing."""
    return process.stdout is not None and await process.stdout.readline() == LEAVING


def end_with_parent() -> None:
    """Makes the kernel send SIGTERM to this process when its parent dies, kill -9 included (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
