"""`rasid demo` as a user runs it: in a process of its own, from nothing to the table."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def demo(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """The command, started in an empty folder whose temporary files are our own."""
    return subprocess.Popen(
        [sys.executable, "-m", "scheduler.cli", "demo", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(folder), "RASID_CRAWLER__MIN_INTERVAL": "50"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


@pytest.mark.slow
def test_the_demo_shows_every_alert_and_ends_by_itself(tmp_path: Path) -> None:
    """Exit 0, every kind of alert shown, the table at the end, and nothing left but the mails that were shown."""
    process = demo(tmp_path)
    out, errors = process.communicate()
    assert process.returncode == 0, out[-3000:] + errors
    for shown in ("· message 101", "edited in place", "to message", "Mail to", "Webhook POST", "What happened"):
        assert shown in out
    assert not set("\x1b╭│") & set(out)
    table = dict(line.split(maxsplit=1) for line in out.splitlines() if line.startswith((" pages ", " stories ")))
    assert table["pages"].split() == ["18"]
    assert table["stories"].split()[0] == "19"
    (folder,) = tmp_path.glob("rasid-demo-*")
    assert {path.name for path in folder.iterdir()} == {"mail"}
    assert list((folder / "mail").glob("mail-*.html"))


@pytest.mark.slow
def test_a_kept_demo_goes_on_until_it_is_interrupted(tmp_path: Path) -> None:
    """With --keep it says where everything is; Ctrl-C ends it, and exit 0 says that the daemon ended in order too."""
    process = demo(tmp_path, "--keep")
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line)
        if "rasid events --config" in line:
            break
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert process.returncode == 0, "".join(lines[-60:]) + errors
    assert any("until Ctrl-C" in line for line in lines)
