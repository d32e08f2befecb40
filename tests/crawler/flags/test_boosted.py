"""Boosted models: what a sum is made of, what an opinion tells of it, and what a desk's lessons add."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from crawler.flags.boosted import LABELS, BoostedModel, probability
from crawler.flags.features import Features
from crawler.flags.flag import Label
from crawler.flags.forest import LEAF, Forest
from crawler.flags.model import Question, Thresholds
from crawler.news import Story
from tests.crawler.flags import small_models

STORIES = [small_models.random_features(seed) for seed in range(40)]


def _question(found: Features) -> Question:
    return Question(story=Story(title="", text="", url=""), found=found)


def _by_hand(model: BoostedModel, found: Features) -> list[float]:
    """The log odds put together from their definition."""
    own = model.parameters
    named = np.array([found.values.get(name, 0) for name in own.names], dtype=np.float32)
    spoken = own.words.parts(found.grams)[1].sum(axis=0) + own.words.bias
    values = np.concatenate([named, spoken]).astype(np.float32)
    totals = []
    for column, forest in enumerate(own.forests):
        slope, intercept = own.calibration[column]
        total = slope * forest.walk(values)[0] + intercept
        if own.correction is not None:
            taught = own.correction.words
            total += named @ own.correction.features[:, column]
            total += taught.parts(found.grams)[1][:, column].sum() + taught.bias[column]
        totals.append(float(total))
    return totals


@pytest.mark.parametrize("taught", [False, True])
def test_log_odds_are_calibrated_trees_and_what_was_taught(taught: bool) -> None:
    """Features, words as one more feature of the trees, slope and intercept, and the correction on top."""
    model = small_models.model(taught=taught)
    for found in STORIES:
        assert model.log_odds(found) == pytest.approx(_by_hand(model, found), abs=1e-4)


def test_a_score_is_the_probability_of_the_log_odds() -> None:
    """For each label, in the order of the stories."""
    model = small_models.model(taught=True)
    answers = model.opinions([_question(found) for found in STORIES])
    for found, answer in zip(STORIES, answers, strict=True):
        expected = [probability(float(odds)) for odds in model.log_odds(found)]
        assert [answer[label].score for label in LABELS] == pytest.approx(expected, abs=1e-6)
    assert len({answer[Label.CASUALTY].score for answer in answers}) > 20  # were the order lost, it would show


def test_what_a_model_does_not_know_changes_nothing() -> None:
    """A feature or a word that was added later does not disturb a model that was learnt before it."""
    model = small_models.model(taught=True)
    for found in STORIES:
        richer = replace(found, values={**found.values, "later": 50.0}, grams=found.grams + Counter({"w:لاحق": 9}))
        assert model.log_odds(richer).tolist() == model.log_odds(found).tolist()


def test_features_are_put_in_the_models_order() -> None:
    """Whatever order they come in, absent ones as nothing."""
    model = small_models.model()
    vector = model.vector(Features(values={"untitled": 1.0, "later": 7.0, "lead:harm": 2.0}))
    assert dict(zip(small_models.NAMES, vector.tolist(), strict=True)) == {
        "lead:harm": 2.0,
        "title:harm": 0.0,
        "title:meeting": 0.0,
        "untitled": 1.0,
    }


def _one_question(column: int, below: float, above: float) -> Forest:
    return Forest(
        feature=np.array([column, LEAF, LEAF], dtype=np.int32),
        threshold=np.array([0.5, 0, 0], dtype=np.float32),
        left=np.array([1, LEAF, LEAF], dtype=np.int32),
        value=np.array([0, below, above], dtype=np.float32),
        roots=np.zeros(1, dtype=np.int32),
        depth=1,
        base=0.0,
    )


def test_an_opinion_names_what_moved_it() -> None:
    """Features by their name and share, in calibrated log odds, the strongest first; what moved nothing is not told."""
    casualty = _one_question(small_models.NAMES.index("title:harm"), -1, 3)
    diplomacy = _one_question(small_models.NAMES.index("title:meeting"), -1, 3)
    made = replace(small_models.parameters(), forests=(casualty, diplomacy))
    model = BoostedModel(made, small_models.CARD, "")
    (answer,) = model.opinions([_question(Features(values={"title:harm": 1.0, "untitled": 1.0}))])
    assert answer[Label.CASUALTY].weights == (("title:harm", pytest.approx(3 * 1.25)),)
    assert answer[Label.DIPLOMACY].weights == (("title:meeting", pytest.approx(-0.75)),)


def test_what_the_words_moved_is_told_by_word() -> None:
    """The trees ask for the log odds of the words; what that moved is shared out among the words that pulled this way,
    and those that pulled the other way are left out."""
    column = len(small_models.NAMES)  # the words' log odds for casualty
    spoken = replace(
        small_models.words(1),
        weights=np.array([[2, 0], [-1, 0], [1, 0]], dtype=np.float32),
        idf=np.ones(3, dtype=np.float32),
    )
    forests = (_one_question(column, -2, 4), _one_question(0, 0, 0))
    model = BoostedModel(replace(small_models.parameters(), words=spoken, forests=forests), small_models.CARD, "")
    found = Features()
    found.grams.update(small_models.WORDS)
    (answer,) = model.opinions([_question(found)])
    moved = 4 * 1.25
    assert answer[Label.CASUALTY].weights == (
        ("l:قصف", pytest.approx(moved * 2 / 3)),
        ("w:قتل", pytest.approx(moved / 3)),
    )


@pytest.mark.parametrize("taught", [False, True])
def test_nothing_is_told_twice(taught: bool) -> None:
    """«w:قتل» stands in the words of the model and in those that it was taught: its shares are one reason."""
    model = small_models.model(taught=taught)
    for answer in model.opinions([_question(found) for found in STORIES]):
        for opinion in answer.values():
            names = [name for name, _ in opinion.weights]
            assert len(names) == len(set(names)) <= 8
            sizes = [abs(weight) for _, weight in opinion.weights]
            assert sizes == sorted(sizes, reverse=True)


def test_name_and_thresholds_are_the_cards() -> None:
    """As they are kept with every verdict."""
    labels = {"casualty": {"threshold": 0.6, "review": 0.1}, "diplomacy": {"threshold": 0.4, "review": 0.3}}
    model = BoostedModel(small_models.parameters(), {**small_models.CARD, "labels": labels}, "")
    assert model.name == "small 7"
    assert model.thresholds == {
        Label.CASUALTY: Thresholds(flag=0.6, review=0.1),
        Label.DIPLOMACY: Thresholds(flag=0.4, review=0.3),
    }


def test_a_probability_stays_one_however_far_the_log_odds_go() -> None:
    """Neither overflows nor leaves 0..1."""
    assert probability(0) == 0.5
    assert probability(2) == pytest.approx(0.880797, abs=1e-6)
    assert 0 < probability(-1e9) < 1e-12 < 1 - 1e-12 < probability(1e9) <= 1


def test_a_leaning_of_the_card_is_part_of_the_log_odds_and_told() -> None:
    """Only for its label, and only where the story has the feature."""
    plain = small_models.model()
    labels = {**plain.card["labels"]}
    labels[Label.CASUALTY] = {**labels[Label.CASUALTY], "leanings": {"unreal:match": -1.5}}
    leaning = BoostedModel(plain.parameters, {**plain.card, "labels": labels}, plain.digest)
    found = STORIES[0]
    match = Features(values={**found.values, "unreal:match": 1.0}, grams=found.grams)
    assert leaning.log_odds(found) == pytest.approx(plain.log_odds(found))
    moved = leaning.log_odds(match) - plain.log_odds(match)
    assert moved == pytest.approx([-1.5, 0.0], abs=1e-5)
    (answer,) = leaning.opinions([_question(match)])
    assert ("unreal:match", -1.5) in answer[Label.CASUALTY].weights
    assert "unreal:match" not in dict(answer[Label.DIPLOMACY].weights)
