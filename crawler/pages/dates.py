"""Dates that machines write into feeds and pages, as outlets really write them.

ISO 8601 and RFC 822 with their common faults, Arabic digits, and month names of all four Arabic vocabularies (some
CMSs translate the pubDate). A date that can be read in two ways is unknown, not guessed.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from crawler.arabic.letters import fold_key

_EARLIEST_YEAR = 1995
_LATEST_YEAR = 2100
_MAX_LENGTH = 100

# Egypt and the Gulf, the Levant and Iraq, Algeria and Tunisia, Morocco; folded spelling (see `letters.fold`).
_MONTHS = (
    ("يناير", "كانون الثاني", "جانفي"),
    ("فبراير", "شباط", "فيفري"),
    ("مارس", "اذار"),
    ("ابريل", "نيسان", "افريل"),
    ("مايو", "ايار", "ماي"),
    ("يونيو", "يونيه", "حزيران", "جوان"),
    ("يوليو", "يوليه", "تموز", "جويليه", "يوليوز"),
    ("اغسطس", "اب", "اوت", "غشت"),
    ("سبتمبر", "ايلول", "شتنبر"),
    ("اكتوبر", "تشرين الاول", "تشرين اول"),
    ("نوفمبر", "تشرين الثاني", "تشرين ثاني", "نونبر"),
    ("ديسمبر", "كانون الاول", "كانون اول", "دجنبر"),
)
_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_NUMBER = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_MONTH_NAME = re.compile(
    "(?<![\u0621-\u064a])(" + "|".join(sorted(_MONTH_NUMBER, key=len, reverse=True)) + ")(?![\u0621-\u064a])"
)
_MONTH_PAIR = re.compile(r"\b([A-Z][a-z]{2})\s*[/-]\s*\1\b")  # أيار/مايو after translation

_OFFSET = r"\s*(Z|GMT|UTC|[+-]\d{2}:?\d{2})?"
_ISO = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?)?" + _OFFSET + "$",
    re.IGNORECASE,
)
_BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?(Z)?$")
_NUMERIC = re.compile(
    r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ,-]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*(am|pm|ص|م)?" + _OFFSET + "$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[\s,-]+([A-Z][a-z]{2})[a-z]*[\s,-]+(\d{4})(?:\D{1,6}?(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*(am|pm|ص|م)?"
    + _OFFSET,
    re.IGNORECASE,
)
_NAMED_FIRST = re.compile(
    r"([A-Z][a-z]{2})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:\D{1,6}?(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*(am|pm)?"
    + _OFFSET,
    re.IGNORECASE,
)
_HALVES = re.compile(r"(?<=\d)\s*(?:صباحا|مساء|ظهرا|ص|م)(?![\w])")
_HALF_DAY = re.compile(r"\d\s*(?:am|pm|ص|م)(?![\w])", re.IGNORECASE)


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
    """
    if not text or len(text) > _MAX_LENGTH:
        return None
    plain = _MONTH_PAIR.sub(r"\1", _MONTH_NAME.sub(_english_month, _HALVES.sub(_half, fold_key(text))))
    try:
        found = _iso(plain, zone) or _rfc822(plain, zone) or _named(plain, zone) or _numeric(plain, zone)
        moment = found.astimezone(UTC) if found else None
    except (ValueError, OverflowError):
        return None
    return moment if moment and _EARLIEST_YEAR <= moment.year <= _LATEST_YEAR else None


def _half(match: re.Match[str]) -> str:
    return "pm" if match.group().strip().startswith(("م", "ظ")) else "am"


def _english_month(match: re.Match[str]) -> str:
    return _ENGLISH[_MONTH_NUMBER[match.group(1)] - 1]


def _iso(text: str, zone: tzinfo) -> datetime | None:
    match = _ISO.match(text.upper()) or _BASIC.match(text.upper())
    if match is None:
        return None
    year, month, day, hour, minute, second, offset = match.groups()
    return _moment((year, month, day), (hour, minute, second), "", offset, zone)


def _rfc822(text: str, zone: tzinfo) -> datetime | None:
    if _HALF_DAY.search(text):
        return None  # the email parser would drop the PM
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    # An unknown zone name (EET, AST) means the outlet's own zone.
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _named(text: str, zone: tzinfo) -> datetime | None:
    match = _NAMED.search(text)
    if match is not None:
        day, name, year, hour, minute, second, half, offset = match.groups()
    else:
        match = _NAMED_FIRST.search(text)
        if match is None:
            return None
        name, day, year, hour, minute, second, half, offset = match.groups()
    if name.title() not in _ENGLISH:
        return None
    month = str(_ENGLISH.index(name.title()) + 1)
    return _moment((year, month, day), (hour, minute, second), half, offset, zone)


def _numeric(text: str, zone: tzinfo) -> datetime | None:
    match = _NUMERIC.match(text)
    if match is None:
        return None
    first, second_part, year, hour, minute, second, half, offset = match.groups()
    a, b = int(first), int(second_part)
    if a > 12:
        day, month = first, second_part
    elif b > 12 or a == b or (half or "").lower() in ("am", "pm"):  # .NET writes 8/3/2013 1:22 PM month first
        day, month = second_part, first
    else:
        return None
    return _moment((year, month, day), (hour, minute, second), half, offset, zone)


def _moment(
    day: tuple[str, str, str],
    time: tuple[str | None, str | None, str | None],
    half: str | None,
    offset: str | None,
    zone: tzinfo,
) -> datetime:
    hour, minute, second = (int(part) if part else 0 for part in time)
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.lower() in ("pm", "م") else 0)
    where = _offset(offset) if offset else zone
    return datetime(int(day[0]), int(day[1]), int(day[2]), hour, minute, min(second, 59), tzinfo=where)


def _offset(text: str) -> tzinfo:
    if not text.startswith(("+", "-")):
        return UTC
    sign = -1 if text.startswith("-") else 1
    digits = text[1:].replace(":", "")
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))
