"""Every version of RSS and Atom, as its own specification writes it."""

from tests.crawler.feeds.cases.case import LINK, LINK_TWO, NOON, ONE, SITE, TWO, atom, case, channel, entry, item, rss

_DATE = "<pubDate>Fri, 01 Mar 2024 12:00:00 +0300</pubDate>"
_WHOLE = {"title": ONE, "url": LINK, "published": NOON}
_BARE = {"title": ONE, "url": LINK, "published": None}
_FEED = {"title": "الميناء", "link": SITE}
_RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
_RSS1 = f'<rdf:RDF {_RDF} xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
_DTD = '"http://my.netscape.com/publish/formats/rss-0.91.dtd"'


def _plain(version: str, *parts: str) -> str:
    return f'<?xml version="1.0"?><rss version="{version}">{channel(item(*parts))}</rss>'


VERSIONS = [
    case(
        "RSS 0.90",
        f'<?xml version="1.0"?><rdf:RDF {_RDF} xmlns="http://my.netscape.com/rdf/simple/0.9/">'
        f"<channel><title>الميناء</title><link>{SITE}</link></channel>{item()}</rdf:RDF>",
        {**_BARE, "key": "https://mina.example/n/1"},
        feed=_FEED,
    ),
    case(
        "RSS 0.91 with Netscape's document type",
        f'<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" {_DTD}>'
        f'<rss version="0.91">{channel(item("<description>موجز</description>"))}</rss>',
        {**_BARE, "summary": "موجز"},
        feed=_FEED,
    ),
    case("RSS 0.91 of Userland", _plain("0.91", "<description>موجز</description>"), {**_BARE, "summary": "موجز"}),
    case(
        "RSS 0.92 with category and source",
        _plain("0.92", '<category>السودان</category><source url="https://other.example/f">أخرى</source>'),
        {**_BARE, "tags": ("السودان",)},
        feed=_FEED,
    ),
    case("RSS 0.93 with a date", _plain("0.93", _DATE), _WHOLE, feed=_FEED),
    case("RSS 0.94 with a guid", _plain("0.94", _DATE, "<guid>g-94</guid>"), {**_WHOLE, "key": "g-94"}),
    case(
        "RSS 2.0",
        rss(item(_DATE, '<guid isPermaLink="false">g-20</guid>')),
        {**_WHOLE, "key": "g-20"},
        feed=_FEED,
    ),
    case("RSS 2.0 of another minor version", _plain("2.0.11", _DATE), _WHOLE),
    case("RSS of a version that does not exist", _plain("9.9", _DATE), _WHOLE),
    case("RSS without a version", f"<rss>{channel(item(_DATE))}</rss>", _WHOLE),
    case(
        "RSS 2.0 in Userland's namespace",
        f'<rss version="2.0" xmlns="http://backend.userland.com/rss2">{channel(item(_DATE))}</rss>',
        _WHOLE,
    ),
    case(
        "RSS 1.0",
        f'<?xml version="1.0"?>{_RSS1}<channel rdf:about="{SITE}"><title>الميناء</title><link>{SITE}</link>'
        "<items><rdf:Seq>"
        f'<rdf:li rdf:resource="{LINK}"/></rdf:Seq></items></channel><item rdf:about="{LINK}"><title>{ONE}</title>'
        f"<link>{LINK}</link><dc:date>2024-03-01T12:00:00+03:00</dc:date><dc:creator>سلمى</dc:creator>"
        "<dc:subject>السودان</dc:subject><description>موجز</description></item></rdf:RDF>",
        {**_WHOLE, "key": LINK, "author": "سلمى", "tags": ("السودان",), "summary": "موجز"},
        feed=_FEED,
    ),
    case(
        "RSS 1.0 whose items have no links, only what they are about",
        f"{_RSS1}<channel><title>الميناء</title></channel>"
        f'<item rdf:about="{LINK}"><title>{ONE}</title></item></rdf:RDF>',
        _BARE,
    ),
    case(
        "RSS 1.0 with a prefix of its own",
        f'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://purl.org/rss/1.0/"><s:channel>'
        f"<s:title>الميناء</s:title></s:channel><s:item><s:title>{ONE}</s:title><s:link>{LINK}</s:link></s:item></r:RDF>",
        _BARE,
    ),
    case(
        "RSS 1.0 with a textinput and an image",
        f"{_RSS1}<channel><title>الميناء</title><link>{SITE}</link></channel><image><title>شعار</title><url>{SITE}i.png</url>"
        f"<link>{SITE}i</link></image>{item()}<textinput><title>بحث</title><link>{SITE}s</link><name>q</name></textinput>"
        "</rdf:RDF>",
        _BARE,
        feed=_FEED,
    ),
    case(
        "Atom 0.3",
        '<?xml version="1.0"?><feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>الميناء</title>'
        f'<link rel="alternate" type="text/html" href="{SITE}"/><entry><title mode="escaped">{ONE}</title>'
        f'<link rel="alternate" type="text/html" href="{LINK}"/><id>tag:mina.example,2024:3</id>'
        "<issued>2024-03-01T12:00:00+03:00</issued><modified>2024-03-02T12:00:00+03:00</modified>"
        '<content type="text/html" mode="escaped">&lt;p&gt;نص&lt;/p&gt;</content></entry></feed>',
        {**_WHOLE, "key": "tag:mina.example,2024:3", "content_html": "<p>نص</p>"},
        feed=_FEED,
    ),
    case(
        "Atom 0.3 with encoded content",
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>الميناء</title>'
        + entry('<content type="text/html" mode="base64">PHA+2YbYtTwvcD4=</content>')
        + "</feed>",
        {**_BARE, "content_html": "<p>نص</p>"},
    ),
    case(
        "Atom 1.0",
        atom(
            entry(
                "<published>2024-03-01T12:00:00+03:00</published><updated>2024-03-02T12:00:00+03:00</updated>"
                "<author><name>سلمى الحاج</name><email>s@mina.example</email></author>"
                '<category term="السودان" label="أخبار السودان"/><summary>موجز</summary>'
            )
        ),
        {**_WHOLE, "key": "tag:mina.example,2024:1", "tags": ("السودان",), "summary": "موجز", "content_html": None},
        feed=_FEED,
    ),
    case("Atom 1.0 with only an update", atom(entry("<updated>2024-03-01T12:00:00+03:00</updated>")), _WHOLE),
    case(
        "Atom 1.0 under a prefix",
        f'<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>الميناء</a:title><a:entry><a:id>x:1</a:id>'
        f'<a:title>{ONE}</a:title><a:link href="{LINK}"/></a:entry></a:feed>',
        {**_BARE, "key": "x:1"},
        feed={"title": "الميناء"},
    ),
    case(
        "Atom without its namespace",
        f'<feed><title>الميناء</title><entry><id>1</id><title>{ONE}</title><link href="{LINK}"/></entry></feed>',
        _BARE,
    ),
    case(
        "an Atom entry within RSS",
        rss(f'<atom:entry><atom:title>{ONE}</atom:title><atom:link href="{LINK}"/></atom:entry>'),
        _BARE,
    ),
    case("an RSS feed of no items", rss(), feed=_FEED),
    case("an Atom feed of no entries", atom(), feed=_FEED),
    case(
        "many lines and spaces",
        rss(item(title=f"<title>\n   {ONE}\n\t</title>", link=f"<link>\n{LINK}\n</link>")).replace("><", ">\r\n  <"),
        _BARE,
        feed=_FEED,
    ),
    case("XML 1.1", rss(item()).replace('version="1.0"', 'version="1.1"'), _BARE),
    case(
        "two items in the feed's order",
        rss(item(), item(title=f"<title>{TWO}</title>", link=f"<link>{LINK_TWO}</link>")),
        ONE,
        TWO,
    ),
]
