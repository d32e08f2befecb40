"""The day on which the opening of a story says that it happened: «فجر الخميس», «أمس», «اليوم»; pure.

Only the first such word counts. After a verb of saying («أعلنت الحكومة السبت») it may be the day of the statement.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from crawler.arabic.letters import fold_key

OPENING = 600  # characters
_WEEKDAYS = {"اثنين": 0, "ثلاثاء": 1, "اربعاء": 2, "خميس": 3, "جمعه": 4, "سبت": 5, "احد": 6}
_DAY = re.compile(
    r"(?<!\w)(?:"
    r"(?P<weekday>(?:وال|ال|لل)(?:اثنين|ثلاثاء|اربعاء|خميس|جمعه|سبت|احد))(?P<after>\s+\w+)?"
    r"|(?P<before_yesterday>(?:اول|قبل)\s+امس|امس\s+الاول)"
    r"|(?P<yesterday>امس|البارحه|الليله\s+الماضيه)"
    r"|(?P<today>اليوم)"
    r")(?!\w)"
)
_SAID = re.compile(
    r"(?<!\w)و?(?:قال|اعلن|اكد|افاد|ذكر|صرح|اوضح|كشف|شدد|دعا|طالب|ادان|نعي|اضاف|نقل|قرر)(?:ت|وا|تا|ا)?(?!\w)"
)
_BEFORE = 60  # characters between the verb and the day: «أعلنت وزارة الصحة الفلسطينية في غزة، الخميس،»
_TO_COME = ("مقبل", "قادم", "المقبل", "القادم", "المقبله", "القادمه")


@dataclass(frozen=True, slots=True, kw_only=True)
class HappeningDay:
    """A day, and whether it may only be that of a statement."""

    day: date
    of_a_statement: bool = False


def happening_day(text: str, published: datetime) -> HappeningDay | None:
    """The day meant, counted back from the day of publication; None where the opening names none."""
    today = published.date()
    folded = fold_key(text[:OPENING])
    for match in _DAY.finditer(folded):
        back = _days_back(match, today)
        if back is not None:
            before = folded[max(0, match.start() - _BEFORE) : match.start()].rpartition(".")[2]
            return HappeningDay(day=today - timedelta(days=back), of_a_statement=_SAID.search(before) is not None)
    return None


def _days_back(match: re.Match[str], today: date) -> int | None:
    if match["before_yesterday"]:
        return 2
    if match["yesterday"]:
        return 1
    if match["today"]:
        return 0
    if (match["after"] or "").strip() in _TO_COME:
        return None
    weekday = _WEEKDAYS[re.sub("^(?:و?ال|لل)", "", match["weekday"])]
    return (today.weekday() - weekday) % 7
