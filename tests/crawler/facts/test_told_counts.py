"""How counts and parts are told in many countries, and what looks like a count (told_counts, told_outcomes)."""

from collections import Counter
from pathlib import Path

import pytest

from crawler.facts.casualties import casualty_figures
from crawler.facts.figure import CasualtyFigure, Scope
from crawler.news import Story


def _rows() -> list[tuple[str, str, str]]:
    names = ("told_counts.tsv", "told_outcomes.tsv")
    lines = [line for name in names for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()]
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(title, text.replace("\\n", "\n"), figures) for title, text, figures in rows]


def _expected(told: str) -> Counter[tuple[str, str]]:
    """Each figure with the one it is part of: «killed 5 5 women @1» is part of the first."""
    parts = [part.strip().partition("@") for part in told.split(";") if part.strip()]
    figures = [figure.strip() for figure, _, _ in parts]
    return Counter(
        (figure, figures[int(whole) - 1] if whole else "") for figure, (_, _, whole) in zip(figures, parts, strict=True)
    )


def _told(figure: CasualtyFigure) -> str:
    return f"{figure.outcome} {figure.min} {'-' if figure.max is None else figure.max} {figure.group}"


@pytest.mark.parametrize(("title", "text", "expected"), _rows())
def test_counts_are_read_with_what_they_are_part_of(title: str, text: str, expected: str) -> None:
    """Every figure of the happening is read with the larger one that it is part of, and no other figure is."""
    figures = casualty_figures(Story(title=title, text=text, url="https://example.org/a"))
    found = Counter(
        (_told(figure), _told(figures[figure.among]) if figure.among is not None else "")
        for figure in figures
        if figure.scope is Scope.EVENT
    )
    assert found == _expected(expected)
