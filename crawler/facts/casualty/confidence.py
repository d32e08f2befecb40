"""The chance that a figure's outcome, bounds and group are read rightly: a logistic sum of named signs.

The weights stand in confidence.tsv with how they were measured. A sign is a number from 0 to about 1, so that a weight
tells in log-odds what the sign is worth.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import exp, log10
from pathlib import Path

from crawler.facts.casualty.phrase import Of
from crawler.facts.casualty.placing import Placed
from crawler.facts.figure import Group, Outcome, Part, Qualifier

_FAR = 8  # words between a count and what governs it
_LONG = 400  # characters of a sentence
_CROWD = 8  # figures in a sentence
_LARGE = 6  # powers of ten
_LOWEST, _HIGHEST = 0.01, 0.99  # nothing that is read by rule is ever certain


def chances_of(kept: Sequence[Placed]) -> list[float]:
    """The chance of each figure of a story, 0 to 1 to two places."""
    weights = confidence_weights()
    return [_chance(signs, weights) for signs in signs_of(kept)]


def signs_of(kept: Sequence[Placed]) -> list[dict[str, float]]:
    """What speaks for or against each figure, by name."""
    crowd = Counter((placed.part, placed.sentence) for placed in kept)
    sentence_of = {id(placed.mention): (placed.part, placed.sentence) for placed in kept}
    alike = Counter((placed.mention.outcome, placed.mention.parent is None) for placed in kept)
    return [_signs(placed, crowd, alike, sentence_of) for placed in kept]


def _signs(
    placed: Placed,
    crowd: Mapping[tuple[Part, int], int],
    alike: Mapping[tuple[Outcome | None, bool], int],
    sentence_of: Mapping[int, tuple[Part, int]],
) -> dict[str, float]:
    mention, phrase = placed.mention, placed.mention.phrase
    here = (placed.part, placed.sentence)
    whole = mention.parent
    gap = max(mention.start - mention.cue - 1, mention.cue - mention.end, 0)
    signs = {
        "number said": phrase.explicit,
        "vague": phrase.qualifier is Qualifier.VAGUE,
        "bound": phrase.qualifier not in (Qualifier.VAGUE, Qualifier.EXACT),
        "outcome said by its noun": phrase.of is Of.HARMED,
        "others": phrase.of in (Of.OTHERS, Of.THEM),
        "bare number": phrase.of is Of.NOTHING,
        "unknown noun": phrase.of is Of.UNKNOWN,
        "part of a whole": whole is not None,
        "whole in another sentence": whole is not None and sentence_of.get(id(whole), here) != here,
        "group said": mention.group is not Group.PEOPLE,
        "told again": placed.repeats > 0,
        "adds up": placed.sums,
        "headline only": placed.part is Part.TITLE,
        "background": placed.background,
        "by name": mention.named,
        "relative clause": placed.relative,
        "one person": mention.low == 1,
        "killed": mention.outcome is Outcome.KILLED,
        "injured": mention.outcome is Outcome.INJURED,
        "cause known": placed.cause is not None,
        "source named": placed.attribution is not None,
        "first of its kind": alike[mention.outcome, whole is None] == 1,
    }
    return {name: 1.0 for name, so in signs.items() if so} | {
        "cue afar": min(gap, _FAR) / _FAR,
        "crowded sentence": min(crowd[here] - 1, _CROWD) / _CROWD,
        "long sentence": min(placed.quote.end - placed.quote.start, _LONG) / _LONG,
        "large": min(log10(max(mention.low, 1)), _LARGE) / _LARGE,
    }


def _chance(signs: Mapping[str, float], weights: Mapping[str, float]) -> float:
    odds = weights["always"] + sum(weights.get(name, 0.0) * value for name, value in signs.items())
    return round(min(max(1 / (1 + exp(-odds)), _LOWEST), _HIGHEST), 2)


@lru_cache(maxsize=1)
def confidence_weights() -> dict[str, float]:
    """What each sign is worth, and `always` for every figure."""
    rows = Path(__file__).with_name("confidence.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (row.split("\t") for row in rows if row and not row.startswith("#"))
    return {name: float(weight) for name, weight in pairs}
