"""Arithmetic as a witness: figures that add up to another are its parts.

«45 شهيدا … الجنوب: 11، النبطية: 9، البقاع: 16 …» says nowhere that the lines are shares of the toll; that they add up to
it says so. Only exact sums of figures that stand together count, so that chance seldom makes one.
"""

from collections.abc import Sequence
from itertools import pairwise

from crawler.facts.casualty.phrase import Of
from crawler.facts.casualty.placing import Placed
from crawler.facts.casualty.together import is_one_part
from crawler.facts.figure import Group, Outcome, Part, Qualifier

_TOTAL = 10  # people; smaller numbers add up by chance
_TOGETHER = 2  # sentences from one share to the next
_MOST = 40  # figures of an outcome that are looked at


def settle(kept: Sequence[Placed], headline: Sequence[Placed] = ()) -> list[Placed]:
    """The figures of a story after its sums were looked at: figures that add up to a whole become its parts.

    `headline` are the headline's mentions: one that merging dropped comes back as the whole where the body's figures
    add up to it («45 شهيدا» above a list by place).
    """
    settled = list(kept)
    for outcome in {placed.mention.outcome for placed in kept}:
        told = [placed for placed in kept if placed.mention.outcome is outcome]
        if len(told) < 2 or outcome is None:
            continue
        present = {id(placed) for placed in told}
        totals = [
            p for p in headline if p.mention.outcome is outcome and id(p) not in present and _may_be_total(p, told)
        ]
        _settle_outcome((*totals, *told[:_MOST]))
        settled += [total for total in totals if total.sums]
    return settled


def _may_be_total(total: Placed, told: Sequence[Placed]) -> bool:
    """Whether a headline's figure is a number of its own that the body does not repeat."""
    mention = total.mention
    return mention.parent is None and mention.low >= _TOTAL and all(one.mention.low != mention.low for one in told)


def _settle_outcome(told: Sequence[Placed]) -> None:
    """Look for the shares of every whole, the largest first; told are the figures of one outcome in the text's order."""
    for whole in sorted(told, key=lambda placed: -placed.mention.low):
        phrase = whole.mention.phrase
        if whole.mention.joint or not phrase.explicit or phrase.qualifier is Qualifier.VAGUE or whole.mention.low < 2:
            continue
        shared: set[int] = set()  # by hand, and again by place, by trade
        while parts := _shares(whole, told, shared, strict=True) or _shares(whole, told, shared, strict=False):
            for part in parts:
                _make_part(part, whole)
            shared.update(map(id, parts))
            whole.sums = True


def _shares(whole: Placed, told: Sequence[Placed], shared: set[int], *, strict: bool) -> list[Placed]:
    """The next run of figures that add up to a whole; `strict` leaves out those that were read as parts of one another."""
    may_be = [one for one in told if id(one) not in shared and _may_be_share(one, whole, told, strict=strict)]
    for start in range(len(may_be)):
        run: list[Placed] = []
        total = 0
        for part in may_be[start:]:
            if run and not _stand_together(run[-1], part):
                break
            total += part.mention.low
            if total > whole.mention.low:
                break
            run.append(part)
            if total == whole.mention.low and len(run) >= 2 and _is_no_chance(whole, run, told):
                return run
    return []


def _may_be_share(part: Placed, whole: Placed, told: Sequence[Placed], *, strict: bool) -> bool:
    mention = part.mention
    if mention.low != mention.high or mention.earlier or mention.joint or part.background != whole.background:
        return False
    if part is whole or part.part is not Part.TEXT or mention.low >= whole.mention.low or _is_above(part, whole):
        return False
    if mention.parent is whole.mention:
        return True
    if part.sums or whole.mention.parent is not None:
        return False
    if mention.parent is None:
        return mention.group is whole.mention.group or Group.PEOPLE in (mention.group, whole.mention.group)
    if strict or is_one_part(mention):
        return False
    # «تلتها العجيلات بـ29»: read as a share of the share before it
    sibling = next((one for one in told if one.mention is mention.parent), None)
    return sibling is not None and sibling.mention.group is mention.group and sibling.mention.low < whole.mention.low


def _is_above(part: Placed, whole: Placed) -> bool:
    """Whether a whole is itself read as within a figure, so that it cannot take that figure in."""
    above, depth = whole.mention.parent, 0
    while above is not None and depth < 4:
        if above is part.mention:
            return True
        above, depth = above.parent, depth + 1
    return False


def _stand_together(first: Placed, second: Placed) -> bool:
    return 0 <= second.sentence - first.sentence <= _TOGETHER


def _is_no_chance(whole: Placed, run: Sequence[Placed], told: Sequence[Placed]) -> bool:
    """Whether a sum tells: all parts were read as such, or the total is large and the run follows or leads to it."""
    known = [part for part in run if part.mention.parent is whole.mention]
    if len(known) == len(run):
        return True
    if known and len(run) == 2 and run[0].sentence != run[1].sentence:
        return False
    if not known and whole.mention.low < _TOTAL:
        return False
    if whole.part is Part.TITLE or _starts_before(whole, run[0]):
        return True
    # «5 في حلب و7 في إدلب، ليصبح المجموع 12»: the very next figure
    follows = any(last is run[-1] and after is whole for last, after in pairwise(told))
    return follows and _stand_together(run[-1], whole)


def _starts_before(first: Placed, second: Placed) -> bool:
    return (first.sentence, first.mention.start) < (second.sentence, second.mention.start)


def _make_part(part: Placed, whole: Placed) -> None:
    """What adds up to a whole is within it, and of the same happening."""
    part.sums = True
    if part.mention.parent is not whole.mention:
        part.mention.parent = whole.mention
        part.actor = part.actor or whole.actor
        if part.mention.outcome is not Outcome.DETAINED:
            part.cause = part.cause or whole.cause
        if part.place is None:
            part.place, part.country, part.location = whole.place, whole.country, whole.location
    if part.mention.phrase.of in (Of.NOTHING, Of.THEM) and part.mention.phrase.group is Group.PEOPLE:
        part.mention.group = whole.mention.group  # «26 منهم»: not of the children named in between
