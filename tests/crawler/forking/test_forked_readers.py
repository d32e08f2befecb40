"""Reading processes that are forked do what executed ones do, and are fresh after a rest."""

import json
import os
import signal
import subprocess
import sys
from typing import Any

import pytest

from crawler.reading_worker import MEMORY_LIMIT
from tests.conftest import ROOT
from tests.crawler.forking.test_forks import runs, until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone"),
    pytest.mark.skipif("COVERAGE_PROCESS_CONFIG" in os.environ, reason="none are where coverage is measured"),
]


def program(what: str) -> "subprocess.Popen[str]":
    """The program: the process that forks it, and its readers."""
    command = [sys.executable, "-m", "tests.crawler.forking.reading", what]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_a_process_that_has_nothing_to_do_is_exchanged_for_a_fresh_one() -> None:
    """Once it has read something, and with the model that is in force then. One with a transformer stays."""
    out, said = program("resting").communicate(timeout=120)
    it: dict[str, Any] = json.loads(out.splitlines()[-1])
    assert (len(it["began"]), len(it["fresh"])) == (2, 2), said
    assert len(set(it["began"]) & set(it["fresh"])) == 1
    assert it["same"]
    assert it["titles"] == ["مقتل ثلاثة مدنيين في قصف على أطراف المدينة"] * 3
    shipped, own, again = it["models"]
    assert own == again != shipped
    assert it["refused"]
    assert it["transformer_stays"]


def test_no_page_holds_them_and_none_outlives_a_killed_crawler() -> None:
    """A stopped process stands for one that is busy for ever. Their memory has its limit beside what they share."""
    server = program("stuck")
    assert server.stdout is not None
    assert server.stderr is not None
    try:
        it: dict[str, Any] = json.loads(server.stdout.readline() or "null")
        assert "took longer than 1 s" in it["refused"]
        assert (it["read"], len(it["pids"])) == (1, 2)
        assert not set(it["begun"]) & set(it["pids"])
        assert MEMORY_LIMIT < it["limit"] < 2 * MEMORY_LIMIT
        os.kill(it["ours"], signal.SIGKILL)
        assert server.wait(20) == -signal.SIGKILL
        until(lambda: not any(runs(pid) for pid in it["pids"]))
    finally:
        server.kill()
        server.communicate(timeout=20)
