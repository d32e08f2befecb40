"""Pages made, or grown by accident, to keep a reader busy: each ends in a story or a refusal, by limits on work.

No test here is timed. Whoever loosens a limit makes one run into the hard stop, which is ten times what the slowest
takes; the two that look at a limit from below would find the story missing.
"""

import json
import signal
from collections.abc import Callable, Iterator
from types import FrameType

import pytest

from crawler.news import Page, Refusal, RefusalReason, Story
from crawler.pages import read
from crawler.pages.read import read_page
from crawler.pages.text import body
from crawler.pages.text.blocks import MAX_BLOCKS, page_blocks
from tests.crawler.pages.newsstand import FLOOD, FLOOD_TITLE, paragraphs

HARD_STOP = 20  # seconds
MEGABYTE = 1_000_000
SENTENCE = "وقال مصدر في الدفاع المدني إن فرق الإنقاذ انتشلت جثتي صيادين قبالة سواحل المهدية بعد يومين من البحث. "
STORY = paragraphs(FLOOD)


@pytest.fixture(autouse=True)
def _stop() -> Iterator[None]:
    """Ends a test that would go on for minutes."""

    def give_up(_number: int, _frame: FrameType | None) -> None:
        raise AssertionError("the page is still being read")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(HARD_STOP)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def document(markup: str, head: str = "") -> str:
    """A page with a title, its headline, and the markup."""
    return f"<html><head><title>{FLOOD_TITLE}</title>{head}</head><body><h1>{FLOOD_TITLE}</h1>{markup}</body></html>"


def outcome(markup: str | bytes, content_type: str = "") -> str:
    """«story», or the reason why there is none. UNREADABLE is what an exception becomes, the hard stop too."""
    raw = markup if isinstance(markup, bytes) else markup.encode()
    found = read_page(Page(url="https://example.org/news/7", body=raw, content_type=content_type))
    if isinstance(found, Refusal):
        assert "AssertionError" not in found.detail
        return found.reason.value
    assert all(isinstance(story, Story) and len(story.text) <= read.MAX_STORY for story in found)
    return "story"


def nested(tag: str, depth: int = 50_000) -> str:
    """A sentence within so many of the same element."""
    return f"<{tag}>" * depth + SENTENCE * 5 + f"</{tag}>" * depth


def linked_data(source: str) -> str:
    """A script of JSON-LD."""
    return f'<script type="application/ld+json">{source}</script>'


def numbered(count: int, line: str) -> str:
    """So many lines that differ in their number, which stands for the # in them."""
    return "".join(line.replace("#", str(number)) for number in range(count))


STORY_, LARGE = "story", RefusalReason.TOO_LARGE.value
LANGUAGE, UNREADABLE = RefusalReason.WRONG_LANGUAGE.value, RefusalReason.UNREADABLE.value
NO_ARTICLE, SHORT = RefusalReason.NOT_AN_ARTICLE.value, RefusalReason.TOO_SHORT.value
HELD = RefusalReason.CHARSET_HELD.value

# Whole pages by what they are made of; made in the test, because together they are 100 MB.
ONE_LINE: dict[str, tuple[Callable[[], str | bytes], set[str]]] = {
    "a sentence 10,000 times": (lambda: document(f"<p>{SENTENCE * 8_000}</p>"), {STORY_}),
    "a megabyte of a word": (lambda: document(f"<p>{'ابتثجح' * 160_000}</p>"), {STORY_, LANGUAGE, LARGE}),
    "a megabyte of waw": (lambda: document(f"<p>{'و' * MEGABYTE}</p>"), {STORY_, LANGUAGE, LARGE}),
    "bare letters": (lambda: "ا" * MEGABYTE, {STORY_, LANGUAGE, LARGE}),
    "<": (lambda: "<" * MEGABYTE, {LANGUAGE, NO_ARTICLE, SHORT, UNREADABLE}),
    "< in a paragraph": (lambda: document(f"<p>{'<' * MEGABYTE}</p>"), {LANGUAGE, NO_ARTICLE}),
    "< with spaces": (lambda: document(f"<p>{'< ' * (MEGABYTE // 2)}</p>"), {LANGUAGE, NO_ARTICLE}),
    "ampersands": (lambda: document(f"<p>{'&' * MEGABYTE}</p>"), {LANGUAGE, NO_ARTICLE}),
    "entities": (lambda: document(f"<p>{'&amp;' * (MEGABYTE // 5)}</p>"), {LANGUAGE, NO_ARTICLE}),
    "entities without an end": (lambda: document(f"<p>{'&#x627' * (MEGABYTE // 6)}</p>"), {STORY_, LANGUAGE}),
    "entities of letters": (lambda: document(f"<p>{'&#1575;&#1604; ' * (MEGABYTE // 15)}</p>"), {STORY_}),
    "spaces": (lambda: document(f"<p>{' ' * MEGABYTE}{SENTENCE}</p>"), {STORY_}),
    "kashida": (lambda: document(f"<p>{'ـ' * (MEGABYTE // 2)}{SENTENCE}</p>"), {STORY_, LANGUAGE, LARGE}),
    "signs on one letter": (lambda: document(f"<p>ا{'ً' * (MEGABYTE // 2)}{SENTENCE}</p>"), {STORY_, LANGUAGE, LARGE}),
    "quotation marks": (lambda: document(f"<p>{chr(34) * MEGABYTE}</p>"), {LANGUAGE, NO_ARTICLE}),
    "dashes": (lambda: document(f"<p>{' - ' * (MEGABYTE // 3)}</p>"), {LANGUAGE, NO_ARTICLE}),
    "digits": (lambda: document(f"<p>{'1' * MEGABYTE}</p>"), {LANGUAGE, NO_ARTICLE}),
    "pieces of dates": (lambda: document(f"<p>{'12/' * (MEGABYTE // 3)}</p>"), {LANGUAGE, NO_ARTICLE}),
    "an agency": (lambda: document(f"<p>{'رويترز - ' * 100_000}</p>"), {STORY_, NO_ARTICLE}),
    "words of labels": (
        lambda: document(f"<p>{'تابعوا شارك الخبر على فيسبوك التعليقات لا تعبر ' * 20_000}</p>"),
        {STORY_, NO_ARTICLE},
    ),
    "teasers": (lambda: document(f"<p>{'جملة. اقرأ أيضا ' * 60_000}</p>"), {STORY_, NO_ARTICLE}),
    "NULs": (lambda: b"\x00" * MEGABYTE, {SHORT, NO_ARTICLE, HELD, UNREADABLE}),
    "NULs before a page": (lambda: "\x00" * MEGABYTE + document(STORY), {STORY_, HELD}),
    "NULs between letters": (lambda: document("<p>" + "\x00ا" * (MEGABYTE // 2)), {STORY_, LANGUAGE, HELD}),
    "marks of a second encoding": (lambda: document(f"<p>{'فقط، ضغط، ' * 100_000}</p>"), {STORY_, HELD}),
    "other charsets in 50,000 places": (
        lambda: document(STORY).encode() + b"<p>\xc7\xe1\xce\xc8\xd1</p>" * 50_000,
        {STORY_, LANGUAGE, NO_ARTICLE, HELD},
    ),
}

MANY: dict[str, tuple[Callable[[], str], set[str]]] = {
    "10,000 links": (lambda: document(numbered(10_000, '<a href="/#">خبر رقم # من الميناء</a> ') + STORY), {LARGE}),
    "10,000 links in a list": (
        lambda: document("<ul>" + numbered(9_000, '<li><a href="/#">خبر رقم #</a></li>') + "</ul>" + STORY),
        {LARGE},
    ),
    "100,000 attributes": (lambda: document(f"<div {numbered(100_000, 'a#=1 ')}>{STORY}</div>"), {UNREADABLE}),
    "a class of 80,000 names": (lambda: document(f'<div class="{"share widget " * 80_000}">{STORY}</div>'), {STORY_}),
    "5 MB of <br>": (lambda: document("<br>" * 1_240_000), {LARGE}),
    "<br> within a story": (lambda: document(STORY + "<br>" * 19_000), {STORY_, LARGE}),
    "20,000 paragraphs": (lambda: document(f"<p>{SENTENCE}</p>" * 20_000), {LARGE}),
    "10,000 paragraphs that are not closed": (lambda: document(f"<p>{SENTENCE}" * 10_000), {LARGE}),
    "200,000 lines of preformatted text": (lambda: document("<pre>" + "سطر قصير\n" * 200_000), {LARGE}),
    "50,000 words in <span>": (lambda: document("<p>" + "<span>كلمة </span>" * 50_000), {LARGE}),
    "19,000 words in <span>": (lambda: document("<p>" + "<span>كلمة </span>" * 19_000), {LARGE}),
    "19,000 icons before letters": (lambda: document("<p>" + "<i></i>و" * 19_000), {LARGE}),
    "59,000 empty boxes": (lambda: document('<div class="a b" id="c"></div>' * 59_000 + STORY), {LARGE}),
    "19,000 pictures": (lambda: document(numbered(19_000, "<img alt='صورة #'>") + STORY), {STORY_}),
    "19,000 dates": (lambda: document(numbered(19_000, "<time datetime='2024-01-01'>#</time>") + STORY), {LARGE}),
    "20,000 table rows": (lambda: document("<table>" + "<tr><td>١<td>٢" * 20_000 + "</table>" + STORY), {LARGE}),
    "15,000 tables": (lambda: document("<table><tr><td>" * 15_000 + STORY), {STORY_, LARGE, NO_ARTICLE}),
    "4,000 headings": (
        lambda: document(numbered(4_000, "<h2>عنوان رقم # لخبر من أخبار الميناء</h2>") + STORY),
        {LARGE},
    ),
    "1,900 headings": (
        lambda: document(numbered(1_900, "<h2>عنوان رقم # لخبر من أخبار الميناء</h2>") + STORY),
        {STORY_},
    ),
    "900 stories": (
        lambda: document(numbered(900, f"<article><h2>مقتل # في حادث بالميناء</h2><p>{SENTENCE * 3}</p></article>")),
        {STORY_, NO_ARTICLE},
    ),
    "900 read-also labels over paragraphs": (
        lambda: document(STORY + numbered(900, f"<p>اقرأ أيضا</p><p>{SENTENCE * 4} #</p>")),
        {STORY_, NO_ARTICLE},
    ),
    "600 read-also labels over stories": (
        lambda: document(STORY + numbered(600, f"<p>اقرأ أيضا</p><h2>مقتل # في الميناء</h2><p>{SENTENCE * 4} #</p>")),
        {STORY_, NO_ARTICLE},
    ),
    "1,900 read-also lines": (lambda: document(numbered(1_900, "<p>اقرأ أيضا: غرق زورق رقم #</p>") + STORY), {STORY_}),
    "900 source lines": (
        lambda: document(STORY + numbered(900, f"<p>المصدر: صحيفة #</p><p>{SENTENCE * 3}</p>")),
        {STORY_, NO_ARTICLE},
    ),
    "1,900 long lines of a label's words": (
        lambda: document(numbered(1_900, f"<p>{'اراء تعليقات لا ملفات تعريف ' * 40} #</p>")),
        {LARGE},
    ),
    "1,900 different paragraphs": (lambda: document(numbered(1_900, f"<p>{SENTENCE} #</p>")), {STORY_}),
    "1,900 boxes with names": (
        lambda: document(numbered(1_900, f'<div class="share-# widget" id="x#"><p>{SENTENCE}</p></div>') + STORY),
        {STORY_, NO_ARTICLE},
    ),
}

HEADS: dict[str, tuple[Callable[[], str], set[str]]] = {
    "JSON-LD 50,000 deep": (lambda: linked_data('{"@graph":[' * 50_000 + "]}" * 50_000), {STORY_}),
    "JSON-LD of 90,000 lists": (lambda: linked_data("[" * 90_000 + "]" * 90_000), {STORY_}),
    "JSON-LD of 20,000 things": (lambda: linked_data(json.dumps({"@graph": [{"@type": "Thing"}] * 20_000})), {STORY_}),
    "10,000 pieces of JSON-LD": (lambda: linked_data('{"@type":"WebPage"}') * 10_000, {STORY_}),
    "a date of 390,000 digits": (
        lambda: linked_data(json.dumps({"@type": "NewsArticle", "datePublished": "1" * 390_000})),
        {STORY_},
    ),
    "15,000 authors": (
        lambda: linked_data(json.dumps({"@type": "NewsArticle", "author": [{"name": "سالم العبري"}] * 8_000})),
        {STORY_},
    ),
    "a title of a megabyte": (lambda: f'<meta property="og:title" content="{SENTENCE * 8_000}">', {STORY_}),
    "a description of a megabyte": (lambda: f'<meta name="description" content="{SENTENCE * 8_000}">', {STORY_}),
    "200,000 keywords": (lambda: f'<meta name="keywords" content="{"الميناء،" * 200_000}">', {STORY_}),
    "a date of a megabyte": (lambda: f'<meta name="date" content="{"1 " * 500_000}">', {STORY_}),
    "15,000 dates": (lambda: '<meta name="date" content="السبت الخامس من الشهر">' * 15_000, {STORY_}),
    "15,000 titles": (lambda: numbered(15_000, '<meta property="og:title" content="غرق زورق #">'), {STORY_}),
    "100,000 comments": (lambda: "<!-- x -->" * 100_000, {STORY_}),
    "200,000 comments without an end": (lambda: "<!--" * 200_000, {STORY_, NO_ARTICLE, SHORT}),
    "100,000 scripts": (lambda: "<script>" * 100_000, {STORY_, NO_ARTICLE, SHORT}),
}


@pytest.mark.parametrize("name", ONE_LINE)
def test_a_line_of_a_megabyte_ends(name: str) -> None:
    """Whatever it is made of: letters, markup's own signs, entities, marks of a wrong charset, words of labels."""
    make, expected = ONE_LINE[name]
    assert outcome(make()) in expected


@pytest.mark.parametrize("name", MANY)
def test_many_of_one_thing_end(name: str) -> None:
    """Links, attributes, paragraphs, headings, labels: up to a limit they are read, beyond it the page is refused."""
    make, expected = MANY[name]
    assert outcome(make()) in expected


@pytest.mark.parametrize("name", HEADS)
def test_a_huge_head_does_not_hide_the_story(name: str) -> None:
    """What a page says of itself is looked at so far and no further."""
    make, expected = HEADS[name]
    assert outcome(document(STORY, make())) in expected


@pytest.mark.parametrize(
    "tag", ["div", "b", "table", "ul", "font", "blockquote", "p", "a", "span", "li", "td", "form", "article", "h1"]
)
def test_elements_50_000_deep_end(tag: str) -> None:
    """The parser goes down so far and no further; what it leaves is read or refused."""
    assert outcome(document(nested(tag))) in {STORY_, LARGE, NO_ARTICLE}


def test_plain_text_of_20_000_lines_ends() -> None:
    """Without markup there are no elements to count: the story is cut."""
    assert outcome((SENTENCE + "\n") * 20_000, "text/plain; charset=utf-8") == STORY_


def test_preformatted_lines_beyond_the_limit_are_not_looked_at() -> None:
    """One text node may hold a million lines."""
    parsed = read._parsed(document("<pre>" + "سطر قصير\n" * 3 * MAX_BLOCKS))
    assert not isinstance(parsed, Refusal)
    assert MAX_BLOCKS <= len(page_blocks(parsed)) <= MAX_BLOCKS + 1


def test_limits_stand_far_above_what_real_pages_have() -> None:
    """A long live report with pictures and menus: 1,600 lines, 3,000 elements with text, 9,000 in all."""
    post = f"<div><h3>الساعة الأولى #</h3><p><b>عاجل</b> <a href='/#'>{SENTENCE}</a> {SENTENCE} #</p></div>"
    menu = '<ul><li><a href="/#"><i></i><img src="/#.png"></a></li></ul>'
    teasers = '<div class="more">' + '<a href="/#"><img src="/#.png"> عنوان قصير</a>' * 6 + "</div>"
    assert outcome(document(numbered(1_000, menu) + numbered(500, post) + numbered(100, teasers))) == STORY_


def test_what_is_left_for_the_extractor_is_counted_without_lists_of_links() -> None:
    """More elements than it may look at, nearly all of them of teasers, are no reason to refuse."""
    teasers = "<ul>" + '<li><a href="/#"><img src="/#.png">مرفأ بنغازي يستقبل سفينة</a></li>' * 5 + "</ul>"
    assert 350 * teasers.count("</") > body._MAX_ELEMENTS / 2
    assert outcome(document(STORY + numbered(350, teasers))) == STORY_
