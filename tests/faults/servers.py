"""The servers of a long run outside pytest: fresh databases of both kinds, and a real Redis."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import make_url

from benchmarks.own_postgres import own_postgres, postgres_programs
from crawler.store.database import connect, migrate
from scheduler.settings import MIGRATIONS
from tests.conftest import _database, free_port


class Servers:
    """Everything that worlds are made on, in a folder that is removed at the end. A context manager."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._made = 0

    def __enter__(self) -> "Servers":
        self.folder = Path(self._open.enter_context(tempfile.TemporaryDirectory(prefix="rasid-faults-")))
        self.redis = self._open.enter_context(redis_server(self.folder))
        self._template = self.folder / "template.db"
        _migrate(f"sqlite:///{self._template}")
        programs = postgres_programs()
        self._postgres = None
        if programs is not None:
            self._postgres = self._open.enter_context(own_postgres(programs))
            self._migrated = self._open.enter_context(_database(self._postgres, "template1"))
            _migrate(self._migrated)
        return self

    def __exit__(self, *_error: object) -> None:
        self._open.close()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of databases that are here."""
        return ("sqlite", "postgres") if self._postgres else ("sqlite",)

    @contextmanager
    def fresh(self, kind: str) -> Iterator[tuple[Path, str]]:
        """A folder, and the address of a database with all tables and nothing in them; Redis is emptied."""
        with Redis.from_url(self.redis) as client:
            client.flushall()
        self._made += 1
        folder = self.folder / str(self._made)
        folder.mkdir()
        if kind == "sqlite":
            yield folder, f"sqlite:///{shutil.copy(self._template, folder / 'faults.db')}"
        else:
            assert self._postgres is not None
            with _database(self._postgres, str(make_url(self._migrated).database)) as address:
                yield folder, address
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def redis_server(folder: Path, *options: str) -> Iterator[str]:
    """A redis-server of one's own on loopback: its address."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        address = f"redis://127.0.0.1:{port}/0"
        wait_for_redis(address)
        yield address
    finally:
        process.kill()
        process.wait(20)


def wait_for_redis(address: str) -> None:
    """Returns when it answers."""
    with Redis.from_url(address) as client:
        for _ in range(400):
            try:
                client.ping()
            except RedisError:
                time.sleep(0.02)
            else:
                return
    raise AssertionError("redis-server did not start")


def _migrate(address: str) -> None:
    engine = connect(address)
    migrate(engine, MIGRATIONS)
    engine.dispose()
