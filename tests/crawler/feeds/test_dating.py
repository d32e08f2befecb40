"""Dates of a window: which are believed, and the reason for each that is not."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.feeds.dating import DateReason, believed_dates
from crawler.news import Entry

NOW = datetime(2024, 3, 10, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def _entry(published: datetime | None, key: str = "a") -> Entry:
    return Entry(key=key, url=f"https://mina.example/{key}", title="خبر", published=published)


def _window(*dates: datetime | None) -> list[tuple[datetime | None, DateReason]]:
    entries = [_entry(date, str(n)) for n, date in enumerate(dates)]
    found = believed_dates(entries, NOW)
    assert [one.entry.key for one in found] == [entry.key for entry in entries]
    return [(one.entry.published, one.reason) for one in found]


@pytest.mark.parametrize(
    ("ahead", "believed", "reason"),
    [
        (-DAY * 400, NOW - DAY * 400, DateReason.AS_STATED),
        (-HOUR, NOW - HOUR, DateReason.AS_STATED),
        (timedelta(0), NOW, DateReason.AS_STATED),
        (timedelta(minutes=10), NOW + timedelta(minutes=10), DateReason.AS_STATED),
        (timedelta(minutes=10, seconds=1), NOW, DateReason.CLAMPED),
        (3 * HOUR, NOW, DateReason.CLAMPED),
        (DAY, NOW, DateReason.CLAMPED),
        (DAY + timedelta(seconds=1), None, DateReason.FUTURE_DROPPED),
        (DAY * 3650, None, DateReason.FUTURE_DROPPED),
    ],
)
def test_a_date_ahead_is_taken_for_now_or_for_nothing(
    ahead: timedelta, believed: datetime | None, reason: DateReason
) -> None:
    """Clocks differ by minutes, zones by hours; a date further ahead says nothing."""
    assert _window(NOW + ahead) == [(believed, reason)]


def test_no_date_stays_none() -> None:
    """Never the moment of the visit."""
    assert _window(None) == [(None, DateReason.ABSENT)]


def test_one_old_date_for_all_is_frozen() -> None:
    """Five items or more of one moment, two days old: the outlet's software has stopped."""
    old = NOW - 49 * HOUR
    assert _window(*[old] * 5, None) == [(None, DateReason.FROZEN)] * 5 + [(None, DateReason.ABSENT)]


@pytest.mark.parametrize(
    "dates",
    [
        [NOW - 49 * HOUR] * 4,
        [NOW - 48 * HOUR] * 9,
        [NOW - HOUR] * 9,
        [*[NOW - 49 * HOUR] * 8, NOW - 50 * HOUR],
    ],
    ids=["four items", "two days", "an edition of today", "one of another date"],
)
def test_other_windows_are_believed(dates: list[datetime]) -> None:
    """A paper's morning edition bears one date, and a quiet section an old one."""
    assert _window(*dates) == [(date, DateReason.AS_STATED) for date in dates]


def test_an_empty_window_is_empty() -> None:
    """A section may have nothing today."""
    assert believed_dates([], NOW) == ()
