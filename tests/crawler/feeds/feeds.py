"""Feeds written for these tests."""

from collections.abc import Sequence

from crawler.feeds.parse import ParsedFeed, parse_feed

URL = "https://mina.example/feed"
TITLE, OTHER = "مصرع 14 شخصا في سيول شرقي السودان", "مباحثات عمانية إيرانية في مسقط"


def item(title: str = TITLE, *, link: str = "https://mina.example/n/1", guid: str = "", more: str = "") -> str:
    """One RSS item."""
    known = (f"<guid>{guid}</guid>" if guid else "") + (f"<link>{link}</link>" if link else "")
    return f"<item><title>{title}</title>{known}{more}</item>"


def rss(items: Sequence[str], *, channel: str = "<title>الميناء</title>", declaration: str = "") -> str:
    """An RSS 2.0 feed."""
    return (
        f'{declaration}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"'
        ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">'
        f"<channel>{channel}{''.join(items)}</channel></rss>"
    )


def parse(text: str, *, zone: str | None = None) -> ParsedFeed:
    """The feed, as UTF-8."""
    return parse_feed(text.encode(), "application/rss+xml; charset=utf-8", URL, zone=zone)
