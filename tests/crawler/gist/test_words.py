"""Terms bring together the forms of a word, and skeletons the spellings of a name."""

import pytest

from crawler.gist.words import is_rare, skeleton, terms, weight


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ببغداد", "بغداد"),
        ("والمهاجرون", "مهاجرين"),
        ("للحوثيين", "الحوثي"),
        ("اتفاقيات", "اتفاق"),
        ("وسوريا", "سورية"),
        ("الأمريكية", "أمريكي"),
    ],
)
def test_forms_of_one_word_are_one_term(one: str, other: str) -> None:
    """Clitics, the article and common endings do not part them."""
    assert terms(one) == terms(other)


@pytest.mark.parametrize(("one", "other"), [("وكالة", "كال"), ("لبنان", "لبن"), ("بنك", "نك"), ("القاهرة", "قاهر")])
def test_letters_that_belong_to_a_word_stay(one: str, other: str) -> None:
    """What looks like a prefix is cut only where a word remains that is common beside it."""
    assert terms(one) != terms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("غودوريا", "قودوريا"),
        ("ماندالاي", "مندلاي"),
        ("غيرشكوفيتش", "جيرشكوفيتش"),
        ("بدشنا", "دشنا"),
        ("لازاريني", "لازارينى"),
    ],
)
def test_spellings_of_a_name_meet_in_its_consonants(one: str, other: str) -> None:
    """Transliterations differ by vowels and by ج غ ق ك."""
    assert [skeleton(term) for term in terms(one)] == [skeleton(term) for term in terms(other)]


def test_common_words_weigh_little_and_unknown_names_most() -> None:
    """What every story uses says nothing of which happening it is."""
    said, accident, name = (weight(terms(word)[0]) for word in ("قال", "اصطدام", "غودوريا"))
    assert said < 2.3 < accident < name
    assert is_rare(terms("غودوريا")[0])
    assert not is_rare(terms("قال")[0])


def test_years_and_single_digits_are_not_rare_but_tolls_are() -> None:
    """2025 and 7 stand in every second story, 732 in one."""
    assert [is_rare(number) for number in ("2025", "7", "732")] == [False, False, True]
