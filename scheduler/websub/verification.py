"""What a hub's GET at a callback means: it verifies that we asked, or says that it denies what we asked for.

Only a request for the very topic that was asked for is believed, and only while we want what it is about: a hub that
repeats an old request, or anybody who learnt a callback's address, can neither end a subscription nor begin one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from crawler.arabic.clean import clean_title
from crawler.store.websub import HubState, HubSubscription

LONGEST_LEASE = timedelta(days=90)  # what a hub grants beyond is renewed all the same
LONGEST_CHALLENGE = 1024  # characters; hubs send some dozen
LONGEST_REASON = 200


class Verdict(StrEnum):
    """What is answered, and why."""

    CONFIRMED = "confirmed"  # we asked for it: the challenge goes back
    ENDED = "ended"  # we asked to end it: the challenge goes back
    DENIED = "denied"  # taken note of
    UNKNOWN = "unknown"  # no subscription has this callback
    OTHER_TOPIC = "other_topic"
    NOT_WANTED = "not_wanted"  # not what we asked for
    BAD_CHALLENGE = "bad_challenge"
    UNKNOWN_MODE = "unknown_mode"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The verdict with what belongs to it: what to answer, for how long, or the hub's reason."""

    verdict: Verdict
    challenge: str | None = None
    lease: timedelta | None = None
    reason: str = ""


def read_verification(
    query: Mapping[str, str], subscription: HubSubscription | None, *, asked_lease: timedelta
) -> Verification:
    """The verdict on a GET with this query at the callback of this subscription (None: at no callback of ours)."""
    if subscription is None:
        return Verification(verdict=Verdict.UNKNOWN)
    if query.get("hub.topic") != subscription.topic:
        return Verification(verdict=Verdict.OTHER_TOPIC)
    mode = query.get("hub.mode")
    leaving = subscription.state is HubState.LEAVING
    if mode == "denied":
        if leaving:
            return Verification(verdict=Verdict.NOT_WANTED)
        return Verification(verdict=Verdict.DENIED, reason=clean_title(query.get("hub.reason", ""))[:LONGEST_REASON])
    if mode not in ("subscribe", "unsubscribe"):
        return Verification(verdict=Verdict.UNKNOWN_MODE)
    if subscription.state is HubState.DENIED or leaving != (mode == "unsubscribe"):
        return Verification(verdict=Verdict.NOT_WANTED)
    challenge = query.get("hub.challenge", "")
    if not challenge or len(challenge) > LONGEST_CHALLENGE or not challenge.isprintable():
        return Verification(verdict=Verdict.BAD_CHALLENGE)
    if leaving:
        return Verification(verdict=Verdict.ENDED, challenge=challenge)
    lease = _lease(query.get("hub.lease_seconds", "")) or asked_lease
    return Verification(verdict=Verdict.CONFIRMED, challenge=challenge, lease=lease)


def _lease(value: str) -> timedelta | None:
    """The lease that the hub grants; None where it says nothing that makes sense, though it must."""
    if not value.isascii() or not value.isdigit() or int(value[:12]) == 0:
        return None
    return min(timedelta(seconds=int(value[:12])), LONGEST_LEASE)
