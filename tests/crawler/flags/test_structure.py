"""What stands together in one sentence: harm that was done and harm that was not, dealings and who deals."""

from math import log2

import pytest

from crawler.arabic.letters import fold
from crawler.arabic.words import words_of
from crawler.flags.features import features
from crawler.flags.structure import Sentence, kinds, spans, structure
from crawler.news import Story


def _sentence(text: str, classes: dict[str, str] | None = None, parties: int = 0) -> Sentence:
    """A sentence whose lexicon classes begin at the words given for them."""
    words = words_of(fold(text).text)
    places = {word.text: index for index, word in reversed(list(enumerate(words)))}
    found = {name: places[fold(word).text] for name, word in (classes or {}).items()}
    return Sentence(words, found, frozenset(f"P{number}" for number in range(parties)))


def _opening(text: str) -> set[str]:
    """The kinds of a story's first sentence, with the real lexicon, without those of figures."""
    values = features(Story(title="", text=text, url=""), (), ()).values
    return {name.removeprefix("so:") for name in values if name.startswith("so:")}


# -------------------------------------------------------------------- sentences


def test_sentences_end_at_signs_and_lines() -> None:
    """The signs are no part of them, and two in a row make no sentence."""
    words = words_of(fold("قتل رجل. اصيب طفل!\n\nلم يصب احد؟ نهايه").text)
    pieces = [" ".join(word.text for word in words[start:end]) for start, end in spans(words)]
    assert pieces == ["قتل رجل", "اصيب طفل", "لم يصب احد", "نهايه"]


def test_a_comma_ends_no_sentence_and_nothing_has_none() -> None:
    """Nor does a colon."""
    words = words_of(fold("قال: قتل رجل، واصيب طفل").text)
    assert list(spans(words)) == [(0, len(words))]
    assert list(spans([])) == []
    assert list(spans(words_of("...!"))) == []


# ------------------------------------------------------------------------- harm


def test_harm_by_itself_is_clean() -> None:
    """With the number that stands by it and what caused it."""
    found = kinds(_sentence("قصف قتل 5 اشخاص", {"harm": "قتل", "strike": "قصف"}))
    assert found == {"harm", "harm:clean", "harm:number", "harm:blow"}


def test_what_did_not_happen_is_said_to_be_so() -> None:
    """«لم يصب أحد»: by the word before the verb, and by the phrases of the lexicon."""
    assert "harm:not" in kinds(_sentence("لم يصب احد", {"injury": "يصب"}))
    assert "harm:not" in kinds(_sentence("حريق دون وقوع ضحايا", {"harm": "ضحايا", "nobody": "دون"}))


@pytest.mark.parametrize(
    "text",
    ["لم يصب أحد في الحادث", "اندلع حريق دون وقوع ضحايا", "لم يسقط قتلى في القصف", "انهار المبنى بلا إصابات"],
)
def test_denials_in_real_sentences_are_no_harm_pure_and_simple(text: str) -> None:
    """A phrase of the lexicon takes the word of harm in, or the word before it denies it."""
    found = features(Story(title="", text=text, url=""), (), ())
    assert "so:harm:not" in found.values or "nobody" in found.seen
    assert "so:harm:clean" not in found.values


@pytest.mark.parametrize("text", ["قد يكون سقط قتلى", "ربما سقط قتلى", "التحقيق في محاوله قتل"])
def test_what_may_have_happened_is_kept_apart(text: str) -> None:
    """«قد», «ربما», «محاولة»."""
    found = kinds(_sentence(text, {"harm": text.split()[-1]}))
    assert "harm:perhaps" in found
    assert "harm:clean" not in found


@pytest.mark.parametrize("text", ["شارع باسم الرجل الذي قتل", "عائله الفتاه التي قتلت"])
def test_harm_in_a_clause_that_says_who_is_kept_apart(text: str) -> None:
    """«الذي قتل» tells who somebody is, not what happened today."""
    found = kinds(_sentence(text, {"harm": text.split()[-1]}))
    assert "harm:which" in found
    assert "harm:clean" not in found


def test_a_denial_too_far_before_denies_nothing() -> None:
    """Four words are its reach, and it looks back only."""
    near = _sentence("لم تمض ساعه على ذلك", {"harm": "ذلك"})
    far = _sentence("لم تمض ساعه واحده حتى سقط قتلى", {"harm": "قتلى"})
    after = _sentence("قتل رجل لم يعرف اسمه", {"harm": "قتل"})
    assert "harm:not" in kinds(near)
    assert "harm:clean" in kinds(far)
    assert "harm:clean" in kinds(after)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("مقتل مشجع بعد المباراة", "harm:sport"),
        ("مناورة تحاكي سقوط قتلى", "harm:drill"),
        ("فيلم عن مقتل شاب", "harm:art"),
        ("المحكمة تنظر في قضية مقتل الشاب", "harm:court"),
        ("ذكرى مقتل الزعيم", "harm:memorial"),
    ],
)
def test_harm_beside_words_of_something_else_is_of_that(text: str, kind: str) -> None:
    """In the same sentence."""
    found = _opening(text)
    assert {"harm", kind} <= found
    assert "harm:clean" not in found


def test_what_stands_in_another_sentence_says_nothing() -> None:
    """Sport or a denial in the next sentence leaves the harm of this one clean, and both are counted."""
    values = features(Story(title="", text="مقتل شاب. فاز المنتخب في المباراة. لم يحضر أحد.", url=""), (), ()).values
    assert values["so:harm:clean"] == 1
    assert not any(name.endswith(("harm:sport", "harm:not")) for name in values)


def test_no_word_of_harm_is_no_harm() -> None:
    """A strike or a denial alone."""
    assert kinds(_sentence("لم يحدث قصف 5", {"strike": "قصف"})) == set()


# --------------------------------------------------------------------- dealings


@pytest.mark.parametrize(("parties", "said"), [(0, 0), (1, 1), (2, 2), (5, 2)])
def test_a_dealing_is_known_by_how_many_deal(parties: int, said: int) -> None:
    """Two parties and a word of dealing; more than two say no more."""
    found = kinds(_sentence("لقاء وزير", {"meeting": "لقاء", "envoy": "وزير"}, parties))
    assert {"deal", f"deal:{said}", f"deal:speaker:{said}", f"speaker:{said}"} <= found


def test_two_states_in_one_sentence_deal_and_in_two_they_do_not() -> None:
    """With the real lexicon and names."""
    assert "deal:2" in _opening("مباحثات بين مصر والأردن")
    apart = _opening("مباحثات في مصر. وفي الأردن هطلت الأمطار.")
    assert "deal:1" in apart
    assert "deal:2" not in apart


def test_a_stance_has_its_parties_too() -> None:
    """«قطر تدين»."""
    assert "stance:2" in kinds(_sentence("تدين", {"stance": "تدين"}, 2))
    assert "stance:speaker:1" in kinds(_sentence("وزير يدين", {"stance": "يدين", "envoy": "وزير"}, 1))


def test_dealings_at_home_are_marked() -> None:
    """A party's meeting is no diplomacy."""
    assert "deal:domestic" in _opening("اجتماع كتلة الحزب في البرلمان")


# ---------------------------------------------------------------- whole stories


def _harm() -> Sentence:
    return _sentence("قتل رجل", {"harm": "قتل"})


def _nothing() -> Sentence:
    return _sentence("هطلت امطار")


def test_kinds_are_counted_apart_in_the_opening_and_in_the_rest() -> None:
    """The title and the first sentence open a story; counts are damped."""
    found = structure([_harm()], [_harm(), _nothing(), _harm(), _harm(), _harm()])
    assert found["so:harm"] == pytest.approx(log2(3))
    assert found["sr:harm"] == pytest.approx(log2(4))
    assert found["first:harm"] == 1
    assert found["share:harm"] == pytest.approx(5 / 6)
    assert found["share:deal"] == 0
    assert found["sentences"] == pytest.approx(log2(7))


def test_the_later_harm_comes_the_less_it_opens() -> None:
    """One over its place."""
    found = structure([_nothing()], [_nothing(), _nothing(), _harm()])
    assert found["first:harm"] == pytest.approx(1 / 4)
    assert "so:harm" not in found
    assert found["sr:harm"] == 1


def test_a_story_without_sentences_divides_by_nothing() -> None:
    """Empty title, empty text."""
    found = structure([], [])
    assert (found["share:harm"], found["share:deal"]) == (0, 0)
