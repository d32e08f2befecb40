"""JSON Feed 1 and 1.1, as it should be and as it may come."""

import json
from typing import Any

from tests.crawler.feeds.cases.case import LINK, LINK_TWO, NOON, ONE, SITE, TWO, case

_ITEM = {"id": "j1", "url": LINK, "title": ONE}
_SECOND = {"id": "j2", "url": LINK_TWO, "title": TWO}


def _feed(*items: Any, **about: Any) -> str:
    head = {"version": "https://jsonfeed.org/version/1.1", "title": "الميناء", "home_page_url": SITE}
    return json.dumps({**head, **about, "items": list(items)}, ensure_ascii=False)


def _text(items: str) -> str:
    return '{"version": "https://jsonfeed.org/version/1", "title": "x", "items": ' + items + "}"


JSON_FEEDS = [
    case(
        "JSON Feed 1",
        _feed(
            {**_ITEM, "date_published": "2024-03-01T12:00:00+03:00", "author": {"name": "سلمى"}, "tags": ["السودان"]},
            version="https://jsonfeed.org/version/1",
        ),
        {"key": "j1", "url": LINK, "title": ONE, "published": NOON, "author": "سلمى", "tags": ("السودان",)},
        feed={"title": "الميناء", "link": SITE},
    ),
    case(
        "JSON Feed 1.1",
        _feed(
            {**_ITEM, "authors": [{"name": "سلمى"}, {"name": "أمجد"}], "content_html": "<p>نص</p>", "summary": "موجز"},
            language="ar",
            feed_url=f"{SITE}feed.json",
            hubs=[{"type": "WebSub", "url": "https://hub.example/"}],
        ),
        {"author": "سلمى، أمجد", "content_html": "<p>نص</p>", "summary": "موجز"},
        feed={"language": "ar", "topic": f"{SITE}feed.json", "hub": "https://hub.example/"},
    ),
    case("only a text", _feed({**_ITEM, "content_text": "نص قصير"}), {"summary": "نص قصير", "content_html": None}),
    case("only a change", _feed({**_ITEM, "date_modified": "2024-03-01T09:00:00Z"}), {"published": NOON}),
    case("an id that is a number", _feed({**_ITEM, "id": 77}), {"key": "77"}),
    case("an id that is true", _feed({**_ITEM, "id": True}), {"key": LINK}),
    case(
        "an id of 10,000 digits",
        _text('[{"id": ' + "9" * 10_000 + f', "url": "{LINK}", "title": "x"}}]'),
        {"key": "9" * 30},
    ),
    case("no id", _feed({"url": LINK, "title": ONE}), {"key": LINK}),
    case("an external address", _feed({"id": "j1", "external_url": LINK, "title": ONE}), {"url": LINK}),
    case("a relative address", _feed({**_ITEM, "url": "/n/7"}), {"url": f"{SITE}n/7"}),
    case("a script for an address", _feed({**_ITEM, "url": "javascript:1"}, _SECOND), TWO, feed={"dropped": 1}),
    case("no title", _feed({"id": "j1", "url": LINK, "content_text": "نص"}), {"title": "", "summary": "نص"}),
    case("a title with markup", _feed({**_ITEM, "title": "مقتل <b>خمسة</b> &amp; إصابة"}), "مقتل خمسة & إصابة"),
    case(
        "half a character",
        _text(
            f'[{{"id": "a\\ud83d", "url": "{LINK}\\udc00", "title": "مقتل\\ud83d خمسة",'
            ' "content_html": "<p>\\ud800</p>"}]'
        ),
        {"key": "a", "url": LINK, "title": "مقتل خمسة", "content_html": "<p></p>"},
    ),
    case(
        "a character in two halves", _text(f'[{{"id": "a", "url": "{LINK}", "title": "خبر \\ud83d\\ude00"}}]'), "خبر 😀"
    ),
    case("a NUL", _text(f'[{{"id": "a", "url": "{LINK}", "title": "مقتل\\u0000 خمسة"}}]'), "مقتل خمسة"),
    case("items that are none", _feed(None, 7, "x", [], _ITEM), ONE, feed={"dropped": 4}),
    case(
        "fields of other types",
        _feed(
            {"id": [], "url": {}, "title": 5, "tags": "x", "authors": 7, "date_published": 5, "summary": None}, _SECOND
        ),
        TWO,
    ),
    case("tags of other types", _feed({**_ITEM, "tags": [1, None, "السودان", ["x"]]}), {"tags": ("السودان",)}),
    case(
        "authors of other types",
        _feed({**_ITEM, "authors": [7, {"name": 5}, {"name": "سلمى"}, None]}),
        {"author": "5، سلمى"},
    ),
    case(
        "keys twice",
        _text(f'[{{"id": "a", "id": "b", "url": "{LINK}", "title": "x", "title": "{ONE}"}}]'),
        {"key": "b", "title": ONE},
    ),
    case(
        "numbers that are none",
        _text(f'[{{"id": "a", "url": "{LINK}", "title": "x", "a": NaN, "b": -Infinity, "c": 1e999}}]'),
        "x",
    ),
    case("a byte order mark", b"\xef\xbb\xbf" + _feed(_ITEM).encode(), ONE),
    case("spaces before it", "\n\n \t" + _feed(_ITEM), ONE),
    case("UTF-16", _feed(_ITEM).encode("utf-16"), ONE),
    case("windows-1256", _feed(_ITEM, _SECOND).encode("cp1256"), ONE, TWO, content_type="application/feed+json"),
    case("no items", _feed(), feed={"title": "الميناء"}),
    case("a comment feed", _feed(_ITEM, title="Comments on: x"), feed={"dropped": 1}),
    case(
        "a hub of another type",
        _feed(_ITEM, hubs={"url": "https://hub.example/"}, language=7, home_page_url=7, feed_url=[]),
        ONE,
        feed={"hub": None, "language": None, "link": None},
    ),
    case(
        "items that are an object", '{"version": "https://jsonfeed.org/version/1", "items": {}}', refused="no JSON Feed"
    ),
    case("other JSON", '{"error": "not found"}', refused="no JSON Feed"),
    case("a list", "[1, 2]", refused="no feed"),
    case("JSON that is cut short", _feed(_ITEM)[:-20], refused="broken JSON"),
    case("JSON with a comma too many", _text(f'[{{"id": "a", "url": "{LINK}",}}]'), refused="broken JSON"),
    case("a line break in a string", _text(f'[{{"id": "a", "url": "{LINK}", "title": "مقتل\nخمسة"}}]'), "مقتل خمسة"),
]
