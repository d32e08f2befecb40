"""rasid stories --review: what a person should look at."""

from dataclasses import replace

import pytest

from crawler.understanding import ReadStory
from tests.alerts.making import collapse, hours, read_story
from tests.scheduler.cli.history import NOW, keep
from tests.scheduler.cli.rasid import Desk

pytestmark = pytest.mark.slow


def in_doubt(read: ReadStory, *, casualty: float | None = None, diplomacy: float | None = None) -> ReadStory:
    """A story of which one flag, or both, lie between the thresholds."""
    if casualty is not None:
        read = replace(read, casualty=replace(read.casualty, flagged=False, score=casualty, review=True))
    if diplomacy is not None:
        read = replace(read, diplomacy=replace(read.diplomacy, flagged=False, score=diplomacy, review=True))
    return read


@pytest.fixture
def stories(desk: Desk) -> Desk:
    """Three stories, the last two of them in doubt."""
    keep(desk, read_story("لقاء", "التقى الوزيران في عمان."), at=NOW - hours(48))
    keep(desk, in_doubt(collapse(), diplomacy=0.31), at=NOW - hours(48))
    keep(desk, in_doubt(read_story("تدريب", "سقط ثلاثة في تدريب على الإخلاء."), casualty=0.42, diplomacy=0.27))
    return desk


def test_the_newest_come_first_with_both_scores(stories: Desk) -> None:
    """The one in doubt is marked; a story that is not in doubt is not shown."""
    done = stories("stories", "--review")
    assert (done.code, done.err) == (0, "")
    head, first, second = done.out.splitlines()
    assert head.split() == "id kept outlet flags casualty diplomacy figures acts title".split()
    assert first.split()[0] == "3"
    assert "0.42 ?" in first
    assert "0.27 ?" in first
    assert second.split()[0] == "2"
    assert "0.90 " in second
    assert "0.31 ?" in second
    assert "casualty" not in stories("stories").out.splitlines()[0]


def test_other_filters_hold_as_well(stories: Desk) -> None:
    """Flag, time, words and number."""

    def shown(*filters: str) -> list[int]:
        return [line["id"] for line in stories("stories", "--review", "--json", *filters).lines]

    assert shown() == [3, 2]
    assert shown("--flag", "casualty") == [2]
    assert shown("--since", (NOW - hours(1)).isoformat()) == [3]
    assert shown("--grep", "الإخلاء") == [3]
    assert shown("--limit", "1") == [3]


def test_the_json_says_what_is_in_doubt(stories: Desk) -> None:
    """And only where it is so."""
    _, second = stories("stories", "--review", "--json").lines
    assert second["flags"]["diplomacy"]["review"] is True
    assert "review" not in second["flags"]["casualty"]
    assert "by_hand" not in second["flags"]["casualty"]


def test_what_was_decided_is_off_the_list(stories: Desk) -> None:
    """Once nothing of a story is in doubt that nobody has decided."""
    assert stories("label", "2", "--diplomacy", "no").code == 0
    assert stories("label", "3", "--casualty", "no").code == 0
    (left,) = stories("stories", "--review").out.splitlines()[1:]
    assert left.split()[0] == "3"
    assert "0.42 by hand" in left
    assert "0.27 ?" in left
