"""Doers with a clause of their own, losses a force owns to, what shares one «قد», lines that name other stories."""

from collections import Counter
from pathlib import Path

import pytest

from crawler.facts.casualties import casualty_figures
from crawler.facts.figure import Outcome, Scope
from crawler.news import Story


def _rows() -> list[tuple[str, str]]:
    lines = (Path(__file__).parent / "clauses.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(text, figures) for text, figures in rows]


def _told(text: str) -> list[str]:
    figures = casualty_figures(Story(title="", text=text, url="https://example.org/a"))
    return [
        f"{figure.outcome} {figure.min} {'-' if figure.max is None else figure.max} {figure.group}"
        for figure in figures
        if figure.scope is Scope.EVENT
    ]


@pytest.mark.parametrize(("text", "expected"), _rows())
def test_the_figures_of_a_clause_are_read(text: str, expected: str) -> None:
    """Outcome, bounds and group of every figure of the happening are read, and no other figure is."""
    assert Counter(_told(text)) == Counter(part.strip() for part in expected.split(";") if part.strip())


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
    assert _told(text) == ["killed 5 5 people"]


def test_a_sentence_below_a_pointer_without_title_is_of_the_story() -> None:
    """Where the link's text was lost, what follows is a sentence of the story."""
    assert _told("أجلت البحرية سفينة.\n\nاقرأ أيضا:\n\nوقُتل خمسة أشخاص في حادث آخر يوم الاثنين.") == [
        "killed 5 5 people"
    ]
