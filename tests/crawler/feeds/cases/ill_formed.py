"""Feeds that are not well-formed, and what is still read of them."""

from tests.crawler.feeds.cases.case import (
    LINK,
    LINK_TWO,
    NAMESPACES,
    ONE,
    SITE,
    TWO,
    atom,
    case,
    channel,
    entry,
    item,
    rss,
    second,
)

_ITEM = {"title": ONE, "url": LINK}
_SECOND = {"title": TWO, "url": LINK_TWO}
_BOTH = (_ITEM, _SECOND)
_WHOLE = rss(item("<description>موجز الخبر الأول</description>"), second())
_PHP = "<br />\n<b>Warning</b>: include(): Failed opening 'x.php' in <b>/srv/w.php</b> on line <b>12</b><br />\n"
_BAD_TITLES = {
    "an ampersand": ("أ & ب", "أ & ب"),
    "an ampersand at the end": ("أ ب &", "أ ب &"),
    "an ampersand before letters": ("أ AT&T ب", "أ AT&T ب"),
    "entities of HTML": ("أ&nbsp;&laquo;ب&raquo;&hellip;", "أ «ب»…"),
    "an entity that nobody knows": ("أ &foo; ب", "أ &foo; ب"),
    "an entity in capitals": ("أ &AMP; &LT; ب", "أ & < ب"),
    "an entity without an end": ("أ &quot ب", 'أ " ب'),
    "a number without an end": ("أ &#1576 ت", "أ ب ت"),
    "half a character by number": ("أ &#xD83D; ب", "أ ب"),
    "both halves of a character by number": ("أ &#55357;&#56832; ب", "أ 😀 ب"),
    "both halves in hexadecimal": ("أ &#xD83D;&#xDE00; ب", "أ 😀 ب"),
    "halves in the wrong order": ("أ &#xDE00;&#xD83D; ب", "أ ب"),
    "U+FFFE by number": ("أ &#xFFFE;&#65535; ب", "أ ب"),
    "a control character by number": ("أ &#x1F;&#8;&#27; ب", "أ ب"),
    "a number beyond all characters": ("أ &#x110000;&#99999999; ب", "أ ب"),
    "a number of 5,000 digits": (f"أ &#{'9' * 5000};&#x{'f' * 5000}; ب", "أ ب"),
    "control characters": ("أ \x01\x08\x0b\x1f ب", "أ ب"),
    "a NUL": ("أ\x00 ب", "أ ب"),
    "U+FFFE": ("أ \ufffe\uffff ب", "أ ب"),
    "windows-1252 in the place of control characters": ("أ \x93ب\x94", "أ “ب”"),
    "a sign for less": ("أ < ب", "أ < ب"),
    "the end of a CDATA": ("أ ]]> ب", "أ ]]> ب"),
}

REFERENCES = [
    case(name, rss(item(title=f"<title>{written}</title>"), second()), {"title": expected, "url": LINK}, _SECOND)
    for name, (written, expected) in _BAD_TITLES.items()
]

FAULTS = [
    case(
        "an ampersand in a link",
        rss(item(link=f"<link>{SITE}?a=1&b=2&copy=3</link>")),
        {"url": f"{SITE}?a=1&b=2&copy=3"},
    ),
    case(
        "an ampersand in CDATA beside one outside",
        rss(item("<guid><![CDATA[a&b]]></guid>", title="<title>أ & ب</title>")),
        {"title": "أ & ب", "key": "a&b"},
    ),
    case(
        "an entity of HTML in CDATA",
        rss(item("<description><![CDATA[أ&nbsp;&laquo;ب&raquo;]]></description>")),
        {"summary": "أ «ب»"},
    ),
    case(
        "a title that is never closed",
        f"<rss>{channel(f'<item><title>{ONE}<link>{LINK}</link></item>', second())}</rss>",
        _SECOND,
        feed={"dropped": 1},
    ),
    case(
        "items that are never closed",
        f"<rss><channel><item><title>{ONE}</title><link>{LINK}</link><item><title>{TWO}</title><link>{LINK_TWO}</link></channel></rss>",
        *_BOTH,
    ),
    case(
        "items that are never closed, and no end",
        f"<rss><channel><item><title>{ONE}</title><link>{LINK}</link><item><title>{TWO}</title><link>{LINK_TWO}</link>",
        *_BOTH,
    ),
    case(
        "wrong nesting",
        rss(f"<item><title>{ONE}</title><link>{LINK}</link><description><b>موجز</description></b></item>", second()),
        *_BOTH,
    ),
    case("an end without a start", rss("</foo>", item("</b></i>"), second()), *_BOTH),
    case("names in different cases", rss(f"<Item><TITLE>{ONE}</title><Link>{LINK}</LINK></item>", second()), *_BOTH),
    case(
        "names in capitals",
        f"<RSS VERSION='2.0'><CHANNEL><ITEM><TITLE>{ONE}</TITLE><LINK>{LINK}</LINK></ITEM></CHANNEL></RSS>",
        _ITEM,
    ),
    case(
        "attributes without quotes",
        f"<rss version=2.0>{channel(item('<guid isPermaLink=false>a</guid>'))}</rss>",
        {**_ITEM, "key": "a"},
    ),
    case("attributes without values", f"<rss>{channel(item('<guid isPermaLink>a</guid>'))}</rss>", _ITEM),
    case("an attribute twice", f"<rss version='2.0' version='2.0'>{channel(item())}</rss>", _ITEM),
    case("a quote too many", f'<rss version="2.0"">{channel(item(), second())}</rss>', *_BOTH),
    case("two roots", rss(item()) + rss(second()).partition("?>")[2], *_BOTH),
    case("two declarations", rss(item()) + rss(second()), *_BOTH),
    case("a word after the end", rss(item(), second()) + "\nتم التوليد في 0.1 ثانية", *_BOTH),
    case("a script after the end", rss(item(), second()) + "<script>track('<rss>')</script>", *_BOTH),
    case("a comment after the end", rss(item(), second()) + "<!-- cached -->", *_BOTH),
    case("a byte order mark and spaces", "\ufeff \n\t" + rss(item(), second()), *_BOTH),
    case("two byte order marks", b"\xef\xbb\xbf\xef\xbb\xbf" + _WHOLE.encode(), *_BOTH),
    case("a byte order mark in the middle", rss(item(), "\ufeff", second()), *_BOTH),
    case("a byte order mark after the declaration", rss(item(), second()).replace("?>", "?>\ufeff"), *_BOTH),
    case("spaces before the declaration", "\r\n\r\n   " + _WHOLE, *_BOTH),
    case("a word before the declaration", "OK" + _WHOLE, *_BOTH),
    case("a warning of PHP before the declaration", _PHP + _WHOLE, *_BOTH),
    case("a warning of PHP after the declaration", _WHOLE.replace("?>", "?>" + _PHP), *_BOTH),
    case("a warning of PHP between the items", rss(item(), _PHP, second()), *_BOTH),
    case("a comment before the declaration", "<!-- cached -->" + _WHOLE, *_BOTH),
    case("a comment that holds two dashes", rss(item(), "<!-- a -- b -->", second()), *_BOTH),
    case("a comment that holds an item", rss(item(), f"<!-- {second()} -->"), _ITEM),
    case("a comment that is never closed", rss(item(), "<!-- ", second()), _ITEM),
    case(
        "a declaration that is broken",
        _WHOLE.replace('version="1.0" encoding="UTF-8"', "version=1.0 encoding=UTF-8"),
        *_BOTH,
    ),
    case("a declaration of an unknown charset", _WHOLE.replace("UTF-8", "x-arabic"), *_BOTH),
    case("a style sheet", _WHOLE.replace("?>", '?><?xml-stylesheet href="/s.css"?>'), *_BOTH),
    case("PHP that was not run", rss(item(), "<?php echo 1 ?>", second()), *_BOTH),
    case("no channel", f"<rss>{item()}{second()}</rss>", *_BOTH),
    case("items after the channel", f"<rss><channel><title>x</title></channel>{item()}{second()}</rss>", *_BOTH),
    case("a channel without rss", channel(item(), second()), *_BOTH),
    case("two channels", f"<rss>{channel(item())}{channel(second())}</rss>", *_BOTH),
    case(
        "an item within an item",
        rss(item(item(title=f"<title>{TWO}</title>", link=f"<link>{LINK_TWO}</link>"))),
        _ITEM,
        _SECOND,
    ),
    case("empty items", rss("<item/><item></item><item> </item>", second()), _SECOND, feed={"dropped": 3}),
    case("an item of nothing but a title", rss(item(link=""), second()), _SECOND, feed={"dropped": 1}),
    case("an item of nothing but a link", rss(item(title="")), {"title": "", "url": LINK}),
    case(
        "a namespace that is not declared",
        f"<rss>{channel(item('<dc:creator>سلمى</dc:creator>'))}</rss>",
        {**_ITEM, "author": "سلمى"},
    ),
    case("a namespace that is wrong", f'<rss xmlns:dc="urn:x">{channel(item())}</rss>', _ITEM),
    case("XHTML that is broken", atom(entry('<content type="xhtml"><div><p>نص<br></p></div></content>')), _ITEM),
    case(
        "markup that is not escaped",
        rss(item("<description><p>فقرة<br>أخرى<img src=x></p></description>"), second()),
        *_BOTH,
    ),
    case(
        "a CDATA within a CDATA",
        rss(item("<description><![CDATA[a <![CDATA[b]]> c]]></description>"), second()),
        *_BOTH,
    ),
    case("a CDATA in small letters", rss(item("<description><![cdata[موجز]]></description>"), second()), *_BOTH),
    case("RSS in a web page", f"<html><body><pre>{_WHOLE}</pre></body></html>", refused="a web page"),
    case(
        "RSS in a web page, escaped",
        f"<html><body><pre>{_WHOLE.replace('<', '&lt;')}</pre></body></html>",
        refused="a web page",
    ),
    case("RSS that is escaped whole", _WHOLE.replace("<", "&lt;"), refused="no feed"),
    case("nothing but the root", "<rss>"),
    case("nothing but half a root", "<rss", refused="no feed"),
    case("another vocabulary", "<opml><body><outline text='x'/></body></opml>", refused="web page|no feed"),
    case(
        "an attribute of 1,000,000 letters", f'<rss version="2.0" x="{"y" * 1_000_000}">{channel(item())}</rss>', _ITEM
    ),
    case(
        "2,000 categories",
        rss(item("".join(f"<category>ت{n}</category>" for n in range(2000)))),
        {"title": ONE, "tags": tuple(f"ت{n}" for n in range(30))},
    ),
    case(
        "2,000 keywords",
        rss(item(f"<media:keywords>{','.join(f'ت{n}' for n in range(2000))}</media:keywords>")),
        {"title": ONE, "tags": tuple(f"ت{n}" for n in range(30))},
    ),
    case("elements 1,000 deep", rss(item("<a>" * 1000 + "</a>" * 1000), second()), *_BOTH),
    case(
        "an element of 900 attributes",
        rss(item("<a " + " ".join(f'x{n}="1"' for n in range(900)) + "/>"), second()),
        *_BOTH,
    ),
    case(
        "1,000 items",
        rss(*(item(title=f"<title>خبر {n}</title>", link=f"<link>{SITE}{n}</link>") for n in range(1000))),
        *({"title": f"خبر {n}"} for n in range(500)),
    ),
    case(
        "namespaces that are declared in each item",
        f"<rss>{channel(item().replace('<item>', f'<item{NAMESPACES}>'))}</rss>",
        _ITEM,
    ),
]

# The answer ends in the middle: the items that were whole, and of the last one what was whole.
_CUT = _WHOLE.index("<description>")
_LAST = _WHOLE.index("<item>", _CUT)
CUTS = [
    case("before the first item", _WHOLE[: _WHOLE.index("<item>")]),
    case("in the first tag of an item", _WHOLE[: _WHOLE.index("<item>") + 4]),
    case("in a title", _WHOLE[: _WHOLE.index(ONE) + 10]),
    case("after a title", _WHOLE[: _WHOLE.index("</title>", _WHOLE.index(ONE)) + 8]),
    case("in a link", _WHOLE[: _WHOLE.index(LINK) + 22]),
    case("in a closing tag", _WHOLE[: _WHOLE.index("</link>", _WHOLE.index(ONE)) + 4]),
    case("in a summary", _WHOLE[: _CUT + 18], {**_ITEM, "summary": ""}),
    case("after a summary", _WHOLE[: _WHOLE.index("</description>") + 14], {**_ITEM, "summary": "موجز الخبر الأول"}),
    case("in the end of an item", _WHOLE[: _WHOLE.index("</item>") + 3], {**_ITEM, "summary": "موجز الخبر الأول"}),
    case("after an item", _WHOLE[: _WHOLE.index("</item>") + 7], _ITEM),
    case("in the title of the second item", _WHOLE[: _WHOLE.index(TWO) + 10], _ITEM),
    case("in the link of the second item", _WHOLE[: _WHOLE.index(LINK_TWO) + 22], _ITEM),
    case("before the end of the channel", _WHOLE[: _WHOLE.index("</channel>")], *_BOTH),
    case("before the end of the feed", _WHOLE[: _WHOLE.index("</rss>")], *_BOTH),
    case("within a letter", _WHOLE.encode()[: len(_WHOLE[: _WHOLE.index(TWO)].encode()) + 3], _ITEM),
    case(
        "in a full text in CDATA",
        rss(item(), second().replace("</item>", "<content:encoded><![CDATA[<p>نص"))[:-15],
        _ITEM,
        {**_SECOND, "content_html": None},
    ),
    case(
        "in a title in CDATA",
        f"<rss><channel>{item()}<item><link>{LINK_TWO}</link><title><![CDATA[مباح",
        _ITEM,
        {"title": "", "url": LINK_TWO},
    ),
    case(
        "in an entry of Atom", atom(entry(), entry().replace("2024:1", "2024:2").replace(LINK, LINK_TWO))[:-40], _ITEM
    ),
    case("in an entity", f"<rss><channel>{item()}<item><title>أ &am", _ITEM),
]
