"""The way from a page to understood stories: a fault in one story costs neither it nor its neighbours."""

import pytest

from crawler import reading
from crawler.facts.figure import CasualtyFigure
from crawler.news import Story
from tests.crawler.pages.newsstand import FLOOD, FLOOD_TITLE, TALKS, TALKS_TITLE, around, page, paragraphs


def test_a_story_that_is_not_understood_is_kept_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page's other story has its flags and figures."""
    figures = reading.casualty_figures

    def faulty(story: Story) -> tuple[CasualtyFigure, ...]:
        if story.position == 0:
            raise IndexError("a fault of ours")
        return figures(story)

    monkeypatch.setattr(reading, "casualty_figures", faulty)
    second = f"<p>إقرأ أيضاً:</p><h2>{FLOOD_TITLE}</h2>{paragraphs(FLOOD)}"
    read = reading.read(page(around(f"<article>{paragraphs(TALKS)}{second}</article>", title=TALKS_TITLE)))
    first, flood = read.stories
    assert first.story.title == TALKS_TITLE
    assert (first.flags, first.diplomacy.reasons) == ((), ("not understood: IndexError",))
    assert read.faults == ("not understood: IndexError",)
    assert flood.flags == ("casualty",)
    assert flood.casualties
