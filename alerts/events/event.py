"""Event: one happening as its reports tell it, with the ledger of who said which figure when.

The ledger (`reports`, `figures`, `acts`) only grows; what a reader is shown (`toll`, `dealings`, `sources`, `place`,
`proof`, `severity`) is drawn from it anew by `joining.py` whenever a story joins. `revision` counts the changes that
a reader could notice, so that a mere copy leaves it as it is.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pydantic import TypeAdapter

from alerts.alert import ActLine, Proof, Severity, TollLine
from alerts.events.profile import Profile
from crawler.facts.act import ActKind, ActStatus
from crawler.facts.figure import Cause, Group, Outcome, Qualifier


class Relation(StrEnum):
    """How a story stands to what was known before."""

    NEW = "new"
    SAME_EVENT = "same_event"
    NEAR_DUPLICATE = "near_duplicate"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventReport:
    """One outlet's story of the event. `of_story_id` is the text that it copies or carries on."""

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

    @property
    def near_duplicate(self) -> bool:
        """Whether it is a copy of another report's text."""
        return self.relation is Relation.NEAR_DUPLICATE


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedFigure:
    """One figure of one report, of this happening (background totals are left out)."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One happening. `id` is 0 until it is kept. `texts` are openings of its independent reports, for word filters."""

    id: int = 0
    revision: int = 1
    flags: tuple[str, ...]
    title: str  # of the first report; stays as it is, so that a mail thread keeps its subject
    severity: Severity
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

    @property
    def alerting(self) -> bool:
        """Whether some report of it may cause an alert."""
        return any(report.alerting for report in self.reports)


_adapter = TypeAdapter(Event)


def event_to_json(event: Event) -> dict[str, object]:
    """The event as plain JSON values."""
    plain: dict[str, object] = _adapter.dump_python(event, mode="json")
    return plain


def event_from_json(plain: object) -> Event:
    """The event that `event_to_json` wrote."""
    return _adapter.validate_python(plain)
