"""What is to be done at hubs: decided from the feeds, their subscriptions and the configuration."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crawler.store.websub import HubFeed, HubState, HubSubscription
from scheduler.websub.steps import (
    LONGEST_PAUSE,
    StepKind,
    Why,
    asking_again,
    asking_first,
    next_steps,
    next_try_after,
    pause_after,
    renewal_at,
)

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
CALLBACK = "https://desk.example/websub"
FEED = HubFeed(id=1, name="a", active=True, hub="https://hub.example/", topic="https://a.example/feed")
ACTIVE = HubSubscription(
    feed_id=1,
    hub="https://hub.example/",
    topic="https://a.example/feed",
    callback=f"{CALLBACK}/token",
    token="token",
    secret="secret",
    state=HubState.ACTIVE,
    asked_at=NOW - HOUR,
    lease_until=NOW + HOUR,
    next_try_at=NOW + HOUR / 3,
)
DUE = replace(ACTIVE, next_try_at=NOW)
ASKED = replace(ACTIVE, state=HubState.ASKED, lease_until=None, tries=1)
LEAVING = replace(ACTIVE, state=HubState.LEAVING)
DENIED = replace(ACTIVE, state=HubState.DENIED, lease_until=None)


def decided(
    feed: HubFeed, subscription: HubSubscription | None, callback: str | None = CALLBACK
) -> tuple[StepKind, Why] | None:
    """The one step, if any."""
    subscriptions = [] if subscription is None else [subscription]
    steps = next_steps([feed], subscriptions, callback=callback, now=NOW, limit=10)
    assert all((step.feed, step.subscription) == (feed, subscription) for step in steps)
    return (steps[0].kind, steps[0].why) if steps else None


@pytest.mark.parametrize(
    ("feed", "subscription", "expected"),
    [
        (FEED, None, (StepKind.ASK, Why.NEW)),
        (replace(FEED, active=False), None, None),
        (replace(FEED, hub=None), None, None),
        (replace(FEED, topic=None), None, None),
        (replace(FEED, hub="ftp://hub.example/"), None, None),
        (replace(FEED, topic="https://a.example/" + "x" * 3000), None, None),
        (FEED, ACTIVE, None),
        (FEED, DUE, (StepKind.RENEW, Why.LEASE_ENDS)),
        (FEED, ASKED, None),
        (FEED, replace(ASKED, next_try_at=NOW), (StepKind.ASK, Why.NOT_CONFIRMED)),
        (FEED, replace(DUE, state=HubState.LAPSED), (StepKind.ASK, Why.NOT_CONFIRMED)),
        (FEED, DENIED, None),
        (FEED, replace(DENIED, next_try_at=NOW), (StepKind.ASK, Why.DENIED_LONG_AGO)),
        (replace(FEED, active=False), ACTIVE, (StepKind.LEAVE, Why.FEED_LEFT)),
        (replace(FEED, hub=None), DUE, (StepKind.LEAVE, Why.FEED_LEFT)),
        (replace(FEED, hub="https://other.example/"), ACTIVE, (StepKind.LEAVE, Why.HUB_CHANGED)),
        (replace(FEED, topic="https://a.example/2"), ACTIVE, (StepKind.LEAVE, Why.HUB_CHANGED)),
        (replace(FEED, topic="https://a.example/2"), DENIED, (StepKind.FORGET, Why.NOTHING_TO_END)),
        (replace(FEED, active=False), ASKED, (StepKind.FORGET, Why.NOTHING_TO_END)),
        (FEED, LEAVING, None),
        (FEED, replace(LEAVING, next_try_at=NOW), (StepKind.FORGET, Why.ENDED)),
    ],
)
def test_each_state_leads_to_one_step(
    feed: HubFeed, subscription: HubSubscription | None, expected: tuple[StepKind, Why] | None
) -> None:
    """What is asked for, renewed, ended and forgotten, and what waits."""
    assert decided(feed, subscription) == expected


def test_switched_off_or_moved_away_everything_is_ended() -> None:
    """Without a callback nothing begins; with another one, subscriptions begin anew under it."""
    assert decided(FEED, None, None) is None
    assert decided(FEED, ACTIVE, None) == (StepKind.LEAVE, Why.SWITCHED_OFF)
    assert decided(FEED, DENIED, None) == (StepKind.FORGET, Why.NOTHING_TO_END)
    assert decided(FEED, ACTIVE, "https://new.example") == (StepKind.LEAVE, Why.CALLBACK_CHANGED)


def test_what_may_lapse_comes_before_what_is_new() -> None:
    """A run takes a limited number: renewals first, the longest due before the others."""
    feeds = [replace(FEED, id=number) for number in range(1, 6)]
    subscriptions = [
        replace(ASKED, feed_id=1, next_try_at=NOW - HOUR),
        replace(DUE, feed_id=3),
        replace(DUE, feed_id=4, next_try_at=NOW - HOUR),
    ]
    steps = next_steps(feeds, subscriptions, callback=CALLBACK, now=NOW, limit=4)
    assert [step.feed.id for step in steps] == [4, 3, 1, 2]


def test_pauses_double_from_a_minute_to_six_hours() -> None:
    """However often it fails, a hub is never given up and never asked more."""
    minutes = [pause_after(tries) / timedelta(minutes=1) for tries in range(1, 12)]
    assert minutes == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]
    assert pause_after(10**9) == LONGEST_PAUSE


def test_a_request_is_written_down_with_its_pause_before_it_is_sent() -> None:
    """A crash between asking and the answer leaves a pause; what is in force stays in force."""
    first = asking_first(FEED, callback=CALLBACK, token="t" * 43, secret="s", now=NOW)
    assert (first.state, first.tries, first.next_try_at) == (HubState.ASKED, 1, NOW + timedelta(minutes=1))
    assert first.callback == f"{CALLBACK}/{'t' * 43}"
    renewed = asking_again(DUE, NOW)
    assert (renewed.state, renewed.lease_until, renewed.token) == (HubState.ACTIVE, DUE.lease_until, DUE.token)
    assert asking_again(DENIED, NOW).state is HubState.ASKED
    assert asking_again(replace(ASKED, tries=3), NOW).next_try_at == NOW + timedelta(minutes=8)


def test_the_next_try_is_never_earlier_than_our_pause() -> None:
    """Neither a short Retry-After nor an acceptance shortens it."""
    tried = replace(ASKED, tries=8)
    assert next_try_after(tried, NOW, accepted=True) == NOW + pause_after(8)
    assert next_try_after(tried, NOW, accepted=False, retry_after=timedelta(seconds=1)) == NOW + pause_after(8)
    assert next_try_after(tried, NOW, accepted=False, retry_after=5 * HOUR) == NOW + 5 * HOUR
    assert next_try_after(LEAVING, NOW, accepted=False) == LEAVING.next_try_at


def test_a_lease_is_renewed_when_a_third_of_it_is_left() -> None:
    """Five days leave forty hours for a hub that is down."""
    assert renewal_at(NOW, timedelta(days=5)) == NOW + timedelta(hours=80)
