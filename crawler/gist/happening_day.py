"""The days that a story says something happened on: «فجر الخميس», «أمس», «اليوم», «قبل يومين»; pure.

The first of them in the opening is the day of its happening. After a verb of saying («أعلنت الحكومة السبت») it may be
the day of the statement. The others are those that what came after is told with: a burial on Sunday of Friday's dead.
"""

import re
from datetime import date, timedelta

from crawler.arabic.letters import fold_key
from crawler.gist.gist import NamedDay

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


def days_named(text: str) -> tuple[NamedDay, ...]:
    """Every day that is named, in order; days to come are left out."""
    folded = fold_key(text[:READ])
    named = (_named(match, folded) for match in _DAY.finditer(folded))
    return tuple(one for one in named if one is not None)


def days_meant(named: NamedDay, today: date) -> tuple[date, ...]:
    """The day that is meant, or those that may be, counted back from the day of publication."""
    if named.back is not None:
        return (today - timedelta(days=named.back),)
    if named.weekday is not None:
        return (today - timedelta(days=(today.weekday() - named.weekday) % 7),)
    days = (today - timedelta(days=back) for back in range(_LOOKED_BACK))
    return tuple(day for day in days if day.weekday() in _WEEKEND)


def _named(match: re.Match[str], folded: str) -> NamedDay | None:
    if match["weekend"]:
        return NamedDay(of_a_statement=True)
    if match["weekday"] and (match["after"] or "").strip() in _TO_COME:
        return None
    before = folded[max(0, match.start() - _BEFORE) : match.start()].rpartition(".")[2]
    of_a_statement = _SAID.search(before) is not None
    if match["weekday"]:
        weekday = _WEEKDAYS[re.sub("^(?:و?ال|لل|بال)", "", match["weekday"])]
        return NamedDay(weekday=weekday, of_a_statement=of_a_statement)
    return NamedDay(back=_days_back(match), of_a_statement=of_a_statement)


def _days_back(match: re.Match[str]) -> int:
    if match["before_yesterday"]:
        return 2
    if match["yesterday"]:
        return 1
    return _AGO[re.sub(r"\s+", " ", match["ago"])] if match["ago"] else 0
