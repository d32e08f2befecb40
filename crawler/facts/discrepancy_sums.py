"""Shares against their whole: a part that is larger, and a list that claims to be complete and does not add up."""

from collections.abc import Sequence

from crawler.facts.casualty.claims import CasualtyReading, Claim
from crawler.facts.comparing import SUBSET, leaves_some_out, list_begins, says, separators, words_in
from crawler.facts.figure import CasualtyFigure, Part, Qualifier
from crawler.news import Story

_FEWEST = 2
_AT_ONCE = 5  # words and signs between «6 أشخاص» and «9 أطفال»


def too_large(figures: Sequence[CasualtyFigure], story: Story) -> list[tuple[CasualtyFigure, CasualtyFigure]]:
    """Parts that are larger than the whole they are part of, each with it."""
    pairs = ((figure, figures[figure.among]) for figure in figures if figure.among is not None)
    return [
        (part, whole)
        for part, whole in pairs
        if whole.max is not None
        and part.min > whole.max
        and whole.outcome is part.outcome
        and Qualifier.ABOUT not in (whole.qualifier, part.qualifier)
        and _is_said_to_be_among(part, whole, story)
    ]


def _is_said_to_be_among(part: CasualtyFigure, whole: CasualtyFigure, story: Story) -> bool:
    """Whether «بينهم» ties a part to its whole at once: looser ties may be misread."""
    if part.words is None or whole.words is None or part.evidence.part is not whole.evidence.part:
        return False
    text = story.title if part.evidence.part is Part.TITLE else story.text
    between = words_in(text[whole.words.end : part.words.start])
    return len(between) <= _AT_ONCE and says(between, SUBSET)


def not_adding_up(reading: CasualtyReading, text: str) -> list[tuple[Claim, list[Claim]]]:
    """Wholes whose listed shares claim to be all of them and sum to another number, each with its shares."""
    found: list[tuple[Claim, list[Claim]]] = []
    for index, whole in enumerate(reading.claims):
        if whole.part is not Part.TEXT or not whole.is_exact:
            continue
        shares = [one for one in reading.claims if one.parent == index and one.outcome is whole.outcome]
        for sentence in sorted({one.sentence for one in shares}):
            listed = _whole_list(reading.claims, [one for one in shares if one.sentence == sentence], text)
            if len(listed) >= _FEWEST and sum(one.low for one in listed) != whole.low:
                found.append((whole, listed))
                break
    return found


def _whole_list(claims: Sequence[Claim], shares: Sequence[Claim], text: str) -> list[Claim]:
    """The shares of a sentence that stand in a list of all; none where a share may be unread or left out."""
    if len(shares) < _FEWEST:
        return []
    quote = shares[0].quote
    words = words_in(text[quote.start : quote.end])
    begins = list_begins(words)
    if begins is None or begins >= len(words):
        return []
    zone = words[begins:]
    start = quote.start + zone[0].start
    listed = [one for one in shares if one.spot.start >= start]
    counted = [one for one in claims if one.part is Part.TEXT and quote.start <= one.spot.start < quote.end]
    beside = [one for one in counted if one.spot.start >= start and one not in listed]
    if beside or any(one.low != one.high for one in listed) or leaves_some_out(zone):
        return []
    return listed if separators(zone) < len(listed) else []
