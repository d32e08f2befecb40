"""Words and pairs of words: one form for a word with and without its clitics, and what pairs with what."""

from collections import Counter

import pytest

from crawler.arabic.letters import fold
from crawler.arabic.words import words_of
from crawler.flags.grams import bare, counts


def _counts(title: str, text: str, lead: int = 100) -> Counter[str]:
    return counts(words_of(fold(title).text), words_of(fold(text).text), lead)


@pytest.mark.parametrize("word", ["قصف", "القصف", "والقصف", "بالقصف", "فالقصف", "كالقصف", "للقصف", "وقصف"])
def test_a_word_is_one_word_with_and_without_clitics(word: str) -> None:
    """Article, conjunction and preposition are taken off."""
    assert bare(word) == "قصف"


@pytest.mark.parametrize("word", ["ورد", "الله", "وقف", "بال", "و", "ال", "لل"])
def test_what_is_left_has_three_letters(word: str) -> None:
    """Short words that begin like a clitic stay as they are."""
    assert bare(word) == word


def test_the_longest_clitic_that_leaves_enough_is_taken_off() -> None:
    """«والي» keeps three letters only where «و» alone goes."""
    assert bare("والي") == "الي"
    assert bare("والوالي") == "والي"


@pytest.mark.parametrize("number", ["5", "1200", "3.5", "١٢", "۷", "2026"])
def test_every_number_is_one_word(number: str) -> None:
    """Which figure it is says nothing of the flag."""
    assert _counts("", f"قتل {number} اشخاص")["w:قتل 0"] == 1
    assert _counts("", number) == Counter({"w:0": 1, "l:0": 1})


def test_words_and_neighbours_are_counted() -> None:
    """Each once for the whole story and, while the lead lasts, once for the opening."""
    found = _counts("", "قتل رجل قتل رجل")
    assert found == Counter(
        {
            **{"w:قتل": 2, "w:رجل": 2, "w:قتل رجل": 2, "w:رجل قتل": 1},
            **{"l:قتل": 2, "l:رجل": 2, "l:قتل رجل": 2, "l:رجل قتل": 1},
        }
    )


def test_nothing_pairs_across_title_and_text() -> None:
    """The title's last word and the text's first one are no neighbours."""
    found = _counts("مقتل شاب", "افتتح معرض")
    pairs = {name for name in found if " " in name}
    assert pairs == {"w:مقتل شاب", "l:مقتل شاب", "w:افتتح معرض", "l:افتتح معرض"}


def test_signs_are_left_out_and_pairs_run_across_them() -> None:
    """A comma or a line's end divides no pair."""
    assert _counts("", "قتل، رجل.\n\nوفاه!") == _counts("", "قتل رجل وفاه")


def test_the_lead_ends_where_it_is_said() -> None:
    """`lead` counts all of the text's words, signs among them; nothing pairs across its end in the opening."""
    found = _counts("", "قتل ، رجل بعد طفل", lead=3)
    opening = {name for name in found if name.startswith("l:")}
    assert opening == {"l:قتل", "l:رجل", "l:قتل رجل"}
    assert found["w:رجل بعد"] == 1


def test_spellings_of_one_word_are_counted_together() -> None:
    """Vowel signs, kashida and Persian letters are gone once the text is folded."""
    assert _counts("", "قُتِلَ أحمـد في الکویت") == _counts("", "قتل احمد في الكويت")


def test_an_empty_story_has_no_words() -> None:
    """Nor has one of signs."""
    assert _counts("", "") == _counts("«»", "... !") == Counter()
