"""When a push makes its feed due."""

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.websub.hints import hint_at

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (None, 0),
        (-3600, 0),
        (-10, 0),
        (-9, 1),
        (0, 10),  # at the very moment: what came second may tell of more
        (1, None),
        (10, None),
    ],
)
def test_hints_are_ten_seconds_apart(last: int | None, due: int | None) -> None:
    """The last hint's distance from now decides, in seconds; one that is still ahead covers the push."""
    moment = None if last is None else NOW + last * SECOND
    assert hint_at(moment, NOW) == (None if due is None else NOW + due * SECOND)
