"""Labelled stories as the numbers that a model learns from, worked out in several processes."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from multiprocessing import get_context

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from crawler.arabic.letters import fold_key
from crawler.flags.boosted import LABELS
from crawler.flags.features import Features, features
from crawler.flags.training.corpus import Labelled
from crawler.flags.vocabulary import Vocabulary
from crawler.news import Story

_AT_LEAST = 3  # stories that a word must be in: what is rarer names persons and places of one event
_AT_MOST = 0.5  # of all stories
FEWEST_IN_PARALLEL = 200


@dataclass(frozen=True, kw_only=True)
class Table:
    """Stories with their features. `truth` is of shape (stories, labels), 1, 0 or NaN where it was left open; `group`
    is the same for stories with the same words, and for a story and its beginning, which must not stand on both sides
    of a split."""

    stories: Sequence[Labelled]
    found: Sequence[Features]
    truth: NDArray[np.float64]
    group: NDArray[np.int64]
    importance: NDArray[np.float64]
    sources: NDArray[np.str_] = field(repr=False)

    @cached_property
    def entire(self) -> NDArray[np.bool_]:
        """Which stories are all of one, not the beginning of another that stands here as well."""
        return np.array([not one.whole for one in self.stories], dtype=bool)

    def known(self, label: int) -> NDArray[np.bool_]:
        """Which stories somebody has decided about."""
        return ~np.isnan(self.truth[:, label])


def table_of(stories: Sequence[Labelled], workers: int = 1) -> Table:
    """The table of some labelled stories."""
    told = [one.story for one in stories]
    if workers > 1 and len(told) >= FEWEST_IN_PARALLEL:
        # Not forked: threads of OpenMP may be running, whose locks a fork would copy.
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            found = list(pool.map(features_of, told, chunksize=50))
    else:
        found = [features_of(story) for story in told]
    verdicts = [[one.truth(label) for label in LABELS] for one in stories]
    return Table(
        stories=stories,
        found=found,
        truth=np.array([[np.nan if v is None else float(v) for v in row] for row in verdicts]).reshape(-1, len(LABELS)),
        group=np.array([_group(one.whole or one.story.text) for one in stories], dtype=np.int64),
        importance=np.array([one.importance for one in stories]),
        sources=np.array([one.source for one in stories]),
    )


def features_of(story: Story) -> Features:
    """The features of a story, its facts among them."""
    from crawler.facts.casualties import casualty_figures
    from crawler.facts.diplomacy import diplomatic_acts

    return features(story, casualty_figures(story), diplomatic_acts(story))


def _group(text: str) -> int:
    return int.from_bytes(hashlib.sha256(fold_key(text).encode()).digest()[:7])


def folds(table: Table, number: int, seed: int = 1) -> NDArray[np.int64]:
    """The part of `number` that each story belongs to; copies of a text belong to one part."""
    groups, place = np.unique(table.group, return_inverse=True)
    return np.asarray(np.random.default_rng(seed).integers(0, number, len(groups))[place])


def dense(found: Sequence[Features], names: Sequence[str]) -> NDArray[np.float32]:
    """Named features of shape (stories, names)."""
    columns = {name: column for column, name in enumerate(names)}
    values = np.zeros((len(found), len(names)), dtype=np.float32)
    for row, one in enumerate(found):
        for name, value in one.values.items():
            if (column := columns.get(name)) is not None:
                values[row, column] = value
    return values


def feature_names(found: Sequence[Features], at_least: int = 5) -> tuple[str, ...]:
    """The named features that some stories have, in alphabetical order."""
    counts = Counter(name for one in found for name in one.values)
    return tuple(sorted(name for name, count in counts.items() if count >= at_least))


def words_of_stories(found: Sequence[Features], at_least: int = _AT_LEAST, at_most: float = _AT_MOST) -> Vocabulary:
    """The words and pairs of some stories with their rarity, and without weights; those that `at_least` stories have,
    and of all stories a share of `at_most`."""
    counts: Counter[str] = Counter()
    for one in found:
        counts.update(one.grams.keys())
    most = max(at_most * len(found), at_least)
    names = tuple(sorted(name for name, count in counts.items() if at_least <= count <= most))
    idf = np.log((1 + len(found)) / (1 + np.array([counts[name] for name in names], dtype=np.float64))) + 1
    return Vocabulary(
        names=names,
        idf=idf.astype(np.float32),
        weights=np.zeros((len(names), len(LABELS)), dtype=np.float32),
        bias=np.zeros(len(LABELS), dtype=np.float32),
    )


def sparse(found: Sequence[Features], words: Vocabulary) -> csr_matrix:
    """The words of stories, a row a story."""
    starts, columns, values = [0], [], []
    for one in found:
        rows, weights = words.vector(one.grams)
        columns.extend(rows)
        values.extend(weights)
        starts.append(len(columns))
    return csr_matrix((values, columns, starts), shape=(len(found), len(words.names)), dtype=np.float64)
