"""OPML: what other readers export comes in with its folders as tags, and what we write comes back as it was."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errors import OpmlUnreadable
from crawler.feeds.opml import LONGEST_NAME, MAX_TAGS, OpmlResult, Skipped, read_opml, unique_name, write_opml
from crawler.news import Feed, FeedKind
from crawler.urls import url_key

NOW = datetime(2026, 5, 1, 8, 30, tzinfo=UTC)
URL = "https://mina.example/feed"


def opml(body: str, *, head: str = "<title>قائمة المكتب</title>", version: str = "2.0") -> bytes:
    """An OPML file."""
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?><opml version="{version}"><head>{head}</head><body>{body}</body></opml>'
    )
    return text.encode()


def only(result: OpmlResult) -> Feed:
    """The one feed of a list."""
    assert len(result.feeds) == 1, result
    return result.feeds[0]


def test_folders_become_tags_outermost_first() -> None:
    """A feed two folders deep has both names; one outside all folders has none."""
    body = f"""
      <outline text="سوريا">
        <outline title="يومية"><outline text="الميناء" type="rss" xmlUrl="{URL}"/></outline>
      </outline>
      <outline text="الرصيف" type="rss" xmlUrl="https://rasif.example/rss"/>"""
    result = read_opml(opml(body))
    assert [(feed.name, feed.outlet, feed.tags) for feed in result.feeds] == [
        ("الميناء", "الميناء", ("سوريا", "يومية")),
        ("الرصيف", "الرصيف", ()),
    ]
    assert (result.title, result.skipped, result.fault) == ("قائمة المكتب", (), None)
    assert only(read_opml(opml(f'<outline text="ا" xmlUrl="{URL}"/>'))).url == URL


@pytest.mark.parametrize("version", ["1.0", "1.1", "2.0", ""])
@pytest.mark.parametrize("attribute", ["xmlUrl", "xmlurl", "XMLURL", "url", "URL"])
@pytest.mark.parametrize("kind", ['type="rss"', 'type="atom"', 'type="RSS"', ""])
def test_attributes_in_any_case_and_version(version: str, attribute: str, kind: str) -> None:
    """Readers differ in how they write xmlUrl, and some leave the type out."""
    feed = only(read_opml(opml(f'<outline TEXT="الميناء" {kind} {attribute}="{URL}"/>', version=version)))
    assert (feed.name, feed.url, feed.language, feed.kind) == ("الميناء", URL, "ar", FeedKind.FEED)


def test_categories_are_tags_too() -> None:
    """The category attribute is a list divided by commas; a path in it stays whole."""
    body = f'<outline text="ف"><outline text="ا" xmlUrl="{URL}" category="/دول/اليمن, عاجل,,عاجل"/></outline>'
    assert only(read_opml(opml(body))).tags == ("ف", "دول/اليمن", "عاجل")


def test_a_feed_without_a_text_is_named_by_its_address() -> None:
    """Neither text nor title: the address gives name and outlet."""
    feed = only(read_opml(opml(f'<outline xmlUrl="{URL}"/>')))
    assert (feed.name, feed.outlet) == ("mina.example-feed", "mina.example-feed")


def test_names_are_unique_and_fit_their_column() -> None:
    """Two feeds of the same title are told apart by a number, and a long title is cut."""
    body = "".join(f'<outline text="أخبار: {"ط" * 90}" xmlUrl="https://h{n}.example/"/>' for n in range(3))
    names = [feed.name for feed in read_opml(opml(body)).feeds]
    assert len(set(names)) == 3
    assert all(len(name) <= LONGEST_NAME for name in names)
    assert unique_name("a", {"a", "a-2"}) == "a-3"


def test_the_same_address_twice_is_one_feed_with_all_tags() -> None:
    """Some readers write a feed once for each of its folders; scheme, www and a last stroke do not make another."""
    body = f"""<outline text="مصر"><outline text="الميناء" xmlUrl="{URL}"/></outline>
      <outline text="عاجل"><outline text="ميناء آخر" xmlUrl="http://www.mina.example/feed/"/></outline>"""
    feed = only(read_opml(opml(body)))
    assert (feed.name, feed.url, feed.tags) == ("الميناء", URL, ("مصر", "عاجل"))


@pytest.mark.parametrize(
    ("outline", "reason"),
    [
        ('<outline text="ا" type="rss"/>', "it has no address"),
        ('<outline text="ا" type="rss" xmlUrl="  "/>', "it has no address"),
        ('<outline text="ا" xmlUrl="file:///etc/passwd"/>', "its address is not an http or https address"),
        ('<outline text="ا" xmlUrl="https://u:p@mina.example/"/>', "its address is not an http or https address"),
        ('<outline text="ا" type="link" url="https://mina.example/"/>', "it is a link, not a feed"),
        ('<outline text="ا" type="include" url="https://mina.example/x.opml"/>', "it is a include, not a feed"),
        ('<outline text="ا" type="podcast" xmlUrl="https://m.example/"/>', "its type is 'podcast', not a feed"),
    ],
)  # fmt: skip
def test_what_cannot_be_watched_is_skipped_with_its_line(outline: str, reason: str) -> None:
    """Each such outline is told with line, text and reason; the others are read."""
    result = read_opml(opml(f'\n<outline text="ب" xmlUrl="{URL}"/>\n{outline}'))
    assert only(result).name == "ب"
    assert result.skipped == (Skipped(line=3, text="ا", reason=reason),)


def test_a_bare_ampersand_stays_in_its_address() -> None:
    """Hand-made lists write addresses as they are; leaving out what follows would watch another one."""
    result = read_opml(opml('<outline text="ا" xmlUrl="https://a.example/f?x=1&y=2"/>'))
    assert only(result).url == "https://a.example/f?x=1&y=2"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("feed://a.example/rss", "http://a.example/rss"),
        ("feed:https://a.example/rss", "https://a.example/rss"),
        ("FEED:http://a.example/rss", "http://a.example/rss"),
    ],
)
def test_the_scheme_that_browsers_gave_feeds_is_http(written: str, meant: str) -> None:
    """feed://host/path and feed:https://host/path."""
    assert only(read_opml(opml(f'<outline text="ا" xmlUrl="{written}"/>'))).url == meant


def test_a_folder_or_remark_is_not_told() -> None:
    """An outline that names nothing is not a fault."""
    result = read_opml(opml(f'<outline text="ملاحظة"/><outline text="ب" xmlUrl="{URL}"/>'))
    assert result.skipped == ()


def test_an_ill_formed_file_is_mended_and_said_to_be() -> None:
    """A bare & breaks the file; what can be read is read, and the fault named with its line."""
    broken = opml(f'\n<outline text="عرب & عجم" xmlUrl="{URL}"/>\n<outline text="ب" xmlUrl="https://b.example/rss"/>')
    result = read_opml(broken)
    assert [feed.url for feed in result.feeds] == [URL, "https://b.example/rss"]
    assert result.fault is not None
    assert result.fault.startswith("line 2: ")
    cut = read_opml(opml(f'<outline text="ا" xmlUrl="{URL}"/><outline text="ب"')[:-30])
    assert (only(cut).name, cut.fault is None) == ("ا", False)


@pytest.mark.parametrize("charset", ["windows-1256", "iso-8859-6", "utf-8", "utf-16"])
def test_arabic_charsets(charset: str) -> None:
    """A list in an Arabic charset reads right, declared or not."""
    text = f'<opml><body><outline text="الميناء الجديد في بيروت" xmlUrl="{URL}"/></body></opml>'
    declared = f'<?xml version="1.0" encoding="{charset}"?>{text}'
    assert only(read_opml(declared.encode(charset))).outlet == "الميناء الجديد في بيروت"
    assert only(read_opml(text.encode(charset))).outlet == "الميناء الجديد في بيروت"


ENTITIES = '<!DOCTYPE opml [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b" \n\x00", "empty"),
        (f'{ENTITIES}<opml><body><outline text="&b;" xmlUrl="{URL}"/></body></opml>'.encode(), "entities"),
        (f"{ENTITIES}<opml/>".encode("utf-16"), "entities"),
        (b"<!DOCTYPE opml [ %x; ]><opml/>", "entities"),
        (b"<html><body><p>not found</p></body></html>", "no OPML"),
        (b"<rss><channel/></rss>", "no OPML"),
        (b"{}", "no OPML"),
        (b"just words", "no OPML"),
        (b"<opml><body>" + b"<outline>" * 5000, "not well-formed, and no feed"),
        (b"<opml><outline " + b" ".join(b'a%d="1"' % n for n in range(5000)) + b"/></opml>", "more markup"),
        (b"<opml>" + b" " * (5 * 1024 * 1024), "larger than 5 MiB"),
        (b"\xff\xfe\xfa\xfb" * 40, "charset|no OPML"),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(body: bytes, words: str) -> None:
    """Empty, bombs, pages, feeds, depths without end: OpmlUnreadable and nothing else."""
    with pytest.raises(OpmlUnreadable, match=words):
        read_opml(body)


def test_a_doctype_without_a_subset_is_let_through() -> None:
    """Old exporters name a DTD; it is not fetched."""
    outline = f'<outline text="ا" xmlUrl="{URL}"/>'
    body = f'<!DOCTYPE opml SYSTEM "http://127.0.0.1:1/opml.dtd"><opml><body>{outline}</body></opml>'
    assert only(read_opml(body.encode())).url == URL


def test_ours_come_back_as_they_were() -> None:
    """What OPML has no word for is kept in our own namespace, and other readers see plain outlines."""
    feed = Feed(
        name="mina-sport", url=URL, outlet="الميناء", country="LB", language="ar", section="رياضة", tier="B",
        zone="Asia/Beirut", tags=("لبنان", "رياضة"), kind=FeedKind.PAGE, link_selector="main a[href*='/n/']",
        link_pattern=r"/n/\d+", charset="windows-1256",
    )  # fmt: skip
    written = write_opml([feed], "راصد", NOW)
    assert read_opml(written).feeds == (feed,)
    assert b"Fri, 01 May 2026 08:30:00 GMT" in written
    assert 'type="rss" xmlUrl="https://mina.example/feed"' in written.decode()


@pytest.mark.parametrize(
    "attribute", ['zone="Atlantis/Town"', 'country="Lebanon"', 'tier="Z"', 'kind="wire"', 'charset="klingon"']
)
def test_values_that_make_no_sense_are_left_out(attribute: str) -> None:
    """A list written by hand cannot bring in a zone, country or charset that nothing downstream knows."""
    outline = f'<outline text="ا" xmlns:r="https://rasid.invalid/opml" r:{attribute} xmlUrl="{URL}"/>'
    assert only(read_opml(opml(outline))) == Feed(name="ا", url=URL, outlet="ا")


word = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويABCxyz0123456789-_ &<>\"'،«»", min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)
words = word.filter(bool)
feeds = st.builds(
    Feed,
    name=st.text("ابتثabc019-_.", min_size=1, max_size=LONGEST_NAME),
    url=st.integers(0, 10**9).map(lambda number: f"https://h{number}.example/feed?a=1&b={number}"),
    outlet=words,
    country=st.sampled_from([None, "SY", "EG"]),
    language=st.sampled_from(["ar", "fa", "en"]),
    section=st.none() | words,
    tier=st.sampled_from([None, "A", "D"]),
    zone=st.sampled_from([None, "Asia/Damascus"]),
    tags=st.lists(words, max_size=4, unique=True).map(tuple),
    kind=st.sampled_from(FeedKind),
    link_selector=st.none() | words,
    link_pattern=st.none() | words,
    charset=st.sampled_from([None, "windows-1256"]),
)


@given(st.lists(feeds, max_size=12, unique_by=(lambda feed: feed.name, lambda feed: url_key(feed.url))), words)
def test_what_is_written_is_read_back(some: list[Feed], title: str) -> None:
    """Every feed comes back equal, whatever its words; and what was read is written to the same again."""
    result = read_opml(write_opml(some, title, NOW))
    assert {feed.name: feed for feed in result.feeds} == {feed.name: feed for feed in some}
    assert (result.skipped, result.fault) == ((), None)
    assert set(read_opml(write_opml(result.feeds, title, NOW)).feeds) == set(result.feeds)


@given(st.binary(max_size=300) | st.text("<>/&;=\"' opmlutineURL!ENTY[]x\x00\ud800", max_size=200).map(
    lambda text: b"<opml>" + text.encode("utf-8", "surrogatepass")
))  # fmt: skip
def test_no_bytes_raise_anything_else(body: bytes) -> None:
    """Whatever the bytes, there is a result or OpmlUnreadable."""
    try:
        result = read_opml(body)
    except OpmlUnreadable:
        return
    assert all(feed.name and feed.url for feed in result.feeds)


def test_tags_are_bounded() -> None:
    """A feed in a hundred folders keeps the outermost ones."""
    body = (
        "".join(f'<outline text="{n}">' for n in range(60)) + f'<outline text="ا" xmlUrl="{URL}"/>' + "</outline>" * 60
    )
    feed = only(read_opml(opml(body)))
    assert feed.tags == tuple(str(n) for n in range(MAX_TAGS))
    assert only(read_opml(write_opml([feed], "ا", NOW))) == replace(feed)
