"""What follows from a try is decided by its outcome, the deadline and the policy."""

from datetime import timedelta
from typing import Literal

import pytest

from alerts.aftermath import Aftermath, after_lost_lease, after_try, backoff
from alerts.alert import DeliveryKind, DeliveryState
from alerts.channels.channel import Outcome, Sent
from tests.alerts.making import NOW, hours

NEW, EDIT, REPLY = DeliveryKind.NEW, DeliveryKind.EDIT, DeliveryKind.REPLY
DUE, SENT, FAILED, UNKNOWN = DeliveryState.DUE, DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.UNKNOWN


def _after(
    outcome: Outcome,
    *,
    kind: DeliveryKind = NEW,
    attempt: int = 1,
    policy: Literal["resend", "hold"] = "resend",
    deadline: timedelta = timedelta(hours=6),
) -> Aftermath:
    return after_try(outcome, kind=kind, attempt=attempt, deadline_at=NOW + deadline, on_ambiguous=policy, now=NOW)


@pytest.mark.parametrize(
    ("outcome", "kind", "policy", "state"),
    [
        (Outcome(sent=Sent.DELIVERED), NEW, "resend", SENT),
        (Outcome(sent=Sent.NOT_SENT), NEW, "hold", DUE),
        (Outcome(sent=Sent.REFUSED), NEW, "resend", FAILED),
        (Outcome(sent=Sent.AMBIGUOUS), NEW, "resend", DUE),
        (Outcome(sent=Sent.AMBIGUOUS), NEW, "hold", UNKNOWN),
        (Outcome(sent=Sent.AMBIGUOUS), REPLY, "hold", UNKNOWN),
        (Outcome(sent=Sent.AMBIGUOUS), EDIT, "hold", DUE),
        (Outcome(sent=Sent.GONE), EDIT, "resend", DUE),
        (Outcome(sent=Sent.MOVED, moved_to="-100"), NEW, "resend", DUE),
        (Outcome(sent=Sent.REFUSED, channel_down=True), NEW, "resend", DUE),
    ],
)
def test_the_state_that_follows(
    outcome: Outcome, kind: DeliveryKind, policy: Literal["resend", "hold"], state: DeliveryState
) -> None:
    """An edit may be repeated for ever, a message only as the policy says, and a dead channel blames no message."""
    assert _after(outcome, kind=kind, policy=policy).state is state


def test_the_peers_wish_comes_before_our_own_wait() -> None:
    """Ignoring retry_after risks a ban."""
    assert _after(Outcome(sent=Sent.NOT_SENT, retry_after=40)).not_before == NOW + timedelta(seconds=40)
    assert _after(Outcome(sent=Sent.NOT_SENT)).not_before == NOW + backoff(1)


def test_a_wait_beyond_the_deadline_is_a_failure_now() -> None:
    """Twelve hours of patience are of no use to who wanted to know within six."""
    outcome = Outcome(sent=Sent.NOT_SENT, retry_after=43_837, error="429 Too Many Requests")
    after = _after(outcome)
    assert (after.state, after.error) == (FAILED, "deadline: 429 Too Many Requests")
    assert _after(outcome, deadline=hours(24)).state is DUE


def test_waits_grow_to_a_bound() -> None:
    """However often it was tried."""
    waits = [backoff(attempt) for attempt in (1, 2, 3, 20, 10_000)]
    assert waits == [timedelta(seconds=seconds) for seconds in (2, 4, 8, 300, 300)]


def test_a_message_that_is_gone_is_sent_anew_at_once_but_not_for_ever() -> None:
    """A peer that says so again and again is asked more slowly."""
    once, often = _after(Outcome(sent=Sent.GONE), kind=EDIT), _after(Outcome(sent=Sent.GONE), kind=EDIT, attempt=6)
    assert (once.anew, once.not_before) == (True, NOW)
    assert often.not_before == NOW + backoff(6)


@pytest.mark.parametrize(
    ("kind", "stage", "staged", "expired", "policy", "state"),
    [
        (NEW, None, False, 1, "resend", DUE),
        (NEW, None, False, 1, "hold", UNKNOWN),
        (NEW, None, True, 1, "hold", DUE),
        (NEW, "data", True, 1, "hold", UNKNOWN),
        (NEW, "data", True, 1, "resend", DUE),
        (EDIT, None, False, 1, "hold", DUE),
        (EDIT, None, False, 3, "resend", DeliveryState.DEAD),
        (NEW, None, True, 3, "hold", DeliveryState.DEAD),
    ],
)
def test_a_lost_lease(
    kind: DeliveryKind,
    stage: str | None,
    staged: bool,
    expired: int,
    policy: Literal["resend", "hold"],
    state: DeliveryState,
) -> None:
    """What was surely not sent is sent; what may have been is a matter of policy; the third dead worker is enough."""
    found = after_lost_lease(kind=kind, stage=stage, staged=staged, expired_leases=expired, on_ambiguous=policy)
    assert found is state
