"""Figures in the words of Egyptians, Levantines, Iraqis, the Gulf, Sudanese and Maghrebis."""

import pytest

from tests.crawler.facts.figure_rows import rows, stated, told


@pytest.mark.parametrize(("title", "text", "expected"), rows("dialects.tsv"))
def test_dialects_are_read(title: str, text: str, expected: str) -> None:
    """Outcome, bounds and group of every figure are read, and no other figure is."""
    assert told(title, text) == stated(expected)
