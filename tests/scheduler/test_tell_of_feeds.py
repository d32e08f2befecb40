"""The operator hears of a feed that is dead, and when it works again; without one nobody's mark is taken off."""

from datetime import UTC, datetime, timedelta

from redis.asyncio import Redis
from sqlalchemy import Engine, select, update

from alerts.tables import alert as alert_table
from alerts.tables import delivery as delivery_table
from crawler.news import Entry, Feed
from crawler.store.database import reading, writing
from crawler.store.entries import add_entries, entry_failed
from crawler.store.feeds import add_feed
from crawler.store.tables import entry as entry_table
from crawler.store.tables import feed as feed_table
from scheduler.health import status
from scheduler.jobs import Workshop, tell_of_feeds
from tests.scheduler.shop import workshop

NOW = datetime.now(UTC)


def _shop(engine: Engine, redis: Redis, *, with_operator: bool = True) -> Workshop:
    shop = workshop(engine, redis)
    shop.operator = shop.operator if with_operator else None
    return shop


def _state(engine: Engine, state: str) -> None:
    with writing(engine) as connection:
        connection.execute(
            update(feed_table).values(state=state, failing_since=NOW - timedelta(days=8), last_error="status 500")
        )


def _told(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        bodies = connection.execute(select(alert_table.c.body).order_by(alert_table.c.id)).scalars().all()
    return [body["title"] for body in bodies]


async def test_a_dead_feed_is_told_once_and_its_return_too(engine: Engine, embedded_redis: str) -> None:
    """Each in a delivery of its own, which the alert workers are woken for."""
    async with Redis.from_url(embedded_redis, decode_responses=True) as redis:
        await redis.flushall()
        shop = _shop(engine, redis)
        with writing(engine) as connection:
            add_feed(connection, Feed(name="furat", url="https://furat.example/feed", outlet="مرآة الفرات"), NOW)
        assert await tell_of_feeds(shop) == 0
        for state in ("failing", "dead", "dead", "healthy", "healthy"):
            _state(engine, state)
            await tell_of_feeds(shop)
        depth = await shop.deliveries.depth()
    said = [title.replace("\u2068", "").replace("\u2069", "") for title in _told(engine)]
    assert len(said) == depth == 2
    assert said[0].startswith("the feed furat (مرآة الفرات) has not answered since ")
    assert "status 500" in said[0]
    assert said[1] == "the feed furat (مرآة الفرات) works again"
    with reading(engine) as connection:
        rows = connection.execute(select(delivery_table.c.subscription, delivery_table.c.recipient)).all()
    assert {tuple(row) for row in rows} == {("operator", "ops@example.org")}


async def test_without_an_operator_nothing_is_marked_as_told(engine: Engine, embedded_redis: str) -> None:
    """Whoever is named later hears of it."""
    async with Redis.from_url(embedded_redis, decode_responses=True) as redis:
        with writing(engine) as connection:
            add_feed(connection, Feed(name="furat", url="https://furat.example/feed", outlet="مرآة الفرات"), NOW)
        _state(engine, "gone")
        assert await tell_of_feeds(_shop(engine, redis, with_operator=False)) == 0
        assert _told(engine) == []
        assert await tell_of_feeds(_shop(engine, redis)) == 1


async def test_a_feed_that_answers_in_vain_is_told_once(engine: Engine, embedded_redis: str) -> None:
    """With how many of its pages, and why; and when it is over."""
    async with Redis.from_url(embedded_redis, decode_responses=True) as redis:
        shop = _shop(engine, redis)
        with writing(engine) as connection:
            feed = add_feed(connection, Feed(name="furat", url="https://furat.example/feed", outlet="مرآة الفرات"), NOW)
            entries = [Entry(key=f"k{n}", url=f"https://furat.example/{n}", title=f"خبر {n}") for n in range(5)]
            for identity in add_entries(connection, feed, entries, NOW).due:
                entry_failed(connection, identity, "status 403", NOW)
            connection.execute(update(feed_table).values(state="healthy"))
        assert [await tell_of_feeds(shop) for _ in range(2)] == [1, 0]
        problems = status(engine, embedded_redis, now=NOW).problems
        assert "the feed furat answers, but 5 of 5 pages of the last day could not be had: status 403" in problems
        with writing(engine) as connection:
            connection.execute(update(entry_table).values(state="kept"))
        assert [await tell_of_feeds(shop) for _ in range(2)] == [1, 0]
    said = [title.replace("\u2068", "").replace("\u2069", "") for title in _told(engine)]
    assert said == [
        "the feed furat (مرآة الفرات) answers, but 5 of 5 pages of the last day could not be had: status 403",
        "the feed furat (مرآة الفرات) works again",
    ]
