"""What pages state of themselves, and what is not to be taken for a statement."""

import json
from datetime import UTC, datetime

import pytest
from lxml.html import document_fromstring

from crawler.news import PublishedFrom
from crawler.pages.dates import zone_of
from crawler.pages.metadata import Metadata, read_metadata

URL = "https://mina.example/n/512"


def _read(head: str, body: str = "", zone: str | None = None) -> Metadata:
    root = document_fromstring(f"<html><head>{head}</head><body>{body}<p>نص</p></body></html>")
    return read_metadata(root, URL, zone_of(zone))


def _json_ld(**values: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **values})}</script>'


def test_json_ld_is_read() -> None:
    """Headline, dates, author, section, tags, picture and text of a NewsArticle."""
    found = _read(
        _json_ld(
            headline="عنوان &quot;الخبر&quot;",
            datePublished="2024-03-01T10:00:00+02:00",
            dateModified="2024-03-01T11:00:00+02:00",
            author={"@type": "Person", "name": "سلمى الحاج"},
            articleSection="سياسة",
            keywords="عمان، إيران",
            image={"@type": "ImageObject", "url": "/i.jpg"},
            articleBody="نص الخبر",
        )
    )
    assert found.titles == ('عنوان "الخبر"',)
    assert (found.published, found.published_from) == (datetime(2024, 3, 1, 8, tzinfo=UTC), PublishedFrom.JSON_LD)
    assert found.modified == datetime(2024, 3, 1, 9, tzinfo=UTC)
    assert (found.byline, found.section, found.tags) == ("سلمى الحاج", "سياسة", ("عمان", "إيران"))
    assert found.image_url == "https://mina.example/i.jpg"
    assert found.article_body == "نص الخبر"
    assert found.is_article


def test_json_ld_in_a_graph_with_faults_is_read() -> None:
    """Nested graphs, raw line breaks in strings and a semicolon at the end are what outlets write."""
    source = '{"@graph": [{"@type": "WebPage"}, {"@type": ["Article"], "headline": "عنوان\nالخبر"}]};'
    assert _read(f'<script type="application/ld+json">{source}</script>').titles == ("عنوان الخبر",)


@pytest.mark.parametrize(
    "source", ["{", "[[[[", "null", '{"@type": 5}', '{"@type": "NewsArticle", "author": [[]]}', "[" * 9999]
)
def test_broken_json_ld_says_nothing(source: str) -> None:
    """A broken script is passed over."""
    assert _read(f'<script type="application/ld+json">{source}</script>').published is None


def test_metas_are_read() -> None:
    """OpenGraph and its older cousins."""
    found = _read(
        '<meta property="og:title" content="عنوان"><meta property="og:type" content="article">'
        '<meta property="article:published_time" content="2024-03-01T10:00:00Z">'
        '<meta name="description" content="موجز">'
        '<meta property="og:site_name" content="الميناء"><link rel="canonical" href="/n/512?x=1">'
        '<meta property="article:tag" content="عمان"><meta property="article:tag" content="إيران">'
    )
    assert (found.published, found.published_from) == (datetime(2024, 3, 1, 10, tzinfo=UTC), PublishedFrom.META)
    assert (found.site_name, found.description, found.tags) == ("الميناء", "موجز", ("عمان", "إيران"))
    assert found.canonical_url == "https://mina.example/n/512?x=1"


def test_a_time_without_a_zone_is_the_outlets() -> None:
    """Noon in Damascus is nine in the morning in UTC."""
    found = _read('<meta name="pubdate" content="2024-03-01 12:00">', zone="Asia/Damascus")
    assert found.published == datetime(2024, 3, 1, 9, tzinfo=UTC)


def test_the_time_beside_the_heading_is_the_storys() -> None:
    """Not the first <time> of the page, which may be a teaser's."""
    teasers = '<div><time datetime="2020-01-01">2020</time></div><div><time datetime="2020-01-02">x</time></div>'
    found = _read("", f'{teasers}<h1>عنوان</h1><div><time datetime="2024-03-01T10:00:00Z">1 مارس</time></div>')
    assert (found.published, found.published_from) == (datetime(2024, 3, 1, 10, tzinfo=UTC), PublishedFrom.TIME_ELEMENT)


@pytest.mark.parametrize(
    "body",
    [
        '<img src="/wp-content/uploads/2019/05/a.jpg">',
        '<time datetime="2020-01-01">a</time><time datetime="2020-01-02">b</time>',
        '<meta property="og:image" content="https://mina.example/uploads/2019/05/01/a.jpg">',
    ],
)
def test_a_page_without_a_date_has_none(body: str) -> None:
    """An upload's path and the dates of teasers are not the story's date."""
    assert _read("", body).published is None


@pytest.mark.parametrize("name", ["https://facebook.com/mina", "admin", "desk@mina.example", ""])
def test_what_is_no_author_is_no_byline(name: str) -> None:
    """Addresses and logins are not names."""
    assert _read(f'<meta name="author" content="{name}">').byline is None


def test_only_the_storys_own_heading_is_a_title() -> None:
    """A logo in <h1> and another story's heading are no candidates beside the one that the page's title confirms."""
    title, other = "قتلى في قصف على الخرطوم", "وزير الخارجية في مسقط"
    found = _read(f"<title>{title} - الميناء</title>", f"<h1>الميناء</h1><h1>{title}</h1><h1>{other}</h1>")
    assert found.titles == (title, f"{title} - الميناء")
