"""Where a story contradicts itself: headline against body, and a part against its whole.

Only what the text itself proves is reported, with both proofs. A headline that rounds or is vaguer than the body is
none («عشرات» over 43), nor is an open bound that the body's figure keeps («أكثر من 40» over 43).
"""

from collections.abc import Sequence

from crawler.arabic.letters import fold
from crawler.facts.casualty.placing import Placed, placed_mentions
from crawler.facts.casualty.scope import About
from crawler.facts.discrepancy import Discrepancy, DiscrepancyKind
from crawler.facts.figure import CasualtyFigure, Cause, Evidence, Outcome, Part, Qualifier
from crawler.news import Story

_MAX_SHOWN = 4
_OUTCOMES = {
    Outcome.KILLED: ("القتلى", "killed"),
    Outcome.INJURED: ("الجرحى", "injured"),
    Outcome.MISSING: ("المفقودين", "missing"),
    Outcome.DETAINED: ("المحتجزين", "detained"),
    Outcome.ABDUCTED: ("المخطوفين", "abducted"),
    Outcome.DISPLACED: ("النازحين", "displaced"),
}
_CAUSES = {
    Cause.TORTURE: ("تحت التعذيب", "under torture"),
    Cause.AIRSTRIKE: ("في غارات جوية", "in airstrikes"),
    Cause.DRONE: ("بطائرات مسيرة", "by drones"),
    Cause.EXECUTION: ("إعداما", "by execution"),
    Cause.MINE: ("بالألغام", "by mines"),
    Cause.SHOOTING: ("بالرصاص", "by gunfire"),
}  # fmt: skip


def discrepancies(story: Story, figures: Sequence[CasualtyFigure]) -> tuple[Discrepancy, ...]:
    """The contradictions of a story, the headline's first."""
    if not figures:
        return ()
    return (*_headline(story), *_parts(figures))[:_MAX_SHOWN]


def _headline(story: Story) -> list[Discrepancy]:
    title, text = fold(story.title), fold(story.text)
    about = About(title.text)
    in_title = [p for p in placed_mentions(story.title, title, Part.TITLE, about=about, year=None) if _is_claim(p)]
    if not in_title:
        return []
    in_text = placed_mentions(story.text, text, Part.TEXT, about=about, year=None)
    found: list[Discrepancy] = []
    for claim in in_title:
        same = [placed for placed in in_text if placed.mention.outcome is claim.mention.outcome]
        found.extend(_other_number(story, claim, same) or _other_cause(story, claim, same))
    return found


def _is_claim(placed: Placed) -> bool:
    """Whether a headline's mention is a plain number of its own."""
    mention = placed.mention
    counted = mention.phrase.explicit and mention.phrase.qualifier is not Qualifier.VAGUE
    return counted and mention.parent is None and not mention.joint and not mention.earlier


def _other_number(story: Story, claim: Placed, same: Sequence[Placed]) -> list[Discrepancy]:
    """The body counts the same outcome, and none of its numbers can be the headline's."""
    rivals = [placed for placed in same if _is_claim(placed)]
    if not rivals or any(_agrees(claim, placed) for placed in same):
        return []
    if claim.mention.low <= sum(placed.mention.low for placed in rivals):
        return []  # the headline may be another place's share, or the sum of several
    rival = max(rivals, key=lambda placed: placed.mention.low)
    assert claim.mention.outcome is not None
    arabic, english = _OUTCOMES[claim.mention.outcome]
    said, told = claim.mention.low, rival.mention.low
    return [
        Discrepancy(
            kind=DiscrepancyKind.HEADLINE_BODY,
            explanation_ar=f"العنوان يذكر أن عدد {arabic} {said}، ولا يذكر المتن أكثر من {told}.",
            explanation_en=f"The headline says {said} {english}, the body no more than {told}.",
            evidence=(_evidence(story, claim), _evidence(story, rival)),
        )
    ]


def _agrees(claim: Placed, placed: Placed) -> bool:
    """Whether both numbers can be true of the same people."""
    low, high = claim.mention.low, claim.mention.high
    other_low, other_high = placed.mention.low, placed.mention.high
    above = high is None or other_low <= high
    below = other_high is None or low <= other_high
    return above and below


def _other_cause(story: Story, claim: Placed, same: Sequence[Placed]) -> list[Discrepancy]:
    """The headline gives its number one cause; the body gives that cause another number, and that number no cause."""
    cause = claim.cause
    if cause not in _CAUSES or claim.mention.outcome is None:
        return []
    whole = next((p for p in same if _equal(p, claim) and p.cause is not cause and p.mention.parent is None), None)
    share = next(
        (
            p
            for p in same
            if p.cause is cause and p.cause_gap <= 4 and p.mention.high is not None and p.mention.high < claim.mention.low
            and p.mention.parent is None and p.mention.group is claim.mention.group
        ),
        None,
    )  # fmt: skip
    if whole is None or share is None:
        return []
    arabic, english = _OUTCOMES[claim.mention.outcome]
    by_arabic, by_english = _CAUSES[cause]
    said, told = claim.mention.low, share.mention.low
    return [
        Discrepancy(
            kind=DiscrepancyKind.HEADLINE_BODY,
            explanation_ar=(
                f"العنوان يذكر أن عدد {arabic} {by_arabic} {said}، أما المتن فيذكر {said} في المجموع، منهم {told} {by_arabic}."
            ),
            explanation_en=f"The headline says {said} {english} {by_english}; the body says {said} in all, {told} of them {by_english}.",
            evidence=(_evidence(story, claim), _evidence(story, whole), _evidence(story, share)),
        )
    ]


def _equal(first: Placed, second: Placed) -> bool:
    return (first.mention.low, first.mention.high) == (second.mention.low, second.mention.high)


def _evidence(story: Story, placed: Placed) -> Evidence:
    source = story.title if placed.part is Part.TITLE else story.text
    return Evidence(part=placed.part, span=placed.quote, quote=source[placed.quote.start : placed.quote.end])


def _parts(figures: Sequence[CasualtyFigure]) -> list[Discrepancy]:
    """A part that is larger than the whole that it is part of."""
    found: list[Discrepancy] = []
    for figure in figures:
        whole = figures[figure.among] if figure.among is not None else None
        if whole is None or whole.max is None or figure.min <= whole.max or whole.outcome is not figure.outcome:
            continue
        if Qualifier.ABOUT in (whole.qualifier, figure.qualifier):
            continue
        arabic, english = _OUTCOMES[figure.outcome]
        found.append(
            Discrepancy(
                kind=DiscrepancyKind.SUM_TOTAL,
                explanation_ar=f"جزء من عدد {arabic} ({figure.min}) أكبر من المجموع ({whole.max}).",
                explanation_en=f"A part of the {english} ({figure.min}) is larger than the whole ({whole.max}).",
                evidence=(figure.evidence, whole.evidence),
            )
        )
    return found
