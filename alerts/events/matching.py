"""Which event a story tells of: `place` compares it with the few open events that its words lead to; pure.

A story is of an event when the log-odds that it tells of the same happening as one of the event's reports reach SURE.
They are a sum of hints (`hints.py`: words, parties, dealings, places, sites, tolls, days, the manner of telling), each
by a weight of `weights.tsv`, so that every placement can be explained. To part is the smaller harm: two alerts for one
happening annoy, one alert for two hides one of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp

from alerts.events.event import Event, Relation
from alerts.events.hints import Why, hints, in_order, parts_a_form
from alerts.events.near_duplicates import Copy
from alerts.events.profile import Profile
from alerts.events.weighing import Reason, odds, weigh

__all__ = ["CORE", "OPEN_FOR", "SURE", "Placement", "Reason", "Why", "chance", "likeness", "place"]

OPEN_FOR = timedelta(hours=72)  # an event that nobody reported on for so long is closed
SURE = 0.5  # log-odds; measured by halves of the gate's groups: pairs are right 96 times of 100, and few are lost
LATEST = 4.0  # log-odds that a later report counts for at most
CORE = 3  # reports of its own that an event began with: they say what it is, the later ones how it is told by now
WHOLE = 0.97  # of a text: a copy, whatever its places and days were read to be
A_NUMBER = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a story belongs, and why. `of_story_id` is the text that it copies or carries on.

    `score` is the chance from 0 to 1 that it tells of this event, of a copy the share of its text that is copied.
    `rivals` are further events that it may be of, the likest first: they may be one with it (`rejoining.link`).
    """

    relation: Relation
    event_id: int | None = None
    of_story_id: int | None = None
    score: float = 0.0
    reasons: tuple[Reason, ...] = ()
    rivals: tuple[int, ...] = ()


# What a story of this id tells; None for one that is forgotten. An event keeps the profiles of a few of its reports, of
# copies none.
Told = Callable[[int], Profile | None]


def place(
    story: Profile, copy: Copy | None, open_events: Sequence[Event], told: Told = lambda _: None, *, now: datetime
) -> Placement:
    """The placement of a story among open events; `copy` is the text it repeats, if it repeats one."""
    if copy is not None and (event := _event_of(copy, story, open_events)) is not None:
        repeated = copy.original.story_id
        original = next((one for one in event.profiles if one.story_id == repeated), None) or told(repeated)
        if original is None or copy.share >= WHOLE or not _only_phrases(story, original):
            return _beside_its_text(story, copy, event, original)
    compared = [(likeness(story, event, SURE), event) for event in open_events if _open(event, story, now)]
    likest = sorted((one for one in compared if one[0][0] >= SURE), key=lambda one: (-one[0][0], one[1].id))
    if not likest:
        return Placement(relation=Relation.NEW, reasons=(Reason(why=Why.NOTHING_LIKE_IT, weight=0.0),))
    (surest, by), event = likest[0]
    return Placement(
        relation=Relation.SAME_EVENT,
        event_id=event.id,
        score=round(chance(surest), 3),
        reasons=() if by is None else weigh(story, by)[1],
        rivals=tuple(dict.fromkeys(rival.id for _, rival in likest[1:] if rival.id != event.id)),
    )


def likeness(story: Profile, event: Event, least: float = float("-inf")) -> tuple[float, Profile | None]:
    """The log-odds that a story tells of this event, and the report of it that says so.

    The reports that the event began with decide. A later one counts half, and up to LATEST: else a chain of reports,
    each like the one before it, would make one event of a week of strikes. Reports that cannot bring the odds to
    `least` are not looked at to the end.
    """
    further = event.profiles[CORE:]
    core, first = _likest(story, event.profiles[:CORE], 2 * least - LATEST if further else least)
    if not further or core < 2 * least - LATEST or core >= LATEST:
        return core, first
    latest, last = _likest(story, further, max(core, 2 * least - core))
    by_both = (core + min(latest, LATEST)) / 2
    return (by_both, last) if by_both > core else (core, first)


def _likest(story: Profile, profiles: Sequence[Profile], least: float) -> tuple[float, Profile | None]:
    """The likest of them and its log-odds, the first of equals; -inf where none reaches `least`."""
    most, likest = float("-inf"), None
    for profile in profiles:
        found = odds(story, profile, max(least, most))
        if found > most:
            most, likest = found, profile
    return most, likest


def chance(log_odds: float) -> float:
    """Log-odds as a chance from 0 to 1."""
    return 1 / (1 + exp(-max(-50.0, min(50.0, log_odds))))


def _event_of(copy: Copy, story: Profile, open_events: Sequence[Event]) -> Event | None:
    """The event of the text that is copied; of one that tells of several, the one that this part is most like."""
    told = [event for event in open_events if event.id in copy.events]
    return max(told, key=lambda event: likeness(story, event)[0], default=None)


def _only_phrases(story: Profile, original: Profile) -> bool:
    """Whether two texts that share their phrases tell of two happenings: a daily strike, told in the same words.

    That they share them is known by their texts; of what was only `told`, no words are kept.
    """
    return parts_a_form(hints(story, original), *in_order(story, original))


def _beside_its_text(story: Profile, copy: Copy, event: Event, original: Profile | None) -> Placement:
    # The next take of a wire is its text with other numbers: a report of its own, of the same source.
    other_figures = original is not None and _other_figures(story, original)
    carried_on = other_figures or copy.goes_on
    why = Why.SAME_TEXT_OTHER_FIGURES if other_figures else Why.SAME_TEXT
    return Placement(
        relation=Relation.SAME_EVENT if carried_on else Relation.NEAR_DUPLICATE,
        event_id=event.id,
        of_story_id=copy.original.story_id,
        score=round(copy.share, 3),
        reasons=(Reason(why=why, weight=round(copy.share, 3)),),
    )


def _other_figures(story: Profile, original: Profile) -> bool:
    """Whether a text has a toll that the text it repeats has not, in its figures or anywhere in its words.

    Where a copy is cut within the toll, a share of it («سيدتين») may be read as the whole; one or two are no number.
    """
    pairs = ((story.killed, original.killed), (story.injured, original.injured))
    return any(
        mine is not None
        and theirs is not None
        and mine != theirs
        and mine not in original.numbers
        and (mine >= A_NUMBER or theirs < A_NUMBER)
        for mine, theirs in pairs
    )


def _open(event: Event, story: Profile, now: datetime) -> bool:
    last = max((report.at for report in event.reports), default=event.changed_at)
    return abs(story.at - last) <= OPEN_FOR and now - event.changed_at <= 2 * OPEN_FOR
