"""Reasons in words: which figure, which word and which place moved a score, and how far."""

import re

import pytest

from crawler.facts.casualties import casualty_figures
from crawler.facts.diplomacy import diplomatic_acts
from crawler.flags.features import features
from crawler.flags.flag import Label
from crawler.flags.model import Opinion, Question
from crawler.flags.sources import load_model
from crawler.flags.training.corpus import own_stories
from crawler.flags.wording import reasons
from crawler.news import Story

TWELVE = Story(
    title="انفجار وسط المدينة",
    text="قتل 12 شخصا وأصيب 30 آخرون في انفجار سيارة مفخخة صباح اليوم، وفق وزارة الصحة.",
    url="",
)
MEETING = Story(
    title="وزير الخارجية المصري يلتقي نظيره الأردني",
    text="التقى وزير الخارجية المصري نظيره الأردني في عمان، وبحثا العلاقات الثنائية.",
    url="",
)


def _question(story: Story) -> Question:
    return Question(story=story, found=features(story, casualty_figures(story), diplomatic_acts(story)))


def _told(story: Story, *weights: tuple[str, float]) -> tuple[str, ...]:
    return reasons(Opinion(score=0.5, weights=weights), _question(story))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("lead:figure:killed", "قتلى 12 في المقدمة (+1.8)"),
        ("lead:figure:harmed", "مصابون أو مفقودون 30 في المقدمة (+1.8)"),
        ("lead:harm", "ألفاظ القتل «قتل» في المقدمة (+1.8)"),
        ("lead:injury", "ألفاظ الإصابة «وأصيب» في المقدمة (+1.8)"),
        ("title:strike", "ألفاظ القصف والهجوم «انفجار» في العنوان (+1.8)"),
        ("figures", "أعداد الضحايا، أولها: قتلى 12 في المقدمة (+1.8)"),
        ("w:سياره مفخخه", "«سياره مفخخه» (+1.8)"),
        ("l:انفجار", "«انفجار» في البداية (+1.8)"),
    ],
)
def test_a_reason_names_figure_word_and_place(name: str, sentence: str) -> None:
    """As the story writes them."""
    assert _told(TWELVE, (name, 1.84)) == (sentence,)


def test_a_figure_of_old_is_told_as_such() -> None:
    """Killed before, not now."""
    story = Story(title="", text="قتل 300 شخص في زلزال عام 1992.", url="")
    question = _question(story)
    question.found.words["lead:past:killed"] = "300"
    question.found.values["lead:past:killed"] = 1.0
    (sentence,) = reasons(Opinion(score=0.5, weights=(("lead:past:killed", -0.7),)), question)
    assert sentence == "قتلى 300 من قبل في المقدمة (-0.7)"


def test_dealings_of_old_are_told() -> None:
    """And where they stand."""
    question = _question(MEETING)
    question.found.values["title:act:past"] = 1.0
    told = reasons(Opinion(score=0.5, weights=(("title:act:past", -0.9),)), question)
    assert told == ("تعامل من قبل في العنوان (-0.9)",)
    assert _told(MEETING, ("title:meeting", 0.9)) == ("ألفاظ اللقاء والمباحثات «يلتقي» في العنوان (+0.9)",)


def test_the_strongest_come_first_and_trifles_are_left_out() -> None:
    """Five at most; less than a tenth of log odds is not told; a minus speaks against."""
    weights = [("w:واحد", -2.0), *((f"w:كلمه{place}", 1.0 - place / 10) for place in range(6)), ("w:صغير", 0.05)]
    told = _told(TWELVE, *weights)
    assert told[0] == "«واحد» (-2.0)"
    assert len(told) == 5
    assert _told(TWELVE, ("w:صغير", 0.05), ("w:نقص", -0.05)) == ()


def test_the_shipped_model_names_the_twelve_in_the_lead() -> None:
    """From the story to the sentence that a desk reads."""
    question = _question(TWELVE)
    (opinion,) = load_model().opinions([question])
    told = reasons(opinion[Label.CASUALTY], question)
    assert any("12" in sentence and "في المقدمة" in sentence for sentence in told), told


@pytest.fixture(scope="module")
def told() -> list[tuple[str, ...]]:
    """The reasons for both labels of a slice of the written stories."""
    questions = [_question(one.story) for one in own_stories()[::20]]
    answers = load_model().opinions(questions)
    return [
        reasons(opinion, question)
        for question, answer in zip(questions, answers, strict=True)
        for opinion in answer.values()
    ]


def test_every_answer_has_reasons(told: list[tuple[str, ...]]) -> None:
    """Each of them ends with how far it moved the score."""
    assert all(told)
    assert all(re.search(r" \([+-]\d+\.\d\)$", sentence) for one in told for sentence in one)


def test_reasons_are_words_and_no_names_of_ours(told: list[tuple[str, ...]]) -> None:
    """A desk reads «صياغة الخبر», not «deal:2» or «share». Words that the story writes in Latin letters are quoted."""
    ours = {sentence for one in told for sentence in one if re.search("[a-z_]", re.sub("«[^»]*»", "", sentence))}
    assert ours == set()


def test_no_reason_is_told_twice_in_the_same_words(told: list[tuple[str, ...]]) -> None:
    """Two different things that moved the score read differently."""
    twice = set()
    for one in told:
        plain = [sentence.rpartition(" (")[0] for sentence in one]
        twice |= {sentence for sentence in plain if plain.count(sentence) > 1}
    assert twice == set()


def test_what_a_story_does_not_have_is_not_told_as_if_it_had() -> None:
    """A tree may be moved by what is missing: that a story is not untitled is no «بلا عنوان»."""
    assert _told(TWELVE, ("untitled", -0.5)) == ("له عنوان (-0.5)",)
    assert _told(MEETING, ("lead:harm", -0.4)) == ("غياب: ألفاظ القتل في المقدمة (-0.4)",)
