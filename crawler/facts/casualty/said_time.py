"""One expression of time as it is said: its day, month, year or weekday, and what those mean on a day of publication."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from hijridate import Gregorian

from crawler.arabic.words import Found, Word
from crawler.facts.casualty.days import (
    FIRST_YEAR,
    LAST_YEAR,
    day,
    hijri_month,
    month,
    part_of,
    span,
    unit_of,
    year,
)
from crawler.facts.casualty.time_words import DOUBTFUL, HEADS, NOT_TODAY, PREPOSITIONS, WHICH, YEAR_NOUNS
from crawler.facts.figure import Period

_SHIFT = {"last": -1, "this": 0, "before last": -2}
_SEPARATORS = ("/", "-", ".")
_AND = ("و", "-", "الي", "حتي", "/")


class Said(NamedTuple):
    """An expression at words[start:end]; what was not said is None.

    `offset` are first and last day counted from publication, `unit` a week, month or year told by `which`, `part` a
    piece of the month or year, `until_day` the second day of «3 و9 مايو».
    """

    start: int
    end: int
    day: int | None = None
    until_day: int | None = None
    month: int | None = None
    year: int | None = None
    hijri: bool = False
    weekday: int | None = None
    offset: tuple[int, int] | None = None
    unit: str | None = None
    which: str | None = None
    years: int | None = None  # «من العام الماضي»: counted from the year of publication
    part: str | None = None
    joined: bool = False

    @property
    def is_date(self) -> bool:
        """Whether it names a month or a year."""
        return self.month is not None or self.year is not None

    @property
    def is_day(self) -> bool:
        """Whether it names a day."""
        return self.day is not None or self.weekday is not None or self.offset is not None

    @property
    def next(self) -> bool:
        """Whether it is still to come."""
        return self.which == "next"

    @property
    def rank(self) -> int:
        """How much it tells by itself: a date more than a weekday, that more than «اليوم»."""
        return 3 if self.is_date else 2 if self.weekday is not None else 1

    def resolve(self, published: date | None) -> Period | None:
        """The days it means; None where that cannot be told, or it is no date."""
        if self.next:
            return None
        try:
            period = self._resolve(published)
        except (ValueError, OverflowError):  # 31 April, or a year out of the calendar
            return None
        return part_of(period, self.part) if period is not None and self.part is not None else period

    def _resolve(self, published: date | None) -> Period | None:
        if self.month is not None:
            return self._in_month(published)
        if self.year is not None:
            return year(self.year)
        if published is None:
            return None
        if self.offset is not None:
            first, last = (published + timedelta(days=days) for days in self.offset)
            return span(first, last)
        if self.weekday is not None:
            ago = (published.weekday() - self.weekday) % 7
            if self.which == "last" and ago == 0:
                ago = 7
            return day(published - timedelta(days=ago + (7 if self.which == "before last" else 0)))
        if self.unit is None:
            return None
        period = unit_of(published, self.unit, _SHIFT[self.which or "this"])
        return self._days_of(period) if self.unit == "month" else period

    def _in_month(self, published: date | None) -> Period | None:
        assert self.month is not None
        told = self.year
        if self.years is not None and published is not None and not self.hijri:
            told = published.year + self.years
        if told is not None:
            whole = hijri_month(told, self.month) if self.hijri else month(told, self.month)
            return self._days_of(whole) if whole is not None else None
        if published is None:
            return None
        this = (
            Gregorian(published.year, published.month, published.day).to_hijri().year if self.hijri else published.year
        )
        for candidate in (this, this - 1, this - 2):
            whole = hijri_month(candidate, self.month) if self.hijri else month(candidate, self.month)
            if whole is None:
                continue
            period = self._days_of(whole)
            passed = period.end < published if self.which == "last" else period.start <= published
            if passed:
                return period
        return None

    def _days_of(self, whole: Period) -> Period:
        if self.day is None:
            return whole
        first = whole.start + timedelta(days=self.day - 1)
        # By sighting a Hijri month may have a 30th that the table has not.
        if first > whole.end + timedelta(days=1 if self.hijri else 0):
            raise ValueError("no such day in the month")
        if self.until_day is None:
            return day(first)
        return span(first, whole.start + timedelta(days=self.until_day - 1))


def said_at(words: Sequence[Word], index: int, last: Said | None) -> Said | None:
    """The expression that starts at a word; `last` is the one before, which a bare year or day may go on from."""
    word = words[index]
    if word.is_number:
        return _numeric(words, index) or _day_first(words, index) or _bare_year(words, index, last)
    if word.is_sign:
        return None
    found = HEADS.at(words, index)
    if found is None:
        return None
    kind, value = found.value
    if kind in ("days", "vague"):
        return _relative(words, found, value if kind == "days" else None)
    if kind == "weekday":
        if found.end < len(words) and words[found.end].text == "عشر":
            return None
        which, end = which_at(words, found.end)
        return Said(start=index, end=end, weekday=int(value), which=which, joined=found.joined)
    if kind in ("month", "hijri"):
        return _month(words, found, hijri=kind == "hijri")
    if kind == "ordinal":
        return _day_first(words, index)
    if kind in ("part", "season"):
        return _part(words, found, value)
    if kind == "this":
        following = HEADS.at(words, found.end) if found.end < len(words) else None
        if following is not None and following.value[0] == "unit" and following.value[1] in ("week", "month", "year"):
            return Said(start=index, end=following.end, unit=following.value[1], which="this", joined=found.joined)
        return None
    return _unit(words, found, value) if kind == "unit" else None


def _relative(words: Sequence[Word], found: Found[tuple[str, str]], value: str | None) -> Said | None:
    """«اليوم», «أمس», and those that say nothing exact."""
    if found.prefix not in ("", "و", "ف", "ب", "ل"):
        return None
    if value is None:
        return Said(start=found.start, end=found.end, offset=None, joined=found.joined)
    following = words[found.end].text if found.end < len(words) else ""
    if words[found.start].text.endswith("اليوم") and found.end == found.start + 1:
        ahead = words[found.start - 1].text if found.start else ""
        daily = ahead in ("في", "ب") and not _is_weekday(words, found.end)
        if following in NOT_TODAY or daily or following == "ال":
            return Said(start=found.start, end=found.end, joined=found.joined)
    first, last = (int(days) for days in value.split())
    return Said(start=found.start, end=found.end, offset=(first, last), joined=found.joined)


def _is_weekday(words: Sequence[Word], index: int) -> bool:
    found = HEADS.at(words, index) if index < len(words) else None
    return found is not None and found.value[0] == "weekday"


def which_at(words: Sequence[Word], index: int) -> tuple[str | None, int]:
    """Which one of its kind («الماضي» is `last`) the word at a place says, and where that ends."""
    found = WHICH.at(words, index) if index < len(words) else None
    return (found.value, found.end) if found is not None and found.prefix == "" else (None, index)


def _numeric(words: Sequence[Word], index: int) -> Said | None:
    """«7/10/2023», «2023-10-07», «7.10.2023»: the day first, as Arabic outlets write, or the year."""
    text = words[index].text
    if "." not in text and (index + 1 == len(words) or words[index + 1].text not in _SEPARATORS):
        return None
    parts = text.split(".")
    end = index + 1
    if len(parts) != 3:
        pieces = words[index : index + 5]
        if len(pieces) < 5 or pieces[1].text not in _SEPARATORS or pieces[3].text != pieces[1].text:
            return None
        parts, end = [pieces[0].text, pieces[2].text, pieces[4].text], index + 5
    if not all(part.isdecimal() and len(part) <= 4 for part in parts):
        return None
    first, middle, last = (int(part) for part in parts)
    if FIRST_YEAR <= first <= LAST_YEAR:
        first, last = last, first
    if not (FIRST_YEAR <= last <= LAST_YEAR and 1 <= first <= 31 and 1 <= middle <= 12):
        return None
    return Said(start=index, end=end, day=first, month=middle, year=last)


def _day_number(words: Sequence[Word], index: int) -> tuple[int, int] | None:
    """The day of a month that starts at a word, in digits or as «السابع», and where it ends."""
    if index >= len(words):
        return None
    text = words[index].text
    if text.isdecimal():
        return (int(text), index + 1) if 1 <= int(text[:4]) <= 31 and len(text) <= 2 else None
    found = HEADS.at(words, index)
    return (int(found.value[1]), found.end) if found is not None and found.value[0] == "ordinal" else None


def _day_first(words: Sequence[Word], index: int) -> Said | None:
    """«7 أكتوبر», «السابع من أكتوبر», «12 من الشهر الجاري», «3 و9 مايو»."""
    number = _day_number(words, index)
    if number is None:
        return None
    first, at = number
    until: int | None = None
    following = _day_number(words, at + 1) if at < len(words) and words[at].text in _AND else None
    if following is None and at < len(words) and words[at].text.startswith("وال"):
        following = _day_number(words, at)
    if following is not None:
        until, at = following
    while at < len(words) and words[at].text in ("من", "شهر", "لشهر"):
        at += 1
    found = HEADS.at(words, at) if at < len(words) else None
    if found is None:
        which, end = which_at(words, at)  # «يوم 5 الجاري»
        if which not in ("this", "last") or index == 0 or words[index - 1].text not in ("يوم", "في", "بتاريخ"):
            return None
        return Said(start=index, end=end, day=first, until_day=until, unit="month", which=which)
    kind, value = found.value
    if kind in ("month", "hijri") and found.prefix in ("", "ل", "ب"):
        said = _with_year(words, found, hijri=kind == "hijri")
        return said._replace(start=index, day=first, until_day=until, joined=False)
    if kind == "unit" and value == "month" and (found.definite or words[at].text.startswith("ال")):
        which, end = which_at(words, found.end)
        if which is None and words[at - 1].text != "من":
            return None
        return Said(start=index, end=end, day=first, until_day=until, unit="month", which=which or "this")
    if kind == "this":
        following_unit = HEADS.at(words, found.end) if found.end < len(words) else None
        if following_unit is not None and following_unit.value == ("unit", "month"):
            return Said(start=index, end=following_unit.end, day=first, until_day=until, unit="month", which="this")
    return None


def _with_year(words: Sequence[Word], found: Found[tuple[str, str]], *, hijri: bool) -> Said:
    """A month with its second name («نيسان/أبريل», «أيار (مايو)»), «الماضي» and year."""
    end = found.end
    if not hijri and end + 1 < len(words) and words[end].text in ("/", "-", "("):
        twin = HEADS.at(words, end + 1)
        if twin is not None and twin.value == found.value:
            end = twin.end
            if end < len(words) and words[end].text == ")":
                end += 1
    which, end = which_at(words, end)
    at = end
    while (
        at < len(words)
        and at < end + 3
        and (words[at].text in ("من", "،", "ل", "/", "-") or words[at].text in YEAR_NOUNS)
    ):
        at += 1
    told = _year_of(words, at, hijri=hijri)
    if told is not None:
        at += 1
        if at < len(words) and words[at].text in ("ه", "هجري", "هجريه", "للهجره"):
            at += 1
        return Said(start=found.start, end=at, month=int(found.value[1]), year=told, hijri=hijri, joined=found.joined)
    # «مارس من العام الماضي»
    years: int | None = None
    unit = HEADS.at(words, end + 1) if end + 1 < len(words) and words[end].text == "من" else None
    if unit is not None and unit.value == ("unit", "year"):
        of, after = which_at(words, unit.end)
        if of in ("last", "this", "before last"):
            years, end = _SHIFT[of], after
    return Said(
        start=found.start,
        end=end,
        month=int(found.value[1]),
        hijri=hijri,
        which=which,
        years=years,
        joined=found.joined,
    )


def _year_of(words: Sequence[Word], index: int, *, hijri: bool = False) -> int | None:
    text = words[index].text if index < len(words) else ""
    if len(text) != 4 or not text.isdecimal():
        return None
    first, last = (1343, 1499) if hijri else (FIRST_YEAR, LAST_YEAR)
    return int(text) if first <= int(text) <= last else None


def _month(words: Sequence[Word], found: Found[tuple[str, str]], *, hijri: bool) -> Said | None:
    """A month without its day, where a word beside it shows that it is one."""
    if found.prefix not in ("", "و", "ب", "ل", "وب", "ول", "ف"):
        return None
    said = _with_year(words, found, hijri=hijri)
    told = said.which is not None or said.year is not None or said.end > found.end
    ahead = words[found.start - 1].text if found.start else ""
    name = words[found.start].text[len(found.prefix) :]
    if name in DOUBTFUL and found.end == found.start + 1:
        sure = told or ahead.removeprefix("ل").removeprefix("ب") in ("شهر", "شهري", "مطلع", "اواخر", "منتصف", "اوايل")
        return said if sure or (name == "مارس" and ahead in ("في", "خلال", "منذ", "بين", "وفي", "حتي")) else None
    return said if told or ahead in PREPOSITIONS or found.prefix in ("ب", "ل", "وب", "و") else None


def _bare_year(words: Sequence[Word], index: int, last: Said | None) -> Said | None:
    told = _year_of(words, index)
    if told is None or index == 0:
        return None
    ahead = words[index - 1].text
    goes_on = last is not None and last.end == index - 1 and last.year is not None and ahead in _AND
    if not (goes_on or ahead in PREPOSITIONS):
        return None
    return Said(start=index, end=index + 1, year=told, joined=ahead == "و")


def _unit(words: Sequence[Word], found: Found[tuple[str, str]], unit: str) -> Said | None:
    """«الشهر الماضي», «العام الجاري», «عام 2023»."""
    if unit == "year":
        told = _year_of(words, found.end)
        if told is not None:
            return Said(start=found.start, end=found.end + 1, year=told, joined=found.joined)
    if unit not in ("week", "month", "year") or not found.definite:
        return None
    which, end = which_at(words, found.end)
    if which is None:
        return None
    if words[found.start].text[-2:] in ("ات", "هر", "يع") and unit != "month":
        return None  # «الأسابيع الماضية»
    return Said(start=found.start, end=end, unit=unit, which=which, joined=found.joined)


def _part(words: Sequence[Word], found: Found[tuple[str, str]], part: str) -> Said | None:
    """«النصف الأول من 2023», «أواخر مارس الماضي», «مطلع العام»."""
    at = found.end
    while at < len(words) and words[at].text in ("من", "شهر"):
        at += 1
    if at >= len(words):
        return None
    base = _year_here(words, at) or _base(words, at)
    if base is None or (part.startswith("season") and (base.year is None or base.month is not None)):
        return None
    return base._replace(start=found.start, part=part, joined=found.joined)


def _year_here(words: Sequence[Word], index: int) -> Said | None:
    told = _year_of(words, index)
    return Said(start=index, end=index + 1, year=told) if told is not None else None


def _base(words: Sequence[Word], index: int) -> Said | None:
    found = HEADS.at(words, index)
    if found is None or found.prefix not in ("", "ال"):
        return None
    kind, value = found.value
    if kind in ("month", "hijri"):
        return _with_year(words, found, hijri=kind == "hijri")
    if kind == "this":
        return said_at(words, index, None)
    if kind != "unit" or value not in ("week", "month", "year"):
        return None
    return _unit(words, found, value) or (
        Said(start=index, end=found.end, unit=value, which="this") if found.definite else None
    )
