"""Whatever is done to the bytes of a feed, the parser gives entries that are clean, or one sentence."""

import contextlib
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import fields

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.arabic.clean import clean_text, without_harm
from crawler.errors import FeedUnreadable
from crawler.feeds.parse import ParsedFeed, parse_feed
from crawler.news import Entry
from crawler.urls import is_web_url
from tests.crawler.feeds.cases.case import URL, Case
from tests.crawler.feeds.cases.elements import ABOUT_THE_FEED, ELEMENTS
from tests.crawler.feeds.cases.json_feeds import JSON_FEEDS
from tests.crawler.feeds.cases.links import GUIDS, LINKS
from tests.crawler.feeds.cases.versions import VERSIONS
from tests.crawler.feeds.cases.words import TEXTS, TITLES

SEEDS = [
    case
    for case in [*VERSIONS, *ELEMENTS, *ABOUT_THE_FEED, *TITLES, *TEXTS, *LINKS, *GUIDS, *JSON_FEEDS]
    if len(case.body) < 5_000
]
PIECES = [
    b"\x00", b"\xff", b"<", b">", b"&", b'"', b"'", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?", b"?>", b"</item>",
    b"<item>", b"</title>", b"<!DOCTYPE x [", b"<!ENTITY a 'b'>", b"&#xD83D;", b"&#0;", b"&a;", b"&nbsp;", b"/>",
    "\u202e".encode(), "\u2066".encode(), "\ufeff".encode(), b"\\ud800", b"\\u0000", b"\xed\xa0\x80", b"http://[",
    b"javascript:", b"xmlns:a=''", b"<a b=", b"{", b"[", b"}", b"null",
    b"1e999", "ظ…طھ".encode(), "خبر".encode("cp1256"),
]  # fmt: skip


def _pieces(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _pieces(part)


def _is_sound(parsed: ParsedFeed) -> None:
    """No field holds a character that the door of text refuses, and every address is one."""
    for entry in parsed.entries:
        for text in (entry.title, entry.summary, entry.author or "", *entry.tags):
            assert clean_text(text) == text
            assert unicodedata.is_normalized("NFC", text)
        for field in fields(Entry):
            for text in _pieces(getattr(entry, field.name)):
                assert without_harm(text) == text
        assert is_web_url(entry.url.partition("#/")[0])
        assert entry.key
    keys = [entry.key for entry in parsed.entries]
    assert len(keys) == len(set(keys))
    for text in _pieces((parsed.title, parsed.language, parsed.link, parsed.hub, parsed.topic)):
        assert without_harm(text) == text
    assert parsed.dropped >= 0


def _read(body: bytes, content_type: str = "text/xml") -> None:
    with contextlib.suppress(FeedUnreadable):
        _is_sound(parse_feed(body, content_type, URL))


@pytest.mark.parametrize("seed", SEEDS[::7], ids=lambda case: case.name)
def test_a_feed_may_end_anywhere(seed: Case) -> None:
    """A connection breaks where it will."""
    for end in range(0, len(seed.body), max(1, len(seed.body) // 60)):
        _read(seed.body[:end])


@st.composite
def _spoilt(draw: Callable[..., object]) -> bytes:
    """A feed in which bytes were lost, changed, doubled, moved or put in."""
    body = bytearray(draw(st.sampled_from(SEEDS)).body)  # type: ignore[attr-defined]
    for _ in range(draw(st.integers(1, 6))):  # type: ignore[call-overload]
        place = st.integers(0, max(0, len(body) - 1))
        one, two = sorted((draw(place), draw(place)))  # type: ignore[type-var]
        what = draw(st.sampled_from(["lose", "flip", "double", "insert", "cut", "swap"]))
        if what == "lose":
            del body[one : min(two, one + 40)]
        elif what == "flip" and body:
            body[one] ^= 1 << draw(st.integers(0, 7))  # type: ignore[operator]
        elif what == "double":
            body[one:one] = body[one : min(two, one + 400)]
        elif what == "insert":
            body[one:one] = draw(st.sampled_from(PIECES))  # type: ignore[arg-type]
        elif what == "cut":
            del body[two:]
        else:
            half = (one + two) // 2
            body[one:two] = body[half:two] + body[one:half]
    return bytes(body)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_spoilt(), st.sampled_from(["text/xml", "application/rss+xml; charset=windows-1256", "text/html; charset=x"]))
def test_spoilt_feeds_raise_nothing_else(body: bytes, content_type: str) -> None:
    """Entries without a harmful character, or FeedUnreadable."""
    _read(body, content_type)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=60), st.sampled_from(["title", "link", "guid", "author", "category"]))
def test_any_text_in_any_field_comes_out_clean(text: str, element: str) -> None:
    """By its characters, by their numbers, and in CDATA."""
    numbers = "".join(f"&#{ord(character)};" for character in text)
    for written in (text, numbers, f"<![CDATA[{text}]]>"):
        field = f"<{element}>{written}</{element}>"
        body = f"<rss><channel><item>{field}<link>https://mina.example/1</link></item></channel></rss>"
        _read(body.encode("utf-8", "surrogatepass"), "text/xml; charset=utf-8")
