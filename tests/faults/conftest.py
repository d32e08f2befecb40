"""Databases and a real Redis for the worlds of this folder."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from redis import Redis


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., str]:
    """The address of a fresh database with all tables: sqlite, in a folder of its own if one is named, or postgres."""

    def make(kind: str, folder: Path = tmp_path) -> str:
        if kind == "sqlite":
            source: Path = request.getfixturevalue("migrated_sqlite")
            return f"sqlite:///{shutil.copy(source, folder / 'faults.db')}"
        engine = request.getfixturevalue("postgres_engine")
        address: str = engine.url.render_as_string(hide_password=False)
        return address

    return make


@pytest.fixture
def own_redis(debian_redis: str) -> str:
    """The system's redis-server, emptied."""
    with Redis.from_url(debian_redis) as client:
        client.flushall()
    return debian_redis
