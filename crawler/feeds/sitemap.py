"""Sitemaps as sources: news sitemaps, plain ones, and the index that leads to them.

A news sitemap names titles and dates. A plain one has only addresses and when they were last changed, which says
which are the newest and never when a story was published: the page says that. Of an index the few sitemaps that are
worth asking for are given back as `children`; fetching them is the caller's.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from operator import attrgetter
from urllib.parse import urljoin, urlsplit

from lxml import etree

from crawler.errors import FeedUnreadable
from crawler.feeds.addresses import LONGEST_URL, LinkPattern, arabic_words, looks_like_article
from crawler.feeds.items import RawItem, entries_of
from crawler.feeds.parse import MAX_ITEMS, ParsedFeed
from crawler.feeds.sitemap_index import Child, chosen
from crawler.pages.markup import DEFINES_ENTITIES, STRAY_AMPERSAND, has_endless_tag, plain_title
from crawler.pages.when.dates import read_moment, zone_of
from crawler.sites import same_site
from crawler.urls import is_web_url, url_key

MAX_TAGS = 400_000  # 50,000 addresses with a date, or 12,000 with news and pictures, need 300,000
MAX_ROWS = 50_000  # the protocol's own limit
_MAX_FIELD = 5_000
_HEAD = 10_000
_YEARS = range(1995, 2100)
_ROOT = re.compile(r"<(?:([\w-]+):)?(urlset|sitemapindex)(?=[\s/>])", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_REFERENCE = re.compile(r"&#(?:(\d{1,7})|[xX]([0-9a-fA-F]{1,6}));")
_MEDIA = ("image", "video", "mobile", "xhtml")
_FIELDS = frozenset(("loc", "lastmod", "title", "publication_date", "name", "language", "keywords"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One <url> or <sitemap> as it is written."""

    address: str
    published: str = ""
    title: str = ""
    keywords: str = ""
    name: str = ""
    language: str = ""
    in_news: bool = False
    when: datetime | None = None
    modified: datetime | None = None


def read_sitemap(text: str, url: str, *, zone: str | None = None, pattern: str | None = None) -> ParsedFeed:
    """The newest entries of the sitemap that stands at `url`, or the sitemaps that it leads to.

    Raises FeedUnreadable for what is no sitemap, and for one whose addresses all lie on other sites.
    """
    if DEFINES_ENTITIES.search(text):
        raise FeedUnreadable("the sitemap defines entities, which is refused")
    if text.count("<") > MAX_TAGS or has_endless_tag(text):
        raise FeedUnreadable("the sitemap has more markup than a sitemap can need")
    root = _ROOT.search(text)
    if root is None:
        raise FeedUnreadable("the answer is no sitemap")
    text = text[root.start() :]  # without what a server's warnings put before it
    prefix, name = root.groups()
    if prefix and f"xmlns:{prefix}" not in text[:_HEAD]:
        text = re.sub(rf"(</?){prefix}:", r"\1", text)
    rows = _rows(text, zone_of(zone))
    if name.lower() == "sitemapindex":
        children = chosen([Child(url=_address(row.address, url), changed=row.when) for row in rows], index=url)
        return ParsedFeed(entries=(), children=children)
    return _parsed(rows, url, LinkPattern(pattern) if pattern else None)


def _parsed(rows: list[_Row], url: str, pattern: LinkPattern | None) -> ParsedFeed:
    in_news = any(row.in_news for row in rows)
    found: dict[str, RawItem] = {}
    elsewhere = ""
    for row in _newest_first(rows):
        address = _address(row.address, url)
        if not address or url_key(address) == url_key(url):
            continue
        if not same_site(address, url) and not (pattern and pattern.names_host(address)):
            elsewhere = elsewhere or address
        elif _is_wanted(row, address, pattern, in_news):
            found.setdefault(url_key(address), _item(row, address))
        if len(found) == MAX_ITEMS:
            break
    if elsewhere and not found:
        raise FeedUnreadable(f"the sitemap lists addresses of another site ({urlsplit(elsewhere).hostname})")
    entries = entries_of(list(found.values()), feed_url=url, base=url)
    return ParsedFeed(
        entries=entries,
        title=plain_title(_most_common([row.name for row in rows])),
        language=_most_common([row.language for row in rows]) or None,
        dropped=len(rows) - len(entries),
    )


def _is_wanted(row: _Row, address: str, pattern: LinkPattern | None, in_news: bool) -> bool:
    if pattern is not None:
        return pattern.holds(address)
    if in_news:
        # The English half of a bilingual sitemap. The language alone proves nothing: plugins write "en" unasked.
        foreign = row.language and not row.language.lower().startswith("ar")
        return not (foreign and row.title and not arabic_words(row.title))
    return looks_like_article(address, slug_words=3)  # no menu stands in a sitemap, so that less is proof enough


def _item(row: _Row, address: str) -> RawItem:
    return RawItem(
        link=address,
        title=row.title,
        published=row.when if row.published else None,
        modified=row.modified,
        tags=tuple(word.strip() for word in re.split("[,،]", row.keywords) if word.strip()),
    )


def _newest_first(rows: list[_Row]) -> list[_Row]:
    dated = sorted((row for row in rows if row.when), key=attrgetter("when"), reverse=True)
    undated = [row for row in rows if not row.when]
    if len(undated) > MAX_ITEMS:  # the newest stand at one of the ends
        undated = undated[: MAX_ITEMS // 2] + undated[-MAX_ITEMS // 2 :]
    return dated + undated


def _rows(text: str, zone: tzinfo) -> list[_Row]:
    """Every <url> or <sitemap>; what is ill-formed beyond repair ends the reading there."""
    clean = STRAY_AMPERSAND.sub("&amp;", _REFERENCE.sub(_existing, _CONTROL.sub("", text)))
    rows = []
    try:
        for _, element in etree.iterparse(
            io.BytesIO(clean.encode("utf-8", "ignore")),
            tag=("{*}url", "{*}sitemap", "{*}URL", "{*}SITEMAP"),
            recover=True,
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        ):
            rows.append(_row(element, zone))
            element.clear()  # so that 50,000 of them are never held at once
            if len(rows) > MAX_ROWS:
                raise FeedUnreadable(f"the sitemap lists more than {MAX_ROWS} addresses")
    except etree.XMLSyntaxError as error:
        if not rows:
            raise FeedUnreadable("the answer is broken XML") from error
    return rows


def _row(element: etree._Element, zone: tzinfo) -> _Row:
    fields = dict(_fields(element))
    published = fields.get("publication_date", "")
    modified = _moment(fields.get("lastmod", ""), zone)
    return _Row(
        address=fields.get("loc", ""),
        published=published,
        title=fields.get("title", ""),
        keywords=fields.get("keywords", ""),
        name=fields.get("name", ""),
        language=fields.get("language", ""),
        in_news="news" in fields,
        when=_moment(published, zone) or modified,
        modified=modified,
    )


def _moment(text: str, zone: tzinfo) -> datetime | None:
    """As `read_moment`, but 50,000 of the usual form take a tenth of a second and not three."""
    try:
        moment = datetime.fromisoformat(text)
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return read_moment(text, zone)
    return moment if moment.year in _YEARS else None


def _fields(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Address and date of an entry, and its fields of news."""
    for child in element:
        name = _name(str(child.tag))
        if name in _FIELDS:
            yield name, _text(child)
        elif name == "news":
            yield name, ""
            for part in child.iterdescendants():
                name = _name(str(part.tag))
                if name in _FIELDS:
                    yield name, _text(part)


@lru_cache(maxsize=1024)
def _name(tag: str) -> str:
    """A name without namespace or prefix: prefixes are free, and some are never declared. None for what is of a
    picture or video, where titles and dates have the same names."""
    space, _, name = tag[1:].rpartition("}") if tag.startswith("{") else tag.rpartition(":")
    if any(f"sitemap-{kind}" in space or space == kind for kind in _MEDIA) or "xhtml" in space:
        return ""
    return name.rpartition(":")[2].lower()


def _text(element: etree._Element) -> str:
    text = "".join(str(piece) for piece in element.itertext()) if len(element) else element.text or ""
    return text[:_MAX_FIELD].strip()


def _address(written: str, base: str) -> str:
    try:
        url = urljoin(base, "".join(written.split()).replace("&amp;", "&"))
    except ValueError:
        return ""
    return url if len(url) <= LONGEST_URL and is_web_url(url) else ""


def _existing(reference: re.Match[str]) -> str:
    decimal, hexadecimal = reference.groups()
    code = int(decimal) if decimal else int(hexadecimal, 16)
    exists = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return reference.group() if exists else ""


def _most_common(values: list[str]) -> str:
    known = Counter(value for value in values if value)
    return known.most_common(1)[0][0] if known else ""
