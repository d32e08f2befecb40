"""One line that says what happened: from the figures, else from the dealing, else the words of the first report."""

from collections.abc import Sequence
from typing import Protocol

from alerts.alert import ActLine, Alert, AlertReason, TollLine
from alerts.text.bidi import one_line
from alerts.text.parties import Language
from alerts.text.wording import WORDINGS

MAX_TITLE = 240  # a title that stands for the line; what we make is bounded by its parts


class Happening(Protocol):
    """What an alert and an event have in common for this."""

    @property
    def title(self) -> str:
        """The title of the first report."""
        ...

    @property
    def place(self) -> str | None:
        """Where."""
        ...

    @property
    def toll(self) -> Sequence[TollLine]:
        """The figures."""
        ...

    @property
    def acts(self) -> Sequence[ActLine]:
        """The dealings, the main one first."""
        ...


def headline(alert: Alert, language: Language = "ar") -> str:
    """What the alert says happened. A change of a dealing leads with the dealing."""
    line = (
        _act_line(alert, language) if alert.reason in (AlertReason.ACT_HAPPENED, AlertReason.CALLED_OFF) else None
    ) or event_line(alert, language)
    match alert.reason:
        case AlertReason.DIGEST:
            return WORDINGS[language].digest_title(len(alert.listed))
        case AlertReason.TEST:
            return f"{WORDINGS[language].labels.test}: {line}"
        case AlertReason.NOTICE:
            return f"{WORDINGS[language].labels.notice}: {line}"
        case _:
            return line


def event_line(event: Happening, language: Language = "ar") -> str:
    """What happened, on one line that reads well aloud."""
    place = one_line(event.place, 80) if event.place else None
    title = one_line(event.title, MAX_TITLE)
    if title and _says_nothing(event.toll) and not place and not event.acts:
        return title
    toll = WORDINGS[language].toll_line(event.toll, place)
    return toll or _act_line(event, language) or title or "—"


def _says_nothing(toll: Sequence[TollLine]) -> bool:
    """«مقتل شخص», where neither place nor cause nor doer is known: the title says more."""
    return len(toll) == 1 and toll[0].min == toll[0].max == 1 and toll[0].cause is None and toll[0].actor is None


def _act_line(event: Happening, language: Language) -> str | None:
    return next((line for line in (WORDINGS[language].act_line(act) for act in event.acts[:1]) if line), None)
