"""Where people came to harm, as far as a sentence ties a place to a count."""

from collections.abc import Sequence

from crawler.arabic.places import Place, chains_of
from crawler.facts.casualty.mention import Mention

_REACH = 40  # words behind a count within which its place may stand


def place_of(mention: Mention, places: Sequence[Place], others: Sequence[Mention]) -> Place | None:
    """The narrowest place of the chain behind the count, else of the last chain ahead of it."""
    chains = chains_of(places)
    behind = next((chain for chain in chains if chain[0].start >= mention.end), None)
    if (
        behind is not None
        and behind[0].start - mention.end <= _REACH
        and not _belongs_to_later(behind[0], mention, others)
    ):
        return behind[0]
    ahead = [chain for chain in chains if chain[0].end <= mention.start]
    return ahead[-1][0] if ahead else (behind[0] if behind else None)


def _belongs_to_later(place: Place, mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether a later count with a cue of its own stands between, while a place is named ahead of this one."""
    return any(
        mention.end < other.cue < place.start and other.parent is None and other.phrase.explicit for other in others
    ) and (place.start - mention.end > 12)
