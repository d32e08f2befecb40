"""A move is believed after a day of the same redirects within one site, and not before."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.feeds.moving import Move, is_believed, moved
from crawler.sites import same_site

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
OLD, NEW = "http://www.akhbar.example/rss", "https://akhbar.example/feed/"


def _after(hours: float, times: int, to: str = NEW) -> Move:
    move: Move | None = None
    for number in range(times):
        move = moved(move, to, NOW + timedelta(hours=hours) * (number / max(1, times - 1)))
    assert move is not None
    return move


@pytest.mark.parametrize(
    ("hours", "times", "believed"),
    [(0, 1, False), (30, 2, False), (2, 50, False), (23.9, 3, False), (24, 3, True), (200, 40, True)],
)
def test_it_takes_three_visits_over_a_day(hours: float, times: int, believed: bool) -> None:
    """A maintenance page of an afternoon captures nobody's feed, however often it is asked."""
    assert is_believed(_after(hours, times), OLD, NOW + timedelta(hours=hours)) is believed


def test_an_answer_without_a_redirect_starts_again() -> None:
    """So does another end of the way."""
    move = _after(20, 5)
    assert moved(move, None, NOW) is None
    assert moved(move, "https://akhbar.example/other", NOW) == Move(
        to="https://akhbar.example/other", since=NOW, seen=1
    )


@pytest.mark.parametrize(
    ("to", "same"),
    [
        ("https://feeds.akhbar.example/x", True),
        ("https://akhbar-parked.example/", False),
        ("https://akhbar.example.evil.org/", False),
        ("https://10.0.0.1/", False),
        ("not an address", False),
    ],
)
def test_another_site_is_never_adopted(to: str, same: bool) -> None:
    """Whoever buys a lapsed name does not get its readers."""
    assert same_site(OLD, to) is same
    assert is_believed(_after(100, 10, to), OLD, NOW + timedelta(hours=100)) is same


def test_sites_under_a_shared_suffix_are_strangers() -> None:
    """Two outlets of one country, two blogs of one host."""
    assert not same_site("https://a.com.sy/feed", "https://b.com.sy/feed")
    assert not same_site("https://a.blogspot.com/feed", "https://b.blogspot.com/feed")
    assert same_site("https://www.a.gov.eg/feed", "https://news.a.gov.eg/rss")
