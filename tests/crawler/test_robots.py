"""robots.txt: a no is a no, silence is a no for pages, and feeds are bound by rules that name us."""

import pytest

from crawler.robots import FRESH_SECONDS, KEPT_SECONDS, RETRY_SECONDS, rules_from_answer, rules_unreachable

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
