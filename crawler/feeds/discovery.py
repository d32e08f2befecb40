"""Where a site's feeds are: what its page links, what its robots.txt names, and the usual addresses.

Nothing here fetches; a candidate is a feed only once its answer parses. The best stands first: a site's main feed
before those of its sections, declared before only linked. Feeds of comments, authors and searches are left out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import islice
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

import lxml.html
from lxml.etree import ParserError

from crawler.arabic.clean import clean_title
from crawler.feeds.comments import is_comment_feed
from crawler.news import FeedKind
from crawler.pages.decoding.charset import decode
from crawler.pages.markup import has_endless_tag
from crawler.urls import is_web_url, url_key

MOST_CANDIDATES = 12
MOST_GUESSES = 8  # each is a request that the site did not invite
_MOST_LOOKED_AT = 300  # links of a page that look like feeds
_LARGEST_PAGE = 2_000_000  # characters
_LONGEST_URL = 2_000
_LONGEST_WORDS = 50  # of a link to a feed

_GUESSES = (
    *("/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/sitemap-news.xml", "/news-sitemap.xml"),
    "/?feed=rss2",
)
_FEED_TYPE = re.compile(r"application/(?:rss|atom|rdf|feed)\+(?:xml|json)|text/rss|application/(?:rss|atom)$")
_PERHAPS_FEED_TYPE = re.compile(r"(?:text|application)/(?:xml|json)$")
_FEED_ADDRESS = re.compile(
    r"(?:^|[/._?&=-])(?:feeds?|rss\d?|atom|rdf|rssfeeds?|feedburner)(?:$|[/._?&=-])|[a-z]rss\.|/rss[a-z]|\.(?:rss|rdf|atom)$",
    re.IGNORECASE,
)
_FEED_WORD = re.compile(r"\brss\b|\batom\b|خلاصات|خلاصة الموقع|تغذية", re.IGNORECASE)
_NARROW = re.compile(r"/(?:author|authors|writer|search|user|users|profile|كاتب|الكاتب)/|[?&](?:s|q|author|search)=")
_OTHER_PROGRAMS = re.compile(
    r"/(?:wp-json|oembed|xmlrpc|opensearch|osd)\b|\.opml$|podcast|/amp/|manifest", re.IGNORECASE
)
# Hosts that publish feeds for others.
_FEED_HOSTS = re.compile(r"(?:^|\.)(?:feedburner\.com|feedproxy\.google\.com|feedblitz\.com|feedpress\.me|rss\.app)$")
_NEWS_SITEMAP = re.compile(r"news|أخبار|اخبار|akhbar", re.IGNORECASE)
_SITEMAP_LINE = re.compile(r"(?im)^[ \t]*sitemap[ \t]*:[ \t]*(\S+)")


class FoundBy(IntEnum):
    """How a candidate was found, the surest first."""

    DECLARED = 1  # <link rel="alternate">
    LINKED = 2  # an <a> that looks like a feed
    SITEMAP = 3  # a news sitemap that robots.txt names
    GUESSED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An address that may be a feed."""

    url: str
    title: str = ""
    kind: FeedKind = FeedKind.FEED
    found_by: FoundBy


def feed_links(body: bytes, content_type: str, url: str) -> tuple[Candidate, ...]:
    """Up to twelve candidates that the page at `url` names, the best first; never raises."""
    text = decode(body[: _LARGEST_PAGE * 2], content_type).text[:_LARGEST_PAGE]
    if has_endless_tag(text):
        return ()
    try:
        parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=False)
        tree = lxml.html.document_fromstring(text.encode("utf-8", "ignore"), parser=parser)
    except (ParserError, ValueError):
        return ()
    base = _joined(next((one.get("href") for one in tree.iter("base")), None), url) or url
    found: dict[str, Candidate] = {}
    for candidate in (*islice(_declared(tree, base), _MOST_LOOKED_AT), *islice(_linked(tree, base), _MOST_LOOKED_AT)):
        key = url_key(candidate.url)
        known = found.get(key)
        if known is None:
            found[key] = candidate
        elif not known.title and candidate.title:
            found[key] = replace(known, title=candidate.title)
    kept = (one for key, one in found.items() if key != url_key(url) and not is_comment_feed(one.title, one.url))
    return tuple(sorted(kept, key=_rank)[:MOST_CANDIDATES])


def sitemap_links(robots_text: str) -> tuple[Candidate, ...]:
    """The news sitemaps that a robots.txt names."""
    return news_sitemaps(_SITEMAP_LINE.findall(robots_text[: 512 * 1024]))


def news_sitemaps(addresses: Iterable[str]) -> tuple[Candidate, ...]:
    """Those of a site's sitemaps that are for news, which hold the newest two days and are small."""
    named = {
        url_key(url): url for url in addresses if is_web_url(url) and _NEWS_SITEMAP.search(unquote(urlsplit(url).path))
    }
    kept = sorted(named.values(), key=len)[: MOST_CANDIDATES // 3]
    return tuple(Candidate(url=url, kind=FeedKind.SITEMAP, found_by=FoundBy.SITEMAP) for url in kept)


def guesses(url: str) -> tuple[Candidate, ...]:
    """Where feeds usually are: first under the path of the page itself (/ar/feed/), then under the site's root."""
    parts = urlsplit(url)
    if not is_web_url(url):
        return ()
    root = f"{parts.scheme}://{parts.netloc}"
    folder = parts.path if parts.path.endswith("/") else parts.path.rpartition("/")[0] + "/"
    own = [f"{root}{folder}feed/"] if folder not in ("", "/") else []
    found = {
        url_key(one): Candidate(
            url=one,
            kind=FeedKind.SITEMAP if "sitemap" in one else FeedKind.FEED,
            found_by=FoundBy.GUESSED,
        )
        for one in (*own, *(root + path for path in _GUESSES))
    }
    return tuple(found.values())[:MOST_GUESSES]


def _declared(tree: lxml.html.HtmlElement, base: str) -> Iterator[Candidate]:
    for link in tree.iter("link"):
        relations = (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").split(";")[0].strip().lower()
        url = _joined(link.get("href"), base)
        if url is None or not {"alternate", "feed"} & set(relations) or _OTHER_PROGRAMS.search(url):
            continue
        sure = _FEED_TYPE.fullmatch(kind) or ("feed" in relations and not kind)
        if sure or (_PERHAPS_FEED_TYPE.fullmatch(kind) and _FEED_ADDRESS.search(_path_and_query(url))):
            yield Candidate(url=url, title=clean_title(link.get("title") or ""), found_by=FoundBy.DECLARED)


def _linked(tree: lxml.html.HtmlElement, base: str) -> Iterator[Candidate]:
    site = _site(base)
    for anchor in tree.iter("a"):
        url = _joined(anchor.get("href"), base)
        if url is None or _OTHER_PROGRAMS.search(url):
            continue
        host = urlsplit(url).hostname or ""
        if not (_site(url) == site or _FEED_HOSTS.search(host)):
            continue
        words = clean_title(" ".join(str(piece) for piece in anchor.itertext()) or anchor.get("title") or "")
        if len(words) > _LONGEST_WORDS:  # a headline
            continue
        if _FEED_ADDRESS.search(_path_and_query(url)) or _FEED_HOSTS.search(host) or _is_feed_button(url, words):
            yield Candidate(url=url, title=words, found_by=FoundBy.LINKED)


def _is_feed_button(url: str, words: str) -> bool:
    """A short link «RSS» to an XML address that does not say so itself."""
    return bool(_FEED_WORD.search(words)) and urlsplit(url).path.endswith((".xml", ".php", ".aspx"))


def _rank(candidate: Candidate) -> tuple[int, ...]:
    """Smaller is better: main before narrow, declared before linked, XML before its JSON copy, short before long."""
    parts = urlsplit(candidate.url)
    path = [piece for piece in unquote(parts.path).split("/") if piece]
    narrow = bool(_NARROW.search(unquote(candidate.url)))
    json_copy = "json" in path[-1:] or candidate.url.endswith(".json")
    feed_words = sum(1 for piece in path if _FEED_ADDRESS.search(f"/{piece}"))
    return (
        *(int(narrow), int(candidate.found_by), int(json_copy)),
        *(len(path) - feed_words, len(parse_qsl(parts.query)), len(path), int(_is_atom(candidate.url))),
    )


def _is_atom(url: str) -> bool:
    """A site's Atom feed is a second form of its RSS feed."""
    return "atom" in urlsplit(url).path.lower() or "atom" in urlsplit(url).query.lower()


def _joined(href: str | None, base: str) -> str | None:
    if not href or len(href) > _LONGEST_URL:
        return None
    address = re.sub(r"^feed:(?://)?(?=https?:)|^feed:(?=//)", "", href.strip(), flags=re.IGNORECASE)
    try:
        url = urljoin(base, address).split("#", 1)[0]
    except ValueError:
        return None
    return url if is_web_url(url) else None


def _path_and_query(url: str) -> str:
    parts = urlsplit(url)
    return unquote(parts.path) + (f"?{parts.query}" if parts.query else "")


def _site(url: str) -> str:
    """The host without the names that a site gives its faces: www, m, rss, feeds, ar."""
    host = (urlsplit(url).hostname or "").lower()
    return re.sub(r"^(?:www\d?|m|rss|feeds?|ar|arabic)\.(?=[^.]+\.)", "", host)
