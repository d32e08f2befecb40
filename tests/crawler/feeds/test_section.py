"""Section pages: their own stories are found in the page's order; menus, other hosts and lists of others are not."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.errors import FeedUnreadable
from crawler.feeds.parse import ParsedFeed
from crawler.feeds.section import MOST_LINKS
from crawler.feeds.source import read_source
from crawler.news import FeedKind
from crawler.urls import url_key

BASE = "https://www.mina.example/politics"
TITLE, OTHER = "مصرع 14 شخصا في سيول شرقي السودان", "مباحثات عمانية إيرانية في مسقط اليوم"


def page(*pieces: str, head: str = "<meta charset='utf-8'><title>سياسة | الميناء</title>") -> str:
    """A page with these pieces as its body."""
    return f"<!doctype html><html lang='ar' dir='rtl'><head>{head}</head><body>{''.join(pieces)}</body></html>"


def read(text: str | bytes, *, selector: str | None = None, pattern: str | None = None) -> ParsedFeed:
    """The page as it is read at the section's address."""
    body = text if isinstance(text, bytes) else text.encode()
    return read_source(body, "text/html", BASE, kind=FeedKind.PAGE, selector=selector, pattern=pattern)


def paths(text: str, *, selector: str | None = None, pattern: str | None = None) -> list[str]:
    """The addresses found, without the host where it is the page's own; none where the page is unreadable."""
    try:
        parsed = read(text, selector=selector, pattern=pattern)
    except FeedUnreadable:
        return []
    return [entry.url.removeprefix("https://www.mina.example") for entry in parsed.entries]


def titles(*pieces: str) -> list[str]:
    """The titles of the stories of a page with these pieces."""
    return [entry.title for entry in read(page(*pieces)).entries]


def test_articles_are_links_with_headlines_numbers_or_long_slugs() -> None:
    """Relative addresses are made whole, fragments dropped, and each page stands once, in the page's order."""
    text = page(
        '<a href="/politics/2026/03/05/184467">بيان</a>',
        '<a href="/story/وزير-الخارجية-يصل-إلى-القاهرة-في-زيارة">المزيد</a>',
        '<a href="short#comments">قتلى وجرحى في انفجار سيارة مفخخة</a>',
        '<a href="https://mina.example/politics/2026/03/05/184467?utm_source=menu">بيان للوزارة حول الحادث اليوم</a>',
    )
    assert paths(text) == [
        "/politics/2026/03/05/184467",
        "/story/وزير-الخارجية-يصل-إلى-القاهرة-في-زيارة",
        "/short",
    ]


def test_entries_have_keys_and_no_dates() -> None:
    """The page's title and language are the source's; what other links said is counted."""
    parsed = read(page(f'<h3><a href="/n/10001">{TITLE}</a></h3><a href="/sport">رياضة</a>'))
    (entry,) = parsed.entries
    assert (entry.key, entry.title, entry.published) == (url_key("https://mina.example/n/10001"), TITLE, None)
    assert (parsed.title, parsed.language, parsed.link, parsed.dropped) == ("سياسة | الميناء", "ar", BASE, 1)


@pytest.mark.parametrize(
    "href",
    [
        "/",
        "/tag/غزة-تحت-القصف-منذ-أكثر-من-عام",
        "/author/123456",
        "/wp-content/uploads/2026/03/photo-184467.jpg",
        "/feed/",
        "/politics",
        "/politics/#latest",
        "/politics/page/2",
        "/politics?page=20001",
        "https://elsewhere.example/2026/03/05/184467",
        "https://live.mina.example/2026/03/05/184467",
        "javascript:void(184467)",
        "mailto:desk@mina.example",
        "data:text/html,184467",
        "http://[::1/184467",
        "https://user@mina.example/184467",
        "/n/" + "1" * 3000,
        "",
    ],
)
def test_lists_people_files_and_other_hosts_are_no_articles(href: str) -> None:
    """Whatever the words of the link say."""
    assert paths(page(f'<a href="{href}">كل أخبار السياسة في مكان واحد</a>')) == []


@pytest.mark.parametrize(
    "attributes",
    ['rel="tag"', 'rel="nofollow sponsored"', 'rel="next"', 'rel="author"', 'hreflang="en"', "download", 'rel="UGC"'],
)
def test_a_link_that_says_it_leads_elsewhere_is_left(attributes: str) -> None:
    """By its rel, its language, or because it is a file."""
    assert paths(page(f'<a {attributes} href="/n/10001">{TITLE}</a>')) == []


@pytest.mark.parametrize("attributes", ['rel="bookmark"', 'rel="nofollow"', 'hreflang="ar-SY"', 'target="_blank"'])
def test_other_attributes_change_nothing(attributes: str) -> None:
    """`nofollow` vouches for nothing, and forbids nothing."""
    assert paths(page(f'<a {attributes} href="/n/10001">{TITLE}</a>')) == ["/n/10001"]


MENU = "<ul><li><a href='/sport'>الرياضة</a></li><li><a href='/arab-world'>العالم العربي</a></li></ul>"
STORIES = "".join(f"<li><a href='/n/1000{n}'>خبر من المدينة رقم {n}</a></li>" for n in range(1, 4))
FOREIGN = "".join(f"<li><a href='/n/2000{n}'>قصة قرأها كثيرون رقم {n}</a></li>" for n in range(1, 4))
MAIN = f"<main><ul>{STORIES}</ul></main>"
OWN = ["/n/10001", "/n/10002", "/n/10003"]


@pytest.mark.parametrize(
    "chrome",
    [
        MENU,
        f"<nav>{FOREIGN}</nav>",
        f"<footer><h4>آخر الأخبار</h4>{FOREIGN}</footer>",
        f"<aside>{FOREIGN}</aside>",
        f"<div role='navigation'>{FOREIGN}</div>",
        f"<div class='widget most-read'><ul>{FOREIGN}</ul></div>",
        f"<div id='popular-posts'><ul>{FOREIGN}</ul></div>",
        f"<section class='mostViewed most_viewed'>{FOREIGN}</section>",
        f"<div><h3>الأكثر قراءة</h3><ul>{FOREIGN}</ul></div>",
        f"<div><div class=head><span><i></i> الأكثر مشاهدةً </span></div><ul>{FOREIGN}</ul></div>",
        f"<td><b>الاكثر تداولا:</b><br>{FOREIGN}</td>",
        f"<div><p><b>الأكثر تعليقا</b><a href='/most'>المزيد</a></p><ul>{FOREIGN}</ul></div>",
        "<a href='/n/30001'>Three civilians killed in shelling</a>",
        "<a href='/politics?page=2'>2</a><a href='/politics/page/3'>التالي</a><a href='/politics'>المزيد</a>",
        "<a href='https://social.example/share?u=10001'>شارك هذا الخبر مع أصدقائك الآن</a>",
    ],
    ids=["menu", "nav", "footer", "aside", "role", "class", "id", "class in words", "heading", "heading in parts",
         "bold heading", "heading with a link", "another language", "pagination", "share"],
)  # fmt: skip
@pytest.mark.parametrize("after", [True, False])
def test_what_is_not_the_pages_own_list_is_passed_over(chrome: str, after: bool) -> None:
    """Before the list or behind it."""
    assert paths(page(MAIN, chrome) if after else page(chrome, MAIN)) == OWN


def test_the_page_itself_is_no_box() -> None:
    """A heading of a flat page takes nothing away, a form around everything is ASP.NET, an article has a footer."""
    many = "".join(f"<p><a href='/n/4{n:04}'>خبر من المدينة رقم {n}</a></p>" for n in range(20))
    assert len(paths(page(f"<div><h2>الأكثر قراءة</h2>{many}</div>"))) == 20
    assert len(paths(page(f"<form action='./'>{many}</form>"))) == 20
    assert paths(page("<article><footer><a href='/n/10001'>خبر من المدينة القديمة</a></footer></article>")) == OWN[:1]


def test_a_menu_is_no_list_of_articles() -> None:
    """Sections are named with a word or two and have no number: nothing is left, which is said."""
    with pytest.raises(FeedUnreadable, match="no link on the page looks like an article"):
        read(page(MENU))


@pytest.mark.parametrize(
    ("pieces", "title"),
    [
        (f'<a href="/n/10001"><img src="1.jpg" alt="صورة"></a><h2><a href="/n/10001/">{TITLE}</a></h2>', TITLE),
        (f'<a href="/n/10001">{TITLE}</a><a href="/n/10001">اقرأ المزيد</a><a href="/n/10001">التفاصيل</a>', TITLE),
        (f'<a href="/n/10001">14:35 {TITLE}</a>', TITLE),
        (f'<a href="/n/10001">١٤:٣٥ م | {TITLE}</a>', TITLE),
        (f'<a href="/n/10001">05/03/2026 - 14:35 - {TITLE}</a>', TITLE),
        (f'<a href="/n/10001">منذ 5 دقائق | {TITLE}</a>', TITLE),
        (f'<a href="/n/10001"><time>14:35</time> {TITLE} <span class="views">1200</span></a>', TITLE),
        (f'<a href="/n/10001"><span class="post-date">اليوم</span><h3>{TITLE}</h3><p>{OTHER * 4}</p></a>', TITLE),
        (f'<a href="/n/10001"><div>أخبار</div><div>{TITLE}</div><div>{OTHER * 6}</div></a>', TITLE),
        (f'<a href="/n/10001" title="{TITLE}">مصرع 14 شخصا في سيول …</a>', TITLE),
        (f'<a href="/n/10001">مصرع 14 شخصا...</a><a href="/n/10001">{TITLE}</a>', TITLE),
        (f'<a href="/n/10001"><img alt="{TITLE}"></a>', TITLE),
        ('<a href="/n/10001">مصرع <b>14 شخصا</b>\n في &quot;سيول&quot;\u202e</a>', 'مصرع 14 شخصا في "سيول"'),
        ('<a href="/n/10001">مصرع 14 شخصا في سيول…</a>', ""),
        ('<a href="/n/10001">المزيد</a>', ""),
        ('<a href="/n/10001"><img></a>', ""),
        ('<a href="/n/10001">5 مارس 2026</a>', ""),
    ],
)  # fmt: skip
def test_the_title_is_the_headline_that_a_link_shows(pieces: str, title: str) -> None:
    """Of all links to one address; empty where none shows a whole one, so that the page's own is taken."""
    assert titles(pieces) == [title]


def test_a_clock_in_a_title_does_not_make_it_a_changed_one() -> None:
    """Titles are compared from visit to visit; what counts minutes is not."""
    fixed, moving = read(page(f'<a href="/n/10001">{TITLE}</a><a href="/n/10002">{OTHER} منذ دقيقتين</a>')).entries
    assert fixed.fingerprint
    assert not moving.fingerprint


def test_a_base_moves_relative_links() -> None:
    """As in browsers, and one that is no web address does not."""
    link = '<a href="n/10001">بيان</a>'
    assert paths(page(link, head="<base href='/ar/'>")) == ["/ar/n/10001"]
    assert paths(page(link, head="<base href='https://www.mina.example/x/y'>")) == ["/x/n/10001"]
    assert paths(page(link, head="<base href='javascript:x'>")) == ["/n/10001"]
    assert paths(page(link, head="<base href='https://elsewhere.example/'>")) == []


def test_a_selector_narrows_where_links_stand() -> None:
    """It may name the links or what is around them, wins over menus, and lets shorter headlines through."""
    text = page(f"<nav class='top'><ul>{STORIES}</ul></nav><div class='b'><a href='/n/x'>هدنة في غزة</a></div>", MAIN)
    assert paths(text, selector=".top") == OWN
    assert paths(text, selector="nav.top li > a, .b") == [*OWN, "/n/x"]
    assert paths(text, selector="nav li:nth-child(2) a") == OWN[1:2]


def test_a_pattern_decides_alone() -> None:
    """Words and numbers no longer count, Arabic may be written as it is read, and menus stay out."""
    text = page(
        "<a href='/s/abc'>خبر</a><a href='/%D9%82%D8%B5%D8%A9/x'>قصة</a><a href='/n/10001'>خبر من المدينة القديمة</a>",
        "<a href='/s/en'>Three civilians killed</a><nav><a href='/s/menu'>قائمة</a></nav>",
    )
    assert paths(text, pattern="^https://www[.]mina[.]example/s/") == ["/s/abc", "/s/en"]
    assert paths(text, pattern="/قصة/") == ["/%D9%82%D8%B5%D8%A9/x"]


def test_another_host_is_followed_only_where_the_pattern_names_it() -> None:
    """A pattern of paths names no host."""
    text = page("<a href='https://live.mina.example/n/1'>خبر</a><a href='https://ads.example/n/2'>إعلان</a>")
    assert paths(text, pattern=r"/n/\d") == []
    assert paths(text, pattern=r"live\.mina\.example/n/") == ["https://live.mina.example/n/1"]


@pytest.mark.parametrize(
    ("selector", "pattern", "why"),
    [
        ("div[", None, r"the link selector 'div\[' is no CSS selector"),
        ("a:hover::before", None, "the link selector 'a:hover::before' is no CSS selector|cannot be used"),
        (".gone a", None, "nothing on the page matches the link selector '.gone a'"),
        ("h1", None, "no link in 'h1' looks like an article"),
        (None, "(", r"the link pattern '\(' is no regular expression"),
        (None, "/story/", "no link on the page holds the pattern '/story/'"),
    ],
)
def test_what_does_not_fit_the_page_is_named(selector: str | None, pattern: str | None, why: str) -> None:
    """A page that was rebuilt is told, and is no quiet day."""
    with pytest.raises(FeedUnreadable, match=why):
        read(page("<h1>سياسة</h1>", MAIN), selector=selector, pattern=pattern)


@pytest.mark.parametrize("charset", ["utf-8", "cp1256", "iso8859-6"])
@pytest.mark.parametrize("declared", ["utf-8", "windows-1256", "iso-8859-1"])
def test_headlines_are_right_in_every_charset(charset: str, declared: str) -> None:
    """Whatever the page declares."""
    text = page(*(f'<h3><a href="/n/{n}0001">{one}</a></h3>' for n, one in enumerate((TITLE, OTHER), 1)),
                head=f"<meta charset='{declared}'>")  # fmt: skip
    assert [entry.title for entry in read(text.encode(charset)).entries] == [TITLE, OTHER]


def test_a_link_farm_gives_no_more_than_its_share() -> None:
    """A page of ten thousand links costs fifty requests."""
    parsed = read(page(*(f'<a href="/news/{number}">خبر عن ذلك في المدينة</a>' for number in range(10_000, 20_000))))
    assert len(parsed.entries) == MOST_LINKS


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\x00\xff\xfe", b"<a", b"<a href=", b"{}", b"<html>" * 5000, b"<" * 100_000, b"<!--" * 10_000,
        b"<div>" * 100_000 + b"<a href=/1234>x</a>", b"<a " + b" ".join(b"a%d=1" % n for n in range(5000)) + b">",
        b"<html>" + b" " * (5 * 1024 * 1024),
    ],
    ids=range(11),
)  # fmt: skip
def test_bytes_that_are_no_page_have_no_links(body: bytes) -> None:
    """One sentence says so, and nothing else is raised."""
    with pytest.raises(FeedUnreadable):
        read(body)


PIECES = st.sampled_from(
    ["<a href='/n/10001'>", "</a>", "<nav>", "</nav>", "<h3>", "</h3>", "<base href=", "'", ">", TITLE, "المزيد",
     "<a href=//[>", "&#xD800;", "<svg>", "<title>", "\x00", "<table>", "<a href='\x01/n/1234'>", "الأكثر قراءة",
     "14:35"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30))
@settings(max_examples=150, deadline=None)
def test_any_mixture_is_a_section_or_unreadable(pieces: list[str]) -> None:
    """Nothing but FeedUnreadable comes out, and every address found is one of the page's own host."""
    with contextlib.suppress(FeedUnreadable):
        for entry in read("<html>" + "".join(pieces)).entries:
            assert entry.url.startswith("https://www.mina.example/")
