"""A section page as a source: the links on it that look like articles, for outlets without a feed.

The page's order is kept. A selector narrows where links are looked for, a pattern decides by itself which addresses
are meant; without them menus, footers and boxes of most-read stories are passed over and what is left is judged by
its address and its words. Links have no dates: the page behind each says when it was published.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, urljoin, urlsplit

from cssselect import HTMLTranslator, SelectorError
from lxml.etree import ParserError, XPathError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from crawler.errors import FeedUnreadable
from crawler.feeds.addresses import LONGEST_URL, LinkPattern, arabic_words, looks_like_article
from crawler.feeds.items import RawItem, entries_of
from crawler.feeds.link_places import chrome_of, is_within
from crawler.feeds.link_text import Heard, best_title, heard
from crawler.feeds.parse import ParsedFeed
from crawler.pages.markup import has_endless_tag, plain_title
from crawler.urls import is_web_url, url_key

MOST_LINKS = 50
MOST_ANCHORS = 5_000  # looked at; the longest home pages have about 1,000

# What a link's rel says it leads to, when that is no story of this outlet's own.
_NO_STORY = frozenset(("tag", "author", "category", "next", "prev", "search", "license", "sponsored", "ugc"))
_PAGE_NUMBER = frozenset(("page", "paged", "pg", "pageno", "pagenumber", "start", "offset"))
_MOVING = re.compile(r"منذ|قبل|\bago\b|\d{1,2}:\d{2}")


@dataclass(slots=True, kw_only=True)
class _Link:
    """One address with all that the page's links to it say."""

    url: str
    heard: list[Heard] = field(default_factory=list)

    @property
    def words(self) -> str:
        return max((one.text for one in self.heard), key=len, default="")


def read_section(text: str, url: str, *, selector: str | None = None, pattern: str | None = None) -> ParsedFeed:
    """Up to 50 stories that the page at `url` links to, each with its headline where a link has one.

    Raises FeedUnreadable where there is none: a page without stories is a page that has changed, not a quiet day.
    """
    page = _page(text)
    wanted = LinkPattern(pattern) if pattern else None
    links = list(_links(page, url, selector, wanted))
    chosen = [link for link in links if wanted is not None or _is_story(link, url, in_place=selector is not None)]
    if not chosen:
        raise FeedUnreadable(_nothing(selector, pattern))
    items = [RawItem(link=link.url, title=best_title(link.heard)) for link in chosen[:MOST_LINKS]]
    entries = entries_of(items, feed_url=url, base=url)
    return ParsedFeed(
        # A clock in a link's words would have its page read again at every visit.
        entries=tuple(replace(one, fingerprint="") if _MOVING.search(one.title) else one for one in entries),
        title=plain_title(page.findtext(".//title") or ""),
        language=page.get("lang"),
        link=url,
        dropped=len(links) - len(entries),
    )


def selector_path(selector: str) -> str:
    """The XPath of a CSS selector; raises FeedUnreadable, naming it, where it is none."""
    try:
        return HTMLTranslator().css_to_xpath(selector)
    except (SelectorError, RecursionError) as error:
        raise FeedUnreadable(f"the link selector {selector!r} is no CSS selector ({error})") from error


def _page(text: str) -> HtmlElement:
    if has_endless_tag(text):
        raise FeedUnreadable("the page has more markup than a page can need")
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return document_fromstring(text.encode("utf-8", "ignore"), parser=parser)
    except (ParserError, ValueError) as error:
        raise FeedUnreadable("the answer is no web page") from error


def _links(page: HtmlElement, url: str, selector: str | None, wanted: LinkPattern | None) -> Iterator[_Link]:
    """The page's links to other pages of its host, one an address, in the order of their first mention."""
    base, own, host = _base(page, url), url_key(url), _host(url)
    found: dict[str, _Link] = {}
    for anchor in _anchors(page, selector):
        address = _address(anchor.get("href"), base)
        if not address or _leads_elsewhere(anchor):
            continue
        if not (wanted.holds(address) if wanted else True) or url_key(address) == own:
            continue
        if _host(address) != host and not (wanted and wanted.names_host(address)):
            continue
        found.setdefault(url_key(address), _Link(url=address)).heard.extend(heard(anchor))
    return iter(found.values())


def _anchors(page: HtmlElement, selector: str | None) -> Iterator[HtmlElement]:
    """The links in the selected places, else all that do not belong to menus and the like."""
    if selector is None:
        places, chrome = None, chrome_of(page)
    else:
        places, chrome = _selected(page, selector), set()
    for count, anchor in enumerate(page.iter("a")):
        if count == MOST_ANCHORS:
            return
        if (places is None or is_within(anchor, places)) and not (chrome and is_within(anchor, chrome)):
            yield anchor


def _selected(page: HtmlElement, selector: str) -> set[HtmlElement]:
    try:
        found = page.xpath(selector_path(selector))
    except XPathError as error:
        raise FeedUnreadable(f"the link selector {selector!r} cannot be used ({error})") from error
    places = {element for element in found if isinstance(element, HtmlElement)}
    if not places:
        raise FeedUnreadable(f"nothing on the page matches the link selector {selector!r}")
    return places


def _leads_elsewhere(anchor: HtmlElement) -> bool:
    language = (anchor.get("hreflang") or "ar").lower()
    rel = set((anchor.get("rel") or "").lower().split())
    return "download" in anchor.attrib or not language.startswith(("ar", "x-")) or bool(rel & _NO_STORY)


def _is_story(link: _Link, page: str, *, in_place: bool) -> bool:
    words = link.words
    if len(words.split()) >= 3 and not arabic_words(words):
        return False  # a headline in another language
    if urlsplit(link.url).path == urlsplit(page).path and any(
        name.lower() in _PAGE_NUMBER for name, _ in parse_qsl(urlsplit(link.url).query)
    ):
        return False
    return looks_like_article(link.url, words, words=3 if in_place else 4)


def _nothing(selector: str | None, pattern: str | None) -> str:
    where = f"in {selector!r} " if selector else "on the page "
    if pattern:
        return f"no link {where}holds the pattern {pattern!r}"
    return f"no link {where}looks like an article"


def _base(page: HtmlElement, url: str) -> str:
    element = page.find(".//base[@href]")
    written = element.get("href") if element is not None else None
    return _address(written, url) or url


def _address(href: str | None, base: str) -> str:
    if not href or len(href) > 2 * LONGEST_URL:
        return ""
    try:
        url = urljoin(base, "".join(href.strip().splitlines())).split("#", 1)[0]
    except ValueError:
        return ""
    return url if len(url) <= LONGEST_URL and is_web_url(url) else ""


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower().removeprefix("www.")
