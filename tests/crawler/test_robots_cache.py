"""The rules of many hosts stay within bounds, and go when their time is over."""

from crawler.robots import KEPT_SECONDS, RobotsRules, rules_from_answer
from crawler.robots_cache import RobotsCache


def _rules(letters: int = 0) -> RobotsRules:
    body = ("User-agent: *\nDisallow: /" + "a" * letters).encode()
    return rules_from_answer(200, body, agent="Rasid/1.0", now=0.0)


def test_the_longest_unused_rules_make_room() -> None:
    """A domain with ever new hosts pushes out its own; whoever is asked for often stays."""
    cache = RobotsCache(most=10_000)
    cache.put("https://often.example", _rules())
    for number in range(100):
        cache.put(f"https://host{number}.example", _rules(1_000))
        assert cache.get("https://often.example", 1.0) is not None
    kept = [number for number in range(100) if cache.get(f"https://host{number}.example", 1.0)]
    assert kept == list(range(100 - len(kept), 100))
    assert 5 <= len(kept) <= 9


def test_new_rules_take_the_place_of_the_old() -> None:
    """Renewing rules costs no room."""
    cache = RobotsCache(most=4_000)
    for _ in range(50):
        cache.put("https://a.example", _rules(1_000))
        cache.put("https://b.example", _rules(1_000))
    assert cache.get("https://a.example", 1.0) is not None
    assert cache.get("https://b.example", 1.0) is not None


def test_rules_that_fill_the_cache_alone_are_kept() -> None:
    """They are asked for at once, by the request that waits for them."""
    cache = RobotsCache(most=100)
    cache.put("https://a.example", _rules(5_000))
    assert cache.get("https://a.example", 1.0) is not None


def test_rules_are_forgotten_after_a_week() -> None:
    """Then they no longer stand in for an answer that cannot be had."""
    cache = RobotsCache()
    cache.put("https://a.example", _rules())
    assert cache.get("https://a.example", KEPT_SECONDS - 1) is not None
    assert cache.get("https://a.example", KEPT_SECONDS) is None
