"""An outage is waited for; a page that is not there is not."""

from datetime import UTC, datetime, timedelta

from crawler.feeds.attempts import PATIENT, next_attempt_at

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def _attempts(*, passing: bool, retry_after: timedelta | None = None) -> list[timedelta]:
    """When a page is asked for that fails each time, from the first failure on."""
    found, moment = [], NOW
    while (at := next_attempt_at(moment, len(found) + 1, passing=passing, retry_after=retry_after)) is not None:
        found.append(at - NOW)
        moment = at
    return found


def test_an_outage_of_two_days_loses_nothing() -> None:
    """At first it is asked soon, then every six hours; never more than six apart."""
    attempts = _attempts(passing=True)
    assert attempts[0] == timedelta(minutes=1)
    assert 40 * HOUR < attempts[-1] < 60 * HOUR
    assert max(PATIENT) == 6 * HOUR


def test_a_page_that_is_not_there_is_given_up_after_some_hours() -> None:
    """It may come a moment after its feed."""
    assert len(_attempts(passing=False)) == 4
    assert _attempts(passing=False)[-1] < 2 * HOUR


def test_a_pause_that_is_asked_for_is_kept() -> None:
    """Also where it is longer than ours, up to a day."""
    assert _attempts(passing=True, retry_after=2 * HOUR)[:2] == [2 * HOUR, 4 * HOUR]
    assert next_attempt_at(NOW, 1, passing=True, retry_after=999 * HOUR) == NOW + 24 * HOUR
    assert next_attempt_at(NOW, 9, passing=True, retry_after=HOUR) == NOW + 6 * HOUR
