"""A feed that has moved: when the word of permanent redirects is believed; pure.

A maintenance page or a captive portal answers 301 as well, so one redirect is followed and not believed. A move is
adopted once it was seen often enough, over a day, with a feed at its end, and within the outlet's own site. A move to
another site is told and left to the operator.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.sites import same_site

BELIEVED_AFTER = timedelta(hours=24)
BELIEVED_SEEN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Where permanent redirects have led without a break, since when, and at how many visits."""

    to: str
    since: datetime
    seen: int


def moved(known: Move | None, to: str | None, now: datetime) -> Move | None:
    """What is known of a move after a readable answer that came from `to`; None: it came without such redirects."""
    if to is None:
        return None
    if known is None or known.to != to:
        return Move(to=to, since=now, seen=1)
    return Move(to=to, since=known.since, seen=known.seen + 1)


def is_believed(move: Move, url: str, now: datetime) -> bool:
    """Whether a feed at `url` is from now on asked for at the move's end."""
    return move.seen >= BELIEVED_SEEN and now - move.since >= BELIEVED_AFTER and same_site(url, move.to)
