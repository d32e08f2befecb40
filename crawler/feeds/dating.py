"""Which of the dates that a feed gives its items are believed, and why not; pure.

A date may lie ahead because the outlet's clock or zone is wrong, and a whole window may bear one old date because
its software has stopped. Neither may decide what is news.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from crawler.news import Entry

CLOCKS_DIFFER = timedelta(minutes=10)
# A local time that is written as UTC is ahead by the zone: at most 14 hours, and a day with a wrong date line.
ZONES_DIFFER = timedelta(hours=24)
FROZEN_AFTER = timedelta(hours=48)
_FEWEST_FROZEN = 5  # of fewer items, one date for all may be a morning's edition of long ago


class DateReason(StrEnum):
    """What became of an item's date."""

    AS_STATED = "as_stated"
    CLAMPED = "clamped"  # up to a day ahead: it is taken for now
    FUTURE_DROPPED = "future_dropped"  # further ahead: it says nothing
    FROZEN = "frozen"  # the same old one for every item
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedEntry:
    """An entry with the date that is believed, and the reason."""

    entry: Entry
    reason: DateReason


def believed_dates(entries: Sequence[Entry], now: datetime) -> tuple[DatedEntry, ...]:
    """The entries of one window, in the same order, with the dates that can be believed at `now`."""
    dates = [entry.published for entry in entries if entry.published is not None]
    is_frozen = len(dates) >= _FEWEST_FROZEN and len(set(dates)) == 1 and now - dates[0] > FROZEN_AFTER
    return tuple(_dated(entry, now, is_frozen) for entry in entries)


def _dated(entry: Entry, now: datetime, is_frozen: bool) -> DatedEntry:
    if entry.published is None:
        return DatedEntry(entry=entry, reason=DateReason.ABSENT)
    if is_frozen:
        return DatedEntry(entry=replace(entry, published=None), reason=DateReason.FROZEN)
    ahead = entry.published - now
    if ahead > ZONES_DIFFER:
        return DatedEntry(entry=replace(entry, published=None), reason=DateReason.FUTURE_DROPPED)
    if ahead > CLOCKS_DIFFER:
        return DatedEntry(entry=replace(entry, published=now), reason=DateReason.CLAMPED)
    return DatedEntry(entry=entry, reason=DateReason.AS_STATED)
