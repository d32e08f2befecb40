"""One feed as bytes with what is expected of it, and the pieces that feeds are written from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

URL = "https://mina.example/feed/"
SITE = "https://mina.example/"
ONE, TWO = "مصرع 14 شخصا في سيول شرقي السودان", "مباحثات عمانية إيرانية في مسقط"
LINK, LINK_TWO = "https://mina.example/n/1", "https://mina.example/n/2"
NOON = datetime(2024, 3, 1, 9, tzinfo=UTC)  # in Damascus and Riyadh

NAMESPACES = (
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    ' xmlns:georss="http://www.georss.org/georss" xmlns:thr="http://purl.org/syndication/thread/1.0"'
    ' xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:wfw="http://wellformedweb.org/CommentAPI/"'
    ' xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" xmlns:dcterms="http://purl.org/dc/terms/"'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A feed and what comes of it: of each entry the fields that are named, or a piece of the sentence of refusal."""

    name: str
    body: bytes
    entries: Sequence[Mapping[str, Any]] | None = None
    feed: Mapping[str, Any] = field(default_factory=dict)
    refused: str | None = None
    content_type: str = "application/xml"
    zone: str | None = None
    charset: str | None = None


def case(name: str, text: str | bytes, *entries: Mapping[str, Any] | str, **more: Any) -> Case:
    """A case of a text in UTF-8; an entry that is a string is expected to have that title."""
    expected = [{"title": entry} if isinstance(entry, str) else entry for entry in entries]
    body = text if isinstance(text, bytes) else text.encode()
    return Case(name=name, body=body, entries=None if "refused" in more else expected, **more)


def item(*parts: str, title: str = f"<title>{ONE}</title>", link: str = f"<link>{LINK}</link>") -> str:
    """An RSS item of a title, a link and further parts."""
    return f"<item>{title}{link}{''.join(parts)}</item>"


def second() -> str:
    """The item that must be read whatever is wrong with the other one."""
    return item(title=f"<title>{TWO}</title>", link=f"<link>{LINK_TWO}</link>")


def channel(*items: str, about: str = f"<title>الميناء</title><link>{SITE}</link>") -> str:
    """An RSS channel."""
    return f"<channel>{about}{''.join(items)}</channel>"


def rss(*items: str, about: str = f"<title>الميناء</title><link>{SITE}</link>", version: str = "2.0") -> str:
    """An RSS feed with all namespaces that are used here."""
    root = f'<?xml version="1.0" encoding="UTF-8"?><rss version="{version}"{NAMESPACES}>'
    return f"{root}{channel(*items, about=about)}</rss>"


def entry(*parts: str, title: str = f"<title>{ONE}</title>", link: str = f'<link href="{LINK}"/>') -> str:
    """An Atom entry."""
    return f"<entry><id>tag:mina.example,2024:1</id>{title}{link}{''.join(parts)}</entry>"


def atom(*entries: str, about: str = f'<title>الميناء</title><link href="{SITE}"/>', attributes: str = "") -> str:
    """An Atom feed."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"'
        f' xmlns:thr="http://purl.org/syndication/thread/1.0" xmlns:media="http://search.yahoo.com/mrss/"{attributes}>'
        f"{about}{''.join(entries)}</feed>"
    )
