"""The row under a heading with writer, date and counts: it is no text, and each part of it is understood."""

from datetime import UTC, datetime

import pytest

from crawler.news import Refusal, Story
from crawler.pages.read import read_page
from tests.crawler.pages.newsstand import FLOOD, FLOOD_TITLE, TALKS, TALKS_TITLE, page, paragraphs

DAY, FETCHED = datetime(2024, 9, 17, tzinfo=UTC), datetime(2024, 9, 20, 12, tzinfo=UTC)
ROWS = [
    (
        "<span><a href='/a'>هدى المقريف</a></span><span>17 سبتمبر، 2024</span><span>0</span> <span>دقيقة واحدة</span>",
        None,
    ),
    ("<b>الأردن</b><time>17/09/2024</time><i>1٬204 مشاهدة</i>", None),
    ("<i class='user'></i> سالم الكندي - مسقط <i class='clock'></i> 17 سبتمبر 2024", "سالم الكندي"),
    ("<a href='/s'>ليبيا</a> <span>الثلاثاء 17 سبتمبر 2024</span>", None),
    ("كتب: سالم الكندي | الثلاثاء 17 سبتمبر 2024", "سالم الكندي"),
    ("كتبت: مريم البلوشي • 17 سبتمبر 2024 • 5 دقائق", "مريم البلوشي"),
    ("بواسطة سالم الكندي - 17 سبتمبر 2024", "سالم الكندي"),
    ("نشر بواسطة سالم الكندي في الثلاثاء، 17 أيلول/سبتمبر 2024", "سالم الكندي"),
    ("مسقط - سالم الكندي | الثلاثاء 17/09/2024", "سالم الكندي"),
]
BODIES = {
    "in its own box": "<div class='m'>{row}</div><div class='b'>{text}</div>",
    "among the paragraphs": "<p>{row}</p>{text}",
}


def _read(inner: str, **known: object) -> tuple[Story, ...]:
    markup = f"<html><meta charset=utf-8><title>{TALKS_TITLE}</title><body><div class='c'>{inner}</div></body></html>"
    found = read_page(page(markup, fetched_at=FETCHED, **known))
    assert not isinstance(found, Refusal), found
    return found


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize(("row", "byline"), ROWS)
def test_a_row_is_told_apart(row: str, byline: str | None, body: str) -> None:
    """The day and the writer are noted, and nothing of the row stays in the text."""
    (story,) = _read(f"<h1>{TALKS_TITLE}</h1>" + body.format(row=row, text=paragraphs(TALKS)))
    assert story.text == "\n\n".join(TALKS)
    assert (story.published, story.byline) == (DAY, byline)


def test_a_row_of_a_further_story_is_told_apart() -> None:
    """A byline that is glued to the date behind it ends where its element does."""
    row = "<span>بقلم: نورة الشهري</span><time>الجمعة</time>"
    second = f"<article><h1>{FLOOD_TITLE}</h1>{row}<div>{paragraphs(FLOOD)}</div></article>"
    stories = _read(f"<article><h1>{TALKS_TITLE}</h1><div>{paragraphs(TALKS)}</div></article>{second}")
    assert [story.byline for story in stories] == [None, "نورة الشهري"]
    assert stories[1].text == "\n\n".join(FLOOD)


def test_dates_within_a_story_stay() -> None:
    """A list of days with what happened on them, and a dateline that is glued to its sentence."""
    days = "<ul><li><b>15 سبتمبر 2024</b> <span>مقتل خمسة في نابلس</span></li></ul>"
    first = f"<p><b>عمّان</b> <span>15 سبتمبر 2024</span> - {TALKS[0]}</p>"
    (story,) = _read(f"<h1>{TALKS_TITLE}</h1><div>{first}{days}{paragraphs(TALKS[1:])}</div>")
    lines = story.text.split("\n\n")
    assert lines[0] == f"عمّان 15 سبتمبر 2024 - {TALKS[0]}"
    assert lines[1] == "- 15 سبتمبر 2024 مقتل خمسة في نابلس"


@pytest.mark.parametrize("writer", ["", "<span id='lblWriter'>سالم الكندي</span>"])
def test_a_date_before_the_element_of_a_text_is_not_glued_to_it(writer: str) -> None:
    """As ASP.NET lays out its labels: one <span> beside the other, the text with line breaks in the last."""
    date = "<span id='lblDate'>17/09/2024 02:30 م</span>"
    body = f"<span id='lblBody'>{'<br>'.join(TALKS)}</span>"
    (story,) = _read(f"<h1>{TALKS_TITLE}</h1>{writer}{date}{body}")
    assert story.text == "\n\n".join(TALKS)
    assert story.published == datetime(2024, 9, 17, 14, 30, tzinfo=UTC)
    assert story.byline == ("سالم الكندي" if writer else None)


@pytest.mark.parametrize("tag", ["h2", "div", "b"])
@pytest.mark.parametrize(("before", "behind"), [("", " | الواحة"), ("الصباح الجديد :: ", "")])
def test_a_title_below_h1_is_found_without_the_sites_name(tag: str, before: str, behind: str) -> None:
    """The date stands beside it; the logo above, as long as a title, is none, nor is the date beside it the story's."""
    markup = (
        f"<html><meta charset=utf-8><title>{before}{TALKS_TITLE}{behind}</title><body>"
        "<div><div>صحيفة الواحة الإلكترونية</div><div>20 سبتمبر 2024</div></div>"
        f"<div><{tag}>{TALKS_TITLE}</{tag}><div>تاريخ النشر: 17/09/2024</div>"
        f"<div>{paragraphs(TALKS)}</div></div></body></html>"
    )
    found = read_page(page(markup, fetched_at=FETCHED))
    assert not isinstance(found, Refusal)
    assert (found[0].title, found[0].published) == (TALKS_TITLE, DAY)
