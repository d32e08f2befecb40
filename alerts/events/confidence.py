"""How well an event is attested, in Airwars' words, as a proposal by its independent sources; pure.

Whether a source is credible, and whether a party admits what it did, is for a person to say: that an event is
confirmed or discounted is never proposed.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import combinations

from alerts.events.event import Event
from alerts.events.lines import highest
from alerts.events.sources import sources_of
from alerts.events.standing import Said, Standing, all_said, rivals_in
from crawler.arabic.letters import fold
from crawler.arabic.names import find_names
from crawler.arabic.words import words_of
from crawler.facts.figure import Cause, Outcome

# Tolls so far apart are no matter of counting: at least twice as many, and by five people.
FAR_APART = 2
LEAST_APART = 5
# Names that reports give one and the same doer.
_ONE_SIDE = (
    frozenset({"International coalition", "US", "GB", "FR", "NATO"}),
    frozenset({"Arab coalition", "SA", "AE"}),
    frozenset({"Hamas", "PS", "Islamic Jihad"}),
)


class Confidence(StrEnum):
    """The grade that is proposed."""

    SINGLE_SOURCE = "single_source"  # one independent source, whatever the number of its copies
    WEAK = "weak"  # several outlets, and one voice behind what they count
    FAIR = "fair"  # two independent sources or more
    CONTESTED = "contested"  # rivals are said to have done it, or rival tolls cannot be reconciled


def confidence_of(event: Event) -> Confidence:
    """The grade of an event as it stands."""
    sources = sources_of(event.reports)
    said = all_said(event.figures, event.reports, sources)
    if _rival_doers(said) or _rival_tolls(said):
        return Confidence.CONTESTED
    if event.sources <= 1:
        return Confidence.SINGLE_SOURCE
    return Confidence.WEAK if _voices(event, said, sources) < 2 else Confidence.FAIR


def _voices(event: Event, said: Sequence[Said], sources: dict[int, int]) -> int:
    """How many stand behind what the event is about: the number of its gravest outcome, else its main dealing."""
    gravest = _gravest(said)
    if gravest is not None:
        return len({one.who for one in said if one.line.outcome is gravest})
    if event.acts:
        main = (event.acts[0].kind, event.acts[0].parties)
        tellers = (act.story_id for act in event.dealings if (act.kind, act.parties) == main)
        return len({sources.get(story, story) for story in tellers})
    return event.sources


def _gravest(said: Iterable[Said]) -> Outcome | None:
    known = {one.line.outcome for one in said}
    return next((outcome for outcome in Outcome if outcome in known), None)


def _rival_tolls(said: Sequence[Said]) -> bool:
    """Whether two of the gravest totals that stand cannot be the same people counted at different hours."""
    gravest = _gravest(said)
    rivals = rivals_in(said)
    standing = [one for one in said if one.standing is Standing.STANDS and not one.line.among]
    for one, other in combinations([one for one in standing if one.line.outcome is gravest], 2):
        lower, higher = sorted((one, other), key=lambda word: highest(word.figure))
        same_people = lower.line == higher.line and lower.who != higher.who
        # The lower number of an earlier hour is no rival, but for those who were told of as rivals.
        beside = lower.figure.at >= higher.figure.at or frozenset((lower.voice, higher.voice)) in rivals
        if same_people and beside and lower.figure.max is not None and _far_apart(lower.figure.max, higher.figure.min):
            return True
    return False


def _far_apart(lower: int, higher: int) -> bool:
    return higher >= FAR_APART * lower and higher - lower >= LEAST_APART


def _rival_doers(said: Sequence[Said]) -> bool:
    """Whether two voices name two known parties for the same harm. Who fights in clashes does not claim or blame."""
    named: dict[tuple[Outcome, str], set[str]] = {}
    for one in said:
        figure = one.figure
        if figure.actor and figure.cause is not Cause.CLASHES and not one.line.among:
            named.setdefault((one.line.outcome, one.who), set()).update(_parties(figure.actor))
    return any(
        first[0] is second[0] and mine and theirs and not _may_be_one(mine | theirs, mine & theirs)
        for (first, mine), (second, theirs) in combinations(named.items(), 2)
    )


def _may_be_one(parties: set[str], shared: set[str]) -> bool:
    return bool(shared) or any(parties <= side for side in _ONE_SIDE)


@lru_cache(maxsize=4096)
def _parties(actor: str) -> frozenset[str]:
    """The states, organisations and armed groups that are named as the doer."""
    folded = fold(actor)
    return frozenset(name.party for name in find_names(words_of(folded.text), actor, folded.offsets))
