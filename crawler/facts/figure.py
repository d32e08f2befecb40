"""CasualtyFigure: one number of people that a text states, in the words of the labelling guide (section 2)."""

from dataclasses import dataclass
from datetime import date
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


class DatePrecision(StrEnum):
    """How closely a text dates a happening; `SPAN` is a stated window of days («خلال 48 ساعة», «بين 3 و9 مايو»)."""

    DAY = "day"
    SPAN = "span"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """When people came to harm, first and last day both counted, in the outlet's own calendar days."""

    start: date
    end: date
    precision: DatePrecision


class PlacePrecision(StrEnum):
    """What the coordinates are of, in Airwars' words for the accuracy of a location."""

    NEIGHBOURHOOD = "neighbourhood_area"
    TOWN = "town"
    CITY = "city"
    PROVINCE = "province_governorate"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where a place lies: WGS 84 degrees of `name`, the known place that the text puts it in, and what that is.

    Coordinates are None where the bundled gazetteer has none, or several places of that name, and the text does not
    tell which. `name` is as the text has it, `latin` the gazetteer's name, `region` the governorate where it is known.
    """

    name: str
    precision: PlacePrecision
    country: str | None = None
    latin: str | None = None
    region: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CasualtyFigure:
    """How many people came to which harm.

    `min` and `max` are counts of people; `max` is None when the number is open above. `among` is the index, in the
    same list, of the larger figure that this one is part of. `actor`, `place` and `attribution` (who says so) are as
    the text words them; None means that the text does not say, never a guess. `evidence` is the sentence, `words` the
    count's own words in the same part; `confidence` the measured chance, 0 to 1, that outcome, bounds and group are right.
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
    location: Location | None = None
    period: Period | None = None
    confidence: float | None = None  # None in stories read before it was measured
    words: Span | None = None
