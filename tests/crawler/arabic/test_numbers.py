"""Numbers of Arabic text: digits, words, compounds, vague plurals, and what is none."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.arabic.letters import fold
from crawler.arabic.numbers import Number, numbers_of
from crawler.arabic.words import Word, words_of


class _Counted(list[Word]):
    """Words that count how often one is looked at."""

    looks = 0

    def __getitem__(self, index: Any) -> Any:
        self.looks += 1
        return super().__getitem__(index)


def _read(text: str) -> list[Number]:
    return numbers_of(words_of(fold(text).text))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("49", [49]),
        ("٤٩ قتيلا", [49]),
        ("۴۹", [49]),
        ("1,645 شخصا", [1645]),
        ("1.645 شخصا", [1645]),
        ("١٬٦٤٥", [1645]),
        ("13 000 نازح", [13_000]),
        ("12 ألفا و603 جرحى", [12_603]),
        ("44 ألفا و580 شهيدا و105 آلاف و739 مصابا", [44_580, 105_739]),
        ("ثلاثة آلاف و700", [3_700]),
        ("أحد عشر رجلا", [11]),
        ("إحدى عشرة امرأة", [11]),
        ("اثنتا عشرة طالبة", [12]),
        ("ثلاثة عشر", [13]),
        ("واحد وعشرون", [21]),
        ("واحدا وعشرين", [21]),
        ("مئة وعشرين", [120]),
        ("تلاتة وتلاتين", [33]),
        ("تمانية و12", [8, 12]),
        ("خمستاشر", [15]),
        ("خمسطعش جريح", [15]),
        ("مية وسبعتاشر", [117]),
        ("خمسة وخمستاشر", [5, 15]),
        ("تلتمية وعشرين", [320]),
        ("جوج ديال الناس", [2]),
        ("مئة وخمسة وعشرين ألفا", [125_000]),
        ("ثلاثمائة وخمسة عشر", [315]),
        ("سبع مئة وخمسون", [750]),
        ("ألفين وثلاثمئة", [2_300]),
        ("ألف وثلاثمائة وسبعة وثلاثين", [1_337]),
        ("ستة وثلاثون ألفا ومئتان", [36_200]),
        ("نصف مليون", [500_000]),
        ("مليون ونصف مليون", [1_500_000]),
        ("1.5 مليون", [1_500_000]),
        ("مليونا و476 ألف شخص", [1_476_000]),
        ("خمسة وثلاثة جرحى", [5, 3]),
        ("بـ9 سيارات", [9]),
        ("و15 على يد", [15]),
        ("12،603 قتلى", [12_603]),
        ("1،5 مليون نازح", [1_500_000]),
        ("بنسبة 7،6 %", []),
        ("ألفا جندي", [2_000]),
        ("مليونا شخص", [2_000_000]),
        ("بلغ ألفا بينهم نساء", [1_000]),
        ("بلغ ألفا تقريبا", [1_000]),
        ("ألفا وستمئة", [1_600]),
        ("مئة ألف وألفا شخص", [102_000]),
        ("مئتا ألف وخمسون ألفا", [250_000]),
        ("مئة ألف ومئة ألف ومئة ألف", [100_000, 100_000, 100_000]),
        ("مساحة 5 كم²", [5]),
        ("² ③ ٣²", [3]),
        ("لست خائفا", []),
        ("درجة 7.7", []),
        ("هزة بقوة 6,3", []),
        ("لا شيء", []),
    ],
)
def test_numbers_are_read_with_their_values(text: str, values: list[int]) -> None:
    """Every script, case ending and compound gives its value."""
    assert [number.value for number in _read(text)] == values


@pytest.mark.parametrize(
    ("text", "value"),
    [("عشرات الجنود", 10), ("المئات", 100), ("آلاف السكان", 1_000), ("عشرات الآلاف", 10_000), ("مئات آلاف", 100_000)],
)
def test_vague_plurals_are_open_lower_bounds(text: str, value: int) -> None:
    """Tens, hundreds and thousands mean that many and more."""
    (number,) = _read(text)
    assert (number.value, number.vague) == (value, True)


def test_a_number_knows_what_is_glued_to_it() -> None:
    """«و» joins, «ال» makes definite, and the span covers both."""
    joined, definite = _read("قتل و15 في ال24 ساعة")
    assert (joined.joined, joined.start, joined.end) == (True, 1, 3)
    assert (definite.definite, definite.joined) == (True, False)


def test_a_run_of_digits_is_no_number() -> None:
    """An endless run of digits is noise and costs nothing."""
    assert _read("9" * 100_000) == []


@pytest.mark.parametrize(
    "piece", ["100 ", "5،", "مئة ألف و", "ألف وألف ", "مئة و", "و5 ", "ثلاثمئة وخمسة وعشرون ألفا و"]
)
def test_an_endless_number_is_read_once(piece: str) -> None:
    """However long a row of parts goes on, each of its words is looked at a few times only."""
    looks: list[int] = []
    for length in (500, 4_000):
        words = _Counted(words_of(fold(piece * length).text))
        numbers_of(words)
        looks.append(words.looks)
    assert looks[1] <= 9 * looks[0]


def test_a_text_that_was_cut_behind_an_article_is_read() -> None:
    """«7،6 بالمائة وال» ends in a word that is only «and the»."""
    assert [number.value for number in _read("بنسبة 12 وال")] == [12]


@given(
    st.lists(
        st.sampled_from(
            "و ف ب ل ك ال وال بال لل ألف وألف ألفين مئة مائة مليون نصف ونصف ربع عشرات ومئات آلاف ثلاثة وثلاثة عشر "
            "وعشرين 12 3,5 4،6 1.645 0 ٥ ۹ ² ½ ألفا وألفا شخص % ، - / ( ) . شخصا بينهم قتيلان".split(" ")
        ),
        max_size=12,
    ).map(" ".join)
)
def test_any_run_of_numbers_and_particles_is_read(text: str) -> None:
    """In order, without overlaps, and without a fault."""
    found = _read(text)
    assert all(number.start < number.end for number in found)
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))
