"""Learns a boosted model from labelled stories, and says how good it is on stories it has not learnt from."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from crawler.flags.boosted import LABELS, Parameters
from crawler.flags.fit import calibration, fit
from crawler.flags.training.table import Table, dense, feature_names, folds, sparse, words_of_stories
from crawler.flags.training.trees import grow
from crawler.flags.vocabulary import Vocabulary

PARTS = 5  # of the stories, each of them judged by a model that has learnt from the others
_INNER_PARTS = 4
_WORDS_PRECISION = 2.0  # how strongly the weight of a word is held at nothing
_MOST_WORDS = 50_000  # the shipped file and the memory of a reader stay small

Doubles = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Learnt:
    """A model's numbers, and the log odds of each story by a model that had not learnt from it, calibrated in the same
    way; of shape (stories, labels)."""

    parameters: Parameters
    unseen: Doubles


def learn(table: Table, threads: int, say: Callable[[str], None] = lambda _: None) -> Learnt:
    """Learns from all stories of a table."""
    part = folds(table, PARTS)
    raw = np.zeros_like(table.truth)
    for one in range(PARTS):
        inside, outside = np.flatnonzero(part != one), np.flatnonzero(part == one)
        raw[outside] = _log_odds(_learn_once(table, inside, threads), table, outside)
        say(f"cross-validation: part {one + 1} of {PARTS}")
    slopes = [_calibration(table, raw, label) for label in range(len(LABELS))]
    scale = np.array(slopes, dtype=np.float32)
    parameters = _learn_once(table, np.arange(len(table.found)), threads)
    say("learnt from all stories")
    return Learnt(
        parameters=Parameters(
            names=parameters.names, words=parameters.words, forests=parameters.forests, calibration=scale
        ),
        unseen=raw * scale[:, 0] + scale[:, 1],
    )


def _calibration(table: Table, raw: Doubles, label: int) -> tuple[float, float]:
    known = table.known(label)
    return calibration(raw[known, label], table.truth[known, label] > 0, table.importance[known])


def _learn_once(table: Table, rows: NDArray[np.int64], threads: int) -> Parameters:
    """A model of some rows of a table, not calibrated."""
    found = [table.found[row] for row in rows]
    names = feature_names(found)
    # Words are learnt from whole stories: a beginning says again what its story has said.
    entire = rows[table.entire[rows]]
    words = _weighted(words_of_stories([table.found[row] for row in entire]), table, entire)
    named = dense(found, names)
    spoken = _unseen_words(words, table, rows)
    forests = []
    for label in range(len(LABELS)):
        known = table.known(label)[rows]
        values = np.hstack([named, spoken])[known].astype(np.float32)
        truth = table.truth[rows, label][known] > 0
        forests.append(grow(values, truth, table.importance[rows][known], threads))
    return Parameters(
        names=names, words=words, forests=tuple(forests), calibration=np.array([[1, 0]] * len(LABELS), np.float32)
    )


def _weighted(words: Vocabulary, table: Table, rows: NDArray[np.int64]) -> Vocabulary:
    """A vocabulary with weights; where it is too large, of the words that weigh most."""
    found = [table.found[row] for row in rows]
    weighted = _fitted(words, sparse(found, words), table, rows)
    if len(words.names) <= _MOST_WORDS:
        return weighted
    kept = np.sort(np.argsort(-np.abs(weighted.weights * words.idf[:, None]).max(axis=1))[:_MOST_WORDS])
    fewer = Vocabulary(
        names=tuple(words.names[row] for row in kept),
        idf=words.idf[kept],
        weights=words.weights[kept],
        bias=words.bias,
    )
    return _fitted(fewer, sparse(found, fewer), table, rows)


def _fitted(words: Vocabulary, matrix: csr_matrix, table: Table, rows: NDArray[np.int64]) -> Vocabulary:
    weights, bias = np.zeros((len(words.names), len(LABELS))), np.zeros(len(LABELS))
    for label in range(len(LABELS)):
        known = table.known(label)[rows]
        fitted = fit(
            matrix[known],
            table.truth[rows, label][known] > 0,
            table.importance[rows][known],
            mean=np.zeros(len(words.names)),
            precision=np.full(len(words.names), _WORDS_PRECISION),
        )
        weights[:, label], bias[label] = fitted.weights, fitted.bias
    return Vocabulary(
        names=words.names, idf=words.idf, weights=weights.astype(np.float32), bias=bias.astype(np.float32)
    )


def _unseen_words(words: Vocabulary, table: Table, rows: NDArray[np.int64]) -> Doubles:
    """What the words of each story say by weights that were learnt from other stories: what the trees will meet."""
    matrix = sparse([table.found[row] for row in rows], words)
    part = folds(table, _INNER_PARTS, seed=2)[rows]
    spoken = np.zeros((len(rows), len(LABELS)))
    for one in range(_INNER_PARTS):
        inside, outside = (part != one) & table.entire[rows], part == one
        weighted = _fitted(words, matrix[inside], table, rows[inside])
        spoken[outside] = matrix[outside] @ weighted.weights + weighted.bias
    return spoken


def _log_odds(parameters: Parameters, table: Table, rows: NDArray[np.int64]) -> Doubles:
    found = [table.found[row] for row in rows]
    spoken = sparse(found, parameters.words) @ parameters.words.weights + parameters.words.bias
    values = np.hstack([dense(found, parameters.names), spoken]).astype(np.float32)
    return np.array([[forest.walk(row)[0] for forest in parameters.forests] for row in values])
