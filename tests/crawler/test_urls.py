"""Addresses: what may be fetched at all, and which addresses are one page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.urls import MAX_KEY, is_web_url, slug, url_key

SAME_PAGE = [
    ("HTTP://WWW.Nahar.example:80/politics/512/", "https://nahar.example/politics/512"),
    ("https://nahar.example/512?utm_source=rss&utm_medium=feed&id=3", "https://nahar.example/512?id=3"),
    ("https://nahar.example/512?fbclid=IwAR0&id=3#comments", "https://nahar.example/512?id=3"),
    ("https://nahar.example/512?b=2&a=1", "https://nahar.example/512?a=1&b=2"),
    ("https://m.nahar.example/512", "https://www.nahar.example/512"),
    ("https://nahar.example/512/amp/", "https://nahar.example/512"),
    ("https://nahar.example/512?amp=1", "https://nahar.example/512"),
    ("https://amp.nahar.example/512.amp.html", "https://nahar.example/512.html"),
    ("https://www-nahar-example.cdn.ampproject.org/c/s/www.nahar.example/512", "https://nahar.example/512"),
    ("https://nahar.example/أخبار/512", "https://nahar.example/%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1/512"),
    ("https://nahar.example/512?source=rss", "https://nahar.example/512"),
    ("https://nahar.example/2013/clashes/index.html", "https://nahar.example/2013/clashes"),
    ("https://nahar.example/512?a=1&amp;b=2", "https://nahar.example/512?a=1&b=2"),
    ("https://nahar.example/2024/05/slug.html?m=1", "https://nahar.example/2024/05/slug.html"),
    ("https://nahar.example/512?mobile=true", "https://nahar.example/512"),
    ("https://nahar.example/?p=512&mobile=1", "https://nahar.example/?p=512"),
    ("https://nahar.example/512?output=amp", "https://nahar.example/512"),
    ("https://nahar.example/512?rss=1", "https://nahar.example/512"),
    ("https://nahar.example/m/news/512", "https://nahar.example/news/512"),
    ("https://nahar.example/m/amp/news/512", "https://nahar.example/news/512"),
    ("https://nahar.example/index.php/news/512", "https://nahar.example/news/512"),
    ("https://أخبار.example/512", "https://xn--igbicxr.example/512"),
]
OTHER_PAGE = [
    ("https://nahar.example/?p=512", "https://nahar.example/?p=513"),
    ("https://nahar.example/a?cid=5", "https://nahar.example/a?cid=6"),
    ("https://nahar.example/a?eid=5", "https://nahar.example/a?eid=6"),
    ("https://nahar.example/a?source=5", "https://nahar.example/a?source=6"),
    ("https://nahar.example/a?q=%C7", "https://nahar.example/a?q=%C8"),
    ("https://nahar.example/#!/story/5", "https://nahar.example/#!/story/6"),
    ("https://nahar.example:8080/a", "https://nahar.example/a"),
    ("https://sports.nahar.example/a", "https://nahar.example/a"),
    ("https://m.example/a", "https://mobile.example/a"),
    ("https://nahar.example/m/512", "https://nahar.example/512"),
    ("https://nahar.example/archive.php?m=1", "https://nahar.example/archive.php"),
    ("https://nahar.example/?m=1", "https://nahar.example/"),
    ("https://nahar.example/512?m=2", "https://nahar.example/512"),
    ("https://nahar.example/?rss=1", "https://nahar.example/"),
    ("https://nahar.example/a?output=5", "https://nahar.example/a"),
    ("https://nahar.example/index.php?id=5", "https://nahar.example/?id=6"),
]


@pytest.mark.parametrize(("one", "other"), SAME_PAGE)
def test_addresses_of_one_page_have_one_key(one: str, other: str) -> None:
    """What a feed, a phone, an advertiser and a reader call one page is one page."""
    assert url_key(one) == url_key(other)


@pytest.mark.parametrize(("one", "other"), OTHER_PAGE)
def test_addresses_of_two_pages_have_two_keys(one: str, other: str) -> None:
    """What names the article in the address is never folded away."""
    assert url_key(one) != url_key(other)


def test_a_key_is_stable() -> None:
    """The key of a key is the key: stories of old keys are found again."""
    for one, _ in SAME_PAGE:
        assert url_key(url_key(one)) == url_key(one)


def test_a_long_address_keeps_a_short_key() -> None:
    """A headline in the address cannot make a key that an index refuses, and two of them stay apart."""
    long = "https://nahar.example/" + "عنوان-" * 500
    assert len(url_key(long + "1")) <= MAX_KEY
    assert url_key(long + "1") != url_key(long + "2")


@given(st.text(max_size=60))
def test_any_text_has_a_key(text: str) -> None:
    """No address, however broken, makes the crawler stumble."""
    assert isinstance(url_key(text), str)
    assert isinstance(url_key("http://" + text), str)


@pytest.mark.parametrize("url", ["http://a.example", "https://a.example:8443/x?y=1", "https://أخبار.example/خبر"])
def test_web_addresses(url: str) -> None:
    """http and https with a host may be asked for."""
    assert is_web_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/x",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "//a.example/x",
        "https:///x",
        "https://a.example:99999/",
        "https://user:secret@a.example/",
        "https://a.example\\@b.example/",
        "https://a.example/x\n",
        "http://[::1",
        "",
    ],
)
def test_what_is_no_web_address(url: str) -> None:
    """Other schemes, and addresses that two programs would read differently, are refused."""
    assert not is_web_url(url)


def test_a_slug_is_a_readable_name() -> None:
    """A feed added by address alone gets a name that can be typed."""
    assert slug("https://www.nahar.example/feed/?x=1") == "nahar.example-feed-x-1"
    assert slug("https://") == "feed"
