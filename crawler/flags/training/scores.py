"""How good a model's probabilities are: precision, recall, F1 with intervals, and whether they mean what they say."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_BINS = 10
_RESAMPLES = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Of one label over some stories. `low` and `high` hold F1 in 95 of 100 resamples of the stories; `calibration` is
    the expected calibration error over ten bins of equal width, as ../shared/eval/score.py counts it."""

    stories: int
    positives: int
    precision: float
    recall: float
    f1: float
    low: float
    high: float
    brier: float
    calibration: float

    def __str__(self) -> str:
        return (
            f"{self.stories:5d} stories, {self.positives:4d} up: P {self.precision:.3f} R {self.recall:.3f} "
            f"F1 {self.f1:.3f} ({self.low:.3f}-{self.high:.3f}) Brier {self.brier:.3f} ECE {self.calibration:.3f}"
        )


def scores(probabilities: NDArray[np.float64], truth: NDArray[np.bool_], threshold: float = 0.5) -> Scores:
    """The scores of probabilities against the truth; at least one story."""
    flagged = probabilities >= threshold
    rng = np.random.default_rng(1)
    samples = rng.integers(0, len(truth), (_RESAMPLES, len(truth)))
    spread = np.sort([_f1(flagged[rows], truth[rows]) for rows in samples])
    right = int((flagged & truth).sum())
    return Scores(
        stories=len(truth),
        positives=int(truth.sum()),
        precision=right / max(1, int(flagged.sum())),
        recall=right / max(1, int(truth.sum())),
        f1=_f1(flagged, truth),
        low=float(spread[int(0.025 * _RESAMPLES)]),
        high=float(spread[int(0.975 * _RESAMPLES)]),
        brier=float(np.mean((probabilities - truth) ** 2)),
        calibration=calibration_error(probabilities, truth),
    )


def calibration_error(probabilities: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """The mean distance between what is said and what is true, over ten bins, weighted by their stories."""
    bins = np.minimum((probabilities * _BINS).astype(int), _BINS - 1)
    return float(
        sum(
            abs(probabilities[bins == one].mean() - truth[bins == one].mean()) * (bins == one).mean()
            for one in np.unique(bins)
        )
    )


def _f1(flagged: NDArray[np.bool_], truth: NDArray[np.bool_]) -> float:
    total = int(flagged.sum()) + int(truth.sum())
    return 2 * int((flagged & truth).sum()) / total if total else 0.0
