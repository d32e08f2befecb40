"""Teaches the shipped model what a desk has corrected, and says whether it is better for it.

The trees stay as they are. What a desk knows better is added to their log odds as weights of features and words, held
at nothing by a prior: a handful of corrections moves what speaks for them, and nothing else. The stories written for
Rasid are learnt from beside them, so that a correction is no licence to forget. How strongly the weights are held, and
how good the result is, are read off corrections that were left out of the learning.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from crawler.errors import RasidError
from crawler.flags.boosted import LABELS, BoostedModel, Correction, Parameters
from crawler.flags.fit import expit, fit
from crawler.flags.flag import Label
from crawler.flags.training.corpus import Labelled
from crawler.flags.training.scores import Scores, scores
from crawler.flags.training.table import Table, dense, folds, sparse, words_of_stories
from crawler.flags.vocabulary import Vocabulary

FEWEST = 10  # corrected stories; of fewer nobody could say whether they help
_PARTS = 5
_STRENGTHS = (3.0, 10.0, 30.0, 100.0)  # precision of the prior
_WRITTEN = 0.25  # how much a written story counts beside a corrected one
# Of F1 on the written stories, more than which is a loss. The shipped model has learnt from them, and is better there
# than on anything that was left out.
_FORGOTTEN = 0.02

Doubles = NDArray[np.float64]


class TooFewLabels(RasidError):
    """There is not enough to learn from; the message says how much is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A label's scores before and after, on stories that were not learnt from."""

    label: Label
    stories: str  # which: "corrected" or "written"
    old: Scores
    new: Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """What came of teaching. `worse` says in sentences what speaks against the new model; none where nothing does."""

    parameters: Parameters
    compared: tuple[Compared, ...]
    worse: tuple[str, ...]


def enough(corrected: Sequence[Labelled]) -> None:
    """Raises TooFewLabels where nothing could be said of what was learnt."""
    decided = sum(any(one.truth(label) is not None for label in LABELS) for one in corrected)
    if decided < FEWEST:
        raise TooFewLabels(f"'rasid train' needs {FEWEST} stories that 'rasid label' has decided; there are {decided}")


def teach(model: BoostedModel, corrected: Table, written: Table) -> Taught:
    """A model with a correction in place of whatever it had been taught before. Raises TooFewLabels."""
    enough(corrected.stories)
    base = BoostedModel(replace(model.parameters, correction=None), model.card, model.digest)
    lesson = _Lesson.of(base, corrected, written)
    unseen = np.zeros((len(lesson.part), len(LABELS)))
    weights, biases = np.zeros((lesson.matrix.shape[1], len(LABELS))), np.zeros(len(LABELS))
    for label in range(len(LABELS)):
        strength, unseen[:, label] = lesson.best_strength(label)
        weights[:, label], biases[label] = lesson.fitted(label, np.ones(len(lesson.part), dtype=bool), strength)
    compared = tuple(lesson.compared(unseen))
    return Taught(
        parameters=replace(base.parameters, correction=lesson.correction(weights, biases)),
        compared=compared,
        worse=tuple(sentence for one in compared if (sentence := _against(one))),
    )


@dataclass(frozen=True, kw_only=True)
class _Lesson:
    """Corrected and written stories as one matrix, corrected ones first."""

    corrected: int
    matrix: csr_matrix
    words: Vocabulary
    named: int  # how many columns are named features
    truth: Doubles
    offset: Doubles  # what the model says already
    importance: Doubles
    part: NDArray[np.int64]

    @classmethod
    def of(cls, base: BoostedModel, corrected: Table, written: Table) -> "_Lesson":
        found = [*corrected.found, *written.found]
        words = _words(base.parameters.words, corrected)
        named = dense(found, base.parameters.names)
        return cls(
            corrected=len(corrected.found),
            matrix=hstack([csr_matrix(named, dtype=np.float64), sparse(found, words)]).tocsr(),
            words=words,
            named=named.shape[1],
            truth=np.vstack([corrected.truth, written.truth]),
            offset=np.array([base.log_odds(one) for one in found], dtype=np.float64),
            importance=np.concatenate([corrected.importance, written.importance * _WRITTEN]),
            part=np.concatenate([folds(corrected, _PARTS), folds(written, _PARTS)]),
        )

    def fitted(self, label: int, rows: NDArray[np.bool_], strength: float) -> tuple[Doubles, float]:
        """Weights and bias learnt from some rows."""
        rows = rows & ~np.isnan(self.truth[:, label])
        columns = self.matrix.shape[1]
        found = fit(
            self.matrix[rows],
            self.truth[rows, label] > 0,
            self.importance[rows],
            mean=np.zeros(columns),
            precision=np.full(columns, strength),
            bias_precision=strength,
            offset=self.offset[rows, label],
        )
        return found.weights, found.bias

    def unseen(self, label: int, strength: float) -> Doubles:
        """The log odds of every row by weights that were learnt without its part."""
        answer = self.offset[:, label].copy()
        for one in range(_PARTS):
            weights, bias = self.fitted(label, self.part != one, strength)
            outside = self.part == one
            answer[outside] += self.matrix[outside] @ weights + bias
        return answer

    def best_strength(self, label: int) -> tuple[float, Doubles]:
        """The strength whose probabilities of corrections that were left out are best, and those log odds."""
        tried = [(strength, self.unseen(label, strength)) for strength in _STRENGTHS]
        return min(tried, key=lambda one: self._surprise(label, one[1]))

    def _surprise(self, label: int, log_odds: Doubles) -> float:
        known = ~np.isnan(self.truth[:, label])
        signs = np.where(self.truth[known, label] > 0, 1.0, -1.0)
        return float(self.importance[known] @ np.logaddexp(0.0, -signs * log_odds[known]))

    def compared(self, unseen: Doubles) -> list[Compared]:
        """Old against new, for each label, on corrected and on written stories."""
        found = []
        is_corrected = np.arange(len(self.part)) < self.corrected
        for column, label in enumerate(LABELS):
            known = ~np.isnan(self.truth[:, column])
            for stories, rows in (("corrected", known & is_corrected), ("written", known & ~is_corrected)):
                if rows.any():
                    truth = self.truth[rows, column] > 0
                    old, new = (scores(expit(values[rows, column]), truth) for values in (self.offset, unseen))
                    found.append(Compared(label=label, stories=stories, old=old, new=new))
        return found

    def correction(self, weights: Doubles, biases: Doubles) -> Correction:
        """Weights in the form of a model."""
        return Correction(
            features=weights[: self.named].astype(np.float32),
            words=replace_weights(self.words, weights[self.named :], biases),
        )


def replace_weights(words: Vocabulary, weights: Doubles, bias: Doubles) -> Vocabulary:
    """The same words with other weights."""
    return Vocabulary(
        names=words.names, idf=words.idf, weights=weights.astype(np.float32), bias=bias.astype(np.float32)
    )


def _words(known: Vocabulary, corrected: Table) -> Vocabulary:
    """The words of the corrected stories, as rare as the model knows them, or as rare as its rarest.

    Those that all of them have stay: corrections are often of one kind, and such words are what it is known by.
    """
    own = words_of_stories(corrected.found, at_least=2, at_most=1.0)
    rarest = float(known.idf.max()) if len(known.idf) else 1.0
    idf = np.array([known.idf[row] if (row := known.rows.get(name)) is not None else rarest for name in own.names])
    return Vocabulary(names=own.names, idf=idf.astype(np.float32), weights=own.weights, bias=own.bias)


def _against(one: Compared) -> str | None:
    old, new = one.old, one.new
    where = f"{one.label}, {one.stories} stories"
    if new.f1 < old.f1 - (_FORGOTTEN if one.stories == "written" else 0):
        return f"{where}: F1 falls from {old.f1:.3f} to {new.f1:.3f}"
    if one.stories == "corrected" and new.brier > old.brier:
        return f"{where}: the Brier score rises from {old.brier:.3f} to {new.brier:.3f}"
    return None
