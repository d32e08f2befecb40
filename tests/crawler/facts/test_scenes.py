"""Where people came to harm when another sentence, the headline or a paragraph's opening tells it, a story a case."""

from pathlib import Path

import pytest

from crawler.facts.casualties import casualty_figures
from crawler.news import Story

_ROWS = [
    line.replace("\\n", "\n").split("\t")
    for line in (Path(__file__).parent / "scenes.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("row", _ROWS, ids=[f"{number} {row[0][:40]}" for number, row in enumerate(_ROWS)])
def test_place_of_every_figure(row: list[str]) -> None:
    """The place as the text has it, with or without the noun of its kind, for each figure that the row lists."""
    title, text, expected = row
    figures = casualty_figures(Story(title=title, text=text, url="https://example.org/1"))
    places = [(figure.outcome.value, str(figure.min), figure.place or "") for figure in figures]
    for part in expected.split(" ; "):
        outcome, low, place = part.split(maxsplit=2)
        told = [found for kind, count, found in places if (kind, count) == (outcome, low) and found]
        assert any(place in found or found in place for found in told), (part, places)
