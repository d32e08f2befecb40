"""Feeds that are made to cost memory or time; each is written by a function, so that none lies in memory unasked."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from tests.crawler.feeds.cases.case import LINK, ONE, channel, item, rss

_MIB = 1024 * 1024
_FULL = 5 * _MIB - 4096  # the largest feed that is looked at at all
_BODY = channel(item(), about="<title>&a;</title>")


@dataclass(frozen=True, slots=True)
class Bomb:
    """A hostile feed. `sentence` is a piece of the refusal where it must be refused; else it may also be read."""

    name: str
    make: Callable[[], bytes]
    sentence: str | None = None


def _with_entities(declarations: str, body: str = _BODY, before: str = "") -> str:
    return f"{before}<!DOCTYPE rss [{declarations}]><rss>{body}</rss>"


def _laughs() -> str:
    rows = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return _with_entities(f'<!ENTITY l0 "ha">{rows}<!ENTITY a "&l9;">')


def _quadratic(letters: int = 50_000, times: int = 2_000) -> str:
    return _with_entities(f'<!ENTITY a "{"x" * letters}">', channel(item(), about=f"<title>{'&a;' * times}</title>"))


def _filled(start: str, piece: str, end: str, size: int = _FULL) -> bytes:
    times = (size - len(start.encode()) - len(end.encode())) // len(piece.encode())
    return (start + piece * times + end).encode()


def _numbered(start: str, piece: str, end: str, times: int) -> bytes:
    return (start + "".join(piece.format(n) for n in range(times)) + end).encode()


_START, _END = "<rss><channel>" + item() + "<item><title>", "</title></item></channel></rss>"
_ENTITIES = "defines entities"

ENTITY_BOMBS = [
    Bomb("a billion laughs", lambda: _laughs().encode(), _ENTITIES),
    Bomb("a quadratic blow-up", lambda: _quadratic().encode(), _ENTITIES),
    Bomb("a quadratic blow-up of 4 MiB", lambda: _quadratic(_MIB, 900_000).encode(), "no feed"),
    Bomb("an entity of itself", lambda: _with_entities('<!ENTITY a "&a;">').encode(), _ENTITIES),
    Bomb(
        "two entities of each other", lambda: _with_entities('<!ENTITY a "&b;"><!ENTITY b "&a;">').encode(), _ENTITIES
    ),
    Bomb("parameter entities", lambda: _with_entities("<!ENTITY % p '<!ENTITY a \"x\">'> %p;").encode(), _ENTITIES),
    Bomb("a file", lambda: _with_entities('<!ENTITY a SYSTEM "file:///etc/passwd">').encode(), _ENTITIES),
    Bomb("an address", lambda: _with_entities('<!ENTITY a SYSTEM "http://127.0.0.1:9/x">').encode(), _ENTITIES),
    Bomb(
        "a file that is no XML",
        lambda: _with_entities('<!ENTITY a SYSTEM "file:///dev/zero" NDATA x>').encode(),
        _ENTITIES,
    ),
    Bomb(
        "an outer subset with an inner one",
        lambda: b'<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd" [ ]><rss><channel/></rss>',
        _ENTITIES,
    ),
    Bomb("an outer subset", f'<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd"><rss>{_BODY}</rss>'.encode),
    Bomb(
        "attributes by default",
        lambda: _with_entities(f'<!ATTLIST item x CDATA "{"y" * 50_000}">').encode(),
        _ENTITIES,
    ),
    Bomb(
        "behind comments", lambda: _quadratic().replace("<!DOCTYPE", f"<!-- <rss> {'x' * 70_000} --><!DOCTYPE").encode()
    ),
    Bomb(
        "behind a comment with a CDATA",
        lambda: _quadratic().replace("<!DOCTYPE", "<!-- <![CDATA[ <rss> --><!DOCTYPE").encode(),
        _ENTITIES,
    ),
    Bomb(
        "behind an instruction", lambda: _quadratic().replace("<!DOCTYPE", "<?x <rss ?><!DOCTYPE").encode(), _ENTITIES
    ),
    Bomb(
        "behind an identifier",
        lambda: _quadratic().replace("<!DOCTYPE rss", '<!DOCTYPE rss SYSTEM "><rss>"').encode(),
        _ENTITIES,
    ),
    Bomb("behind junk", ("OK " + _quadratic()).encode),
    Bomb("behind a warning", ("<br /><b>Warning</b>" + _quadratic()).encode),
    Bomb(
        "in small letters",
        lambda: _quadratic().replace("<!DOCTYPE", "<!doctype").replace("<!ENTITY", "<!entity").encode(),
    ),
    Bomb("in UTF-16", lambda: _quadratic().encode("utf-16"), _ENTITIES),
    Bomb("in UTF-16 without a mark", lambda: _quadratic().encode("utf-16-be"), _ENTITIES),
    Bomb("in UTF-32", lambda: _quadratic().encode("utf-32"), _ENTITIES),
    Bomb("in UTF-7", lambda: b'<?xml version="1.0" encoding="utf-7"?>' + _quadratic().encode("utf-7")),
    Bomb("in EBCDIC", lambda: _quadratic().encode("cp037", "xmlcharrefreplace")),
    Bomb("behind NULs", lambda: b"\x00" * 4096 + _quadratic().encode()),
    Bomb(
        "with NULs between the letters",
        lambda: b"\x00".join(_quadratic(5_000, 200).encode()[n : n + 3] for n in range(0, 7_000, 3)),
    ),
    Bomb(
        "in the middle of the feed",
        lambda: rss(item(), '<!DOCTYPE x [<!ENTITY a "x">]>', item("&a;" * 10_000)).encode(),
    ),
    Bomb(
        "XInclude",
        lambda: rss(
            item('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>')
        ).encode(),
    ),
    Bomb(
        "a style sheet on loopback",
        lambda: b'<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?>' + rss(item()).encode(),
    ),
    Bomb("entities of HTML by the million", lambda: _filled(_START, "&hearts;", _END)),
    Bomb("ampersands by the million", lambda: _filled(_START, "&", _END)),
    Bomb("numbers by the million", lambda: _filled(_START, "&#1;", _END)),
    Bomb("entities that are read", lambda: _filled(_START, "&amp;", _END)),
    Bomb("entities within a broken feed", lambda: _filled(_START, "&amp;", "</item>")),
]

SIZE_BOMBS = [
    Bomb("a title of 5 MiB", lambda: _filled(_START, "خبر ", _END)),
    Bomb("a title of 5 MiB of line breaks", lambda: _filled(_START, "\n", _END)),
    Bomb("a title of 5 MiB of marks", lambda: _filled(_START, "\u202e", _END)),
    Bomb("a title of 5 MiB of combining marks", lambda: _filled(_START, "\u064b\u0650", _END)),
    Bomb("a title of 5 MiB in a broken feed", lambda: _filled(_START, "خبر ", "")),
    Bomb("a title of escaped markup", lambda: _filled(_START, "&lt;b", _END)),
    Bomb("a CDATA that does not end", lambda: _filled("<rss><channel><item><title><![CDATA[", "خ", "")),
    Bomb("CDATAs by the hundred thousand", lambda: _filled(_START, "<![CDATA[x]]>", _END)),
    Bomb("a comment of 5 MiB", lambda: _filled("<rss><channel><!--", "خ", "-->" + item() + "</channel></rss>")),
    Bomb("a comment that does not end", lambda: _filled("<rss><channel><!--", "خ", "")),
    Bomb("comments by the million", lambda: _filled("<rss><channel>", "<!---->", item() + "</channel></rss>")),
    Bomb("instructions by the million", lambda: _filled("<rss><channel>", "<?x?>", item() + "</channel></rss>")),
    Bomb("1,000,000 items", lambda: _filled("<rss><channel>", "<item/>", "</channel></rss>")),
    Bomb("200,000 whole items", lambda: _filled("<rss><channel>", "<item><link>https://a.example/</link></item>", "")),
    Bomb("elements 100,000 deep", lambda: _filled("<rss><channel><item>", "<a>", "", 300_000)),
    Bomb("elements 1,000,000 deep", lambda: _filled("<rss><channel><item>", "<a>", "", 3_000_000)),
    Bomb("items 500 deep in items", ("<rss><channel>" + "<item>" * 500 + item() * 20).encode),
    Bomb(
        "elements deep in XHTML",
        lambda: _filled(
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="xhtml">', "<div>", "", 600_000
        ),
    ),
    Bomb(
        "escaped elements 100,000 deep",
        lambda: _filled(
            _START.replace("<title>", "<description>"),
            "&lt;div&gt;",
            "</description></item></channel></rss>",
            1_100_000,
        ),
    ),
    Bomb(
        "1,000,000 attributes",
        lambda: _numbered("<rss><channel><item ", "a{}='' ", "/></channel></rss>", 400_000),
    ),
    Bomb("the same attribute", lambda: _filled("<rss><channel><item ", "a='' ", "/></channel></rss>")),
    Bomb("an attribute of 5 MiB", lambda: _filled('<rss><channel x="', "خ", f'">{item()}</channel></rss>')),
    Bomb("a quote that does not end", lambda: _filled("<rss><channel><item x='", "<a b=c>", "")),
    Bomb("quotes", lambda: _filled("<rss><channel><item ", "\"'", "")),
    Bomb(
        "namespaces",
        lambda: _numbered("<rss ", "xmlns:a{0}='u{0}' ", f"><channel>{item()}</channel></rss>", 900),
    ),
    Bomb("a name of 5 MiB", lambda: _filled("<rss><channel><", "a", f"/>{item()}</channel></rss>")),
    Bomb("signs for less", lambda: _filled("<rss>", "<", "")),
    Bomb("closing tags", lambda: _filled("<rss><channel>", "</a>", "", 1_000_000)),
    Bomb("starts of CDATA", lambda: _filled("<rss><channel>" + item(), "<![CDATA[", "")),
    Bomb("starts of comments", lambda: _filled("<rss><channel>" + item(), "<!--", "")),
    Bomb("starts of items", lambda: _filled("<rss><channel>", "<item", "")),
    Bomb("40,000 categories", lambda: rss(item("".join(f"<category>{n}</category>" for n in range(40_000)))).encode()),
    Bomb(
        "2,000,000 keywords",
        lambda: _filled(
            f'<rss xmlns:media="http://search.yahoo.com/mrss/"><channel>{item()}<item><link>{LINK}/2</link><media:keywords>',
            "أ,ب",
            "</media:keywords></item></channel></rss>",
        ),
    ),
    Bomb(
        "2,000,000 coordinates",
        lambda: _filled(
            f'<rss xmlns:georss="http://www.georss.org/georss"><channel>{item()}<item><georss:line>',
            "1 2 ",
            "</georss:line></item></channel></rss>",
        ),
    ),
    Bomb("40,000 authors", lambda: rss(item("<author>a</author>" * 40_000)).encode()),
    Bomb("40,000 links", lambda: rss(item('<link href="/x"/>' * 40_000)).encode()),
    Bomb("40,000 titles", lambda: rss(item(f"<title>{ONE[:5]}</title>" * 40_000)).encode()),
    Bomb(
        "500 full texts of 10,000 letters",
        lambda: rss(
            *(
                item(
                    "<description><![CDATA[" + "<p>نص</p>" * 1000 + "]]></description>", link=f"<link>{LINK}/{n}</link>"
                )
                for n in range(330)
            )
        ).encode(),
    ),
    Bomb(
        "a number of 5,000,000 digits as ttl",
        lambda: _filled("<rss><channel><ttl>", "9", f"</ttl>{item()}</channel></rss>"),
    ),
    Bomb(
        "hours to be skipped by the million",
        lambda: _filled("<rss><channel><skipHours>", "<hour>1</hour>", f"</skipHours>{item()}</channel></rss>"),
    ),
    Bomb("roots", lambda: _filled("", "<rss>", "")),
    Bomb(
        "a date of 5 MiB",
        lambda: _filled("<rss><channel><item><pubDate>", "1 ", f"</pubDate></item>{item()}</channel></rss>"),
    ),
    Bomb(
        "base64",
        lambda: _filled(
            '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><content mode="base64">',
            "QUFB",
            "</content></entry></feed>",
        ),
    ),
]

JSON_BOMBS = [
    Bomb("lists 1,000,000 deep", lambda: b'{"items": ' + b"[" * 1_000_000, "more markup"),
    Bomb("lists 90,000 deep", lambda: b'{"items": ' + b"[" * 90_000 + b"]" * 90_000 + b"}", "broken JSON"),
    Bomb("objects 40,000 deep", lambda: b'{"items": [' + b'{"a":' * 40_000, "broken JSON"),
    Bomb("1,000,000 items", lambda: b'{"items": [' + b",".join([b"{}"] * 1_000_000) + b"]}", "more markup"),
    Bomb("90,000 items", lambda: b'{"items": [' + b",".join([b'{"id":"a","url":"/a","title":"x"}'] * 90_000) + b"]}"),
    Bomb("numbers by the million", lambda: _filled('{"items": [', "1,", "1]}")),
    Bomb("strings by the million", lambda: _filled('{"items": [', '"ab",', '"a"]}')),
    Bomb(
        "a number of 5,000,000 digits", lambda: _filled('{"items": [{"id": ', "9", ', "url": "https://a.example/"}]}')
    ),
    Bomb("a broken number", lambda: _filled('{"items": [{"id": 1.', "9", 'e999999999, "url": "https://a.example/"}]}')),
    Bomb("a title of 5 MiB", lambda: json.dumps({"items": [{"url": LINK, "title": "خ" * 800_000}]}).encode()),
    Bomb(
        "escapes by the million",
        lambda: _filled('{"items": [{"url": "https://a.example/", "title": "', "\\ud800", '"}]}'),
    ),
    Bomb(
        "tags by the million", lambda: _filled('{"items": [{"url": "https://a.example/", "tags": [', '"a",', '"b"]}]}')
    ),
    Bomb(
        "keys by the million",
        lambda: _numbered('{"items": []', ', "k{}": 0', "}", 350_000),
    ),
    Bomb("a text that does not end", lambda: _filled('{"items": [{"title": "', "خ", "")),
]

BOMBS = [*ENTITY_BOMBS, *SIZE_BOMBS, *JSON_BOMBS]
