"""Stories as numbers: labels and gaps, copies that stay together, words that are kept, rows and columns."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from crawler.flags.boosted import LABELS
from crawler.flags.features import Features
from crawler.flags.training import table as tables
from crawler.flags.training.corpus import Labelled
from crawler.flags.training.table import Table, dense, feature_names, folds, sparse, table_of, words_of_stories
from crawler.news import Story
from tests.crawler.flags.training.toy_stories import toy_stories


@pytest.fixture(scope="module")
def toys() -> Table:
    """Sixty toy stories."""
    return table_of(toy_stories(60))


def _story(text: str, *, title: str = "", number: int = 0) -> Labelled:
    return Labelled(
        id=f"x/{number}",
        source="x",
        story=Story(title=title, text=text, url=""),
        casualty=True,
        diplomacy=False,
    )


def _found(*words: str, **values: float) -> Features:
    return Features(values=dict(values), grams=Counter(words))


def test_truth_is_a_column_a_label_with_gaps_where_it_was_left_open(toys: Table) -> None:
    """In the models' order of labels; what nobody decided is known to be unknown."""
    stories = toy_stories(60)
    assert [label.value for label in LABELS] == ["casualty", "diplomacy"]
    for place, one in enumerate(stories):
        assert toys.truth[place, 0] == float(bool(one.casualty))
        assert np.isnan(toys.truth[place, 1]) == (one.diplomacy is None)
    assert toys.known(0).all()
    assert (~toys.known(1)).sum() == 6
    assert toys.sources.tolist() == ["toy"] * 60


def test_importance_is_the_stories_own() -> None:
    """Row by row."""
    stories = [replace(one, importance=1.0 + place) for place, one in enumerate(toy_stories(4))]
    assert table_of(stories).importance.tolist() == [1, 2, 3, 4]


def test_a_table_without_stories_has_its_columns_all_the_same() -> None:
    """No label, no trouble."""
    empty = table_of([])
    assert empty.truth.shape == (0, 2)
    assert empty.known(0).tolist() == []
    assert sparse(empty.found, words_of_stories(empty.found)).shape == (0, 0)


def test_several_processes_find_what_one_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the same order, to the last number."""
    monkeypatch.setattr(tables, "FEWEST_IN_PARALLEL", 1)
    stories = toy_stories(60)
    alone, together = table_of(stories), table_of(stories, workers=2)
    assert together.found == alone.found
    assert together.group.tolist() == alone.group.tolist()


# ------------------------------------------------------------------------ folds


def test_copies_of_a_text_fall_into_one_part() -> None:
    """Whatever their headlines and spellings; other texts are spread."""
    texts = [f"نص {number} عن شيء" for number in range(50)]
    stories = [_story(text, number=place) for place, text in enumerate(texts)]
    stories += [_story(text.replace("عن", "عَن") + " ", title=f"عنوان {text}") for text in texts]
    table = table_of(stories)
    for seed in range(3):
        part = folds(table, 5, seed)
        assert part[:50].tolist() == part[50:].tolist()
        assert set(part.tolist()) == set(range(5))


def test_parts_are_the_same_every_time_and_others_with_another_seed(toys: Table) -> None:
    """And a story's part does not depend on where it stands."""
    part = folds(toys, 5)
    assert folds(toys, 5).tolist() == part.tolist()
    assert folds(toys, 5, seed=2).tolist() != part.tolist()
    stories = toy_stories(60)
    turned = folds(table_of(stories[::-1]), 5)
    assert turned.tolist()[::-1] == part.tolist()


# ---------------------------------------------------------------------- columns


def test_features_that_few_stories_have_are_no_columns() -> None:
    """In alphabetical order, so that the order of the stories says nothing."""
    found = [_found(b=1, a=2), _found(a=0), _found(c=1, b=1)]
    assert feature_names(found, at_least=2) == ("a", "b")
    assert feature_names(found, at_least=3) == ()


def test_dense_rows_are_in_the_order_of_the_names() -> None:
    """Absent ones are nothing, unknown ones are left out."""
    rows = dense([_found(b=2, z=9), _found(a=1)], ("a", "b"))
    assert rows.tolist() == [[0, 2], [1, 0]]
    assert rows.dtype == np.float32


def test_words_that_are_too_rare_or_too_common_are_left_out() -> None:
    """In three stories at least and in half of them at most; rarity is that of the stories, not of the counts."""
    found = [_found("w:كل", "w:كل", *(["w:ثلاث"] if place < 3 else []), *(["w:اثنان"] if place < 2 else []))
             for place in range(10)]  # fmt: skip
    words = words_of_stories(found)
    assert words.names == ("w:ثلاث",)
    assert words.idf == pytest.approx([np.log(11 / 4) + 1])
    assert words.weights.tolist() == [[0, 0]]
    assert set(words_of_stories(found, at_least=2).names) == {"w:ثلاث", "w:اثنان"}


def test_sparse_rows_are_the_vectors_of_the_vocabulary(toys: Table) -> None:
    """What is learnt from is what a story will be answered with."""
    words = words_of_stories(toys.found)
    matrix = sparse(toys.found, words)
    assert matrix.shape == (60, len(words.names))
    assert len(words.names) > 20
    for row, one in enumerate(toys.found):
        rows, values = words.vector(one.grams)
        expected = np.zeros(len(words.names))
        expected[rows] = values
        assert matrix[row].toarray()[0] == pytest.approx(expected)
