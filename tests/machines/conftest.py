"""Machines, or a reason why there are none here."""

import os
from collections.abc import Iterator

import pytest

from benchmarks.own_postgres import postgres_programs
from tests.conftest import require
from tests.machines.machines import Machines
from tests.machines.network import refusal


@pytest.fixture(scope="module")
def allowed() -> None:
    """Network namespaces can be made here. In CI only what is not permitted is skipped, and not what is missing."""
    why = refusal()
    if why is not None and os.environ.get("RASID_CI") and "may not" not in why and "no cables" not in why:
        pytest.fail(why)
    if why is not None:
        pytest.skip(why)
    require(postgres_programs(), "PostgreSQL (initdb)")


@pytest.fixture(scope="module")
def stores(allowed: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """The stores, and a host from which they are used."""
    with Machines(tmp_path_factory.mktemp("stores"), hosts=("visitor",)) as machines:
        yield machines
    assert not machines.network.left_over()


@pytest.fixture(scope="module")
def machines(allowed: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """All hosts, watching."""
    with Machines(tmp_path_factory.mktemp("machines")) as made:
        made.until_watching()
        yield made
