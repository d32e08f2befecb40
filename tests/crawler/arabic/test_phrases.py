"""A word is found as readers mean it: glued, inflected and spelled otherwise, and never inside another word."""

import pytest

from crawler.arabic.phrases import holds, holds_any

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


@pytest.mark.parametrize(
    "text",
    ["الجيش", "للجيش", "وللجيش", "وبالجيش", "فالجيش", "كالجيش", "جيشا", "جيشهم", "الجَيش", "الجيــش"],
)
def test_a_short_word_is_found_with_what_is_glued_to_it(text: str) -> None:
    """Before it, and the endings that make no other word of it."""
    assert holds(f"قالت مصادر {text} أمس", "جيش")


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("وبالرياض", "الرياض"),
        ("للأردن", "الأردن"),
        ("عبدالفتاح السيسي", "عبد الفتاح السيسي"),
        ("لعبد الله", "عبدالله"),
        ("قمة مجموعة الـ20", "مجموعة الـ20"),
        ("قُتل مسلحين", "مسلحون"),
        ("G20", "g20"),
    ],
)
def test_spellings_are_one(text: str, phrase: str) -> None:
    """Joined names, digits, cases."""
    assert holds(text, phrase)


@pytest.mark.parametrize(
    ("text", "phrase"), [("قطرة ماء", "قطر"), ("لبنان", "لبن"), ("السودان", "سود"), ("سيول", "سول")]
)
def test_other_words_that_begin_alike_are_not(text: str, phrase: str) -> None:
    """Three letters inflect with care."""
    assert not holds(text, phrase)
