"""The alerts' role in its process: settings, database, Redis and channels put together around the worker."""

import asyncio
import logging
import os
import socket

from redis.asyncio import Redis

from alerts.channels.build import build_channels
from alerts.deliver import Deliverer
from alerts.settings import resolve_secrets
from alerts.worker import Worker
from crawler.settings import database_address, redis_address
from crawler.store.database import connect
from crawler.store.streams import DELIVERIES, Stream
from scheduler.settings import Settings, subscriptions_of

logger = logging.getLogger(__name__)


async def run_alerts(settings: Settings, stop: asyncio.Event) -> None:
    """Delivers until `stop` is set."""
    engine = connect(database_address(settings.store))
    redis: Redis = Redis.from_url(redis_address(settings.store), decode_responses=True)
    secrets = resolve_secrets(settings.alerts, settings.subscription)
    channels = build_channels(settings.alerts, secrets, allow_private_hosts=settings.crawler.allow_private_hosts)
    consumer = f"{socket.gethostname()}:{os.getpid()}"
    worker = Worker(
        engine=engine,
        stream=Stream(redis, name=DELIVERIES, group="alerts", consumer=consumer),
        deliverer=Deliverer(
            engine=engine,
            channels=channels,
            subscriptions=subscriptions_of(settings),
            on_ambiguous=settings.alerts.on_ambiguous,
            worker=consumer,
        ),
        at_once=settings.alerts.workers,
    )
    try:
        logger.info("alerts_started channels=%s", ",".join(sorted(channels)) or "none")
        await worker.run(stop)
    finally:
        for channel in channels.values():
            await channel.close()
        await redis.aclose()
        engine.dispose()
        logger.info("alerts_stopped")
