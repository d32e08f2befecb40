"""rasid feeds add: a feed by its address or its site's, looked at before it is watched."""

import pytest

from tests.crawler.spiders.crawls import configure
from tests.crawler.spiders.stand import Stand, article
from tests.scheduler.cli.rasid import Desk

pytestmark = pytest.mark.slow


def alternate(path: str, title: str = "") -> str:
    """A link that declares a feed."""
    return f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{path}">'


def front(*head: str, body: str = "") -> str:
    """A site's front page."""
    return f"<html><head><title>الميناء</title>{''.join(head)}</head><body><p>أهلا بكم</p>{body}</body></html>"


def test_a_feed_by_its_address(desk: Desk) -> None:
    """It is fetched, and watched with all that the command says of it."""
    url = desk.publish_feed()
    done = desk(
        *("feeds", "add", url, "--name", "mina", "--outlet", "الميناء", "--country", "lb", "--zone", "Asia/Beirut"),
        *("--section", "main", "--tag", "لبنان", "--tag", "يومية", "--charset", "utf-8"),
    )
    assert (done.code, done.out, done.err) == (0, f"mina is watched: {url}\n", "")
    row = desk.feeds()["mina"]
    assert (row["url"], row["outlet"], row["country"], row["zone"]) == (url, "الميناء", "LB", "Asia/Beirut")
    assert (row["section"], row["tags"], row["charset"], row["kind"]) == ("main", ["لبنان", "يومية"], "utf-8", "feed")
    assert (row["origin"], row["state"], desk.stand.count("/feed")) == ("added", "new", 1)


def test_the_outlet_is_called_as_its_feed_says(desk: Desk) -> None:
    """Where nobody says it; and a second feed of the site is of the same outlet, or they would count as two sources."""
    first = desk.publish_feed(title="صحيفة الميناء")
    second = desk.publish_feed("/sport/feed", title="رياضة الميناء")
    assert desk("feeds", "add", first, "--zone", "Asia/Beirut").code == 0
    assert desk("feeds", "add", second).code == 0
    rows = desk.feeds().values()
    assert {row["outlet"] for row in rows} == {"صحيفة الميناء"}
    assert {row["zone"] for row in rows} == {"Asia/Beirut"}


def test_an_option_of_pages_is_refused_for_a_feed(desk: Desk) -> None:
    """A selector would have no effect, silently."""
    url = desk.publish_feed()
    done = desk("feeds", "add", url, "--selector", "h2 a")
    assert (done.code, done.err) == (2, f"rasid: --selector: is of pages, and {url} is a feed\n")
    assert desk.feeds() == {}


def test_an_address_without_a_scheme_is_taken_as_https(desk: Desk) -> None:
    """As people write it."""
    done = desk("feeds", "add", "news.mina.example/rss", "--no-check", "--name", "mina")
    assert (done.code, done.err) == (0, "")
    assert desk.feeds()["mina"]["url"] == "https://news.mina.example/rss"


def test_a_site_with_one_feed(desk: Desk) -> None:
    """The address of a site is enough; comments are not what is meant."""
    feed = desk.publish_feed()
    desk.stand.put("/", front(alternate("/feed"), alternate("/comments/feed/", "خلاصة التعليقات")))
    done = desk("feeds", "add", desk.stand.url("/"))
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith(f" is watched: {feed}\n")
    assert desk.stand.count("/comments/feed/") == 0


def test_a_site_with_several_feeds(desk: Desk) -> None:
    """All are shown, the main one is added, and how to add the others is said."""
    main = desk.publish_feed()
    sport = desk.publish_feed("/sport/feed", title="رياضة", first=50)
    desk.stand.put("/broken", "<rss><channel><item>")
    desk.stand.put(
        "/", front(alternate("/sport/feed"), alternate("/broken"), alternate("/feed"), alternate("/nowhere"))
    )
    done = desk("feeds", "add", desk.stand.url("/"), "--name", "mina", "--outlet", "الميناء")
    assert done.code == 0
    assert f"  {main} | 6 items | صحيفة الميناء" in done.out
    assert f"  {sport} | 6 items | رياضة" in done.out
    assert "--all-found" in done.out
    assert "/nowhere" not in done.out
    assert list(desk.feeds()) == ["mina"]
    again = desk("feeds", "add", desk.stand.url("/"))
    assert again.code == 2
    assert "watched already, as 'mina'" in again.err
    rest = desk("feeds", "add", desk.stand.url("/"), "--all-found")
    assert rest.code == 0
    assert {row["url"] for row in desk.feeds().values()} >= {main, sport}
    assert {row["outlet"] for row in desk.feeds().values()} == {"الميناء"}


def test_a_site_that_names_no_feed(desk: Desk) -> None:
    """The usual addresses are tried one after the other, and no further than the first that is one."""
    desk.stand.put("/", front())
    url = desk.publish_feed("/rss.xml")
    desk.publish_feed("/atom.xml")
    done = desk("feeds", "add", desk.stand.url("/"), "--name", "mina")
    assert (done.code, done.out) == (0, f"mina is watched: {url}\n")
    assert [one.path for one in desk.stand.asked if one.path not in ("/", "/robots.txt")] == [
        "/feed/",
        "/rss",
        "/rss.xml",
    ]


def test_a_news_sitemap_that_robots_names(desk: Desk) -> None:
    """A site without feeds and with a news sitemap."""
    url = desk.stand.url("/news-sitemap.xml")
    desk.stand.put("/robots.txt", f"User-agent: *\nDisallow: /admin\nSitemap: {url}\n", Content_Type="text/plain")
    desk.stand.put("/", front())
    place = f"<url><loc>{desk.stand.url('/news/5000')}</loc>"
    date = "<n:publication_date>2026-05-01T10:00:00Z</n:publication_date>"
    news = f"<n:news>{date}<n:title>خبر من الميناء</n:title></n:news>"
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    spaces += ' xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
    desk.stand.put("/news-sitemap.xml", f"<urlset {spaces}>{place}{news}</url></urlset>", Content_Type="text/xml")
    done = desk("feeds", "add", desk.stand.url("/"), "--name", "mina")
    assert (done.code, done.out) == (0, f"mina is watched: {url}\n")
    assert desk.feeds()["mina"]["kind"] == "sitemap"


def test_a_site_without_any_feed(desk: Desk) -> None:
    """Not added; exit 1 with advice. At most eight addresses were guessed."""
    desk.stand.put("/", front())
    done = desk("feeds", "add", desk.stand.url("/"))
    assert (done.code, done.out) == (1, "")
    assert "no feed of its site is found; look for an address with 'rss' or 'feed'" in done.err
    assert "--kind page" in done.err
    assert len([one for one in desk.stand.asked if one.path not in ("/", "/robots.txt")]) == 8
    assert desk.feeds() == {}


def test_a_section_page(desk: Desk) -> None:
    """With --kind page the links of the page are its items."""
    links = "".join(f'<li><a href="/news/{n}000">مقتل ثلاثة في غارة على أطراف المدينة {n}</a></li>' for n in range(6))
    desk.stand.put("/world", front(body=f"<main><ul>{links}</ul></main>"))
    done = desk(*("feeds", "add", desk.stand.url("/world"), "--kind", "page", "--name", "w", "--selector", "main a"))
    assert (done.code, done.out) == (0, f"w is watched: {desk.stand.url('/world')}\n")
    assert (desk.feeds()["w"]["kind"], desk.feeds()["w"]["link_selector"]) == ("page", "main a")


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (404, "", "unreachable: status 404"),
        (202, "", "empty: status 202 with an empty body"),
        (403, "<html><title>Just a moment...</title></html>", "blocked: status 403 with a check for browsers"),
        (200, "<html><body>This domain is for sale</body></html>", "parked: the domain is parked"),
    ],
)
def test_an_address_that_gives_nothing(desk: Desk, status: int, body: str, words: str) -> None:
    """Not added, with the reason; --no-check adds it all the same."""
    desk.stand.put("/feed", body, status)
    url = desk.stand.url("/feed")
    done = desk("feeds", "add", url, "--name", "mina")
    assert (done.code, done.out) == (1, "")
    assert words in done.err
    assert len(done.err.strip().splitlines()) == 1
    assert desk.feeds() == {}
    assert desk("feeds", "add", url, "--name", "mina", "--no-check").code == 0
    assert desk.feeds()["mina"]["url"] == url


def test_no_answer_at_all(desk: Desk, stand: Stand) -> None:
    """A host that is not there, and one that the guard does not let be fetched."""
    port = stand.port
    stand.close()
    done = desk("feeds", "add", f"http://127.0.0.1:{port}/feed")
    assert (done.code, "connection refused" in done.err) == (1, True)
    refused = desk("feeds", "add", "http://127.0.0.2/feed")
    assert (refused.code, "address_refused" in refused.err) == (1, True)


def test_discovery_goes_past_the_guard_nowhere(desk: Desk) -> None:
    """A page that declares feeds on this machine's other addresses leads to none of them."""
    inner = Stand("127.0.0.2")
    try:
        inner.put(
            "/feed", "<rss><channel><item><title>سر</title><link>http://x.example/1</link></item></channel></rss>"
        )
        desk.stand.put("/moved", "", 302, Location=inner.url("/feed"))
        desk.stand.put("/", front(alternate(inner.url("/feed")), alternate("/moved")))
        done = desk("feeds", "add", desk.stand.url("/"))
        assert (done.code, inner.asked) == (1, [])
    finally:
        inner.close()


def test_robots_that_forbid_the_page(desk: Desk) -> None:
    """The site's page is not fetched against its robots.txt; a feed is, unless we are named."""
    desk.stand.put("/robots.txt", "User-agent: *\nDisallow: /\n", Content_Type="text/plain")
    desk.stand.put("/", front(alternate("/feed")))
    url = desk.publish_feed()
    done = desk("feeds", "add", desk.stand.url("/"))
    assert (done.code, "robots.txt does not allow it" in done.err, desk.stand.count("/")) == (1, True, 0)
    added = desk("feeds", "add", url, "--name", "mina")
    assert added.code == 0
    assert "robots: robots.txt forbids its articles, and the feed has no full text" in added.err


def test_a_permanent_move_within_the_site_is_taken_over(desk: Desk) -> None:
    """The feed is watched at its new address; a temporary one is only followed."""
    new = desk.publish_feed("/new/feed")
    desk.stand.put("/feed", "", 301, Location=new)
    desk.stand.put("/today", "", 302, Location=desk.publish_feed("/other/feed"))
    assert desk("feeds", "add", desk.stand.url("/feed"), "--name", "a").code == 0
    assert desk("feeds", "add", desk.stand.url("/today"), "--name", "b").code == 0
    assert {name: row["url"] for name, row in desk.feeds().items()} == {"a": new, "b": desk.stand.url("/today")}


def test_a_comment_feed_is_refused(desk: Desk) -> None:
    """What readers say is no source."""
    url = desk.publish_feed("/comments/feed/")
    done = desk("feeds", "add", url)
    assert (done.code, "comment_feed: it tells what readers say" in done.err) == (1, True)


def test_names_and_addresses_are_unique(desk: Desk) -> None:
    """A name that is taken and an address that is watched are refused; a removed feed may come back."""
    one, other = desk.publish_feed("/one"), desk.publish_feed("/other")
    assert desk("feeds", "add", one, "--name", "mina").code == 0
    taken = desk("feeds", "add", other, "--name", "mina")
    assert (taken.code, "there is a feed named 'mina' already; give another --name" in taken.err) == (2, True)
    known = desk("feeds", "add", one.replace("/one", "/one/"), "--name", "again")
    assert (known.code, "is watched already, as 'mina'" in known.err) == (2, True)
    assert desk("feeds", "remove", "mina").code == 0
    assert desk.feeds() == {}
    assert desk("feeds", "add", one, "--name", "mina").code == 0
    assert desk.feeds()["mina"]["active"] is True


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nowhere",), "nowhere: must be an http or https address"),
        (("https://m.example/f", "--zone", "Atlantis"), "--zone: must be an IANA time zone"),
        (("https://m.example/f", "--country", "Lebanon"), "--country: must be a two-letter ISO country code"),
        (("https://m.example/f", "--charset", "klingon"), "--charset: must be a charset"),
        (("https://m.example/f", "--pattern", "("), "--pattern: must be a regular expression"),
        (("https://m.example/f", "--name", "two words"), "--name: "),
        (("https://m.example/f", "--kind", "wire"), "'wire' is not one of"),
    ],
)
def test_wrong_use(desk: Desk, arguments: tuple[str, ...], words: str) -> None:
    """One sentence and exit 2, before anything is fetched."""
    done = desk("feeds", "add", *arguments)
    assert (done.code, done.out) == (2, "")
    assert words in done.err


def test_an_article_is_no_feed(desk: Desk) -> None:
    """The address of a story leads to the site's feed as any page of it does."""
    desk.stand.put("/news/7000", article("مقتل ثلاثة في غارة").replace("</head>", alternate("/feed") + "</head>"))
    url = desk.publish_feed()
    done = desk("feeds", "add", desk.stand.url("/news/7000"), "--name", "mina")
    assert (done.code, done.out) == (0, f"mina is watched: {url}\n")


def test_a_configured_feed_is_known(desk: Desk) -> None:
    """Also where no daemon has run yet."""
    url = desk.publish_feed()
    configure(desk.folder, ("mina", url))
    done = desk("feeds", "add", url)
    assert (done.code, "is watched already, as 'mina'" in done.err) == (2, True)
