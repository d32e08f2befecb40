"""A program that the warm interpreter forks is what a fresh interpreter would have made of it."""

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.warm import Process, run, start

PROBE = "tests.house.probe"
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("cold", [True, False], ids=["executed", "forked"])]


def running(what: str, folder: Path, *, cold: bool) -> tuple[Process, list[str]]:
    """A program that goes on, and the words that it wrote first."""
    told = folder / "told"
    with told.open("wb") as file:
        process = start(PROBE, what, cwd=folder, stdout=file.fileno(), stderr=file.fileno(), cold=cold)
    while "\n" not in (text := told.read_text(encoding="utf-8")):
        assert process.poll() is None, text
        time.sleep(0.02)
    return process, text.split()


def test_it_gets_what_it_is_given(tmp_path: Path, cold: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Arguments, folder, environment, input, time zone, and no open file but its three streams."""
    monkeypatch.setenv("PROBE_OURS", "1")
    environ = {"PROBE_ITS": "خبر", "TZ": "XYZ-3"}
    done = run(PROBE, "given", "", "غارة", cwd=tmp_path, environ=environ, stdin="نص\n".encode(), cold=cold)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {
        "arguments": ["given", "", "غارة"],
        "program": "probe.py",
        "folder": str(tmp_path),
        "first on the path": str(tmp_path),
        "environment": {"PROBE_OURS": "1", "PROBE_ITS": "خبر"},
        "input": "نص\n",
        "files": [0, 1, 2],
        "zone": "XYZ",
    }


@pytest.mark.parametrize(
    ("what", "code", "said"),
    [("returns", 0, ""), ("exits", 3, ""), ("complains", 1, "one sentence\n"), ("fails", 1, "ValueError: why\n")],
)
def test_it_ends_as_a_program_does(what: str, code: int, said: str, tmp_path: Path, cold: bool) -> None:
    """With its code, a sentence or a traceback; what it kept back is written, and what was put off is done."""
    done = run(PROBE, what, cwd=tmp_path, cold=cold)
    assert (done.returncode, done.stdout) == (code, "kept back\nat exit\n")
    assert done.stderr.endswith(said)
    assert ("Traceback" in done.stderr) == (what == "fails")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_signal_ends_it(number: signal.Signals, tmp_path: Path, cold: bool) -> None:
    """And it runs until then."""
    process, _ = running("waits", tmp_path, cold=cold)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.05)
    process.send_signal(number)
    assert process.wait(20) == -number
    assert (process.poll(), process.returncode) == (-number, -number)
    process.kill()  # nobody any more


def test_its_reading_process_is_its_own_and_ends_with_it(tmp_path: Path, cold: bool) -> None:
    """Also by kill -9."""
    process, (own, reader) = running("reads", tmp_path, cold=cold)
    assert own == str(process.pid)
    status = Path(f"/proc/{reader}/status")
    assert f"PPid:\t{own}\n" in status.read_text(encoding="ascii")
    process.kill()
    process.wait(20)
    until = time.monotonic() + 20
    while status.exists() and "State:\tZ" not in status.read_text(encoding="ascii"):
        assert time.monotonic() < until
        time.sleep(0.02)


def test_what_cannot_be_run_says_so(tmp_path: Path, cold: bool) -> None:
    """As the interpreter says it."""
    done = run("tests.house.none", cwd=tmp_path, cold=cold)
    assert done.returncode == 1
    assert "No module named tests.house.none" in done.stderr
