"""Whatever the bytes of a feed, there are its entries or one sentence; what is no story is no entry."""

import contextlib
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.errors import FeedUnreadable
from crawler.feeds.parse import MAX_BYTES, MAX_ITEMS, ParsedFeed, parse_feed
from tests.crawler.feeds.feeds import OTHER, TITLE, URL, item, parse, rss

MARCH = "<pubDate>Fri, 01 Mar 2024 12:00:00 +0300</pubDate>"
NOON = datetime(2024, 3, 1, 9, tzinfo=UTC)
HALF_PAST = datetime(2024, 3, 1, 12, 30, tzinfo=UTC)

ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>الميناء</title>
<link href="https://mina.example/"/><link rel="hub" href="https://hub.example/"/>
<entry><id>tag:mina.example,2024:1</id><title type="html">{TITLE}</title><link href="https://mina.example/n/1"/>
<published>2024-03-01T12:00:00+03:00</published><summary>موجز</summary></entry></feed>"""
RDF = f"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://mina.example/"><title>الميناء</title><link>https://mina.example/</link></channel>
<item rdf:about="https://mina.example/n/1"><title>{TITLE}</title><link>https://mina.example/n/1</link>
<dc:date>2024-03-01T12:00:00+03:00</dc:date></item></rdf:RDF>"""
OLD = f"""<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>الميناء</title>
<link>https://mina.example/</link>{item(more=MARCH)}</channel></rss>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "الميناء",
        "home_page_url": "https://mina.example/",
        "items": [
            {"id": 1, "url": "https://mina.example/n/1", "title": TITLE, "date_published": "2024-03-01T12:00:00+03:00"}
        ],
    },
    ensure_ascii=False,
)
KINDS = {"RSS 2.0": rss([item(more=MARCH)]), "Atom": ATOM, "RDF": RDF, "RSS 0.91": OLD, "JSON Feed": JSON}


def _sentence(body: bytes, content_type: str = "text/xml") -> str:
    with pytest.raises(FeedUnreadable) as error:
        parse_feed(body, content_type, URL)
    return str(error.value)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_feed_is_read(kind: str) -> None:
    """Title, address and date of the same item in five formats."""
    feed = parse(KINDS[kind])
    (entry,) = feed.entries
    assert (entry.title, entry.url, entry.published) == (TITLE, "https://mina.example/n/1", NOON)
    assert feed.title == "الميناء"


@pytest.mark.parametrize("declared", ["utf-8", "windows-1256", "iso-8859-1"])
@pytest.mark.parametrize("header", ["text/xml", "text/xml; charset=utf-8", "text/xml; charset=windows-1256"])
@pytest.mark.parametrize("used", ["utf-8", "cp1256", "iso8859-6"])
def test_every_declaration_of_a_charset_gives_the_right_titles(used: str, header: str, declared: str) -> None:
    """Header and XML declaration may be true, wrong or at odds."""
    text = rss(
        [item(), item(OTHER, link="https://mina.example/n/2")],
        declaration=f'<?xml version="1.0" encoding="{declared}"?>',
    )
    feed = parse_feed(text.encode(used), header, URL)
    assert [entry.title for entry in feed.entries] == [TITLE, OTHER]


@pytest.mark.parametrize(
    "written",
    [
        "مصرع <b>14</b> شخصا &amp; إصابة آخرين",
        "<![CDATA[مصرع <b>14</b> شخصا & إصابة آخرين]]>",
        "مصرع &lt;b&gt;14&lt;/b&gt; شخصا &amp;amp; إصابة آخرين",
        "&#1605;&#1589;&#1585;&#1593; 14 شخصا &amp; إصابة آخرين",
        "مصرع 14\n  شخصا &amp; \u202eإصابة\u202c آخرين\u0000",
    ],
)
def test_titles_are_clean(written: str) -> None:
    """No markup, no entity, no line break and no hidden control in a title."""
    (entry,) = parse(rss([item(written)])).entries
    assert entry.title == "مصرع 14 شخصا & إصابة آخرين"


def test_an_entry_carries_what_the_feed_says() -> None:
    """Summary as text, full text as it is, author, tags, guid."""
    more = (
        f"{MARCH}<description>&lt;p&gt;موجز&lt;/p&gt;</description><dc:creator>سلمى الحاج</dc:creator>"
        "<category>السودان</category><content:encoded><![CDATA[<p>نص</p>]]></content:encoded>"
    )
    (entry,) = parse(rss([item(guid="g1", more=more)])).entries
    assert (entry.key, entry.summary, entry.content_html) == ("g1", "موجز", "<p>نص</p>")
    assert (entry.author, entry.tags) == ("سلمى الحاج", ("السودان",))


def test_the_feed_says_its_own_pace_and_hub() -> None:
    """ttl, or an update period; the hub; the language, which may be wrong."""
    channel = '<title>x</title><language>en</language><ttl>15</ttl><atom:link rel="hub" href="https://hub.example/"/>'
    feed = parse(rss([item()], channel=channel))
    assert (feed.ttl_minutes, feed.hub, feed.language) == (15, "https://hub.example/", "en")
    period = "<title>x</title><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>"
    assert parse(rss([item()], channel=period)).ttl_minutes == 30


@pytest.mark.parametrize(
    "tail",
    [
        '<p>The post <a href="x">عنوان</a> appeared first on <a href="y">الميناء</a>.</p>',
        '<p>ظهرت المقالة <a href="x">عنوان</a> أولاً على <a href="y">الميناء</a>.</p>',
        '<p>المقال <a href="x">عنوان</a> ظهر أولاً على <a href="y">الميناء</a>.</p>',
    ],
)
def test_wordpress_tails_are_cut(tail: str) -> None:
    """The signature under a summary and a full text is not the story's."""
    more = f"<description><![CDATA[موجز الخبر{tail}]]></description>"
    more += f"<content:encoded><![CDATA[<p>نص</p>{tail}]]></content:encoded>"
    (entry,) = parse(rss([item(more=more)])).entries
    assert (entry.summary, entry.content_html) == ("موجز الخبر", "<p>نص</p>")


def test_a_full_text_in_the_description_is_the_full_text() -> None:
    """Some feeds have no content:encoded and put the whole story into the description."""
    text = "".join(f"<p>{TITLE} في الفقرة رقم {n} من الخبر الذي نقلته الوكالة.</p>" for n in range(20))
    (entry,) = parse(rss([item(more=f"<description><![CDATA[{text}]]></description>")])).entries
    assert entry.content_html == text
    (short,) = parse(rss([item(more=f"<description><![CDATA[{text[:900]}…]]></description>")])).entries
    assert short.content_html is None


@pytest.mark.parametrize(
    "date", ["", "<pubDate>أمس</pubDate>", "<pubDate>0000-00-00</pubDate>", "<pubDate>Ven, 99 Foo</pubDate>"]
)
def test_a_date_that_is_absent_or_unreadable_is_unknown(date: str) -> None:
    """Never the moment of the visit."""
    assert parse(rss([item(more=date)])).entries[0].published is None


def test_dates_without_a_zone_are_the_outlets() -> None:
    """Noon in Damascus; a date in the future is told as it is."""
    feed = parse(rss([item(more="<pubDate>2024-03-01 12:00:00</pubDate>")]), zone="Asia/Damascus")
    assert feed.entries[0].published == NOON
    assert parse(rss([item(more="<pubDate>2094-03-01 12:00:00</pubDate>")])).entries[0].published is not None


@pytest.mark.parametrize(
    "comment",
    [
        item(f"تعليق على {TITLE} بواسطة أبو أحمد", link="https://mina.example/n/1/"),
        item(f"Comment on {TITLE} by Ahmad", link="https://mina.example/n/1/"),
        item("بواسطة: أبو أحمد", link="https://mina.example/n/1/#comment-77"),
        item("بواسطة: أبو أحمد", link="https://mina.example/n/1/"),
        item(f"تَعليق على {TITLE} بواسطة: أحمد", link="https://mina.example/n/1/"),
        item(f"تعليق على «{TITLE}» كتبه أحمد", link="https://mina.example/n/1/"),
        item(f"Commentaire sur {TITLE} par Ahmed", link="https://mina.example/n/1/"),
        item(TITLE, link="https://mina.example/2024/01/n.html?showComment=1700000000000#c1249876"),
        item(TITLE, link="https://mina.example/n/1/?commentId=5"),
    ],
)
def test_comments_are_no_entries(comment: str) -> None:
    """What readers say under a story is dropped and counted."""
    feed = parse(rss([comment, item(OTHER, link="https://mina.example/n/2")]))
    assert [entry.title for entry in feed.entries] == [OTHER]
    assert feed.dropped == 1


@pytest.mark.parametrize(
    "title",
    [
        *("التعليقات على: خبر", "تعليقات لـ الميناء", "Comments on: خبر", "Comments for الميناء", "Comments: خبر"),
        *("الميناء » خلاصة التعليقات", "تعليقات القراء", "خلاصة تعليقات الميناء", "ردود على: خبر"),
        "Commentaires sur : خبر",
    ],
)
def test_a_feed_of_comments_has_no_entries(title: str) -> None:
    """A comment feed added by mistake never becomes stories."""
    feed = parse(rss([item()], channel=f"<title>{title}</title>"))
    assert (feed.entries, feed.dropped) == ((), 1)


@pytest.mark.parametrize("title", ["تعليقات وآراء", "تعليق على قرار المحكمة", "الميناء – تعليق سياسي"])
def test_columns_are_no_comments(title: str) -> None:
    """An outlet's own commentary is news, as a feed and as an item."""
    feed = parse(rss([item(title)], channel=f"<title>{title}</title>"))
    assert [entry.title for entry in feed.entries] == [title]


def test_items_that_are_a_headline_with_a_description_need_no_address() -> None:
    """RSS 2.0 asks for title or description only; RSS 0.92 wrote links into descriptions."""
    told = "<description>قالت وزارة الصحة إن خمسة أشخاص قتلوا في انهيار مبنى وسط المدينة صباح اليوم.</description>"
    linked = "<description>&lt;a href='/n/9'&gt;التفاصيل&lt;/a&gt; عن انهيار المبنى</description>"
    feed = parse(rss([item(link="", more=told), item(OTHER, link="", more=linked)]))
    first, second = feed.entries
    assert first.url.startswith(f"{URL}#/")
    assert first.content_html is not None
    assert second.url == "https://mina.example/n/9"


def test_items_without_address_and_text_are_dropped() -> None:
    """They lead nowhere. With a full text they are kept, under the feed's address."""
    text = "<content:encoded><![CDATA[<p>نص</p>]]></content:encoded>"
    feed = parse(rss([item(link=""), item(link="javascript:alert(1)"), item(OTHER, link="", more=text)]))
    (entry,) = feed.entries
    assert (entry.title, feed.dropped) == (OTHER, 2)
    assert entry.url.startswith(f"{URL}#/")


def test_addresses_are_resolved() -> None:
    """A relative link belongs to the feed's site; a permalink guid serves where there is no link."""
    guid = "https://mina.example/n/7"
    channel = "<title>x</title><link>https://mina.example/ar/</link>"
    feed = parse(rss([item(link="/n/1"), item(OTHER, link="", guid=guid)], channel=channel))
    assert [entry.url for entry in feed.entries] == ["https://mina.example/n/1", guid]


def test_one_bad_item_does_not_cost_the_others() -> None:
    """A broken tag, a stray ampersand and an undefined entity are passed over."""
    broken = rss([item(), "<item><title>أ & ب &nbsp; <i></title><link>https://mina.example/n/3</item>", item(OTHER)])
    titles = [entry.title for entry in parse(broken).entries]
    assert TITLE in titles
    assert len(titles) >= 2


NOT_FEEDS = {
    "nothing": b"",
    "white space": b" \n\x00",
    "a page": "<!DOCTYPE html><html><body>مرحبا</body></html>".encode(),
    "a check for browsers": b"<html><title>Just a moment...</title></html>",
    "other JSON": b'{"a": 1}',
    "broken JSON": b"{" * 5000,
    "deep JSON": b'{"items":' + b"[" * 100_000,
    "other XML": b"<a><b/></a>",
    "words": b"hello",
    "noise": bytes(range(128, 256)) * 9,
    "too much": b"<rss>" + b" " * MAX_BYTES,
    "an entity bomb": b'<!DOCTYPE x [<!ENTITY a "'
    + b"x" * 50_000
    + b'">]><rss><title>'
    + b"&a;" * 2000
    + b"</title></rss>",
    "an outer entity": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><title>&a;</title></channel></rss>',
    "an outer subset": b'<!DOCTYPE x SYSTEM "http://x.example/x.dtd" [ ]><rss><channel/></rss>',
}


@pytest.mark.parametrize("name", NOT_FEEDS)
def test_what_is_no_feed_gives_one_plain_sentence(name: str) -> None:
    """A person reads what went wrong; no parser's words, no traceback."""
    sentence = _sentence(NOT_FEEDS[name])
    assert 5 < len(sentence) < 120
    assert "\n" not in sentence


def test_the_sentence_tells_a_page_from_a_check() -> None:
    """A 200 with a challenge is not no news."""
    assert "web page" in _sentence(NOT_FEEDS["a page"])
    assert "browsers" in _sentence(NOT_FEEDS["a check for browsers"])


def test_an_empty_feed_is_a_feed() -> None:
    """A section may have nothing today."""
    assert parse(rss([])).entries == ()


def test_only_so_many_items_and_characters_are_taken() -> None:
    """The first 500 items; a summary of 20,000 characters; a title of 300."""
    items = [item(f"{TITLE} {n}", link=f"https://mina.example/n/{n}") for n in range(MAX_ITEMS + 400)]
    assert len(parse(rss(items)).entries) == MAX_ITEMS
    (entry,) = parse(rss([item("ع " * 9000, more=f"<description>{'نص ' * 40_000}</description>")])).entries
    assert len(entry.title) <= 300
    assert len(entry.summary) <= 20_000


HOSTILE = {
    "a lone surrogate in a broken feed": rss([item("خبر &#xD83D; عاجل")])[:-10],
    "many tiny items": "<rss><channel>" + "<item/>" * 500_000,
    "nested elements": "<rss><channel>" + "<a>" * 100_000,
    "nested markup in a title": rss([item("&lt;div&gt;" * 20_000)]),
    "a long attribute": f'<rss><channel x="{"y" * 1_000_000}">{item()}</channel></rss>',
    "brackets": "<rss>" + "<" * 300_000,
    "an open CDATA": "<rss><channel><item><title><![CDATA[" + "ع" * 300_000,
    "an open comment": "<rss><channel><!--" + "ع" * 300_000,
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_feeds_end(name: str) -> None:
    """Entries or one sentence, within the time limit, and never another exception."""
    with contextlib.suppress(FeedUnreadable):
        assert len(parse(HOSTILE[name]).entries) <= MAX_ITEMS


@settings(max_examples=80, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300), st.text(alphabet="<>/![]CDATA&;#x \"'=rsitemlnkخبر", max_size=200).map(str.encode)
    )
)
def test_no_bytes_raise_anything_else(body: bytes) -> None:
    """Only FeedUnreadable leaves the parser."""
    for answer in (body, b"<rss><channel><item>" + body, b'{"items": [' + body):
        with contextlib.suppress(FeedUnreadable):
            assert isinstance(parse_feed(answer, "text/xml", URL), ParsedFeed)


@pytest.mark.parametrize(
    ("text", "modified"),
    [
        (ATOM, None),
        (ATOM.replace("<summary>", "<updated>2024-03-01T15:00:00+03:00</updated><summary>"), NOON + timedelta(hours=3)),
        (JSON.replace('"date_published"', '"date_modified": "2024-03-01T12:30:00Z", "date_published"'), HALF_PAST),
        (rss([item(more=MARCH)]), None),
    ],
)
def test_an_entry_says_when_it_was_changed(text: str, modified: datetime | None) -> None:
    """Beside when it was published, which stays as it is."""
    (entry,) = parse(text).entries
    assert (entry.published, entry.modified) == (NOON, modified)
