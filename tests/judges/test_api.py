"""The JSON API, judged by schemathesis: what OpenAPI says of it holds for requests that nobody thought of."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from scheduler.console import answering
from tests.alerts.making import collapse
from tests.conftest import ROOT, require
from tests.scheduler.console.desk import Desk
from tests.scheduler.console.on_the_wire import on_a_port
from tests.scheduler.console.people import TOKENS, asking
from tests.scheduler.console.test_now import ELSEWHERE, MEETING

JUDGES = ROOT / ".judges"
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("api")]


def judged(place: str, token: str | None, folder: Path, *more: str) -> tuple[int, str]:
    """The judge's exit code, 0 where nothing is wrong, and what it says. It begins at the same chance each time. What
    never ends, and what asks other sites, is left out."""
    require((JUDGES / "made").exists() or None, "what scripts/judges.sh installs")
    carried = ("--header", f"Authorization: Bearer {token}") if token else ()
    done = subprocess.run(
        [JUDGES / "venv" / "bin" / "schemathesis", "run", f"http://{place}/api/openapi.json", *carried,
         "--exclude-path", "/api/live", "--exclude-path", "/api/feeds/look",
         "--seed", "11", "--max-examples", "20", "--generation-database", "none", "--no-color", *more],
        capture_output=True, text=True, timeout=200, check=False, cwd=folder,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def desk(sqlite_engine: Engine) -> Desk:
    """A console that asks who comes, with three events."""
    one = asking(sqlite_engine)
    one.tell(collapse(), ELSEWHERE, MEETING)
    return one


@pytest.mark.parametrize("name", ["robot", "board", None])
def test_answers_are_as_described(sqlite_engine: Engine, tmp_path: Path, name: str | None) -> None:
    """For an editor's token, a reader's, and where nobody is asked: no answer is a fault of ours, each has the form
    that is described, what is wrong is refused, what is right is not, and without the token there is nothing."""
    desk = asking(sqlite_engine) if name else Desk(sqlite_engine)
    desk.tell(collapse(), ELSEWHERE, MEETING)
    with on_a_port(desk) as place:
        # Answers that lead on to further questions are followed once: all three read the same.
        whole = () if name == "board" else ("--phases", "coverage,fuzzing")
        code, said = judged(place, TOKENS[name] if name else None, tmp_path, *whole)
    assert code == 0, said
    assert "Tested: 18" in said


def test_the_judge_finds_what_is_wrong(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else its silence would prove nothing: an answer of another form, and a fault."""

    def wrong(*_: object) -> dict[str, Any]:
        return {"events": "none", "older": None, "cut": False}

    def fault(*_: object) -> dict[str, Any]:
        raise SystemError

    monkeypatch.setattr(answering, "events_answer", wrong)
    monkeypatch.setattr(answering, "story_answer_of", fault)
    with on_a_port(desk) as place:
        code, said = judged(place, TOKENS["board"], tmp_path, "--phases", "coverage")
    assert code == 1
    assert "Response violates schema" in said
    assert "Server error" in said
