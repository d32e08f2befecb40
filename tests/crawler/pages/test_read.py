"""From bytes to stories: exactly the words of the story, and each story on its own."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.news import Page, PublishedFrom, Refusal, RefusalReason, Story
from crawler.pages.read import MAX_BYTES, MAX_STORY, read_page
from tests.crawler.pages.newsstand import (
    FLOOD,
    FLOOD_TITLE,
    TALKS,
    TALKS_TITLE,
    TEASERS,
    around,
    links,
    page,
    paragraphs,
)

TALKS_TEXT, FLOOD_TEXT = "\n\n".join(TALKS), "\n\n".join(FLOOD)
BOX = f"<p>اقرأ أيضاً</p><p><a href='/n/9'>{TEASERS[0]}</a></p>"
FIRST = paragraphs(TALKS[:2]) + BOX + paragraphs(TALKS[2:])
END = "<p>المصدر | الميناء + وكالات</p><p>كلمات دلالية: عمان، إيران</p>"
RELATED = f"<h3>مقالات مشابهة</h3>{links(TEASERS)}"
LINES = [*TALKS, "المصدر | الميناء + وكالات", "كلمات دلالية: عمان", "إقرأ أيضاً:", FLOOD_TITLE, *FLOOD]
LABEL, TITLE, SECOND = "إقرأ أيضاً:", FLOOD_TITLE, paragraphs(FLOOD)
TWO_STORIES = {
    "same container": f"<div class='entry'>{FIRST}{END}<p>{LABEL}</p><p>{TITLE}</p>{SECOND}</div>",
    "no ending between": f"<div class='entry'>{FIRST}<p>{LABEL}</p><p>{TITLE}</p>{SECOND}</div>",
    "headings": f"<div class='post'>{FIRST}{END}<h2>{LABEL}</h2><h3>{TITLE}</h3>{SECOND}</div>",
    "bold": f"<div>{FIRST}{END}<p><b>{LABEL}</b></p><p><strong>{TITLE}</strong></p>{SECOND}</div>",
    "one bold line": f"<div>{FIRST}{END}<p><b>{LABEL} {TITLE}</b></p>{SECOND}</div>",
    "siblings": f"<article>{FIRST}{END}</article><h4>{LABEL}</h4><article><h2>{TITLE}</h2>{SECOND}</article>",
    "label in the sibling": f"<article>{FIRST}{END}</article>"
    f"<article><span>{LABEL}</span><h2><a href='/n/2'>{TITLE}</a></h2>{SECOND}</article>",
    "siblings without a label": f"<article>{FIRST}</article><article><h2>{TITLE}</h2>{SECOND}</article>",
    "infinite scroll": f"<article>{FIRST}{END}</article><div class='infinite-scroll'><h4>{LABEL}</h4>"
    f"<div><h1>{TITLE}</h1><div>{SECOND}</div></div></div>",
    "line breaks": f"<div>{'<br><br>'.join(LINES)}</div>",
    "single line breaks": f"<div>{'<br>'.join(LINES)}</div>",
    "preformatted": f"<pre>{chr(10).join(LINES)}</pre>",
    "layout table": f"<table><tr><td>{FIRST}{END}<p>{LABEL}</p><p>{TITLE}</p>{SECOND}</td></tr></table>",
}


def _stories(markup: str, **known: object) -> tuple[Story, ...]:
    found = read_page(page(markup, **known))
    assert not isinstance(found, Refusal), found
    return found


def _refusal(markup: str, **known: object) -> RefusalReason:
    found = read_page(page(markup, **known))
    assert isinstance(found, Refusal), found
    return found.reason


@pytest.mark.parametrize("shape", TWO_STORIES)
def test_two_stories_on_a_page(shape: str) -> None:
    """In every shape of page both stories are whole, with nothing of the box, the source, the tags or the lists."""
    first, second = _stories(around(TWO_STORIES[shape] + RELATED))
    assert (first.title, first.text, first.position) == (TALKS_TITLE, TALKS_TEXT, 0)
    assert (second.title, second.text, second.position) == (FLOOD_TITLE, FLOOD_TEXT, 1)


def test_two_stories_of_plain_text() -> None:
    """Plain text is read by its lines; without a hint the first story's title is unknown."""
    first, second = _stories("\n\n".join(LINES), content_type="text/plain; charset=utf-8")
    assert (first.title, first.text, first.credited_source) == ("", TALKS_TEXT, "الميناء + وكالات")
    assert (second.title, second.text) == (FLOOD_TITLE, FLOOD_TEXT)


def test_a_headline_above_plain_text_is_its_title() -> None:
    """A first line without a full stop above a paragraph."""
    (story,) = _stories("\n\n".join([TALKS_TITLE, *TALKS]), content_type="text/plain")
    assert (story.title, story.text) == (TALKS_TITLE, TALKS_TEXT)


@pytest.mark.parametrize("count", [1, 2, 3, 5])
@pytest.mark.parametrize("linked", [True, False])
def test_a_box_of_headlines_is_no_story(linked: bool, count: int) -> None:
    """One to five headlines in the middle of a story are taken out of it."""
    headlines = links(TEASERS[:count]) if linked else paragraphs(TEASERS[:count])
    box = f"<div class='box'><h4>أخبار ذات صلة</h4>{headlines}</div>"
    (story,) = _stories(
        around(f"<div class='entry'>{paragraphs(TALKS[:3])}{box}{paragraphs(TALKS[3:])}</div>{RELATED}")
    )
    assert story.text == TALKS_TEXT


def test_cards_with_excerpts_are_no_story() -> None:
    """Related cards, each with a line of text, below the story."""
    cards = "".join(f"<div><h3><a href='/c'>{t}</a></h3><p>{FLOOD[2]}</p></div>" for t in (FLOOD_TITLE, *TEASERS[:2]))
    (story,) = _stories(around(f"<div class='entry'>{paragraphs(TALKS)}</div><h3>أخبار متعلقة</h3>{cards}"))
    assert story.text == TALKS_TEXT


def test_only_the_pages_own_story_has_the_pages_date() -> None:
    """The second story is older by an unknown time."""
    head = '<meta property="article:published_time" content="2024-03-01T10:00:00Z"><meta name="author" content="سلمى">'
    first, second = _stories(around(TWO_STORIES["headings"], head=head), outlet="الميناء", country="OM")
    assert (first.published, first.published_from) == (datetime(2024, 3, 1, 10, tzinfo=UTC), PublishedFrom.META)
    assert (second.published, second.published_from, second.byline) == (None, None, None)
    assert {(story.outlet, story.country) for story in (first, second)} == {("الميناء", "OM")}


def test_what_the_feed_says_comes_first() -> None:
    """Title and date of the feed win over those of the page."""
    moment = datetime(2024, 2, 29, 8, tzinfo=UTC)
    head = '<meta property="article:published_time" content="2024-03-01T10:00:00Z">'
    (story,) = _stories(around(paragraphs(TALKS), head=head), hint_title="عنوان الخلاصة", hint_published=moment)
    assert (story.title, story.published, story.published_from) == ("عنوان الخلاصة", moment, PublishedFrom.FEED)


def test_a_date_in_the_text_is_the_last_resort() -> None:
    """A visible dateline is read in the outlet's zone."""
    (story,) = _stories(
        around("<div class='entry'><p>تم نشره الجمعة 1 آذار / مارس 2024 09:22 مساءً</p>" + paragraphs(TALKS) + "</div>"),
        zone="Asia/Amman",
    )
    assert (story.published, story.published_from) == (datetime(2024, 3, 1, 18, 22, tzinfo=UTC), PublishedFrom.TEXT)
    assert story.text == TALKS_TEXT


def test_a_lead_in_a_block_of_its_own_is_kept() -> None:
    """A lead above the body's container, told by the description that repeats it."""
    head = f'<meta property="og:description" content="{TALKS[0][:90]}…">'
    markup = f"<div class='lead'>{TALKS[0]}</div><div class='entry-content'>{paragraphs(TALKS[1:])}</div>"
    (story,) = _stories(around(markup, head=head))
    assert story.text == TALKS_TEXT


@pytest.mark.parametrize(
    "chrome",
    [
        "<p>نستخدم ملفات تعريف الارتباط لتحسين تجربتك في موقعنا.</p>",
        "<p>القاهرة - أ ش أ</p>",
        "<p>كتب: مروان عبد الله</p>",
        f"<p>{TALKS_TITLE}</p>",
        "<p>شارك الخبر على فيسبوك</p>",
        "<figure><img src='a.jpg' alt='الوزيران في مسقط'><figcaption>الوزيران في مسقط</figcaption></figure>",
        "<p><img src='a.jpg' alt='الوزيران أثناء اللقاء في مسقط'></p><p>الوزيران أثناء اللقاء في مسقط</p>",
        "<p>أخبار سياسية</p>",
    ],
)
def test_what_stands_above_a_story_is_not_its_text(chrome: str) -> None:
    """Cookies, agencies, bylines, the title again, calls to share, captions, a section's name."""
    (story,) = _stories(around(f"<div class='entry-content'>{chrome}{paragraphs(TALKS)}</div>"))
    assert story.text == TALKS_TEXT


@pytest.mark.parametrize(
    "chrome",
    [
        "<p>تابعوا آخر الأخبار عبر قناتنا على تلغرام</p>",
        "<p>الآراء الواردة في التعليقات لا تعبر عن رأي الموقع بل عن أصحابها.</p>",
        "<h3>عن الكاتب</h3><p>صحفي عماني يكتب في الشأن الخليجي منذ عشرين عاما وله ثلاثة كتب.</p>",
        "<p>المصدر: العمانية</p>",
        "<p>الوسوم</p><p><a href='/t/1'>عمان</a> <a href='/t/2'>إيران</a></p>",
    ],
)
def test_what_stands_below_a_story_is_not_its_text(chrome: str) -> None:
    """Calls to follow, comment rules, the author's life, source and tags."""
    (story,) = _stories(around(f"<div class='entry-content'>{paragraphs(TALKS)}{chrome}</div>"))
    assert story.text == TALKS_TEXT


def test_a_breaking_line_is_a_story() -> None:
    """One sentence is what there is in the first minutes; the boxes around it are not taken instead."""
    (story,) = _stories(around(f"<div class='entry-content'><p>{FLOOD[0]}</p></div>", title=FLOOD_TITLE))
    assert story.text == FLOOD[0]


def test_lists_and_tables_stay_as_lines() -> None:
    """Figures given by place are the story's own words."""
    listed = "<ul><li>كسلا: 9 قتلى</li><li>القضارف: 5 قتلى</li></ul>"
    table = "<table><tr><th>الولاية</th><th>القتلى</th></tr><tr><td>كسلا</td><td>9</td></tr></table>"
    (story,) = _stories(around(f"<div>{paragraphs(FLOOD[:2])}{listed}{table}{paragraphs(FLOOD[2:])}</div>"))
    assert story.text.split() == " ".join(
        [*FLOOD[:2], "- كسلا: 9 قتلى - القضارف: 5 قتلى الولاية | القتلى كسلا | 9", *FLOOD[2:]]
    ).split()  # fmt: skip


def test_a_teaser_inside_a_paragraph_is_cut_off() -> None:
    """A label and a headline behind a paragraph's last sentence."""
    teaser = f" <strong>اقرأ أيضاً:</strong> <a href='/n/9'>{TEASERS[0]}</a>"
    markup = f"<div>{paragraphs(TALKS[:2])}<p>{TALKS[2]}{teaser}</p>{paragraphs(TALKS[3:])}</div>"
    (story,) = _stories(around(markup))
    assert story.text == TALKS_TEXT


@pytest.mark.parametrize(
    ("first", "last", "agency"),
    [
        ("الخرطوم – سونا: ", "", "سونا"),
        ("بيروت (رويترز) - ", "", "رويترز"),
        ("القاهرة / أ ش أ / ", "", "أ ش أ"),
        ("", " (أ ف ب)", "أ ف ب"),
        ("", "", None),
    ],
)
def test_the_agency_is_credited(first: str, last: str, agency: str | None) -> None:
    """A wire copy says whose it is, at its head or at its tail; those words stay in the text."""
    texts = [first + FLOOD[0], *FLOOD[1:-1], FLOOD[-1] + last]
    (story,) = _stories(around(f"<div class='entry'>{paragraphs(texts)}</div>", title=FLOOD_TITLE))
    assert story.credited_source == agency
    assert story.text == "\n\n".join(texts)


def test_a_visible_date_beside_the_heading_is_found() -> None:
    """Outside of the story's own container, where no markup names it."""
    (story,) = _stories(around(f"<span class='d'>الأحد 3 مارس 2024 - 10:15</span><div>{paragraphs(TALKS)}</div>"))
    assert (story.published, story.published_from) == (datetime(2024, 3, 3, 10, 15, tzinfo=UTC), PublishedFrom.TEXT)


@pytest.mark.parametrize(
    "markup",
    [
        links(TEASERS),
        "".join(f"<div><h3><a href='/n'>{t}</a></h3></div>" for t in TEASERS * 3),
        "".join(f"<div><h3><a href='/n'>{t}</a></h3><p>{FLOOD[n % 4]}</p></div>" for n, t in enumerate(TEASERS * 3)),
    ],
)
def test_a_section_page_is_no_story(markup: str) -> None:
    """Headlines that lead elsewhere, with and without excerpts."""
    assert _refusal(around(markup, title="سياسة")) is RefusalReason.NOT_AN_ARTICLE


def test_a_page_about_the_outlet_is_no_story() -> None:
    """«اتصل بنا» has a paragraph, and is no news."""
    assert _refusal(around(paragraphs(TALKS), title="اتصل بنا")) is RefusalReason.NOT_AN_ARTICLE


def test_the_canonical_address_is_the_storys() -> None:
    """An AMP copy or a tracking link leads to the story's own address."""
    (story,) = _stories(around(paragraphs(TALKS), head='<link rel="canonical" href="https://mina.example/n/512">'))
    assert story.url == "https://mina.example/n/512"


def test_the_text_in_json_ld_serves_where_the_page_has_none() -> None:
    """A page drawn by scripts still carries its text for search engines."""
    source = json.dumps({"@type": "NewsArticle", "headline": TALKS_TITLE, "articleBody": "\n".join(TALKS)})
    (story,) = _stories(around("<div id='app'></div>", head=f'<script type="application/ld+json">{source}</script>'))
    assert (story.title, story.text) == (TALKS_TITLE, TALKS_TEXT)


def test_the_feeds_full_text_serves_where_the_page_has_none() -> None:
    """content:encoded is read as the story when the page's body fails."""
    (story,) = _stories(around("<div id='app'></div>"), hint_title=TALKS_TITLE, hint_html=FIRST)
    assert (story.title, story.text) == (TALKS_TITLE, TALKS_TEXT)


def test_windows_1256_under_a_wrong_header_is_read() -> None:
    """The declared charset is not believed against the bytes."""
    body = around(paragraphs(TALKS)).replace('<meta charset="utf-8">', "").encode("cp1256")
    found = read_page(Page(url="https://mina.example/n/512", body=body, content_type="text/html; charset=utf-8"))
    assert not isinstance(found, Refusal)
    assert found[0].text == TALKS_TEXT


PERSIAN = "وزیر امور خارجه ایران در دیدار با همتای عمانی خود گفت که گفتگوها ادامه خواهد یافت و توافق نزدیک است. "


def test_refusals_say_why() -> None:
    """Each page without a story has its reason."""
    article = '<meta property="og:type" content="article">'
    free = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
    assert _refusal(around(paragraphs([PERSIAN * 3, PERSIAN * 2]), title="دیدار")) is RefusalReason.WRONG_LANGUAGE
    assert _refusal(around("", head=article)) in (RefusalReason.SCRIPT_ONLY, RefusalReason.TOO_SHORT)
    assert _refusal(around("", head=free)) is RefusalReason.PAYWALL
    assert _refusal("<html><body><div></div></body></html>") is RefusalReason.NOT_AN_ARTICLE
    assert _refusal("") is RefusalReason.TOO_SHORT
    assert _refusal("ا" * (MAX_BYTES // 2 + 1)) is RefusalReason.TOO_LARGE
    held = read_page(Page(url="https://mina.example/", body=bytes(range(128, 256)) * 9, content_type="text/html"))
    assert isinstance(held, Refusal)
    assert held.reason is RefusalReason.CHARSET_HELD


SENTENCE = "قال المتحدث إن القوات تقدمت في المدينة. "
HOSTILE = {
    "one line of 1 MB": f"<html><body><p>{SENTENCE * 13_000}</p></body></html>",
    "50,000 nested elements": "<div>" * 50_000 + SENTENCE + "</div>" * 50_000,
    "50,000 nested inline elements": "<b>" * 50_000 + SENTENCE,
    "10,000 links": "".join(f'<p><a href="/{n}">عنوان خبر رقم {n} عن المدينة</a></p>' for n in range(10_000)),
    "10,000 links in a line": "<p>" + "".join(f'<a href="/{n}">خبر {n}</a> ' for n in range(10_000)) + "</p>",
    "100,000 attributes": "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + f">{SENTENCE}",
    "10,000 headings": f"<h1>{SENTENCE}</h1>" * 10_000,
    "10,000 labels": "<p>اقرأ أيضا</p><p>عنوان خبر عن المدينة والحرب</p>" * 10_000,
    "a million brackets": "<" * 1_000_000,
    "nested JSON-LD": '<script type="application/ld+json">' + "[" * 200_000 + f"</script><p>{SENTENCE * 4}</p>",
    "2,000 articles": f"<article><h2>عنوان خبر عن المدينة</h2><p>{SENTENCE * 4}</p><p>{SENTENCE * 5}</p></article>"
    * 2_000,
}


@pytest.mark.timeout(30)  # 2 s on a free machine; without the limits in read.py some take minutes
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end(name: str) -> None:
    """No page holds the reader up: it gives a bounded story or a refusal, within the time limit."""
    found = read_page(page(HOSTILE[name]))
    assert isinstance(found, Refusal) or max(len(story.text) for story in found) <= MAX_STORY


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.text(alphabet="<>/=\"'&;pbdivahr \nقتل في", max_size=200).map(str.encode)))
def test_no_bytes_make_it_raise(body: bytes) -> None:
    """Whatever stands at an address, there is an answer."""
    for content_type in ("text/html", "text/plain", "application/x"):
        assert isinstance(
            read_page(Page(url="https://mina.example/", body=body, content_type=content_type)), (tuple, Refusal)
        )


FEED = paragraphs(FLOOD)


def test_a_page_that_is_too_large_is_read_from_its_feed() -> None:
    """The feed carried the text: a page of a million elements costs its outlet nothing. Without it, it is refused."""
    endless = "<p>" + "<i></i>" * 30_000 + "</p>"
    assert _refusal(endless, hint_title=FLOOD_TITLE) is RefusalReason.TOO_LARGE
    (story,) = _stories(endless, hint_title=FLOOD_TITLE, hint_html=FEED)
    assert (story.title, story.text) == (FLOOD_TITLE, FLOOD_TEXT)


def test_the_feeds_text_is_taken_where_the_page_has_less_than_half_of_it() -> None:
    """The page shows a teaser to those who are not its subscribers."""
    teaser = around(f"<article><h1>{FLOOD_TITLE}</h1><p>{FLOOD[0]}</p></article>", title=FLOOD_TITLE)
    assert [story.text for story in _stories(teaser)] == [FLOOD[0]]
    assert [story.text for story in _stories(teaser, hint_html=FEED)] == [FLOOD_TEXT]
    assert [story.text for story in _stories(teaser, hint_html=f"<p>{FLOOD[1]}</p>")] == [FLOOD[0]]


@pytest.mark.parametrize(
    ("title", "text"),
    [("عاجل: قتلى في إدلب", "قُتل خمسة مدنيين في إدلب."), ("مقتل خمسة في إدلب", "مقتل خمسة في إدلب")],
)
def test_a_flash_that_is_given_as_text_is_a_story(title: str, text: str) -> None:
    """Nothing has to be found in it, however short it is, and though its headline says the same."""
    found = read_page(Page(url="", body=text.encode(), content_type="text/plain; charset=utf-8", hint_title=title))
    assert not isinstance(found, Refusal)
    assert [(story.title, story.text) for story in found] == [(title, text)]
