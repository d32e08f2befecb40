"""Where a story contradicts itself: headline against body, lead against body, shares against their sum, two numbers.

Only what the text itself proves is reported, with both proofs. A headline that rounds or is vaguer than the body is
none («عشرات» over 43), nor is an open bound that the body's figure keeps («أكثر من 40» over 43).
"""

from collections.abc import Sequence

from crawler.arabic.numbers import numbers_of
from crawler.facts.casualties import casualty_reading
from crawler.facts.casualty.claims import CasualtyReading, Claim
from crawler.facts.comparing import SHARE_OR_TOTAL, SOME_ONLY, counted_ar, counted_en, says, words_in
from crawler.facts.discrepancy import Discrepancy, DiscrepancyKind
from crawler.facts.discrepancy_sums import not_adding_up, too_large
from crawler.facts.figure import CasualtyFigure, Cause, Evidence, Outcome, Part
from crawler.facts.two_numbers import contradicting
from crawler.news import Story

_MAX_SHOWN = 4
_FAR = 3  # times; a number so much larger is of something else
_NEAR = 1.5  # times; how far a headline that was left behind may be below its body
_FEW = 3
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
    reading = casualty_reading(story)
    found = (
        *_headline(story, reading),
        *_two_numbers(story, reading),
        *_parts(figures, story),
        *_sums(story, reading),
    )
    return found[:_MAX_SHOWN]


def _headline(story: Story, reading: CasualtyReading) -> list[Discrepancy]:
    in_text = [claim for claim in reading.claims if claim.part is Part.TEXT]
    found: list[Discrepancy] = []
    for claim in reading.claims:
        if claim.part is Part.TITLE and _is_whole(claim) and not _is_shared(claim, reading.claims):
            same = [one for one in in_text if one.outcome is claim.outcome]
            found.extend(
                _fewer_in_body(story, claim, same)
                or _more_in_lead(story, claim, same, reading.lead)
                or _other_cause(story, claim, same)
            )
    return found


def _is_whole(claim: Claim) -> bool:
    """Whether it is a plain number of its own."""
    return claim.plain and claim.parent is None


def _is_shared(claim: Claim, claims: Sequence[Claim]) -> bool:
    """«12 قتيلا ومفقودون»: one number for two outcomes may be of only one."""
    return any(one.spot == claim.spot and one.part is claim.part and one is not claim for one in claims)


def _fewer_in_body(story: Story, claim: Claim, same: Sequence[Claim]) -> list[Discrepancy]:
    """The body counts the same outcome, and none of its numbers can be the headline's."""
    rivals = [one for one in same if _is_whole(one)]
    if not rivals or any(_agrees(claim, one) for one in same):
        return []
    if claim.low <= sum(one.low for one in same if one.parent is None):
        return []  # the headline may be another place's share, or the sum of several
    rival = max(rivals, key=lambda one: one.low)
    if claim.low > _FAR * rival.low or _is_of_some(story, rival) or _stands_in(story.text, claim.low):
        return []
    arabic, english = _OUTCOMES[claim.outcome]
    return [
        Discrepancy(
            kind=DiscrepancyKind.HEADLINE_BODY,
            explanation_ar=f"العنوان يذكر أن عدد {arabic} {claim.low}، ولا يذكر المتن أكثر من {rival.low}.",
            explanation_en=f"The headline says {claim.low} {english}, the body no more than {rival.low}.",
            evidence=(_evidence(story, claim), _evidence(story, rival)),
        )
    ]


def _more_in_lead(story: Story, claim: Claim, same: Sequence[Claim], lead: int) -> list[Discrepancy]:
    """The lead gives the story's only number of an outcome, somewhat above the headline's, which the body nowhere has."""
    wholes = [one for one in same if one.parent is None]
    told = next((one for one in wholes if one.paragraph == lead and one.is_exact and not one.context), None)
    if told is None or not claim.is_exact or not _FEW <= claim.low < told.low <= _NEAR * claim.low:
        return []
    if claim.group is not told.group or any(one.low != told.low for one in wholes):
        return []
    if claim.own_place and told.own_place and claim.place != told.place:
        return []
    if says(words_in(story.title), SOME_ONLY) or _stands_in(story.text, claim.low):
        return []
    arabic, english = _OUTCOMES[claim.outcome]
    return [
        Discrepancy(
            kind=DiscrepancyKind.HEADLINE_BODY,
            explanation_ar=f"العنوان يذكر أن عدد {arabic} {claim.low}، أما المتن فيذكر {told.low}.",
            explanation_en=f"The headline says {claim.low} {english}, the body {told.low}.",
            evidence=(_evidence(story, claim), _evidence(story, told)),
        )
    ]


def _is_of_some(story: Story, claim: Claim) -> bool:
    """«بين القتلى عنصران»: a share, also where its whole was not found."""
    return says(words_in(story.text[claim.quote.start : claim.quote.end]), SHARE_OR_TOTAL)


def _stands_in(text: str, value: int) -> bool:
    """Whether the body has the number somewhere, though not read as a figure."""
    return any(number.value == value for number in numbers_of(words_in(text)))


def _agrees(claim: Claim, other: Claim) -> bool:
    """Whether both numbers can be true of the same people."""
    above = claim.high is None or other.low <= claim.high
    below = other.high is None or claim.low <= other.high
    return above and below


def _other_cause(story: Story, claim: Claim, same: Sequence[Claim]) -> list[Discrepancy]:
    """The headline gives its number one cause; the body gives that cause another number, and that number no cause."""
    cause = claim.cause
    if cause not in _CAUSES:
        return []
    whole = next((one for one in same if _equal(one, claim) and one.cause is not cause and one.parent is None), None)
    share = next(
        (
            one
            for one in same
            if one.cause is cause and one.cause_gap <= 4 and one.high is not None and one.high < claim.low
            and one.parent is None and one.group is claim.group
        ),
        None,
    )  # fmt: skip
    if whole is None or share is None:
        return []
    arabic, english = _OUTCOMES[claim.outcome]
    by_arabic, by_english = _CAUSES[cause]
    said, told = claim.low, share.low
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


def _equal(first: Claim, second: Claim) -> bool:
    return (first.low, first.high) == (second.low, second.high)


def _evidence(story: Story, claim: Claim) -> Evidence:
    source = story.title if claim.part is Part.TITLE else story.text
    return Evidence(part=claim.part, span=claim.quote, quote=source[claim.quote.start : claim.quote.end])


def _two_numbers(story: Story, reading: CasualtyReading) -> list[Discrepancy]:
    return [_two(story, first, second, reading.lead) for first, second in contradicting(reading, story.text)]


def _two(story: Story, first: Claim, second: Claim, lead: int) -> Discrepancy:
    said, told = counted_ar(first.low, first.outcome), counted_ar(second.low, second.outcome)
    english = counted_en(first.low, first.outcome)
    if first.paragraph == lead and second.paragraph != lead:
        return Discrepancy(
            kind=DiscrepancyKind.LEAD_BODY,
            explanation_ar=f"تذكر المقدمة {said}، ويذكر المتن بعدها {told}.",
            explanation_en=f"The lead says {english}, the text after it {second.low}.",
            evidence=(_evidence(story, first), _evidence(story, second)),
        )
    return Discrepancy(
        kind=DiscrepancyKind.TWO_FIGURES,
        explanation_ar=f"يذكر المتن {said} في موضع و{told} في موضع آخر، ولا يقول إن العدد تغير.",
        explanation_en=f"The body says {english} in one place and {second.low} in another, and does not say that the number changed.",
        evidence=(_evidence(story, first), _evidence(story, second)),
    )


def _parts(figures: Sequence[CasualtyFigure], story: Story) -> list[Discrepancy]:
    """A part that is larger than the whole that it is part of."""
    return [
        Discrepancy(
            kind=DiscrepancyKind.SUM_TOTAL,
            explanation_ar=f"جزء من عدد {_OUTCOMES[part.outcome][0]} ({part.min}) أكبر من المجموع ({whole.max}).",
            explanation_en=f"A part of the {_OUTCOMES[part.outcome][1]} ({part.min}) is larger than the whole ({whole.max}).",
            evidence=(part.evidence, whole.evidence),
        )
        for part, whole in too_large(figures, story)
    ]


def _sums(story: Story, reading: CasualtyReading) -> list[Discrepancy]:
    """Shares that claim to be all, and add up to another number than the whole."""
    return [_sum(story, whole, shares) for whole, shares in not_adding_up(reading, story.text)]


def _sum(story: Story, whole: Claim, shares: Sequence[Claim]) -> Discrepancy:
    total = sum(share.low for share in shares)
    numbers = [str(share.low) for share in shares]
    return Discrepancy(
        kind=DiscrepancyKind.SUM_TOTAL,
        explanation_ar=(
            f"يذكر الخبر {counted_ar(whole.low, whole.outcome)} في المجموع، لكن مجموع الأجزاء التي يذكرها"
            f" ({' + '.join(numbers)}) يساوي {total}."
        ),
        explanation_en=(
            f"The story says {counted_en(whole.low, whole.outcome)} in all,"
            f" but the parts it lists ({' + '.join(numbers)}) add up to {total}."
        ),
        evidence=(_evidence(story, whole), _evidence(story, shares[-1])),
    )
