"""Words and dictionaries find phrases through clitics, exact spelling first."""

from dataclasses import FrozenInstanceError

import pytest

from crawler.arabic import words as words_module
from crawler.arabic.letters import fold
from crawler.arabic.words import Dictionary, Remembered, Word, clitics, with_ands_joined, words_of


def _words(text: str) -> list[Word]:
    return words_of(fold(text).text)


def test_words_carry_their_offsets() -> None:
    """Numbers, signs and line ends are words of their own, each where it stands."""
    folded = fold("قُتل 1,645 شخصًا.\nوأُصيب")
    words = words_of(folded.text)
    assert [word.text for word in words] == ["قتل", "1,645", "شخصا", ".", "\n", "واصيب"]
    assert all(folded.text[word.start : word.end] == word.text for word in words)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("قتل 3 و أصيب خمسة", ["قتل", "3", "واصيب", "خمسه"]),
        ("ثلاثة و عشرون", ["ثلاثه", "وعشرون"]),
        ("(و ص ف) و قال", ["(", "و", "ص", "ف", ")", "وقال"]),
        ("المقالة و.", ["المقاله", "و", "."]),
        ("قال و\nأكد", ["قال", "و", "\n", "اكد"]),
    ],
)
def test_an_and_that_a_space_parts_is_joined(text: str, told: list[str]) -> None:
    """«و أصيب» is «وأصيب», where it stands; letters one by one, line ends and signs behind it are left as they are."""
    words = with_ands_joined(_words(text))
    assert [word.text for word in words] == told
    folded = fold(text).text
    assert all(folded[word.start : word.end].replace(" ", "") == word.text for word in words)


def test_an_and_before_digits_touches_them() -> None:
    """«و 15» is two words as «و15» is, between which nothing stands."""
    apart, together = with_ands_joined(_words("10 و 15")), with_ands_joined(_words("10 و15"))
    assert [word.text for word in apart] == [word.text for word in together] == ["10", "و", "15"]
    assert apart[1].end == apart[2].start


def test_a_phrase_is_found_behind_conjunction_preposition_and_article() -> None:
    """«وبالمدينة» is the town with what is glued to it."""
    dictionary = Dictionary([("مدينة", 1), ("على الأقل", 2)])
    found = dictionary.at(_words("وبالمدينة"), 0)
    assert found is not None
    assert (found.value, found.prefix, found.joined, found.definite) == (1, "وبال", True, True)
    assert dictionary.at(_words("على الأقل"), 0) is not None
    assert dictionary.at(_words("على الأقلية"), 0) is None


def test_the_longest_phrase_wins() -> None:
    """«حادث سير» is found whole where both it and «حادث» are known."""
    dictionary = Dictionary([("حادث", "short"), ("حادث سير", "long")])
    found = dictionary.at(_words("حادث سير مروع"), 0)
    assert found is not None
    assert (found.value, found.end) == ("long", 2)


def test_exact_spelling_comes_before_a_prefix() -> None:
    """«وفاة» is a word, not «و» and «فاة»."""
    assert clitics("وفاه")[0] == ("", "وفاه")
    dictionary = Dictionary([("فاة", "wrong"), ("وفاة", "right")])
    found = dictionary.at(_words("وفاة"), 0)
    assert found is not None
    assert found.value == "right"


def test_words_of_a_text_are_records_like_any_other() -> None:
    """They equal what `Word(...)` makes and cannot be changed."""
    (word,) = _words("غزة")
    assert word == Word("غزه", 0, 3)
    assert hash(word) == hash(Word("غزه", 0, 3))
    with pytest.raises(FrozenInstanceError):
        word.text = "رفح"  # type: ignore[misc]


def test_each_word_is_asked_for_once_and_not_too_many_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that runs for months does not grow with the words of the web."""
    monkeypatch.setattr(words_module, "_MOST", 3)
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    lengths = Remembered(length)
    assert [lengths[word] for word in ("غزة", "غزة", "رفح")] == [3, 3, 3]
    assert asked == ["غزة", "رفح"]
    for word in ("صنعاء", "بيروت", "القاهرة"):
        assert lengths[word] == len(word)
        assert len(lengths) <= 3


def test_the_words_of_a_piece_are_those_of_the_piece_alone() -> None:
    """Also of a long text, whose words are read once: wherever a piece begins and ends, in words and numbers too."""
    text = fold("قُتل 1,645 شخصًا في 12.5.\n\n\nوقال «مسؤول»: Reuters. " * 12).text
    assert len(text) > words_module._LONG_TEXT
    for start in range(0, 60):
        for end in (*range(start, start + 60), len(text) - 3, len(text)):
            alone = words_module._read_words(text, start, end)
            assert words_of(text, start, end) == alone, (start, end)
    assert words_of(text) == words_module._read_words(text, 0, len(text))


def test_the_words_of_a_text_are_the_callers_own() -> None:
    """Who takes a word out of what he was given takes it out of nobody else's."""
    text = "قتل خمسة اشخاص " * 40
    words_of(text).clear()
    assert len(words_of(text)) == 120
