"""Counts that lean on what was told before: tallies, one of two, those set free; and neighbours that state nothing."""

import pytest

from crawler.facts.figure import Scope
from tests.crawler.facts.figure_rows import rows, stated, told


@pytest.mark.parametrize(("title", "text", "expected"), rows("resumed.tsv"))
def test_resumed_counts_are_read(title: str, text: str, expected: str) -> None:
    """Outcome, bounds and group of every figure are read, and no other figure is."""
    assert told(title, text, tuple(Scope)) == stated(expected)
