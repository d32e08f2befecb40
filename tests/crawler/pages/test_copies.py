"""AMP and mobile pages lead to the whole page; nothing else does."""

import pytest

from crawler.pages.copies import whole_page_of

PAGE = "https://www.example.com/news/12/قصة"


def _page(url: str = PAGE, *, html: str = '<html amp lang="ar">', link: str | None = None) -> bytes:
    shown = link if link is not None else f'<link rel="canonical" href="{url}">'
    return f'<!doctype html>{html}<head><meta charset="utf-8">{shown}</head><body>…</body></html>'.encode()


@pytest.mark.parametrize(
    ("body", "url"),
    [
        (_page(), "https://www.example.com/news/12/قصة/amp"),
        (_page(html="<html ⚡>"), "https://www.example.com/amp/12"),
        (_page(html='<html lang="ar" dir="rtl" ⚡ i-amphtml-layout>'), "https://www.example.com/news/12?amp=1"),
        (_page(html="<HTML AMP>"), "https://amp.example.com/news/12"),
        (_page(html="<html>"), "https://m.example.com/news/12"),
        (_page(html="<html>", link=f"<link href='{PAGE}' rel='canonical' />"), "https://mobile.example.com/12"),
        (_page(html="<html>", link=f"<link rel=canonical href={PAGE}>"), "https://wap.example.com/12"),
        (_page(), "https://www-example-com.cdn.ampproject.org/c/s/www.example.com/news/12/amp"),
        (_page(link='<link rel="canonical" href="/news/12/قصة">'), "https://www.example.com/amp/12"),
        (
            _page(link='<link rel="canonical" href="https://www.example.com/news/12/قصة&amp;">'),
            "https://x.example.com/",
        ),
    ],
)
def test_a_copy_leads_to_its_whole(body: bytes, url: str) -> None:
    """By the mark of AMP, by the host's name, or by a search engine's cache."""
    assert whole_page_of(body, url) in (PAGE, PAGE + "&")


def test_a_copy_in_a_cache_that_names_no_canonical_page_leads_to_what_it_was_made_of() -> None:
    """The cache's address holds the outlet's."""
    cached = "https://www-example-com.cdn.ampproject.org/c/s/www.example.com/news/12/amp"
    assert whole_page_of(_page(link=""), cached) == "https://www.example.com/news/12/amp"


@pytest.mark.parametrize(
    ("body", "url"),
    [
        (_page(html='<html lang="ar">'), "https://www.example.com/news/12"),  # an ordinary page under another address
        (_page(html='<html class="amp-mode-mouse">'), "https://www.example.com/news/12"),
        (_page(html='<html lang="ar" data-x="a amp b">'), "https://www.example.com/news/12"),
        (_page(), PAGE),  # AMP is all that there is
        (_page("https://www.example.com/"), "https://www.example.com/amp/12"),  # the front page
        (_page("https://other.example/news/12"), "https://www.example.com/amp/12"),  # another site
        (_page("https://m.example.com/news/12"), "https://m.example.com/amp/12"),  # a copy again
        (_page("javascript:void(0)"), "https://www.example.com/amp/12"),
        (_page("http://127.0.0.1/news/12"), "https://www.example.com/amp/12"),
        (_page(link=""), "https://m.example.com/news/12"),
        (_page(link='<link rel="amphtml" href="https://www.example.com/a">'), "https://m.example.com/news/12"),
        (b"", "https://m.example.com/news/12"),
        (b"<html amp " + b"x" * 200_000, "https://m.example.com/news/12"),
    ],
)
def test_what_leads_nowhere(body: bytes, url: str) -> None:
    """A page that is no copy, or whose whole is not named, or not where it may be."""
    assert whole_page_of(body, url) is None
