"""What the hints of two stories come to: the log-odds that they tell of one happening, as a sum with its terms; pure.

The weights stand in weights.tsv and are fitted to the gate's groups of stories (`python -m tests.gate.fit_matching`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from alerts.events.hints import KINDS, Find, Hint, Why, hints, in_order, only_phrases
from alerts.events.profile import Profile

ALWAYS = "always"  # how seldom two stories of three days that share a word tell of one happening
_LOOKED_AT = (5, 4, 0, 1, 2, 3)  # places in KINDS: what is cheap and rules out most comes first; measured
_ROUNDED = 0.05  # log-odds: rounding some three dozen hints to three digits changes their sum by less


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One hint and what it weighed, in log-odds."""

    why: Why
    weight: float
    detail: str = ""


def weigh(one: Profile, other: Profile) -> tuple[float, tuple[Reason, ...]]:
    """The log-odds that two stories tell of one happening, and what counted."""
    return sum_of(hints(one, other), weights())


def odds(one: Profile, other: Profile, least: float = float("-inf")) -> float:
    """The log-odds alone, for the many that are looked at once and put aside; -inf once they cannot reach `least`.

    Most pairs are ruled out by how they are told, by their days and words, before their places are compared.
    """
    by, (room, kinds) = weights(), _cheapest_first()
    earlier, later = in_order(one, other)
    found: list[list[Hint]] = [[]] * len(kinds)
    total = by[ALWAYS]
    for place, find, most in kinds:
        found[place] = mine = list(find(earlier, later))
        for hint in mine:
            total += by.get(hint.why, 0.0) * hint.size
        room -= most
        if total + room < least - _ROUNDED:
            return float("-inf")
    # As `weigh` sums it up: rounded, and in the order of `hints`, so that it is the same number to its last digit.
    hints_of_all = [hint for mine in found for hint in mine]
    terms = [round(by.get(hint.why, 0.0) * hint.size, 3) for hint in hints_of_all]
    if only_phrases(hints_of_all, earlier, later):
        terms.append(by.get(Why.SAME_PHRASES, 0.0))
    return by[ALWAYS] + sum(terms)


@cache
def _cheapest_first() -> tuple[float, tuple[tuple[int, Find, float], ...]]:
    """What all hints may add to the odds, and the kinds in the order in which they are looked for: the place in KINDS,
    how to find them, and what they may add."""
    kinds = tuple((place, KINDS[place][0], _most(KINDS[place][1])) for place in _LOOKED_AT)
    return sum(most for _, _, most in kinds) + _most((Why.SAME_PHRASES,)), kinds


def _most(whys: Iterable[Why]) -> float:
    return sum(max(0.0, weights().get(why, 0.0)) for why in whys)


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
