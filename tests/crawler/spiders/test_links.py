"""Section pages: links that look like articles are found, menus and other hosts are not."""

import pytest

from crawler.spiders.links import MOST_LINKS, article_links, looks_like_article, looks_like_feed

BASE = "https://www.outlet.example/politics"


def _page(*anchors: str) -> bytes:
    return f"<html><head><meta charset='utf-8'></head><body>{''.join(anchors)}</body></html>".encode()


def test_articles_are_links_with_headlines_numbers_or_long_slugs() -> None:
    """Relative addresses are made whole, fragments dropped, and each page stands once, in the page's order."""
    body = _page(
        '<a href="/politics/2026/03/05/184467">بيان</a>',
        '<a href="/story/وزير-الخارجية-يصل-إلى-القاهرة-في-زيارة">المزيد</a>',
        '<a href="short#comments">قتلى وجرحى في انفجار سيارة مفخخة</a>',
        '<a href="https://outlet.example/politics/2026/03/05/184467?utm_source=menu">بيان للوزارة حول الحادث اليوم</a>',
    )
    assert article_links(body, BASE, encoding="utf-8") == [
        "https://www.outlet.example/politics/2026/03/05/184467",
        "https://www.outlet.example/story/وزير-الخارجية-يصل-إلى-القاهرة-في-زيارة",
        "https://www.outlet.example/short",
    ]


@pytest.mark.parametrize(
    "href",
    [
        "/",
        "/tag/غزة-تحت-القصف-منذ-أكثر-من-عام",
        "/author/123456",
        "/wp-content/uploads/2026/03/photo-184467.jpg",
        "/feed/",
        "/politics",
        "https://elsewhere.example/2026/03/05/184467",
        "javascript:void(184467)",
        "mailto:desk@outlet.example",
        "http://[::1/184467",
        "https://user@outlet.example/184467",
    ],
)
def test_lists_people_files_and_other_hosts_are_no_articles(href: str) -> None:
    """Whatever the words of the link say."""
    assert article_links(_page(f'<a href="{href}">كل أخبار السياسة في مكان واحد</a>'), BASE) == []


def test_a_menu_is_no_list_of_articles() -> None:
    """Sections are named with a word or two and have no number."""
    assert article_links(_page('<a href="/sport">الرياضة</a><a href="/arab-world">العالم العربي</a>'), BASE) == []


def test_a_link_farm_gives_no_more_than_its_share() -> None:
    """A page of ten thousand links costs fifty requests."""
    body = _page(*(f'<a href="/news/{number}">خبر عن ذلك في المدينة</a>' for number in range(10_000, 20_000)))
    assert len(article_links(body, BASE)) == MOST_LINKS


@pytest.mark.parametrize("body", [b"", b"\x00\xff\xfe", b"<a", b"<a href=", b"{}", b"<html>" * 5000])
def test_bytes_that_are_no_page_have_no_links(body: bytes) -> None:
    """Nothing is raised."""
    assert article_links(body, BASE) == []


def test_an_address_alone_tells_an_article_or_a_feed() -> None:
    """As far as it can be told."""
    assert looks_like_article("https://outlet.example/news/184467")
    assert not looks_like_article("https://outlet.example/news")
    for url in ("/feed/", "/rss", "/rss2/politics", "/?feed=rss2", "/news.xml", "/category/x/feed", "/atom.xml"):
        assert looks_like_feed(f"https://outlet.example{url}"), url
    for url in ("/news/184467", "/feedback", "/presse/1", "/"):
        assert not looks_like_feed(f"https://outlet.example{url}"), url
