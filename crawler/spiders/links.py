"""The links of a section page that look like articles; pure."""

import re
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html
from lxml.etree import ParserError

from crawler.urls import is_web_url, url_key

MOST_LINKS = 50
_LONGEST_URL = 2_000

# Paths of lists, people, accounts and files; Arabic CMSs write these words in English and in Arabic.
_NO_ARTICLE = re.compile(
    r"/(?:tags?|author|authors|writer|category|categories|section|page|search|login|register|user|account|contact|about"
    r"|privacy|terms|feed|rss|wp-json|wp-admin|archive|live|video-gallery|وسم|كاتب|تصنيف|الكاتب)(?:/|$)"
    r"|\.(?:jpe?g|png|gif|webp|svg|pdf|mp3|mp4|zip|css|js|xml|ico)$",
    re.IGNORECASE,
)
_FEED = re.compile(r"(?:^|[/._?=-])(?:feeds?|rss\d?|atom|rdf)(?:$|[/._?&=-])|\.xml(?:$|\?)", re.IGNORECASE)
_HAS_ID = re.compile(r"\d{4,}")
_ARABIC = re.compile(r"[\u0621-\u064a]")


def article_links(body: bytes, base: str, *, encoding: str | None = None) -> list[str]:
    """Up to 50 addresses on the page's own host that look like articles, in the page's order; never raises.

    An article's link carries a headline (four words or more), or its path has a number or a long slug.
    """
    try:
        tree = lxml.html.document_fromstring(body, parser=lxml.html.HTMLParser(encoding=encoding, huge_tree=False))
    except (ParserError, ValueError, LookupError):
        return []
    host = _host(base)
    found: dict[str, str] = {}
    for anchor in tree.iter("a"):
        url = _address(anchor.get("href"), base)
        if (
            url is None
            or _host(url) != host
            or not looks_like_article(url, " ".join(str(piece) for piece in anchor.itertext()))
        ):
            continue
        key = url_key(url)
        if key != url_key(base):
            found.setdefault(key, url)
        if len(found) == MOST_LINKS:
            break
    return list(found.values())


def looks_like_feed(url: str) -> bool:
    """Whether an address says of itself that it is a feed."""
    return bool(_FEED.search(unquote(urlsplit(url).path + "?" + urlsplit(url).query)))


def _address(href: str | None, base: str) -> str | None:
    if not href:
        return None
    try:
        url = urljoin(base, href.strip()).split("#", 1)[0]
    except ValueError:
        return None
    return url if len(url) <= _LONGEST_URL and is_web_url(url) else None


def _host(url: str) -> str:
    host = urlsplit(url).netloc.lower()
    return host.removeprefix("www.")


def looks_like_article(url: str, text: str = "") -> bool:
    """Whether an address, with the words of a link to it, is more likely an article than a list."""
    parts = urlsplit(url)
    path = unquote(parts.path)
    if path in ("", "/") or _NO_ARTICLE.search(path):
        return False
    words = [word for word in text.split() if _ARABIC.search(word)]
    slug = path.rstrip("/").rsplit("/", 1)[-1]
    # Both signs for a short text: menus link sections with one or two words and no number.
    return len(words) >= 4 or bool(_HAS_ID.search(path + parts.query)) or len(re.split(r"[-_]", slug)) >= 5
