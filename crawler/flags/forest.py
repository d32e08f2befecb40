"""Forest: boosted trees over named features, as arrays; their sum is a log odds.

All trees are walked together, one level a step, so that a story costs a few operations on arrays. Every node has the
value that the sum would have if the tree ended there, so that the way down says which feature moved it how far.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Integers = NDArray[np.int32]
Places = NDArray[np.intp]
LEAF = -1  # in `feature`


@dataclass(frozen=True, kw_only=True)
class Forest:
    """Nodes of all trees in one row: `feature` is what a node asks for (LEAF: nothing), `threshold` up to which it
    goes `left`, else right, which is the node after `left`; `value` in log odds. `roots` are where the trees begin,
    `depth` how many questions the longest way has."""

    feature: Integers
    threshold: Floats
    left: Integers
    value: Floats
    roots: Integers
    depth: int
    base: float

    def walk(self, values: Floats) -> tuple[float, Floats]:
        """The sum for a story's feature values, and how far each feature moved it; base + their sum is the sum."""
        moved = np.zeros(len(values), dtype=np.float32)
        feature, left, nodes, step = self._walked
        asked_for, steps = [], []
        for _ in range(self.depth):
            asked = feature.take(nodes)
            open_ = asked != LEAF
            if not open_.any():
                break
            nodes, asked = nodes[open_], asked[open_]
            nodes = left.take(nodes) + (values.take(asked) > self.threshold.take(nodes))
            asked_for.append(asked)
            steps.append(step.take(nodes))
        if steps:
            np.add.at(moved, np.concatenate(asked_for), np.concatenate(steps))
        return self.base + float(moved.sum()), moved

    @cached_property
    def _walked(self) -> tuple[Places, Places, Places, Floats]:
        """`feature`, `left` and `roots` in the form that numpy looks up by without another, and how far the way to each
        node moves the sum."""
        step = np.zeros_like(self.value)
        inner = np.flatnonzero(self.feature != LEAF)
        for side in (0, 1):
            step[self.left[inner] + side] = self.value[self.left[inner] + side] - self.value[inner]
        return self.feature.astype(np.intp), self.left.astype(np.intp), self.roots.astype(np.intp), step


def shape_is_sound(forest: Forest, features: int) -> bool:
    """Whether no way through the trees can leave the arrays or go round in circles, and all numbers are numbers."""
    (nodes,) = forest.feature.shape if forest.feature.ndim == 1 else (-1,)
    rows = (forest.feature, forest.threshold, forest.left, forest.value)
    if any(array.shape != (nodes,) for array in rows) or forest.roots.ndim != 1:
        return False
    inner = forest.feature != LEAF
    here = np.arange(nodes)[inner]
    return (
        bool(((forest.feature >= LEAF) & (forest.feature < features)).all())
        and bool((forest.left[inner] > here).all())
        and bool((forest.left[inner] < nodes - 1).all())
        and bool(((forest.roots >= 0) & (forest.roots < nodes)).all())
        and bool(np.isfinite(forest.value).all() and np.isfinite(forest.threshold).all())
        and bool(np.isfinite(forest.base))
        and 0 <= forest.depth <= 64
    )


def joined(trees: Sequence["Forest"]) -> "Forest":
    """Several forests as one, whose sum is the sum of theirs."""
    starts = np.cumsum([0, *(len(tree.feature) for tree in trees[:-1])]).astype(np.int32)
    return Forest(
        feature=np.concatenate([tree.feature for tree in trees]),
        threshold=np.concatenate([tree.threshold for tree in trees]),
        left=np.concatenate([tree.left + start for tree, start in zip(trees, starts, strict=True)]),
        value=np.concatenate([tree.value for tree in trees]),
        roots=np.concatenate([tree.roots + start for tree, start in zip(trees, starts, strict=True)]),
        depth=max(tree.depth for tree in trees),
        base=sum(tree.base for tree in trees),
    )
