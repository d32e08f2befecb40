"""When a feed is visited next: soon where much is new, seldom where little is, later and later after errors."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.feeds.cadence import FIRST, LONGEST, LONGEST_FLOOR, SHORTEST, missed_items, next_visit
from crawler.feeds.visit import Visit, VisitOutcome

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
    assert timedelta(minutes=10) < few < many <= LONGEST


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
    slow = Visit(at=NOW, outcome=VisitOutcome.NEW_ITEMS, found=20, new=15, floor=timedelta(minutes=12))
    hourly = Visit(at=NOW, outcome=VisitOutcome.NEW_ITEMS, found=20, new=15, floor=timedelta(hours=1))
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
