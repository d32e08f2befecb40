"""What is to be done at hubs now: a pure function of the feeds, their subscriptions and the configuration.

A subscription is asked for where an active feed names a hub and a topic, renewed in the last third of its lease, and
ended where its feed, hub, topic or our own address is another one. All of it waits for `next_try_at`, which is moved
ahead before a hub is asked: a crash in between costs a pause, and never leads to a flood.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from crawler.store.websub import HubFeed, HubState, HubSubscription
from crawler.urls import is_web_url

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
CONFIRMED_WITHIN = timedelta(minutes=10)  # a hub that accepted may take its time to verify
ENDED_WITHIN = timedelta(minutes=5)
AFTER_DENIAL = timedelta(days=7)
LONGEST_ADDRESS = 2_000


class StepKind(StrEnum):
    """What is to be done, the most urgent first."""

    FORGET = "forget"
    RENEW = "renew"
    LEAVE = "leave"
    ASK = "ask"


class Why(StrEnum):
    """The reason of a step."""

    NEW = "new"
    NOT_CONFIRMED = "not_confirmed"  # by now, or the hub failed
    LEASE_ENDS = "lease_ends"
    DENIED_LONG_AGO = "denied_long_ago"
    SWITCHED_OFF = "switched_off"
    FEED_LEFT = "feed_left"  # not watched any more, or it names no hub
    HUB_CHANGED = "hub_changed"  # the feed's hub or topic
    CALLBACK_CHANGED = "callback_changed"
    NOTHING_TO_END = "nothing_to_end"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do. `subscription` is None only where there was none yet."""

    kind: StepKind
    why: Why
    feed: HubFeed
    subscription: HubSubscription | None = None


def next_steps(
    feeds: Sequence[HubFeed],
    subscriptions: Sequence[HubSubscription],
    *,
    callback: str | None,
    now: datetime,
    limit: int,
) -> list[Step]:
    """At most `limit` steps that are due, the most urgent first. `callback` None means that WebSub is off."""
    subscribed = {one.feed_id: one for one in subscriptions}
    steps = [step for feed in feeds if (step := _step(feed, subscribed.get(feed.id), callback, now)) is not None]
    order = list(StepKind)
    steps.sort(key=lambda step: (order.index(step.kind), step.subscription.next_try_at if step.subscription else now))
    return steps[:limit]


def _step(feed: HubFeed, subscription: HubSubscription | None, callback: str | None, now: datetime) -> Step | None:
    if subscription is None:
        wanted = callback is not None and _can_be_asked_for(feed)
        return Step(kind=StepKind.ASK, why=Why.NEW, feed=feed) if wanted else None

    def step(kind: StepKind, why: Why) -> Step:
        return Step(kind=kind, why=why, feed=feed, subscription=subscription)

    due = subscription.next_try_at <= now
    if subscription.state is HubState.LEAVING:
        return step(StepKind.FORGET, Why.ENDED) if due else None
    unwanted = _unwanted(feed, subscription, callback)
    if unwanted is not None:
        at_hub = subscription.lease_until is not None
        return step(StepKind.LEAVE, unwanted) if at_hub else step(StepKind.FORGET, Why.NOTHING_TO_END)
    if not due:
        return None
    if subscription.state is HubState.ACTIVE:
        return step(StepKind.RENEW, Why.LEASE_ENDS)
    denied = subscription.state is HubState.DENIED
    return step(StepKind.ASK, Why.DENIED_LONG_AGO if denied else Why.NOT_CONFIRMED)


def _can_be_asked_for(feed: HubFeed) -> bool:
    return feed.active and all(
        address is not None and len(address) <= LONGEST_ADDRESS and is_web_url(address)
        for address in (feed.hub, feed.topic)
    )


def _unwanted(feed: HubFeed, subscription: HubSubscription, callback: str | None) -> Why | None:
    if callback is None:
        return Why.SWITCHED_OFF
    if not _can_be_asked_for(feed):
        return Why.FEED_LEFT
    if (feed.hub, feed.topic) != (subscription.hub, subscription.topic):
        return Why.HUB_CHANGED
    if subscription.callback != address_of(callback, subscription.token):
        return Why.CALLBACK_CHANGED
    return None


def address_of(callback: str, token: str) -> str:
    """The callback address of one subscription."""
    return f"{callback}/{token}"


def asking_first(feed: HubFeed, *, callback: str, token: str, secret: str, now: datetime) -> HubSubscription:
    """A subscription as it stands while its hub is asked for the first time."""
    assert feed.hub is not None
    assert feed.topic is not None
    return HubSubscription(
        feed_id=feed.id,
        hub=feed.hub,
        topic=feed.topic,
        callback=address_of(callback, token),
        token=token,
        secret=secret,
        state=HubState.ASKED,
        asked_at=now,
        tries=1,
        next_try_at=now + pause_after(1),
    )


def asking_again(subscription: HubSubscription, now: datetime) -> HubSubscription:
    """The same while its hub is asked again. One that is in force stays in force, under the same address."""
    tries = subscription.tries + 1
    state = HubState.ASKED if subscription.state is HubState.DENIED else subscription.state
    return replace(subscription, state=state, asked_at=now, tries=tries, next_try_at=now + pause_after(tries))


def leaving(subscription: HubSubscription, now: datetime) -> HubSubscription:
    """The same while its hub is told to end it. It is tried once: the lease ends by itself."""
    return replace(
        subscription,
        state=HubState.LEAVING,
        asked_at=now,
        tries=subscription.tries + 1,
        next_try_at=now + ENDED_WITHIN,
    )


def pause_after(tries: int) -> timedelta:
    """How long a hub that did not confirm after so many tries is left alone."""
    doublings: int = 2 ** min(max(tries, 1) - 1, 12)
    return min(FIRST_PAUSE * doublings, LONGEST_PAUSE)


def next_try_after(
    asked: HubSubscription, now: datetime, *, accepted: bool, retry_after: timedelta | None = None
) -> datetime:
    """When the hub is asked again unless it confirms."""
    if asked.state is HubState.LEAVING:
        return asked.next_try_at
    least = CONFIRMED_WITHIN if accepted else retry_after or timedelta(0)
    return now + max(pause_after(asked.tries), least)


def renewal_at(now: datetime, lease: timedelta) -> datetime:
    """When a lease that begins now is renewed: at the beginning of its last third."""
    return now + lease * 2 / 3
