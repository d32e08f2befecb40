"""Figures of a report that a total of the same report holds: said to be part of it, of a shorter time, or of one cause.

«قتل 429 في النصف الأول من العام … 62 في حزيران … 53 تحت التعذيب في النصف الأول»: the same source counts the same kind
of people in the same country, so the number of the month and that of one cause are parts of the half-year's.
"""

from collections.abc import Sequence

from crawler.arabic.words import Dictionary
from crawler.facts.casualty.incidents import Opening
from crawler.facts.casualty.phrase import Of
from crawler.facts.casualty.placing import Placed
from crawler.facts.figure import Group, Outcome, Part

_LISTED = 2  # parts that make a list

_PART_OF = Dictionary(
    (form, True)
    for form in (
        *("جزء من حصيلة", "جزءا من حصيلة", "ضمن حصيلة", "في إطار حصيلة", "من حصيلة إجمالية", "من الحصيلة الإجمالية"),
        *("من مجموع", "من إجمالي", "ضمن إجمالي", "من أصل حصيلة"),
    )
)


def put_within_totals(kept: Sequence[Placed], opening: Sequence[Opening]) -> None:
    """Makes each such figure a part of the smallest total that holds it."""
    told = [placed for placed in kept if placed.mention.parent is None and _is_countable(placed)]
    for placed in told:
        holding = [whole for whole in told if _holds(whole, placed) and _is_part(placed, whole, opening)]
        if holding:
            placed.mention.parent = min(holding, key=lambda whole: whole.mention.low).mention


def put_within_sums(kept: Sequence[Placed]) -> None:
    """«مقتل 6 إرهابيين. … أربعة قتلوا في وزيرستان واثنين في خيبر»: bare numbers of a sentence that make up a toll."""
    lists: dict[tuple[int, Outcome | None], list[Placed]] = {}
    for placed in kept:
        bare = placed.mention.phrase.of in (Of.NOTHING, Of.THEM)
        if bare and placed.part is Part.TEXT and placed.mention.parent is None and _is_countable(placed):
            lists.setdefault((placed.sentence, placed.mention.outcome), []).append(placed)
    for (sentence, outcome), parts in lists.items():
        told = sum(part.mention.low for part in parts)
        earlier = (p for p in kept if p.part is Part.TEXT and p.sentence < sentence and p.mention.outcome is outcome)
        whole = next(
            (p for p in earlier if _is_countable(p) and p.mention.low == told and p.mention.parent is None), None
        )
        if len(parts) < _LISTED or whole is None:
            continue
        for part in parts:
            part.mention.parent = whole.mention
            if part.mention.group is Group.PEOPLE:
                part.mention.group = whole.mention.group


def _is_countable(placed: Placed) -> bool:
    return not placed.background and placed.mention.low == placed.mention.high


def _holds(whole: Placed, part: Placed) -> bool:
    """Whether a figure may be of the same people as a larger one of the same source."""
    one, other = whole.mention, part.mention
    if one.outcome is not other.outcome or one.group is not other.group or one.low <= other.low:
        return False
    elsewhere = whole.country is not None and part.country is not None and whole.country != part.country
    return not elsewhere and whole.attribution == part.attribution


def _is_part(part: Placed, whole: Placed, opening: Sequence[Opening]) -> bool:
    if part.sentence == whole.sentence and part.part is whole.part is Part.TEXT:
        words = next((one.line.words for one in opening if one.number == part.sentence), ())
        between = range(part.mention.end, min(whole.mention.start, len(words)))
        return any(_PART_OF.at(words, at) is not None for at in between)
    if whole.period is None or part.period is None:
        return False
    if whole.period == part.period:
        return whole.cause is None and part.cause is not None
    within = whole.period.start <= part.period.start and part.period.end <= whole.period.end
    return within and whole.cause in (None, part.cause)
