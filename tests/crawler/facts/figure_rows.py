"""Rows of sentences with the figures of their happening, as the .tsv files beside the tests have them."""

from collections import Counter
from pathlib import Path

from crawler.facts.casualties import casualty_figures
from crawler.facts.figure import Scope
from crawler.news import Story


def rows(*names: str) -> list[tuple[str, str, str]]:
    """(title, text, figures) of each line; a line of two columns has no title."""
    lines = [line for name in names for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()]
    found = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [("", row[0], row[1]) if len(row) == 2 else (row[0], row[1], row[2]) for row in found]


def told(title: str, text: str, scopes: tuple[Scope, ...] = (Scope.EVENT,)) -> Counter[str]:
    """The figures that are read, each as «killed 5 5 people», «-» for an open maximum."""
    return Counter(
        f"{figure.outcome} {figure.min} {'-' if figure.max is None else figure.max} {figure.group}"
        for figure in casualty_figures(Story(title=title, text=text, url="https://example.org/a"))
        if figure.scope in scopes
    )


def stated(figures: str) -> Counter[str]:
    """The figures of a row; none where it has nothing or «-»."""
    return Counter(part.strip() for part in figures.split(";") if part.strip() not in ("", "-"))
