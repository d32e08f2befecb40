"""Scores on numbers that can be checked by hand."""

import importlib.util
from collections.abc import Sequence

import numpy as np
import pytest

from crawler.flags.training.scores import Scores, calibration_error, scores
from tests.conftest import SHARED


def _scores(probabilities: Sequence[float], truth: Sequence[int], threshold: float = 0.5) -> Scores:
    return scores(np.array(probabilities, dtype=np.float64), np.array(truth, dtype=bool), threshold)


def test_precision_recall_and_f1_are_counted_by_hand() -> None:
    """Three flagged, two of them rightly; one of three missed."""
    found = _scores([0.9, 0.8, 0.7, 0.4, 0.1, 0.2], [1, 1, 0, 1, 0, 0])
    assert (found.stories, found.positives) == (6, 3)
    assert (found.precision, found.recall) == (pytest.approx(2 / 3), pytest.approx(2 / 3))
    assert found.f1 == pytest.approx(4 / 6)


def test_a_probability_at_the_threshold_is_flagged() -> None:
    """As the flags are."""
    assert _scores([0.5, 0.4], [1, 0]).recall == 1
    assert _scores([0.5, 0.4], [1, 0], threshold=0.51).recall == 0
    assert _scores([0.5, 0.4], [1, 0], threshold=0.4).precision == 0.5


def test_the_brier_score_is_the_mean_squared_distance() -> None:
    """0.01, 0.04 and 0.64 over three."""
    assert _scores([0.9, 0.2, 0.8], [1, 0, 0]).brier == pytest.approx((0.01 + 0.04 + 0.64) / 3)


def test_calibration_is_the_distance_in_each_bin_by_its_stories() -> None:
    """Four stories said 0.85 and half of them true; one said 0.15 and false; one said 1 and true."""
    probabilities = np.array([0.85] * 4 + [0.15, 1.0])
    truth = np.array([1, 1, 0, 0, 0, 1], dtype=bool)
    assert calibration_error(probabilities, truth) == pytest.approx((4 * 0.35 + 0.15 + 0) / 6)


def test_a_bin_weighs_over_and_under_against_each_other() -> None:
    """What is meant is the mean of a bin, not each story."""
    assert calibration_error(np.array([0.5, 0.5]), np.array([True, False])) == pytest.approx(0)
    assert calibration_error(np.array([0.0, 1.0]), np.array([True, False])) == pytest.approx(1)


def test_the_interval_holds_f1_and_narrows_with_more_stories() -> None:
    """Of the same stories over and over."""
    few, many = (_scores([0.9, 0.8, 0.7, 0.4, 0.1, 0.2] * times, [1, 1, 0, 1, 0, 0] * times) for times in (5, 80))
    for found in (few, many):
        assert 0 <= found.low < found.f1 < found.high <= 1
    assert many.high - many.low < (few.high - few.low) / 2


@pytest.mark.parametrize("truth", [[0, 0, 0], [1, 1, 1]])
def test_stories_of_one_kind_alone_are_no_division_by_nothing(truth: list[int]) -> None:
    """Nothing up, nothing flagged."""
    found = _scores([0.1, 0.2, 0.3], truth)
    assert (found.precision, found.recall, found.f1) == (0, 0, 0)


def test_the_same_numbers_give_the_same_scores() -> None:
    """The resamples are no chance of the moment; the line that is shown has them."""
    rng = np.random.default_rng(3)
    probabilities, truth = rng.random(50), rng.random(50) < 0.5
    found = scores(probabilities, truth)
    assert scores(probabilities, truth) == found
    assert f"F1 {found.f1:.3f} ({found.low:.3f}-{found.high:.3f})" in str(found)
    assert f"ECE {found.calibration:.3f}" in str(found)


@pytest.mark.shared
def test_the_calibration_error_is_that_of_the_evaluation() -> None:
    """On random numbers, many of them at the edges of bins."""
    program = SHARED / "eval/score.py"
    if not program.exists():
        pytest.skip("../shared/eval is not here")
    spec = importlib.util.spec_from_file_location("shared_score", program)
    assert spec is not None
    assert spec.loader is not None
    theirs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(theirs)
    rng = np.random.default_rng(6)
    for number in (1, 7, 400):
        probabilities = np.where(rng.random(number) < 0.5, rng.integers(0, 11, number) / 10, rng.random(number))
        truth = rng.random(number) < probabilities
        rated = list(zip(probabilities.tolist(), truth.tolist(), strict=True))
        assert calibration_error(probabilities, truth) == pytest.approx(theirs.calibration_error(rated), abs=1e-12)
