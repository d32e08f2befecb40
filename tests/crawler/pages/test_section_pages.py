"""Pages of many headlines and pages about the site are no stories; a story with such a list below it is one."""

import pytest

from crawler.news import Refusal, RefusalReason
from crawler.pages.read import read_page
from crawler.pages.service_pages import is_service_page
from tests.crawler.pages.newsroom_stories import BRIDGE, STORIES
from tests.crawler.pages.newsstand import page, paragraphs

CARDS = {
    "heading": "<div><h3><a href='/n'>{t}</a></h3><p>{e}...</p></div>",
    "article": "<article><h2><a href='/n'>{t}</a></h2><p>{e}…</p><a href='/n'>اقرأ المزيد</a></article>",
    "date": "<div><a href='/n'><img src='x'></a><h3><a href='/n'>{t}</a></h3><i>19 سبتمبر</i><div>{e}</div></div>",
    "link below": "<div><h3>{t}</h3><p>{e}</p><a href='/n'>اقرأ المزيد</a></div>",
    "item": "<li><a href='/n'>{t}</a><p>{e}</p></li>",
    "definition": "<dt><a href='/n'>{t}</a></dt><dd>{e}</dd>",
    "break": "<p><a href='/n'>{t}</a><br>{e}</p>",
}


def _cards(card: str, count: int) -> str:
    return "".join(CARDS[card].format(t=each.title, e=each.paragraphs[0]) for each in STORIES[1 : count + 1])


@pytest.mark.parametrize("head", ["", '<meta property="og:type" content="website">'])
@pytest.mark.parametrize("count", [5, 7])
@pytest.mark.parametrize("card", CARDS)
def test_headlines_with_an_excerpt_each_are_a_section_page(card: str, count: int, head: str) -> None:
    """Its excerpts are not mixed into one story."""
    markup = (
        f"<html><head><title>أخبار العالم</title>{head}</head><body><h1>أخبار العالم</h1><div>{_cards(card, count)}"
    )
    found = read_page(page(f"{markup}</div></body></html>"))
    assert isinstance(found, Refusal)
    assert found.reason is RefusalReason.NOT_AN_ARTICLE


@pytest.mark.parametrize("count", [5, 7])
@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("label", ["", "<h3>مواضيع ذات صلة</h3>"])
def test_a_story_above_such_a_list_is_read(label: str, card: str, count: int) -> None:
    """All of its paragraphs are there, and with a label above the list nothing else is."""
    body = f"<h1>{BRIDGE.title}</h1><div class='b'>{paragraphs(BRIDGE.paragraphs)}</div>"
    below = f"<div class='more'>{label}{_cards(card, count)}</div>"
    markup = f"<html><head><title>{BRIDGE.title}</title></head><body><div>{body}</div>{below}</body></html>"
    found = read_page(page(markup))
    assert not isinstance(found, Refusal), found
    assert found[0].text.split("\n\n")[: len(BRIDGE.paragraphs)] == list(BRIDGE.paragraphs)
    if label:
        assert found[0].text == "\n\n".join(BRIDGE.paragraphs)


@pytest.mark.parametrize(
    "title",
    [
        "الصفحة غير موجودة",
        "عذرا، هذه الصفحة التي تبحث عنها غير موجودة",
        "404",
        "خطأ 404 | الميناء",
        "شروط وأحكام الاستخدام",
        "الشروط والأحكام - الميناء",
        "تسجيل الدخول",
        "سياسة ملفات تعريف الارتباط",
        "اتصل بنا",
        "Just a moment...",
    ],
)
def test_pages_of_the_site_are_told_by_their_title(title: str) -> None:
    """Errors, terms and forms."""
    assert is_service_page(title)


@pytest.mark.parametrize(
    "title",
    [
        "404 قتلى في زلزال ضرب الساحل",
        "تسجيل الدخول إلى البلاد يتطلب تأشيرة جديدة",
        "نتائج البحث: العثور على ثلاثة ناجين تحت الأنقاض",
        "شروط وأحكام جديدة للقروض السكنية",
        "الصفحة الأخيرة من حياة الرئيس",
    ],
)
def test_headlines_with_the_same_words_are_stories(title: str) -> None:
    """Only the whole title says what a page is."""
    assert not is_service_page(title)
