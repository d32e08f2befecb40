"""What becomes of a delivery after a try, and after a lease that ran out; pure (delivery notes, section 4).

Certainly not sent is tried again until the deadline, later each time or when the peer wishes; ambiguous follows the
policy, but an edit is always repeated, because the same edit twice is one edit.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from alerts.alert import DeliveryKind, DeliveryState
from alerts.channels.channel import Outcome, Sent

OnAmbiguous = Literal["resend", "hold"]

FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=5)
CHANNEL_DOWN_WAIT = timedelta(minutes=1)
AT_ONCE = 5  # tries after which a peer that sends us elsewhere is no more followed at once
DEAD_AFTER = 3  # leases that ran out on one delivery: it kills who touches it


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftermath:
    """The next state of a delivery. `anew`: the message it was to change is gone, so it is sent as a new one."""

    state: DeliveryState
    not_before: datetime | None = None
    error: str | None = None
    anew: bool = False


def after_try(
    outcome: Outcome,
    *,
    kind: DeliveryKind,
    attempt: int,
    deadline_at: datetime,
    on_ambiguous: OnAmbiguous,
    now: datetime,
) -> Aftermath:
    """What an outcome leads to."""
    error = outcome.error or (None if outcome.sent is Sent.DELIVERED else outcome.sent.value)
    if outcome.sent is Sent.DELIVERED:
        return Aftermath(state=DeliveryState.SENT)
    if outcome.channel_down:
        # The fault is the channel's, not the message's: it waits for the channel, but no longer than its deadline.
        return _again(now + CHANNEL_DOWN_WAIT, deadline_at, error)
    if outcome.sent is Sent.REFUSED:
        return Aftermath(state=DeliveryState.FAILED, error=error)
    # At once, unless a peer says it again and again of one message.
    if outcome.sent is Sent.GONE:
        return _again(now if attempt <= AT_ONCE else now + backoff(attempt), deadline_at, error, anew=True)
    if outcome.sent is Sent.MOVED:
        return _again(now if attempt <= AT_ONCE else now + backoff(attempt), deadline_at, error)
    if outcome.sent is Sent.AMBIGUOUS and on_ambiguous == "hold" and kind is not DeliveryKind.EDIT:
        return Aftermath(state=DeliveryState.UNKNOWN, error=error)
    wait = backoff(attempt)
    if outcome.retry_after is not None:
        wait = timedelta(seconds=max(0.0, outcome.retry_after))
    return _again(now + wait, deadline_at, error)


def after_lost_lease(
    *,
    kind: DeliveryKind,
    stage: str | None,
    staged: bool,
    expired_leases: int,
    on_ambiguous: OnAmbiguous,
) -> DeliveryState:
    """Where a delivery goes whose worker died over it. `expired_leases` counts this one.

    `staged` channels commit a stage before bytes that cannot be taken back, so that no stage means: not sent.
    """
    if expired_leases >= DEAD_AFTER:
        return DeliveryState.DEAD
    surely_not_sent = staged and stage is None
    if kind is DeliveryKind.EDIT or surely_not_sent or on_ambiguous == "resend":
        return DeliveryState.DUE
    return DeliveryState.UNKNOWN


def backoff(attempt: int) -> timedelta:
    """The wait after a try: 2 s, 4 s, 8 s … at most 5 minutes."""
    doublings = min(max(attempt - 1, 0), 16)
    return min(FIRST_WAIT * float(1 << doublings), LONGEST_WAIT)


def _again(at: datetime, deadline_at: datetime, error: str | None, *, anew: bool = False) -> Aftermath:
    if at >= deadline_at:
        # A peer that asks for twelve hours of patience is a failure now, not in twelve hours.
        return Aftermath(state=DeliveryState.FAILED, error=f"deadline: {error}" if error else "deadline")
    return Aftermath(state=DeliveryState.DUE, not_before=at, error=error, anew=anew)
