"""Forest: boosted trees over named features, as arrays; their sum is a log odds.

All trees are walked together, one level a step, so that a story costs a few operations on arrays. Every node has the
value that the sum would have if the tree ended there, so that the way down says which feature moved it how far.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Integers = NDArray[np.int32]
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
        nodes = self.roots
        for _ in range(self.depth):
            asked = self.feature[nodes]
            open_ = asked != LEAF
            if not open_.any():
                break
            nodes, asked = nodes[open_], asked[open_]
            after = self.left[nodes] + (values[asked] > self.threshold[nodes])
            np.add.at(moved, asked, self.value[after] - self.value[nodes])
            nodes = after
        return self.base + float(moved.sum()), moved


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
