"""Wordings of many outlets: things that kill, one of somebody's own men, subjects told late, tallies; neighbours."""

import pytest

from crawler.facts.casualties import casualty_figures
from crawler.facts.figure import Scope
from crawler.news import Story
from tests.crawler.facts.figure_rows import rows, stated, told


@pytest.mark.parametrize(("title", "text", "expected"), rows("strangers.tsv"))
def test_wordings_of_strangers_are_read(title: str, text: str, expected: str) -> None:
    """Outcome, bounds and group of every figure are read, and no other figure is."""
    assert told(title, text, tuple(Scope)) == stated(expected)


@pytest.mark.parametrize(
    "text",
    [
        "في مثل هذا اليوم من عام 1999 ضرب زلزال مدينة إزميت وخلف 17480 قتيلا و43953 جريحا.",
        "أحيت نيويورك ذكرى 2977 شخصا قضوا في هجمات 11 سبتمبر 2001.",
    ],
)
def test_the_dead_of_a_day_remembered_are_context(text: str) -> None:
    """«في مثل هذا اليوم من عام 1999»: every figure is of what is remembered."""
    figures = casualty_figures(Story(title="", text=text, url="https://a.example/"))
    assert figures
    assert {figure.scope for figure in figures} == {Scope.BACKGROUND}
