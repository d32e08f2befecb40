"""A desk with a site beside it, for every test of a command that fetches."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawler.spiders.stand import Stand
from tests.scheduler.cli.rasid import Desk


@pytest.fixture
def stand() -> Iterator[Stand]:
    """A scripted server on 127.0.0.1."""
    one = Stand()
    yield one
    one.close()


@pytest.fixture
def desk(tmp_path: Path, stand: Stand) -> Desk:
    """A working directory with a configuration and the command."""
    return Desk(tmp_path, stand)
