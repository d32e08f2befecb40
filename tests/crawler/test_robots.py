"""robots.txt: a no is a no, silence is a no for pages, and feeds are bound by rules that name us."""

import pytest

from crawler.robots import FRESH_SECONDS, KEPT_SECONDS, LARGEST, RETRY_SECONDS, rules_from_answer, rules_unreachable

AGENT = "Rasid/1.0 (+https://example.org/contact)"
PAGE = "https://news.example/politics/1"
FEED = "https://news.example/feed/"


def _rules(text: str, status: int = 200):  # type: ignore[no-untyped-def]
    return rules_from_answer(status, text.encode(), agent=AGENT, now=0.0)


def test_rules_for_everybody_bind_pages_and_not_feeds() -> None:
    """WordPress forbids /feed/ to search engines; a feed is published to be fetched by programs like us."""
    rules = _rules("User-agent: *\nDisallow: /feed/\nDisallow: /politics/\n")
    assert not rules.allows(PAGE, is_feed=False)
    assert rules.allows("https://news.example/sport/1", is_feed=False)
    assert rules.allows(FEED, is_feed=True)
    assert not rules.allows(FEED, is_feed=False)


@pytest.mark.parametrize("name", ["Rasid", "rasid", "RASID/1.0", "Rasid # the watcher"])
def test_rules_that_name_us_bind_feeds_as_well(name: str) -> None:
    """Whoever writes our name means us, feeds included; the rules for everybody no longer count then."""
    rules = _rules(f"User-agent: *\nDisallow: /\n\nUser-agent: {name}\nDisallow: /feed/\n")
    assert not rules.allows(FEED, is_feed=True)
    assert rules.allows(PAGE, is_feed=False)


def test_a_name_that_only_contains_ours_is_another() -> None:
    """ "RasidImages" is not us."""
    rules = _rules("User-agent: RasidImages\nDisallow: /\n")
    assert rules.allows(FEED, is_feed=True)
    assert rules.allows(PAGE, is_feed=False)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_no_robots_txt_means_no_rules(status: int) -> None:
    """RFC 9309, 2.3.1.3: an answer in the 400s means that there are no rules, whatever its body says."""
    rules = _rules("User-agent: *\nDisallow: /\n", status)
    assert rules.unreachable is None
    assert rules.allows(PAGE, is_feed=False)
    assert rules.fresh_until == FRESH_SECONDS


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_an_unreachable_robots_txt_means_that_nothing_is_allowed(status: int) -> None:
    """RFC 9309, 2.3.1.4; its body is no rules, and it is asked for again soon."""
    rules = _rules("User-agent: *\nAllow: /\n", status)
    assert rules.unreachable == f"status {status}"
    assert rules.fresh_until == RETRY_SECONDS


def test_known_rules_outlive_an_outage() -> None:
    """While they cannot be renewed, the rules of the last answer stay in force for a week."""
    known = _rules("User-agent: *\nDisallow: /politics/\n")
    later = rules_unreachable("TimeoutError", now=FRESH_SECONDS, known=known)
    assert later.unreachable is None
    assert not later.allows(PAGE, is_feed=False)
    assert later.fresh_until == FRESH_SECONDS + RETRY_SECONDS
    assert rules_unreachable("TimeoutError", now=KEPT_SECONDS, known=later).unreachable == "TimeoutError"


def test_a_crawl_delay_is_kept_up_to_a_minute() -> None:
    """A delay of an hour would be a no in other words; we come seldom enough."""
    assert _rules("User-agent: *\nCrawl-delay: 7\n").delay == 7
    assert _rules("User-agent: *\nCrawl-delay: 3600\n").delay == 60
    assert _rules("User-agent: *\nDisallow:\n").delay is None


def test_bytes_that_are_no_robots_txt_are_no_rules() -> None:
    """A page in HTML, half a megabyte of noise: nothing of it is a rule, and nothing breaks."""
    assert _rules("<html><body>صفحة</body></html>").allows(PAGE, is_feed=False)
    noise = rules_from_answer(200, b"\xff\x00\xc8" * 500_000, agent=AGENT, now=0.0)
    assert noise.allows(PAGE, is_feed=False)


def test_of_a_file_that_is_too_long_half_a_rule_does_not_count() -> None:
    """What is cut off at half a megabyte may be the half that matters; the rules before it hold."""
    start = "User-agent: *\nDisallow: /sport/\n"
    filler = "# " + "a" * (LARGEST - len(start) - len("\nDisallow: /politics") - 2)
    rules = _rules(f"{start}{filler}\nDisallow: /politics-of-old/\n")
    assert rules.allows(PAGE, is_feed=False)
    assert not rules.allows("https://news.example/sport/1", is_feed=False)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_every_way(end: str) -> None:
    """RFC 9309, 2.2 knows three ends of a line, and a byte order mark may stand at the start."""
    text = end.join(["\ufeffUser-agent: *", "Disallow: /", "", "User-Agent : rasid", "Disallow: /politics/", ""])
    rules = _rules(text)
    assert rules.names_us
    assert not rules.allows(PAGE, is_feed=True)
    assert rules.allows(FEED, is_feed=True)


def test_groups_that_name_us_are_one() -> None:
    """RFC 9309, 2.2.1: all groups for our token together, names that share a group included; unknown lines and site
    maps are no rules and end nothing."""
    rules = _rules(
        "User-agent: other\nUser-agent: Rasid\nSitemap: https://news.example/s.xml\nUser-agent: third\n"
        "Disallow: /politics/ # for now\n\nUser-agent: *\nDisallow: /\n\nuser-agent: RASID\nDisallow: /sport/\n"
        "Allow: /sport/results/\nCrawl-delay: 9\n"
    )
    for path, allowed in {"/politics/1": False, "/sport/1": False, "/sport/results/": True, "/culture/1": True}.items():
        assert rules.allows(f"https://news.example{path}", is_feed=False) is allowed, path
    assert rules.delay == 9


def test_a_group_without_rules_allows_everything() -> None:
    """Whoever names us and forbids nothing has opened the site to us, whatever holds for the others."""
    rules = _rules("User-agent: *\nDisallow: /\n\nUser-agent: rasid\nDisallow:\n")
    assert rules.allows(PAGE, is_feed=False)


def test_what_is_addressed_to_others_costs_nothing() -> None:
    """2,000 names above 2,000 rules are four million rules to the parser: 12 seconds and 300 MB for 68 KB."""
    names = "".join(f"User-agent: robot{number}\n" for number in range(2000))
    paths = "".join(f"Disallow: /{number}/\n" for number in range(2000))
    assert _rules(names + paths).size < 100
    shared = _rules(names + "User-agent: *\n" + paths)
    assert not shared.allows("https://news.example/7/", is_feed=False)
    assert shared.size < len(paths) + 100
    assert len(shared.parser._user_agents) == 1


@pytest.mark.parametrize("value", ["nan", "inf", "-5", "1e999", "soon", ""])
def test_a_delay_that_is_none_is_none(value: str) -> None:
    """The delay between two requests is a number of seconds."""
    assert _rules(f"User-agent: *\nCrawl-delay: {value}\n").delay is None


def test_rules_are_asked_for_again_after_a_day() -> None:
    """RFC 9309, 2.4."""
    assert _rules("User-agent: *\nDisallow: /\n").fresh_until == 24 * 3600
