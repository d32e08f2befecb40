"""What is kept out of learning, and what is learnt from that: calibration, thresholds, and scores that can be believed.

Three parts: a model learns from the first; when to stop, how logits become probabilities and where the flags go up is
read off the second; the third is used once, for the scores of the card.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from crawler.arabic.letters import fold
from crawler.errors import RasidError
from crawler.flags.fit import calibration
from crawler.flags.flag import Label
from crawler.flags.model import Thresholds
from crawler.flags.training.corpus import Labelled
from crawler.flags.training.scores import scores as scores_of

Doubles = NDArray[np.float64]
Truth = NDArray[np.bool_]

_LEAST = 2  # stories marked yes, and marked no, of each label in a held-out part
_SAME_HEAD = 300  # folded characters: a report that is sent out twice begins alike, whatever its headline
_FLAG_RANGE = (0.1, 0.9)  # a threshold outside of it was found on a handful of stories by chance
_REVIEW_RECALL = 0.98  # of the stories marked yes, so many are to be seen by a person or flagged
_REVIEW_MOST = 0.4  # of the flag threshold, as 0.2 is of 0.5


class TrainingImpossible(RasidError):
    """A model cannot be learnt from these stories, with these packages or on this base. One sentence says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Labelled stories, each in one of three parts."""

    learning: tuple[Labelled, ...]
    tuning: tuple[Labelled, ...]
    measuring: tuple[Labelled, ...]


def split(stories: Sequence[Labelled], *, seed: int, tuning: float, measuring: float) -> Parts:
    """Parts with shares of `tuning` and `measuring` in 0..1, the labels spread evenly over them.

    The same stories and seed give the same parts in whatever order they come, and copies of one report stay together.
    Raises TrainingImpossible where a held-out part would lack stories marked yes or no.
    """
    groups: dict[str, list[Labelled]] = defaultdict(list)
    for story in stories:
        groups[_identity(story, seed)].append(story)
    strata = sorted(groups.items(), key=lambda item: (_pattern(item[1]), item[0]))
    parts: tuple[list[Labelled], list[Labelled], list[Labelled]] = ([], [], [])
    # Walking through the strata, a held-out part takes a group whenever its share of those passed has grown by one.
    due_tuning, due_measuring = 0.5, 0.0
    for _, group in strata:
        due_tuning, due_measuring = due_tuning + tuning, due_measuring + measuring
        if due_measuring >= 1:
            due_measuring -= 1
            parts[2].extend(group)
        elif due_tuning >= 1:
            due_tuning -= 1
            parts[1].extend(group)
        else:
            parts[0].extend(group)
    for part in parts:
        _require_both(part, stories)
    return Parts(learning=tuple(parts[0]), tuning=tuple(parts[1]), measuring=tuple(parts[2]))


def _identity(story: Labelled, seed: int) -> str:
    head = fold(story.story.text).text[:_SAME_HEAD] or fold(story.story.title).text
    return hashlib.sha256(f"{seed}\n{head}".encode("utf-8", "replace")).hexdigest()


def _pattern(group: Sequence[Labelled]) -> str:
    return f"{group[0].casualty}{group[0].diplomacy}"


def _require_both(part: Sequence[Labelled], stories: Sequence[Labelled]) -> None:
    for label in Label:
        if any(sum(story.truth(label) is wanted for story in part) < _LEAST for wanted in (True, False)):
            yes, no = (sum(story.truth(label) is wanted for story in stories) for wanted in (True, False))
            raise TrainingImpossible(
                f"{label.value}: {yes} stories marked yes and {no} marked no are too few; at least {_LEAST} of each "
                "must be held out to tune the model and as many again to measure it"
            )


# ----------------------------------------------------------------- what is learnt


def known(stories: Sequence[Labelled], label: Label, values: Doubles) -> tuple[Doubles, Truth, Doubles]:
    """Of one value a story, those whose label is known, with the truth and the weight of each."""
    rows = [(place, truth) for place, story in enumerate(stories) if (truth := story.truth(label)) is not None]
    places = [place for place, _ in rows]
    weights = np.array([stories[place].importance for place in places], dtype=np.float64)
    return values[places], np.array([truth for _, truth in rows], dtype=np.bool_), weights


def line(logits: Doubles, truth: Truth, weights: Doubles, label: Label) -> tuple[float, float]:
    """Slope and intercept that make log odds of logits (Platt 1999). Raises TrainingImpossible where they order the
    stories no better than chance.

    Each story counts a little for the other answer as well, by Platt's rule, or a few stories that the model tells
    apart without a mistake would make it certain of everything.
    """
    yes, no = float(weights[truth].sum()), float(weights[~truth].sum())
    sure = np.where(truth, (yes + 1) / (yes + 2), (no + 1) / (no + 2))
    slope, intercept = calibration(
        np.concatenate([logits, logits]),
        np.concatenate([truth, ~truth]),
        np.concatenate([weights * sure, weights * (1 - sure)]),
    )
    if slope <= 0:
        raise TrainingImpossible(
            f"{label.value}: on the {len(truth)} stories held out to tune it the model does no better than chance; "
            "more labelled stories or another base are needed"
        )
    return slope, intercept


def thresholds(scores: Doubles, truth: Truth, weights: Doubles) -> Thresholds:
    """The flag threshold with the best F1 on these stories, of equals the nearest to 0.5; and below it the review
    threshold that still catches nearly all of those marked yes."""
    cuts = np.unique(scores)
    candidates = [0.5, *((cuts[1:] + cuts[:-1]) / 2)]
    allowed = [float(cut) for cut in candidates if _FLAG_RANGE[0] <= cut <= _FLAG_RANGE[1]]
    flag = max(allowed, key=lambda cut: (round(_f1(scores >= cut, truth, weights), 9), -abs(cut - 0.5)))
    return Thresholds(flag=flag, review=min(_catching(scores, truth, weights), _REVIEW_MOST * flag))


def _catching(scores: Doubles, truth: Truth, weights: Doubles) -> float:
    order = np.argsort(-scores[truth], kind="stable")
    caught = np.cumsum(weights[truth][order]) / weights[truth].sum()
    lowest = scores[truth][order][int(np.searchsorted(caught, _REVIEW_RECALL - 1e-9))]
    return max(0.01, float(lowest))


def _f1(flagged: Truth, truth: Truth, weights: Doubles) -> float:
    right = float(weights[flagged & truth].sum())
    return 2 * right / max(1e-12, float(weights[flagged].sum() + weights[truth].sum()))


def measure(scores: Doubles, truth: Truth, limits: Thresholds) -> Mapping[str, float | int]:
    """What probabilities are worth on stories that were not learnt from: the scores of crawler.flags.training.scores,
    and `seen`, the share of the stories marked yes that is flagged or for review."""
    measured = {**asdict(scores_of(scores, truth, limits.flag)), "seen": float((scores[truth] >= limits.review).mean())}
    return {name: round(value, 4) for name, value in measured.items()}
