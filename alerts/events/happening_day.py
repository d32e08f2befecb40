"""The day on which the opening of a story says that it happened: «فجر الخميس», «أمس», «اليوم»; pure.

Only the first such word counts. It may be the day of an announcement, so that a comparison takes it for a hint.
"""

import re
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
_TO_COME = ("مقبل", "قادم", "المقبل", "القادم", "المقبله", "القادمه")


def happening_day(text: str, published: datetime) -> date | None:
    """The day meant, counted back from the day of publication; None where the opening names none."""
    today = published.date()
    for match in _DAY.finditer(fold_key(text[:OPENING])):
        if match["before_yesterday"]:
            return today - timedelta(days=2)
        if match["yesterday"]:
            return today - timedelta(days=1)
        if match["today"]:
            return today
        after = (match["after"] or "").strip()
        if after in _TO_COME:
            continue
        weekday = _WEEKDAYS[re.sub("^(?:و?ال|لل)", "", match["weekday"])]
        back = (today.weekday() - weekday) % 7
        return today - timedelta(days=back)
    return None
