"""Where the words stand that a search found."""

import pytest

from crawler.arabic.phrase_places import places_of
from crawler.arabic.phrases import _core, forms


@pytest.mark.parametrize(
    ("text", "phrases", "expected"),
    [
        ("قصف على حلب", ["حلب"], ["حلب"]),
        ("وصلوا إلى غزّة وبغزة", ["غزة"], ["غزّة", "وبغزة"]),
        ("قال وزير الخارجية إن الوزير", ["وزير الخارجية"], ["وزير الخارجية"]),
        ("الحكومات والحكومة", ["حكومة"], ["الحكومات", "والحكومة"]),
        ("زار عبدالله دمشق", ["عبد الله"], ["عبدالله"]),
        ("قطاع غزة", ["زة", ""], []),
        ("UN in Gaza", ["gaza"], ["Gaza"]),
        ("", ["غزة"], []),
    ],
)
def test_words_are_found_in_the_texts_own_letters(text: str, phrases: list[str], expected: list[str]) -> None:
    """With their marks and with what is glued to them; a phrase only as a whole."""
    assert [text[span.start : span.end] for span in places_of(text, phrases)] == expected


@pytest.mark.parametrize("word", ["الجيش", "حكومه", "مسلحون", "غزه", "الوزير", "قتيل", "ون", "الين"])
def test_what_is_looked_for_first_stands_in_every_form(word: str) -> None:
    """Else a text that has another form would be passed over."""
    assert all(_core(word) in form for form in forms(word))
