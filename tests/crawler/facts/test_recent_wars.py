"""Wordings of recent wars and disasters: numbers in names, running totals, bodies that are given back."""

import pytest

from crawler.facts.casualties import casualty_figures
from crawler.facts.figure import Scope
from crawler.news import Story
from tests.crawler.facts.figure_rows import rows, stated, told


@pytest.mark.parametrize(("title", "text", "expected"), rows("recent_wars.tsv"))
def test_wordings_of_recent_wars_are_read(title: str, text: str, expected: str) -> None:
    """Outcome, bounds and group of every figure are read, and no other figure is."""
    assert told(title, text, tuple(Scope)) == stated(expected)


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("سلمت حماس الصليب الأحمر جثتي أسيرين إسرائيليين.", Scope.BACKGROUND),
        ("تسلمت مستشفيات غزة 30 جثمانا أفرجت عنها إسرائيل.", Scope.BACKGROUND),
        ("أعادت إسرائيل جثامين 45 فلسطينيا عبر الصليب الأحمر.", Scope.BACKGROUND),
        ("تبادلت روسيا وأوكرانيا رفات 1200 جندي.", Scope.BACKGROUND),
        ("تسلم مستشفى ناصر 30 جثة بعد غارة على خيام النازحين.", Scope.EVENT),
        ("سلمت السلطات جثامين خمسة عمال قضوا في الحريق إلى ذويهم.", Scope.EVENT),
    ],
)
def test_bodies_that_one_side_gives_the_other_are_no_new_deaths(text: str, scope: Scope) -> None:
    """A hospital that takes bodies in after a raid, and those given to their kin, are of the happening."""
    figures = casualty_figures(Story(title="", text=text, url="https://example.org/a"))
    assert {figure.scope for figure in figures} == {scope}


def test_days_toll_is_news_beside_the_total_of_the_war() -> None:
    """«64 شهيدا …، لترتفع حصيلة العدوان إلى 65208»: the day's dead are the happening, the war's its context."""
    text = "وصل إلى مستشفيات القطاع 64 شهيدا و278 إصابة، لترتفع حصيلة العدوان إلى 65208 شهداء."
    scopes = {one.min: one.scope for one in casualty_figures(Story(title="", text=text, url="https://example.org/a"))}
    assert scopes == {64: Scope.EVENT, 278: Scope.EVENT, 65208: Scope.BACKGROUND}


def test_suicide_bomber_is_told_without_what_he_blew_up() -> None:
    """«حين فجر انتحاري سيارة مفخخة»: the car is no part of his name."""
    figures = casualty_figures(
        Story(title="", text="قتل ستة حين فجر انتحاري سيارة مفخخة في بانو.", url="https://example.org/a")
    )
    assert [figure.actor for figure in figures] == ["انتحاري"]
