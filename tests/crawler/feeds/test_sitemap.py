"""Sitemaps of every system give addresses, and news sitemaps titles and dates; hostile ones one sentence."""

import contextlib
import gzip
import tracemalloc
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.errors import FeedUnreadable
from crawler.feeds.parse import MAX_ITEMS, ParsedFeed
from crawler.feeds.sitemap import MAX_ROWS
from crawler.urls import url_key
from tests.crawler.feeds.sitemaps import NEWS, OTHER, SITEMAP, TITLE, YOAST, news, parse, url, urlset

NOON = datetime(2026, 3, 5, 9, tzinfo=UTC)
FIRST, SECOND = "https://www.mina.example/n/10001", "https://www.mina.example/n/10002"


def _urls(parsed: ParsedFeed) -> list[str]:
    return [entry.url for entry in parsed.entries]


def _sentence(text: str | bytes) -> str:
    with pytest.raises(FeedUnreadable) as error:
        parse(text)
    return str(error.value)


def test_a_news_sitemap_gives_titles_dates_and_keywords() -> None:
    """And its publication's name and language; a picture's title is not the story's."""
    parsed = parse(YOAST)
    (entry,) = parsed.entries
    assert (entry.title, entry.published) == (TITLE, NOON)
    assert entry.tags == ("السودان", "سيول", "البحر الأحمر")
    assert entry.url == "https://www.mina.example/2026/03/سيول-السودان/"
    assert entry.key == url_key(entry.url)
    assert (parsed.title, parsed.language, parsed.children, parsed.dropped) == ("الميناء", "ar", (), 0)


BLOGGER = f"""<?xml version='1.0' encoding='UTF-8'?><urlset xmlns="{SITEMAP}">
<url><loc>https://mina.example/2026/03/blog-post_5.html</loc><lastmod>2026-03-05T09:00:00Z</lastmod></url>
<url><loc>https://mina.example/p/about.html</loc><lastmod>2020-01-01T00:00:00Z</lastmod></url></urlset>"""
ASP_NET = """<urlset>\r\n  <url>\r\n    <loc>
      http://mina.example/NewsDetails.aspx?cat=3&id=10001&lang=ar
    </loc>\r\n <lastmod>2026-03-05</lastmod><changefreq>daily</changefreq><priority>0.5</priority></url></urlset>"""
DRUPAL = f"""<?xml version="1.0"?><urlset xmlns="{SITEMAP}" xmlns:xhtml="http://www.w3.org/1999/xhtml">
<url><loc>https://www.mina.example/ar/node/10001</loc><xhtml:link rel="alternate" hreflang="en"
 href="https://www.mina.example/en/node/10001"/><lastmod>2026-03-05T12:00+03:00</lastmod></url></urlset>"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (BLOGGER, "https://mina.example/2026/03/blog-post_5.html"),
        (ASP_NET, "http://mina.example/NewsDetails.aspx?cat=3&id=10001&lang=ar"),
        (DRUPAL, "https://www.mina.example/ar/node/10001"),
    ],
    ids=["Blogger", "ASP.NET", "Drupal"],
)
def test_a_plain_sitemap_gives_addresses_without_titles_and_dates(text: str, found: str) -> None:
    """When a page was last changed is no date of publication: the page says that itself."""
    parsed = parse(text)
    (entry,) = parsed.entries
    assert (entry.url, entry.title, entry.published) == (found, "", None)


@pytest.mark.parametrize(
    "text",
    [
        urlset(news(FIRST, TITLE, "2026-03-05T12:00:00+03:00")).replace("news:", "n:").replace(":news=", ":n="),
        urlset(news(FIRST, TITLE, "2026-03-05T12:00:00+03:00")).replace(f' xmlns:news="{NEWS}"', ""),
        urlset(news(FIRST, TITLE, "2026-03-05T12:00:00+03:00")).replace(f' xmlns="{SITEMAP}"', ""),
        "<urlset>" + news(FIRST, TITLE, "2026-03-05T12:00:00+03:00").replace("news:", "") + "</urlset>",
        f'<s:urlset xmlns:s="{SITEMAP}" xmlns:news="{NEWS}"><s:url><s:loc>{FIRST}</s:loc><news:news>'
        f"<news:publication_date>2026-03-05T09:00Z</news:publication_date><news:title>{TITLE}</news:title>"
        "</news:news></s:url></s:urlset>",
        f"<s:urlset><s:url><s:loc>{FIRST}</s:loc><news:title>{TITLE}</news:title>"
        "<news:publication_date>2026-03-05T09:00Z</news:publication_date></s:url></s:urlset>",
        f"<URLSET><URL><LOC>{FIRST}</LOC><news><title>{TITLE}</title>"
        "<publication_date>2026-03-05T09:00:00.000Z</publication_date></news></URL></URLSET>",
        "\ufeff\n " + urlset(news(f"<![CDATA[ {FIRST} ]]>", f"<![CDATA[\n{TITLE}\n]]>", " 2026-03-05T09:00:00Z ")),
        "Warning: date(): unsafe\n" + urlset(news(FIRST, TITLE, "2026-03-05T09:00:00Z")),
        urlset(news(FIRST, TITLE.replace("14", "<b>14</b>"), "Thu, 05 Mar 2026 12:00:00 +0300")),
        urlset(news(FIRST, TITLE, "2026-03-05T09:00:00Z")) + "<!-- 0.2 s --><p>",
        urlset(news(FIRST, TITLE, "2026-03-05T09:00:00Z"))[: -len("</urlset>")],
    ],
    ids=[
        "other prefix",
        "prefix never declared",
        "no default namespace",
        "no namespaces",
        "prefix on all",
        "prefix on all, never declared",
        "capitals",
        "mark, space and CDATA",
        "a warning before it",
        "markup in the title",
        "markup behind it",
        "cut at the end",
    ],
)
def test_odd_news_sitemaps_are_read(text: str) -> None:
    """Namespaces are free, declared or not; what stands around the root does not count."""
    (entry,) = parse(text).entries
    assert (entry.url, entry.title, entry.published) == (FIRST, TITLE, NOON)


@pytest.mark.parametrize("declared", ["utf-8", "windows-1256"])
@pytest.mark.parametrize("used", ["utf-8", "cp1256", "utf-16"])
def test_titles_are_right_in_every_charset(used: str, declared: str) -> None:
    """Whatever the declaration says."""
    declaration = f'<?xml version="1.0" encoding="{declared}"?>'
    text = urlset(
        news(FIRST, TITLE, "2026-03-05T12:00:00Z"), news(SECOND, OTHER, "2026-03-05T11:00:00Z"), declaration=declaration
    )
    assert [entry.title for entry in parse(text.encode(used)).entries] == [TITLE, OTHER]


def test_a_date_without_a_zone_is_taken_in_the_outlets() -> None:
    """A bare day is its midnight there; a date that nobody can read is none."""
    text = urlset(
        news(FIRST, TITLE, "2026-03-05"), news(SECOND, OTHER, "2026-03-04 12:00"), news(f"{FIRST}0", "خبر", "أمس")
    )
    dates = [entry.published for entry in parse(text, zone="Asia/Baghdad").entries]
    assert dates == [datetime(2026, 3, 4, 21, tzinfo=UTC), datetime(2026, 3, 4, 9, tzinfo=UTC), None]


def test_addresses_are_read_as_they_are_written() -> None:
    """Escaped Arabic stays escaped, a bare or doubly escaped ampersand is one, a relative address is made whole."""
    parsed = parse(
        urlset(
            url("https://mina.example/%D8%B3%D9%8A%D9%88%D9%84-%D8%A7%D9%84%D8%B3%D9%88%D8%AF%D8%A7%D9%86-2026"),
            url("https://mina.example/?a=1&copy=2&p=10001"),
            url("https://mina.example/?a=1&amp;amp;p=10002"),
            url("/n/10003"),
            url("https://mina.example/n/100\n04"),
        )
    )
    assert _urls(parsed) == [
        "https://mina.example/%D8%B3%D9%8A%D9%88%D9%84-%D8%A7%D9%84%D8%B3%D9%88%D8%AF%D8%A7%D9%86-2026",
        "https://mina.example/?a=1&copy=2&p=10001",
        "https://mina.example/?a=1&p=10002",
        "https://www.mina.example/n/10003",
        "https://mina.example/n/10004",
    ]


def test_the_newest_come_first_and_each_page_once() -> None:
    """Sitemaps are often written oldest first; a repeat and the sitemap's own address are dropped."""
    parsed = parse(
        urlset(
            url("https://mina.example/n/10001", more="<lastmod>2024-01-01</lastmod>"),
            url("https://mina.example/n/10003"),
            url("https://mina.example/n/10002", more="<lastmod>2026-01-01</lastmod>"),
            url("http://m.mina.example/n/10002/?utm_source=x", more="<lastmod>2025-01-01</lastmod>"),
            url("https://www.mina.example/news-sitemap.xml"),
        )
    )
    assert [one[-5:] for one in _urls(parsed)] == ["10002", "10001", "10003"]
    assert parsed.dropped == 2


def test_lists_are_dropped_from_a_plain_sitemap_only() -> None:
    """Categories, authors and the home page; a news sitemap's word is believed, and so is the operator's pattern."""
    lists = [f"https://mina.example/{path}" for path in ("", "tag/غزة-تحت-القصف-الآن", "category/1234", "author/9999")]
    story = "https://mina.example/هدنة-في-غزة"
    assert _urls(parse(urlset(*(url(one) for one in (*lists, story))))) == [story]
    assert _urls(parse(urlset(news("https://mina.example/live/now", TITLE, "2026-03-05")))) == [
        "https://mina.example/live/now"
    ]
    assert _urls(parse(urlset(*(url(one) for one in (*lists, story))), pattern="/tag/")) == [lists[1]]


def test_the_half_in_another_language_is_dropped() -> None:
    """By language and title together: plugins write "en" over Arabic titles."""
    parsed = parse(
        urlset(
            news(FIRST, "Floods kill 14 in eastern Sudan", "2026-03-05", language="en"),
            news(SECOND, TITLE, "2026-03-05", language="en"),
        )
    )
    assert _urls(parsed) == [SECOND]


def test_comments_are_no_stories() -> None:
    """As in feeds."""
    parsed = parse(urlset(news(f"{FIRST}#comment-7", "تعليق على سيول السودان بواسطة زائر", "2026-03-05")))
    assert (parsed.entries, parsed.dropped) == ((), 1)


def test_addresses_of_other_sites_are_dropped_unless_the_pattern_names_them() -> None:
    """The outlet's other hosts are its own site. A sitemap with nothing of its own is no quiet day but a mistake."""
    text = urlset(url("https://video.mina.example/v/10001"), url("https://other.example/n/10002"))
    assert _urls(parse(text)) == ["https://video.mina.example/v/10001"]
    assert _urls(parse(text, pattern=r"other\.example/n/")) == ["https://other.example/n/10002"]
    assert "another site (other.example)" in _sentence(urlset(url("https://other.example/n/10002")))


@pytest.mark.parametrize(
    "loc",
    ["javascript:alert(10001)", "data:text/html,10001", "file:///etc/10001", "https://a@mina.example/10001",
     "http://[::1/10001", "", "https://mina.example/" + "1" * 3000, "ftp://mina.example/10001"],
)  # fmt: skip
def test_what_is_no_web_address_is_dropped(loc: str) -> None:
    """And the entry beside it is kept."""
    assert _urls(parse(urlset(url(loc), url(FIRST)))) == [FIRST]


def test_an_empty_sitemap_is_a_quiet_day() -> None:
    """News sitemaps hold two days only."""
    assert parse(urlset()).entries == ()


@pytest.mark.parametrize("dated", [True, False])
def test_of_fifty_thousand_addresses_the_newest_are_read(dated: bool) -> None:
    """By their dates; without dates both ends are taken, since either may be the new one."""
    day = "<lastmod>2025-{:02d}-{:02d}</lastmod>"
    text = urlset(
        *(
            url(
                f"https://mina.example/n/{10_000 + n}", more=day.format(1 + n // 2000 % 12, 1 + n % 28) if dated else ""
            )
            for n in range(24_000)
        )
    )
    parsed = parse(text)
    assert len(parsed.entries) == MAX_ITEMS
    assert parsed.dropped == 24_000 - MAX_ITEMS
    if dated:
        assert all(int(one[-5:]) >= 10_000 + 22_000 for one in _urls(parsed))
    else:
        assert [one[-5:] for one in (_urls(parsed)[0], _urls(parsed)[-1])] == ["10000", "33999"]


def test_a_document_type_that_defines_nothing_is_let_through() -> None:
    """It names a file that is never fetched."""
    text = '<!DOCTYPE urlset SYSTEM "http://127.0.0.1/x.dtd">' + urlset(url("/news/184467"))
    assert _urls(parse(text)) == ["https://www.mina.example/news/184467"]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "empty"),
        (b"\x00\x00", "empty"),
        (b'<!DOCTYPE urlset [<!ENTITY a "b">]><urlset><url><loc>&a;</loc></url></urlset>', "entities"),
        (b'<!DOCTYPE urlset SYSTEM "http://127.0.0.1/x.dtd" [<!ENTITY a "b">]><urlset/>', "entities"),
        (b"<urlset>" + b"<a/>" * 500_000, "more markup"),
        (b"<urlset " + b" ".join(b"a%d='1'" % n for n in range(5000)) + b"/>", "more markup"),
        (urlset(*([url("/1")] * (MAX_ROWS + 1))).encode(), "more than"),
        (b" " * 100 + b"<urlset/>" + b" " * (5 * 1024 * 1024), "larger than 5 MiB"),
        (gzip.compress(bytes(50 * 1024 * 1024)), "larger than 5 MiB"),
        (gzip.compress(gzip.compress(bytes(50 * 1024 * 1024))), "no sitemap"),
        (gzip.compress(YOAST.encode())[:-20], "cut short"),
        (b"\x1f\x8b\x08" + b"\xff" * 50, "broken"),
        (b"<rss><channel><item/></channel></rss>", "answered with a feed"),
        (b"<!doctype html><html><body>404</body></html>", "web page"),
        (b"<html><title>Just a moment...</title></html>", "check for browsers"),
        (b"https://mina.example/n/1\n", "no sitemap"),
        (b'{"items": []}', "no sitemap"),
    ],
)  # fmt: skip
def test_what_is_no_sitemap_or_a_weapon_is_refused_with_its_reason(body: bytes, why: str) -> None:
    """One sentence, and nothing is expanded, fetched or unpacked beyond the limit."""
    assert why in _sentence(body)


@pytest.mark.parametrize(
    "text",
    [
        "<urlset>" + "<url>" * 100_000,
        urlset(url("&#xD83D;&#0;&#1114112;&undefined;/n/10001")),
        urlset(url("a\x0b\x1b\x00b/10001")),
        urlset(url("x" * 1_000_000)),
        "<urlset><url><loc>" + "<![CDATA[" * 1000,
        "<urlset",
        "<urlset><url></loc></urlset></url>",
        "<sitemapindex/>",
    ],
    ids=["nested", "references", "controls", "endless text", "nested CDATA", "cut tag", "crossed tags", "empty index"],
)
def test_nothing_else_raises(text: str) -> None:
    """There is a sitemap with few or no entries, or FeedUnreadable."""
    with contextlib.suppress(FeedUnreadable):
        assert len(parse(text).entries) <= 1


def test_a_packed_bomb_is_never_unpacked_whole() -> None:
    """A hundred megabytes of it cost twice the limit and no more."""
    bomb = gzip.compress(bytes(100 * 1024 * 1024))
    tracemalloc.start()
    try:
        assert "larger than 5 MiB" in _sentence(bomb)
        assert tracemalloc.get_traced_memory()[1] < 12 * 1024 * 1024
    finally:
        tracemalloc.stop()


def test_a_packed_sitemap_is_unpacked() -> None:
    """By its first bytes, since sitemap.xml.gz is sent as a file; several packed pieces are one."""
    text = YOAST.encode()
    assert parse(gzip.compress(text)).entries == parse(text).entries
    assert parse(gzip.compress(text[:500]) + gzip.compress(text[500:])).entries == parse(text).entries


PIECES = st.sampled_from(
    ["<urlset>", "</urlset>", "<url>", "</url>", "<loc>", "</loc>", "<news:news>", "</news:news>", "<news:title>",
     "<![CDATA[", "]]>", "&", "&#xD800;", "<!--", "-->", "<sitemapindex>", "<sitemap>", "http://mina.example/1234",
     "2026-03-05", "<lastmod>", "ظ", "\x00", "<", "<?xml", "?>", "\ud83d"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30))
@settings(max_examples=150, deadline=None)
def test_any_mixture_is_a_sitemap_or_unreadable(pieces: list[str]) -> None:
    """Nothing but FeedUnreadable comes out."""
    body = ("<urlset>" + "".join(pieces)).encode("utf-8", "surrogatepass")
    with contextlib.suppress(FeedUnreadable):
        assert isinstance(parse(body), ParsedFeed)


@pytest.mark.parametrize("title", [TITLE, ""])
def test_when_a_page_was_changed_is_not_when_it_was_published(title: str) -> None:
    """In a news sitemap and in a plain one."""
    part = f"<news:news><news:publication_date>2026-03-05T12:00:00+03:00</news:publication_date><news:title>{title}"
    more = f"{part}</news:title></news:news>" if title else ""
    row = f"<url><loc>{FIRST}</loc><lastmod>2026-03-05T10:30:00Z</lastmod>{more}</url>"
    (entry,) = parse(urlset(row)).entries
    assert entry.modified == datetime(2026, 3, 5, 10, 30, tzinfo=UTC)
    assert entry.published == (NOON if title else None)
