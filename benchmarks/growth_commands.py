"""What commands and the scheduler take at a database of some size: time to the answer, time to start, memory."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.machine_use import memory_of, tree_of
from benchmarks.watched_daemon import ROOT, wait

SETTLED = 8.0  # seconds after the start: every job has run once by then


def configure(folder: Path, database: str) -> Path:
    """A rasid.toml for a database, with a Redis of its own in the folder."""
    folder.mkdir()
    config = folder / "rasid.toml"
    config.write_text(f'[store]\ndatabase = "{database}"\n[health]\nlisten = ""\n', encoding="utf-8")
    return config


def command_ms(config: Path, *arguments: str) -> float:
    """Milliseconds from the start of `rasid …` to its end; raises where it fails without a sentence."""
    begin = time.perf_counter()
    done = _run(config, *arguments)
    taken = 1000 * (time.perf_counter() - begin)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr[-500:])
    return taken


def _run(config: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    # Not in the project's own folder: a Redis of PostgreSQL's daemon keeps its data where it is started.
    command = [sys.executable, "-m", "scheduler.cli", *arguments, "--config", str(config)]
    return subprocess.run(
        command, cwd=config.parent, env=_environment(), capture_output=True, text=True, check=False, timeout=300
    )


def scheduler_start(config: Path, *, settle: float = SETTLED) -> tuple[float, float]:
    """Milliseconds from the start of `rasid watch --role scheduler` until the scheduler runs, and its megabytes some
    seconds later."""
    log = config.parent / "log"
    with log.open("w") as file:
        begin = time.perf_counter()
        command = [sys.executable, "-m", "scheduler.cli", "watch", "--role", "scheduler", "--config", str(config)]
        daemon = subprocess.Popen(command, cwd=config.parent, env=_environment(), stdout=file, stderr=file)
        try:
            wait(lambda: "scheduler_started" in log.read_text(encoding="utf-8"), every=0.02)
            taken = 1000 * (time.perf_counter() - begin)
            time.sleep(settle)
            return taken, sum(memory_of(pid) for pid in _schedulers(daemon.pid)) / 1024**2
        finally:
            daemon.terminate()
            daemon.wait(timeout=60)


def _schedulers(daemon: int) -> Sequence[int]:
    return [pid for pid, use in tree_of(daemon).items() if "role scheduler" in use.command and pid != daemon]


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}
