"""What speaks for and against the flags, as named numbers: where a word stands, which figure, which act."""

from dataclasses import replace

import pytest

from crawler.facts.casualties import casualty_figures
from crawler.facts.diplomacy import diplomatic_acts
from crawler.facts.figure import Part, Scope
from crawler.flags.features import LEAD, READ, Features, features
from crawler.news import Story

FAR = "كلام " * 200


def _story(title: str, text: str) -> Story:
    return Story(title=title, text=text, url="https://example.org/a")


def _words(title: str, text: str) -> Features:
    return features(_story(title, text), (), ())


def _whole(title: str, text: str) -> Features:
    story = _story(title, text)
    return features(story, casualty_figures(story), diplomatic_acts(story))


def test_features_know_where_a_word_stands() -> None:
    """The same word counts apart in title, lead and body."""
    values = _words("مقتل شاب", FAR + "مقتل رجل").values
    assert values["title:harm"] == 1.0
    assert values["body:harm"] == 1.0
    assert "lead:harm" not in values
    assert _words("", "مقتل رجل").values["lead:harm"] == 1.0


def test_words_are_found_through_clitics_and_spellings() -> None:
    """Glued prefixes, vowel signs, kashida, Persian letters of some outlets' systems."""
    for word in ("مقتل", "ومقتل", "بمقتل", "مَقْتَل", "مقتـــل"):
        assert "title:harm" in _words(f"{word} شاب", "").values
    assert "title:visit" in _words("زیارة رسمیة", "").values


def test_counts_are_damped() -> None:
    """Fifteen times is four times as much as once, and a hundred times no more than fifteen."""
    assert _words("", "مقتل " * 15).values["lead:harm"] == 4.0
    assert _words("", "مقتل " * 70).values["lead:harm"] == 4.0


def test_what_stands_beyond_the_first_thousand_words_is_not_read() -> None:
    """What a story is about is said by then, and a text without end costs no more than that."""
    padding = "كلام " * (READ // 5 + 200)
    read = _words("", padding + "مقتل رجل")
    assert "body:harm" not in read.values
    assert "harm" not in read.seen
    assert _words("", padding * 50) == _words("", padding * 2)


def test_seen_words_are_verbatim_in_the_story() -> None:
    """The span of a class is where its first word stands in the unfolded text; the words behind it are shown so."""
    title, text = "زلزال يضرب الشّرق", "أُصيبَ سبعةٌ وقُتِلَ رجلٌ، ولقي طفلٌ مصرعَـه."
    found = _words(title, text)
    part, span = found.seen["harm"]
    assert (part, text[span.start : span.end]) == (Part.TEXT, "وقُتِلَ")
    assert found.words["lead:harm"] == "وقُتِلَ"
    part, span = found.seen["mishap"]
    assert (part, title[span.start : span.end]) == (Part.TITLE, "زلزال")


def test_figures_count_where_they_stand_and_by_outcome() -> None:
    """Killed and injured in the lead, with the number behind them; a number of old is no figure of the event."""
    found = _whole("", "قتل 12 شخصا وأصيب 30 آخرون في انفجار وسط المدينة.")
    assert found.values["lead:figure:killed"] == found.values["lead:figure:harmed"] == 1.0
    assert found.values["figures"] > 0
    assert 0.5 < found.values["figures:sure"] <= 1.0
    assert found.words["lead:figure:killed"] == "12"
    assert "title:figure:killed" not in found.values
    assert _whole("مقتل 12 شخصا", "").values["title:figure:killed"] == 1.0


def test_acts_count_where_they_stand_and_by_kind() -> None:
    """A dealing of old is told apart, and counts for nothing else."""
    found = _whole("وزير الخارجية المصري يلتقي نظيره الأردني", "")
    assert found.values["title:act"] == found.values["act:meeting"] == 1.0
    assert found.values["acts"] > 0
    story = _story("وزير الخارجية المصري يلتقي نظيره الأردني", "")
    old = features(story, (), [replace(act, background=True) for act in diplomatic_acts(story)])
    assert old.values["title:act:past"] == 1.0
    assert not {"title:act", "act:meeting"} & set(old.values)
    assert old.values["acts"] == 0


def test_facts_have_a_share_of_the_sentences_and_a_first_one() -> None:
    """A headline and a sentence may be of nothing else; in a long story the same words are a remark."""
    brief = _whole("انفجار وسط المدينة", "قتل 12 شخصا وأصيب 30 آخرون في انفجار.").values
    assert (brief["share:figure"], brief["first:figure"]) == (0.5, 0.5)
    long = _whole("انفجار وسط المدينة", "قال شاهد إنه رأى دخانا. " * 7 + "قتل 12 شخصا في انفجار.").values
    assert (long["share:figure"], long["first:figure"]) == (1 / 9, 1 / 9)
    act = _whole("وزير الخارجية المصري يلتقي نظيره الأردني", "").values
    assert (act["share:act"], act["first:act"]) == (1.0, 1.0)


def test_facts_of_old_have_no_share() -> None:
    """What a story recalls is not what it tells."""
    story = _story("وزير الخارجية المصري يلتقي نظيره الأردني", "قتل 300 شخص في زلزال عام 1992.")
    figures = [replace(one, scope=Scope.BACKGROUND) for one in casualty_figures(story)]
    acts = [replace(act, background=True) for act in diplomatic_acts(story)]
    assert figures
    assert acts
    names = {"share:figure", "first:figure", "share:act", "first:act"}
    assert names & set(features(story, figures, acts).values) == set()


def test_parties_are_counted_in_the_opening() -> None:
    """States that are named in the title and the lead, each once, whatever it is called by."""
    assert _words("مصر والأردن", "قالت مصر").values["opening:parties"] == 1.0
    assert _words("مصر والأردن", "").values["title:parties"] == 1.0
    assert _words("", FAR + "مصر والأردن").values["opening:parties"] == 0


def test_short_and_untitled_stories_say_so() -> None:
    """A caption of a video is both."""
    values = _words("", "قصف").values
    assert (values["short"], values["untitled"]) == (1.0, 1.0)
    values = _words("عنوان", FAR).values
    assert values["short"] == 0.0
    assert "untitled" not in values


def test_the_words_of_a_story_are_counted_with_its_opening() -> None:
    """As crawler.flags.grams counts them; the lead ends where that of the features does."""
    found = _words("مقتل شاب", "كلمه " * (LEAD // 5 + 5) + "وزير")
    assert found.grams["l:مقتل شاب"] == found.grams["w:مقتل شاب"] == 1
    assert found.grams["w:زير"] == 1  # «وزير» without what looks like a conjunction, here as everywhere
    assert "l:زير" not in found.grams


@pytest.mark.parametrize(("title", "text"), [("", ""), ("«»", "...\n\n!"), ("a", "b"), ("\u064b", "\u0640")])
def test_a_story_of_nothing_has_features_too(title: str, text: str) -> None:
    """Empty, of signs, of marks that folding drops."""
    found = _whole(title, text)
    assert found.values["figures"] == found.values["acts"] == 0
    assert found.seen == {}


def test_the_same_story_has_the_same_features() -> None:
    """In the same order too, since sums of floats depend on it."""
    story = ("مقتل 5 في غزة", "التقى وزير الخارجية نظيره وبحثا مقتل الجنود في مصر والأردن.")
    first, second = _whole(*story), _whole(*story)
    assert list(first.values.items()) == list(second.values.items())
    assert list(first.grams.items()) == list(second.grams.items())
