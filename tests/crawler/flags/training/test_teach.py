"""Teaching of a desk's corrections: better on what was left out, nothing forgotten, and a word where it is not."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from crawler.flags.boosted import BoostedModel
from crawler.flags.boosted_file import read_boosted, write_boosted
from crawler.flags.fit import expit
from crawler.flags.flag import Label
from crawler.flags.sources import load_model
from crawler.flags.training.corpus import Labelled, own_stories
from crawler.flags.training.scores import Scores
from crawler.flags.training.table import Table, table_of
from crawler.flags.training.teach import FEWEST, Compared, Taught, TooFewLabels, _against, teach
from crawler.news import Story
from tests.crawler.flags import small_models
from tests.crawler.flags.training.games import games

pytestmark = pytest.mark.xdist_group("teach")  # a model is taught once for all of them

CASUALTY, DIPLOMACY = Label.CASUALTY, Label.DIPLOMACY
LEFT_OUT = 20


def _rows(table: Table, rows: NDArray[np.int64]) -> Table:
    return Table(
        stories=[table.stories[row] for row in rows],
        found=[table.found[row] for row in rows],
        truth=table.truth[rows],
        group=table.group[rows],
        importance=table.importance[rows],
        sources=table.sources[rows],
    )


@pytest.fixture(scope="module")
def model() -> BoostedModel:
    """The shipped one."""
    found = load_model()
    assert isinstance(found, BoostedModel)
    return found


@pytest.fixture(scope="module")
def written() -> Table:
    """Every eighth of the written stories."""
    return table_of(own_stories()[::8])


@pytest.fixture(scope="module")
def all_games() -> Table:
    """Sixty stories that the shipped model takes for wars."""
    return table_of(games(40 + LEFT_OUT))


@pytest.fixture(scope="module")
def corrected(all_games: Table) -> Table:
    """The forty of them that a desk has corrected."""
    return _rows(all_games, np.arange(40))


@pytest.fixture(scope="module")
def taught(model: BoostedModel, corrected: Table, written: Table) -> Taught:
    """What comes of it."""
    return teach(model, corrected, written)


def _probabilities(model: BoostedModel, table: Table, column: int = 0) -> NDArray[np.float64]:
    return expit(np.array([model.log_odds(one)[column] for one in table.found], dtype=np.float64))


def _file(model: BoostedModel, taught: Taught) -> bytes:
    return write_boosted(taught.parameters, model.card)


def _compared(taught: Taught, label: Label, stories: str) -> Compared:
    (found,) = [one for one in taught.compared if (one.label, one.stories) == (label, stories)]
    return found


# ---------------------------------------------------------------- what it is for


def test_corrected_stories_make_left_out_ones_right(model: BoostedModel, taught: Taught, all_games: Table) -> None:
    """Twenty of the same kind, which nobody has corrected: flagged before, not after; through the model's file."""
    left_out = _rows(all_games, np.arange(40, 40 + LEFT_OUT))
    new = read_boosted(_file(model, taught), "model.npz")
    assert (_probabilities(model, left_out) > 0.5).sum() >= LEFT_OUT * 0.75
    assert (_probabilities(new, left_out) > 0.5).sum() <= LEFT_OUT * 0.1


def test_what_was_written_is_not_forgotten(model: BoostedModel, taught: Taught, written: Table) -> None:
    """Nearly all verdicts on them stay, also on those that were left out of the learning; nothing is worse of what was
    corrected."""
    new = read_boosted(_file(model, taught), "model.npz")
    for column in range(2):
        before, after = (_probabilities(one, written, column) > 0.5 for one in (model, new))
        assert (before != after).mean() < 0.04
    for label in Label:
        compared = _compared(taught, label, "written")
        assert compared.new.f1 > compared.old.f1 - 0.02
    assert [sentence for sentence in taught.worse if "corrected stories" in sentence] == []


def test_old_and_new_are_compared_on_stories_that_were_left_out(
    model: BoostedModel, taught: Taught, corrected: Table, written: Table
) -> None:
    """For each label, corrected and written stories apart; the old scores are the model's own."""
    casualty = _compared(taught, CASUALTY, "corrected")
    assert (casualty.old.stories, casualty.old.positives) == (40, 0)
    assert casualty.new.brier < 0.1 < 0.5 < casualty.old.brier
    told = {(one.label, one.stories, one.new.stories) for one in taught.compared}
    assert {(label, "corrected", 40) for label in Label} < told
    assert len(told) == 4
    before = _probabilities(model, written)
    known = written.known(0)
    brier = float(np.mean((before[known] - written.truth[known, 0]) ** 2))
    assert _compared(taught, CASUALTY, "written").old.brier == pytest.approx(brier, abs=1e-4)


def test_trees_and_words_stay_as_they_were(model: BoostedModel, taught: Taught) -> None:
    """Only the correction is new, over the model's features and over words of the corrected stories."""
    assert replace(taught.parameters, correction=None) == replace(model.parameters, correction=None)
    correction = taught.parameters.correction
    assert correction is not None
    assert correction.features.shape == (len(model.parameters.names), 2)
    assert {"w:خادم", "w:جوله"} <= set(correction.words.names)
    assert correction.words.weights[correction.words.rows["w:جوله"], 0] < 0


def test_a_second_lesson_takes_the_place_of_the_first(
    model: BoostedModel, taught: Taught, corrected: Table, written: Table
) -> None:
    """A taught model is taught anew from all corrections, not on top of what it was taught."""
    once = read_boosted(_file(model, taught), "model.npz")
    again = teach(once, corrected, written)
    assert again.parameters.correction is not None
    assert taught.parameters.correction is not None
    difference = again.parameters.correction.features - taught.parameters.correction.features
    assert np.abs(difference).max() < 0.02  # a file keeps half precision
    assert _compared(again, CASUALTY, "corrected").old.brier > 0.5


def test_the_same_corrections_give_the_same_bytes(
    model: BoostedModel, taught: Taught, corrected: Table, written: Table
) -> None:
    """A desk can tell whether anything has changed."""
    assert _file(model, teach(model, corrected, written)) == _file(model, taught)


# ------------------------------------------------------------------- what is worse


def test_labels_drawn_by_lot_are_found_worse(model: BoostedModel, written: Table) -> None:
    """The model knows better, and sentences say so, with label and stories."""
    lots = np.random.default_rng(1).integers(0, 2, (60, 2)).astype(float)
    some = replace(_rows(written, np.arange(60)), truth=lots)
    taught = teach(model, some, written)
    assert taught.worse
    assert all(sentence.startswith(("casualty, ", "diplomacy, ")) for sentence in taught.worse)
    assert all(" falls from " in sentence or " rises from " in sentence for sentence in taught.worse)


def _scores(f1: float, brier: float) -> Scores:
    return Scores(
        stories=50, positives=25, precision=f1, recall=f1, f1=f1, low=f1, high=f1, brier=brier, calibration=0.1
    )


@pytest.mark.parametrize(
    ("stories", "old", "new", "said"),
    [
        ("corrected", (0.8, 0.2), (0.9, 0.1), None),
        ("corrected", (0.8, 0.2), (0.8, 0.2), None),
        ("corrected", (0.8, 0.2), (0.79, 0.1), "casualty, corrected stories: F1 falls from 0.800 to 0.790"),
        (
            "corrected",
            (0.8, 0.2),
            (0.8, 0.21),
            "casualty, corrected stories: the Brier score rises from 0.200 to 0.210",
        ),
        ("written", (0.8, 0.2), (0.785, 0.3), None),  # less than chance
        ("written", (0.8, 0.2), (0.77, 0.1), "casualty, written stories: F1 falls from 0.800 to 0.770"),
    ],
)
def test_what_speaks_against_a_model_is_said(
    stories: str, old: tuple[float, float], new: tuple[float, float], said: str | None
) -> None:
    """F1 and the Brier score of corrections, F1 of written stories."""
    compared = Compared(label=CASUALTY, stories=stories, old=_scores(*old), new=_scores(*new))
    assert _against(compared) == said


# ----------------------------------------------------------------- too few, or open


def test_too_few_labels_are_a_clear_sentence(model: BoostedModel, all_games: Table, written: Table) -> None:
    """One less than enough; with the number that is there and the number that is needed."""
    few = _rows(all_games, np.arange(FEWEST - 1))
    with pytest.raises(TooFewLabels) as caught:
        teach(model, few, written)
    sentence = str(caught.value)
    assert sentence.startswith("'rasid train' needs ")
    assert {str(FEWEST), str(FEWEST - 1)} <= set(sentence.replace(";", " ").split())


def _open(one: Labelled) -> Labelled:
    return replace(one, casualty=None, diplomacy=None)


def test_stories_that_were_left_open_are_no_labels(model: BoostedModel, written: Table) -> None:
    """Forty of them are as good as none."""
    with pytest.raises(TooFewLabels, match="there are 3$"):
        teach(model, table_of([*games(3), *map(_open, games(40, seed=8))]), written)


def test_a_label_that_nobody_decided_stays_as_it_is(model: BoostedModel, corrected: Table, written: Table) -> None:
    """Corrections of casualty alone: nothing is compared for diplomacy but what was written, and its scores stay."""
    truth = corrected.truth.copy()
    truth[:, 1] = np.nan
    taught = teach(model, replace(corrected, truth=truth), written)
    assert {(one.label, one.stories) for one in taught.compared} == {
        (CASUALTY, "corrected"),
        (CASUALTY, "written"),
        (DIPLOMACY, "written"),
    }
    new = read_boosted(_file(model, taught), "model.npz")
    before, after = (_probabilities(one, corrected, 1) for one in (model, new))
    assert np.abs(before - after).max() < 0.1


def test_a_model_without_words_of_its_own_can_be_taught() -> None:
    """As small as one may be; a word is then as rare as any."""
    model = small_models.model()
    stories = [
        Labelled(
            id=f"x/{number}",
            source="desk",
            story=Story(title="", text=f"كلمه {('حلوه', 'مره')[number % 2]} {number}", url=""),
            casualty=bool(number % 2),
            diplomacy=False,
        )
        for number in range(40)
    ]
    table = table_of(stories)
    taught = teach(model, table, table_of([]))
    said = _probabilities(read_boosted(write_boosted(taught.parameters, model.card), "model.npz"), table) > 0.5
    assert said.tolist() == [bool(one.casualty) for one in stories]
