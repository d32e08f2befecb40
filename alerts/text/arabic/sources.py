"""Who says so, in Arabic."""

from collections.abc import Sequence

from alerts.text.arabic.counting import Case, counted
from alerts.text.arabic.nouns import INDEPENDENT_SOURCE, OTHER_REPORT, OTHER_SOURCE
from alerts.text.bidi import foreign, one_line

_NAMED = 3


def says(who: Sequence[str]) -> str:
    """«بحسب وزارة الصحة وعنب بلدي», or nothing where nobody is named."""
    names = [foreign(name) for name in dict.fromkeys(one_line(one, 60) for one in who) if name]
    if not names:
        return ""
    text = "بحسب " + " و".join(names[:_NAMED])
    rest = len(names) - _NAMED
    if rest == 1:
        return f"{text} و{OTHER_SOURCE.singular}"
    return f"{text} و{counted(rest, OTHER_SOURCE)}" if rest > 1 else text


def independent(sources: int) -> str:
    """«3 مصادر مستقلة»."""
    return counted(max(sources, 1), INDEPENDENT_SOURCE, Case.NOMINATIVE)


def further(reports: int) -> str:
    """«و4 تقارير أخرى»."""
    return "و" + (OTHER_REPORT.singular if reports == 1 else counted(reports, OTHER_REPORT, Case.NOMINATIVE))
