"""Dates that machines write into feeds and pages, as outlets really write them.

ISO 8601 and RFC 822 with their common faults, Arabic digits, month names of all four Arabic vocabularies and of
French and Turkish locales, Hijri dates, epoch seconds. A date that can be read in two ways is unknown, not guessed,
unless its weekday or its reader says which; the year tells the calendar, so that no Hijri year is taken for a
Gregorian one.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from crawler.arabic.letters import fold_key
from crawler.pages.when.hijri import find_hijri, weekday_in
from crawler.pages.when.months import ENGLISH, with_english_months, without_accents
from crawler.pages.when.time_of_day import TimeOfDay, times_in

_EARLIEST_YEAR = 1995
_LATEST_YEAR = 2100
_MAX_LENGTH = 160
_MIDNIGHT = time()
TO_THE_SECOND, TO_THE_MINUTE, TO_THE_DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)

_ISO = re.compile(r"(?:199|20\d)\d-\d{2}-\d{2}T\d{2}:\d{2}:[0-5]\d(?:Z|[+-][01]\d:\d{2})$", re.ASCII)
_EPOCH = re.compile(r"(\d{10})(\d{3})?(?:\.\d{1,6})?$")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})(?:t?(\d{2})(\d{2})(\d{2})?(?:\.\d{1,6})?)?\s?(z|[+-]\d{2}:?\d{2})?$")
# Words between the parts of a date: «29 من شهر يناير من عام 2026»; and the mark of the calendar behind a year.
_FILLERS = re.compile(r"(?<![\u0621-\u064a])(?:من|شهر|عام|لعام|سنه|لسنه|الساعه)(?![\u0621-\u064a])")
_YEAR_MARK = re.compile(r"(?<!\d)(20\d\d|199\d)\s*(?:م(?![\u0621-\u064a])|ميلادي[ها]?|للميلاد)")
_TIME = "\x01"  # stands for a time while its date is looked for

_NUMBER = re.compile(r"\d")

_MONTH = rf"(?P<month>{'|'.join(ENGLISH)})(?![a-z])"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_GAP = r"[\s,،./-]*"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![\d/.-])(?P<year>\d{4})\s?(?P<gap>[-/.])\s?(?P<month>\d{1,2})\s?(?P=gap)\s?(?P<day>\d{1,2})(?![\d/])",
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)?{_GAP}{_MONTH}{_GAP}{_YEAR}",
        # «Tue Aug 24 10:00:00 2021» has its time in the middle.
        rf"(?<![a-z]){_MONTH}{_GAP}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_GAP}{_TIME}*\s*{_YEAR}",
        rf"(?<!\d){_YEAR}{_GAP}{_MONTH}{_GAP}(?P<day>\d{{1,2}})(?!\d)",
        # Two digits of a year only where RFC 822 has them, before a time.
        rf"(?<!\d)(?P<day>\d{{1,2}})[\s-]{_MONTH}[\s-](?P<year>\d{{2}})(?=\s*{_TIME})",
    )
)
_NUMERIC = re.compile(rf"(?<![\d/.-])(\d{{1,2}})\s?([-/.])\s?(\d{{1,2}})\s?\2\s?{_YEAR}(?!-\d)")


def zone_of(name: str | None) -> tzinfo:
    """The zone of an IANA name; UTC where it is unknown."""
    if name is None:
        return UTC
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A date as it is told: its moment in UTC, and how exactly it is known.

    `day` is the day that the date names where it was written. `precision` is the width of the time that is meant: a
    day where no time stands, or midnight, which is what a date without a time becomes in a CMS. `offset` is the zone's
    as the date states it, None where it is only supposed.
    """

    moment: datetime
    day: date
    precision: timedelta
    offset: timedelta | None = None


def read_moment(text: str | None, zone: tzinfo = UTC) -> datetime | None:
    """The moment a date names, aware and in UTC, or None. A time without a zone is taken in `zone`.

    >>> read_moment("السبت, 12 نيسان 2025 10:00:00 +0300").isoformat()
    '2025-04-12T07:00:00+00:00'
    >>> read_moment("15 رمضان 1447 هـ").isoformat()
    '2026-03-04T00:00:00+00:00'
    """
    told = read_told(text, zone)
    return told.moment if told else None


def read_told(text: str | None, zone: tzinfo = UTC, *, day_first: bool = False) -> Told | None:
    """As `read_moment`, with how exactly the date is told. With `day_first` 03/08/2025 is a day of August."""
    if not text or len(text) > _MAX_LENGTH:
        return None
    try:
        if _ISO.match(text):  # what nearly all pages state for machines
            moment = datetime.fromisoformat(text)
            return _in_our_time(_told(moment.date(), moment, zone, stated=True, seconds=True))
        plain = without_accents(fold_key(text))
        told = _digits(plain, zone) or _worded(plain, zone, day_first=day_first)
    except (ValueError, OverflowError):
        return None
    return _in_our_time(told)


def _in_our_time(told: Told | None) -> Told | None:
    return told if told and _EARLIEST_YEAR <= told.moment.year <= _LATEST_YEAR else None


def _digits(text: str, zone: tzinfo) -> Told | None:
    """Epoch seconds or milliseconds, or a date whose parts stand together: 20260129T143000Z."""
    match = _EPOCH.match(text)
    if match is not None:
        moment = datetime.fromtimestamp(int(match.group(1)), UTC)
        return _told(moment.astimezone(zone).date(), moment, zone, stated=True, seconds=True)
    match = _DIGITS.match(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, offset = match.groups()
    told = times_in(f"{hour or '00'}:{minute or '00'}:{second or '00'}{offset or ''}")[0]
    named = date(int(year), int(month), int(day))
    return _told(named, told.on(named, zone), zone, stated=told.zone is not None, seconds=second is not None)


def _worded(text: str, zone: tzinfo, *, day_first: bool) -> Told | None:
    text = with_english_months(" ".join(_FILLERS.sub(" ", _YEAR_MARK.sub(r"\1 ", text)).split()))
    hijri = find_hijri(text)
    if hijri is not None:
        text = text[: hijri.start] + " " * (hijri.end - hijri.start) + text[hijri.end :]
    times = times_in(text)
    for told in times:
        text = text[: told.start] + _TIME * (told.end - told.start) + text[told.end :]
    found = _day_in(text, day_first=day_first, american=any(told.english for told in times))
    if found is None and hijri is not None and hijri.day is not None:
        found = _Day(start=hijri.start, end=hijri.end, day=hijri.day)
    if found is None:
        return None
    own = _time_of(found, times, text)
    if own is None:
        return _told(found.day, datetime.combine(found.day, _MIDNIGHT, tzinfo=zone), zone, stated=False, seconds=False)
    return _told(found.day, own.on(found.day, zone), zone, stated=own.zone is not None, seconds=own.second > 0)


def _told(day: date, moment: datetime, zone: tzinfo, *, stated: bool, seconds: bool) -> Told:
    local, offset = moment.astimezone(zone), moment.utcoffset()
    precision = TO_THE_SECOND if seconds else TO_THE_MINUTE
    if _MIDNIGHT in (moment.time(), local.time()):
        precision = TO_THE_DAY
    # «21:00Z» of an outlet three hours east is the midnight that begins the next day.
    named = local.date() if not offset and moment.time() != _MIDNIGHT else day
    return Told(moment=moment.astimezone(UTC), day=named, precision=precision, offset=offset if stated else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    start: int
    end: int
    day: date


def _day_in(text: str, *, day_first: bool, american: bool) -> _Day | None:
    """The first Gregorian date in a text whose times are hidden."""
    for pattern in _PATTERNS:
        match = pattern.search(text)
        if match is not None:
            month = int(match["month"]) if match["month"].isdigit() else ENGLISH.index(match["month"]) + 1
            year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
            return _Day(start=match.start(), end=match.end(), day=date(year, month, int(match["day"])))
    match = _NUMERIC.search(text)
    if match is None:
        return None
    first, second, year = int(match.group(1)), int(match.group(3)), int(match.group(4))
    if first > 12 or second > 12 or first == second:
        day, month = (first, second) if second <= 12 else (second, first)
    else:
        readings = ((first, second), (second, first))
        named = weekday_in(text)
        by_weekday = [pair for pair in readings if date(year, pair[1], pair[0]).weekday() == named]
        if len(by_weekday) == 1:
            day, month = by_weekday[0]
        elif american and not match.group(1).startswith("0"):
            day, month = readings[1]  # .NET writes 8/3/2013 1:22:00 PM month first, and its months have no zero
        elif day_first:
            day, month = readings[0]
        else:
            return None
    return _Day(start=match.start(), end=match.end(), day=date(year, month, day))


def _time_of(found: _Day, times: list[TimeOfDay], text: str) -> TimeOfDay | None:
    """The time that belongs to a date: within it, or next to it with no other number between."""
    for told in times:
        if told.start >= found.start and not _NUMBER.search(text[found.end : told.start]):
            return told
    before = [told for told in times if told.end <= found.start and not _NUMBER.search(text[told.end : found.start])]
    return before[-1] if before else None
