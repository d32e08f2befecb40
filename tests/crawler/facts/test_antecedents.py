"""People whom a sentence names before it counts them, families, and persons whom a pronoun means; and neighbours."""

import pytest

from tests.crawler.facts.figure_rows import rows, stated, told


@pytest.mark.parametrize(("title", "text", "expected"), rows("antecedents.tsv"))
def test_people_named_before_are_read(title: str, text: str, expected: str) -> None:
    """Outcome, bounds and group of every figure are read, and no other figure is."""
    assert told(title, text) == stated(expected)
