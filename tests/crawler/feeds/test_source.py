"""Each kind of source is read as what it is, and a mixture of kinds is named."""

import gzip

import pytest

from crawler.errors import FeedUnreadable
from crawler.feeds.source import read_source
from crawler.news import FeedKind
from tests.crawler.feeds.feeds import OTHER, TITLE, item, rss
from tests.crawler.feeds.sitemaps import YOAST, index

URL = "https://www.mina.example/source"
FEED, JSON_FEED = rss([item(TITLE), item(OTHER, link="https://mina.example/n/2")]), '{"version": "1", "items": []}'
PAGE = f"<!doctype html><html><body><a href='/n/10001'>{TITLE}</a><a href='/n/10002'>{OTHER}</a></body></html>"
CHALLENGE = "<html><title>Just a moment...</title><script src='/cdn-cgi/challenge-platform'></script></html>"


@pytest.mark.parametrize(
    ("kind", "text", "title"),
    [(FeedKind.FEED, FEED, TITLE), (FeedKind.SITEMAP, YOAST, TITLE), (FeedKind.PAGE, PAGE, TITLE)],
)
@pytest.mark.parametrize("packed", [False, True])
def test_each_kind_is_read(kind: FeedKind, text: str, title: str, packed: bool) -> None:
    """Packed as a file or not."""
    body = gzip.compress(text.encode()) if packed else text.encode()
    assert read_source(body, "text/xml", URL, kind=kind).entries[0].title == title


def test_a_sitemap_at_a_feeds_address_is_read_as_one() -> None:
    """By its root; an index as well."""
    assert read_source(YOAST.encode(), "text/xml", URL).entries[0].title == TITLE
    assert read_source(index(("/news.xml", "")).encode("utf-16"), "text/xml", URL).children == (
        "https://www.mina.example/news.xml",
    )


@pytest.mark.parametrize(
    ("kind", "text", "why"),
    [
        (FeedKind.FEED, PAGE, "a web page, not with a feed"),
        (FeedKind.SITEMAP, PAGE, "a web page, not with a sitemap"),
        (FeedKind.SITEMAP, FEED, "a feed, not with a sitemap: its kind is 'feed'"),
        (FeedKind.SITEMAP, "weiter", "no sitemap"),
        (FeedKind.PAGE, FEED, "a feed, not with a web page: its kind is 'feed'"),
        (FeedKind.PAGE, JSON_FEED, "a feed, not with a web page"),
        (FeedKind.PAGE, YOAST, "a sitemap, not with a web page: its kind is 'sitemap'"),
        (FeedKind.FEED, CHALLENGE, "a check for browsers"),
        (FeedKind.SITEMAP, CHALLENGE, "a check for browsers"),
        (FeedKind.PAGE, CHALLENGE, "a check for browsers"),
        *((kind, " \n", "empty") for kind in FeedKind),
    ],
)
def test_a_mixture_of_kinds_is_named(kind: FeedKind, text: str, why: str) -> None:
    """In a sentence that says what to write instead."""
    with pytest.raises(FeedUnreadable, match=why):
        read_source(text.encode(), "text/html", URL, kind=kind)


@pytest.mark.parametrize(("kind", "text"), [(FeedKind.FEED, FEED), (FeedKind.SITEMAP, YOAST), (FeedKind.PAGE, PAGE)])
def test_the_operators_charset_is_believed_before_the_bytes_own(kind: FeedKind, text: str) -> None:
    """ISO-8859-6 under a wrong header; and nothing counts as overridden."""
    parsed = read_source(text.encode("iso8859-6", "xmlcharrefreplace"), "text/xml; charset=utf-8", URL, kind=kind,
                         charset="iso-8859-6")  # fmt: skip
    assert parsed.entries[0].title == TITLE
    assert (parsed.charset, parsed.charset_overridden) == ("iso-8859-6", False)


@pytest.mark.parametrize("kind", FeedKind)
@pytest.mark.parametrize(
    ("charset", "why"), [("utf-8", "is not in utf-8"), ("base64", "no charset"), ("klingon", "no charset")]
)
def test_a_charset_that_cannot_be_is_named(kind: FeedKind, charset: str, why: str) -> None:
    """The outlet has changed, or the operator was wrong."""
    text = {FeedKind.FEED: FEED, FeedKind.SITEMAP: YOAST, FeedKind.PAGE: PAGE}[kind]
    with pytest.raises(FeedUnreadable, match=why):
        read_source(text.encode("cp1256"), "text/xml", URL, kind=kind, charset=charset)
