"""What the hints of two stories come to: the log-odds that they tell of one happening, as a sum with its terms; pure.

The weights stand in weights.tsv and are fitted to the gate's groups of stories (`python -m tests.gate.fit_matching`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from alerts.events.hints import Hint, Why, hints
from alerts.events.profile import Profile

ALWAYS = "always"  # how seldom two stories of three days that share a word tell of one happening


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One hint and what it weighed, in log-odds."""

    why: Why
    weight: float
    detail: str = ""


def weigh(one: Profile, other: Profile) -> tuple[float, tuple[Reason, ...]]:
    """The log-odds that two stories tell of one happening, and what counted."""
    return sum_of(hints(one, other), weights())


def odds(one: Profile, other: Profile) -> float:
    """The log-odds alone, for the many that are looked at once and put aside."""
    by = weights()
    return by[ALWAYS] + sum([round(by.get(hint.why, 0.0) * hint.size, 3) for hint in hints(one, other)])


def sum_of(found: Sequence[Hint], by: Mapping[str, float]) -> tuple[float, tuple[Reason, ...]]:
    """The sum of hints, each by its weight, with the terms."""
    reasons = tuple(
        Reason(
            why=hint.why,
            weight=round(by[hint.why] * hint.size, 3),
            detail=hint.detail if isinstance(hint.detail, str) else hint.detail(),
        )
        for hint in found
        if by.get(hint.why)
    )
    return by[ALWAYS] + sum(reason.weight for reason in reasons), reasons


@cache
def weights() -> dict[str, float]:
    """The weight of each hint, and of `always`."""
    lines = Path(__file__).with_name("weights.tsv").read_text(encoding="utf-8").splitlines()
    return {name: float(weight) for name, _, weight in (line.partition("\t") for line in lines if line[:1] != "#")}
