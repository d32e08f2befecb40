"""A forked process is like one that was executed: what it is given, how it ends, and with whom."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone"),
    pytest.mark.skipif("COVERAGE_PROCESS_CONFIG" in os.environ, reason="none are where coverage is measured"),
]


def program(what: str) -> "subprocess.Popen[str]":
    """The probe: the process that forks, which was started as the program."""
    command = [sys.executable, "-m", "tests.crawler.forking.probe", what]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


@contextmanager
def waiting() -> Iterator[tuple["subprocess.Popen[str]", int, int]]:
    """A program that has had a process forked and waits for it: the one that forks, and the ids of the other two."""
    server = program("waits")
    try:
        told = sorted((json.loads(server.stdout.readline()) for _ in range(2)), key=len)
        yield server, told[1]["ours"], told[1]["its"]
    finally:
        server.kill()
        server.communicate(timeout=20)


def told(what: str) -> list[dict[str, Any]]:
    """All that the probe tells, once it has ended well."""
    one = program(what)
    out, _ = one.communicate(timeout=60)
    assert one.returncode == 0
    return [json.loads(line) for line in out.splitlines()]


def test_it_has_what_it_is_given_and_nothing_else() -> None:
    """Arguments, input, environment and title; its own group, one thread, and no open file but its streams."""
    (it,) = told("given")
    assert (it["arguments"], it["said"], it["environment"], it["title"]) == (["1", "غارة"], "نص\n", "خبر", "rasid echo")
    assert (it["own_group"], it["threads"], it["files"], it["asks"]) == (True, 1, [0, 1, 2], False)
    assert (it["parent"], it["code"], it["ours"]) == (it["server"], 0, None)


def test_how_it_ended_is_told() -> None:
    """By itself, by an error, by a signal; and a signal after that reaches nobody."""
    assert told("ends") == [{"0": 0, "3": 3, "fails": 1, "killed": -9, "terminated": -15}]


def test_who_is_killed_takes_with_him_what_was_forked_for_him() -> None:
    """But not the one that forks, nor the next that is asked for."""
    first, second = told("nested")
    assert (first["code"], second["code"]) == (-9, -9)
    until(lambda: not any(runs(one["its"]) for one in (first, second)))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_signals_reach_the_program_and_its_exit_code_is_that_of_all(number: signal.Signals) -> None:
    """Whoever started it knows one process only. What was forked ends with it."""
    with waiting() as (server, _, its):
        server.send_signal(number)
        out, _ = server.communicate(timeout=20)
        assert json.loads(out.splitlines()[0]) == {"signal": number}
        assert server.returncode == 7
        until(lambda: not runs(its))


def test_a_killed_program_ends_all() -> None:
    """The one that forks ends as the program did, so that whoever started it knows."""
    with waiting() as (server, ours, its):
        os.kill(ours, signal.SIGKILL)
        assert server.wait(20) == -signal.SIGKILL
        until(lambda: not runs(its))


def test_nobody_outlives_the_one_that_forks() -> None:
    """kill -9 of it: the program is asked to end and may do so in order, and its process is gone."""
    with waiting() as (server, ours, its):
        server.kill()
        out, _ = server.communicate(timeout=20)
        assert json.loads(out.splitlines()[0]) == {"signal": signal.SIGTERM}
        until(lambda: not runs(ours) and not runs(its))


def test_it_is_not_forked_beside_a_thread() -> None:
    """A lock that a thread holds would be held for ever in the new process."""
    assert told("threads") == [{"alone": True, "with_a_thread": False}]


def runs(pid: int) -> bool:
    """Whether there is such a process, not counting one that has ended and is not asked for."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def until(done: Callable[[], bool]) -> None:
    """Waits until something holds."""
    end = time.monotonic() + 20
    while not done():
        assert time.monotonic() < end
        time.sleep(0.02)
