"""rasid console: a hash of a password, a token and its digest."""

import json
import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest

from scheduler.console.accounts import Accounts
from scheduler.console_section import ConsoleSection
from tests.conftest import ROOT
from tests.warm import run

WORD = "كلمة سر طويلة جدا"


def test_a_hash_is_made_of_what_comes_in(tmp_path: Path) -> None:
    """Of the first line, whatever its letters, and another one each time: the salt is new."""
    first, second = (
        run("scheduler.cli", "console", "password", cwd=tmp_path, stdin=f"{WORD}\nmore\n".encode()) for _ in "ab"
    )
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout != second.stdout
    for done in (first, second):
        users = [{"name": "a", "role": "editor", "password": done.stdout.strip()}]
        known = Accounts(ConsoleSection.model_validate({"users": users}))
        assert known.by_word("a", WORD) is not None
        assert known.by_word("a", f"{WORD}x") is None


@pytest.mark.parametrize("word", ["", "short", "x" * 1025])
def test_a_password_is_neither_short_nor_endless(tmp_path: Path, word: str) -> None:
    """One sentence, and no word of it."""
    done = run("scheduler.cli", "console", "password", cwd=tmp_path, stdin=f"{word}\n".encode())
    assert (done.returncode, done.stdout) == (2, "")
    assert "at least 12 letters" in done.stderr
    assert not word or word not in done.stderr


def test_a_token_is_shown_once_with_its_digest(tmp_path: Path) -> None:
    """Both for people and for programs."""
    plain = run("scheduler.cli", "console", "token", cwd=tmp_path).stdout.split()
    made = json.loads(run("scheduler.cli", "console", "token", "--json", cwd=tmp_path).stdout)
    for token, digest in ((plain[1], plain[3]), (made["token"], made["sha256"])):
        tokens = [{"name": "a", "role": "reader", "sha256": digest}]
        found = Accounts(ConsoleSection.model_validate({"tokens": tokens})).by_token(token)
        assert found is not None
        assert len(token) == len("rasid_") + 43
    assert plain[1] != made["token"]


def test_a_terminal_does_not_show_what_is_typed(tmp_path: Path) -> None:
    """It is asked for twice, and only the hash is answered."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "scheduler.cli", "console", "password"],
        stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, text=True, start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert process.stderr is not None
    for _ in range(2):
        while process.stderr.read(1) != ":":  # what is typed before it is asked for is thrown away
            pass
        os.write(ours, f"{WORD}\n".encode())
    out, _ = process.communicate(timeout=60)
    shown = os.read(ours, 4096).decode() if select.select([ours], [], [], 0)[0] else ""
    os.close(ours)
    os.close(theirs)
    assert process.returncode == 0
    assert WORD not in shown
    assert out.startswith("$argon2id$")
    assert WORD not in out
