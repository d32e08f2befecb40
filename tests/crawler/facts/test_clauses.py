"""Doers with a clause of their own, losses a force owns to, what shares one «قد», lines that name other stories."""

import pytest

from crawler.facts.casualties import casualty_figures
from crawler.facts.figure import Outcome, Scope
from crawler.news import Story
from tests.crawler.facts.figure_rows import rows, stated, told


@pytest.mark.parametrize(("title", "text", "expected"), rows("clauses.tsv"))
def test_the_figures_of_a_clause_are_read(title: str, text: str, expected: str) -> None:
    """Outcome, bounds and group of every figure of the happening are read, and no other figure is."""
    assert told(title, text) == stated(expected)


def test_the_crime_behind_a_sentence_is_of_before() -> None:
    """Who was put to death is the news; whom he had killed is context."""
    text = "نُفذ حكم القتل قصاصا اليوم بمنطقة تبوك في مواطن أقدم على قتل ابن عمه بإطلاق النار عليه."
    figures = casualty_figures(Story(title="", text=text, url="https://example.org/a"))
    assert [(figure.outcome, figure.scope) for figure in figures] == [
        (Outcome.KILLED, Scope.EVENT),
        (Outcome.KILLED, Scope.BACKGROUND),
    ]


@pytest.mark.parametrize("heading", ["اقرأ أيضا", "اقرأ أيضا:", "إقرأ المزيد"])
def test_a_title_below_a_pointer_is_of_another_story(heading: str) -> None:
    """The title that stands on the next line has no figures of this story; the text behind it has."""
    text = f"أجلت البحرية 34 بحارا.\n\n{heading}\nفقدان 16 بحارا إثر غرق سفينة شحن\n\nوقُتل خمسة أشخاص في حادث آخر."
    assert told("", text) == {"killed 5 5 people": 1}


def test_a_sentence_below_a_pointer_without_title_is_of_the_story() -> None:
    """Where the link's text was lost, what follows is a sentence of the story."""
    assert told("", "أجلت البحرية سفينة.\n\nاقرأ أيضا:\n\nوقُتل خمسة أشخاص في حادث آخر يوم الاثنين.") == {
        "killed 5 5 people": 1
    }
