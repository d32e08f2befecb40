"""What happened to people, in the verbs and nouns of outlets of many countries (told_outcomes.tsv)."""

from collections import Counter
from pathlib import Path

import pytest

from crawler.facts.casualties import casualty_figures
from crawler.facts.figure import CasualtyFigure, Scope
from crawler.news import Story


def _rows() -> list[tuple[str, str, str]]:
    lines = (Path(__file__).parent / "told_outcomes.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(title, text, figures) for title, text, figures in rows]


def _expected(told: str) -> Counter[str]:
    """«killed 5 5 people; killed 2 2 women <1» as figures, each with the larger one that it is part of."""
    parts = [part.strip().partition(" <") for part in told.split(";") if part.strip()]
    return Counter(figure + (f" < {parts[int(whole) - 1][0]}" if whole else "") for figure, _, whole in parts)


def _key(figure: CasualtyFigure) -> str:
    return f"{figure.outcome} {figure.min} {'-' if figure.max is None else figure.max} {figure.group}"


@pytest.mark.parametrize(("title", "text", "expected"), _rows())
def test_what_happened_to_people_is_read(title: str, text: str, expected: str) -> None:
    """Outcome, bounds, group and whole of every figure of the happening are read, and no other figure is."""
    figures = casualty_figures(Story(title=title, text=text, url="https://example.org/a"))
    found = Counter(
        _key(figure) + (f" < {_key(figures[figure.among])}" if figure.among is not None else "")
        for figure in figures
        if figure.scope is Scope.EVENT
    )
    assert found == _expected(expected)
