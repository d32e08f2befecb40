"""From the bytes of a feed to its entries: RSS, RDF, Atom and JSON Feed, well-formed or not.

What is refused is refused before any parser sees it: an entity bomb, a page where a feed should be, an endless
answer. Everything a parser may throw becomes FeedUnreadable, so that no feed can stop the daemon.
"""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import Any
from urllib.parse import urljoin

import feedparser

from crawler.errors import FeedUnreadable
from crawler.feeds.items import RawItem, entries_of
from crawler.feeds.json_feed import json_feed_items, read_json_feed
from crawler.news import Entry
from crawler.pages.charset import decode
from crawler.pages.dates import read_moment, zone_of
from crawler.pages.markup import has_endless_tag, plain_title
from crawler.urls import is_web_url

MAX_BYTES = 5 * 1024 * 1024
MAX_ITEMS = 500
# Outside CDATA, where 500 items need 20,000 and 150,000 take feedparser 3 s; and entities, at 4 s a million.
MAX_TAGS = 150_000
MAX_ENTITIES = 1_000_000
_MAX_FIELD = 200_000  # characters of one field's markup that are looked at

# Entities are how a 56 KB feed becomes a title of 100 million characters; no real feed needs them.
_BOMB = re.compile(r"<!ENTITY|<!DOCTYPE[^>\[]{0,2000}\[", re.IGNORECASE)
_ROOT = re.compile(r"<(?:[\w-]+:)?(?:rss|feed|rdf|channel)[\s>]", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_CHALLENGE = re.compile(r"just a moment|cf-chl|captcha|challenge-platform|access denied|_incapsula_", re.IGNORECASE)
_ITEM = re.compile(r"<(?:[\w-]+:)?(?:item|entry)[\s/>]", re.IGNORECASE)
_COMMENT_FEED = re.compile(r"\s*(?:comments (?:on|for)\b|(?:ال)?تعليقات\s+(?:على|لـ?|ل)\s*\S)", re.IGNORECASE)
_PERIOD_MINUTES = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200, "yearly": 525600}


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
    charset: str = "utf-8"
    charset_overridden: bool = False


def parse_feed(body: bytes, content_type: str, url: str, *, zone: str | None = None) -> ParsedFeed:
    """The entries of the feed answered at `url`; raises FeedUnreadable with one sentence, and nothing else.

    A date without a zone is taken in `zone`, else in UTC; an item without a date has none.
    """
    if not body.strip(b" \t\r\n\x00"):
        raise FeedUnreadable("the answer is empty")
    if len(body) > MAX_BYTES:
        raise FeedUnreadable(f"the answer is larger than {MAX_BYTES // 1024 // 1024} MiB")
    decoded = decode(body, content_type)
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
    hubs = feed.get("hubs")
    hub = next((h.get("url") for h in hubs if isinstance(h, dict)), None) if isinstance(hubs, list) else None
    title, link, language = (feed.get(key) for key in ("title", "home_page_url", "language"))
    return _parsed(
        json_feed_items(feed, zone),
        url=url,
        title=plain_title(title) if isinstance(title, str) else "",
        language=language if isinstance(language, str) else None,
        link=_web(link, url),
        hub=_web(hub, url),
        ttl_minutes=None,
    )


def _from_xml(text: str, url: str, zone: tzinfo) -> ParsedFeed:
    _refuse_what_is_no_feed(text)
    text = _first_items(text)
    if _tags(text) > MAX_TAGS or text.count("&") > MAX_ENTITIES or has_endless_tag(text):
        raise FeedUnreadable("the feed has more markup than a feed can need")
    answer = feedparser.parse(
        io.BytesIO(text.encode("utf-8", "ignore")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        # Every field goes through plain_text or the page reader; addresses are resolved in `entries_of`.
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    # Plain dicts: feedparser's own give `updated` for a missing `published`, with a warning.
    feed, items = dict(answer.get("feed", {})), [dict(item) for item in answer.get("entries", [])]
    if not answer.get("version") and not items:
        raise FeedUnreadable("the answer is XML but no feed")
    hub = next((link.get("href") for link in feed.get("links", ()) if link.get("rel") == "hub"), None)
    return _parsed(
        [_item(item, zone) for item in items],
        url=url,
        title=plain_title(_string(feed, "title")),
        language=_string(feed, "language") or None,
        link=_web(feed.get("link"), url),
        hub=_web(hub, url),
        ttl_minutes=_ttl_minutes(feed),
    )


def _parsed(
    items: list[RawItem],
    *,
    url: str,
    title: str,
    language: str | None,
    link: str | None,
    hub: str | None,
    ttl_minutes: int | None,
) -> ParsedFeed:
    stories = [] if _COMMENT_FEED.match(title) else items[:MAX_ITEMS]
    entries = entries_of(stories, feed_url=url, base=link or url)
    return ParsedFeed(
        entries=entries,
        title=title,
        language=language,
        link=link,
        hub=hub,
        ttl_minutes=ttl_minutes,
        dropped=len(items) - len(entries),
    )


def _refuse_what_is_no_feed(text: str) -> None:
    if _BOMB.search(text):
        raise FeedUnreadable("the feed defines entities, which is refused")
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


def _first_items(text: str) -> str:
    """The text up to the last item that is wanted: a parser would spend minutes on 5 MiB of tiny items."""
    for count, match in enumerate(_ITEM.finditer(text)):
        if count > MAX_ITEMS:
            root = re.search(r"<((?:[\w-]+:)?(?:rss|feed|rdf))[\s>]", text, re.IGNORECASE)
            name = root.group(1) if root else "rss"
            return text[: match.start()] + ("</channel>" if name == "rss" else "") + f"</{name}>"
    return text


def _item(item: Mapping[str, Any], zone: tzinfo) -> RawItem:
    contents = [str(part.get("value") or "") for part in item.get("content", ()) if isinstance(part, Mapping)]
    return RawItem(
        guid=_string(item, "id"),
        link=_string(item, "feedburner_origlink") or _string(item, "link"),
        title=_string(item, "title"),
        summary=_string(item, "summary"),
        content=max(contents, key=len, default=""),
        published=read_moment(_string(item, "published"), zone) or read_moment(_string(item, "updated"), zone),
        author=_string(item, "author"),
        tags=tuple(str(tag.get("term") or "") for tag in item.get("tags", ())),
    )


def _string(item: Mapping[str, Any], key: str) -> str:
    value = item.get(key)
    return value.strip()[:_MAX_FIELD] if isinstance(value, str) else ""


def _web(address: object, base: str) -> str | None:
    if not isinstance(address, str) or not address.strip():
        return None
    joined = urljoin(base, address.strip())
    return joined if is_web_url(joined) else None


def _ttl_minutes(feed: Mapping[str, Any]) -> int | None:
    ttl = _string(feed, "ttl")
    if ttl.isdecimal() and 0 < len(ttl) < 7:
        return int(ttl) or None
    period = _PERIOD_MINUTES.get(_string(feed, "sy_updateperiod").lower())
    frequency = _string(feed, "sy_updatefrequency")
    times = int(frequency) if frequency.isdecimal() and 0 < len(frequency) < 4 and int(frequency) else 1
    return max(1, period // times) if period else None
