"""A workshop over a test's database and Redis."""

from collections.abc import Sequence
from datetime import timedelta

from redis.asyncio import Redis
from sqlalchemy import Engine

from alerts.subscriptions import Subscription, operator_subscription
from crawler.store.streams import DELIVERIES, VISITS, Stream
from scheduler.jobs import Workshop

OPERATOR = operator_subscription(["mailto:ops@example.org"], language="en", timezone="UTC")


def workshop(engine: Engine, redis: Redis, *, subscriptions: Sequence[Subscription] = ()) -> Workshop:
    """With an operator who is told by mail."""
    return Workshop(
        engine=engine,
        visits=Stream(redis, name=VISITS, group="crawlers", consumer="test"),
        deliveries=Stream(redis, name=DELIVERIES, group="alerts", consumer="test"),
        subscriptions=subscriptions,
        keep_visits=timedelta(days=1),
        keep_deliveries=timedelta(days=90),
        deadline=timedelta(hours=6),
        operator=OPERATOR,
    )
