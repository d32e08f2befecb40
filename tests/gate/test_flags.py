"""The accuracy of the flags on hard stories of our own: words of violence and of states, in earnest and otherwise.

Fourteen classes of stories (sport, markets, films, drills, trials, domestic politics …), in each of them about half
whose flag is up. Written for this gate; labels by the labelling guide. The model has not learnt from them.
"""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from crawler.news import Story
from crawler.reading import understand

STORIES = Path(__file__).with_name("flag_stories.jsonl")
LABELS = ("casualty", "diplomacy")
# Measured: casualty .903 / .789, diplomacy .952 / .909. They may rise, never fall.
FLOORS = {"casualty": (0.90, 0.78), "diplomacy": (0.95, 0.90)}
# Of the two flags of a class's stories together; the worst classes are drills (8 of 30) and films and books (5).
MOST_WRONG = {"drill": 8, "fiction": 5, "obituary": 4, "sport": 3}
MOST_WRONG_ELSEWHERE = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One flag of one story: what it should be, and what it is."""

    kind: str
    label: str
    wanted: bool
    flagged: bool


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    """Every story with both of its flags."""
    found = []
    for line in STORIES.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        read = understand(Story(title=told["title"], text=told["text"], url=""))
        for label in LABELS:
            flag = getattr(read, label)
            found.append(Judged(kind=told["class"], label=label, wanted=told[label], flagged=flag.flagged))
    return found


def test_every_class_has_stories_of_both_kinds(judged: list[Judged]) -> None:
    """A class of negatives alone would be passed by a flag that is never up."""
    counts = Counter((one.kind, one.wanted) for one in judged if one.label == "casualty")
    assert len({kind for kind, _ in counts}) == 14
    assert min(counts.values()) >= 3
    assert len(judged) == 2 * sum(counts.values())


@pytest.mark.parametrize("label", LABELS)
def test_a_flag_keeps_its_floors(judged: list[Judged], label: str) -> None:
    """Precision and recall over all classes."""
    mine = [one for one in judged if one.label == label]
    right = sum(one.wanted and one.flagged for one in mine)
    precision, recall = FLOORS[label]
    assert right >= precision * sum(one.flagged for one in mine)
    assert right >= recall * sum(one.wanted for one in mine)


def test_no_class_is_read_worse_than_it_was(judged: list[Judged]) -> None:
    """What a change of the lexicon gains elsewhere, it must not lose in one class."""
    wrong = Counter(one.kind for one in judged if one.wanted != one.flagged)
    assert {kind: n for kind, n in wrong.items() if n > MOST_WRONG.get(kind, MOST_WRONG_ELSEWHERE)} == {}
