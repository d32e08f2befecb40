"""The accuracy of reading pages: texts, titles, dates; on pages of our own, and on real ones where they are present."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.page_scores import TextScore, Verdict, date_verdict, text_score, title_verdict
from benchmarks.pages import gold_pages
from crawler.news import Page, Refusal, RefusalReason, Story
from crawler.pages.read import read_page
from tests.conftest import SHARED
from tests.crawler.pages.newsroom_stories import STORIES
from tests.crawler.pages.newsrooms import LAYOUTS, Slots

GOLDEN = Path(__file__).parents[1] / "crawler" / "pages" / "outlets"
PAGES = SHARED / "pages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """The least that is accepted: means over the pages, and the worst of them."""

    rouge_l: float
    worst: float
    precision: float


OWN = Floors(rouge_l=0.995, worst=0.92, precision=0.99)
REAL = Floors(rouge_l=0.99, worst=0.95, precision=0.99)
WITHOUT_RULES = Floors(rouge_l=0.99, worst=0.95, precision=0.985)


def _own() -> Iterator[tuple[Page, str, str]]:
    """Each of our stories in each layout, and each outlet's golden page at an address that has no rule."""
    for layout in LAYOUTS.values():
        for written in STORIES:
            markup = layout(Slots(title=written.title, body=written.paragraphs))
            yield _page(markup.encode(), "https://own.example/1"), written.title, "\n".join(written.paragraphs)
    for path in sorted(GOLDEN.glob("*.html")):
        golden = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
        told = {**golden, **golden.get("general", {})}
        yield _page(path.read_bytes(), "https://own.example/2"), told["title"], golden["text"]


def _page(body: bytes, url: str) -> Page:
    return Page(
        url=url, body=body, content_type="text/html; charset=utf-8", fetched_at=datetime(2026, 9, 1, tzinfo=UTC)
    )


def _story(page: Page) -> Story:
    found = read_page(page)
    assert not isinstance(found, Refusal), f"{page.url}: {found}"
    assert len(found) == 1, f"{page.url}: a second story where there is none"
    return found[0]


def _hold(scores: list[TextScore], floors: Floors) -> None:
    assert sum(score.rouge_l for score in scores) / len(scores) >= floors.rouge_l
    assert min(score.rouge_l for score in scores) >= floors.worst
    assert sum(score.precision for score in scores) / len(scores) >= floors.precision


def test_pages_of_our_own() -> None:
    """Widespread layouts and outlets' markup, by the general reader: the text within its floors, every title clean."""
    read = [(_story(page), title, text) for page, title, text in _own()]
    assert len(read) == len(LAYOUTS) * len(STORIES) + 9
    _hold([text_score(story.text, text) for story, _, text in read], OWN)
    assert [(story.title, title) for story, title, _ in read if story.title != title] == []


@pytest.mark.shared
@pytest.mark.skipif(not PAGES.exists(), reason="the evaluation data is not beside the project")
@pytest.mark.parametrize("with_rules", [True, False])
def test_real_pages(with_rules: bool) -> None:
    """Twelve pages of twelve outlets: the text within its floors, all titles clean, no date wrong, Persian refused."""
    scores: list[TextScore] = []
    titles: list[Verdict] = []
    dates: list[Verdict] = []
    refused = 0
    for gold in gold_pages(PAGES):
        page = _page(gold.document.body, gold.document.url if with_rules else "https://own.example/3")
        if gold.text is None:
            found = read_page(page)
            refused += isinstance(found, Refusal) and found.reason is RefusalReason.WRONG_LANGUAGE
            continue
        story = _story(page)
        scores.append(text_score(story.text, gold.text))
        titles.append(title_verdict(story.title, gold.title))
        dates.append(date_verdict(story.published, gold.date))
    assert (len(scores), refused) == (12, 3)
    _hold(scores, REAL if with_rules else WITHOUT_RULES)
    assert titles == [Verdict.RIGHT] * 12
    assert Verdict.WRONG not in dates
    assert dates.count(Verdict.UNKNOWN) <= 1
