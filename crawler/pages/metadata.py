"""What a page says of its story in JSON-LD, OpenGraph and other meta elements, and in <time>.

Read by hand, because a general metadata reader takes half of a page's time and finds dates in upload paths. A date
is only what the page states as the publication; nothing is drawn from addresses of pictures or of the page.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from lxml.html import HtmlElement

from crawler.news import PublishedFrom
from crawler.pages.dates import read_moment
from crawler.pages.markup import plain_text, plain_title
from crawler.pages.words import same_headline
from crawler.urls import is_web_url

_MAX_JSON = 400_000
_MAX_NODES = 2_000
_ARTICLE_TYPES = re.compile(
    r"(?:News|Report|Analysis|Opinion|Background|LiveBlog|Tech|Review)?.*(?:Article|Posting)$|^Report$"
)

_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "article:published",
    "publishdate", "publish-date", "publish_date", "publisheddate", "published_date", "pubdate", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date.created", "dc.date", "date", "article.published",
    "articlepublicationdate", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "rnews:datepublished",
    "article_date_original", "originalpublicationdate", "vr:published_time", "creation_date", "displaydate",
)  # fmt: skip
_MODIFIED_META = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "dcterms.modified",
    "last-modified",
)
_TITLE_META = ("og:title", "twitter:title", "dc.title", "title", "parsely-title", "sailthru.title")
_DESCRIPTION_META = ("og:description", "description", "twitter:description", "dc.description")
_SECTION_META = ("article:section", "parsely-section", "og:article:section", "category")
_TAG_META = ("article:tag", "news_keywords", "parsely-tags", "keywords")
_BYLINE_META = ("article:author", "author", "parsely-author", "dc.creator", "byl")

# Addresses, logins, places and logos come as authors.
_NO_PERSON = re.compile(r"https?:|@|\.com|^[a-z0-9_.]+$|^\(|^\d+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page states. `titles` are candidates, best first, still with the site's name on them."""

    titles: tuple[str, ...] = ()
    site_name: str = ""
    description: str = ""
    published: datetime | None = None
    published_from: PublishedFrom | None = None
    modified: datetime | None = None
    byline: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    image_url: str | None = None
    canonical_url: str | None = None
    article_body: str = ""
    is_article: bool = False
    paywalled: bool = False


def read_metadata(root: HtmlElement, url: str, zone: tzinfo) -> Metadata:
    """The metadata of a parsed page; never raises for odd values."""
    metas = _metas(root)
    article = _article(root)
    published, published_from = _published(root, metas, article, zone)
    return Metadata(
        titles=_titles(root, metas, article),
        site_name=plain_title(_first(metas, ("og:site_name", "application-name"))),
        description=plain_text(_first(metas, _DESCRIPTION_META) or _text(article.get("description"))),
        published=published,
        published_from=published_from,
        modified=read_moment(_text(article.get("dateModified")), zone)
        or next((moment for text in _all(metas, _MODIFIED_META) if (moment := read_moment(text, zone))), None),
        byline=_byline(article, metas),
        section=plain_title(_text(article.get("articleSection")) or _first(metas, _SECTION_META)) or None,
        tags=_tags(article, metas),
        image_url=_address(_image(article) or _first(metas, ("og:image", "og:image:url", "twitter:image")), url),
        canonical_url=_canonical(root, metas, url),
        article_body=_text(article.get("articleBody"))[:200_000],
        is_article=bool(article) or _first(metas, ("og:type",)).lower() == "article",
        paywalled=str(article.get("isAccessibleForFree")).lower() == "false",
    )


def _metas(root: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), []).append(content.strip())
    return found


def _first(metas: Mapping[str, list[str]], names: tuple[str, ...]) -> str:
    return next(_all(metas, names), "")


def _all(metas: Mapping[str, list[str]], names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        yield from metas.get(name, ())


def _titles(root: HtmlElement, metas: Mapping[str, list[str]], article: Mapping[str, Any]) -> tuple[str, ...]:
    stated = [plain_title(_text(article.get("headline"))), *map(plain_title, _all(metas, _TITLE_META))]
    named = [plain_title(element.text or "") for element in root.xpath("//title")[:1]]
    # A page may have a logo for its first <h1>, and a second story's title for another.
    headings = [plain_title(" ".join(element.itertext())) for element in root.xpath("//h1")[:5]]
    headings = [h for h in headings if any(same_headline(h, known) for known in (*stated, *named))] or headings[:1]
    return tuple(title for title in (*stated, *headings, *named) if title)


def _article(root: HtmlElement) -> Mapping[str, Any]:
    """The JSON-LD object that describes the page's article, or an empty one."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        source = "".join(script.itertext()).strip()
        if not source or len(source) > _MAX_JSON:
            continue
        for node in _nodes(source):
            kinds = node.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(name, str) and _ARTICLE_TYPES.match(name) for name in names):
                return node
    return {}


def _nodes(source: str) -> Iterator[Mapping[str, Any]]:
    try:
        # Outlets write raw line breaks into strings, comments around the object and a semicolon behind it.
        found = json.loads(re.sub(r"^\s*(?:<!--|//<!\[CDATA\[)|(?:-->|//\]\]>)\s*$|;\s*$", "", source), strict=False)
    except (ValueError, RecursionError):
        return
    waiting, seen = [found], 0
    while waiting and seen < _MAX_NODES:
        node = waiting.pop(0)
        seen += 1
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            yield node
            waiting.extend(value for key, value in node.items() if key in ("@graph", "mainEntity", "mainEntityOfPage"))


def _published(
    root: HtmlElement, metas: Mapping[str, list[str]], article: Mapping[str, Any], zone: tzinfo
) -> tuple[datetime | None, PublishedFrom | None]:
    stated = read_moment(_text(article.get("datePublished")), zone)
    if stated is not None:
        return stated, PublishedFrom.JSON_LD
    for text in _all(metas, _PUBLISHED_META):
        stated = read_moment(text, zone)
        if stated is not None:
            return stated, PublishedFrom.META
    for element in root.xpath("//time[@datetime and @pubdate] | //*[@itemprop='datePublished']")[:5]:
        text = element.get("datetime") or element.get("content") or "".join(element.itertext()).strip()
        stated = read_moment(text, zone)
        if stated is not None:
            return stated, PublishedFrom.META if element.tag == "meta" else PublishedFrom.TIME_ELEMENT
    return _time_element(root, zone)


def _time_element(root: HtmlElement, zone: tzinfo) -> tuple[datetime | None, PublishedFrom | None]:
    """The <time> next to the first heading, or the page's only one; a list of teasers has a <time> each."""
    times = list(islice(_times_near(next(root.iter("h1"), None)), 1)) or list(islice(root.iter("time"), 2))
    if len(times) != 1:
        return None, None
    stated = read_moment(times[0].get("datetime") or "".join(times[0].itertext()).strip(), zone)
    return (stated, PublishedFrom.TIME_ELEMENT) if stated is not None else (None, None)


def _times_near(heading: HtmlElement | None) -> Iterator[HtmlElement]:
    """The <time> elements around a heading, nearest first: beside it, beside its parent, within its article."""
    if heading is None:
        return
    for place in (heading, heading.getparent()):
        if place is not None and place.tag != "body":
            for beside in (*islice(place.itersiblings(), 4), *islice(place.itersiblings(preceding=True), 3)):
                yield from beside.iter("time")
    for around in heading.iterancestors("header", "article"):
        yield from around.iter("time")


def _byline(article: Mapping[str, Any], metas: Mapping[str, list[str]]) -> str | None:
    authors = article.get("author")
    people = authors if isinstance(authors, list) else [authors]
    names = []
    for person in people:
        if isinstance(person, dict) and person.get("@type") != "Organization":
            names.append(_text(person.get("name")))
        elif isinstance(person, str):
            names.append(person)
    cleaned = [plain_title(name) for name in names if name.strip()]
    found = "، ".join(cleaned) or plain_title(_first(metas, _BYLINE_META))
    return None if not found or len(found) > 100 or _NO_PERSON.search(found) else found


def _tags(article: Mapping[str, Any], metas: Mapping[str, list[str]]) -> tuple[str, ...]:
    keywords = article.get("keywords")
    named = keywords if isinstance(keywords, list) else [keywords]
    texts = [text for text in named if isinstance(text, str)] or metas.get("article:tag") or [_first(metas, _TAG_META)]
    split = [plain_title(tag) for text in texts for tag in re.split("[,،|;]", text)]
    return tuple(dict.fromkeys(tag for tag in split if 1 < len(tag) <= 60))[:30]


def _image(article: Mapping[str, Any]) -> str:
    image = article.get("image")
    first = image[0] if isinstance(image, list) and image else image
    return _text(first.get("url")) if isinstance(first, dict) else _text(first)


def _canonical(root: HtmlElement, metas: Mapping[str, list[str]], url: str) -> str | None:
    for element in root.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split():
            return _address(element.get("href") or "", url)
    return _address(_first(metas, ("og:url",)), url)


def _address(text: str, base: str) -> str | None:
    if not text.strip():
        return None
    try:
        joined = urljoin(base, text.strip())
    except ValueError:
        return None
    return joined if is_web_url(joined) and len(joined) <= 2000 else None


def _text(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return value.strip() if isinstance(value, str) else ""
