"""An XML feed's text as feedparser understands it: what it says of itself, and its items, as plain dictionaries.

Text that is not well-formed is read item by item, so that a fault costs the item that it stands in and no other.
"""

import contextlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from xml.sax import SAXException

from crawler.feeds.feed_parsers import STUMBLES, loose, strict

_ITEM = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|(<(?:[\w-]+:)?(?:item|entry)(?=[\s/>]))", re.IGNORECASE | re.DOTALL
)
_ROOT = re.compile(r"<(?:[\w-]+:)?(?:rss|feed|rdf)\b[^<>]{0,5000}>", re.IGNORECASE)
_NAME = re.compile(r"<([\w:-]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlFeed:
    """What feedparser found. `version` is its name of the format, empty where it knows none."""

    feed: Mapping[str, Any]
    items: tuple[Mapping[str, Any], ...]
    version: str


def read_xml(text: str) -> XmlFeed:
    """What the text says, well-formed or not; raises FeedUnreadable when it declares entities."""
    try:
        whole = strict(text)
    except (SAXException, *STUMBLES):
        return _in_pieces(text)
    return _found(whole)


def _found(parser: Any, items: Iterable[Mapping[str, Any]] | None = None) -> XmlFeed:
    # Plain dictionaries: feedparser's own give `updated` for a missing `published`, with a warning.
    entries = parser.entries if items is None else items
    return XmlFeed(feed=dict(parser.feeddata), items=tuple(map(dict, entries)), version=parser.version)


def _in_pieces(text: str) -> XmlFeed:
    """Each item of ill-formed text by itself: a title that is never closed would swallow all that come after it."""
    starts = [match.start() for match in _ITEM.finditer(text) if match.group(1)]
    if not starts:
        return _found(loose(text))
    root = _ROOT.search(text, 0, starts[0])
    last = max(text.rfind("</item>"), text.rfind("</entry>"), starts[0])
    around = loose(text[: starts[0]] + text[last:])
    pieces = (text[start:end] for start, end in pairwise([*starts, len(text)]))
    items = [item for piece in pieces for item in _items_of(piece, root.group() if root else "<rss>")]
    return _found(around, items)


def _items_of(piece: str, root: str) -> list[Mapping[str, Any]]:
    """What is read of one item and what stands behind it, in a feed of the same root."""
    end = f"</{_name(piece)}>"
    found = piece.rfind(end)
    item = f"{root}{piece[:found] if found >= 0 else piece}{end}"
    with contextlib.suppress(SAXException, *STUMBLES):
        return list(strict(f"{item}</{_name(root)}>").entries)
    with contextlib.suppress(*STUMBLES, AssertionError, RuntimeError):
        return list(loose(item).entries)
    return []


def _name(tag: str) -> str:
    match = _NAME.match(tag)
    return match.group(1) if match else ""
