"""Pages that keep their text for subscribers or for scripts; the title of a plain text."""

import json

import pytest

from crawler.news import Refusal, RefusalReason
from crawler.pages.read import read_page
from tests.crawler.pages.newsstand import TALKS, TALKS_TITLE, around, page, paragraphs

NOT_FREE = {"@type": "NewsArticle", "headline": TALKS_TITLE, "isAccessibleForFree": "False"}
DECLARED = f'<script type="application/ld+json">{json.dumps(NOT_FREE)}</script>'
LINES = ("هذا المحتوى متاح للمشتركين فقط", "اشترك الآن لمتابعة القراءة")


def _reason(markup: str) -> RefusalReason | None:
    found = read_page(page(markup))
    return found.reason if isinstance(found, Refusal) else None


def test_a_teaser_before_a_wall_is_no_story() -> None:
    """The page declares it, or a line says it."""
    teaser = paragraphs([TALKS[0][:80] + "..."])
    assert _reason(around(teaser, head=DECLARED)) is RefusalReason.PAYWALL
    for line in LINES:
        assert _reason(around(teaser + f"<div class='w'><p>{line}</p></div>")) is RefusalReason.PAYWALL


def test_a_whole_text_is_a_story_whatever_is_declared() -> None:
    """So is a short one without a wall, and one that tells of subscribers."""
    assert _reason(around(paragraphs(TALKS), head=DECLARED)) is None
    assert _reason(around(paragraphs(TALKS[:1]))) is None
    told = "أعلنت الشركة أن المحتوى سيكون متاحا للمشتركين فقط ابتداء من مطلع العام المقبل."
    assert _reason(around(paragraphs([told]))) is None


def test_a_page_that_scripts_fill_in() -> None:
    """It shows hardly anything; without scripts there is nothing to come."""
    shell = "<html><meta charset=utf-8><title>{}</title><body><div id=app>جاري التحميل...</div>{}</body></html>"
    assert _reason(shell.format(TALKS_TITLE, "<script src=/app.js></script>")) is RefusalReason.SCRIPT_ONLY
    assert _reason(shell.format(TALKS_TITLE, "")) is RefusalReason.NOT_AN_ARTICLE


@pytest.mark.parametrize("hint", [None, TALKS_TITLE])
@pytest.mark.parametrize(
    "between", [[], ["عمّان - بترا"], ["بيروت (أ ف ب)"], ["كتب: سالم الكندي", "17 سبتمبر 2024"], ["القاهرة - أ ش أ"]]
)
def test_a_plain_texts_title_stands_above_its_credits(between: list[str], hint: str | None) -> None:
    """The title and the credits are no text."""
    text = "\n".join([TALKS_TITLE, *between, *TALKS])
    found = read_page(page(text, content_type="text/plain", hint_title=hint))
    assert not isinstance(found, Refusal)
    assert (found[0].title, found[0].text) == (TALKS_TITLE, "\n\n".join(TALKS))


def test_a_plain_text_may_have_no_title() -> None:
    """Its first line ends as a sentence."""
    found = read_page(page("\n".join(TALKS), content_type="text/plain"))
    assert not isinstance(found, Refusal)
    assert (found[0].title, found[0].text) == ("", "\n\n".join(TALKS))
