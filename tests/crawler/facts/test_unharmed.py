"""Words of harm that are borrowed, played, planned or mourned give no figure; what looks like them and is real does."""

from collections import Counter
from pathlib import Path

import pytest

from crawler.facts.casualties import casualty_figures
from crawler.facts.figure import Scope
from crawler.news import Story


def _rows() -> list[tuple[str, str, str]]:
    lines = (Path(__file__).parent / "unharmed.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(title, text, figures) for title, text, figures in rows]


@pytest.mark.parametrize(("title", "text", "expected"), _rows())
def test_only_real_harm_is_counted(title: str, text: str, expected: str) -> None:
    """The figures of the happening are just those that the row names, «-» none."""
    figures = casualty_figures(Story(title=title, text=text, url="https://example.org/a"))
    found = Counter(
        f"{figure.outcome} {figure.min} {'-' if figure.max is None else figure.max} {figure.group}"
        for figure in figures
        if figure.scope is Scope.EVENT
    )
    assert found == Counter(part.strip() for part in expected.split(";") if part.strip() != "-")
