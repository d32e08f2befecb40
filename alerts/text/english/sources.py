"""Who says so, in English."""

from collections.abc import Sequence

from alerts.text.bidi import isolate, one_line

_NAMED = 3


def says(who: Sequence[str]) -> str:
    """ "according to A, B and C", or nothing where nobody is named."""
    names = [isolate(name) for name in dict.fromkeys(one_line(one, 60) for one in who) if name]
    if not names:
        return ""
    rest = len(names) - _NAMED
    shown = names[:_NAMED] + ([f"{rest} other source{'s' if rest > 1 else ''}"] if rest > 0 else [])
    return "according to " + (" and ".join(shown) if len(shown) < 3 else f"{', '.join(shown[:-1])} and {shown[-1]}")


def independent(sources: int) -> str:
    """ "3 independent sources"."""
    return f"{max(sources, 1)} independent source{'s' if sources > 1 else ''}"


def further(reports: int) -> str:
    """ "and 4 further reports"."""
    return f"and {reports} further report{'s' if reports > 1 else ''}"
