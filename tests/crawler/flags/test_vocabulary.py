"""Words as numbers: what a story's counted words weigh, and what they say for each label."""

from collections import Counter
from math import log, sqrt

import numpy as np
import pytest

from crawler.flags.vocabulary import LENGTH, Vocabulary
from tests.crawler.flags.desk_model import no_words

WORDS = Vocabulary(
    names=("w:قتل", "w:قمه", "w:في"),
    idf=np.array([2.0, 3.0, 1.0], dtype=np.float32),
    weights=np.array([[0.5, -0.25], [0.0, 1.0], [0.0, 0.0]], dtype=np.float32),
    bias=np.array([-1.0, -2.0], dtype=np.float32),
)


def test_a_vector_is_damped_count_by_rarity() -> None:
    """Checked by hand: (1 + ln 3) · 2 and (1 + ln 1) · 1, stretched to the common length."""
    rows, values = WORDS.vector({"w:قتل": 3, "w:في": 1})
    first, second = (1 + log(3)) * 2, 1.0
    whole = sqrt(first**2 + second**2)
    assert rows == [0, 2]
    assert values == pytest.approx([LENGTH * first / whole, LENGTH * second / whole])


def test_every_vector_has_the_same_length_however_long_the_story() -> None:
    """A long text does not shout."""
    for counts in ({"w:قتل": 1}, {"w:قتل": 40, "w:قمه": 7}, {"w:قتل": 1, "w:قمه": 1, "w:في": 900}):
        _, values = WORDS.vector(counts)
        assert sqrt(sum(value * value for value in values)) == pytest.approx(LENGTH)


def test_unknown_words_change_nothing() -> None:
    """They neither appear nor take from the length of the others."""
    known = WORDS.vector(Counter({"w:قتل": 2, "w:قمه": 1}))
    assert WORDS.vector(Counter({"w:مجهول": 50, "w:قتل": 2, "w:قمه": 1})) == known


def test_parts_are_weight_times_value_for_each_label() -> None:
    """One row a word, one column a label."""
    rows, parts = WORDS.parts({"w:قمه": 1, "w:قتل": 1})
    assert rows == [1, 0]
    length = LENGTH / sqrt(13)
    assert parts == pytest.approx(np.array([[0, 3 * length], [0.5 * 2 * length, -0.25 * 2 * length]]))


@pytest.mark.parametrize("counts", [{}, {"w:مجهول": 3}])
def test_a_story_without_known_words_has_empty_parts(counts: dict[str, int]) -> None:
    """Their sum is nothing for each label, and no division by nothing happens on the way."""
    rows, parts = WORDS.parts(counts)
    assert rows == []
    assert parts.shape == (0, 2)
    assert parts.sum(axis=0).tolist() == [0, 0]


def test_a_vocabulary_without_words_answers_too() -> None:
    """A model may have none."""
    rows, parts = no_words().parts({"w:قتل": 1})
    assert (rows, parts.shape) == ([], (0, 2))
