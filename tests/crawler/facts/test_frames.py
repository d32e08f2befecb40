"""Harm told by a verb, a part of the body, a place or a captor together; and neighbours that tell of none."""

import pytest

from crawler.facts.casualty.frames import begins_frame
from tests.crawler.facts.figure_rows import rows, stated, told


@pytest.mark.parametrize(("title", "text", "expected"), rows("frames.tsv"))
def test_harm_told_by_several_words_is_read(title: str, text: str, expected: str) -> None:
    """Outcome, bounds and group of every figure are read, and no other figure is."""
    assert told(title, text) == stated(expected)


def test_a_word_that_only_begins_like_a_conjunction_is_no_word_of_a_frame() -> None:
    """«فتاة» is no «ف» and «تاه», «وصفت» no «و» and «صفت»; «وضاع» is «و» and «ضاع»."""
    assert not begins_frame("فتاه")
    assert not begins_frame("وصفت")
    assert begins_frame("وضاع")
