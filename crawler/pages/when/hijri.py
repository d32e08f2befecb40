"""Dates of the Hijri calendar, found in folded text and told as days of the Gregorian one.

By the calendar of Umm al-Qura, which the Gulf prints. Where months begin by sighting (Morocco, Oman, Iraq) a date
may be a day away from it: a weekday that stands beside the date decides.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from hijridate import Hijri

from crawler.pages.when.months import HIJRI_NAME, HIJRI_NUMBER

FIRST_YEAR, LAST_YEAR = 1415, 1499  # 1994 to 2076; the library's table ends with 1500
_YEAR = r"(?<!\d)(1[45]\d\d)(?!\d)"
_MARK = r"(?:\s*(?:ه|هجري|هجريه|للهجره)(?![\u0621-\u064a]))?"
_EPITHET = r"(?:\s+(?:المبارك|المعظم|المكرم|الحرام|الخير|الفرد|الاصب))?"
_NAMED = re.compile(
    rf"(?<!\d)(\d{{1,2}})\s*[-/,،]?\s*({HIJRI_NAME})(?![\u0621-\u064a]){_EPITHET}\s*[-/,،]?\s*{_YEAR}{_MARK}"
)
_YEAR_FIRST = re.compile(rf"(?<![\d/.-]){_YEAR}\s?([-/.])\s?(\d{{1,2}})\s?\2\s?(\d{{1,2}})(?![\d/])(?!-\d){_MARK}")
_YEAR_LAST = re.compile(rf"(?<![\d/.-])(\d{{1,2}})\s?([-/.])\s?(\d{{1,2}})\s?\2\s?{_YEAR}(?!-\d){_MARK}")
_WEEKDAYS = ("الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعه", "السبت", "الاحد")
_WEEKDAY = re.compile(rf"(?:{'|'.join((*_WEEKDAYS, 'الاتنين', 'الثلاثا', 'الاربعا'))})(?![\u0621-\u064a])")
_ENGLISH_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ENGLISH_WEEKDAY = re.compile(rf"(?<![a-z])(?:{'|'.join(_ENGLISH_WEEKDAYS)})(?:[a-z]*day)?(?![a-z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class HijriDate:
    """A date at text[start:end], and the day it is; None where day and month cannot be told apart, or are none."""

    start: int
    end: int
    day: date | None


def find_hijri(text: str) -> HijriDate | None:
    """The first Hijri date of a folded text, its month a word or a number."""
    match = _NAMED.search(text)
    if match is not None:
        day, month, year = int(match.group(1)), HIJRI_NUMBER[match.group(2)], int(match.group(3))
        return HijriDate(start=match.start(), end=match.end(), day=_gregorian(year, month, day, text))
    match = _YEAR_FIRST.search(text)
    if match is not None:
        year, month, day = int(match.group(1)), int(match.group(3)), int(match.group(4))
        return HijriDate(start=match.start(), end=match.end(), day=_gregorian(year, month, day, text))
    match = _YEAR_LAST.search(text)
    if match is not None:
        first, second, year = int(match.group(1)), int(match.group(3)), int(match.group(4))
        told = first > 12 or first == second
        return HijriDate(
            start=match.start(), end=match.end(), day=_gregorian(year, second, first, text) if told else None
        )
    return None


def _gregorian(year: int, month: int, day: int, text: str) -> date | None:
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= 30):
        return None
    first = Hijri(year, month, 1).to_gregorian()
    # Counted from the first, since by sighting a month may have a 30th that the calendar has not.
    counted = date(first.year, first.month, first.day) + timedelta(days=day - 1)
    weekday = weekday_in(text)
    near = (counted + timedelta(days=shift) for shift in (0, 1, -1))
    return next((candidate for candidate in near if candidate.weekday() == weekday), counted)


def weekday_in(text: str) -> int | None:
    """The first weekday that a folded text names in Arabic, or in English, as `date.weekday` counts; None without one.

    >>> weekday_in("الثلاثاء 1/12/2020")
    1
    """
    named = _WEEKDAY.search(text)
    if named is not None:
        # «الاتنين» and the spellings without a hamza begin as their weekday does, but for the Egyptian Monday.
        return next((n for n, name in enumerate(_WEEKDAYS) if name.startswith(named.group())), 0)
    named = _ENGLISH_WEEKDAY.search(text)
    return _ENGLISH_WEEKDAYS.index(named.group()[:3]) if named is not None else None
