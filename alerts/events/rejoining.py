"""When what is known of events has to be rearranged: two of them are one, or a story is of another than it was; pure.

The first reports of one happening may have nothing in common: «دوي انفجارات شرق المدينة» and a toll from a hospital. A
later report that tells of both, or an edit, shows that they are one. And an edit may show that a story never was of the
event that it joined. Both ask for more than a placement does: what was told to readers changes under them. What people
merged or parted by hand stays so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from alerts.events.event import Event
from alerts.events.matching import CORE, OPEN_FOR, chance
from alerts.events.profile import Profile
from alerts.events.weighing import Reason, weigh

SURELY = 2.0  # log-odds: seven to one
DENIED = -2.0  # what speaks against the two beginnings being one; no bridge leads over a day and a place that differ
GONE = -1.5  # log-odds: less likely than a story and an event that have nothing but a day and a state in common


class Linked(StrEnum):
    """How two events are known to be one."""

    BEGINNINGS_ALIKE = "beginnings_alike"
    BRIDGED = "bridged"  # one report surely tells of both


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Why two events are one. `score` is the chance from 0 to 1, `bridge` the story that tells of both."""

    how: Linked
    score: float
    reasons: tuple[Reason, ...]
    bridge: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """Why a story is not of the event that it joined. `score` is the chance that it is, `reasons` speak against it."""

    score: float
    reasons: tuple[Reason, ...]


def link(one: Event, other: Event, *, bridge: Profile | None = None, by_hand: bool = False) -> Link | None:
    """Why two events are one happening; None where they stay two. `bridge` is a report that was placed in one of them.

    `by_hand`: people parted them, or one of them from a third, and the machine leaves them alone.
    """
    if by_hand or one.id == other.id or not _beside(one, other):
        return None
    beginnings = [weigh(mine, theirs) for mine in one.profiles[:CORE] for theirs in other.profiles[:CORE]]
    odds, reasons = max(beginnings, key=lambda pair: pair[0], default=(float("-inf"), ()))
    if odds >= SURELY:
        return Link(how=Linked.BEGINNINGS_ALIKE, score=_score(odds), reasons=reasons)
    if bridge is None or sum(reason.weight for reason in reasons if reason.weight < 0) <= DENIED:
        return None
    weaker = min((_core_likeness(bridge, event) for event in (one, other)), key=lambda pair: pair[0])
    if weaker[0] < SURELY:
        return None
    return Link(how=Linked.BRIDGED, score=_score(weaker[0]), reasons=weaker[1], bridge=bridge.story_id)


def leaving(event: Event, edited: Profile, *, by_hand: bool = False) -> Leaving | None:
    """Why an edited story is not of this event any more; None where it stays.

    Its own earlier words do not count, and the only report of an event is that event whatever it says. `by_hand`:
    people put it there.
    """
    others = [profile for profile in event.profiles if profile.story_id != edited.story_id]
    if by_hand or not others:
        return None
    odds, reasons = _best(edited, others[:CORE])
    if odds > GONE:
        return None
    return Leaving(score=_score(odds), reasons=tuple(reason for reason in reasons if reason.weight < 0))


def _core_likeness(story: Profile, event: Event) -> tuple[float, tuple[Reason, ...]]:
    return _best(story, [one for one in event.profiles[:CORE] if one.story_id != story.story_id])


def _best(story: Profile, others: Sequence[Profile]) -> tuple[float, tuple[Reason, ...]]:
    return max((weigh(story, other) for other in others), key=lambda pair: pair[0], default=(float("-inf"), ()))


def _beside(one: Event, other: Event) -> bool:
    """Whether reports of the one came while the other was open."""
    times = [[report.at for report in event.reports] or [event.changed_at] for event in (one, other)]
    apart = max(min(times[0]) - max(times[1]), min(times[1]) - max(times[0]), timedelta())
    return apart <= OPEN_FOR


def _score(odds: float) -> float:
    return round(chance(odds), 3)
