"""Where a page states its story's date, and which of its dates are another thing's; each case a page of its own."""

from datetime import timedelta

import pytest

from crawler.news import Page, PublishedFrom, Refusal, ZoneFrom
from crawler.pages.read import read_page
from tests.crawler.pages.dated_pages import (
    BODY,
    FETCHED,
    RIYADH,
    STATED,
    URL,
    WHEN,
    article,
    json_ld,
    script,
    shown,
    story_of,
)
from tests.crawler.pages.newsstand import TALKS_TITLE, TEASERS, around

OTHER = article(headline=TEASERS[0], url="https://mina.example/n/77", datePublished="2019-01-01T08:00:00Z")
JSON_LD = {
    "one node": json_ld(article(datePublished=STATED)),
    "a list": json_ld([article(datePublished=STATED)]),
    "a graph with a page": json_ld(
        {"@graph": [{"@type": "WebPage", "datePublished": "2020-01-01"}, article(datePublished=STATED)]}
    ),
    "the entity of a page": json_ld({"@type": "WebPage", "mainEntity": article(datePublished=STATED)}),
    "several types": json_ld(article(datePublished=STATED) | {"@type": ["Article", "NewsArticle"]}),
    "a type with its address": json_ld(article(kind="http://schema.org/NewsArticle", datePublished=STATED)),
    "another article before": json_ld(OTHER, article(datePublished=STATED)),
    "another article behind": json_ld(article(datePublished=STATED), OTHER),
    "told apart by address": json_ld(
        OTHER | {"headline": None}, article(headline=None, mainEntityOfPage={"@id": URL}, datePublished=STATED)
    ),
    "a headline that was cut": json_ld(OTHER, article(headline=TALKS_TITLE[:40] + "…", datePublished=STATED)),
    "two nodes of one story": json_ld(article(kind="Article"), article(datePublished=STATED)),
    "a typed value": json_ld(article(datePublished={"@type": "Date", "@value": STATED})),
    "a list of one": json_ld(article(datePublished=[STATED])),
    "a line break in a text": script(
        f'{{"@type": "NewsArticle", "description": "سطر\nثان", "datePublished": "{STATED}"}}'
    ),
    "a comma too many": script(f'{{"@type": "NewsArticle", "author": ["سلمى",], "datePublished": "{STATED}",}}'),
    "a semicolon behind": script(f'{{"@type": "NewsArticle", "datePublished": "{STATED}"}};'),
    "an HTML comment around": script(f'<!--\n{{"@type": "NewsArticle", "datePublished": "{STATED}"}}\n-->'),
    "CDATA around": script(f'//<![CDATA[\n{{"@type": "NewsArticle", "datePublished": "{STATED}"}}\n//]]>'),
    "CDATA in a comment": script(f'/*<![CDATA[*/{{"@type": "NewsArticle", "datePublished": "{STATED}"}}/*]]>*/'),
    "two objects in a script": script(f'{{"@type": "WebSite"}}{{"@type": "NewsArticle", "datePublished": "{STATED}"}}'),
    "escaped for HTML": script(
        f"{{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;datePublished&quot;: &quot;{STATED}&quot;}}"
    ),
    "a quote that ends the headline": script(
        f'{{"@type": "NewsArticle", "headline": "قال "نعم" ثم مضى", "datePublished": "{STATED}"}}'
    ),
    "only made, not published": json_ld(article(dateCreated=STATED)),
    "only a page": json_ld({"@type": "WebPage", "url": URL, "datePublished": STATED}),
}


@pytest.mark.parametrize("head", JSON_LD.values(), ids=JSON_LD.keys())
def test_json_ld_tells_the_date(head: str) -> None:
    """However it is written, and from the node that describes this page's story."""
    story = story_of(head=head)
    assert (shown(story.published), story.published_from) == (WHEN, PublishedFrom.JSON_LD)
    assert story.zone_from is ZoneFrom.STATED


@pytest.mark.parametrize(
    "head",
    [
        json_ld(OTHER),
        json_ld(OTHER, OTHER | {"headline": TEASERS[1], "url": "https://mina.example/n/78"}),
        json_ld({"@type": "ItemList", "itemListElement": [OTHER]}),
        json_ld({"@type": "JobPosting", "datePublished": STATED}),
        json_ld({"@type": "WebPage", "url": "https://mina.example/about-us", "datePublished": STATED}),
        json_ld({"@type": "WebSite", "datePublished": STATED}),
        json_ld(article(datePublished="")),
        json_ld(article(datePublished="0001-01-01T00:00:00")),
        json_ld(article(datePublished="1970-01-01T00:00:00Z")),
        json_ld(article(datePublished="{{ date }}")),
        script(
            '{"@type": "NewsArticle", "datePublished": "2019-01-01", x}'
            '{"@type": "NewsArticle", "datePublished": "2018-01-01"}'
        ),
    ],
)
def test_json_ld_of_something_else_tells_none(head: str) -> None:
    """Articles that the page links to, lists, an outlet's own page, and dates that are none."""
    assert story_of(head=head).published is None


@pytest.mark.parametrize(
    "name",
    [
        "article:published_time", "og:published_time", "datePublished", "DC.date.issued", "dcterms.issued",
        "parsely-pub-date", "sailthru.date", "cXenseParse:recs:publishtime", "pubdate", "publish-date", "DC.date",
        "date",
    ],
)  # fmt: skip
@pytest.mark.parametrize("attribute", ["name", "property"])
def test_meta_elements_tell_the_date(name: str, attribute: str) -> None:
    """The names that outlets use."""
    story = story_of(head=f'<meta {attribute}="{name}" content="{STATED}">')
    assert (shown(story.published), story.published_from) == (WHEN, PublishedFrom.META)


ELEMENTS = {
    "beside the heading": '<time datetime="{}">أمس</time>',
    "in a box below": '<div class="meta"><span><time datetime="{}">3 مارس</time></span></div>',
    "in a list about the story": '<ul class="post-meta"><li>سلمى الحاج</li><li><time datetime="{}">x</time></li></ul>',
    "in a link with its day": '<a href="/2025/03/03"><time datetime="{}">3 مارس 2025</time></a>',
    "of WordPress": '<time class="entry-date published updated" datetime="{}">x</time>',
    "with pubdate": '<time pubdate datetime="{}">x</time>',
    "microdata in a meta": '<div><meta itemprop="datePublished" content="{}"></div>',
    "microdata in a span": '<span itemprop="datePublished" content="{}">3 مارس</span>',
    "of Drupal": '<span class="date-display-single" property="dc:date" datatype="xsd:dateTime" content="{}">x</span>',
    "of Blogger": '<abbr class="published" itemprop="datePublished" title="{}">3 مارس</abbr>',
    "without an attribute": "<time>3 مارس 2025 - 10:15 ص</time>",
    "its attribute unreadable": '<time datetime="3 days">3 مارس 2025 - 10:15 ص</time>',
    "its time of day alone": "<div><time>10:15</time> الإثنين 3 / 3 / 2025</div>",
}


@pytest.mark.parametrize("element", ELEMENTS.values(), ids=ELEMENTS.keys())
def test_an_element_near_the_heading_tells_the_date(element: str) -> None:
    """By its attribute, or by what it shows."""
    assert shown(story_of(element.format(STATED)).published) == WHEN


@pytest.mark.parametrize(
    "element",
    [
        '<aside><time datetime="{}">x</time></aside>',
        '<nav><time datetime="{}">x</time></nav>',
        '<div class="related"><div><time datetime="{}">x</time></div></div>',
        '<div id="comments"><time datetime="{}">x</time></div>',
        '<div class="card"><h3>قصة أخرى من الأرشيف</h3><time datetime="{}">x</time></div>',
        '<li><a href="/n/5">إيران تعلن عن مناورات بحرية جديدة في الخليج</a> <time datetime="{}">x</time></li>',
        '<article><h2><a href="/n/5">قصة أخرى</a></h2><p>نص</p><time datetime="{}">x</time></article>',
        '<blockquote class="twitter-tweet">تغريدة <time datetime="{}">x</time></blockquote>',
        '<figure><img src="/a.jpg"><figcaption>صورة <time datetime="{}">x</time></figcaption></figure>',
        '<div class="card"><h3>قصة أخرى من الأرشيف</h3><meta itemprop="datePublished" content="{}"></div>',
        '<div class="teaser"><span property="dc:date" content="{}">x</span></div>',
        '<span property="dc:modified-by" content="{}">x</span>',
        '<img src="/wp-content/uploads/2019/05/01/a.jpg" alt="x">',
    ],
)
def test_a_date_of_something_else_is_not_the_storys(element: str) -> None:
    """Teasers, comments, embedded posts, captions, and the path of an upload."""
    assert story_of(element.format("2019-05-01T08:00:00Z")).published is None


def test_the_nearest_element_counts() -> None:
    """The date of a teaser between paragraphs stands farther from the heading."""
    later = '<div><div><div><time datetime="2019-05-01T08:00:00Z">x</time></div></div></div>'
    assert shown(story_of(f'<div><time datetime="{STATED}">x</time></div><p>مقدمة</p>{later}').published) == WHEN


def test_a_title_without_h1_is_found() -> None:
    """Some outlets put their name into <h1>, and the title into <h2> or a <div>."""
    for tag in ("h2", "div class='title'"):
        markup = around(f"<div>3 مارس 2025 - 10:15 ص</div>{BODY}").replace(
            f"<h1>{TALKS_TITLE}</h1>", f"<h1>موقع الميناء</h1><{tag}>{TALKS_TITLE}</{tag.split()[0]}>"
        )
        found = read_page(Page(url=URL, body=markup.encode(), zone=RIYADH))
        assert not isinstance(found, Refusal)
        assert shown(found[0].published) == WHEN


@pytest.mark.parametrize(
    ("inner", "moment", "zone_from"),
    [
        ("<p>نشر في: الإثنين 03 آذار/مارس 2025 - 10:15 ص بتوقيت بيروت</p>", "2025-03-03T08:15", ZoneFrom.STATED),
        ("<div><span>الإثنين 3 مارس 2025</span><span>10:15 ص</span></div>", WHEN, ZoneFrom.OUTLET),
        ("<div>تاريخ النشر</div><div>3 مارس 2025 10:15</div>", WHEN, ZoneFrom.OUTLET),
        ("<footer class='submitted'>3 مارس 2025 - 10:15</footer>", WHEN, ZoneFrom.OUTLET),
        ("<p>قبل ساعتين</p>", "2025-03-05T10:00", ZoneFrom.STATED),
        ("<time>منذ 5 دقائق</time>", "2025-03-05T12:29", ZoneFrom.STATED),
        ("<p>أمس 14:20</p>", "2025-03-04T11:20", ZoneFrom.OUTLET),
        ("<p>4 رمضان 1446 هـ</p>", "2025-03-03T21:00", ZoneFrom.OUTLET),
    ],
)
def test_a_line_beside_the_title_tells_the_date(inner: str, moment: str, zone_from: ZoneFrom) -> None:
    """Where nothing is stated for machines."""
    story = story_of(inner)
    assert (shown(story.published), story.zone_from) == (moment, zone_from)


@pytest.mark.parametrize(
    "today", ["الأربعاء 5 مارس 2025 - 15:34", '<time datetime="2025-03-05T15:34:00+03:00">اليوم</time>']
)
@pytest.mark.parametrize("boxes", [0, 1, 2])
def test_the_day_at_the_top_of_a_page_is_not_the_storys(boxes: int, today: str) -> None:
    """An outlet's header tells today's date, and the story may be years old."""
    markup = around(BODY).replace('<div id="page">', f'<div class="top">{today}</div><div id="page">' + "<div>" * boxes)
    markup = markup.replace('<div class="main">', "<div>" if boxes else "", 1)
    found = read_page(Page(url=URL, body=markup.encode(), zone=RIYADH, fetched_at=FETCHED + timedelta(days=9)))
    assert not isinstance(found, Refusal)
    assert found[0].published is None


def test_a_dateline_without_a_year_is_no_date() -> None:
    """«القاهرة – 3 مارس» is nearly always of this year; nearly is a guess."""
    assert story_of("<p>القاهرة – 3 مارس</p>").published is None
