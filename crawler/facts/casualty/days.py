"""Days, weeks, months and years as periods: pure arithmetic of the calendar, all days of the outlet's own calendar."""

from calendar import monthrange
from datetime import date, timedelta

from hijridate import Hijri

from crawler.facts.figure import DatePrecision, Period

FIRST_HIJRI, LAST_HIJRI = 1343, 1499  # the years that the library's table of Umm al-Qura holds
FIRST_YEAR, LAST_YEAR = 1900, 2099


def day(first: date) -> Period:
    """One day."""
    return Period(start=first, end=first, precision=DatePrecision.DAY)


def span(first: date, last: date) -> Period:
    """A window of days, a single day where both are the same."""
    if last < first:
        first, last = last, first
    return day(first) if first == last else Period(start=first, end=last, precision=DatePrecision.SPAN)


def month(year: int, number: int) -> Period:
    """A Gregorian month; `number` may run over into other years (0 is December of the year before)."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    last = monthrange(year, number)[1]
    return Period(start=date(year, number, 1), end=date(year, number, last), precision=DatePrecision.MONTH)


def year(number: int) -> Period:
    """A Gregorian year."""
    return Period(start=date(number, 1, 1), end=date(number, 12, 31), precision=DatePrecision.YEAR)


def week(inside: date, shift: int = 0) -> Period:
    """The week, Sunday to Saturday, in which a day lies, or one `shift` weeks away from it."""
    sunday = inside - timedelta(days=(inside.weekday() + 1) % 7) + timedelta(days=7 * shift)
    return span(sunday, sunday + timedelta(days=6))


def hijri_month(year_: int, number: int) -> Period | None:
    """A month of the Hijri calendar (Umm al-Qura); None outside the years known."""
    if not FIRST_HIJRI <= year_ <= LAST_HIJRI:
        return None
    following = (year_ + 1, 1) if number == 12 else (year_, number + 1)
    first, after = (Hijri(y, m, 1).to_gregorian() for y, m in ((year_, number), following))
    start, end = date(first.year, first.month, first.day), date(after.year, after.month, after.day)
    return Period(start=start, end=end - timedelta(days=1), precision=DatePrecision.MONTH)


def back(from_: date, count: int, unit: str) -> date:
    """The day that lies so many hours, days, weeks, months or years before another; hours make whole days."""
    if unit in ("hour", "day", "week"):
        days = {"hour": -(-count // 24), "day": count, "week": 7 * count}[unit]
        return max(from_ - timedelta(days=min(days, 36_500)), date(FIRST_YEAR, 1, 1))
    months = min(count * (12 if unit == "year" else 1), 1_200)
    there = month(from_.year, from_.month - months)
    return max(there.start.replace(day=min(from_.day, there.end.day)), date(FIRST_YEAR, 1, 1))


def unit_of(inside: date, unit: str, shift: int = 0) -> Period:
    """The week, month or year in which a day lies, or one `shift` away; of other units the day itself."""
    if unit == "week":
        return week(inside, shift)
    if unit == "month":
        return month(inside.year, inside.month + shift)
    if unit == "year":
        return year(max(inside.year + shift, FIRST_YEAR))
    return day(inside + timedelta(days=shift))


def part_of(period: Period, part: str) -> Period:
    """A half, a quarter, a season, the beginning or the end of a month or year; anything else is left as it is."""
    kind, _, number = part.partition(" ")
    if period.precision is DatePrecision.YEAR:
        length = {"half": 6, "quarter": 3}.get(kind)
        first = period.start.year
        if length is not None:
            start = length * (int(number) - 1) + 1
            return span(month(first, start).start, month(first, start + length - 1).end)
        if kind == "season":
            return span(month(first, int(number)).start, month(first, int(number) + 2).end)
        return month(first, 1) if kind == "early" else month(first, 12) if kind == "late" else period
    if kind == "half" and period.precision is DatePrecision.MONTH:
        middle = period.start + timedelta(days=14)
        return span(period.start, middle) if number == "1" else span(middle + timedelta(days=1), period.end)
    return period


def clipped(period: Period | None, published: date | None) -> Period | None:
    """A period as far as it had passed on the day of publication; None where it had not begun."""
    if period is None or published is None or period.end <= published:
        return period
    if period.start > published:
        return None
    if period.start == published and period.precision is DatePrecision.SPAN:
        return day(published)
    return Period(start=period.start, end=published, precision=period.precision)
