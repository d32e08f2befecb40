"""Places, causes and actors of single figures, a sentence a case: what a text ties to a count, and what not."""

from pathlib import Path

import pytest

from crawler.facts.casualties import casualty_figures
from crawler.news import Story

_ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "slot_sentences.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("row", _ROWS, ids=[f"{row[0]} {row[2]} {row[4][:40]}" for row in _ROWS])
def test_slot_of_a_figure(row: list[str]) -> None:
    """The value as the text has it, with or without the noun of its kind."""
    slot, outcome, count, value, text = row
    figures = casualty_figures(Story(title="", text=text, url="https://example.org/1"))
    told = [figure for figure in figures if (figure.outcome.value, str(figure.min)) == (outcome, count)]
    assert told, [(figure.outcome.value, figure.min) for figure in figures]
    found = getattr(told[0], slot)
    if value == "-":
        assert found is None
    else:
        assert found is not None
        assert value in found or found in value, found
