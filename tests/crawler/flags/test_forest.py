"""Trees as arrays: the walk through all of them at once says what a plain walk through each says."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from crawler.flags.forest import LEAF, Forest, joined, shape_is_sound
from tests.crawler.flags import small_models

FEATURES = 6


def _plain(forest: Forest, values: NDArray[np.float32]) -> float:
    """The sum of the leaves, tree by tree, question by question."""

    def leaf(node: int) -> float:
        if forest.feature[node] == LEAF:
            return float(forest.value[node])
        right = values[forest.feature[node]] > forest.threshold[node]
        return leaf(int(forest.left[node]) + int(right))

    return sum(leaf(int(root)) for root in forest.roots)


def _stories(number: int) -> NDArray[np.float32]:
    """Feature values, half of them exactly at thresholds or one 32-bit step beside them."""
    rng = np.random.default_rng(5)
    values = rng.normal(size=(number, FEATURES)).astype(np.float32)
    at = (rng.integers(-2, 3, values.shape) / 2).astype(np.float32)
    beside = np.nextafter(at, np.where(rng.random(values.shape) < 0.5, np.inf, -np.inf).astype(np.float32))
    chosen = rng.random(values.shape)
    return np.where(chosen < 0.3, at, np.where(chosen < 0.5, beside, values)).astype(np.float32)


@pytest.mark.parametrize("seed", range(5))
def test_the_walk_ends_where_a_plain_walk_ends(seed: int) -> None:
    """On random trees, with values at the thresholds."""
    forest = small_models.forest(seed, FEATURES, trees=8)
    assert shape_is_sound(forest, FEATURES)
    for values in _stories(60):
        assert forest.walk(values)[0] == pytest.approx(_plain(forest, values), abs=1e-5)


@pytest.mark.parametrize("seed", range(3))
def test_what_the_features_moved_adds_up_to_the_sum(seed: int) -> None:
    """Base and contributions are the answer, and a feature that no way asks for moved nothing."""
    forest = small_models.forest(seed, FEATURES - 1, trees=8)
    moved_anything = np.zeros(FEATURES, dtype=bool)
    for values in _stories(60):
        total, moved = forest.walk(values)
        assert forest.base + float(moved.sum(dtype=np.float64)) == pytest.approx(total, abs=1e-5)
        moved_anything |= moved != 0
    assert moved_anything.tolist() == [True] * (FEATURES - 1) + [False]


def _stump(threshold: float = 0.5) -> Forest:
    """One question of feature 0: up to the threshold -1, above it +2; between them 0.25."""
    return Forest(
        feature=np.array([0, LEAF, LEAF], dtype=np.int32),
        threshold=np.array([threshold, 0, 0], dtype=np.float32),
        left=np.array([1, LEAF, LEAF], dtype=np.int32),
        value=np.array([0.25, -1, 2], dtype=np.float32),
        roots=np.zeros(1, dtype=np.int32),
        depth=1,
        base=0.25,
    )


def test_a_value_at_the_threshold_goes_left() -> None:
    """«Up to»; the next 32-bit number goes right. What it moved is the step from the root's own value."""
    at = np.array([0.5, 9], dtype=np.float32)
    above = np.array([np.nextafter(np.float32(0.5), np.float32(1)), 9], dtype=np.float32)
    assert _stump().walk(at) == (-1.0, pytest.approx([-1.25, 0]))
    assert _stump().walk(above) == (2.0, pytest.approx([1.75, 0]))


def test_a_tree_of_one_leaf_is_its_base() -> None:
    """Nothing is asked."""
    leaf = Forest(
        feature=np.array([LEAF], dtype=np.int32),
        threshold=np.zeros(1, dtype=np.float32),
        left=np.array([LEAF], dtype=np.int32),
        value=np.array([-0.75], dtype=np.float32),
        roots=np.zeros(1, dtype=np.int32),
        depth=0,
        base=-0.75,
    )
    assert shape_is_sound(leaf, 0)
    assert leaf.walk(np.ones(2, dtype=np.float32)) == (-0.75, pytest.approx([0, 0]))
    total, moved = joined([leaf, _stump(), leaf]).walk(np.array([1, 0], dtype=np.float32))
    assert (total, moved.tolist()) == (0.5, [1.75, 0])


def test_a_joined_forest_says_the_sum_of_its_trees() -> None:
    """Of trees of different depths."""
    trees = [small_models.tree(seed, FEATURES, depth=1 + seed % 5) for seed in range(10)]
    forest = joined(trees)
    assert (len(forest.roots), forest.depth) == (10, max(tree.depth for tree in trees))
    for values in _stories(20):
        assert forest.walk(values)[0] == pytest.approx(sum(tree.walk(values)[0] for tree in trees), abs=1e-5)


def _with(array: NDArray[np.generic], place: int, value: float) -> NDArray[np.generic]:
    changed = array.copy()
    changed[place] = value
    return changed


@pytest.mark.parametrize(
    ("part", "place", "value"),
    [
        ("feature", 0, 1),  # a column that does not exist
        ("feature", 0, -2),  # counted from the end
        ("left", 0, 0),  # to itself
        ("left", 0, -3),  # backwards
        ("left", 0, 2),  # its right child is beyond the end
        ("left", 0, 2**31 - 1),  # adding one to it overflows
        ("roots", 0, 3),
        ("roots", 0, -1),
        ("value", 2, np.nan),
        ("value", 1, np.inf),
        ("threshold", 0, np.nan),
    ],
)
def test_a_tree_that_leads_astray_is_not_sound(part: str, place: int, value: float) -> None:
    """Out of the arrays, round in circles, or to what is no number."""
    forest = _stump()
    assert shape_is_sound(forest, 1)
    assert not shape_is_sound(replace(forest, **{part: _with(getattr(forest, part), place, value)}), 1)


def test_a_circle_of_two_is_not_sound() -> None:
    """Each node leads only to later ones."""
    circle = Forest(
        feature=np.array([0, 0, LEAF], dtype=np.int32),
        threshold=np.zeros(3, dtype=np.float32),
        left=np.array([1, 0, LEAF], dtype=np.int32),
        value=np.zeros(3, dtype=np.float32),
        roots=np.zeros(1, dtype=np.int32),
        depth=2,
        base=0.0,
    )
    assert not shape_is_sound(circle, 1)


@pytest.mark.parametrize("depth", [-1, 65, 10**9])
def test_a_depth_that_no_tree_has_is_not_sound(depth: int) -> None:
    """It is how often the walk goes on."""
    assert not shape_is_sound(replace(_stump(), depth=depth), 1)


@pytest.mark.parametrize("part", ["feature", "threshold", "left", "value"])
def test_arrays_of_unequal_length_are_not_sound(part: str) -> None:
    """A file that was put together of two."""
    forest = _stump()
    assert not shape_is_sound(replace(forest, **{part: getattr(forest, part)[:-1]}), 1)


def test_arrays_of_another_shape_are_not_sound() -> None:
    """Numbers in rows and columns are no row of nodes."""
    forest = _stump()
    assert not shape_is_sound(replace(forest, value=forest.value[:, None]), 1)
    assert not shape_is_sound(replace(forest, roots=forest.roots[:, None]), 1)


@pytest.mark.parametrize("base", [np.nan, np.inf])
def test_a_base_that_is_no_number_is_not_sound(base: float) -> None:
    """It would be in every answer."""
    assert not shape_is_sound(replace(_stump(), base=base), 1)
