"""Expressions of time in a sentence, each with the days it means: «فجر اليوم», «ليلة السبت الأحد», «منذ 7 أكتوبر».

Relative ones are counted from the day of publication; without it they stand for themselves with no period, so that
they still keep another time from being tied to their count.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from crawler.arabic.words import Word
from crawler.facts.casualty.days import clipped, day, span
from crawler.facts.casualty.said_time import Said, said_at
from crawler.facts.casualty.time_windows import window_at
from crawler.facts.casualty.time_words import (
    DATED,
    DAY_NAMED,
    HEAD,
    HEADS,
    LASTING,
    NAMED_AFTER,
    RECORDS,
    SINCE_BEFORE,
    UNTIL,
    among,
)
from crawler.facts.figure import DatePrecision, Period

_SINCE_REACH = 8  # words from «منذ» to its date: «منذ بدء العدوان على قطاع غزة في 7 أكتوبر»
_RECORD_REACH = 7  # «أعلى حصيلة تسجل في يوم واحد منذ»
_DATELINE = 4  # words before the date of a dateline
_JOINS = frozenset(("و", "-", "/", "الي", "حتي", "علي", "والي", "وحتي", "لغايه"))
_BETWEEN = frozenset(("صباح", "مساء", "فجر", "ظهر", "عصر", "ليل", "ليله", "يوم", "شهر", "عام", "غايه"))
_PAIRS = frozenset(("بين", "من", "يومي", "شهري", "عامي", "سنتي", "ليله", "ليلتي", "ليل", "ايام", "منذ"))
_MARKS = frozenset(("(", ")", "،", "/", "-", "الموافق", "يوم", "ل", '"', "بتاريخ", "م", "من"))


class Time(NamedTuple):
    """An expression at words[start:end]; `period` None where it cannot be told.

    `window` marks one that reaches to publication or through a stated stretch, `held` the time since which somebody
    has been a prisoner, `aside` one that only describes a war («المستمرة منذ 2023»).
    """

    start: int
    end: int
    period: Period | None
    window: bool = False
    held: bool = False
    aside: bool = False


def times_of(words: Sequence[Word], sorts: Sequence[int], published: date | None) -> list[Time]:
    """The expressions of time of a sentence, in order, none overlapping; `sorts` are those of its words."""
    found: list[Time] = []
    last: Said | None = None
    since = -99
    index = 0
    while index < len(words):
        if not sorts[index] & HEAD:
            if since >= 0 and words[index].is_sign and words[index].text not in ("(", '"'):
                found, since = _lost(found, since, index), -99
            index += 1
            continue
        window = window_at(words, index, published)
        if window is not None:
            if not _is_record(words, index):
                found.append(Time(window[0], window[1], clipped(window[2], published), window=True))
            index, since, last = window[1], -99, None
            continue
        said = said_at(words, index, last)
        if said is None:
            head = HEADS.at(words, index) if words[index].text[-1] in "ذد" else None
            since = index if head is not None and head.value[0] == "since" else since
            index += 1
            continue
        index = max(said.end, index + 1)
        if _names(words, said) or _dates_the_report(words, said):
            continue
        last = _add(found, words, said, last, since if said.start - since <= _SINCE_REACH else -99, published)
        since = -99
    return _lost(found, since, len(words))


def _is_record(words: Sequence[Word], at: int) -> bool:
    """«أعلى حصيلة منذ 2006», «سابع تفجير خلال شهر»: a comparison, which dates nothing."""
    return any(word.text in RECORDS for word in words[max(0, at - _RECORD_REACH) : at])


def _dates_the_report(words: Sequence[Word], said: Said) -> bool:
    """«القدس 16-8-2024 وفا- …»: the date of a dateline."""
    if said.start > _DATELINE or said.day is None or said.month is None:
        return False
    return any(word.text in ("-", "/", ")", ":") for word in words[said.end : said.end + 5])


def _lost(found: list[Time], since: int, end: int) -> list[Time]:
    """«منذ بدء الحرب» with no date: a time that nobody can tell."""
    return [*found, Time(since, min(since + 2, end), None, window=True)] if since >= 0 else found


def _names(words: Sequence[Word], said: Said) -> bool:
    """«مدينة 6 أكتوبر», «سوق الأحد», «قانون 2015»: a name, or another thing's date."""
    before = words[max(0, said.start - 3) : said.start]
    if not before or said.offset is not None:
        return False
    year_only = said.year is not None and said.month is None
    if not year_only and among(before[-1], DAY_NAMED if said.weekday is not None else NAMED_AFTER):
        return True
    return said.weekday is None and any(among(word, DATED) for word in before)


def _add(
    found: list[Time], words: Sequence[Word], said: Said, last: Said | None, since: int, published: date | None
) -> Said | None:
    """Put an expression into the list, as the end of the one before it, as its date, or by itself."""
    period = clipped(said.resolve(published), published)
    before = found[-1] if found else None
    if before is not None and last is not None:
        gap = [word.text for word in words[before.end : said.start]]
        joined = _range(words, before, last, said, gap, published)
        if joined is not None:
            found[-1] = joined
            return said
        if all(text in _MARKS for text in gap) and len(gap) <= 3 and not said.joined and _same(last, said):
            found[-1] = before._replace(end=said.end, period=_told_twice(before, last, said, period))
            return said if said.rank >= last.rank else last
    previous = words[said.start - 1] if said.start else None
    if since >= 0:
        reach = None
        if period is not None and published is not None and period.start <= published:
            reach = span(period.start, published)
        ahead = words[since - 1] if since else None
        if _is_record(words, since):
            return None
        found.append(
            Time(
                since,
                said.end,
                reach,
                window=True,
                held=ahead is not None and among(ahead, SINCE_BEFORE),
                aside=ahead is not None and among(ahead, LASTING),
            )
        )
        return said
    if (
        previous is not None
        and said.is_date
        and previous.text in ("بعد", "قبل", "وقبل", "وبعد", "حتي", "وحتي", "لغايه")
    ):
        period = None
    if period is None and said.next:
        return None
    found.append(Time(said.start, said.end, period))
    return said


def _same(last: Said, said: Said) -> bool:
    """Whether two expressions side by side can name one time: «أمس الأحد», «الخميس 16 مارس», two calendars."""
    if last.weekday is not None and said.weekday is not None:
        return False
    daily = (last.weekday is not None or last.offset is not None) and said.is_day
    return daily or (last.hijri != said.hijri and last.is_date and said.is_date)


def _told_twice(before: Time, last: Said, said: Said, period: Period | None) -> Period | None:
    if said.rank >= last.rank and not (last.hijri is False and said.hijri):
        return period or before.period
    return before.period or period


def _range(
    words: Sequence[Word], before: Time, last: Said, said: Said, gap: list[str], published: date | None
) -> Time | None:
    """«بين 3 مايو و9 يونيو», «السبت الأحد», «منذ 7 أكتوبر حتى أمس»: two times as a span, or None."""
    rest = [text for text in gap if text not in _BETWEEN]
    until = bool(rest) and rest[0] in UNTIL and len(rest) == 1
    ahead = words[before.start - 1].text if before.start else ""
    governed = ahead in _PAIRS or (ahead[:1] in "وفل" and ahead[1:] in _PAIRS)
    nights = last.weekday is not None and said.weekday is not None and (said.weekday - last.weekday) % 7 == 1
    tied = (not rest and said.joined) or (len(rest) == 1 and rest[0] in _JOINS)
    if before.window:
        joined = until
    elif last.weekday is not None and said.weekday is not None:
        joined = (tied and (governed or nights or until or rest == ["-"])) or (nights and not rest)
    else:
        joined = (tied and governed) or until
    if not joined or (last.hijri != said.hijri):
        return None
    second = clipped(said.resolve(published), published)
    first = before.period
    if last.year is None and said.year is not None and last.month is not None and not before.window:
        first = last._replace(year=said.year).resolve(published)
    if first is not None and second is not None and first.start > second.start:
        first = last._replace(which=None).resolve(second.start)
    if first is None or second is None or first.start > second.end:
        return Time(before.start, said.end, None, window=before.window)
    if first.start == second.end:
        return Time(before.start, said.end, day(first.start), window=before.window)
    both = Period(start=first.start, end=second.end, precision=DatePrecision.SPAN)
    return Time(before.start, said.end, both, window=True)
