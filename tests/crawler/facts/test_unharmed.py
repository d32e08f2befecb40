"""Words of harm that are borrowed, played, planned or mourned give no figure; what looks like them and is real does."""

import pytest

from tests.crawler.facts.figure_rows import rows, stated, told


@pytest.mark.parametrize(("title", "text", "expected"), rows("unharmed.tsv"))
def test_only_real_harm_is_counted(title: str, text: str, expected: str) -> None:
    """The figures of the happening are just those that the row names, «-» none."""
    assert told(title, text) == stated(expected)
