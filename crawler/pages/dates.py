"""Dates that machines write into feeds and pages, as outlets really write them.

ISO 8601 and RFC 822 with their common faults, Arabic digits, month names of all four Arabic vocabularies and of
French and Turkish locales, Hijri dates, epoch seconds. A date that can be read in two ways is unknown, not guessed;
the year tells the calendar, so that no Hijri year is taken for a Gregorian one.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from zoneinfo import ZoneInfo

from crawler.arabic.letters import fold_key
from crawler.pages.hijri import find_hijri
from crawler.pages.months import ENGLISH, with_english_months, without_accents
from crawler.pages.time_of_day import TimeOfDay, times_in

_EARLIEST_YEAR = 1995
_LATEST_YEAR = 2100
_MAX_LENGTH = 160
_MIDNIGHT = time()

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


def read_moment(text: str | None, zone: tzinfo = UTC) -> datetime | None:
    """The moment a date names, aware and in UTC, or None. A time without a zone is taken in `zone`.

    >>> read_moment("السبت, 12 نيسان 2025 10:00:00 +0300").isoformat()
    '2025-04-12T07:00:00+00:00'
    >>> read_moment("15 رمضان 1447 هـ").isoformat()
    '2026-03-04T00:00:00+00:00'
    """
    if not text or len(text) > _MAX_LENGTH:
        return None
    plain = without_accents(fold_key(text))
    try:
        found = _digits(plain, zone) or _worded(plain, zone)
        moment = found.astimezone(UTC) if found else None
    except (ValueError, OverflowError):
        return None
    return moment if moment and _EARLIEST_YEAR <= moment.year <= _LATEST_YEAR else None


def _digits(text: str, zone: tzinfo) -> datetime | None:
    """Epoch seconds or milliseconds, or a date whose parts stand together: 20260129T143000Z."""
    match = _EPOCH.match(text)
    if match is not None:
        return datetime.fromtimestamp(int(match.group(1)), UTC)
    match = _DIGITS.match(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, offset = match.groups()
    told = times_in(f"{hour or '00'}:{minute or '00'}:{second or '00'}{offset or ''}")[0]
    return told.on(date(int(year), int(month), int(day)), zone)


def _worded(text: str, zone: tzinfo) -> datetime | None:
    text = with_english_months(" ".join(_FILLERS.sub(" ", _YEAR_MARK.sub(r"\1 ", text)).split()))
    hijri = find_hijri(text)
    if hijri is not None:
        text = text[: hijri.start] + " " * (hijri.end - hijri.start) + text[hijri.end :]
    times = times_in(text)
    for told in times:
        text = text[: told.start] + _TIME * (told.end - told.start) + text[told.end :]
    found = _day_in(text, month_first=any(told.english for told in times))
    if found is None and hijri is not None and hijri.day is not None:
        found = _Day(start=hijri.start, end=hijri.end, day=hijri.day)
    if found is None:
        return None
    own = _time_of(found, times, text)
    return own.on(found.day, zone) if own else datetime.combine(found.day, _MIDNIGHT, tzinfo=zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    start: int
    end: int
    day: date


def _day_in(text: str, *, month_first: bool) -> _Day | None:
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
    first, second = int(match.group(1)), int(match.group(3))
    # .NET writes 8/3/2013 1:22:00 PM month first, and its months have no zero.
    if second > 12 or (first <= 12 and month_first and not match.group(1).startswith("0")):
        first, second = second, first
    elif first <= 12 and first != second:
        return None
    return _Day(start=match.start(), end=match.end(), day=date(int(match["year"]), second, first))


def _time_of(found: _Day, times: list[TimeOfDay], text: str) -> TimeOfDay | None:
    """The time that belongs to a date: within it, or next to it with no other number between."""
    for told in times:
        if told.start >= found.start and not _NUMBER.search(text[found.end : told.start]):
            return told
    before = [told for told in times if told.end <= found.start and not _NUMBER.search(text[told.end : found.start])]
    return before[-1] if before else None
