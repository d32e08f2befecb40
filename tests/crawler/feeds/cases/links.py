"""Links and guids: what is an address, what is not, and which item is which."""

from tests.crawler.feeds.cases.case import LINK, LINK_TWO, ONE, SITE, TWO, URL, atom, case, entry, item, rss

_FULL = "<content:encoded><![CDATA[<p>نص</p>]]></content:encoded>"
_CP1256 = "%C7%E1%D3%E6%CF%C7%E4"  # «السودان» as windows-1256


def _link(name: str, written: str, expected: str) -> object:
    return case(name, rss(item(link=f"<link>{written}</link>")), {"title": ONE, "url": expected})


def _no_link(name: str, written: str) -> object:
    return case(name, rss(item(link=f"<link>{written}</link>")), feed={"dropped": 1})


def _two(name: str, one: str, two: str, *keys: str) -> object:
    items = item(one), item(two, title=f"<title>{TWO}</title>", link=f"<link>{LINK_TWO}</link>")
    return case(name, rss(*items), *({"key": key} for key in keys))


LINKS = [
    _link("a relative link", "/n/7", "https://mina.example/n/7"),
    _link("a link without a scheme", "//mina.example/n/7", "https://mina.example/n/7"),
    _link("a query alone", "?p=7", "https://mina.example/?p=7"),
    _link("an ampersand", "https://mina.example/?a=1&amp;b=2", "https://mina.example/?a=1&b=2"),
    _link(
        "an ampersand that is escaped twice", "https://mina.example/?a=1&amp;amp;b=2", "https://mina.example/?a=1&b=2"
    ),
    _link("an ampersand in CDATA", "<![CDATA[https://mina.example/?a=1&b=2]]>", "https://mina.example/?a=1&b=2"),
    _link("raw Arabic", "https://mina.example/خبر-عاجل", "https://mina.example/خبر-عاجل"),
    _link("raw Arabic with a space", "https://mina.example/خبر عاجل", "https://mina.example/خبر%20عاجل"),
    _link(
        "percent-encoded UTF-8", "https://mina.example/%D8%AE%D8%A8%D8%B1", "https://mina.example/%D8%AE%D8%A8%D8%B1"
    ),
    _link("percent-encoded windows-1256", f"https://mina.example/{_CP1256}", f"https://mina.example/{_CP1256}"),
    _link("a percent-encoding that was cut", "https://mina.example/%D8%AE%D", "https://mina.example/%D8%AE%D"),
    _link("a line break within", "https://mina.example/\n  n/7", "https://mina.example/%20%20n/7"),
    _link("marks of direction", "\u200fhttps://mina.example/n/7\u202c\u200e", "https://mina.example/n/7"),
    _link("an Arabic host", "https://ميناء.example/n/7", "https://ميناء.example/n/7"),
    _link("kashida in the address", "https://mina.example/سيـول", "https://mina.example/سيـول"),
    _link("upper case", "HTTPS://MINA.example/N/7", "https://MINA.example/N/7"),
    _link("a fragment", "https://mina.example/n/7#top", "https://mina.example/n/7#top"),
    _no_link("a script", "javascript:alert(1)"),
    _no_link("a script with a tab in it", "java\tscript:alert(1)"),
    _no_link("data", "data:text/html,x"),
    _no_link("a file", "file:///etc/passwd"),
    _no_link("mail", "mailto:s@mina.example"),
    _no_link("somebody's password", "https://user:pw@mina.example/n/7"),
    _no_link("half an IPv6 address", "http://[::1/n"),
    _no_link("a port that is none", "http://mina.example:99999999/n"),
    _no_link("a backslash", "https://mina.example\\@evil.example/"),
    _no_link("100,000 letters", f"https://mina.example/{'a' * 100_000}"),
    _no_link("nothing", ""),
    case("no link, but a full text", rss(item(_FULL, link="")), {"title": ONE, "content_html": "<p>نص</p>"}),
    case(
        "no link, and a guid that is an address", rss(item(f"<guid>{LINK}</guid>", link="")), {"url": LINK, "key": LINK}
    ),
    case(
        "no link, and a guid that is said to be no address",
        rss(item(f'<guid isPermaLink="false">{SITE}?p=1</guid>', link="")),
        {"url": f"{SITE}?p=1"},
    ),
    case("no link, and a guid that is a number", rss(item("<guid>12345</guid>", link="")), feed={"dropped": 1}),
    case(
        "no link, and a guid that is said to be an address",
        rss(item('<guid isPermaLink="true">n/7</guid>', link="")),
        feed={"dropped": 1},
    ),
    case("a link in an attribute", rss(item(link=f'<link href="{LINK}"/>')), {"url": LINK}),
    case("a link of Atom in RSS", rss(item(link=f'<atom:link rel="alternate" href="{LINK}"/>')), {"url": LINK}),
    case(
        "a link of Atom to the item's own feed", rss(item(f'<atom:link rel="self" href="{LINK}/feed"/>')), {"url": LINK}
    ),
    case(
        "an enclosure is no link",
        rss(item('<enclosure url="https://mina.example/a.mp3" type="audio/mpeg" length="1"/>')),
        {"url": LINK},
    ),
    case(
        "an enclosure alone",
        rss(item('<enclosure url="https://mina.example/a.mp3" type="audio/mpeg"/>', link="")),
        feed={"dropped": 1},
    ),
    case(
        "several links of Atom",
        atom(
            entry(
                link=f'<link rel="self" href="{SITE}api/1"/><link rel="replies" href="{SITE}c"/>'
                f'<link rel="alternate" type="text/html" href="{LINK}"/><link rel="enclosure" href="{SITE}a.mp3"/>'
            )
        ),
        {"url": LINK},
    ),
    case(
        "a link of Atom as XHTML",
        atom(entry(link=f'<link rel="alternate" type="application/xhtml+xml" href="{LINK}"/>')),
        {"url": LINK},
    ),
    case(
        "a link of Atom of another type",
        atom(entry(link=f'<link rel="alternate" type="application/pdf" href="{SITE}x.pdf"/><link href="{LINK}"/>')),
        {"url": LINK},
    ),
    case(
        "xml:base of the feed",
        atom(entry(link='<link href="7"/>'), attributes=' xml:base="https://mina.example/n/"'),
        {"url": "https://mina.example/n/7"},
    ),
    case(
        "xml:base of the entry",
        atom(f'<entry xml:base="https://mina.example/s/"><id>x</id><title>{ONE}</title><link href="7"/></entry>'),
        {"url": "https://mina.example/s/7"},
    ),
    case(
        "xml:base that is relative",
        atom(entry(link='<link href="7"/>'), attributes=' xml:base="/n/"'),
        {"url": "https://mina.example/n/7"},
    ),
    case(
        "a feed without a link of its own",
        rss(item(link="<link>/n/7</link>"), about="<title>x</title>"),
        {"url": "https://mina.example/n/7"},
    ),
]

GUIDS = [
    _two("guids that are unique", "<guid>a</guid>", "<guid>b</guid>", "a", "b"),
    _two("one guid for all", "<guid>a</guid>", "<guid>a</guid>", LINK, LINK_TWO),
    _two("no guids", "", "", LINK, LINK_TWO),
    _two("a guid for one of them", "<guid>a</guid>", "", "a", LINK_TWO),
    _two("empty guids", "<guid/>", "<guid> </guid>", LINK, LINK_TWO),
    _two("guids with spaces and marks", "<guid>\n a\u202e </guid>", "<guid>b\ufeff</guid>", "a", "b"),
    _two(
        "guids that differ in case",
        '<guid isPermaLink="false">a</guid>',
        '<guid isPermaLink="false">A</guid>',
        "a",
        "A",
    ),
    case("an endless guid", rss(item(f"<guid>{'g' * 50_000}</guid>")), {"title": ONE, "url": LINK}),
    case("an item twice", rss(item("<guid>a</guid>"), item("<guid>a</guid>")), {"key": "a"}, feed={"dropped": 1}),
    case("an item twice without a guid", rss(item(), item()), {"key": LINK}, feed={"dropped": 1}),
    case(
        "an item twice, once with tracking parameters",
        rss(item(), item(link=f"<link>{LINK}?utm_source=rss</link>")),
        {"key": LINK},
    ),
    case(
        "an item twice, once for telephones",
        rss(item(), item(link="<link>http://m.mina.example/n/1/amp/</link>")),
        {"key": LINK},
    ),
    case(
        "one address for all",
        rss(item(), item(title=f"<title>{TWO}</title>")),
        {"title": ONE, "url": LINK},
        {"title": TWO, "url": LINK},
    ),
    case("an item under a feed's address", rss(item(_FULL, "<guid>a</guid>", link="")), {"url": f"{URL}#/a"}),
    case("an Atom id is the key", atom(entry()), {"key": "tag:mina.example,2024:1"}),
    case(
        "an Atom id that is a number",
        atom(f'<entry><id>7</id><title>{ONE}</title><link href="{LINK}"/></entry>'),
        {"key": "7", "url": LINK},
    ),
]
