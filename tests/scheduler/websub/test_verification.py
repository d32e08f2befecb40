"""What a hub's GET is taken for, in each state of a subscription."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crawler.store.websub import HubState, HubSubscription
from scheduler.websub.verification import LONGEST_LEASE, Verdict, read_verification

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
TOPIC = "https://a.example/feed"
ASKED = HubSubscription(
    feed_id=1,
    hub="https://hub.example/",
    topic=TOPIC,
    callback="https://desk.example/token",
    token="token",
    secret="secret",
    state=HubState.ASKED,
    asked_at=NOW,
    next_try_at=NOW,
)
QUERY = {"hub.topic": TOPIC, "hub.challenge": "c", "hub.lease_seconds": "60"}
FIVE_DAYS = timedelta(days=5)


@pytest.mark.parametrize(
    ("mode", "believed_in"),
    [
        ("subscribe", {HubState.ASKED, HubState.ACTIVE, HubState.LAPSED}),
        ("unsubscribe", {HubState.LEAVING}),
        ("denied", {HubState.ASKED, HubState.ACTIVE, HubState.LAPSED, HubState.DENIED}),
        ("Subscribe", set()),
        ("", set()),
    ],
)
def test_a_mode_is_believed_only_while_it_is_wanted(mode: str, believed_in: set[HubState]) -> None:
    """Nobody ends what we want, and nobody begins what we are leaving."""
    believed = {
        state
        for state in HubState
        if read_verification(QUERY | {"hub.mode": mode}, replace(ASKED, state=state), asked_lease=FIVE_DAYS).verdict
        in (Verdict.CONFIRMED, Verdict.ENDED, Verdict.DENIED)
    }
    assert believed == believed_in


@pytest.mark.parametrize(
    ("written", "lease"),
    [
        ("864000", timedelta(days=10)),
        ("1", timedelta(seconds=1)),
        ("99999999999999999999", LONGEST_LEASE),
        ("0", FIVE_DAYS),
        ("-5", FIVE_DAYS),
        ("", FIVE_DAYS),
        ("١٢٣", FIVE_DAYS),
        ("1e9", FIVE_DAYS),
    ],
)
def test_the_hub_decides_the_lease(written: str, lease: timedelta) -> None:
    """Up to a bound; where it says nothing that makes sense, what was asked for holds."""
    query = QUERY | {"hub.mode": "subscribe", "hub.lease_seconds": written}
    assert read_verification(query, ASKED, asked_lease=FIVE_DAYS).lease == lease


def test_without_a_subscription_or_its_topic_nothing_is_believed() -> None:
    """Not even a denial."""
    for mode in ("subscribe", "unsubscribe", "denied"):
        query = QUERY | {"hub.mode": mode}
        assert read_verification(query, None, asked_lease=FIVE_DAYS).verdict is Verdict.UNKNOWN
        other = query | {"hub.topic": TOPIC + "/"}
        assert read_verification(other, ASKED, asked_lease=FIVE_DAYS).verdict is Verdict.OTHER_TOPIC
        assert read_verification({"hub.mode": mode}, ASKED, asked_lease=FIVE_DAYS).verdict is Verdict.OTHER_TOPIC
