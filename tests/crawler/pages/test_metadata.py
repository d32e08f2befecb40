"""What pages state of themselves, and what is not to be taken for a statement."""

import json

import pytest
from lxml.html import document_fromstring

from crawler.pages.metadata import Metadata, read_metadata
from crawler.pages.when.dates import zone_of

URL = "https://mina.example/n/512"


def _read(head: str, body: str = "", zone: str | None = None) -> Metadata:
    root = document_fromstring(f"<html><head>{head}</head><body>{body}<p>نص</p></body></html>")
    return read_metadata(root, URL, zone_of(zone))


def _json_ld(**values: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **values})}</script>'


def test_json_ld_is_read() -> None:
    """Headline, author, section, tags, picture and text of a NewsArticle."""
    found = _read(
        _json_ld(
            headline="عنوان &quot;الخبر&quot;",
            author={"@type": "Person", "name": "سلمى الحاج"},
            articleSection="سياسة",
            keywords="عمان، إيران",
            image={"@type": "ImageObject", "url": "/i.jpg"},
            articleBody="نص الخبر",
        )
    )
    assert found.titles == ('عنوان "الخبر"',)
    assert (found.byline, found.section, found.tags) == ("سلمى الحاج", "سياسة", ("عمان", "إيران"))
    assert found.image_url == "https://mina.example/i.jpg"
    assert found.article_body == "نص الخبر"
    assert found.is_article


def test_a_kicker_within_the_heading_is_no_part_of_the_title() -> None:
    """Where the page states its title without it."""
    title = "وزير الري يشهد توقيع عقد الخزانات"
    heading = f"<h1><span>تقرير</span> {title}</h1>"
    assert _read(f"<title>{title}</title>", heading).titles == (title, title)
    assert _read("<title>الميناء</title>", heading).titles == (f"تقرير {title}", "الميناء")


def test_json_ld_in_a_graph_with_faults_is_read() -> None:
    """Nested graphs, raw line breaks in strings and a semicolon at the end are what outlets write."""
    source = '{"@graph": [{"@type": "WebPage"}, {"@type": ["Article"], "headline": "عنوان\nالخبر"}]};'
    assert _read(f'<script type="application/ld+json">{source}</script>').titles == ("عنوان الخبر",)


@pytest.mark.parametrize(
    "source", ["{", "[[[[", "null", '{"@type": 5}', '{"@type": "NewsArticle", "author": [[]]}', "[" * 9999]
)
def test_broken_json_ld_says_nothing(source: str) -> None:
    """A broken script is passed over."""
    found = _read(f'<script type="application/ld+json">{source}</script>')
    assert (found.dates, found.titles, found.byline) == ((), (), None)


def test_metas_are_read() -> None:
    """OpenGraph and its older cousins."""
    found = _read(
        '<meta property="og:title" content="عنوان"><meta property="og:type" content="article">'
        '<meta name="description" content="موجز">'
        '<meta property="og:site_name" content="الميناء"><link rel="canonical" href="/n/512?x=1">'
        '<meta property="article:tag" content="عمان"><meta property="article:tag" content="إيران">'
    )
    assert (found.site_name, found.description, found.tags) == ("الميناء", "موجز", ("عمان", "إيران"))
    assert found.canonical_url == "https://mina.example/n/512?x=1"


@pytest.mark.parametrize("name", ["https://facebook.com/mina", "admin", "desk@mina.example", ""])
def test_what_is_no_author_is_no_byline(name: str) -> None:
    """Addresses and logins are not names."""
    assert _read(f'<meta name="author" content="{name}">').byline is None


def test_only_the_storys_own_heading_is_a_title() -> None:
    """A logo in <h1> and another story's heading are no candidates beside the one that the page's title confirms."""
    title, other = "قتلى في قصف على الخرطوم", "وزير الخارجية في مسقط"
    found = _read(f"<title>{title} - الميناء</title>", f"<h1>الميناء</h1><h1>{title}</h1><h1>{other}</h1>")
    assert found.titles == (title, f"{title} - الميناء")


@pytest.mark.parametrize(
    ("stated", "canonical"),
    [
        ('<link rel="canonical" href="https://mina.example/n/512">', "https://mina.example/n/512"),
        ('<link rel="canonical" href="/n/512?page=2">', "https://mina.example/n/512?page=2"),
        ('<link rel="canonical" href="https://www.mina.example/n/512">', "https://www.mina.example/n/512"),
        ('<link rel="canonical" href="https://mina.example/?p=512">', "https://mina.example/?p=512"),
        ('<link rel="canonical" href="https://mina.example/"><meta property="og:url" content="/n/512">', URL),
        ('<link rel="canonical" href="https://mina.example/ar/">', None),
        ('<link rel="canonical" href="https://mina-example.cdn.ampproject.org/c/s/mina.example/n/512">', None),
        ('<link rel="canonical" href="https://www.google.com/amp/s/mina.example/n/512">', None),
        ('<link rel="canonical" href="https://other.example/n/512">', None),
        ('<link rel="canonical" href="https://a.mina.example/n/1,https://b.mina.example/n/2">', None),
        ('<link rel="canonical" href="https://mina.example/{{slug}}">', None),
        ('<link rel="canonical" href="https://mina.example/undefined">', None),
        ('<link rel="canonical" href="https://mina.examplehttps://mina.example/n/512">', None),
        ('<link rel="canonical" href="">', None),
        ('<link rel="canonical" href="http://[">', None),
        ('<meta property="og:url" content="https://mina.example/n/512">', URL),
        ('<meta property="og:url" content="https://mina.example">', None),
    ],
)
def test_the_canonical_address_is_one_of_this_story(stated: str, canonical: str | None) -> None:
    """Not the front page, not another site's, not a cache's, not several at once."""
    assert _read(stated).canonical_url == canonical


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("arabic.mina.example", "m.mina.example", True),
        ("www.mina.gov.sy", "mina.gov.sy", True),
        ("raqib.com.eg", "mina.com.eg", False),
        ("mina.co", "raqib.co", False),
    ],
)
def test_a_site_is_what_one_owner_has(one: str, other: str, same: bool) -> None:
    """A country's second level is nobody's."""
    root = document_fromstring(
        f'<html><head><link rel="canonical" href="https://{one}/n/5"></head><body>نص</body></html>'
    )
    found = read_metadata(root, f"https://{other}/n/5?x=1", zone_of(None))
    assert (found.canonical_url is not None) is same


@pytest.mark.parametrize(
    ("stated", "picture"),
    [
        ('<meta property="og:image" content="/files/default/2025/gaza-1.jpg">', "/files/default/2025/gaza-1.jpg"),
        (
            '<meta property="og:image" content="/i/20250303logojpg-port.webp?w=800">',
            "/i/20250303logojpg-port.webp?w=800",
        ),
        ('<meta name="twitter:image" content="//cdn.mina.example/a.jpg">', "//cdn.mina.example/a.jpg"),
        ('<meta property="og:image" content="/logo.png"><meta name="twitter:image" content="/a.jpg">', "/a.jpg"),
        ('<meta property="og:image" content="/themes/mina/images/site-logo-2x.png">', None),
        ('<meta property="og:image" content="/images/no-image.jpg">', None),
        ('<meta property="og:image" content="/images/placeholder_800x450.png">', None),
        ('<meta property="og:image" content="/default.jpg">', None),
        ('<meta property="og:image" content="/assets/fb-share.png">', None),
        ('<meta property="og:image" content="/pixel.gif">', None),
        ('<meta property="og:image" content="/brand.svg">', None),
        ('<meta property="og:image" content="data:image/gif;base64,R0lGOD">', None),
        ('<meta property="og:image" content="/a.jpg"><meta property="og:image:width" content="1">', None),
        (_json_ld(image=["/a.jpg", "/b.jpg"]), "/a.jpg"),
        (_json_ld(image={"@type": "ImageObject", "url": "/a.jpg"}), "/a.jpg"),
        (_json_ld(image={"@type": "ImageObject", "contentUrl": "/a.jpg"}), "/a.jpg"),
        (_json_ld(image=[{"url": "/logo.png"}, {"url": "/a.jpg"}]), "/a.jpg"),
        (_json_ld(image="/brand.png", publisher={"logo": {"url": "/brand.png"}}), None),
        (
            _json_ld(image={"@id": "#pic"})
            + _json_ld().replace('"NewsArticle"', '"ImageObject", "@id": "#pic", "url": "/a.jpg"'),
            "/a.jpg",
        ),
        (_json_ld(image=5), None),
    ],
)
def test_the_picture_is_the_storys(stated: str, picture: str | None) -> None:
    """Absolute, and no logo, placeholder or pixel; a folder may be called what it likes."""
    expected = None if picture is None else ("https:" if picture.startswith("//") else "https://mina.example") + picture
    assert _read(stated).image_url == expected


@pytest.mark.parametrize(
    ("stated", "section"),
    [
        (_json_ld(articleSection="سياسة"), "سياسة"),
        (_json_ld(articleSection=["featured", "عربي ودولي"]), "عربي ودولي"),
        ('<meta property="article:section" content="featured">', None),
        ('<meta property="article:section" content="غير مصنف"><meta name="category" content="محليات">', "محليات"),
        ('<meta property="article:section" content="12">', None),
        ('<meta property="article:section" content="https://mina.example/c/5">', None),
        (_json_ld(articleSection="الرئيسية"), None),
        (
            _json_ld(headline="عنوان الخبر")
            + '<script type="application/ld+json">{"@type": "BreadcrumbList", "itemListElement": [{"name": "الرئيسية"},'
            '{"item": {"name": "اقتصاد"}}, {"name": "عنوان الخبر"}]}</script>',
            "اقتصاد",
        ),
    ],
)
def test_the_section_says_something(stated: str, section: str | None) -> None:
    """Stated, or the step above the story on the way from the front page."""
    assert _read(stated).section == section


@pytest.mark.parametrize(
    ("stated", "tags"),
    [
        ('<meta name="keywords" content="السودان، كسلا; سيول | #الخرطوم">', ("السودان", "كسلا", "سيول", "الخرطوم")),
        ('<meta property="article:tag" content="قطاع_غزة">', ("قطاع غزة",)),
        (_json_ld(keywords=["اليمن", "اليمن", "عدن"]), ("اليمن", "عدن")),
        ('<meta name="news_keywords" content="أخبار, عاجل, news, ليبيا">', ("ليبيا",)),
        (
            '<title>وزير الخارجية يزور بغداد</title><meta name="keywords" content="وزير,الخارجية,يزور,بغداد">',
            (),
        ),
        ('<title>وزير الخارجية يزور بغداد</title><meta name="keywords" content="وزير الخارجية يزور بغداد">', ()),
        ('<title>وزير الخارجية يزور بغداد</title><meta name="keywords" content="بغداد">', ("بغداد",)),
    ],
)
def test_tags_are_the_storys(stated: str, tags: tuple[str, ...]) -> None:
    """Not the title's words one by one, not what stands on every page of a newspaper."""
    assert _read(stated).tags == tags
