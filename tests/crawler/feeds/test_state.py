"""A feed's state is one word, and a week of failures is dead."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.feeds.state import DEAD_AFTER, FeedState, state_after
from crawler.feeds.visit import Visit, VisitOutcome

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("outcome", list(VisitOutcome))
@pytest.mark.parametrize("days", [0, 6, 7, 400])
def test_the_state_follows_from_the_visit_and_the_first_failure(outcome: VisitOutcome, days: int) -> None:
    """Success is healthy whatever was before, 410 is gone, and any other failure is dead after a week."""
    expected = FeedState.DEAD if timedelta(days=days) >= DEAD_AFTER else FeedState.FAILING
    if outcome is VisitOutcome.GONE:
        expected = FeedState.GONE
    if outcome.is_success:
        expected = FeedState.HEALTHY
    assert state_after(Visit(at=NOW, outcome=outcome), NOW - timedelta(days=days)) is expected


def test_the_first_failure_is_only_failing() -> None:
    """Nothing is known of an earlier one."""
    assert state_after(Visit(at=NOW, outcome=VisitOutcome.NETWORK_ERROR), None) is FeedState.FAILING
