"""Counts told in passing: coffins, crews, the rest, rival tolls, grave cases; and neighbours that state nothing."""

import pytest

from tests.crawler.facts.figure_rows import rows, stated, told


@pytest.mark.parametrize(("title", "text", "expected"), rows("retold.tsv"))
def test_counts_told_in_passing_are_read(title: str, text: str, expected: str) -> None:
    """Outcome, bounds and group of every figure are read, and no other figure is."""
    assert told(title, text) == stated(expected)
