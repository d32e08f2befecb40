"""Counts told in passing: coffins, crews, the rest, rival tolls, grave cases; and neighbours that state nothing."""

from collections import Counter
from pathlib import Path

import pytest

from crawler.facts.casualties import casualty_figures
from crawler.facts.figure import Scope
from crawler.news import Story


def _rows() -> list[tuple[str, str]]:
    lines = (Path(__file__).parent / "retold.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(text, figures) for text, figures in rows]


@pytest.mark.parametrize(("text", "expected"), _rows())
def test_counts_told_in_passing_are_read(text: str, expected: str) -> None:
    """Outcome, bounds and group of every figure are read, and no other figure is."""
    figures = casualty_figures(Story(title="", text=text, url="https://example.org/a"))
    found = Counter(
        f"{figure.outcome} {figure.min} {'-' if figure.max is None else figure.max} {figure.group}"
        for figure in figures
        if figure.scope is Scope.EVENT
    )
    assert found == Counter(part.strip() for part in expected.split(";") if part.strip())
