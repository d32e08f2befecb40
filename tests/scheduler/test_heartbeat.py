"""The heartbeat's story goes the way of every story, to its own receivers only, and leaves nothing behind."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from redis.asyncio import Redis
from sqlalchemy import Engine, func, select, update

from alerts import tables
from alerts.advance import advance
from alerts.deliver import Deliverer, sweep
from alerts.exports.gather import Chosen, happenings, stories
from alerts.heartbeat import Beat, begin_beat, present_beat
from alerts.subscriptions import HEARTBEAT, Recipient, Subscription, heartbeat_subscription
from crawler.store.database import reading, writing
from crawler.store.tables import story
from scheduler.demo.loopback import Answer, HttpReceiver, Request
from scheduler.heartbeat import keep_beating
from scheduler.jobs import Workshop, advance_all
from scheduler.tables import house_check
from tests.alerts.making import collapse, store
from tests.alerts.scripted import ScriptedChannel
from tests.scheduler.shop import workshop

DESK = Subscription(name="desk", to=(Recipient(channel="telegram", address="-100"),))
BEAT = heartbeat_subscription(["telegram:-999"])


class Watcher(HttpReceiver):
    """Somebody who watches for silence."""

    def answer(self, request: Request) -> Answer:
        """Always well."""
        return Answer(body=b"OK")


@pytest.fixture
async def shop(engine: Engine, embedded_redis: str) -> AsyncIterator[Workshop]:
    """A workshop with a desk and a receiver of the heartbeat."""
    async with Redis.from_url(embedded_redis, decode_responses=True) as redis:
        await redis.flushall()
        yield workshop(engine, redis, subscriptions=[DESK, BEAT])


async def deliver(shop: Workshop, channel: ScriptedChannel) -> None:
    """Advances what is kept, and delivers it."""
    await advance_all(shop)
    deliverer = Deliverer(
        engine=shop.engine,
        channels={"telegram": channel},
        subscriptions=shop.subscriptions,
        on_ambiguous="resend",
        worker="w",
    )
    for identity in await asyncio.to_thread(sweep, shop.engine, datetime.now(UTC)):
        await deliverer.deliver(identity)


def count(engine: Engine, table: Any) -> int:
    """The rows of a table."""
    with reading(engine) as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


async def test_a_beat_arrives_is_told_on_and_is_gone(shop: Workshop) -> None:
    """Only its receiver got it; the next one begins when its time has come."""
    channel = ScriptedChannel()
    with Watcher() as watcher:
        shop.heartbeat_url = f"{watcher.url}/alive"
        assert [await keep_beating(shop), await keep_beating(shop)] == [Beat.NONE, Beat.PENDING]
        await deliver(shop, channel)
        assert watcher.requests == []
        assert await keep_beating(shop) is Beat.ARRIVED
        assert [request.path for request in watcher.requests] == ["/alive"]
    assert [message.recipient for message in channel.seen] == ["-999"]
    assert "وليست خبرا" in str(channel.seen[0].payload)
    assert [count(shop.engine, one) for one in (story, tables.event, tables.alert, tables.delivery)] == [0, 0, 0, 0]
    assert await keep_beating(shop) is Beat.NONE
    assert count(shop.engine, story) == 0
    shop.heartbeat_every = timedelta(0)
    await keep_beating(shop)
    assert count(shop.engine, story) == 1


async def test_a_beat_that_does_not_arrive_is_told_once_and_where_it_is(shop: Workshop) -> None:
    """Its delivery is still due; when it arrives after all, the check is well again."""
    channel = ScriptedChannel()
    await keep_beating(shop)
    await advance_all(shop)
    with writing(shop.engine) as connection:
        connection.execute(update(story).values(kept_at=datetime.now(UTC) - timedelta(minutes=11)))
        connection.execute(update(tables.delivery).values(last_error="no route"))
    assert [await keep_beating(shop), await keep_beating(shop)] == [Beat.LATE, Beat.LATE]
    with reading(shop.engine) as connection:
        notices = connection.execute(select(tables.alert.c.body).where(tables.alert.c.reason == "notice")).scalars()
        titles = [body["title"] for body in notices]
        value = connection.execute(select(house_check.c.value).where(house_check.c.name == HEARTBEAT)).scalar()
    assert len(titles) == value == 1
    assert "the delivery to telegram:-999 is due: no route" in titles[0]
    await deliver(shop, channel)
    assert await keep_beating(shop) is Beat.ARRIVED
    with reading(shop.engine) as connection:
        assert connection.execute(select(house_check.c.value).where(house_check.c.name == HEARTBEAT)).scalar() == 0


def test_it_is_no_news_for_anybody_else(engine: Engine) -> None:
    """Neither a subscription without filters nor an export has it, and its receivers get no news."""
    now = datetime.now(UTC)
    with writing(engine) as connection:
        begin_beat(connection, now)
    store(engine, collapse(published=now), at=now)
    advance(engine, [DESK, BEAT], now=now)
    with reading(engine) as connection:
        rows = connection.execute(select(tables.delivery.c.subscription, tables.delivery.c.event_id)).all()
        assert present_beat(connection, now).beat is Beat.PENDING
    assert sorted(tuple(row) for row in rows) == [("desk", 2), ("heartbeat", 1)]
    assert [kept.id for kept, _ in stories(engine, Chosen())] == [2]
    assert len(list(happenings(engine, Chosen()))) == 1


async def test_without_receivers_there_is_no_beat(shop: Workshop) -> None:
    """Nothing is kept for nobody."""
    shop.subscriptions = [DESK]
    assert await keep_beating(shop) is Beat.NONE
    assert count(shop.engine, story) == 0
