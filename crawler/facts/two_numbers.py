"""Two numbers for one thing in a story's body: the lead's against a later one, and two of one source.

Most pairs of numbers are none: tolls rise, sources differ, a day has several happenings, a share is smaller than its
whole. Only a pair of which all that can be read says that both are of the same people is told.
"""

from collections.abc import Sequence

from crawler.arabic.letters import fold_key
from crawler.facts.casualty.causes import FAINT
from crawler.facts.casualty.claims import CasualtyReading, Claim
from crawler.facts.comparing import (
    CHANGE,
    RIVAL,
    SAID,
    SHARE_OR_TOTAL,
    names_no_happening,
    names_the_happening,
    says,
    words_in,
)
from crawler.facts.figure import Cause, Outcome, Part, Scope

_MOST = 8  # wholes of an outcome; a story with more tells of many happenings
_TWICE, _CLOSE = 2.0, 1.5  # how far numbers of one thing lie apart, the first where the happening is named again


def contradicting(reading: CasualtyReading, text: str) -> list[tuple[Claim, Claim]]:
    """Pairs of the body's claims that cannot both be true, at most one for an outcome, in the text's order."""
    if reading.tally:
        return []
    found: list[tuple[Claim, Claim]] = []
    stands = {(one.words, one.outcome) for one in reading.figures if one.among is None and one.scope is Scope.EVENT}
    for outcome in Outcome:
        told = [
            one for one in reading.claims if one.outcome is outcome and one.part is Part.TEXT and one.parent is None
        ]
        wholes = [one for one in told if one.is_exact and (one.spot, outcome) in stands]
        if not 2 <= len(wholes) <= len(told) <= _MOST:
            continue
        pair = next(
            (
                (first, second)
                for at, first in enumerate(wholes)
                for second in wholes[at + 1 :]
                if _are_of_one(first, second)
                and _stand_alone(first, second, told)
                and _said_of_one(first, second, text)
            ),
            None,
        )
        if pair is not None:
            found.append(pair)
    return found


def _are_of_one(first: Claim, second: Claim) -> bool:
    """Whether nothing that was read of two claims sets them apart."""
    if first.low == second.low or first.group is not second.group or first.sentence == second.sentence:
        return False
    if any(one.context or one.relative or one.others or one.incident for one in (first, second)):
        return False
    if first.period is not None and second.period is not None and first.period != second.period:
        return False
    if None not in (_plain_cause(first), _plain_cause(second)) and first.cause is not second.cause:
        return False
    if second.own_place and not _same(first.place, second.place):
        return False
    return _may_be(first.actor, second.actor) and _may_be(first.attribution, second.attribution)


def _plain_cause(claim: Claim) -> Cause | None:
    return claim.cause if claim.cause_gap < FAINT else None


def _same(first: str | None, second: str | None) -> bool:
    return first is not None and second is not None and fold_key(first) == fold_key(second)


def _may_be(first: str | None, second: str | None) -> bool:
    """Whether two names may be of one: one is not said, or one is the other's short form."""
    if first is None or second is None:
        return True
    one, other = (fold_key(name).removeprefix("ال") for name in (first, second))
    return one in other or other in one


def _stand_alone(first: Claim, second: Claim, told: Sequence[Claim]) -> bool:
    """Whether each is its sentence's only number, and no sum or earlier toll accounts for both."""
    for one in told:
        if one is first or one is second:
            continue
        if one.sentence in (first.sentence, second.sentence):
            return False
        if one.context and one.low in (first.low, second.low):
            return False
    others = [one.low for one in told if one.low not in (first.low, second.low) and one.plain]
    low, high = sorted((first.low, second.low))
    return not any(low + other == high for other in others) and sum(others) + low != high


def _said_of_one(first: Claim, second: Claim, text: str) -> bool:
    """Whether the words say that the second number is of the first's happening, and of no change between them."""
    words = words_in(text[second.quote.start : second.quote.end])
    if says(words, SHARE_OR_TOTAL):
        return False
    same_source = _same(first.attribution, second.attribution)
    if not same_source and (says(words, RIVAL) or says(words, SAID)):
        return False
    apart = max(first.low, second.low) / max(1, min(first.low, second.low))
    if names_the_happening(words):
        told_again = apart <= _TWICE
    else:
        silent = not second.own_place and second.actor in (None, first.actor) and second.cause in (None, first.cause)
        told_again = silent and same_source and says(words, SAID) and names_no_happening(words) and apart <= _CLOSE
    if not told_again:
        return False
    return not says(words_in(text[first.quote.start : second.quote.end]), CHANGE)
