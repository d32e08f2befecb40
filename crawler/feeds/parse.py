"""From the bytes of a feed to its entries: RSS, RDF, Atom and JSON Feed, well-formed or not.

What is refused is refused before any parser sees it: an entity bomb, a page where a feed should be, an endless
answer. Everything a parser may throw becomes FeedUnreadable, so that no feed can stop the daemon.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import Any

from crawler.errors import FeedUnreadable
from crawler.feeds.comments import is_comment_feed
from crawler.feeds.items import RawItem, entries_of
from crawler.feeds.json_feed import json_feed_items, read_json_feed
from crawler.feeds.link_address import web_address
from crawler.feeds.repair import repaired
from crawler.feeds.told_pace import skipped_hours, ttl_minutes
from crawler.feeds.xml_feed import read_xml
from crawler.news import Entry
from crawler.pages.decoding.charset import decode
from crawler.pages.markup import has_endless_tag, plain_title
from crawler.pages.when.dates import read_moment, zone_of

MAX_BYTES = 5 * 1024 * 1024
MAX_ITEMS = 500
# Outside CDATA, where 500 items need 20,000 and 100,000 take feedparser 2 s; and entities, at 4 s a million.
MAX_TAGS = 100_000
MAX_ENTITIES = 1_000_000
_MAX_FIELD = 200_000  # characters of one field's markup that are looked at

_ROOT = re.compile(r"<(?:[\w-]+:)?(?:rss|feed|rdf|channel)[\s>]", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_CHALLENGE = re.compile(r"just a moment|cf-chl|captcha|challenge-platform|access denied|_incapsula_", re.IGNORECASE)
_SUMMARIES = ("summary", "dc_description", "itunes_summary", "media_description")
_DATES = ("published", "updated", "created")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """What a feed says: its entries as it orders them, and what it says of itself.

    `dropped` counts items that are no stories: without address and content, comments, repeats, over the limit.
    """

    entries: tuple[Entry, ...]
    title: str = ""
    language: str | None = None
    link: str | None = None
    hub: str | None = None  # a WebSub hub, and the address under which it knows this feed
    topic: str | None = None
    ttl_minutes: int | None = None
    skip_hours: frozenset[int] = frozenset()  # of the day, in UTC
    dropped: int = 0
    children: tuple[str, ...] = ()  # of a sitemap index: the sitemaps that are worth asking for
    charset: str = "utf-8"
    charset_overridden: bool = False


def parse_feed(
    body: bytes, content_type: str, url: str, *, zone: str | None = None, charset: str | None = None
) -> ParsedFeed:
    """The entries of the feed answered at `url`; raises FeedUnreadable with one sentence, and nothing else.

    A date without a zone is taken in `zone`, else in UTC; an item without a date has none. With a
    `charset` the bytes are read in it, whatever they and their server say.
    """
    if not body.strip(b" \t\r\n\x00"):
        raise FeedUnreadable("the answer is empty")
    if len(body) > MAX_BYTES:
        raise FeedUnreadable(f"the answer is larger than {MAX_BYTES // 1024 // 1024} MiB")
    decoded = decode(body, content_type, override=charset)
    if decoded.held:
        raise FeedUnreadable(f"the charset cannot be told (declared: {decoded.declared or 'none'})")
    text = decoded.text.replace("\x00", "").lstrip("\ufeff \t\r\n")
    read = _from_json if text.startswith("{") else _from_xml
    try:
        parsed = read(text, url, zone_of(zone))
    except FeedUnreadable:
        raise
    except Exception as error:  # whatever the bytes made a parser do
        raise FeedUnreadable(f"the feed breaks its reader ({type(error).__name__})") from error
    return replace(parsed, charset=decoded.used, charset_overridden=decoded.overridden)


def _from_json(text: str, url: str, zone: tzinfo) -> ParsedFeed:
    feed = read_json_feed(text)
    hubs = (hub.get("url") for hub in _mappings(feed.get("hubs")))
    return _parsed(
        json_feed_items(feed, zone, most=MAX_ITEMS),
        url=url,
        said=len(feed["items"]),
        title=_string(feed, "title"),
        language=_string(feed, "language"),
        link=feed.get("home_page_url"),
        hub=next(hubs, None),
        topic=feed.get("feed_url"),
    )


def _from_xml(text: str, url: str, zone: tzinfo) -> ParsedFeed:
    _refuse_what_is_no_feed(text)
    hours = skipped_hours(text)
    too_much = text.count("&") > MAX_ENTITIES
    text = text if too_much else repaired(text, MAX_ITEMS)
    if too_much or _tags(text) > MAX_TAGS or has_endless_tag(text):
        raise FeedUnreadable("the feed has more markup than a feed can need")
    found = read_xml(text)
    if not found.version and not found.items:
        raise FeedUnreadable("the answer is XML but no feed")
    links = {link.get("rel"): link.get("href") for link in reversed(list(_mappings(found.feed.get("links"))))}
    parsed = _parsed(
        [_item(item, zone) for item in found.items[:MAX_ITEMS]],
        url=url,
        said=len(found.items),
        title=_string(found.feed, "title"),
        language=_string(found.feed, "language"),
        link=found.feed.get("link"),
        hub=links.get("hub"),
        topic=links.get("self"),
    )
    return replace(parsed, ttl_minutes=ttl_minutes(found.feed), skip_hours=hours)


def _parsed(
    items: list[RawItem],
    *,
    url: str,
    said: int,
    title: str,
    language: str,
    link: object,
    hub: object,
    topic: object,
) -> ParsedFeed:
    title, site = plain_title(title), web_address(link, url)
    entries = () if is_comment_feed(title) else entries_of(items, feed_url=url, base=site or url)
    return ParsedFeed(
        entries=entries,
        title=title,
        language=language if _LANGUAGE.fullmatch(language) else None,
        link=site or None,
        hub=web_address(hub, url) or None,
        topic=web_address(topic, url) or None,
        dropped=said - len(entries),
    )


def _refuse_what_is_no_feed(text: str) -> None:
    head = text[:65_536]
    root, page = _ROOT.search(head), _PAGE.search(head)
    if root is not None and (page is None or root.start() < page.start()):
        return
    if page is not None:
        if _CHALLENGE.search(head):
            raise FeedUnreadable("the address answered with a check for browsers, not with a feed")
        raise FeedUnreadable("the address answered with a web page, not with a feed")
    raise FeedUnreadable("the answer is no feed")


def _tags(text: str) -> int:
    return sum(piece.partition("<![CDATA[")[0].count("<") for piece in text.split("]]>"))


def _item(item: Mapping[str, Any], zone: tzinfo) -> RawItem:
    contents = [part["value"] for part in _mappings(item.get("content")) if isinstance(part.get("value"), str)]
    names = [name for author in _mappings(item.get("authors")) if (name := _string(author, "name"))]
    guid, link = _string(item, "id"), _string(item, "link")
    if link == guid and not any(found.get("href") == link for found in _mappings(item.get("links"))):
        link = ""  # feedparser's own: a guid without `isPermaLink` is an address by the book, and a number in fact
    return RawItem(
        guid=guid,
        link=_string(item, "feedburner_origlink") or link,
        title=_string(item, "title"),
        summary=next(filter(None, (_string(item, key) for key in _SUMMARIES)), ""),
        content=max(contents, key=len, default=""),
        published=next(filter(None, (read_moment(_string(item, key), zone) for key in _DATES)), None),
        modified=read_moment(_string(item, "updated"), zone),
        author="، ".join(dict.fromkeys(names)) or _string(item, "author"),
        tags=tuple(str(tag.get("term") or "") for tag in _mappings(item.get("tags"))),
        is_reply="thr_in-reply-to" in item,
    )


def _string(item: Mapping[str, Any], key: str) -> str:
    value = item.get(key)
    return value.strip()[:_MAX_FIELD] if isinstance(value, str) else ""


def _mappings(value: object) -> Iterator[Mapping[str, Any]]:
    return (one for one in value if isinstance(one, Mapping)) if isinstance(value, list) else iter(())
