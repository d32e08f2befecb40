"""Who deals with whom, clause by clause: who is named first, how many parties, how often the second is named."""

import re
from math import log2

import pytest

from crawler.arabic.letters import fold
from crawler.arabic.words import words_of
from crawler.flags.dealings import actor, clauses
from crawler.flags.features import features
from crawler.flags.model import Opinion, Question
from crawler.flags.structure import Sentence
from crawler.flags.wording import reasons
from crawler.news import Story


def _values(text: str, title: str = "") -> dict[str, float]:
    return features(Story(title=title, text=text, url=""), (), ()).values


def _kinds(text: str) -> set[str]:
    """The kinds of the clauses of a story's opening, with the real lexicon and names."""
    return {name.removeprefix("co:") for name in _values(text) if name.startswith("co:")}


# ---------------------------------------------------------------------- clauses


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("قتل ثلاثه في قصف المدينه، فيما استدعت الخارجيه السفير الروسي", 2),
        ("قتل ثلاثه في قصف المدينه في حين استدعت الخارجيه السفير", 2),
        ("انتهت الجلسه امس. من جهه اخري بحث رييس المجلس مع السفير", 2),
        ("قتل ثلاثه في قصف المدينه، واستدعت الخارجيه السفير الروسي", 1),
        ("فيما استدعت الخارجيه السفير الروسي في المدينه", 1),
        ("", 0),
    ],
)
def test_a_clause_ends_where_another_item_begins(text: str, pieces: int) -> None:
    """At «فيما» and its kind in the midst of a sentence, and at sentences' ends; not at the first word, nor at «و»."""
    words = words_of(fold(text).text)
    found = list(clauses(words))
    assert len(found) == pieces
    assert all(start < end for start, end in found)
    assert [one.text for start, end in found for one in words[start:end]] == [w.text for w in words if w.text != "."]


# ------------------------------------------------------------------------ actor


def test_who_is_named_first_acts() -> None:
    """A class or a party's own name; beyond the ninth word nobody does."""
    words = words_of("كلمه " * 20)
    parties = frozenset({"US"})
    assert actor(Sentence(words, {"ngo": 1, "envoy": 4}, parties, 3)) == "ngo"
    assert actor(Sentence(words, {"ngo": 4, "envoy": 1}, parties, 3)) == "envoy"
    assert actor(Sentence(words, {"ngo": 4}, parties, 1)) == "state"
    assert actor(Sentence(words, {"ngo": 9}, parties, 9)) == ""
    assert actor(Sentence(words, {}, frozenset())) == ""


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("اتهمت واشنطن دمشق بخرق الهدنة", "state"),
        ("السفير الروسي ينتقد تركيا", "envoy"),
        ("استنكرت جمعية القضاة التونسيين الإجراءات في تركيا", "ngo"),
        ("هاجمت صحيفة معاريف زيارة الرئيس إلى مصر", "outlet"),
        ("طالب حزب العمل فرنسا بسحب قواتها", "domestic"),
        ("انتقد الرئيس السابق زيارة مصر", "former"),
    ],
)
def test_the_same_verb_of_different_speakers(text: str, who: str) -> None:
    """A state, its envoy, an association, a newspaper, a party, somebody who was once in office."""
    assert f"by:{who}:acts" in _kinds(text)


def test_a_dealing_by_somebody_official_between_two_is_clean() -> None:
    """And one by an association, or with one party, is not."""
    assert "clean" in _kinds("السفير الروسي يبحث التعاون مع مصر")
    assert "clean" not in _kinds("جمعية روسية تبحث التعاون مع مصر")
    assert "clean" not in _kinds("السفير الروسي يبحث التعاون")


def test_a_second_item_of_a_sentence_is_a_clause_of_the_rest() -> None:
    """What «فيما» begins is as clean as if it stood alone, and its place is remembered."""
    values = _values("اندلع حريق في سوق المدينة القديمة أمس، فيما بحث السفير الروسي التعاون مع مصر.")
    assert values["cr:clean"] == 1.0
    assert "co:clean" not in values
    assert (values["first:clean"], values["share:clean"]) == (0.5, 0.5)


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("صفقة تبادل الأسرى بين روسيا وأوكرانيا", "exchange:2"),
        ("تسلمت السلطات المغربية مطلوبا من إسبانيا", "extradite:2"),
        ("قرض بقيمة مليار دولار من ألمانيا إلى تونس", "funds:2"),
        ("إعادة فتح معبر رفح", "border:0"),
        ("روسيا توافق على إرسال مستشارين عسكريين", "troops:1"),
    ],
)
def test_matters_are_told_with_the_number_of_parties(text: str, matter: str) -> None:
    """Of the clause they stand in."""
    assert matter in _kinds(text)


# ---------------------------------------------------------------------- parties


def test_the_second_party_counts_alone_and_beside_the_first() -> None:
    """A home affair that names a neighbour once is told from a dealing of two."""
    home = _values("تونس. تونس. تونس. ليبيا.")
    assert (home["parties:second"], home["parties:even"]) == (1.0, 1 / 3)
    both = _values("تونس. تونس. ليبيا. ليبيا.")
    assert (both["parties:second"], both["parties:even"]) == (log2(3), 1.0)
    assert "parties:second" not in _values("تونس. تونس.")


def test_pairs_of_parties() -> None:
    """«بين تونس وليبيا» and «التونسي - الليبي»; not two that stand apart, nor one twice."""
    assert _values("الاتفاق بين تونس وليبيا")["parties:pairs"] == 1.0
    assert _values("الاتفاق التونسي - الليبي")["parties:pairs"] == 1.0
    assert "parties:pairs" not in _values("تونس قالت إنها ترفض ما أعلنته ليبيا")
    assert "parties:pairs" not in _values("تونس - تونس")


def test_parties_speak_by_their_names_organs_and_officials() -> None:
    """«اتهمت واشنطن», «السلطات الليبية», «السفير الروسي»; and one that is only named is silent."""
    assert _values("اتهمت واشنطن الشركة")["voices"] == 1.0
    assert _values("قالت السلطات الليبية إنها لن تقبل")["voices:organs:first"] == 1.0
    assert _values("السفير الروسي")["voices:titles:first"] == 1.0
    assert _values("السياح في ليبيا")["voices"] == 0.0
    assert _values("السفير الروسي والسلطات الليبية")["voices:all:second"] == 1.0


def test_a_story_of_nothing_has_no_dealings() -> None:
    """And no division by nothing."""
    values = _values("")
    assert values["clauses"] == 1.0
    assert values["parties:all"] == 0.0
    assert not [name for name in values if name.startswith(("co:", "cr:"))]


def test_a_desk_reads_all_of_it_in_words() -> None:
    """No name of ours among the reasons: «co:by:state:acts» is «في عبارة من البداية: يفعل: دولة أو هيئة باسمها»."""
    text = (
        "اتهمت واشنطن دمشق. بحث السفير الروسي التعاون مع مصر، فيما قالت السلطات الليبية والحكومة التركية إن معبر رفح "
        "مغلق. دانت جمعية القضاة صفقة تبادل الأسرى بين روسيا وأوكرانيا. قال شاهد إنه رأى ذلك."
    )
    story = Story(title="السفير الروسي يلتقي السفير المصري", text=text, url="")
    question = Question(story=story, found=features(story, (), ()))
    new = re.compile("^(c[or]:|parties:|voices|clauses|first:clean|share:clean)")
    names = [name for name, value in question.found.values.items() if new.match(name) and value]
    told = {name: reasons(Opinion(score=0.5, weights=((name, 1.0),)), question)[0] for name in names}
    assert len(told) > 20
    assert {name for name, sentence in told.items() if re.search("[a-z_]", re.sub("«[^»]*»", "", sentence))} == set()
    assert told["co:by:envoy:acts"] == "في عبارة من البداية: يفعل: وزراء خارجية وسفراء ومبعوثون (+1.0)"
