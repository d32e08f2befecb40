"""Counts that lean on what was told before: tallies, one of two, those set free; and neighbours that state nothing."""

from collections import Counter
from pathlib import Path

import pytest

from crawler.facts.casualties import casualty_figures
from crawler.news import Story


def _rows() -> list[tuple[str, str, str]]:
    lines = (Path(__file__).parent / "resumed.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(title, text, figures) for title, text, figures in rows]


@pytest.mark.parametrize(("title", "text", "expected"), _rows())
def test_resumed_counts_are_read(title: str, text: str, expected: str) -> None:
    """Outcome, bounds and group of every figure are read, and no other figure is."""
    figures = casualty_figures(Story(title=title, text=text, url="https://example.org/a"))
    found = Counter(
        f"{figure.outcome} {figure.min} {'-' if figure.max is None else figure.max} {figure.group}"
        for figure in figures
    )
    assert found == Counter(part.strip() for part in expected.split(";") if part.strip())
