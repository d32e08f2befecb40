"""When a story was published and revised: one decision between all dates that its page states.

The order is JSON-LD, meta elements, <time>, what readers see; the feed's date comes before them all. A page may
state several, and not all are true: a CMS stamps the present into each page, a date loses its time or its zone on
the way. A date that later sources contradict in a known way gives way; one that nothing supports is not taken.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from urllib.parse import unquote, urlsplit

from crawler.news import PublishedFrom, ZoneFrom
from crawler.pages.when.dates import TO_THE_DAY, Told

_DAY = timedelta(days=1)
_STAMP = timedelta(minutes=2)  # a page is made moments before it arrives
_CLOCKS = timedelta(minutes=10)  # by which those of two servers may differ
# Of the page's own address: /2025/03/03/, /2025/3/3-, /2025-03-03-, /2025/world/3/3/. A picture's is never looked at.
_IN_PATH = re.compile(
    r"/(199\d|20\d\d)(?:/(?:[a-z_]{3,20}/)?(\d{1,2})/(\d{1,2})(?=[/-]|$)|-(\d{2})-(\d{2})(?=[-/.]|$))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedDate:
    """A date that a page states. `weak`: of what it is the date is not said, or is often not true.

    `sealed` is a publication date that equals the same source's date of the last revision.
    """

    told: Told
    source: PublishedFrom
    modified: bool = False
    weak: bool = False
    labelled: bool = False
    sealed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryDates:
    """What is decided; None where it is unknown. Times are in UTC."""

    published: datetime | None = None
    published_from: PublishedFrom | None = None
    zone_from: ZoneFrom | None = None
    modified: datetime | None = None
    modified_from: PublishedFrom | None = None


def decide_dates(
    stated: Sequence[StatedDate],
    *,
    url: str = "",
    zone: tzinfo = UTC,
    zone_known: bool = False,
    fetched_at: datetime | None = None,
    hint: datetime | None = None,
) -> StoryDates:
    """The dates of a page's own story, out of what the page states (best source first) and the feed's `hint`."""
    possible = [
        fitted for each in stated if (fitted := _as_far_as_possible(each, zone, zone_known, fetched_at)) is not None
    ]
    dates = StoryDates()
    if hint is not None:
        dates = StoryDates(published=hint, published_from=PublishedFrom.FEED)
    else:
        published = [each for each in possible if not each.modified]
        best = _publication(published, day_in_address(url), fetched_at)
        if best is not None:
            zone_from = _zone_from(best.told, zone_known)
            dates = StoryDates(published=best.told.moment, published_from=best.source, zone_from=zone_from)
        elif not published:  # what the address denies is doubtful, and then so is the address
            dates = _by_address(day_in_address(url), zone, zone_known, fetched_at)
    revised = _revision([each for each in possible if each.modified], dates.published, fetched_at)
    return dates if revised is None else replace(dates, modified=revised.told.moment, modified_from=revised.source)


def day_in_address(url: str) -> date | None:
    """The day that stands in a page's own address: it confirms a date or denies one, and is one where there is none."""
    try:
        match = _IN_PATH.search(unquote(urlsplit(url).path))
        return date(int(match[1]), int(match[2] or match[4]), int(match[3] or match[5])) if match else None
    except ValueError:
        return None


def _by_address(day: date | None, zone: tzinfo, zone_known: bool, fetched_at: datetime | None) -> StoryDates:
    """The beginning of the day in the address, which the outlet wrote there itself; nothing for one in the future."""
    if day is None:
        return StoryDates()
    begins = datetime.combine(day, datetime.min.time(), tzinfo=zone).astimezone(UTC)
    if fetched_at is not None and begins > fetched_at + _CLOCKS:
        return StoryDates()
    zone_from = ZoneFrom.OUTLET if zone_known else ZoneFrom.ASSUMED
    return StoryDates(published=begins, published_from=PublishedFrom.ADDRESS, zone_from=zone_from)


def _zone_from(told: Told, zone_known: bool) -> ZoneFrom:
    if told.offset is not None:
        return ZoneFrom.STATED
    return ZoneFrom.OUTLET if zone_known else ZoneFrom.ASSUMED


def _as_far_as_possible(
    stated: StatedDate, zone: tzinfo, zone_known: bool, fetched_at: datetime | None
) -> StatedDate | None:
    """The date in the zone that it can be in, or None for one that lies in the future."""
    told = stated.told
    if told.precision >= TO_THE_DAY and told.moment.astimezone(zone).date() != told.day:
        # «2025-03-03T00:00:00Z» west of Greenwich is the evening before.
        told = replace(told, moment=datetime.combine(told.day, datetime.min.time(), tzinfo=zone).astimezone(UTC))
    if fetched_at is None:
        return replace(stated, told=told)
    if told.moment > fetched_at + _CLOCKS and told.offset == timedelta() and zone_known:
        # A CMS that writes its local time with a Z: in the outlet's zone it is not of the future.
        local = told.moment.replace(tzinfo=zone).astimezone(UTC)
        if local <= fetched_at + _CLOCKS and told.precision < TO_THE_DAY:
            told = replace(told, moment=local, offset=None)
    return replace(stated, told=told) if told.moment <= fetched_at + _DAY else None


def _publication(stated: list[StatedDate], in_address: date | None, fetched_at: datetime | None) -> StatedDate | None:
    stated = _confirmed(_without_stamps(stated, fetched_at), in_address)
    if not stated:
        return None
    best = stated[0]
    earlier = [each for each in stated[1:] if each.told.moment < best.told.moment - _DAY and not _agree(each, best)]
    if best.weak and earlier:
        best = earlier[0]
    elif best.sealed:
        best = next((each for each in earlier if each.labelled), best)
    return _most_exact(best, stated)


def _without_stamps(stated: list[StatedDate], fetched_at: datetime | None) -> list[StatedDate]:
    """Without times at which the page was made, where another date says that the story is older."""
    if fetched_at is None:
        return stated
    older = [each for each in stated if not _is_stamp(each, fetched_at)]
    return [
        each
        for each in stated
        if not _is_stamp(each, fetched_at) or all(_agree(each, other) for other in older) or not older
    ]


def _is_stamp(stated: StatedDate, fetched_at: datetime) -> bool:
    return stated.told.precision < TO_THE_DAY and abs(stated.told.moment - fetched_at) <= _STAMP


def _confirmed(stated: list[StatedDate], in_address: date | None) -> list[StatedDate]:
    """The dates that the address confirms; where it confirms none, those that state a publication in so many words."""
    if in_address is None:
        return stated
    confirmed = [each for each in stated if abs(each.told.day - in_address) <= _DAY]
    firm = (PublishedFrom.JSON_LD, PublishedFrom.META)
    return confirmed or [each for each in stated if each.source in firm and not each.weak]


def _agree(one: StatedDate, other: StatedDate) -> bool:
    return abs(one.told.day - other.told.day) <= max(one.told.precision, other.told.precision) - TO_THE_DAY or (
        one.told.day == other.told.day
    )


def _most_exact(best: StatedDate, stated: list[StatedDate]) -> StatedDate:
    """The date of the same day that is told more exactly, where the best source has no more than an hour or a day."""
    if best.told.precision < timedelta(hours=1):
        return best
    finer = [each for each in stated if each.told.precision < best.told.precision and _agree(each, best)]
    return finer[0] if finer else best


def _revision(stated: list[StatedDate], published: datetime | None, fetched_at: datetime | None) -> StatedDate | None:
    """The first revision that is later than the publication, and no stamp on an older story."""
    for each in stated:
        is_stamp = fetched_at is not None and _is_stamp(each, fetched_at)
        if published is None:
            if not is_stamp:
                return each
        elif each.told.moment > published and not (is_stamp and each.told.moment - published > _DAY):
            return each
    return None
