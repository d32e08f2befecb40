"""What figures a story states, in the manner of outlets of many countries, sentence by sentence."""

import pytest

from tests.crawler.facts.figure_rows import rows, stated, told


@pytest.mark.parametrize(("title", "text", "expected"), rows("sentences.tsv", "told_fates.tsv", "befallen.tsv"))
def test_the_figures_of_a_sentence_are_read(title: str, text: str, expected: str) -> None:
    """Outcome, bounds and group of every figure of the happening are read, and no other figure is."""
    assert told(title, text) == stated(expected)
