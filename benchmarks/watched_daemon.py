"""`rasid watch` as a process of its own, and what stands in its database meanwhile."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, func, or_, select
from sqlalchemy.exc import OperationalError

from alerts.alert import DeliveryState
from alerts.tables import delivery
from crawler.store.database import connect, reading
from crawler.store.tables import story

ROOT = Path(__file__).resolve().parents[1]
DEADLINE = 300.0  # seconds for whatever is waited for
_STORIES = select(func.count(), func.sum(story.c.advance_due)).where(story.c.position == 0)
_WAITING = (DeliveryState.DUE.value, DeliveryState.SENDING.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedDaemon:
    """One that runs, with its SQLite database."""

    pid: int
    engine: Engine

    def kept_and_waiting(self) -> tuple[int, int]:
        """How many pages' stories are kept, and how many of them wait to be placed."""
        try:
            with reading(self.engine) as connection:
                kept, waiting = connection.execute(_STORIES).one()
        except OperationalError:  # its tables are not made yet
            return 0, 0
        return int(kept), int(waiting or 0)

    def flagged(self) -> int:
        """For how many of them a flag is up."""
        is_flagged = or_(story.c.casualty, story.c.diplomacy)
        with reading(self.engine) as connection:
            query = select(func.count()).where(story.c.position == 0, is_flagged)
            return int(connection.execute(query).scalar_one())

    def undelivered(self) -> int:
        """How many deliveries have not ended."""
        with reading(self.engine) as connection:
            query = select(func.count()).where(delivery.c.state.in_(_WAITING))
            return int(connection.execute(query).scalar_one())


@contextmanager
def watching(folder: Path, configuration: str) -> Iterator[WatchedDaemon]:
    """Runs it on this rasid.toml, whose database is rasid.db in the folder; its log stays there."""
    config = folder / "rasid.toml"
    config.write_text(configuration, encoding="utf-8")
    with (folder / "log").open("w") as log:
        command = [sys.executable, "-m", "scheduler.cli", "watch", "--config", str(config)]
        daemon = subprocess.Popen(command, stderr=log, stdout=log, cwd=ROOT)
        try:
            wait((folder / "rasid.db").exists)
            engine = connect(f"sqlite:///{folder}/rasid.db")
            try:
                yield WatchedDaemon(pid=daemon.pid, engine=engine)
            finally:
                engine.dispose()
        finally:
            daemon.terminate()
            daemon.wait(timeout=60)


def wait(done: Callable[[], bool], every: float = 0.1) -> None:
    """Waits until something holds; raises TimeoutError."""
    until = time.monotonic() + DEADLINE
    while not done():
        if time.monotonic() > until:
            raise TimeoutError("a run took too long")
        time.sleep(every)
