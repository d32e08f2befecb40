"""Event: one happening as its reports tell it, with the ledger of who said which figure when.

The ledger (`reports`, `figures`, `background`, `dealings`, and what edits took out of them) only grows; what a reader
is shown (`toll`, `acts`, `sources`, `place`, `proof`, `severity`) is drawn from it anew by `joining.py` whenever a
story joins. `revision` counts the changes that a reader could notice, so that a mere copy leaves it as it is.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pydantic import TypeAdapter

from alerts.alert import ActLine, Proof, Severity, TollLine
from alerts.events.profile import Profile
from crawler.facts.act import ActKind, ActStatus
from crawler.facts.figure import Cause, Group, Outcome, Qualifier, Scope


class Relation(StrEnum):
    """How a story stands to what was known before."""

    NEW = "new"
    SAME_EVENT = "same_event"
    NEAR_DUPLICATE = "near_duplicate"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventReport:
    """One outlet's story of the event. `of_story_id` is the text that it copies or carries on, `at` when it was told
    first, `seen_at` when we saw it, `revised_at` when its outlet last edited it."""

    story_id: int
    outlet: str
    title: str
    url: str
    published: datetime | None
    at: datetime
    relation: Relation
    alerting: bool
    of_story_id: int | None = None
    agency: str | None = None
    seen_at: datetime | None = None
    revised_at: datetime | None = None
    flags: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()  # of its own text, in Arabic

    @property
    def near_duplicate(self) -> bool:
        """Whether it is a copy of another report's text."""
        return self.relation is Relation.NEAR_DUPLICATE


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedFigure:
    """One figure of one report. `at` is when the outlet first gave it: with the story, or with the edit that brought
    it. `evidence` is the sentence that says it; `start` and `end` are the days that a text counts a total over."""

    story_id: int
    at: datetime
    outcome: Outcome
    min: int
    max: int | None
    qualifier: Qualifier
    group: Group
    among: bool = False
    cause: Cause | None = None
    actor: str | None = None
    place: str | None = None
    country: str | None = None
    attribution: str | None = None
    before: int | None = None  # the earlier toll that the report itself gives: «ارتفعت من 5 إلى 12»
    lowered_from: tuple[int, ...] = ()  # higher ones beside it: «خفضت الحصيلة من 12 إلى 9»
    of_some: bool = False  # «ثلاثة من الجرحى»: of people who are known, so that it is no count of them all
    scope: Scope = Scope.EVENT
    evidence: str = ""
    start: date | None = None
    end: date | None = None
    withdrawn_at: datetime | None = None  # when its outlet's own edit took it out


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedAct:
    """One dealing of one report."""

    story_id: int
    at: datetime
    kind: ActKind
    parties: tuple[str, ...]
    status: ActStatus
    people: tuple[str, ...] = ()
    place: str | None = None
    evidence: str = ""
    withdrawn_at: datetime | None = None


class Regrouped(StrEnum):
    """What became of an event's stories beside their coming in."""

    MERGED = "merged"  # another event was found to be the same happening, and was taken in
    SPLIT_OFF = "split_off"  # stories were found to tell of another happening, and left
    SPLIT_FROM = "split_from"  # it began with stories that left another event


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrouping:
    """One merging or splitting: with which event (0 until that is kept), which stories came or went, who and why."""

    what: Regrouped
    at: datetime
    by_hand: bool
    event_id: int
    story_ids: tuple[int, ...]
    who: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One happening. `id` is 0 until it is kept. `texts` are openings of its independent reports, for word filters.

    `background` are earlier and cumulative totals that its reports give beside: kept, and never in the toll.
    `past_figures` and `past_dealings` are what edits took out. `anchors` are stories whose profiles are always
    compared with. `kept_out` are stories and `apart` events that a person parted from it, which no machine puts back.
    `merged_into` is the event that took this one in: this one is closed then, and stays as it was.
    """

    id: int = 0
    revision: int = 1
    flags: tuple[str, ...]
    title: str  # of the first report; stays as it is, so that a mail thread keeps its subject
    severity: Severity
    novel: bool | None = None  # the first attack of its kind in its country for long; None until both are known
    first_seen_at: datetime
    changed_at: datetime
    place: str | None = None
    country: str | None = None
    toll: tuple[TollLine, ...] = ()
    acts: tuple[ActLine, ...] = ()
    proof: Proof | None = None
    sources: int = 1
    contradictions: tuple[str, ...] = ()
    reports: tuple[EventReport, ...] = ()
    figures: tuple[ReportedFigure, ...] = ()
    dealings: tuple[ReportedAct, ...] = ()
    profiles: tuple[Profile, ...] = ()
    texts: tuple[str, ...] = ()
    background: tuple[ReportedFigure, ...] = ()
    past_figures: tuple[ReportedFigure, ...] = ()
    past_dealings: tuple[ReportedAct, ...] = ()
    anchors: tuple[int, ...] = ()
    kept_out: tuple[int, ...] = ()
    apart: tuple[int, ...] = ()
    history: tuple[Regrouping, ...] = ()
    merged_into: int | None = None

    @property
    def alerting(self) -> bool:
        """Whether some report of it may cause an alert."""
        return any(report.alerting for report in self.reports)


_adapter = TypeAdapter(Event)


def event_to_json(event: Event, *, without: Collection[str] = ()) -> dict[str, object]:
    """The event as plain JSON values, all of it but some fields."""
    plain: dict[str, object] = _adapter.dump_python(event, mode="json", exclude=set(without))
    return plain


def event_to_text(event: Event, *, without: Collection[str] = ()) -> bytes:
    """The same as a text of JSON."""
    return _adapter.dump_json(event, exclude=set(without))


def event_from_json(plain: object) -> Event:
    """The event that `event_to_json` wrote; a field that was left out is empty."""
    return _adapter.validate_python(plain)


def event_from_text(text: str) -> Event:
    """The event that `event_to_text` wrote."""
    return _adapter.validate_json(text)
