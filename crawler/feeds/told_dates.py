"""The dates that a feed tells, as it writes them: also those that no reader understands.

An item whose date cannot be read is new at each first sight. A feed that has stood still since 2024 and writes French
names of days therefore looks like today's; its years give it away.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from crawler.pages.when.dates import read_moment

_MOST_ITEMS = 500
_LARGEST = 5 * 1024 * 1024
_ITEM = re.compile(r"<(?:[\w-]+:)?(?:item|entry|url)[\s/>]|\{\s*\"(?:id|url|title)\"\s*:", re.IGNORECASE)
_DATE = re.compile(
    r"<(?:[\w-]+:)?(?:pubDate|published|date|updated|issued|modified|publication_date|lastmod)\b[^<>]{0,100}>"
    r"\s*(?:<!\[CDATA\[\s*)?([^<\]]{1,100})"
    r"|\"date_(?:published|modified)\"\s*:\s*\"([^\"]{1,100})\"",
    re.IGNORECASE,
)
_BUILT = re.compile(
    r"<(?:[\w-]+:)?(?:lastBuildDate|updated|pubDate)\b[^<>]{0,100}>\s*(?:<!\[CDATA\[\s*)?([^<\]]{1,100})", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)(19[89]\d|20\d\d)(?!\d)")
_CLOCK = re.compile(r"\d:\d\d")
_ZONE = re.compile(r"(?:[+-]\d\d:?\d\d|Z|[A-Z]{2,4})\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldDates:
    """How many items tell a date, how many of these dates cannot be read, and how many name no zone. `latest_year` is
    of the unreadable ones; `built` is when the feed says it was made."""

    told: int = 0
    unread: int = 0
    naive: int = 0
    latest_year: int | None = None
    built: datetime | None = None
    example: str = ""  # of a date that cannot be read


def told_dates(body: bytes) -> ToldDates:
    """The dates in a feed's bytes; never raises. Their years are ASCII in nearly all feeds, whatever the charset."""
    text = body[:_LARGEST].decode("utf-8", "replace").replace("\x00", "")
    starts = [match.start() for _, match in zip(range(_MOST_ITEMS), _ITEM.finditer(text), strict=False)]
    ends = [*starts[1:], len(text)] if starts else []
    dates = [date for start, end in zip(starts, ends, strict=True) if (date := _first(_DATE, text, start, end))]
    unread = [date for date in dates if read_moment(date) is None]
    built = _first(_BUILT, text, 0, starts[0] if starts else len(text))
    return ToldDates(
        told=len(dates),
        unread=len(unread),
        naive=sum(1 for date in dates if _CLOCK.search(date) and not _ZONE.search(date)),
        latest_year=max((int(year) for date in unread for year in _YEAR.findall(date)), default=None),
        built=read_moment(built) if built else None,
        example=unread[0] if unread else "",
    )


def _first(pattern: re.Pattern[str], text: str, start: int, end: int) -> str:
    match = pattern.search(text, start, end)
    return "" if match is None else " ".join(next(filter(None, match.groups()), "").split())
