"""Flag: whether a story is about casualties or diplomacy, how sure that is, and what speaks for it."""

from dataclasses import dataclass
from enum import StrEnum

from crawler.facts.figure import Evidence


class Label(StrEnum):
    """The two independent questions asked of every story."""

    CASUALTY = "casualty"
    DIPLOMACY = "diplomacy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """The answer for one label. `score` is a probability in 0..1; `reasons` say in words what counted."""

    label: Label
    flagged: bool
    score: float
    evidence: tuple[Evidence, ...] = ()
    reasons: tuple[str, ...] = ()
    model: str = ""  # name and version of what decided
