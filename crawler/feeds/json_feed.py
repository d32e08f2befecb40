"""JSON Feed, versions 1 and 1.1: its items in the same raw form as those of XML feeds."""

import json
from collections.abc import Mapping
from datetime import tzinfo
from typing import Any

from crawler.errors import FeedUnreadable
from crawler.feeds.items import RawItem
from crawler.pages.when.dates import read_moment

# 500 items with authors and attachments need 5,000; 600,000 of them take 150 MB.
MAX_CONTAINERS = 100_000
_MAX_FIELD = 200_000  # characters of one field that are looked at
_LONGEST_NUMBER = 30  # digits; Python refuses to read one of 5,000


def read_json_feed(text: str) -> Mapping[str, Any]:
    """The feed object; raises FeedUnreadable when the text is some other JSON or none."""
    if text.count("{") + text.count("[") > MAX_CONTAINERS:
        raise FeedUnreadable("the feed has more markup than a feed can need")
    try:
        found = json.loads(text, parse_int=_number, strict=False)
    except (ValueError, RecursionError) as error:
        raise FeedUnreadable("the answer is broken JSON") from error
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        raise FeedUnreadable("the answer is JSON but no JSON Feed")
    return found


def json_feed_items(feed: Mapping[str, Any], zone: tzinfo, *, most: int) -> list[RawItem]:
    """The first `most` items of a JSON Feed; what is no object is left out."""
    return [_item(item, zone) for item in feed["items"][:most] if isinstance(item, dict)]


def _number(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits[:_LONGEST_NUMBER]


def _item(item: Mapping[str, Any], zone: tzinfo) -> RawItem:
    authors = item.get("authors") or [item.get("author")]
    names = (
        [_text(author, "name") for author in authors if isinstance(author, dict)] if isinstance(authors, list) else []
    )
    tags = item.get("tags")
    modified = read_moment(_text(item, "date_modified"), zone)
    return RawItem(
        guid=_text(item, "id"),
        link=_text(item, "url") or _text(item, "external_url"),
        title=_text(item, "title"),
        summary=_text(item, "summary") or _text(item, "content_text"),
        content=_text(item, "content_html"),
        published=read_moment(_text(item, "date_published"), zone) or modified,
        modified=modified,
        author="، ".join(name for name in names if name),
        tags=tuple(str(tag) for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
    )


def _text(item: Mapping[str, Any], key: str) -> str:
    value = item.get(key)
    if isinstance(value, str):
        return value.strip()[:_MAX_FIELD]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
