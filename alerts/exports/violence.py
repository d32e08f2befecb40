"""What kind of ACLED event a happening is, or why it is none; pure.

Disasters and accidents are none. Where the cause leaves it open (an explosion, a shooting, no cause at all), the actor,
the harmed and the words of the evidence decide; what they leave open as well is no event rather than a guess.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from alerts.exports.actors import ORGANISED, STATES, Inter, Kind
from crawler.arabic.letters import fold
from crawler.arabic.words import Dictionary, Word, words_of
from crawler.facts.figure import CasualtyFigure, Cause, Group, Outcome

_HERE = Path(__file__).parent
ARMED = frozenset({Group.SOLDIERS, Group.POLICE, Group.FIGHTERS})
_HARM = frozenset({Outcome.KILLED, Outcome.INJURED, Outcome.MISSING, Outcome.DISPLACED})
_REMOTE = {Cause.AIRSTRIKE: "air", Cause.DRONE: "air", Cause.SHELLING: "shelling", Cause.MINE: "device"}
_WEAPONS = frozenset({Cause.SHOOTING, Cause.STABBING, Cause.TORTURE})


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """ACLED's three columns of types."""

    disorder: str
    event: str
    sub_event: str


class LeftOut(StrEnum):
    """Why a happening is no event of ACLED's."""

    NOBODY_HARMED = "no casualty figure of its own"
    ACCIDENT = "disaster or accident"
    PRIVATE = "private quarrel or crime"
    SENTENCE = "sentence carried out by a state"
    UNCLEAR = "no sign of political violence"


def event_type(figures: Iterable[CasualtyFigure], actor: Kind | None) -> EventType | LeftOut:
    """The type of what these figures of one happening tell of, done by an actor of this kind (None: not named, or by
    a name that is not known)."""
    listed = list(figures)
    if not listed:
        return LeftOut.NOBODY_HARMED
    harmed = [figure for figure in listed if figure.outcome in _HARM]
    if not harmed:
        taken = any(figure.outcome is Outcome.ABDUCTED for figure in listed)
        if taken and actor is not None and actor.inter is Inter.PRIVATE:
            return LeftOut.PRIVATE
        return _types()["abduction" if taken else "arrests"]
    key = _key(harmed, actor)
    return key if isinstance(key, LeftOut) else _types()[key]


def main_cause(figures: Iterable[CasualtyFigure]) -> Cause | None:
    """The cause that most figures give."""
    causes = Counter(figure.cause for figure in figures if figure.cause is not None)
    return causes.most_common(1)[0][0] if causes else None


def _key(figures: list[CasualtyFigure], actor: Kind | None) -> str | LeftOut:
    cause = main_cause(figures)
    said = _said(figures)
    armed = _mostly_armed(figures)
    inter = None if actor is None else actor.inter
    if cause in _REMOTE:
        return "suicide" if "suicide" in said else _REMOTE[cause]
    if cause is Cause.EXPLOSION:
        device = next((kind for kind in ("suicide", "grenade", "device") if kind in said), None)
        return device or ("device" if inter in ORGANISED else LeftOut.ACCIDENT)
    if inter is Inter.PRIVATE:
        return LeftOut.PRIVATE
    if cause in _WEAPONS or cause in (Cause.CLASHES, None):
        return _by_hand(cause, said, armed, inter)
    if cause is Cause.EXECUTION:
        if "sentence" in said:
            return LeftOut.SENTENCE
        return "attack" if inter in ORGANISED else LeftOut.UNCLEAR
    return LeftOut.ACCIDENT


def _mostly_armed(figures: Iterable[CasualtyFigure]) -> bool:
    """Whether of the people of whom a text says who they are most are armed; where there are dead, they decide."""
    listed = list(figures)
    counted = [figure for figure in listed if figure.outcome is Outcome.KILLED] or listed
    known = [figure for figure in counted if figure.group not in (Group.PEOPLE, Group.MEN)]
    armed = max((figure.min for figure in known if figure.group in ARMED), default=-1)
    others = max((figure.min for figure in known if figure.group not in ARMED), default=0)
    return armed >= others


def _by_hand(cause: Cause | None, said: frozenset[str], armed: bool, inter: Inter | None) -> str | LeftOut:
    """Violence by people who are there: against demonstrators, between armed sides, or against others."""
    if inter is Inter.RIOTERS:
        return "riot"
    if "protesters" in said and not armed and (inter in STATES or inter is Inter.PROTESTERS or inter is None):
        if inter in STATES:
            return "protest"
        return "riot" if cause is Cause.CLASHES else "attack" if cause is not None else LeftOut.UNCLEAR
    if cause is Cause.TORTURE:
        return "attack"
    if armed and (cause is not None or inter in ORGANISED or "attack" in said):
        return "clash"
    if cause is Cause.CLASHES:
        return "clash"
    if cause is not None or inter in ORGANISED:
        return "attack" if cause is not Cause.STABBING or inter in ORGANISED else LeftOut.UNCLEAR
    return "attack" if "attack" in said else LeftOut.UNCLEAR


def _said(figures: Iterable[CasualtyFigure]) -> frozenset[str]:
    """The kinds of words that the sentences of evidence hold."""
    found: set[str] = set()
    for quote in {figure.evidence.quote for figure in figures}:
        words: list[Word] = words_of(fold(quote).text)
        for index in range(len(words)):
            entry = _words().at(words, index)
            if entry is not None:
                found |= entry.value
    return frozenset(found)


@cache
def _words() -> Dictionary[frozenset[str]]:
    """Each form with the kinds of words that it is of; a longer form hides the shorter ones that it opens with."""
    kinds: dict[str, set[str]] = {}
    for row in (_HERE / "violence_words.tsv").read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            kind, forms = row.split("\t")
            for form in forms.split(", "):
                kinds.setdefault(form, set()).add(kind)
    return Dictionary((form, frozenset(of)) for form, of in kinds.items())


@cache
def _types() -> dict[str, EventType]:
    rows = (_HERE / "acled_types.tsv").read_text(encoding="utf-8").splitlines()
    parts = [row.split("\t") for row in rows if row and not row.startswith("#")]
    return {key: EventType(disorder=disorder, event=event, sub_event=sub) for key, disorder, event, sub in parts}
