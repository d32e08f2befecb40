"""Windows of time that reach to publication, and days counted back from it: «خلال 48 ساعة», «قبل يومين»."""

from collections.abc import Sequence
from datetime import date

from crawler.arabic.numbers import numbers_of
from crawler.arabic.words import Word
from crawler.facts.casualty.days import back, day, span, unit_of
from crawler.facts.casualty.said_time import which_at
from crawler.facts.casualty.time_words import ABOUT, FEW, HEAD, HEADS, SORT_OF, UNCOUNTED
from crawler.facts.figure import Period


def window_at(words: Sequence[Word], index: int, published: date | None) -> tuple[int, int, Period | None] | None:
    """«قبل يومين», «منذ ثلاثة أيام», «خلال 48 ساعة», «الأيام الثلاثة الماضية»: where it stands and its days."""
    word = words[index]
    if word.is_sign:
        return None
    if word.is_number:
        if index + 1 == len(words) or not SORT_OF[words[index + 1].text] & HEAD:
            return None
        stretch = _stretch(words, index)
        recent = stretch is not None and (stretch[3] or (stretch[1] == "hour" and words[index - 1].text == "في"))
        return _window(index, stretch, "last", published) if stretch is not None and recent else None
    found = HEADS.at(words, index)
    if found is None:
        return None
    kind = found.value[0]
    if kind in ("unit", "two"):
        stretch = _stretch(words, index)
        return _window(index, stretch, "last", published) if stretch and stretch[3] and found.definite else None
    if kind not in ("ago", "since", "window"):
        return None
    at = found.end
    if kind != "window" and at < len(words):
        few = at + 1 if words[at].text in FEW and at + 1 < len(words) else at
        if words[few].text in UNCOUNTED:
            return index, few + 1, None  # «قبل أيام»
        if words[few].text == "ساعات":
            return index, few + 1, span(back(published, 1, "day"), published) if published is not None else None
    about = ABOUT.at(words, at) if at < len(words) else None
    stretch = _stretch(words, about.end if about is not None else at)
    if stretch is None or (stretch[3] is False and _is_dated(words, stretch[2])):
        return None
    return _window(index, stretch, kind, published)


def _is_dated(words: Sequence[Word], index: int) -> bool:
    """Whether a month, weekday or year follows «شهر», «يوم», «عام», so that they are no measure."""
    if index >= len(words):
        return False
    found = HEADS.at(words, index)
    named = found is not None and found.prefix == "" and found.value[0] in ("month", "hijri", "weekday", "days")
    return named or words[index].is_number or (index + 1 < len(words) and words[index].text == "ال")


def _window(
    start: int, stretch: tuple[int, str, int, bool], kind: str, published: date | None
) -> tuple[int, int, Period | None]:
    count, unit, end, _ = stretch
    if published is None:
        return start, end, None
    if kind != "ago":
        return start, end, span(back(published, count, unit), published)
    if unit in ("hour", "day"):
        return start, end, day(back(published, count if unit == "day" else count // 24, "day"))
    return start, end, unit_of(back(published, count, unit), unit)


def _stretch(words: Sequence[Word], index: int) -> tuple[int, str, int, bool] | None:
    """A measure of time: how many, of what, where it ends, and whether «الماضية» says that it has just passed."""
    if index >= len(words):
        return None
    found = HEADS.at(words, index)
    kind, unit = found.value if found is not None else ("", "")
    if found is not None and kind == "two":
        return _passed(words, found.end, 2, unit)
    if found is not None and kind == "unit":
        number = _number(words, found.end) if found.definite else None
        if number is not None:
            return _passed(words, number[1], number[0], unit)
        plural = words[index].text.removeprefix("ال")[:2] in ("اي", "اس", "سا", "سن", "اش", "شه", "اع")
        singular = words[index].text in ("يوم", "اسبوع", "شهر", "عام", "سنه", "ساعه")
        return _passed(words, found.end, 1, unit) if singular or not (plural or found.definite) else None
    number = _number(words, index)
    if number is None:
        return None
    after = HEADS.at(words, number[1]) if number[1] < len(words) else None
    if after is None or after.value[0] != "unit" or after.prefix not in ("", "ال"):
        return None
    return _passed(words, after.end, number[0], after.value[1])


def _number(words: Sequence[Word], index: int) -> tuple[int, int] | None:
    numbers = numbers_of(words[index : index + 5])
    if not numbers or numbers[0].start != 0 or numbers[0].vague or not 0 < numbers[0].value < 400:
        return None
    return numbers[0].value, index + numbers[0].end


def _passed(words: Sequence[Word], end: int, count: int, unit: str) -> tuple[int, str, int, bool]:
    which, after = which_at(words, end)
    return count, unit, after, which == "last"
