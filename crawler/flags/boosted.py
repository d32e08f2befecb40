"""BoostedModel: boosted trees over named features and the story's words. The form of the shipped and of trained models.

What adds up to a log odds: the trees (Forest), for which what the words and pairs of words say (Vocabulary) is one more
feature; the leanings of the card, which are known and too rare to be learnt; what a desk has taught (Correction).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crawler.flags.features import Features
from crawler.flags.flag import Label
from crawler.flags.forest import Forest
from crawler.flags.model import Opinion, Question, Thresholds
from crawler.flags.vocabulary import Vocabulary

LABELS = (Label.CASUALTY, Label.DIPLOMACY)  # the columns of all arrays
_TOLD = 8  # the features that an opinion names
_WORDS_TOLD = 3
_MOST = 30.0  # log odds; beyond it a probability says nothing more

Floats = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What a desk has taught: log odds for named features, of shape (names, labels), and for words."""

    features: Floats
    words: Vocabulary


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """All numbers of a model. `names` are its features in the order of the forests' columns, after which come the log
    odds of the words for each label. `calibration` has a slope and an intercept for each label."""

    names: tuple[str, ...]
    words: Vocabulary
    forests: tuple[Forest, ...]
    calibration: Floats
    correction: Correction | None = None


class BoostedModel:
    """Answers from trees."""

    def __init__(self, parameters: Parameters, card: Mapping[str, Any], digest: str) -> None:
        self.parameters = parameters
        self.card = card
        self.digest = digest
        self._columns = {name: column for column, name in enumerate(parameters.names)}
        self._thresholds = {
            label: Thresholds(
                flag=float(card["labels"][label]["threshold"]), review=float(card["labels"][label]["review"])
            )
            for label in LABELS
        }
        self._leanings = [
            {name: float(weight) for name, weight in card["labels"][label].get("leanings", {}).items()}
            for label in LABELS
        ]

    @property
    def name(self) -> str:
        """Name and version."""
        return f"{self.card['model']} {self.card['version']}"

    @property
    def thresholds(self) -> Mapping[Label, Thresholds]:
        """Where a flag goes up and where the review list begins."""
        return self._thresholds

    def opinions(self, questions: Sequence[Question]) -> list[Mapping[Label, Opinion]]:
        """The opinions on some stories, in order."""
        return [self._opinion(question.found) for question in questions]

    def vector(self, found: Features) -> Floats:
        """A story's named features in the order of the model's."""
        values = np.zeros(len(self.parameters.names), dtype=np.float32)
        for name, value in found.values.items():
            column = self._columns.get(name)
            if column is not None:
                values[column] = value
        return values

    def log_odds(self, found: Features) -> Floats:
        """What the model says of a story, one number a label."""
        return np.asarray([total for total, _ in self._answers(found)], dtype=np.float32)

    def _opinion(self, found: Features) -> Mapping[Label, Opinion]:
        answers = self._answers(found)
        return {
            label: Opinion(score=probability(total), weights=told)
            for label, (total, told) in zip(LABELS, answers, strict=True)
        }

    def _answers(self, found: Features) -> list[tuple[float, tuple[tuple[str, float], ...]]]:
        own = self.parameters
        named = self.vector(found)
        rows, parts = own.words.parts(found.grams)
        values = np.concatenate([named, parts.sum(axis=0) + own.words.bias])
        taught, taught_words, taught_parts = self._taught(named, found)
        answers = []
        for column, forest in enumerate(own.forests):
            total, moved = forest.walk(values)
            slope, intercept = own.calibration[column]
            moved *= slope
            told = _largest(own.names, moved[: len(named)] + taught[:, column], _TOLD)
            told += _shared(own.words.names, rows, parts[:, column], float(moved[len(named) :].sum()))
            if own.correction is not None:
                spoken = own.correction.words.names
                told += [
                    (spoken[row], float(part)) for row, part in zip(taught_words, taught_parts[:, column], strict=True)
                ]
            leanings = [(name, weight) for name, weight in self._leanings[column].items() if found.values.get(name)]
            told += leanings
            total = sum(weight for _, weight in leanings) + float(
                slope * total + intercept + taught[:, column].sum() + taught_parts[:, column].sum()
            )
            if own.correction is not None:
                total += float(own.correction.words.bias[column])
            answers.append((total, _most_told(told)))
        return answers

    def _taught(self, named: Floats, found: Features) -> tuple[Floats, list[int], Floats]:
        correction = self.parameters.correction
        if correction is None:
            return np.zeros((len(named), len(LABELS)), dtype=np.float32), [], np.zeros((0, len(LABELS)), np.float32)
        rows, parts = correction.words.parts(found.grams)
        return named[:, None] * correction.features, rows, parts


def probability(log_odds: float) -> float:
    """The probability that log odds mean."""
    return 1 / (1 + exp(-max(-_MOST, min(_MOST, log_odds))))


def _most_told(told: Sequence[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """What moved the sum most; a word that the model knows and a desk has taught stands once, with both."""
    together: dict[str, float] = {}
    for name, weight in told:
        together[name] = together.get(name, 0.0) + weight
    return tuple(sorted(together.items(), key=lambda one: -abs(one[1]))[:_TOLD])


def _largest(names: Sequence[str], parts: Floats, most: int) -> list[tuple[str, float]]:
    order = np.argsort(-np.abs(parts))[:most]
    return [(names[place], float(parts[place])) for place in order if parts[place]]


def _shared(names: Sequence[str], rows: Sequence[int], parts: Floats, moved: float) -> list[tuple[str, float]]:
    """How far the words moved the sum, shared out among those that pulled in this direction most."""
    pulling = [(row, part) for row, part in zip(rows, parts.tolist(), strict=True) if part * moved > 0]
    whole = sum(part for _, part in pulling)
    pulling.sort(key=lambda one: -abs(one[1]))
    return [(names[row], moved * part / whole) for row, part in pulling[:_WORDS_TOLD]]
