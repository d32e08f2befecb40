"""Mentions of one figure become one figure: repeats, vaguer wordings, and the headline that the body makes exact."""

from collections.abc import Sequence

from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import Of
from crawler.facts.casualty.placing import Placed
from crawler.facts.figure import Cause, Group, Part, Qualifier

_OPENING = 450  # characters of the body that tell what the story is about
_MANY = 12  # wholes; a story with more is a report of many happenings, which share no cause and no hand


def merged(title: Sequence[Placed], body: Sequence[Placed], *, tally: bool) -> list[Placed]:
    """The figures of a story, in the order of its text; a whole that is named stands before its parts."""
    kept: list[Placed] = []
    stands_for: dict[int, Mention] = {}
    for placed in body:
        _take_group(placed.mention, stands_for)
        twin = next((other for other in kept if _repeats(placed, other, stands_for)), None)
        if twin is None:
            kept.append(placed)
        else:
            stands_for[id(placed.mention)] = twin.mention
            _enrich(twin, placed)
    kept = [placed for placed in kept if not _is_vaguer(placed, kept)]
    kept.extend(placed for placed in title if _adds(placed, kept, stands_for))
    for placed in kept:
        placed.mention.parent = stands_for.get(id(placed.mention.parent), placed.mention.parent)
    present = {id(placed.mention) for placed in kept}
    for placed in kept:
        if placed.mention.parent is not None and id(placed.mention.parent) not in present:
            placed.mention.parent = None
    _put_in_the_past(kept)
    _inherit(kept, tally=tally)
    return kept


def _take_group(mention: Mention, stands_for: dict[int, Mention]) -> None:
    """A share without a noun of its own counts whom its whole counts, also where the whole was named elsewhere."""
    whole = stands_for.get(id(mention.parent)) if mention.parent is not None else None
    if whole is not None and mention.phrase.of in (Of.NOTHING, Of.THEM) and mention.group is Group.PEOPLE:
        mention.group = whole.group


def _put_in_the_past(kept: Sequence[Placed]) -> None:
    """Where the opening tells no figure, one in a relative clause («الهجوم الذي أودى بحياة 5») is context."""
    if any(not p.background and not p.relative and (p.part is Part.TITLE or p.quote.start < _OPENING) for p in kept):
        return
    for placed in kept:
        if placed.relative:
            placed.background = True


def _same_numbers(first: Mention, second: Mention) -> bool:
    return first.outcome is second.outcome and (first.low, first.high) == (second.low, second.high)


def _repeats(placed: Placed, other: Placed, stands_for: dict[int, Mention]) -> bool:
    """Whether a later mention says an earlier figure again."""
    new, old = placed.mention, other.mention
    if not _same_numbers(new, old) or placed.sentence == other.sentence:
        return False
    if new.group is not old.group and Group.PEOPLE not in (new.group, old.group):
        return False
    new_parent = stands_for.get(id(new.parent), new.parent)
    if new_parent is not None and old.parent is not None and new_parent is not old.parent:
        return False
    if new_parent is not None and old.parent is None and new.group is new_parent.group:
        return False  # a share of the same people by place or by hand, not the whole told again
    if placed.actor and other.actor and placed.actor not in other.actor and other.actor not in placed.actor:
        return False
    if placed.background != other.background and (new.low or 0) < 100:
        return False
    if new_parent is not None and new_parent is old.parent:
        return True
    if placed.cause and other.cause and placed.cause is not other.cause and new.low < 20:
        return False
    if Cause.TORTURE in (placed.cause, other.cause) and placed.cause is not other.cause and new.low < 20:
        return False  # the tortured are counted apart from all who were killed
    elsewhere = placed.own_place and other.own_place and placed.place != other.place
    return not (elsewhere and new.low <= 2 and placed.sentence - other.sentence > 0 and _is_plain(new))


def _is_plain(mention: Mention) -> bool:
    return mention.parent is None


def _enrich(kept: Placed, again: Placed) -> None:
    kept.actor = kept.actor or again.actor
    kept.cause = kept.cause or again.cause
    kept.place = kept.place or again.place
    kept.country = kept.country or again.country
    kept.background = kept.background and again.background
    if kept.mention.group is Group.PEOPLE:
        kept.mention.group = again.mention.group


def _is_vaguer(placed: Placed, kept: Sequence[Placed]) -> bool:
    """Whether an open «قتلى» says less than a figure of the same outcome and place that the body gives."""
    mention = placed.mention
    if mention.phrase.explicit or mention.phrase.qualifier is not Qualifier.VAGUE or mention.parent is not None:
        return False
    for other in kept:
        if (
            other is placed
            or other.mention.outcome is not mention.outcome
            or other.mention.phrase.qualifier is Qualifier.VAGUE
        ):
            continue
        if not other.background and (placed.place is None or other.place == placed.place or not placed.own_place):
            return True
    return False


def _adds(placed: Placed, kept: Sequence[Placed], stands_for: dict[int, Mention]) -> bool:
    """Whether the headline tells a figure of which the body has none like it."""
    mention = placed.mention
    for other in kept:
        if other.part is not placed.part and other.mention.outcome is mention.outcome:
            same_rank = (other.mention.parent is None) == (mention.parent is None)
            if (
                (same_rank and mention.parent is None)
                or other.mention.group is mention.group
                or _same_numbers(other.mention, mention)
            ):
                stands_for[id(mention)] = other.mention
                return False
    return not (
        mention.parent is not None
        and any(other.mention.outcome is mention.outcome for other in kept if other.part is not placed.part)
        and mention.high is None
    )


def _inherit(kept: Sequence[Placed], *, tally: bool) -> None:
    """Parts take place, cause and actor of their whole; further figures of the happening those of the first."""
    by_mention = {id(placed.mention): placed for placed in kept}
    main = next((placed for placed in kept if not placed.background), None)
    many = tally or sum(placed.mention.parent is None for placed in kept) > _MANY
    for placed in kept:
        whole = by_mention.get(id(placed.mention.parent)) if placed.mention.parent is not None else None
        source = whole or (main if main is not None and not placed.background else None)
        if source is None or source is placed:
            continue
        if whole is not None and whole.sentence == placed.sentence and not placed.own_place:
            placed.place, placed.country = whole.place, whole.country
        if whole is None and placed.sentence != source.sentence and not placed.own_place:
            placed.place, placed.country = source.place or placed.place, source.country or placed.country
        placed.place = placed.place or source.place
        placed.country = placed.country or source.country
        if whole is not None or not many:
            placed.cause = placed.cause or source.cause
            placed.actor = placed.actor or source.actor
        if whole is not None:
            placed.background = whole.background
