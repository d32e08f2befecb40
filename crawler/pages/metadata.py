"""What a page says of its story in JSON-LD, OpenGraph and other meta elements.

Read by hand, because a general metadata reader takes half of a page's time and finds dates in upload paths. Each part
is checked for what outlets put in its place: a canonical address of the front page, a logo for a picture, the words
of the title for tags.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import chain, islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from crawler.arabic.letters import fold_key
from crawler.pages.credits.bylines import byline_of
from crawler.pages.credits.shown_authors import shown_author
from crawler.pages.json_ld import LinkedData, linked_data, text_of
from crawler.pages.markup import plain_text, plain_title
from crawler.pages.pictures import lead_picture, shown_picture
from crawler.pages.shown_topics import shown_section, shown_tags
from crawler.pages.titles.heading import Surroundings, story_heading
from crawler.pages.when.stated_dates import stated_dates
from crawler.pages.when.story_dates import StatedDate
from crawler.pages.words import same_headline
from crawler.urls import is_web_url

_TITLE_META = ("og:title", "twitter:title", "dc.title", "title", "parsely-title", "sailthru.title")
_DESCRIPTION_META = ("og:description", "description", "twitter:description", "dc.description")
_SECTION_META = ("article:section", "parsely-section", "og:article:section", "category")
_TAG_META = ("article:tag", "news_keywords", "parsely-tags", "keywords")
_BYLINE_META = ("article:author", "author", "parsely-author", "dc.creator", "byl")
_LONGEST_AUTHOR = 200

# Folded. What stands in the place of a section or of a tag and names none.
_NO_SECTION = re.compile(
    r"\d+|https?:.*|(?:ال)?رييسيه|الصفحه (?:ال)?رييسيه|غير مصنف|بدون تصنيف|بلا تصنيف|home(?: ?page)?"
    r"|featured|uncategori[sz]ed|slide(?:r|show)?|سلايدر|اخبار السلايدر|null|none|undefined|article|default"
)
_NO_TAG = re.compile(r"news|اخبار|عاجل|breaking news|null|none|undefined|\d{1,3}")
_NO_ADDRESS = re.compile(
    r"[,{}<>\s]|%7[bd]|/(?:undefined|null)(?:/|$)|cdn\.ampproject\.org|google\.[a-z.]+/amp/", re.IGNORECASE
)
_LONGEST_TAGS = 10_000  # characters
_MOST_TAGS = 300  # that are looked at
_MOST_ALIKE = 100  # meta elements of one name
_SECOND_LEVEL = frozenset("ac co com edu gov info mil net org press".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page states. `titles` are candidates, best first, still with the site's name on them."""

    titles: tuple[str, ...] = ()
    site_name: str = ""
    description: str = ""
    dates: tuple[StatedDate, ...] = ()  # all that are stated, best source first; `story_dates` decides between them
    authors: tuple[str, ...] = ()  # as stated: agencies, desks and logins too
    byline: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    image_url: str | None = None
    canonical_url: str | None = None
    article_body: str = ""
    is_article: bool = False
    paywalled: bool = False


def read_metadata(root: HtmlElement, url: str, zone: tzinfo, fetched_at: datetime | None = None) -> Metadata:
    """The metadata of a parsed page; never raises for odd values. «قبل ساعتين» needs the time of the fetch."""
    metas = _metas(root)
    stated = [*map(plain_title, _all(metas, _TITLE_META)), *_named(root)]
    canonical = _canonical(root, metas, url)
    data = linked_data(root, [url, canonical or ""], [*stated, *(whole for whole, _ in _headings(root))])
    article = data.article
    titles = _titles(root, metas, article)
    heading = story_heading(root, titles)
    around = Surroundings(heading) if heading is not None else None
    site_name = plain_title(_first(metas, ("og:site_name", "application-name")))
    authors = _authors(root, article, metas)
    byline = byline_of(authors, (site_name,))
    if byline is None and (shown := shown_author(around)) is not None:
        authors, byline = (*authors, shown), byline_of([shown], (site_name,))
    return Metadata(
        titles=titles,
        site_name=site_name,
        description=plain_text(_first(metas, _DESCRIPTION_META) or text_of(article.get("description"))),
        dates=stated_dates(root, metas, data, around, zone=zone, fetched_at=fetched_at),
        authors=authors,
        byline=byline,
        section=_section(chain(_stated_sections(data, metas), shown_section(root, around, titles)), titles),
        tags=_tags(article, metas, titles) or shown_tags(root, around),
        image_url=lead_picture(data, metas, url) or shown_picture(root, around, url),
        canonical_url=canonical,
        article_body=text_of(article.get("articleBody"))[:200_000],
        is_article=bool(article) or _first(metas, ("og:type",)).lower() == "article",
        paywalled=str(article.get("isAccessibleForFree")).lower() == "false",
    )


def _metas(root: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        # A date in microdata may be a teaser's: see `stated_dates`, which looks where it stands.
        if name and content and content.strip() and not (name == element.get("itemprop") and name.startswith("date")):
            values = found.setdefault(name.strip().lower(), [])
            if len(values) < _MOST_ALIKE:
                values.append(content.strip())
    return found


def _first(metas: Mapping[str, list[str]], names: tuple[str, ...]) -> str:
    return next(_all(metas, names), "")


def _all(metas: Mapping[str, list[str]], names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        yield from metas.get(name, ())


def _titles(root: HtmlElement, metas: Mapping[str, list[str]], article: Mapping[str, Any]) -> tuple[str, ...]:
    stated = [plain_title(text_of(article.get("headline"))), *map(plain_title, _all(metas, _TITLE_META))]
    named, headings = _named(root), _headings(root)
    keys = set(map(fold_key, filter(None, (*stated, *named))))
    titles = [rest if fold_key(rest) in keys else whole for whole, rest in headings]
    # A page may have a logo for its first <h1>, and a second story's title for another.
    titles = [h for h in titles if any(same_headline(h, known) for known in (*stated, *named))] or titles[:1]
    return tuple(title for title in (*stated, *titles, *named) if title)


def _named(root: HtmlElement) -> list[str]:
    return [plain_title(element.text or "") for element in islice(root.iter("title"), 1)]


def _headings(root: HtmlElement) -> list[tuple[str, str]]:
    """The words of each <h1>, and those without its first element, which may be a kicker: <span>تقرير</span>."""
    found = []
    for element in islice(root.iter("h1"), 5):
        texts = list(element.itertext())
        kicker = sum(1 for _ in element[0].itertext()) if len(element) and not (element.text or "").strip() else 0
        before = 1 if element.text else 0
        found.append((plain_title(" ".join(texts)), plain_title(" ".join(texts[before + kicker :]))))
    return found


def _authors(root: HtmlElement, article: Mapping[str, Any], metas: Mapping[str, list[str]]) -> tuple[str, ...]:
    """What is stated as author, from the best place that says anything; persons, desks and logins alike."""
    stated = [_name_of(author) for key in ("author", "creator") for author in _listed(article.get(key))]
    if not any(stated):
        stated = [*_all(metas, _BYLINE_META)]
    if not any(stated):
        links = root.xpath("//a[contains(@rel, 'author')] | //*[@itemprop='author'][not(self::meta)]")
        shown = dict.fromkeys(plain_title(" ".join(element.itertext())) for element in links[:8])
        stated = list(shown) if len(shown) <= 2 else []  # more are those of teasers
    found = dict.fromkeys(plain_title(name) for name in stated)
    return tuple(name for name in found if 0 < len(name) <= _LONGEST_AUTHOR)[:10]


def _listed(value: object) -> list[Any]:
    return value[:20] if isinstance(value, list) else [value]


def _name_of(author: object) -> str:
    return text_of(author.get("name") if isinstance(author, dict) else author)


def _stated_sections(data: LinkedData, metas: Mapping[str, list[str]]) -> Iterator[str]:
    """What the page states as section; then the steps back to the front page, the nearest to the story first."""
    stated = data.article.get("articleSection")
    named = [text_of(one) for one in (stated if isinstance(stated, list) else [stated])]
    yield from map(plain_title, (*named, *_all(metas, _SECTION_META)))
    yield from reversed(data.crumbs)


def _section(found: Iterable[str], titles: tuple[str, ...]) -> str | None:
    """The first that says something."""
    for section in found:
        if 1 < len(section) <= 60 and not _NO_SECTION.fullmatch(fold_key(section)) and not _is_title(section, titles):
            return section
    return None


def _is_title(text: str, titles: tuple[str, ...]) -> bool:
    key = fold_key(text)
    return any(key == fold_key(title) for title in titles) or (
        len(key) > 20 and any(key in fold_key(t) for t in titles)
    )


def _tags(article: Mapping[str, Any], metas: Mapping[str, list[str]], titles: tuple[str, ...]) -> tuple[str, ...]:
    keywords = article.get("keywords")
    named = keywords if isinstance(keywords, list) else [keywords]
    texts = [text for text in named if isinstance(text, str)] or metas.get("article:tag") or [_first(metas, _TAG_META)]
    pieces = (piece for text in texts for piece in re.split("[,،|;؛\n]", text[:_LONGEST_TAGS]))
    split = [plain_title(piece).strip(" #").replace("_", " ") for piece in islice(pieces, _MOST_TAGS)]
    tags = tuple(dict.fromkeys(tag for tag in split if 1 < len(tag) <= 60 and not _NO_TAG.fullmatch(fold_key(tag))))[
        :30
    ]
    return () if _are_the_title(tags, titles) else tags


def _are_the_title(tags: tuple[str, ...], titles: tuple[str, ...]) -> bool:
    """Whether the tags are the words of the title one by one, or the title itself, as some CMSs fill them in."""
    if not tags:
        return False
    keys = [fold_key(tag) for tag in tags]
    if len(keys) == 1:
        return _is_title(tags[0], titles) and " " in keys[0]
    words = [title.split() for title in map(fold_key, titles)]
    return len(keys) > 3 and any(keys[:4] == title[:4] for title in words)


def _canonical(root: HtmlElement, metas: Mapping[str, list[str]], url: str) -> str | None:
    """The first address that the page calls its own and that can be: of this site, and not of its front page."""
    links = (e.get("href") or "" for e in root.iter("link") if "canonical" in (e.get("rel") or "").lower().split())
    for text in (*links, *_all(metas, ("og:url",))):
        address = _address(text, url)
        if address is not None and _may_be_canonical(address, url):
            return address
    return None


def _may_be_canonical(address: str, url: str) -> bool:
    one, other = urlsplit(address), urlsplit(url)
    if _NO_ADDRESS.search(address) or address.count("://") > 1:
        return False
    if not other.hostname:  # a page from a file
        return len(one.path.strip("/")) > 2 or bool(one.query)
    if len(one.path.strip("/")) <= 2 and not one.query:  # / or /ar, while the page is not
        return len(other.path.strip("/")) <= 2 and not other.query
    return _site(one.hostname or "") == _site(other.hostname)


def _site(host: str) -> str:
    """The part of a host that one owner has: arabic.cnn.com and m.cnn.com are one, news.co.uk is not co.uk."""
    labels = host.lower().rstrip(".").split(".")
    short = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3:] if short else labels[-2:])


def _address(text: str, base: str) -> str | None:
    if not text.strip():
        return None
    try:
        joined = urljoin(base, text.strip())
    except ValueError:
        return None
    return joined if is_web_url(joined) and len(joined) <= 2000 else None
