"""An event that is for somebody and has no delivery is found, told once, and forgotten when it is mended."""

from datetime import UTC, datetime, timedelta

import pytest
from redis.asyncio import Redis
from sqlalchemy import Engine, delete, select, update

from alerts import tables
from alerts.advance import advance
from alerts.subscriptions import Recipient, Subscription
from crawler.store.database import reading, writing
from scheduler.health import status
from scheduler.house_checks import WITHOUT_ROW, missing_rows, note_check, note_subscriptions
from scheduler.jobs import check_house, prune, tell_of_deliveries
from scheduler.tables import house_check
from tests.alerts.making import collapse, store
from tests.scheduler.shop import workshop

NOW = datetime.now(UTC)
HOUR_AGO = NOW - timedelta(hours=1)
DESK = Subscription(name="desk", to=(Recipient(channel="telegram", address="-100"),))
CAIRO = Subscription(name="cairo", to=(Recipient(channel="telegram", address="-200"),), countries=("EG",))


def tell(engine: Engine, *, alerting: bool = True, since: datetime = NOW - timedelta(hours=2)) -> None:
    """One event of an hour ago, told to whom it is for; the subscriptions hold since before."""
    with writing(engine) as connection:
        note_subscriptions(connection, [DESK, CAIRO], since)
    store(engine, collapse(published=HOUR_AGO), at=HOUR_AGO, alerting=alerting)
    advance(engine, [DESK, CAIRO], now=HOUR_AGO)


def missing(engine: Engine, *subscriptions: Subscription) -> list[str]:
    """What the check finds now."""
    with reading(engine) as connection:
        return missing_rows(connection, subscriptions or (DESK, CAIRO), NOW)


def lose(engine: Engine) -> None:
    """Loses every delivery, as no crash should."""
    with writing(engine) as connection:
        connection.execute(delete(tables.delivery))


def test_what_was_told_in_whatever_way_is_no_violation(engine: Engine) -> None:
    """A row is a row, also of a delivery that failed."""
    tell(engine)
    with writing(engine) as connection:
        connection.execute(update(tables.delivery).values(state="failed", ended_at=HOUR_AGO))
    assert missing(engine) == []


def test_an_event_without_its_row_is_found(engine: Engine) -> None:
    """It names the event, the receiver and the subscription; who filters it out misses nothing."""
    tell(engine)
    lose(engine)
    assert missing(engine) == ["event 1 for telegram:-100 (desk)"]


@pytest.mark.parametrize(
    ("alerting", "since", "changed"),
    [
        (False, NOW - timedelta(hours=2), HOUR_AGO),  # nothing of it may alert
        (True, NOW - timedelta(minutes=30), HOUR_AGO),  # the subscription is younger
        (True, NOW - timedelta(hours=2), NOW),  # it may be under way
    ],
)
def test_what_nobody_had_to_be_told_of_is_no_violation(
    engine: Engine, alerting: bool, since: datetime, changed: datetime
) -> None:
    """The check looks at what the transaction should have done, and cries over nothing else."""
    tell(engine, alerting=alerting, since=since)
    lose(engine)
    with writing(engine) as connection:
        connection.execute(update(tables.event).values(changed_at=changed))
    assert missing(engine) == []


def test_the_same_subscriptions_hold_since_they_were_first_seen(engine: Engine) -> None:
    """A restart changes nothing, another filter does; their order is none."""
    for subscriptions, at in (([DESK, CAIRO], 3), ([CAIRO, DESK], 2), ([DESK], 1)):
        with writing(engine) as connection:
            note_subscriptions(connection, subscriptions, NOW - timedelta(hours=at))
            since = connection.execute(select(house_check.c.since)).scalar_one()
        assert since == NOW - timedelta(hours=max(at, 3) if at > 1 else 1)


def test_a_violation_is_news_once_until_it_is_mended(engine: Engine) -> None:
    """And shows in the status as long as it lasts."""
    news = []
    for problems in ([], ["a"], ["a", "b"], [], ["c"]):
        with writing(engine) as connection:
            news.append(note_check(connection, WITHOUT_ROW, problems, NOW))
    assert news == [False, True, False, False, True]
    found = status(engine, "redis://127.0.0.1:1/0", now=NOW)
    assert "the check without_row found 1 violations: c" in found.problems


async def test_the_operator_is_told_of_lost_rows_and_of_bad_ends(engine: Engine, embedded_redis: str) -> None:
    """Each once, in a delivery that the workers are woken for."""
    async with Redis.from_url(embedded_redis, decode_responses=True) as redis:
        await redis.flushall()
        shop = workshop(engine, redis, subscriptions=[DESK, CAIRO])
        tell(engine)
        assert (await check_house(shop), await tell_of_deliveries(shop)) == (0, 0)
        with writing(engine) as connection:
            connection.execute(update(tables.delivery).values(state="failed", last_error="no", ended_at=HOUR_AGO))
        assert [await tell_of_deliveries(shop), await tell_of_deliveries(shop)] == [1, 0]
        lose(engine)
        assert [await check_house(shop), await check_house(shop)] == [1, 1]
        assert await shop.deliveries.depth() == 2
    with reading(engine) as connection:
        bodies = connection.execute(select(tables.alert.c.body).where(tables.alert.c.reason == "notice")).scalars()
        titles = [body["title"] for body in bodies]
    assert [title.partition(":")[0].split()[0] for title in titles] == ["alerts", "events"]
    assert "event 1 for telegram:-100 (desk)" in titles[1]


async def test_old_deliveries_are_forgotten_with_what_is_theirs_alone(engine: Engine, embedded_redis: str) -> None:
    """Not one that has not ended, however old, nor an alert of which somebody still has one."""
    tell(engine)
    old = NOW - timedelta(days=91)
    with writing(engine) as connection:
        assert connection.execute(update(tables.event_key).values(at=old)).rowcount > 0
        connection.execute(update(tables.alert).values(created_at=old))
        connection.execute(update(tables.delivery).values(created_at=old))
        connection.execute(tables.attempt.insert().values(delivery_id=1, n=1, started_at=old))
    async with Redis.from_url(embedded_redis, decode_responses=True) as redis:
        shop = workshop(engine, redis)
        assert await prune(shop) == 0
        with writing(engine) as connection:
            connection.execute(update(tables.delivery).values(state="sent", ended_at=old))
        assert await prune(shop) == 1
    with reading(engine) as connection:
        for table in (tables.alert, tables.delivery, tables.attempt, tables.event_key):
            assert connection.execute(select(table)).all() == []
        assert len(connection.execute(select(tables.event)).all()) == 1
