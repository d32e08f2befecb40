"""Fixtures that several rooms share: real databases and real Redis servers on this machine."""

import gc
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import Engine

from benchmarks.own_postgres import own_postgres, postgres_programs
from crawler.loading import calculate_in_one_thread
from crawler.store.database import connect, migrate
from scheduler.embedded import EmbeddedServer
from scheduler.settings import MIGRATIONS

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

calculate_in_one_thread()  # as every command does; the tests that learn take a quarter of the time


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begins with what takes long: of the quick tests that are left, all workers have some until the end."""
    items.sort(key=lambda item: not any(item.iter_markers("slow")) and not any(item.iter_markers("xdist_group")))


def pytest_collection_finish() -> None:
    """Keeps the collector away from thousands of collected tests and loaded word lists, which stay to the end."""
    gc.collect()
    gc.freeze()


def require(found: object, what: str) -> None:
    """Skips where `what` is missing at home, fails where it is missing in CI."""
    if found:
        return
    if os.environ.get("RASID_CI"):
        pytest.fail(f"{what} is missing, and this is CI")
    pytest.skip(f"{what} is not installed here")


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with all tables, to be copied: making them takes ten times as long."""
    path = tmp_path_factory.mktemp("migrated") / "rasid.db"
    engine = connect(f"sqlite:///{path}")
    migrate(engine, MIGRATIONS)
    engine.dispose()
    return path


@pytest.fixture
def sqlite_engine(tmp_path: Path, migrated_sqlite: Path) -> Iterator[Engine]:
    """A fresh SQLite database with all tables."""
    engine = connect(f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path)}")
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL server of our own on a unix socket: its address without the database's name."""
    programs = postgres_programs()
    require(programs, "PostgreSQL (initdb)")
    assert programs is not None
    with own_postgres(programs) as address:
        yield address


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """A fresh PostgreSQL database."""
    with _database(postgres_server, "template1") as address:
        yield address


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: str) -> Iterator[str]:
    """The name of a PostgreSQL database with all tables, to be copied."""
    with _database(postgres_server, "template1") as address:
        engine = connect(address)
        migrate(engine, MIGRATIONS)
        engine.dispose()
        name = engine.url.database
        assert name is not None
        yield name


@pytest.fixture
def postgres_engine(postgres_server: str, migrated_postgres: str) -> Iterator[Engine]:
    """A fresh PostgreSQL database with all tables."""
    with _database(postgres_server, migrated_postgres) as address:
        engine = connect(address)
        yield engine
        engine.dispose()


@contextmanager
def _database(server: str, template: str) -> Iterator[str]:
    """A copy of another database: its address."""
    name = f"rasid_{os.urandom(6).hex()}"
    admin = connect(server.format(database="postgres"))
    with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield server.format(database=name)
    with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    admin.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each test runs on both databases."""
    found = request.getfixturevalue(f"{request.param}_engine")
    assert isinstance(found, Engine)
    return found


def free_port() -> int:
    """A port on loopback that nobody listens on at this moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def await_port(port: int, *, seconds: float = 20) -> None:
    """Comes back once somebody listens on a port of loopback; fails the test if nobody does in time."""
    until = time.monotonic() + seconds
    while not _is_listened_to(port):
        assert time.monotonic() < until, f"nobody listens on port {port} after {seconds} s"
        time.sleep(0.02)


def _is_listened_to(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="session")
def embedded_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The embedded server's address, for a whole test run."""
    server = EmbeddedServer(tmp_path_factory.mktemp("embedded") / "redis")
    server.attach()
    yield server.address
    server.release()


@pytest.fixture(scope="session")
def debian_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A redis-server of the system on loopback, its address."""
    program = shutil.which("redis-server")
    require(program, "redis-server")
    assert program is not None
    port = free_port()
    folder = tmp_path_factory.mktemp("redis")
    process = subprocess.Popen(
        [program, "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), "--appendonly", "yes"],
        stdout=subprocess.DEVNULL,
    )
    address = f"redis://127.0.0.1:{port}/0"
    with Redis.from_url(address) as client:
        for _ in range(200):
            try:
                client.ping()
                break
            except RedisError:
                time.sleep(0.05)
    yield address
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture(params=["embedded", pytest.param("debian", marks=pytest.mark.redis_server)])
def redis_url(request: pytest.FixtureRequest) -> str:
    """Each test runs on the embedded server and on the system's redis-server, emptied before."""
    address = str(request.getfixturevalue(f"{request.param}_redis"))
    with Redis.from_url(address) as client:
        client.flushall()
    return address
