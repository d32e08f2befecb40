"""The days that a story says something happened on: «فجر الخميس», «أمس», «اليوم», «قبل يومين»; pure.

The first of them in the opening is the day of its happening. After a verb of saying («أعلنت الحكومة السبت») it may be
the day of the statement. The others are those that what came after is told with: a burial on Sunday of Friday's dead.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from crawler.arabic.letters import fold_key

OPENING = 600  # characters
READ = 1_500
_WEEKDAYS = {"اثنين": 0, "ثلاثاء": 1, "اربعاء": 2, "خميس": 3, "جمعه": 4, "سبت": 5, "احد": 6}
_AGO = {"يوم": 1, "يومين": 2, "ثلاثه ايام": 3, "اربعه ايام": 4, "48 ساعه": 2, "72 ساعه": 3}
_DAY = re.compile(
    r"(?<!\w)(?:"
    r"(?<!غدا\s)(?<!غد\s)(?P<weekday>(?:وال|ال|لل|بال)(?:اثنين|ثلاثاء|اربعاء|خميس|جمعه|سبت|احد))(?:(?=(?P<after>\s+\w+)))?"
    r"|(?P<before_yesterday>(?:اول|قبل)\s+(?:من\s+)?امس|امس\s+الاول)"
    r"|(?P<yesterday>[وبل]?(?:ال)?امس|البارحه|الليله\s+الماضيه)"
    r"|(?P<today>اليوم|الليله)"
    rf"|قبل\s+(?P<ago>{'|'.join(days.replace(' ', chr(92) + 's+') for days in sorted(_AGO, key=len, reverse=True))})"
    r"|(?P<weekend>(?:نهايه|عطله|مطلع|بدايه)\s+(?:نهايه\s+)?(?:هذا\s+)?الاسبوع)"
    r")(?!\w)"
)
_SAID = re.compile(
    r"(?<!\w)و?(?:قال|اعلن|اكد|افاد|ذكر|صرح|اوضح|كشف|شدد|دعا|طالب|ادان|دان|نعي|اضاف|نقل|قرر|امر)(?:ت|وا|تا|ا)?(?!\w)"
)
_BEFORE = 60  # characters between the verb and the day: «أعلنت وزارة الصحة الفلسطينية في غزة، الخميس،»
_TO_COME = ("مقبل", "قادم", "المقبل", "القادم", "المقبله", "القادمه")
_WEEKEND = (4, 5, 6)  # Friday to Sunday, by one calendar or another
_LOOKED_BACK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class HappeningDay:
    """A day, and whether it may only be that of a statement. `vague`: one of several («نهاية الأسبوع»)."""

    day: date
    of_a_statement: bool = False
    vague: bool = False


def happening_day(text: str, published: datetime) -> HappeningDay | None:
    """The day meant, counted back from the day of publication; None where the opening names none."""
    return next((told for told in days_told(text[:OPENING], published) if not told.vague), None)


def days_told(text: str, published: datetime) -> tuple[HappeningDay, ...]:
    """Every day that is named, in order; days to come are left out."""
    today = published.date()
    folded = fold_key(text[:READ])
    return tuple(told for match in _DAY.finditer(folded) for told in _days_of(match, folded, today))


def _days_of(match: re.Match[str], folded: str, today: date) -> Iterator[HappeningDay]:
    if match["weekend"]:
        days = (today - timedelta(days=back) for back in range(_LOOKED_BACK))
        yield from (HappeningDay(day=day, of_a_statement=True, vague=True) for day in days if day.weekday() in _WEEKEND)
        return
    back = _days_back(match, today)
    if back is not None:
        before = folded[max(0, match.start() - _BEFORE) : match.start()].rpartition(".")[2]
        yield HappeningDay(day=today - timedelta(days=back), of_a_statement=_SAID.search(before) is not None)


def _days_back(match: re.Match[str], today: date) -> int | None:
    if match["before_yesterday"]:
        return 2
    if match["yesterday"]:
        return 1
    if match["today"]:
        return 0
    if match["ago"]:
        return _AGO[re.sub(r"\s+", " ", match["ago"])]
    if (match["after"] or "").strip() in _TO_COME:
        return None
    weekday = _WEEKDAYS[re.sub("^(?:و?ال|لل|بال)", "", match["weekday"])]
    return (today.weekday() - weekday) % 7
