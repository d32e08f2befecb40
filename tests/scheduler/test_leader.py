"""The lease: one leader at a time, on both databases."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from crawler.store.database import writing
from scheduler.leader import give_up, take_or_renew

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def _take(engine: Engine, holder: str, now: datetime) -> bool:
    with writing(engine) as connection:
        return take_or_renew(connection, holder=holder, now=now, seconds=15)


def test_only_one_of_two_leads(engine: Engine) -> None:
    """The first takes the lease, the second waits; the first may renew."""
    assert _take(engine, "a", NOW)
    assert not _take(engine, "b", NOW + timedelta(seconds=5))
    assert _take(engine, "a", NOW + timedelta(seconds=10))
    assert not _take(engine, "b", NOW + timedelta(seconds=20))


def test_a_stand_by_takes_over_when_the_lease_runs_out(engine: Engine) -> None:
    """A dead leader is replaced, and does not come back while the new one leads."""
    assert _take(engine, "a", NOW)
    assert _take(engine, "b", NOW + timedelta(seconds=16))
    assert not _take(engine, "a", NOW + timedelta(seconds=17))


def test_a_clean_stop_hands_over_at_once(engine: Engine) -> None:
    """A leader that gives up is replaced without waiting."""
    assert _take(engine, "a", NOW)
    with writing(engine) as connection:
        give_up(connection, holder="a", now=NOW + timedelta(seconds=1))
    assert _take(engine, "b", NOW + timedelta(seconds=2))
