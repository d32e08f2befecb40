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
    """The answer for one label. `score` is a probability in 0..1; `reasons` say in words what counted.

    With `review` the score lies between the review and the flag threshold: a person should look. With `by_hand` a
    person has decided `flagged` (crawler.flags.by_hand); the score stays the model's.
    """

    label: Label
    flagged: bool
    score: float
    evidence: tuple[Evidence, ...] = ()
    reasons: tuple[str, ...] = ()
    model: str = ""  # name and version of what decided
    review: bool = False
    by_hand: bool = False
