"""Vocabulary: how far the words and pairs of words of a story speak for each label."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

LENGTH = 6.0  # of a story's vector of words: about that of its other features

Floats = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """Known words with their rarity (`idf`) and weights in log odds, of shape (names, labels); one bias a label."""

    names: tuple[str, ...]
    idf: Floats
    weights: Floats
    bias: Floats
    rows: Mapping[str, int] = field(init=False, repr=False)
    _rarity: list[float] = field(init=False, repr=False)  # `idf` again; an array is slow to ask for one number

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", {name: row for row, name in enumerate(self.names)})
        object.__setattr__(self, "_rarity", self.idf.tolist())

    def vector(self, counts: Mapping[str, int]) -> tuple[list[int], list[float]]:
        """The rows of the known words among counted ones, and their weight: damped count by rarity, LENGTH in all."""
        found, values, rows, rarity = [], [], self.rows, self._rarity
        for name, count in counts.items():
            row = rows.get(name)
            if row is not None:
                found.append(row)
                values.append(rarity[row] if count == 1 else (1 + log(count)) * rarity[row])
        length = sqrt(sum(value * value for value in values))
        return found, [value * LENGTH / length for value in values] if length else values

    def parts(self, counts: Mapping[str, int]) -> tuple[list[int], Floats]:
        """The rows of the known words, and what each of them gives to the labels."""
        rows, values = self.vector(counts)
        return rows, self.weights[rows] * np.asarray(values, dtype=np.float32)[:, None]
