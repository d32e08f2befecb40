"""Trees out of LightGBM: as arrays they say what LightGBM itself says."""

import sys
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from crawler.flags.forest import Forest, joined, shape_is_sound
from crawler.flags.training import trees
from crawler.flags.training.trees import LightGbmMissing, grow
from tests.crawler.flags.training.lightgbm_here import lightgbm

FEATURES = 8
Floats = NDArray[np.float32]


def _stories(number: int, *, seed: int) -> tuple[Floats, NDArray[np.bool_]]:
    """Features of every manner, counts, shares and log odds, and a truth that hangs on some of them."""
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(number, FEATURES)).astype(np.float32)
    values[:, 1] = rng.integers(0, 4, number)
    values[:, 2] = np.log2(1 + rng.integers(0, 15, number))
    values[:, 3] = rng.random(number) < 0.1
    values[:, 4] = 0
    truth = rng.random(number) < 1 / (1 + np.exp(-(values[:, 0] * 2 + values[:, 1] - 2 - values[:, 3] * 3)))
    return values, truth


def _booster(values: Floats, truth: NDArray[np.bool_], rounds: int = 60, **changes: Any) -> Any:
    data = lightgbm().Dataset(values, label=truth.astype(float), params={"verbosity": -1})
    return lightgbm().train({**trees.GROWTH, "num_threads": 1, **changes}, data, num_boost_round=rounds)


def _forest(booster: Any) -> Forest:
    return joined([trees._forest(tree["tree_structure"]) for tree in booster.dump_model()["tree_info"]])


_ZERO = 1e-34  # LightGBM takes 1e-35 and less for zero, at which lots fall too; no feature is as small


def _at_thresholds(forest: Forest, values: Floats) -> Floats:
    """Stories whose values were put at the thresholds of their features, and one 32-bit step below and above."""
    rng = np.random.default_rng(9)
    found = values.copy()
    for column in range(FEATURES):
        thresholds = forest.threshold[forest.feature == column]
        thresholds = thresholds[np.abs(thresholds) > _ZERO]
        if len(thresholds):
            at = rng.choice(thresholds, len(values))
            steps = rng.integers(0, 3, len(values))
            below, above = np.nextafter(at, np.float32(-np.inf)), np.nextafter(at, np.float32(np.inf))
            found[:, column] = np.choose(steps, [at, below, above])
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_the_arrays_say_what_lightgbm_says(seed: int) -> None:
    """The raw sum, on stories it has learnt from, on others, on values exactly at thresholds and beside them."""
    values, truth = _stories(600, seed=seed)
    booster = _booster(values, truth)
    forest = _forest(booster)
    assert shape_is_sound(forest, FEATURES)
    further, _ = _stories(200, seed=seed + 10)
    for some in (values[:200], further, _at_thresholds(forest, further)):
        raw = booster.predict(some, raw_score=True)
        ours = np.array([forest.walk(row)[0] for row in some])
        assert ours == pytest.approx(raw, abs=1e-4)
        assert len(np.unique(raw)) > 50


def test_a_threshold_between_two_numbers_divides_as_before() -> None:
    """LightGBM's thresholds have 64 bits: rounded up to 32, one could reach a value that was above it."""
    assert trees._below(0.5) == 0.5
    for threshold in (0.1, 1 / 3, 1e-35, -0.7, 123456.789, 2.4534453153610234, 1.2924812436103823):
        below = np.float32(trees._below(threshold))
        assert float(below) <= threshold < float(np.nextafter(below, np.float32(np.inf)))


def test_every_step_down_a_tree_has_its_value() -> None:
    """What the features moved adds up to what LightGBM says, from the forest's base on."""
    values, truth = _stories(400, seed=3)
    booster = _booster(values, truth)
    forest = _forest(booster)
    for row, raw in zip(values[:50], booster.predict(values[:50], raw_score=True), strict=True):
        moved = forest.walk(row)[1]
        assert forest.base + moved.sum() == pytest.approx(raw, abs=1e-4)
        assert moved[4] == 0  # a feature that is the same in all stories


def test_stories_that_nothing_divides_make_trees_of_one_leaf() -> None:
    """All alike: the answer is how often it is true."""
    values = np.zeros((100, 2), dtype=np.float32)
    truth = np.arange(100) < 30
    booster = _booster(values, truth, rounds=3)
    forest = _forest(booster)
    assert forest.depth == 0
    assert forest.walk(values[0])[0] == pytest.approx(booster.predict(values[:1], raw_score=True)[0], abs=1e-5)


def test_growing_is_the_same_every_time_and_learns(monkeypatch: pytest.MonkeyPatch) -> None:
    """To the last bit, with one thread and with two; on new stories it tells the labels apart."""
    lightgbm()
    monkeypatch.setattr(trees, "TREES", 40)
    values, truth = _stories(400, seed=4)
    first, second = (grow(values, truth, np.ones(400), threads) for threads in (1, 2))
    for part in ("feature", "threshold", "left", "value", "roots"):
        assert getattr(first, part).tobytes() == getattr(second, part).tobytes()
    further, wanted = _stories(200, seed=5)
    right = [(first.walk(row)[0] > 0) == bool(one) for row, one in zip(further, wanted, strict=True)]
    assert sum(right) > 140


def test_importance_weighs_the_stories(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stories whose importance is nothing teach nothing."""
    lightgbm()
    monkeypatch.setattr(trees, "TREES", 40)
    values, truth = _stories(400, seed=6)
    turned = np.concatenate([truth, ~truth])
    doubled = np.vstack([values, values])
    forest = grow(doubled, turned, np.repeat([1.0, 1e-9], 400), 1)
    right = [(forest.walk(row)[0] > 0) == bool(one) for row, one in zip(values, truth, strict=True)]
    assert sum(right) > 300


def test_without_lightgbm_a_sentence_says_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No traceback out of an import."""
    monkeypatch.setitem(sys.modules, "lightgbm", None)
    values, truth = _stories(20, seed=7)
    with pytest.raises(LightGbmMissing, match="^LightGBM is needed to grow trees"):
        grow(values, truth, np.ones(20), 1)
