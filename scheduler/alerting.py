"""The alerts' role in its process: settings, database, Redis and channels put together around the worker."""

import asyncio
import logging
import os
import socket
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

from redis.asyncio import Redis
from redis.exceptions import RedisError

from alerts.channels.build import Channels
from alerts.channels.channel import Channel
from alerts.deliver import Deliverer
from alerts.settings import resolve_secrets
from alerts.worker import Worker
from crawler.errors import ConfigurationError
from crawler.settings import database_address, redis_address
from crawler.store.database import connect
from crawler.store.giving_up import of_redis
from crawler.store.streams import DELIVERIES, Stream
from scheduler.bot import Bot, Plan, plan_of
from scheduler.settings import Settings, subscriptions_of
from scheduler.short_health import short_health

logger = logging.getLogger(__name__)


async def run_alerts(settings: Settings, stop: asyncio.Event, changes: AsyncIterator[Settings]) -> None:
    """Delivers until `stop` is set. Each of the `changes` takes effect for every try from then on."""
    engine = connect(database_address(settings.store))
    address = redis_address(settings.store)
    redis: Redis = Redis.from_url(address, decode_responses=True, **of_redis(address))
    consumer = f"{socket.gethostname()}:{os.getpid()}"
    stream = Stream(redis, name=DELIVERIES, group="alerts", consumer=consumer)
    channels = Channels()
    _fit(channels, settings)
    deliverer = Deliverer(
        engine=engine,
        channels=channels.by_name,
        subscriptions=subscriptions_of(settings),
        on_ambiguous=settings.alerts.on_ambiguous,
        worker=consumer,
        deadline=timedelta(hours=settings.alerts.deadline_hours),
    )
    worker = Worker(
        engine=engine,
        stream=stream,
        deliverer=deliverer,
        at_once=settings.alerts.workers,
    )
    bot = Bot(
        engine=engine,
        holder=consumer,
        health=short_health(engine, redis_address(settings.store)),
        wake=lambda ids: _wake(stream, ids),
    )
    bot.configure(_bot_plan(settings))
    following = asyncio.create_task(_follow(changes, channels, deliverer, worker, bot))
    listening = asyncio.create_task(bot.run(stop))
    try:
        logger.info("alerts_started channels=%s", ",".join(sorted(channels.by_name)))
        await worker.run(stop)
        await listening
    finally:
        following.cancel()
        listening.cancel()
        for channel in channels.by_name.values():
            await channel.close()
        await redis.aclose()
        engine.dispose()
        logger.info("alerts_stopped")


def _fit(channels: Channels, settings: Settings) -> list[Channel]:
    secrets = resolve_secrets(settings.alerts, settings.subscription)
    return channels.fit(settings.alerts, secrets, allow_private_hosts=settings.crawler.allow_private_hosts)


def _bot_plan(settings: Settings) -> Plan | None:
    return plan_of(settings, resolve_secrets(settings.alerts, settings.subscription).telegram_token)


async def _wake(stream: Stream, ids: Sequence[int]) -> None:
    """Names answers to the workers. Without Redis they find them by themselves."""
    try:
        await stream.add_many([{"delivery": str(identity)} for identity in ids])
    except RedisError as error:
        logger.warning("deliveries_not_pushed count=%d error=%s", len(ids), type(error).__name__)


async def _follow(
    changes: AsyncIterator[Settings], channels: Channels, deliverer: Deliverer, worker: Worker, bot: Bot
) -> None:
    """Takes up new settings; what cannot be made of them is told, and all stays as it was."""
    async with asyncio.TaskGroup() as closing:
        async for settings in changes:
            try:
                retired = _fit(channels, settings)
            except ConfigurationError as error:
                logger.error("channels_not_taken_up keeping_the_old_ones=true error=%s", error)
                continue
            deliverer.configure(
                channels=channels.by_name,
                subscriptions=subscriptions_of(settings),
                on_ambiguous=settings.alerts.on_ambiguous,
                deadline=timedelta(hours=settings.alerts.deadline_hours),
            )
            bot.configure(_bot_plan(settings))
            logger.info("configuration_taken_up channels=%s", ",".join(sorted(channels.by_name)))
            closing.create_task(_close(retired, worker))


async def _close(retired: Sequence[Channel], worker: Worker) -> None:
    await worker.settled()
    for channel in retired:
        await channel.close()
