"""The job that keeps subscriptions: asks hubs, renews leases, ends what is not wanted, and lets owed visits be made.

Each request is written down before it is sent, and its answer afterwards. A hub that is down costs nothing but its
hints: its feeds are visited at their own pace all the while.
"""

import asyncio
import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx
from sqlalchemy import Connection, Engine

from alerts.channels.guarded import guarded_client
from crawler.guard import Allowed
from crawler.store.database import reading, writing
from crawler.store.websub import (
    HubSubscription,
    begin_asking,
    forget,
    hub_feeds,
    hub_subscriptions,
    lapse,
    make_owed_due,
    record_answer,
)
from scheduler.settings import Settings
from scheduler.websub.hub import TIMEOUT, HubAnswer, HubSaid, Mode, ask_hub
from scheduler.websub.steps import (
    Step,
    StepKind,
    asking_again,
    asking_first,
    leaving,
    next_steps,
    next_try_after,
)

logger = logging.getLogger(__name__)

AT_ONCE = 30  # requests of one run: some hubs serve hundreds of feeds
SIDE_BY_SIDE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class HubDesk:
    """What keeping subscriptions needs. `callback` None means that WebSub is off."""

    engine: Engine
    callback: str | None
    lease: timedelta
    allowed: Allowed
    user_agent: str


def hub_desk(settings: Settings, engine: Engine) -> HubDesk:
    """The desk as the configuration wants it."""
    return HubDesk(
        engine=engine,
        callback=settings.websub.callback,
        lease=timedelta(seconds=settings.websub.lease_seconds),
        allowed=Allowed.of(settings.crawler.allow_private_hosts),
        user_agent=settings.crawler.user_agent,
    )


async def keep_subscriptions(desk: HubDesk, now: datetime) -> list[HubAnswer]:
    """Does what is due at hubs; returns what they answered."""
    asked = await asyncio.to_thread(_begin, desk, now)
    if not asked:
        return []
    places = asyncio.Semaphore(SIDE_BY_SIDE)
    async with guarded_client(desk.allowed, timeout=TIMEOUT) as client:

        async def ask(step: Step, subscription: HubSubscription) -> HubAnswer:
            async with places:
                return await _ask(desk, client, step, subscription, now)

        return list(await asyncio.gather(*(ask(step, subscription) for step, subscription in asked)))


def _begin(desk: HubDesk, now: datetime) -> list[tuple[Step, HubSubscription]]:
    with reading(desk.engine) as connection:
        if not hub_subscriptions(connection) and (desk.callback is None or not hub_feeds(connection)):
            return []  # the usual minute where no hub is used: no write lock is taken for nothing
    with writing(desk.engine) as connection:
        lapse(connection, now)
        owed = make_owed_due(connection, now)
        steps = next_steps(
            hub_feeds(connection), hub_subscriptions(connection), callback=desk.callback, now=now, limit=AT_ONCE
        )
        asked = _written_down(connection, desk, steps, now)
    if owed:
        logger.info("websub_visits_owed feeds=%s", owed)
    return asked


def _written_down(
    connection: Connection, desk: HubDesk, steps: Sequence[Step], now: datetime
) -> list[tuple[Step, HubSubscription]]:
    asked = []
    for step in steps:
        subscription = step.subscription
        if step.kind is StepKind.FORGET:
            assert subscription is not None
            forget(connection, subscription.token)
            continue
        if step.kind is StepKind.LEAVE:
            assert subscription is not None
            begun = leaving(subscription, now)
        elif subscription is not None:
            begun = asking_again(subscription, now)
        else:
            assert desk.callback is not None
            token, secret = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
            begun = asking_first(step.feed, callback=desk.callback, token=token, secret=secret, now=now)
        begin_asking(connection, begun)
        asked.append((step, begun))
    return asked


async def _ask(
    desk: HubDesk, client: httpx.AsyncClient, step: Step, subscription: HubSubscription, now: datetime
) -> HubAnswer:
    mode = Mode.UNSUBSCRIBE if step.kind is StepKind.LEAVE else Mode.SUBSCRIBE
    answer = await ask_hub(
        client, subscription, mode, allowed=desk.allowed, lease=desk.lease, user_agent=desk.user_agent, now=now
    )
    accepted = answer.said is HubSaid.ACCEPTED
    logger.log(
        logging.INFO if accepted else logging.WARNING,
        "websub_asked feed=%s mode=%s why=%s said=%s tries=%d error=%r",
        step.feed.name,
        mode,
        step.why,
        answer.said,
        subscription.tries,
        answer.error,
    )
    again = next_try_after(subscription, now, accepted=accepted, retry_after=answer.retry_after)

    def record() -> None:
        with writing(desk.engine) as connection:
            record_answer(connection, subscription, error=answer.error, next_try_at=again)

    await asyncio.to_thread(record)
    return answer
