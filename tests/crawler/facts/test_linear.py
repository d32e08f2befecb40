"""The work of reading figures grows with the length of a text and no faster, whatever the text. Counted, never timed.

`python -m benchmarks.facts` measures the same in seconds, and more texts.
"""

import sys
from collections.abc import Callable
from typing import Any

import pytest

from crawler.arabic.words import Dictionary
from crawler.facts.casualties import casualty_reading
from crawler.facts.casualty.part_text import _DUAL
from crawler.news import Story

# What is written again and again. Each is a reach of some rule: back to the last count, on to the next place, …
_PIECES = {
    "sentences of a story": "قتل 5 أشخاص وأصيب 7 آخرون في غارة إسرائيلية على بلدة في لبنان، قالت وزارة الصحة.\n",
    "sentences without figures": "التقى الرئيس وفدا من رجال الأعمال في العاصمة، وبحث معهم سبل التعاون.\n",
    "digits": "17 ",
    "digits with Arabic commas": "5،",
    "groups of three digits": "100 ",
    "number words": "ثلاثمئة وخمسة وعشرون ألفا وأربعمئة ",
    "a cue and a number": "قتل 5 ",
    "shares": "بينهم 5 ",
    "shares of shares": "قتل 9 أشخاص بينهم 5 أطفال ",
    "joined numbers": "و5 و6 و7 ",
    "nested من بين": "5 من بين 6 من بين ",
    "one endless sentence": "قتل خمسة أشخاص وأصيب سبعة آخرون في حي من المدينة بينهم طفل و12 امرأة قال شاهد ",
    "one endless list with all slots": "قتل 5 أشخاص في غارة إسرائيلية على غزة، ",
    "causes": "قصف غارة انفجار حريق ",
    "places": "في غزة في حلب في بغداد ",
    "names": "أحمد محمد علي ",
    "quotes": "قال «قتل 5» وأكد «أصيب 6» ",
    "Latin words": "killed five people ",
    "signs": "، ",
    "brackets": "(",
    "deeds that frames begin with": "وأصيب وقتل وفقد ",
}
_SHORT, _TIMES = 1_600, 8


def _work_of(text: str) -> int:
    """How many functions were called, generators gone on with, and built-ins used to read a text."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    story = Story(title="", text=text, url="")
    read = casualty_reading.__wrapped__  # a story read before is remembered
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read(story)
    finally:
        sys.setprofile(before)
    return calls


def _look_ups_of(text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often a dictionary was asked what begins at a word."""
    asked = 0
    at: Callable[..., Any] = Dictionary.at

    def counting(self: Dictionary[Any], *arguments: Any) -> Any:
        nonlocal asked
        asked += 1
        return at(self, *arguments)

    with monkeypatch.context() as patched:
        patched.setattr(Dictionary, "at", counting)
        casualty_reading.__wrapped__(Story(title="", text=text, url=""))
    return asked


def _repeated(name: str) -> tuple[str, str]:
    piece = _PIECES[name]
    short = piece * (_SHORT // len(piece) + 1)
    return short, short * _TIMES


@pytest.mark.parametrize("name", _PIECES)
def test_a_longer_text_costs_no_more_calls_than_its_length(name: str) -> None:
    """Eight times the text, at most eleven times the work: a short text cuts off the reach of its counts."""
    short, long = _repeated(name)
    _work_of(short)  # what is learnt at the first reading is no work of the second
    assert _work_of(long) <= 11 * _work_of(short)


@pytest.mark.parametrize("name", _PIECES)
def test_a_longer_text_is_looked_up_no_more_often_than_its_length(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight times the text, at most nine times the look-ups."""
    short, long = _repeated(name)
    assert _look_ups_of(long, monkeypatch) <= 9 * _look_ups_of(short, monkeypatch)


def test_the_vowels_of_a_word_without_end_are_not_gone_through_from_each_letter() -> None:
    """The pattern of duals looks no further than words are long. What a pattern does makes no calls to be counted."""
    found = _DUAL.search("قَ" * 1_000 + "يْن")
    assert found is not None
    assert found.end() - found.start() < 60


def test_work_that_grows_with_the_square_would_be_seen() -> None:
    """The measure itself: two texts of which one costs the square of its length are told apart by it."""

    def squared(length: int) -> int:
        calls = 0

        def count(_frame: object, event: str, _argument: object) -> None:
            nonlocal calls
            calls += event == "call"

        sys.setprofile(count)
        try:
            for _ in range(length):
                any(each < 0 for each in range(length))
        finally:
            sys.setprofile(None)
        return calls

    assert squared(80) > 9 * squared(10)
