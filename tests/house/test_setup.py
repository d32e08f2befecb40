"""`make setup` and `.ci/run` say in one line what is wrong. (That they work is seen by running them.)"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, require

PARTS = ("requirements.lock", "requirements-dev.lock", "pyproject.toml")
TOO_OLD = "#!/bin/sh\necho '3.9 is too old'\n"
WITHOUT_VENV = "#!/bin/sh\necho '3.11 has no venv: on Debian and Ubuntu, install python3-venv'\n"


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A tree that has not been set up."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "setup.sh", tmp_path / "scripts")
    for part in PARTS:
        shutil.copy(ROOT / part, tmp_path)
    return tmp_path


def set_up(tree: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What the script says in this tree."""
    return subprocess.run(
        ["sh", "scripts/setup.sh", "run"],
        cwd=tree,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_no_python_is_one_line(fresh: Path) -> None:
    """Where there is no Python at all, one line says so and how to name one."""
    done = set_up(fresh, PYTHON=str(fresh / "nowhere"))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "Python 3.11 or newer" in done.stderr
    assert "make setup PYTHON=" in done.stderr
    assert not (fresh / ".venv").exists()


@pytest.mark.parametrize(("answer", "said"), [(TOO_OLD, "too old"), (WITHOUT_VENV, "install python3-venv")])
def test_an_unfit_python_is_one_line(fresh: Path, answer: str, said: str) -> None:
    """A Python that is too old, or that Debian ships without venv, is named with what is wrong."""
    python = fresh / "python3"
    python.write_text(answer)
    python.chmod(0o755)
    done = set_up(fresh, PYTHON=str(python))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"{python} 3." in done.stderr
    assert said in done.stderr


def test_a_refused_package_is_one_line_with_its_reason(fresh: Path) -> None:
    """What pip could not do is told by pip's own error, and the rest of its words are kept in a file."""
    (fresh / "requirements.lock").write_text("no-such-package-for-rasid==1.0 --hash=sha256:" + "0" * 64 + "\n")
    done = set_up(fresh, PYTHON=sys.executable, PIP_NO_INDEX="1", PIP_CONFIG_FILE=os.devnull)
    assert done.returncode == 1
    making, failed = done.stderr.splitlines()
    assert making.startswith("setup: making .venv")
    assert "no-such-package-for-rasid" in failed
    assert (fresh / ".venv" / "setup.log").exists()


def test_ci_knows_its_steps() -> None:
    """An unknown step is wrong use, told before anything is done."""
    require(shutil.which("bash"), "bash")
    done = subprocess.run(["bash", ".ci/run", "typos"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "no step 'typos'" in done.stderr


@pytest.mark.parametrize("recipe", ["scripts/setup.sh", "Dockerfile"])
def test_a_lock_is_taken_as_it_stands(recipe: str) -> None:
    """pip never looks for packages beside the lock, where a release of today could win; it is asked afterwards."""
    calls = [line for line in (ROOT / recipe).read_text(encoding="utf-8").splitlines() if "-m pip" in line]
    assert [line for line in calls if " install " in line and "--no-deps" not in line] == []
    assert "pip check" in calls[-1]
