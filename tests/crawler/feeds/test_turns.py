"""Turns: newer news before older, and nothing behind what is found long after it."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from crawler.feeds.turns import LATEST, turn_of

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
AGES = st.floats(0, 30 * 86400)


def test_of_what_is_found_together_the_newest_comes_first() -> None:
    """An hour old before a day old, and a day before a month."""
    ages = [timedelta(seconds=1), timedelta(minutes=9), timedelta(hours=1), timedelta(days=1), timedelta(days=30)]
    turns = [turn_of(NOW - age, NOW) for age in ages]
    assert all(earlier < later for earlier, later in pairwise(turns))


@given(age=AGES, other=AGES, after=st.floats(LATEST, 86400))
def test_nothing_is_overtaken_by_what_is_found_ten_minutes_later(age: float, other: float, after: float) -> None:
    """However old it is and however new the other."""
    later = NOW + timedelta(seconds=after)
    assert turn_of(NOW - timedelta(seconds=age), NOW) < turn_of(later - timedelta(seconds=other), later) + 1e-3


def test_a_date_in_the_future_is_no_advantage() -> None:
    """It counts as news of this moment."""
    assert turn_of(NOW + timedelta(days=1), NOW) == turn_of(NOW, NOW) == NOW.timestamp()
