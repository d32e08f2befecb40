"""The index's words and a search's words meet exactly where a reader would say that the word stands in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.arabic.phrases import holds
from crawler.arabic.search_words import index_words, search_for

TEXT = "وقالت الحكومة إن حكومتها بغزة ستطلق 1,200 أسير، وللأمم المتحدة رأي في الهدنة بالسودان"


def _indexed(text: str, asked: str) -> bool:
    entered = index_words([text])
    wanted = search_for(asked).words
    return bool(wanted) and all(entered & one for one in wanted)


@pytest.mark.parametrize(
    "asked",
    ["حكومة", "غزه", "أسير", "السودان", "1,200", "1200", "السودان غزة", '"الأمم المتحدة"', "«الأمم المتحدة» هدنة"],
)
def test_what_stands_in_a_text_is_found(asked: str) -> None:
    """Glued, inflected, spelled otherwise, in another order, and as a phrase."""
    assert _indexed(TEXT, asked)


@pytest.mark.parametrize("asked", ["كوم", "غز", "لبنان", "غزة لبنان", "", "؟ !"])
def test_what_does_not_stand_there_is_not(asked: str) -> None:
    """No part of a word, nothing of which a word is missing, and nothing at all."""
    assert not _indexed(TEXT, asked)


def test_a_phrase_is_looked_for_in_the_text_itself() -> None:
    """Its words stand in the text, but not beside each other."""
    search = search_for('"المتحدة الأمم"')
    assert _indexed(TEXT, '"المتحدة الأمم"')
    assert not search.is_sure
    assert not search.finds(TEXT)
    assert search_for('"الأمم المتحدة"').finds("قالت", TEXT)
    assert search_for("الأمم المتحدة").is_sure


def test_nonsense_has_an_end() -> None:
    """A word of ten thousand letters is cut, and still found."""
    word = "ق" * 10_000
    assert max(map(len, index_words([word]))) <= 60
    assert _indexed(word, word)


letters = st.text(alphabet="ابتحدرسعغفقكلمنهويةأإىـًُ .،«»9٤", max_size=40)


@given(text=letters, word=st.text(alphabet="ابتحدرسعغفقكلمنهويةأإى", min_size=1, max_size=7))
def test_the_index_finds_what_a_reader_finds(text: str, word: str) -> None:
    """A single word is found by the index exactly where it is held by the text."""
    search = search_for(word)
    if search.is_sure:
        assert _indexed(text, word) == holds(text, word)
