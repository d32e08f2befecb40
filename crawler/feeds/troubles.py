"""Feeds that answer, and from which nothing comes all the same; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from crawler.feeds.rhythm import Rhythm
from crawler.news import RefusalReason

PAGES_OF = timedelta(hours=24)
_FEWEST_PAGES = 5
_SHORTEST_SILENCE = timedelta(days=3)  # holidays
_SILENT_GAPS = 20
# A feed without any item: it may have been added before its outlet began.
_EMPTY_AFTER_DAYS = 1.0
_READ_AND_REFUSED = tuple(reason.value for reason in RefusalReason)


class FeedTrouble(StrEnum):
    """What is the matter with a feed that answers."""

    PAGES = "pages"  # most of the pages that it lists cannot be had
    SILENT = "silent"  # nothing new for much longer than ever
    EMPTY = "empty"  # it has never listed anything


@dataclass(frozen=True, slots=True, kw_only=True)
class Troubled:
    """A feed's trouble, with the pages of the last day that could not be had and why, or since when it is silent."""

    trouble: FeedTrouble
    lost: int = 0
    pages: int = 0
    reason: str = ""
    since: datetime | None = None

    @property
    def told(self) -> str:
        """What is the matter, in words that follow the feed's name."""
        if self.trouble is FeedTrouble.PAGES:
            return f"answers, but {self.lost} of {self.pages} pages of the last day could not be had: {self.reason}"
        if self.trouble is FeedTrouble.SILENT and self.since is not None:
            return f"answers, but has listed nothing new since {self.since:%Y-%m-%d %H:%MZ}"
        return "answers, but has never listed anything"


def lost_pages(ends: Mapping[tuple[str, str], int]) -> Troubled | None:
    """The trouble with a feed's pages of the last day, given as how many are in a state for a reason, if most of them
    were given up, may not be fetched, or still wait after a failure."""
    pages = sum(ends.values())
    lost = {end: count for end, count in ends.items() if _is_lost(*end)}
    if pages < _FEWEST_PAGES or 2 * sum(lost.values()) <= pages:
        return None
    reasons: dict[str, int] = {}
    for (_, reason), count in lost.items():
        reasons[reason] = reasons.get(reason, 0) + count
    why = max(reasons, key=lambda reason: (reasons[reason], reason))
    return Troubled(trouble=FeedTrouble.PAGES, lost=sum(lost.values()), pages=pages, reason=why)


def longest_silence(usual_gap: timedelta) -> timedelta:
    """How long nothing may come from a feed in which so much time usually lies between two items."""
    return max(_SHORTEST_SILENCE, _SILENT_GAPS * usual_gap)


def silence(
    rhythm: Rhythm | None, last_new_at: datetime | None, usual_gap: timedelta | None, now: datetime
) -> Troubled | None:
    """The trouble with a feed that has brought nothing for much longer than its rhythm lets expect. `usual_gap` is
    what lay between two items when the last one came; None: that was not known yet."""
    if rhythm is None:
        return None
    if last_new_at is None:
        return Troubled(trouble=FeedTrouble.EMPTY) if rhythm.days >= _EMPTY_AFTER_DAYS and not rhythm.window else None
    longest = longest_silence(usual_gap or rhythm.usual_gap)
    return Troubled(trouble=FeedTrouble.SILENT, since=last_new_at) if now - last_new_at > longest else None


def _is_lost(state: str, reason: str) -> bool:
    if state == "refused":  # without the pages that were had, and held no story
        return not reason.startswith(_READ_AND_REFUSED)
    return state == "failed" or (state == "due" and bool(reason))
