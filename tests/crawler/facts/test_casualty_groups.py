"""Of whom a count speaks: trades, ranks and sides, sex and age, over sentences of many countries (groups.tsv)."""

from collections import Counter
from pathlib import Path

import pytest

from crawler.arabic.letters import fold_key
from crawler.arabic.people import PEOPLE, Count
from crawler.arabic.words import words_of
from crawler.facts.casualties import casualty_figures
from crawler.facts.casualty.groups import predicate_group
from crawler.facts.casualty.minors import is_minor
from crawler.facts.figure import Group
from crawler.news import Story


def _rows() -> list[tuple[str, str]]:
    lines = (Path(__file__).parent / "groups.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(text, figures) for text, figures in rows]


@pytest.mark.parametrize(("text", "expected"), _rows())
def test_a_count_is_of_the_people_its_words_name(text: str, expected: str) -> None:
    """Every figure of a sentence has the group that its noun and the words around it tell."""
    figures = casualty_figures(Story(title="", text=text, url="https://example.org/a"))
    found = Counter(
        f"{figure.outcome} {figure.min} {'-' if figure.max is None else figure.max} {figure.group}"
        for figure in figures
    )
    assert found == Counter(part.strip() for part in expected.split(";"))


@pytest.mark.parametrize(
    ("words", "minor"),
    [
        ("فتى في الـ14 من عمره", True),
        ("فتاة في السادسة عشرة", True),
        ("شاب في الثامنة والعشرين من عمره", False),
        ("شاب في الثانية عشرة ظهرا", False),
        ("رضيعة عمرها سبعة أشهر", False),  # the noun says it already; the age is in words
        ("شاب (17 عاما)", True),
        ("شاب (71 عاما)", False),
        ("طفل في 14 مايو", False),
        ("شاب في الـ14 من مايو", False),
        ("شاب قرب الطريق 14", False),
    ],
)
def test_an_age_under_eighteen_tells_a_minor(words: str, minor: bool) -> None:
    """Ages in figures and ordinals are read; hours, dates and grown ages are none."""
    assert is_minor(words_of(fold_key(words.replace("ـ", ""))), 1, plural=False) is minor


@pytest.mark.parametrize(
    ("words", "minor"),
    [
        ("حفيديها البالغين 8 و10 سنوات", True),
        ("شبان تتراوح أعمارهم بين 15 و25 عاما", False),
        ("فتيات تتراوح أعمارهن بين 13 و16 عاما", True),
        ("أشخاص هم أحمد (17 عاما)", False),
    ],
)
def test_ages_of_several_people_hold_for_all_of_them(words: str, minor: bool) -> None:
    """Several people are minors only where every age that is said of them is under eighteen."""
    assert is_minor(words_of(fold_key(words)), 1, plural=True) is minor


@pytest.mark.parametrize(
    ("phrase", "label", "count"),
    [
        ("عاملا صحيا", "medics", Count.ONE),
        ("عاملتان زراعيتان", "women", Count.TWO),
        ("طالبان جامعيان", "students", Count.TWO),
        ("القوات الأمنية", "police", Count.MANY),
        ("زملائهم", "people", Count.MANY),
        ("لبنانيتان", "women", Count.TWO),
        ("مغاربة", "people", Count.MANY),
    ],
)
def test_the_forms_of_a_noun_are_known(phrase: str, label: str, count: Count) -> None:
    """Objects, duals and plurals of nouns with an adjective, of nations and of what is owned are made from the list."""
    found = PEOPLE.at(words_of(fold_key(phrase)), 0)
    assert found is not None
    assert (found.value.label, found.value.count) == (label, count)
    assert found.end == len(phrase.split())


@pytest.mark.parametrize(
    ("words", "group"),
    [("منهم تلاميذ", Group.STUDENTS), ("منها لنساء", Group.WOMEN), ("منهم في حالة", None), ("منهم مصريون", None)],
)
def test_who_some_of_them_are_is_said_behind(words: str, group: Group | None) -> None:
    """A plural right behind «منهم» tells who they are, a preposition or a nation does not."""
    assert predicate_group(words_of(fold_key(words)), 1) is group
