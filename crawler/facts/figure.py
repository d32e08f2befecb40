"""CasualtyFigure: one number of people that a text states, in the words of the labelling guide (section 2)."""

from dataclasses import dataclass
from enum import StrEnum

from crawler.news import Span


class Outcome(StrEnum):
    """What happened to the people counted."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    DETAINED = "detained"
    ABDUCTED = "abducted"
    DISPLACED = "displaced"


class Qualifier(StrEnum):
    """How sure or how open the number is."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    ABOUT = "about"
    AT_MOST = "at_most"
    RANGE = "range"
    VAGUE = "vague"


class Group(StrEnum):
    """Who was counted; PEOPLE where nothing is said."""

    PEOPLE = "people"
    CIVILIANS = "civilians"
    CHILDREN = "children"
    WOMEN = "women"
    MEN = "men"
    ELDERLY = "elderly"
    JOURNALISTS = "journalists"
    MEDICS = "medics"
    AID_WORKERS = "aid_workers"
    SOLDIERS = "soldiers"
    POLICE = "police"
    FIGHTERS = "fighters"
    PRISONERS = "prisoners"
    STUDENTS = "students"
    MIGRANTS = "migrants"
    PILGRIMS = "pilgrims"
    OFFICIALS = "officials"


class Cause(StrEnum):
    """By what people came to harm."""

    AIRSTRIKE = "airstrike"
    SHELLING = "shelling"
    SHOOTING = "shooting"
    EXPLOSION = "explosion"
    MINE = "mine"
    DRONE = "drone"
    CLASHES = "clashes"
    TORTURE = "torture"
    EXECUTION = "execution"
    STABBING = "stabbing"
    ROAD_ACCIDENT = "road_accident"
    FIRE = "fire"
    COLLAPSE = "collapse"
    EARTHQUAKE = "earthquake"
    FLOOD = "flood"
    SHIPWRECK = "shipwreck"
    HEAT_COLD = "heat_cold"
    STAMPEDE = "stampede"
    OTHER = "other"


class Scope(StrEnum):
    """EVENT: the story's own news. BACKGROUND: earlier or cumulative totals given as context."""

    EVENT = "event"
    BACKGROUND = "background"


class Part(StrEnum):
    """Which text of a story a span counts in."""

    TITLE = "title"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The verbatim piece of a story that proves something: `quote == story.<part>[span.start:span.end]`."""

    part: Part
    span: Span
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CasualtyFigure:
    """How many people came to which harm.

    `min` and `max` are counts of people; `max` is None when the number is open above. `among` is the index, in the
    same list, of the larger figure that this one is part of. `actor`, `place` and `attribution` (who says so) are as
    the text words them; None means that the text does not say, never a guess.
    """

    outcome: Outcome
    min: int
    max: int | None
    qualifier: Qualifier
    group: Group
    evidence: Evidence
    among: int | None = None
    actor: str | None = None
    cause: Cause | None = None
    place: str | None = None
    scope: Scope = Scope.EVENT
    attribution: str | None = None
    country: str | None = None  # ISO code of `place`, where known
