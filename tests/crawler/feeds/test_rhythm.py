"""A rhythm knows the hours and days of a feed, whatever little the visits say, and is small enough to be kept."""

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.feeds.rhythm import Rhythm, learn, learn_all, rhythm_from_json, rhythm_to_json
from crawler.feeds.visit import Visit, VisitOutcome
from tests.crawler.feeds.visits import MONDAY, at, by_day, daily, seen, watched


def test_the_dates_of_the_first_window_tell_the_pace() -> None:
    """Twenty-five items of the last twelve hours are fifty a day, before anyone looked twice."""
    dates = [at(12) - timedelta(minutes=29 * n + 1) for n in range(25)]
    rhythm = learn(None, seen(at(12), 25, dates=dates))
    assert rhythm is not None
    assert 40 < rhythm.items_a_day < 65


def test_an_old_item_at_the_top_does_not_slow_the_pace() -> None:
    """A story of last week that is pinned to the top says nothing of how much comes."""
    dates = [at(12) - timedelta(minutes=29 * n + 1) for n in range(24)]
    rhythm = learn(None, seen(at(12), 25, dates=[*dates, at(12) - timedelta(days=7)]))
    assert rhythm is not None
    assert 40 < rhythm.items_a_day < 65


@pytest.mark.parametrize(("new", "old"), [(8, 1), (6, 2), (17, 3), (7, 3)])
def test_items_from_before_a_pause_do_not_slow_the_pace(new: int, old: int) -> None:
    """A few of the last week, pinned or from before a holiday, say nothing of a feed that has five an hour today."""
    dates = [at(12) - timedelta(minutes=12 * n + 1) for n in range(new)]
    rhythm = learn(
        None, seen(at(12), new + old, dates=[*dates, *(at(12) - timedelta(days=7, hours=n) for n in range(old))])
    )
    assert rhythm is not None
    assert rhythm.items_a_day > 60


def test_a_first_window_without_dates_says_only_how_long_it_is() -> None:
    """Its items are of any age."""
    rhythm = learn(None, seen(at(12), 25))
    assert rhythm is not None
    assert rhythm.window == 25
    assert rhythm.days == 0


def test_the_hour_of_an_edition_is_learnt_without_dates() -> None:
    """Visits every half hour are enough to know when a paper appears."""
    rhythm = watched(daily(10), days=10, window=60)
    assert rhythm.usual(at(2, day=10)) > 20
    assert rhythm.usual(at(14, day=10)) < 1


def test_dates_are_finer_than_visits() -> None:
    """Of two feeds visited every three hours, only the one with dates is known to publish in the first half hour."""
    rhythms = {}
    for dated in (True, False):
        rhythm = learn(None, seen(MONDAY, 25))
        for day in range(10):
            for hour in range(3, 27, 3):
                came = [moment for moment in daily(10) if at(hour - 3, day=day) < moment <= at(hour, day=day)]
                rhythm = learn(rhythm, seen(at(hour, day=day), len(came), dates=came if dated else ()))
        assert rhythm is not None
        rhythms[dated] = rhythm
    assert rhythms[True].usual(at(2.1, day=10)) > 3 * rhythms[True].usual(at(0.5, day=10))
    assert rhythms[False].usual(at(2.1, day=10)) == pytest.approx(rhythms[False].usual(at(0.75, day=10)), rel=0.2)


def test_a_date_from_before_the_last_visit_is_not_when_the_item_came() -> None:
    """An item that was not there at the last visit came after it, whatever it says: it counts between them."""
    before = learn(None, seen(at(12), 25))
    rhythm = learn(before, seen(at(13), 1, dates=[at(3)]))
    assert rhythm is not None
    assert rhythm.quarters[12] == 0
    assert sum(rhythm.quarters[48:53]) == pytest.approx(1)


def test_a_weekday_without_items_is_learnt() -> None:
    """A site that pauses on Fridays is expected to pause next Friday too."""
    rhythm = watched([moment for moment in by_day(28) if moment.weekday() != 4], days=28)
    assert rhythm.usual(at(12, day=4 + 28)) < rhythm.usual(at(12, day=3 + 28)) / 2


def test_failures_teach_nothing() -> None:
    """A server that is down has not stopped publishing."""
    rhythm = watched(by_day(2), days=2)
    for outcome in VisitOutcome:
        if not outcome.is_success:
            assert learn(rhythm, Visit(at=at(1, day=2), outcome=outcome)) is rhythm
    assert learn(None, Visit(at=MONDAY, outcome=VisitOutcome.NETWORK_ERROR)) is None


def test_a_long_pause_teaches_nothing_of_the_pace() -> None:
    """After a day without the daemon a window of 25 items does not mean that 25 came."""
    rhythm = watched(by_day(3), days=3)
    after = learn(rhythm, seen(at(0, day=5), 25))
    assert after is not None
    assert after.items_a_day == rhythm.items_a_day
    assert after.at == at(0, day=5)


def test_what_a_document_asks_for_outlives_not_modified() -> None:
    """The window, the floor and the hours to skip stand until the next document says otherwise."""
    document = Visit(
        at=at(1),
        outcome=VisitOutcome.NOTHING_NEW,
        found=30,
        floor=timedelta(minutes=5),
        skip_hours=frozenset({1, 2}),
    )
    rhythm = learn_all([document, seen(at(2)), seen(at(3))])
    assert rhythm is not None
    assert (rhythm.window, rhythm.floor, rhythm.skip_hours) == (30, timedelta(minutes=5), {1, 2})


def test_a_surprise_is_more_than_was_expected() -> None:
    """An edition at its hour surprises nobody; forty items on a quiet afternoon do, and are remembered."""
    known = watched(daily(6), days=6, window=60)
    assert max(known.surprises) < 15
    news = [at(15 + n / 60, day=6) for n in range(40)]
    after = learn(known, seen(at(0.5, day=6)))
    for hour in (3.0, 6.0, 9.0, 12.0, 15.0, 15.5, 16.0):
        came = [moment for moment in [*daily(7), *news] if after is not None and after.at < moment <= at(hour, day=6)]
        after = learn(after, seen(at(hour, day=6), len(came), found=60, dates=came))
    assert after is not None
    assert after.surprises[-1] > 25


def test_a_rhythm_is_kept_as_small_json() -> None:
    """Under two kilobytes for a busy feed, and the same when read again."""
    rhythm = watched(by_day(15, 317), days=15, every=0.2, window=50)
    text = json.dumps(rhythm_to_json(rhythm))
    assert len(text) < 2048
    assert rhythm_from_json(json.loads(text)) == rhythm


@pytest.mark.parametrize("kept", [None, {}, [], "x", {"at": "2024-03-04T00:00:00Z", "quarters": [1, 2]}])
def test_what_is_no_rhythm_is_learnt_anew(kept: object) -> None:
    """A record of another form does not stop its feed."""
    assert rhythm_from_json(kept) is None


@given(st.lists(st.tuples(st.integers(-100, 50_000), st.integers(0, 400), st.integers(0, 400)), max_size=20))
def test_any_visits_can_be_learnt(steps: list[tuple[int, int, int]]) -> None:
    """Clocks that go back, windows that shrink, dates from anywhere: a rhythm comes out that lets something expect."""
    moment, rhythm = MONDAY, None
    for seconds, found, new in steps:
        moment += timedelta(seconds=seconds)
        dates = [moment - timedelta(hours=n * 7 - 20) for n in range(min(new, found) // 2)]
        rhythm = learn(rhythm, seen(moment, min(new, found), found=found, dates=dates))
        assert isinstance(rhythm, Rhythm)
        assert rhythm.usual(moment) > 0
        assert min(rhythm.quarters) >= 0
