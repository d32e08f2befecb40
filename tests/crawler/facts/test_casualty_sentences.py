"""What figures a story states, in the manner of outlets of many countries, sentence by sentence."""

from collections import Counter
from pathlib import Path

import pytest

from crawler.facts.casualties import casualty_figures
from crawler.facts.figure import Scope
from crawler.news import Story


def _rows() -> list[tuple[str, str, str]]:
    names = ("sentences.tsv", "told_fates.tsv", "befallen.tsv")
    lines = [line for name in names for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()]
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(title, text, figures) for title, text, figures in rows]


@pytest.mark.parametrize(("title", "text", "expected"), _rows())
def test_the_figures_of_a_sentence_are_read(title: str, text: str, expected: str) -> None:
    """Outcome, bounds and group of every figure of the happening are read, and no other figure is."""
    figures = casualty_figures(Story(title=title, text=text, url="https://example.org/a"))
    found = Counter(
        f"{figure.outcome} {figure.min} {'-' if figure.max is None else figure.max} {figure.group}"
        for figure in figures
        if figure.scope is Scope.EVENT
    )
    assert found == Counter(part.strip() for part in expected.split(";") if part.strip())
