"""When a feed is visited next: soon where much is new, seldom where little is, later and later after errors."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.feeds.cadence import (
    FIRST,
    LONGEST,
    LONGEST_FLOOR,
    SHORTEST,
    last_with_window,
    missed_items,
    next_visit,
)
from crawler.feeds.rhythm import learn
from crawler.feeds.visit import Visit, VisitOutcome
from tests.crawler.feeds.visits import at, by_day, daily, seen, watched

NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)
ERRORS = [outcome for outcome in VisitOutcome if not outcome.is_success]


def _visits(*new: int, every: timedelta = timedelta(minutes=10), found: int = 20) -> list[Visit]:
    """Visits in even steps up to NOW, with the given numbers of new items."""
    return [
        Visit(
            at=NOW - every * (len(new) - 1 - index),
            outcome=VisitOutcome.NEW_ITEMS if count else VisitOutcome.NOT_MODIFIED,
            found=found,
            new=count,
        )
        for index, count in enumerate(new)
    ]


def _failed(times: int, outcome: VisitOutcome = VisitOutcome.NETWORK_ERROR) -> list[Visit]:
    return [*_visits(20), *(Visit(at=NOW, outcome=outcome) for _ in range(times))]


def _wait(history: list[Visit], **options: float) -> timedelta:
    return next_visit(history, NOW, **options) - NOW  # type: ignore[arg-type]


def test_a_feed_never_visited_is_visited_now() -> None:
    """A new feed does not wait."""
    assert next_visit([], NOW) == NOW


def test_the_first_visit_says_nothing_of_the_pace() -> None:
    """Everything is new at first sight."""
    assert _wait(_visits(20)) == FIRST


def test_a_busy_feed_is_visited_before_its_window_rolls_over() -> None:
    """With 15 of 20 items new in ten minutes, a whole window lasts 13: the next visit comes well before."""
    assert _wait(_visits(20, 15, 15, 15)) <= timedelta(minutes=7)


def test_a_quiet_feed_is_visited_seldom() -> None:
    """The wait grows with every visit that finds nothing."""
    few, many = _wait(_visits(20, 0, 0)), _wait(_visits(20, *[0] * 18, every=timedelta(hours=2)))
    assert timedelta(minutes=5) < few < many <= LONGEST


def test_a_window_without_an_old_item_was_missed() -> None:
    """When nothing of the last window is left, something may have come and gone: hurry."""
    before, rolled = _visits(3, 20)
    assert missed_items(rolled, before)
    assert not missed_items(before, None)
    assert _wait([before, before, rolled]) < timedelta(minutes=5)


@pytest.mark.parametrize("outcome", ERRORS)
def test_errors_lengthen_the_wait_up_to_a_cap(outcome: VisitOutcome) -> None:
    """Each error in a row doubles it; six hours are the most, and the feed is never given up."""
    waits = [_wait(_failed(times, outcome)) for times in range(1, 30)]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST


def test_one_error_costs_less_than_an_hour() -> None:
    """A hiccup of a server does not silence its outlet."""
    assert _wait(_failed(1)) <= timedelta(minutes=10)


def test_a_success_ends_the_backoff() -> None:
    """After an error and a good visit the pace is the feed's own."""
    assert _wait([*_failed(8), *_visits(1)]) < timedelta(hours=1)


def test_retry_after_is_kept_to_the_second() -> None:
    """A server that asks for a pause gets it whole, whatever the jitter; a day at most."""
    asked = Visit(at=NOW, outcome=VisitOutcome.HTTP_ERROR, http_status=429, retry_after=timedelta(hours=8))
    assert _wait([asked], jitter=-1) == timedelta(hours=8)
    endless = Visit(at=NOW, outcome=VisitOutcome.HTTP_ERROR, http_status=503, retry_after=timedelta(days=365))
    assert _wait([endless]) == timedelta(days=1)


def test_the_feeds_own_floor_is_kept_within_reason() -> None:
    """ttl and max-age slow a visit down, but not to the hour that WordPress writes into every feed."""
    slow = Visit(at=NOW, outcome=VisitOutcome.NEW_ITEMS, found=40, new=6, floor=timedelta(minutes=12))
    hourly = Visit(at=NOW, outcome=VisitOutcome.NEW_ITEMS, found=40, new=6, floor=timedelta(hours=1))
    before = _visits(20, 15)[:1]
    assert _wait([*before, slow]) == timedelta(minutes=12)
    assert _wait([*before, hourly]) == LONGEST_FLOOR


@given(
    st.lists(
        st.tuples(st.sampled_from(list(VisitOutcome)), st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=40
    ),
    st.floats(-3, 3),
)
def test_every_history_has_a_next_visit_within_bounds(
    visits: list[tuple[VisitOutcome, int, int]], jitter: float
) -> None:
    """Between a minute and six hours, whatever happened."""
    history = [
        Visit(at=NOW - timedelta(minutes=7 * (len(visits) - 1 - n)), outcome=outcome, found=found, new=min(new, found))
        for n, (outcome, found, new) in enumerate(visits)
    ]
    assert SHORTEST <= next_visit(history, NOW, jitter=jitter) - NOW <= LONGEST


def test_an_edition_is_awaited_at_its_hour_and_hardly_else() -> None:
    """A paper that appears at two is visited every few minutes then, and hours apart in the afternoon."""
    rhythm = watched(daily(10), days=10, window=60)
    for hour, least, most in ((1.9, 0, 10), (14.0, 50, 360)):
        now = at(hour, day=10)
        wait = next_visit([seen(now)], now, rhythm=replace(rhythm, at=now)) - now
        assert timedelta(minutes=least) <= wait <= timedelta(minutes=most)


def test_an_edition_that_has_come_does_not_come_twice() -> None:
    """Once the paper is there, its hour is as quiet as any other."""
    came = [moment for moment in daily(11) if moment > at(1, day=10)]
    rhythm = watched(daily(10), days=10, window=60)
    now = at(2.6, day=10)
    before, after = replace(rhythm, at=now), learn(rhythm, seen(now, len(came), found=60, dates=came))
    waits = [next_visit([seen(now)], now, rhythm=known) - now for known in (before, after)]
    assert waits[1] > 2 * waits[0]


def test_the_night_of_an_outlet_is_slept_through() -> None:
    """A site that pauses at night is visited seldom then, and the visits are dense again by day."""
    rhythm = watched(by_day(14), days=14)
    waits = {}
    for hour in (0.0, 12.0):
        now = at(hour, day=14)
        waits[hour] = next_visit([seen(now)], now, rhythm=replace(rhythm, at=now)) - now
    assert waits[0.0] > 1.5 * waits[12.0]  # and not longer: its window would not hold a burst in the night
    assert waits[12.0] < timedelta(minutes=20)


def test_a_burst_is_followed_at_once_and_let_go_again() -> None:
    """Twelve items in twenty minutes on a quiet site: visits minutes apart, and usual ones some hours later."""
    rhythm = watched(by_day(14, 16), days=14)
    usual = next_visit([seen(rhythm.at)], rhythm.at, rhythm=rhythm) - rhythm.at
    now = rhythm.at + timedelta(minutes=30)
    news = [now - timedelta(minutes=20) + timedelta(minutes=1.6 * n) for n in range(12)]
    burst = learn(rhythm, seen(now, 12, dates=news))
    assert next_visit([seen(now, 12)], now, rhythm=burst) - now <= timedelta(minutes=5)
    later = now + timedelta(hours=3)
    calm = learn(burst, seen(later))
    assert next_visit([seen(later)], later, rhythm=calm) - later > min(usual, timedelta(minutes=30)) / 2


def test_a_feed_that_once_burst_is_never_left_longer_than_its_window_holds() -> None:
    """What came within an hour may come again: half of the window is left free for it, by night as well."""
    rhythm = replace(watched(by_day(14, 16), days=14), surprises=(10.0, 20.0, 40.0))
    now = at(0.0, day=14)
    wait = next_visit([seen(now)], now, rhythm=replace(rhythm, at=now)) - now
    assert wait <= timedelta(minutes=20)


def test_the_window_is_that_of_the_last_visit_that_had_one() -> None:
    """A visit that was told "not modified" shows no window; the meter compares with the one before."""
    history = [seen(at(0), 25), seen(at(1)), seen(at(2))]
    rolled = seen(at(3), 25)
    assert missed_items(rolled, last_with_window(history))
    assert not missed_items(rolled, history[-1])
    assert next_visit([*history, rolled], at(3)) - at(3) <= timedelta(minutes=15)


def test_skipped_hours_are_skipped() -> None:
    """A feed that asks to be left alone from midnight to four is not visited before four."""
    now = at(23.9, day=13)
    rhythm = replace(watched(by_day(14), days=14, window=50), at=now)
    assert next_visit([seen(now)], now, rhythm=rhythm) < at(2, day=14)
    assert next_visit([seen(now)], now, rhythm=replace(rhythm, skip_hours=frozenset(range(4)))) == at(4, day=14)


def test_skipped_hours_never_cost_an_item() -> None:
    """Nobody is left alone for so long that the window could roll over, nor for more than six hours."""
    now = at(23.9, day=13)
    busy = replace(watched(by_day(14), days=14, window=10), at=now, skip_hours=frozenset(range(24)))
    assert next_visit([seen(now)], now, rhythm=busy) - now < timedelta(hours=2)
    quiet = replace(watched([], days=14, window=50), at=now, skip_hours=frozenset(range(24)))
    assert next_visit([seen(now)], now, rhythm=quiet) - now == LONGEST


def test_a_floor_gives_way_before_a_window_rolls_over() -> None:
    """A feed that says "hourly" and brings an item a minute: its window of fifty allows for the longest floor, one of
    ten does not."""
    published = [at(n / 60) for n in range(3 * 24 * 60)]
    for window, least, most in ((50, LONGEST_FLOOR, LONGEST_FLOOR), (10, SHORTEST, timedelta(minutes=9))):
        rhythm = replace(watched(published, days=2, every=0.1, window=window), floor=timedelta(hours=1))
        wait = next_visit([seen(rhythm.at, 6, found=window)], rhythm.at, rhythm=rhythm) - rhythm.at
        assert least <= wait <= most


def test_first_dates_make_the_second_visit_timely() -> None:
    """A window of twenty-five items that reaches back fifty minutes is looked at again within minutes; one that
    reaches back a week, much later."""
    for step, least, most in ((timedelta(minutes=2), 1, 8), (timedelta(hours=7), 60, 360)):
        first = seen(at(12), 25, dates=[at(12) - step * (n + 0.5) for n in range(25)])
        wait = next_visit([first], at(12)) - at(12)
        assert timedelta(minutes=least) <= wait <= timedelta(minutes=most)


def test_a_feed_of_one_item_is_not_one_that_rolls_over() -> None:
    """A new site's feed has one item and lets none go; once it does, its window is as small as it looks."""
    rhythm = learn(learn(None, seen(at(0), 1, found=1)), seen(at(6), 0, found=1))
    calm = next_visit([seen(at(6), 0, found=1)], at(6), rhythm=rhythm) - at(6)
    rolling = learn(rhythm, seen(at(9), 1, found=1))
    hurried = next_visit([seen(at(9), 1, found=1)], at(9), rhythm=rolling) - at(9)
    assert calm > timedelta(minutes=15)
    assert hurried < calm / 3
