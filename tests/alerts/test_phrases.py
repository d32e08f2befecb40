"""A word is found as readers mean it: glued, inflected and spelled otherwise, and never inside another word."""

import pytest

from alerts.phrases import holds, holds_any

TEXT = "وقالت الحكومة إن حكومتها بغزة ستطلق الأسرى، وللأمم المتحدة رأي في الهدنة بالسودان والمعتقلين اللبنانيين"


@pytest.mark.parametrize(
    "phrase",
    [
        "حكومة",
        "الحكومة",
        "غزة",
        "غزه",
        "أسرى",
        "اسري",
        "الأمم المتحدة",
        "أمم متحدة",
        "سودان",
        "السودان",
        "معتقل",
        "لبناني",
    ],
)
def test_forms_of_a_word_are_found(phrase: str) -> None:
    """Articles, prefixes, endings and spellings do not hide it."""
    assert holds(TEXT, phrase)


@pytest.mark.parametrize("phrase", ["هدن", "تطلق", "متحدة الأمم", "رأ", "دان", "", "  ", "سلام"])
def test_parts_of_words_and_other_orders_are_not(phrase: str) -> None:
    """A short word inflects only as it stands."""
    assert not holds(TEXT, phrase)


def test_the_first_phrase_found_is_named() -> None:
    """So that a match can say what it was."""
    assert holds_any(["لا شيء", TEXT], ["سلام", "هدنة", "غزة"]) == "هدنة"
    assert holds_any([], ["هدنة"]) is None
