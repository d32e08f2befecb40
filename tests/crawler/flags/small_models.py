"""Small models with random numbers: trees, words and what a desk has taught."""

from collections import Counter
from typing import Any

import numpy as np

from crawler.flags.boosted import LABELS, BoostedModel, Correction, Parameters
from crawler.flags.boosted_file import read_boosted, write_boosted
from crawler.flags.features import Features
from crawler.flags.forest import LEAF, Forest, joined
from crawler.flags.vocabulary import Vocabulary

NAMES = ("lead:harm", "title:harm", "title:meeting", "untitled")
WORDS = ("l:قصف", "w:وزير", "w:قتل")
CARD: dict[str, Any] = {
    "model": "small",
    "version": "7",
    "labels": {label.value: {"threshold": 0.5, "review": 0.2} for label in LABELS},
}


def tree(seed: int, features: int, *, depth: int = 4) -> Forest:
    """One tree of a depth at most whose thresholds are among -1, -0.5, 0, 0.5 and 1, so that values can meet them."""
    rng = np.random.default_rng(seed)
    rows: list[tuple[int, float, int, float]] = []
    level, next_place, deepest = 1, 1, 0
    for below in range(depth + 1):
        grown = 0
        for _ in range(level):
            value = float(rng.normal())
            if below == depth or (below > 0 and rng.random() < 0.2):
                rows.append((LEAF, 0.0, LEAF, value))
                continue
            rows.append((int(rng.integers(features)), float(rng.integers(-2, 3)) / 2, next_place, value))
            next_place += 2
            grown += 2
        level = grown
        deepest += bool(grown)
    feature, threshold, left, value = zip(*rows, strict=True)
    return Forest(
        feature=np.array(feature, dtype=np.int32),
        threshold=np.array(threshold, dtype=np.float32),
        left=np.array(left, dtype=np.int32),
        value=np.array(value, dtype=np.float32),
        roots=np.zeros(1, dtype=np.int32),
        depth=deepest,
        base=float(np.float32(value[0])),
    )


def forest(seed: int, features: int, *, trees: int = 5) -> Forest:
    """Several trees as one forest."""
    return joined([tree(100 * seed + one, features) for one in range(trees)])


def words(seed: int, names: tuple[str, ...] = WORDS) -> Vocabulary:
    """A vocabulary of some words whose numbers are exact in half precision, as a file keeps them."""
    rng = np.random.default_rng(seed)
    return Vocabulary(
        names=names,
        idf=(1 + rng.integers(0, 8, len(names)) / 4).astype(np.float32),
        weights=(rng.integers(-8, 9, (len(names), len(LABELS))) / 8).astype(np.float32),
        bias=np.array([-0.25, 0.5], dtype=np.float32),
    )


def parameters(seed: int = 1, *, taught: bool = False) -> Parameters:
    """The numbers of a model of four features, with calibration, and with a correction where `taught`."""
    correction = None
    if taught:
        steps = np.random.default_rng(seed).integers(-4, 5, (len(NAMES), len(LABELS)))
        correction = Correction(features=(steps / 4).astype(np.float32), words=words(seed + 1, ("w:جديد", "w:قتل")))
    return Parameters(
        names=NAMES,
        words=words(seed),
        forests=tuple(forest(seed + column, len(NAMES) + len(LABELS)) for column in range(len(LABELS))),
        calibration=np.array([[1.25, -0.5], [0.75, 0.25]], dtype=np.float32),
        correction=correction,
    )


def model(seed: int = 1, *, taught: bool = False) -> BoostedModel:
    """The same, as it comes from a file."""
    return read_boosted(write_boosted(parameters(seed, taught=taught), CARD), "model.npz")


def random_features(seed: int) -> Features:
    """The features of a story that never was: some of the known names and words, and some that no model knows."""
    rng = np.random.default_rng(seed)
    return Features(
        values={name: float(rng.integers(-4, 5)) / 2 for name in (*NAMES, "new") if rng.random() < 0.7},
        grams=Counter({name: int(rng.integers(1, 5)) for name in (*WORDS, "w:جديد", "w:مجهول") if rng.random() < 0.7}),
    )
