"""Every number that the grammar can write is read back: alone, in every form, and as a toll in a sentence.

The numbers are written by `number_words`, which knows nothing of the reader. Its table, form by form, is printed by
`python -m tests.crawler.arabic.number_words`.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.facts.casualties import casualty_figures
from crawler.facts.figure import CasualtyFigure, Outcome
from crawler.news import Story
from tests.crawler.arabic.number_words import (
    EXHAUSTIVE,
    FORMS,
    GRAMMATICAL,
    LARGEST,
    counted_thing,
    read_back,
    spread,
)

_NAMES = tuple(FORMS)
_OTHER = tuple(name for name in _NAMES if name not in GRAMMATICAL)


def _unread(number: int, names: tuple[str, ...]) -> list[tuple[str, str]]:
    """The forms and texts of a number that are read as anything else."""
    texts = {text: name for name in names if (text := FORMS[name](number)) is not None}
    return [(name, text) for text, name in texts.items() if read_back(text) != (number,)]


def _in_turn(names: tuple[str, ...], number: int, count: int) -> tuple[str, ...]:
    """A few forms of a number, others for the next one, so that a run of numbers has been through all."""
    begin = number * count
    return tuple(names[(begin + offset) % len(names)] for offset in range(count))


def test_every_number_below_ten_thousand_is_read_in_every_gender_case_and_spelling() -> None:
    """16 ways each, and two of the other forms in turn."""
    wrong = [each for number in range(EXHAUSTIVE) for each in _unread(number, GRAMMATICAL)]
    wrong += [each for number in range(EXHAUSTIVE) for each in _unread(number, _in_turn(_OTHER, number, 2))]
    assert wrong == []


def test_twenty_thousand_numbers_up_to_a_million_are_read_in_forms_by_turns() -> None:
    """Two of all forms each, so that every form comes up some 480 times."""
    numbers = spread(20_000)
    assert len(set(numbers)) == len(numbers)
    wrong = [each for turn, number in enumerate(numbers) for each in _unread(number, _in_turn(_NAMES, turn, 2))]
    assert wrong == []


@settings(max_examples=300, deadline=None)
@given(st.integers(min_value=1, max_value=LARGEST), st.sampled_from(_NAMES))
def test_any_number_is_read_in_any_form(number: int, name: str) -> None:
    """Drawn and made as small as it still fails."""
    assert _unread(number, (name,)) == []


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (123_405, "مئة وثلاثة وعشرين ألفا وأربعمئة وخمسة"),
        (200_000, "مئتي ألف"),
        (10_200, "عشرة آلاف ومئتان"),
        (1_213, "ألف ومئتان وثلاثة عشر"),
        (13_011, "ثلاثة عشر ألفا وأحد عشر"),
        (2_000, "ألفا جندي"),
        (12_603, "12 ألفا و603"),
        (3_700, "3 آلاف و700"),
        (818_012, "ثماني مئة وثماني عشرة ألفا واثنا عشر"),
        (101_002, "مئة ألف وألف واثنان"),
    ],
)
def test_numbers_known_to_be_hard_are_read(number: int, text: str) -> None:
    """Written by hand, so that a fault shared by the writer and the reader would show."""
    assert read_back(text) == (number,)


def test_zero_in_words_is_no_number() -> None:
    """«صفر» is a month as well, and no figure counts nobody."""
    assert read_back("صفر") == ()
    assert read_back("0") == (0,)


# In a sentence -------------------------------------------------------------------------------------------------------

_TOLLS = st.integers(min_value=3, max_value=LARGEST)
# With the noun behind it, a number is neither a dual in construct nor has it a particle or the article before it.
_NOT_COUNTING = ("construct", "behind", "with the article")
_COUNTING = st.sampled_from([name for name in _NAMES if not name.startswith(_NOT_COUNTING)])


def _tolls(text: str) -> list[tuple[Outcome, int, int | None]]:
    figures: tuple[CasualtyFigure, ...] = casualty_figures(Story(title="", text=text, url=""))
    return [(figure.outcome, figure.min, figure.max) for figure in figures]


@settings(max_examples=200, deadline=None)
@given(_TOLLS, _TOLLS, _COUNTING, _COUNTING)
def test_numbers_of_a_sentence_are_its_figures(killed: int, injured: int, one: str, other: str) -> None:
    """«قتل … شخصا وأصيب … آخرون» gives both numbers, however they are written."""
    first, second = FORMS[one](killed), FORMS[other](injured)
    first, second = first or FORMS[GRAMMATICAL[0]](killed), second or FORMS[GRAMMATICAL[0]](injured)
    text = f"قتل {first} {counted_thing(killed)} وأصيب {second} آخرون في غارة على المدينة يوم الثلاثاء."
    assert _tolls(text) == [(Outcome.KILLED, killed, killed), (Outcome.INJURED, injured, injured)], text


@pytest.mark.parametrize(
    "text",
    [
        "قتل 5 أشخاص على مساحة 5 كم² في غزة.",
        "قتل 5 أطفال أعمارهم ² و³ أعوام قبل ² أيام.",
        "قتل 5 أشخاص في ② مارس ②، بينهم طفل (² أعوام).",
        "قتل 5 أشخاص في ①/②/③ منذ عام ²⁰²⁰.",
    ],
)
def test_what_only_looks_like_a_digit_stops_no_reading(text: str) -> None:
    """Raised and ringed figures are digits to `str.isdigit` and none to `int`."""
    assert (Outcome.KILLED, 5, 5) in _tolls(text)
