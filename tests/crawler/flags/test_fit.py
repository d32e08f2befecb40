"""Fitting of weights: known ones are found again, what was known before is honoured, a known distortion is undone."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from crawler.flags.fit import calibration, expit, fit

Doubles = NDArray[np.float64]
KNOWN = np.array([1.5, -2.0, 0.0, 0.75])
BIAS = -0.5


def _stories(number: int = 6_000, *, seed: int = 1) -> tuple[Doubles, NDArray[np.bool_]]:
    """Stories whose truth is drawn with KNOWN weights."""
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(number, len(KNOWN)))
    return features, rng.random(number) < expit(features @ KNOWN + BIAS)


def _fit(features: Doubles, truth: NDArray[np.bool_], **options: Any) -> Any:
    columns = features.shape[1]
    defaults = {
        "importance": np.ones(len(truth)),
        "mean": np.zeros(columns),
        "precision": np.full(columns, 1e-6),
    }
    return fit(csr_matrix(features), truth, **{**defaults, **options})


def test_known_weights_are_found_again() -> None:
    """Those that the truth was drawn with, within what 6,000 stories allow."""
    found = _fit(*_stories())
    assert found.weights == pytest.approx(KNOWN, abs=0.15)
    assert found.bias == pytest.approx(BIAS, abs=0.15)


def test_the_answer_is_the_lowest_point() -> None:
    """Where the slope of the cost, worked out from its definition, is nothing."""
    features, truth = _stories(300)
    importance = np.random.default_rng(2).random(300) * 3
    mean, precision, offset = np.array([0.5, 0, -1, 2]), np.array([1.0, 2, 3, 4]), features[:, 0] * 0.3
    found = _fit(
        features,
        truth,
        importance=importance,
        mean=mean,
        precision=precision,
        bias=0.7,
        bias_precision=5,
        offset=offset,
    )
    error = importance * (expit(features @ found.weights + found.bias + offset) - truth)
    assert features.T @ error + precision * (found.weights - mean) == pytest.approx(np.zeros(4), abs=0.01)
    assert error.sum() + 5 * (found.bias - 0.7) == pytest.approx(0, abs=0.01)


def test_without_stories_what_was_known_stays() -> None:
    """The prior's mean, bias included."""
    found = _fit(np.zeros((0, 4)), np.zeros(0, dtype=bool), mean=KNOWN, precision=np.ones(4), bias=0.25)
    assert found.weights == pytest.approx(KNOWN)
    assert found.bias == pytest.approx(0.25)


def test_a_tight_prior_holds_and_a_loose_one_lets_go() -> None:
    """Weight by weight: the first is held at -1, the others go where the stories say."""
    found = _fit(*_stories(), mean=np.array([-1.0, 0, 0, 0]), precision=np.array([1e9, 1e-6, 1e-6, 1e-6]))
    assert found.weights[0] == pytest.approx(-1, abs=1e-3)
    assert found.weights[1] < -1


def test_the_more_precise_the_prior_the_nearer_to_it() -> None:
    """From nothing held to nothing learnt."""
    sizes = [
        float(np.linalg.norm(_fit(*_stories(200), precision=np.full(4, precision)).weights))
        for precision in (1e-3, 1, 10, 100, 1e6)
    ]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 1 > 0.01 > sizes[-1]


def test_a_word_that_no_story_has_stays_where_it_was() -> None:
    """A correction moves what speaks for it, and nothing else."""
    features, truth = _stories(200)
    wider = np.hstack([features, np.zeros((200, 1))])
    found = _fit(wider, truth, mean=np.array([0, 0, 0, 0, 0.3]), precision=np.ones(5))
    assert found.weights[4] == pytest.approx(0.3)


def test_offsets_are_taken_as_said() -> None:
    """With the whole truth in the offset nothing is left to learn; with half of it, the other half is learnt."""
    features, truth = _stories()
    whole = _fit(features, truth, offset=features @ KNOWN + BIAS)
    assert whole.weights == pytest.approx(np.zeros(4), abs=0.15)
    assert whole.bias == pytest.approx(0, abs=0.15)
    assert _fit(features, truth, offset=features @ KNOWN / 2).weights == pytest.approx(KNOWN / 2, abs=0.15)


def test_importance_counts_like_so_many_stories() -> None:
    """A story of importance two is two stories; one of importance nothing is none."""
    features, truth = _stories(120)
    importance = np.array([2.0, 1.0, 0.0] * 40)
    repeated = np.repeat(np.arange(120), importance.astype(int))
    weighed = _fit(features, truth, importance=importance, precision=np.ones(4))
    written_out = _fit(features[repeated], truth[repeated], precision=np.ones(4))
    assert weighed.weights == pytest.approx(written_out.weights, abs=1e-3)


def test_stories_that_a_line_divides_do_not_drive_weights_to_infinity() -> None:
    """The prior holds them; no overflow on the way."""
    features = np.array([[1000.0], [-1000.0]] * 20)
    found = _fit(features, features[:, 0] > 0, precision=np.ones(1))
    assert 0 < found.weights[0] < 10


def test_the_same_stories_give_the_same_weights() -> None:
    """To the last bit."""
    first, second = (_fit(*_stories(500)) for _ in range(2))
    assert first.weights.tobytes() == second.weights.tobytes()
    assert first.bias == second.bias


@pytest.mark.parametrize(("slope", "intercept"), [(3.0, 1.0), (0.25, -2.0), (1.0, 0.0)])
def test_calibration_undoes_a_known_distortion(slope: float, intercept: float) -> None:
    """Log odds that were stretched and shifted come back as those that the truth was drawn with."""
    rng = np.random.default_rng(4)
    right = rng.normal(size=8_000) * 2
    truth = rng.random(8_000) < expit(right)
    back, shift = calibration(right * slope + intercept, truth, np.ones(8_000))
    assert back == pytest.approx(1 / slope, rel=0.1)
    assert shift == pytest.approx(-intercept / slope, abs=0.1)


def test_calibration_heeds_importance() -> None:
    """Where each story that is up stands for three, the odds are three times as large."""
    rng = np.random.default_rng(4)
    right = rng.normal(size=8_000)
    truth = rng.random(8_000) < expit(right)
    back, shift = calibration(right, truth, np.where(truth, 3.0, 1.0))
    assert back == pytest.approx(1, abs=0.1)
    assert shift == pytest.approx(np.log(3), abs=0.1)


def test_expit_is_the_inverse_of_log_odds() -> None:
    """And overflows nowhere."""
    assert expit(np.array([0, np.log(3), -np.log(3)])) == pytest.approx([0.5, 0.75, 0.25])
    assert expit(np.array([-1e9, 1e9])).tolist() == [0, 1]
