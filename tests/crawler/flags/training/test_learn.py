"""Learning of a whole model: what it says of stories that were left out, and that it is the same every time."""

from dataclasses import replace

import numpy as np
import pytest

from crawler.flags.boosted_file import read_boosted, write_boosted
from crawler.flags.fit import expit
from crawler.flags.training import learn as learning
from crawler.flags.training import trees
from crawler.flags.training.learn import Learnt, learn
from crawler.flags.training.scores import scores
from crawler.flags.training.table import Table, table_of
from tests.crawler.flags.small_models import CARD
from tests.crawler.flags.training.lightgbm_here import lightgbm
from tests.crawler.flags.training.toy_stories import toy_stories

pytestmark = pytest.mark.xdist_group("learn")  # a model is learnt once for all of them


@pytest.fixture(scope="module")
def toys() -> Table:
    """Enough toy stories for trees with leaves of fifteen."""
    return table_of(toy_stories(120))


def _learn(table: Table) -> Learnt:
    lightgbm()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trees, "TREES", 15)
        return learn(table, 1)


@pytest.fixture(scope="module")
def learnt(toys: Table) -> Learnt:
    """What is learnt from them, with few trees."""
    return _learn(toys)


def test_a_model_tells_stories_apart_that_it_has_not_learnt_from(toys: Table, learnt: Learnt) -> None:
    """Judged by the fifth parts that were left out."""
    for label in range(2):
        known = toys.known(label)
        found = scores(expit(learnt.unseen[known, label]), toys.truth[known, label] > 0)
        assert found.f1 > 0.9
        assert found.brier < 0.15


def test_the_model_goes_through_its_file(toys: Table, learnt: Learnt) -> None:
    """And says of the stories what they are."""
    model = read_boosted(write_boosted(learnt.parameters, CARD), "model.npz")
    said = np.array([model.log_odds(one) for one in toys.found]) > 0
    known = toys.known(1)
    assert (said[:, 0] == (toys.truth[:, 0] > 0)).mean() > 0.95
    assert (said[known, 1] == (toys.truth[known, 1] > 0)).mean() > 0.95


def test_the_same_stories_give_the_same_file(toys: Table, learnt: Learnt) -> None:
    """To the last byte."""
    assert write_boosted(_learn(toys).parameters, CARD) == write_boosted(learnt.parameters, CARD)


def test_scores_are_not_those_of_stories_that_were_learnt_from() -> None:
    """Where the labels are drawn by lot, nothing can be known of what was left out; it would show if it were. Each
    story stands there three times under the same label, so that it would show as well if a copy were learnt from."""
    stories = toy_stories(40)
    table = table_of([*stories, *stories, *stories])
    lots = np.tile(np.random.default_rng(3).integers(0, 2, (40, 2)).astype(float), (3, 1))
    found = _learn(replace(table, truth=lots))
    assert ((found.unseen > 0) == (lots > 0)).mean() < 0.7
    assert np.abs(found.unseen).mean() < 1.5  # and calibration owns up to it


def test_labels_that_were_left_open_are_no_noes(toys: Table, learnt: Learnt) -> None:
    """A model that takes them for such is another one."""
    assert not toys.known(1).all()
    decided = np.nan_to_num(toys.truth, nan=0.0)
    assert write_boosted(_learn(replace(toys, truth=decided)).parameters, CARD) != write_boosted(
        learnt.parameters, CARD
    )


def test_a_vocabulary_that_is_too_large_keeps_what_weighs_most(toys: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words that tell the labels apart are among thirty."""
    monkeypatch.setattr(learning, "_MOST_WORDS", 30)
    words = learning._weighted(learning.words_of_stories(toys.found), toys, np.arange(len(toys.found)))
    assert len(words.names) == 30
    assert words.weights.shape == (30, 2)
    assert {"w:جرحي", "w:مصرع", "w:قتل"} & set(words.names)
    assert {"w:سفيرا", "w:مباحثات", "w:اتفاق"} & set(words.names)


def test_progress_is_told(toys: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """A part at a time."""
    lightgbm()
    monkeypatch.setattr(trees, "TREES", 1)
    said: list[str] = []
    learn(toys, 1, said.append)
    assert said == [*(f"cross-validation: part {part} of 5" for part in range(1, 6)), "learnt from all stories"]
