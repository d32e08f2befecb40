"""A desk on SQLite; tests of queries take both databases."""

import pytest
from sqlalchemy import Engine

from tests.scheduler.console.desk import Desk


@pytest.fixture
def desk(sqlite_engine: Engine) -> Desk:
    """A console over an empty database."""
    return Desk(sqlite_engine)
