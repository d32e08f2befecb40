"""The development groups are grouped at least as well as the floors say."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from subprocess import run

import pytest

from alerts.events.event import Relation
from alerts.events.grouping import group
from alerts.events.matching import Placement
from crawler.news import Story
from crawler.reading import understand
from tests.alerts.making import Kept, kept
from tests.conftest import SHARED

GROUPS = SHARED / "eval" / "dev" / "groups.jsonl"
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not GROUPS.exists(), reason="../shared is not here")]


def _stories() -> list[dict[str, str]]:
    groups = [json.loads(line) for line in GROUPS.read_text(encoding="utf-8").splitlines()]
    return sorted(
        (story for one in groups for story in one["stories"]), key=lambda one: datetime.fromisoformat(one["published"])
    )


def _kept(number: int, story: dict[str, str]) -> Kept:
    published = datetime.fromisoformat(story["published"]).astimezone(UTC)
    read = understand(
        Story(
            title=story["title"],
            text=story["text"],
            url=f"https://news.example/{number}",
            published=published,
            outlet=story["outlet"],
        )
    )
    return kept(number, read)


def _placed() -> list[tuple[dict[str, str], Placement, int]]:
    stories = _stories()
    found = group(_kept(number, story) for number, story in enumerate(stories, 1))
    return [(story, placement, event.id) for story, (placement, event) in zip(stories, found, strict=True)]


def test_stories_are_grouped_to_events(tmp_path: Path) -> None:
    """B-cubed F1 at least 0.95 and pairwise F1 at least 0.90, by the shared scorer."""
    answers = tmp_path / "answers.jsonl"
    lines = [json.dumps({"id": story["id"], "event": event}) for story, _, event in _placed()]
    answers.write_text("\n".join(lines), encoding="utf-8")
    scorer = [sys.executable, str(SHARED / "eval" / "score.py"), "--groups", str(GROUPS), str(answers)]
    done = run(
        [*scorer, "--min", "bcubed", "0.95", "--min", "pairs", "0.90"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_copy_is_known_as_one_and_nothing_else_is() -> None:
    """Near duplicates, with the text that they copy."""
    for story, placement, _ in _placed():
        expected = story["relation"] == "near_duplicate"
        assert (placement.relation is Relation.NEAR_DUPLICATE) is expected, story["id"]
