"""Where a site's feeds are: the links of a page, ranked, what robots.txt names, and the usual addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.feeds.comments import is_comment_feed
from crawler.feeds.discovery import (
    MOST_CANDIDATES,
    MOST_GUESSES,
    FoundBy,
    feed_links,
    guesses,
    news_sitemaps,
    sitemap_links,
)
from crawler.news import FeedKind

SITE = "https://www.mina.example/"


def page(head: str = "", body: str = "") -> bytes:
    """A front page."""
    return (
        f'<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>الميناء</title>{head}</head>'
        f"<body><nav>{body}</nav></body></html>"
    ).encode()


def found(head: str = "", body: str = "", url: str = SITE) -> list[str]:
    """The addresses of the candidates of a page, in order."""
    return [one.url for one in feed_links(page(head, body), "text/html; charset=utf-8", url)]


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" type="application/rss+xml" title="الميناء" href="/feed/">',
        '<link rel="alternate" type="application/atom+xml" href="https://www.mina.example/feed/">',
        '<LINK REL="ALTERNATE" TYPE="application/rdf+xml" HREF="feed/">',
        '<link rel="alternate" type="application/feed+json" href="/feed/">',
        '<link rel="alternate" type="text/xml" href="/feed/">',
        '<link rel="alternate" type="application/rss+xml; charset=utf-8" href=" /feed/ ">',
        '<link rel="feed" href="/feed/">',
        '<link rel="alternate" type="application/rss+xml" href="feed:https://www.mina.example/feed/">',
        '<base href="https://www.mina.example/x/"><link rel="alternate" type="text/rss" href="../feed/">',
    ],
)
def test_declared_feeds(link: str) -> None:
    """Each way in which pages declare a feed."""
    assert found(link) == ["https://www.mina.example/feed/"]


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" type="application/json+oembed" href="/wp-json/oembed/1.0/embed?url=x">',
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/2">',
        '<link rel="alternate" type="text/xml+oembed" href="/oembed?format=xml">',
        '<link rel="alternate" type="application/rss+xml" title="الميناء » خلاصة التعليقات" href="/comments/feed/">',
        '<link rel="alternate" type="application/rss+xml" title="تعليقات على خبر" href="/news/5/feed/">',
        '<link rel="alternate" hreflang="en" href="/en/">',
        '<link rel="search" type="application/opensearchdescription+xml" href="/osd.xml">',
        '<link rel="stylesheet" type="text/css" href="/feed.css">',
        '<link rel="alternate" type="application/rss+xml" href="javascript:void(0)">',
        '<link rel="alternate" type="application/rss+xml" href="http://[bad">',
        '<link rel="alternate" type="application/rss+xml" href="">',
        '<link rel="alternate" type="application/rss+xml" href="file:///etc/passwd">',
    ],
)
def test_what_is_no_feed_is_left_out(link: str) -> None:
    """Comments, other programs' interfaces, other languages of the page, and addresses of other kinds."""
    assert found(link) == []


@pytest.mark.parametrize(
    "anchor",
    [
        '<a href="/feed/">خلاصات</a>',
        '<a href="/ar/rss"><img src="x.png"></a>',
        '<a href="/rssFeed/4">سياسة</a>',
        '<a href="/portal/rss.aspx?id=3">RSS</a>',
        '<a href="/export.php">RSS</a>',
        '<a href="https://feeds.feedburner.com/mina">تابعنا</a>',
        '<a href="https://mina.example/politics.rdf">سياسة</a>',
        '<a href="https://rss.mina.example/all.xml">RSS</a>',
    ],
)
def test_linked_feeds(anchor: str) -> None:
    """Links that look like feeds, by their address or as a button of few letters."""
    assert len(found(body=anchor)) == 1


@pytest.mark.parametrize(
    "anchor",
    [
        '<a href="/news/4512">ارتفاع عدد الضحايا</a>',
        '<a href="https://other.example/feed/">موقع صديق</a>',
        '<a href="/feedback">راسلنا</a>',
        '<a href="/embassy-rss-explained/">ما هو RSS وكيف تستخدمه في متابعة الأخبار اليومية من الموقع</a>',
        '<a href="/comments/feed/">RSS التعليقات</a>',
        '<a href="/podcast/feed/">بودكاست</a>',
        '<a href="https://www.mina.example/#feed">إلى أعلى</a>',
    ],
)
def test_links_that_are_no_feeds(anchor: str) -> None:
    """Articles, other sites' feeds, comments, sound."""
    assert found(body=anchor) == []


def test_the_main_feed_stands_first() -> None:
    """Main before sections, declared before linked, RSS before its Atom and JSON twins, authors last."""
    head = """
      <link rel="alternate" type="application/rss+xml" title="رياضة" href="/category/sport/feed/">
      <link rel="alternate" type="application/rss+xml" href="/author/salim/feed/">
      <link rel="alternate" type="application/feed+json" href="/feed/json">
      <link rel="alternate" type="application/atom+xml" href="/feed/atom/">
      <link rel="alternate" type="application/rss+xml" title="الميناء" href="/feed/">"""
    assert [url.removeprefix(SITE) for url in found(head, '<a href="/world/rss">عالم</a>')] == [
        *("feed/", "feed/atom/", "category/sport/feed/", "feed/json", "world/rss", "author/salim/feed/")
    ]


def test_a_feed_found_twice_is_one_with_its_title() -> None:
    """Declared without a title and linked with one."""
    links = feed_links(
        page('<link rel="alternate" type="application/rss+xml" href="/feed">', '<a href="/feed/">أخبار الميناء</a>'),
        "text/html",
        SITE,
    )
    assert [(one.url, one.title, one.found_by) for one in links] == [
        ("https://www.mina.example/feed", "أخبار الميناء", FoundBy.DECLARED)
    ]


def test_a_page_in_an_arabic_charset() -> None:
    """Titles of an undeclared windows-1256 page read right."""
    html = '<html><head><link rel="alternate" type="application/rss+xml" title="أخبار من الميناء" href="/feed"></head>'
    body = (
        f"{html}<body><p>{'قال المصدر إن القافلة وصلت إلى المدينة بعد الظهر من الجهة الشمالية. ' * 5}</p></body></html>"
    )
    assert feed_links(body.encode("cp1256"), "text/html", SITE)[0].title == "أخبار من الميناء"


def test_the_page_itself_is_no_candidate() -> None:
    """A page of feeds that links itself."""
    assert found(body='<a href="/rss">RSS</a>', url="https://www.mina.example/rss/") == []


def test_candidates_are_bounded() -> None:
    """A page of a hundred sections' feeds gives twelve, in an order that does not depend on chance."""
    links = found(body="".join(f'<a href="/s{n}/rss">{n}</a>' for n in range(100)))
    assert links == [f"https://www.mina.example/s{n}/rss" for n in range(MOST_CANDIDATES)]


@pytest.mark.parametrize(
    "body", [b"", b"\x00" * 50, b"<", b"%PDF-1.4", b"<a " + b" ".join(b"x%d=1" % n for n in range(9000)) + b">"]
)
def test_pages_that_are_none(body: bytes) -> None:
    """Nothing, without an exception or an endless wait."""
    assert feed_links(body, "text/html", SITE) == ()


@given(st.text("<>/=\"' linkahreftyp.rss+xml:\x00\ud800&;", max_size=200))
def test_no_page_raises(text: str) -> None:
    """Whatever stands there, every candidate is a web address."""
    body = f'<a href="{text}">rss</a>{text}'.encode("utf-8", "surrogatepass")
    assert all(one.url.startswith(("http://", "https://")) for one in feed_links(body, "text/html", SITE))


@pytest.mark.parametrize(
    ("title", "url", "expected"),
    [
        ("تعليقات على: سيول في السودان", "https://m.example/n/5/feed/", True),
        ("الميناء » خلاصة التعليقات", "https://m.example/x/", True),
        ("Comments on: floods", "https://m.example/x/", True),
        ("", "https://m.example/?feed=comments-rss2", True),
        ("", "https://m.example/feeds/comments/default", True),
        ("الميناء", "https://m.example/feed/", False),
        ("أخبار وتعليقات سياسية", "https://m.example/feed/", False),
        ("المعلق الرياضي", "https://m.example/commentary/feed/", False),
    ],
)
def test_comment_feeds(title: str, url: str, expected: bool) -> None:
    """By title or address; a section of commentary is none."""
    assert is_comment_feed(title, url) is expected


def test_news_sitemaps_of_robots() -> None:
    """Only sitemaps for news: the others hold every page since the beginning."""
    robots = (
        "User-agent: *\r\nDisallow: /admin\r\nSITEMAP : https://m.example/sitemap.xml\r\n"
        "Sitemap: https://m.example/news-sitemap.xml # daily\r\n  sitemap:https://m.example/sitemap-news-google.xml\r\n"
        "Sitemap: /sitemap_news.xml\r\nSitemap: ftp://m.example/news.xml\r\n# Sitemap: https://m.example/old/news.xml"
    )
    links = sitemap_links(robots)
    assert [one.url for one in links] == [
        "https://m.example/news-sitemap.xml",
        "https://m.example/sitemap-news-google.xml",
    ]
    assert {(one.kind, one.found_by) for one in links} == {(FeedKind.SITEMAP, FoundBy.SITEMAP)}
    assert len(news_sitemaps(f"https://m.example/news{n}.xml" for n in range(99))) == MOST_CANDIDATES // 3


@pytest.mark.parametrize(
    ("url", "first"),
    [
        ("https://m.example", "https://m.example/feed/"),
        ("https://m.example/", "https://m.example/feed/"),
        ("https://m.example/ar/", "https://m.example/ar/feed/"),
        ("https://m.example:8443/ar/index.html?x=1", "https://m.example:8443/ar/feed/"),
    ],
)
def test_guesses(url: str, first: str) -> None:
    """The page's own folder first, then the root; never more than eight, and sitemaps are marked as such."""
    made = guesses(url)
    assert made[0].url == first
    assert len(made) == MOST_GUESSES == len({one.url for one in made})
    assert {one.kind for one in made if "sitemap" in one.url} == {FeedKind.SITEMAP}
    assert all(one.kind is FeedKind.FEED for one in made if "sitemap" not in one.url)


def test_no_guesses_for_what_is_no_address() -> None:
    """Nothing is made of a wrong address."""
    assert guesses("file:///x") == guesses("https://u@m.example/") == ()
