"""Grows the trees of a model with LightGBM, and turns them into the arrays that are shipped."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crawler.errors import RasidError
from crawler.flags.forest import LEAF, Forest, joined

# Chosen by cross-validation: many small trees, each of a third of the features, so that no single cue decides. Splits
# are drawn by lot and not searched for: with hundreds of rare features, what is best on the stories at hand is often
# chance.
GROWTH: Mapping[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.08,
    "extra_trees": True,
    "num_leaves": 15,
    "min_data_in_leaf": 15,
    "lambda_l2": 2.0,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbosity": -1,
}
TREES = 300


class LightGbmMissing(RasidError):
    """LightGBM cannot be used; the message says why and how it is had."""


def grow(
    values: NDArray[np.float32], truth: NDArray[np.bool_], importance: NDArray[np.float64], threads: int
) -> Forest:
    """A forest for one label, learnt from feature values of shape (stories, features). Raises LightGbmMissing."""
    try:
        import lightgbm
    except (ImportError, OSError) as error:  # OSError: the system has no OpenMP
        raise LightGbmMissing(f"LightGBM is needed to grow trees (requirements-model.lock): {error}") from None
    data = lightgbm.Dataset(values, label=truth.astype(float), weight=importance, params={"verbosity": -1})
    grown = lightgbm.train({**GROWTH, "num_threads": threads}, data, num_boost_round=TREES)
    return joined([_forest(tree["tree_structure"]) for tree in grown.dump_model()["tree_info"]])


def _forest(structure: Mapping[str, Any]) -> Forest:
    """One tree, level by level, so that two children stand side by side."""
    feature, threshold, left, value = [], [], [], []
    level, next_place, depth = [structure], 1, 0
    while level:
        below = []
        for node in level:
            is_leaf = "split_feature" not in node
            feature.append(LEAF if is_leaf else node["split_feature"])
            threshold.append(0.0 if is_leaf else _below(node["threshold"]))
            left.append(LEAF if is_leaf else next_place)
            value.append(node["leaf_value"] if is_leaf else node["internal_value"])
            if not is_leaf:
                below += [node["left_child"], node["right_child"]]
                next_place += 2
        level = below
        depth += bool(below)
    return Forest(
        feature=np.array(feature, dtype=np.int32),
        threshold=np.array(threshold, dtype=np.float32),
        left=np.array(left, dtype=np.int32),
        value=np.array(value, dtype=np.float32),
        roots=np.zeros(1, dtype=np.int32),
        depth=depth,
        base=float(np.float32(value[0])),
    )


def _below(threshold: float) -> float:
    """The largest 32-bit number up to a threshold, so that what was larger than it still is."""
    rounded = np.float32(threshold)
    # As a float: NumPy would round the threshold to 32 bits before it compares.
    return float(rounded if float(rounded) <= threshold else np.nextafter(rounded, np.float32(-np.inf)))
