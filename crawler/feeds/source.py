"""From the bytes at a source's address to its entries, whichever kind of source it is.

A sitemap tells itself by its root, so that one found at a feed's address is read as what it is. Any other mixture is
a mistake in the configuration or an outlet that has changed, and is said so.
"""

import re
import zlib
from dataclasses import replace

from crawler.errors import FeedUnreadable
from crawler.feeds.parse import MAX_BYTES, ParsedFeed, parse_feed
from crawler.feeds.section import read_section
from crawler.feeds.sitemap import read_sitemap
from crawler.news import FeedKind
from crawler.pages.decoding.charset import Decoded, decode

_HEAD = 65_536
_GZIP = b"\x1f\x8b\x08"
_ROOT = re.compile(
    rb"<(?:[\w-]+:)?(rss|feed|rdf|channel|urlset|sitemapindex|html|head|body|!doctype\s+html)[\s/>]", re.I
)
_CHALLENGE = re.compile(
    r"just a moment|cf-chl|captcha|challenge-platform|access denied|_incapsula_|ddos protection", re.IGNORECASE
)
_MOST_MEMBERS = 100
_SITEMAPS = ("urlset", "sitemapindex")
_FEEDS = ("rss", "feed", "rdf", "channel")
_BROKEN_SHARE = 0.02  # of the characters: a body that was cut within one is still in its charset


def read_source(
    body: bytes,
    content_type: str,
    url: str,
    *,
    kind: FeedKind = FeedKind.FEED,
    zone: str | None = None,
    selector: str | None = None,
    pattern: str | None = None,
    charset: str | None = None,
) -> ParsedFeed:
    """The entries of a feed, sitemap or section page answered at `url`; raises FeedUnreadable, and nothing else.

    `charset` is what the operator says the bytes are in; it is believed before anything that they say themselves.
    """
    body = _unpacked(body)
    root = _root(body)
    if kind is FeedKind.FEED and root not in _SITEMAPS:
        if charset is None:
            return parse_feed(body, content_type, url, zone=zone)
        told = _told(body, charset)
        parsed = parse_feed(told.text.encode("utf-8", "ignore"), "text/xml; charset=utf-8", url, zone=zone)
        return replace(parsed, charset=told.used)
    _refuse_mixtures(kind, root, body)
    decoded = _decoded(body, content_type, charset)
    try:
        if root in _SITEMAPS:
            parsed = read_sitemap(decoded.text, url, zone=zone, pattern=pattern)
        else:
            parsed = read_section(decoded.text, url, selector=selector, pattern=pattern)
    except FeedUnreadable as error:
        if _CHALLENGE.search(decoded.text[:_HEAD]) and kind is FeedKind.PAGE:
            raise FeedUnreadable("the address answered with a check for browsers, not with its page") from error
        raise
    except Exception as error:  # whatever the bytes made a parser do
        raise FeedUnreadable(f"the {kind} breaks its reader ({type(error).__name__})") from error
    return replace(parsed, charset=decoded.used, charset_overridden=decoded.overridden)


def _refuse_mixtures(kind: FeedKind, root: str, body: bytes) -> None:
    if kind is FeedKind.PAGE:
        if root in _SITEMAPS:
            raise FeedUnreadable("the address answered with a sitemap, not with a web page: its kind is 'sitemap'")
        if root in _FEEDS or (not root and body.lstrip()[:1] == b"{"):
            raise FeedUnreadable("the address answered with a feed, not with a web page: its kind is 'feed'")
    elif root in _FEEDS:
        raise FeedUnreadable("the address answered with a feed, not with a sitemap: its kind is 'feed'")
    elif root not in _SITEMAPS:
        if _CHALLENGE.search(body[:_HEAD].decode("latin-1")):
            raise FeedUnreadable("the address answered with a check for browsers, not with a sitemap")
        raise FeedUnreadable(
            "the address answered with a web page, not with a sitemap" if root else "this is no sitemap"
        )


def _root(body: bytes) -> str:
    """The first element that says what a document is, whatever charset it is in."""
    found = _ROOT.search(body[:_HEAD].replace(b"\x00", b""))
    return found.group(1).decode("ascii").lower() if found else ""


def _unpacked(body: bytes) -> bytes:
    """The body, unpacked where it is a gzip file (sitemap.xml.gz); never more than 5 MiB of it in memory."""
    if not body.strip(b" \t\r\n\x00"):
        raise FeedUnreadable("the answer is empty")
    if body.startswith(_GZIP):
        body = _gunzipped(body)
    if len(body) > MAX_BYTES:
        raise FeedUnreadable(f"the answer is larger than {MAX_BYTES // 1024 // 1024} MiB")
    return body


def _gunzipped(body: bytes) -> bytes:
    """At most one byte more than 5 MiB; a file may be several packed ones in a row."""
    whole = b""
    for _ in range(_MOST_MEMBERS):
        if not body.startswith(_GZIP) or len(whole) > MAX_BYTES:
            break
        packed = zlib.decompressobj(wbits=31)
        try:
            whole += packed.decompress(body, MAX_BYTES + 1 - len(whole))
        except zlib.error as error:
            raise FeedUnreadable("the packed answer is broken") from error
        if not packed.eof and len(whole) <= MAX_BYTES:
            raise FeedUnreadable("the packed answer is cut short")
        body = packed.unused_data
    return whole


def _decoded(body: bytes, content_type: str, charset: str | None) -> Decoded:
    if charset is not None:
        return _told(body, charset)
    decoded = decode(body, content_type)
    if decoded.held:
        raise FeedUnreadable(f"the charset cannot be told (declared: {decoded.declared or 'none'})")
    return decoded


def _told(body: bytes, charset: str) -> Decoded:
    """The text in the operator's charset; refused where the bytes contradict it."""
    try:
        text = body.decode(charset, "replace").removeprefix("\ufeff")
    except (LookupError, UnicodeError) as error:
        raise FeedUnreadable(f"there is no charset {charset!r}") from error
    if text.count("\ufffd") > len(text) * _BROKEN_SHARE:
        raise FeedUnreadable(f"the answer is not in {charset}, the charset set for this source")
    return Decoded(text=text, declared=charset, used=charset, confidence=1.0)
