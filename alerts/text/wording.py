"""The two languages behind one face: what the forms of a message (`telegram.py`, `mail.py`) ask of a language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from alerts.alert import ActLine, Alert, TollLine
from alerts.text.arabic import acts as arabic_acts
from alerts.text.arabic import reasons as arabic_reasons
from alerts.text.arabic import sources as arabic_sources
from alerts.text.arabic import toll as arabic_toll
from alerts.text.english import acts as english_acts
from alerts.text.english import reasons as english_reasons
from alerts.text.english import sources as english_sources
from alerts.text.english import toll as english_toll
from alerts.text.labels import LABELS, Labels
from alerts.text.parties import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """All that is said in one language."""

    labels: Labels
    toll_line: Callable[[Sequence[TollLine], str | None], str | None]
    figure_line: Callable[[TollLine], tuple[str, str]]
    act_line: Callable[[ActLine], str | None]
    act_figure: Callable[[ActLine], tuple[str, str]]
    reason_line: Callable[[Alert], str]
    contest: Callable[[Alert], tuple[str, ...]]
    digest_title: Callable[[int], str]
    says: Callable[[Sequence[str]], str]
    independent: Callable[[int], str]
    further: Callable[[int], str]


WORDINGS: Mapping[Language, Wording] = {
    "ar": Wording(
        labels=LABELS["ar"],
        toll_line=arabic_toll.toll_line,
        figure_line=arabic_toll.figure_line,
        act_line=arabic_acts.act_line,
        act_figure=arabic_acts.act_figure,
        reason_line=arabic_reasons.reason_line,
        contest=arabic_reasons.contest,
        digest_title=arabic_reasons.digest_title,
        says=arabic_sources.says,
        independent=arabic_sources.independent,
        further=arabic_sources.further,
    ),
    "en": Wording(
        labels=LABELS["en"],
        toll_line=english_toll.toll_line,
        figure_line=english_toll.figure_line,
        act_line=english_acts.act_line,
        act_figure=english_acts.act_figure,
        reason_line=english_reasons.reason_line,
        contest=english_reasons.contest,
        digest_title=english_reasons.digest_title,
        says=english_sources.says,
        independent=english_sources.independent,
        further=english_sources.further,
    ),
}


def digest_title(events: int, language: Language) -> str:
    """How many events a digest tells of."""
    return WORDINGS[language].digest_title(events)
