"""rasid feeds check: each feed as it is now, and every way to go bad told apart."""

import pytest

from tests.crawler.spiders.crawls import configure
from tests.scheduler.cli.rasid import Desk

pytestmark = pytest.mark.slow


def test_what_is_said_of_a_healthy_feed(desk: Desk) -> None:
    """Everything that issue and operator ask for, as one JSON line and as a row of a table."""
    url = desk.publish_feed()
    desk.stand.put("/robots.txt", "User-agent: *\nCrawl-delay: 4\n", Content_Type="text/plain")
    configure(desk.folder, ("mina", url))
    done = desk("feeds", "check", "--json")
    assert (done.code, done.err) == (0, "")
    [line] = done.lines
    newest = line.pop("newest")
    assert newest.endswith("+00:00")
    assert line == {
        **{"name": "mina", "url": url, "answered_from": url, "moved_to": None, "status": 200},
        **{"reachable": True, "parses": True, "title": "صحيفة الميناء", "items": 6, "charset": "utf-8"},
        **{"language_told": "ar", "language_seen": "ar", "items_a_day": 24.0, "text": "titles", "dates": "present"},
        **{"may_read": {"feed": "allowed", "articles": "allowed", "delay": 4.0}, "problems": [], "remarks": []},
    }
    table = desk("feeds", "check")
    assert (table.code, table.err) == (0, "")
    row = table.out.splitlines()[1].split()
    assert row[:4] == ["mina", "200", "6", "24"]
    assert row[-1] == "well"


def test_each_way_to_go_bad(desk: Desk) -> None:
    """Exit 1; every problem is named with its reason, and one bad feed does not hide another."""
    stand = desk.stand
    spam = "".join(
        f"<item><title>Slot gacor maxwin {n}</title><link>{stand.url(f'/n/{n}')}</link></item>" for n in range(6)
    )
    stand.put("/hijacked", f"<rss version='2.0'><channel><title>الميناء</title>{spam}</channel></rss>")
    stand.put("/empty", "", 202)
    stand.put("/challenge", "<html><head><title>Just a moment...</title></head></html>", 403)
    stand.put("/parked", "<html><body>Buy this domain</body></html>")
    stand.put("/page", "<html><body>أخبار</body></html>")
    places = ("hijacked", "empty", "challenge", "parked", "page", "missing", "frozen", "good")
    desk.publish_feed("/frozen", hours=24 * 60)
    desk.publish_feed("/good")
    configure(desk.folder, *((name, stand.url(f"/{name}")) for name in places))
    done = desk("feeds", "check", "--json")
    assert done.code == 1
    problems = {line["name"]: [one["verdict"] for one in line["problems"]] for line in done.lines}
    assert problems == {
        "hijacked": ["hijacked"], "empty": ["empty"], "challenge": ["blocked"], "parked": ["parked"],
        "page": ["not_a_feed"], "missing": ["unreachable"], "frozen": ["frozen"], "good": [],
    }  # fmt: skip
    assert {line["name"]: line["status"] for line in done.lines}["challenge"] == 403
    shown = desk("feeds", "check", "hijacked", "good")
    assert shown.code == 1
    assert "rasid: hijacked: hijacked: 6 of 6 items sell gambling or pills" in shown.err
    assert len(shown.out.splitlines()) == 3


def test_two_sections_of_one_outlet_with_the_same_items(desk: Desk) -> None:
    """Seen only because they are checked together; the general feed is not to blame."""
    for name, section in (("main", "main"), ("business", "business")):
        desk.publish_feed(f"/{name}")
        url = desk.stand.url(f"/{name}")
        done = desk(*("feeds", "add", url, "--name", name, "--outlet", "الميناء", "--section", section, "--no-check"))
        assert done.code == 0
    done = desk("feeds", "check", "--json")
    found = {line["name"]: line["problems"] for line in done.lines}
    assert found["main"] == []
    assert found["business"] == [
        {"verdict": "mislabelled", "reason": "shows the items of 'main' (100% of them the same)"}
    ]
    assert desk("feeds", "check", "business").code == 0


def test_robots(desk: Desk) -> None:
    """Rules that name us bind the feed; articles by all rules; a robots.txt that cannot be had forbids articles."""
    desk.publish_feed()
    url = desk.stand.url("/feed")

    def told(robots: str, status: int = 200) -> tuple[int, dict[str, object], list[str]]:
        desk.stand.put("/robots.txt", robots, status, Content_Type="text/plain")
        done = desk("feeds", "check", url, "--json")
        [line] = done.lines
        may = line.get("may_read", {})
        return (
            done.code,
            {key: may.get(key) for key in ("feed", "articles")},
            [one["verdict"] for one in line["problems"]],
        )

    assert told("User-agent: *\nDisallow: /news/\n") == (1, {"feed": "allowed", "articles": "forbidden"}, ["robots"])
    assert told("", 503) == (1, {"feed": "allowed", "articles": "unreachable"}, ["robots"])
    assert told("", 404) == (0, {"feed": "allowed", "articles": "allowed"}, [])
    asked = desk.stand.count("/feed")
    assert told("User-agent: Rasid\nDisallow: /feed\n") == (1, {"feed": None, "articles": None}, ["robots"])
    assert desk.stand.count("/feed") == asked


def test_an_address_that_is_not_watched(desk: Desk) -> None:
    """An address may be given instead of a name, and is not watched for that."""
    url = desk.publish_feed()
    done = desk("feeds", "check", url)
    assert (done.code, done.err) == (0, "")
    assert desk.feeds() == {}


def test_wrong_use(desk: Desk) -> None:
    """Nothing to check, or an unknown name: one sentence, exit 2."""
    nothing = desk("feeds", "check")
    assert (nothing.code, nothing.err) == (2, "rasid: no feed is watched; 'rasid feeds add URL' adds one\n")
    unknown = desk("feeds", "check", "mina")
    assert (unknown.code, "there is no watched feed named 'mina'" in unknown.err) == (2, True)
