"""What a machine that is cut off leaves behind at PostgreSQL and Redis, and what it learns itself."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import IO

import pytest
from sqlalchemy import text

from alerts.event_rows import lock_events
from crawler.store.database import connect, writing
from crawler.store.giving_up import SECONDS
from tests.conftest import ROOT
from tests.machines.machines import STORES, Machines

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120), pytest.mark.xdist_group("machines-stores")]

SOON = SECONDS + 8  # seconds, with room for a busy machine
_LATER = 8  # seconds: TCP's waits double, so that an old command would have been tried again by then


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What three processes on a host that was cut off came to, in seconds."""

    lock_was_held: float
    question_failed_after: float
    late_key: str  # as Redis counts it


@pytest.fixture(scope="module")
def left(stores: Machines) -> Left:
    """All three are cut off together, which takes a third of the time."""
    address = stores.network.address(STORES)
    postgres, redis = f"postgresql+psycopg://rasid@{address}/postgres", f"redis://{address}:6379/0"
    with ExitStack() as visitors:
        visitors.enter_context(_visitor(stores, "holds", postgres))
        _, waits = visitors.enter_context(_visitor(stores, "waits", postgres))
        order, takes = visitors.enter_context(_visitor(stores, "takes", redis))
        with stores.cut("visitor"):
            began = time.monotonic()
            order.write("now\n")
            order.flush()
            lock_was_held = _until_locked(stores)
            failed_after = float(waits.readline())
            assert takes.readline() == "given up\n"
            assert time.monotonic() - began > SECONDS / 2, "its connection may still be tried"
        time.sleep(_LATER)
        ask = [*stores.network.within(STORES), "redis-cli", "-h", address, "EXISTS", "late"]
        late_key = subprocess.run(ask, check=True, capture_output=True, text=True).stdout.strip()
    return Left(lock_was_held=lock_was_held, question_failed_after=failed_after, late_key=late_key)


@contextmanager
def _visitor(stores: Machines, does: str, address: str) -> Iterator[tuple[IO[str], IO[str]]]:
    """A process on the host, which has come as far as it goes before the cable is cut: what it hears and says."""
    command = [*stores.network.within("visitor"), sys.executable, "-m", "tests.machines.visitor", does, address]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "ready\n"
        yield process.stdin, process.stdout
    finally:
        process.kill()
        process.wait(10)
        process.stdin.close()
        process.stdout.close()


def _until_locked(stores: Machines) -> float:
    engine = connect(stores.database)
    began = time.monotonic()
    try:
        with writing(engine) as connection:
            connection.execute(text(f"SET LOCAL lock_timeout = '{SOON + 20}s'"))
            lock_events(connection)
    finally:
        engine.dispose()
    return time.monotonic() - began


def test_the_locks_of_a_machine_that_is_gone_are_let_go(left: Left) -> None:
    """The next leader need not wait for the transaction of the last one for as long as TCP would."""
    assert 1 < left.lock_was_held < SOON


def test_a_question_that_nobody_answers_fails_soon(left: Left) -> None:
    """A role that waits for the database while its machine is cut off learns of it, and can go on by itself."""
    assert 1 < left.question_failed_after < SOON


def test_a_command_that_was_given_up_is_not_done_later(left: Left) -> None:
    """Redis does not take a host's turn for a crawler that has long ceased to ask for it."""
    assert left.late_key == "0"
