"""The accuracy of the flags on hard stories of our own: words of violence and of states, in earnest and otherwise.

Fourteen classes of stories (sport, markets, films, drills, trials, domestic politics …), 24 or 25 of each, about half
of them with a flag up. Written for this gate; labels by the labelling guide, read twice. The model has not learnt from
them, and the writers of what it learnt from had not seen them, but for thirteen obituaries and four stories of
companies that were written after five mistakes of these classes had been looked at (own/i-… in training/stories.jsonl).
"""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from crawler.flags.training.scores import scores
from crawler.news import Story
from crawler.reading import understand

pytestmark = pytest.mark.xdist_group("flags")  # their stories are read once

STORIES = Path(__file__).with_name("flag_stories.jsonl")
LABELS = ("casualty", "diplomacy")
# Measured: casualty .992 / .976, diplomacy 1.000 / .988. They may rise, and fall only with a reason (decision 125).
FLOORS = {"casualty": (0.98, 0.97), "diplomacy": (0.98, 0.97)}
# Of the two flags of a class's stories together, about fifty; the worst class is obituaries.
MOST_WRONG = {"obituary": 3}
MOST_WRONG_ELSEWHERE = 2
# On the shared development stories, none of which was learnt from. Measured: F1 .961 and .968, errors .024 and .027.
SHARED = Path(__file__).parents[2].parent / "shared" / "eval" / "dev"
SHARED_FLOOR = 0.96
# Stories of a headline and a sentence by other authors, which go through the wordings of each kind and outcome; only of
# the other half of them were mistakes read. Measured: F1 .939 and .932.
BRIEF = {"casualty": ("figure_stories_strange_held", 0.95), "diplomacy": ("act_stories_strange_held", 0.97)}
BRIEF_WORDS = 40
_VICTIMS = {"killed", "injured", "missing"}
CALIBRATION = 0.04  # expected calibration error over the stories of both files, whose number makes it coarse


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One flag of one story: what it should be, and what it is."""

    kind: str
    label: str
    wanted: bool
    flagged: bool


@pytest.fixture(scope="session")
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


@pytest.mark.parametrize("label", LABELS)
def test_a_flag_keeps_its_floor_on_brief_stories(label: str) -> None:
    """Whatever tells of victims or of a dealing in one sentence. Where people are only held or driven out, the guide is
    silent on the flag."""
    name, floor = BRIEF[label]
    right = flagged = up = 0
    for line in STORIES.with_name(f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        facts = told["casualties" if label == "casualty" else "diplomacy"]
        wanted = bool(facts) if label == "diplomacy" else any(one["outcome"] in _VICTIMS for one in facts)
        if len(told["text"].split()) > BRIEF_WORDS or (facts and not wanted):
            continue
        answer = getattr(understand(Story(title=told["title"], text=told["text"], url="")), label).flagged
        right += wanted and answer
        flagged += answer
        up += wanted
    assert up >= 150
    assert 2 * right >= floor * (flagged + up), (right, flagged, up)


@pytest.mark.shared
@pytest.mark.parametrize("label", LABELS)
def test_a_flag_keeps_its_floor_on_the_shared_stories(label: str) -> None:
    """F1, and whether the probabilities mean what they say."""
    if not SHARED.is_dir():
        pytest.skip("the shared evaluation stories are not here")
    lines = "".join((SHARED / f"{name}.jsonl").read_text(encoding="utf-8") for name in LABELS).splitlines()
    told = [json.loads(line) for line in lines]
    flags = [getattr(understand(Story(title=one["title"] or "", text=one["text"], url="")), label) for one in told]
    truth = np.array([one["flags"][label] for one in told])
    found = scores(np.array([flag.score for flag in flags]), truth)
    assert found.f1 >= SHARED_FLOOR, found
    assert found.calibration <= CALIBRATION, found
