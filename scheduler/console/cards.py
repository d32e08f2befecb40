"""Card: an event as one row of a list shows it, drawn from the whole event once and remembered until that changes.

To read and validate an event costs milliseconds, its card nothing: a page of fifty is made of remembered ones.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from threading import Lock

from sqlalchemy import Connection

from alerts.alert import ActLine, Severity, TollLine
from alerts.event_rows import load_events
from alerts.events.confidence import Confidence, confidence_of
from alerts.events.event import Event, Regrouped
from alerts.events.lines import Line
from alerts.events.revisions import Range, Reason, TollRevision, last_revisions
from alerts.subscriptions import MatchReason, Subscription, matches
from alerts.text.headline import event_line
from alerts.text.parties import Language
from crawler.facts.figure import Outcome
from scheduler.console.reader import LANGUAGES
from scheduler.console.world import Degrees, degrees_of

MOST_CARDS = 3_000  # about 3 kB each
MOST_VERDICTS = 20_000


class Turn(StrEnum):
    """Why an event moved last, where no step of a toll says it."""

    NEW = "new"
    DEALING = "dealing"
    MERGED = "merged"
    SPLIT = "split"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Why an event moved last. `line` and the ranges belong to a step of its toll; `outlet` is whose word it was."""

    why: tuple[Reason, ...] | tuple[Turn, ...]
    outlet: str | None = None
    line: Line | None = None
    before: Range | None = None
    after: Range | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """Which state of an event something was drawn from."""

    id: int
    revision: int
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One row. `lines` says what happened in each language; `toll` are the totals; `degrees` where it lies."""

    id: int
    revision: int
    changed_at: datetime
    severity: Severity
    flags: tuple[str, ...]
    lines: Mapping[Language, str]
    toll: tuple[TollLine, ...]
    acts: tuple[ActLine, ...]
    place: str | None
    country: str | None
    sources: int
    reports: int
    confidence: Confidence
    moved: Moved
    degrees: Degrees | None
    merged_into: int | None


def card_of(event: Event) -> Card:
    """The card of an event as it stands."""
    return Card(
        id=event.id,
        revision=event.revision,
        changed_at=event.changed_at,
        severity=event.severity,
        flags=event.flags,
        lines={language: event_line(event, language) for language in LANGUAGES},
        toll=tuple(line for line in event.toll if not line.among),
        acts=event.acts[:1],
        place=event.place,
        country=event.country,
        sources=event.sources,
        reports=len(event.reports),
        confidence=confidence_of(event),
        moved=_moved(event),
        degrees=degrees_of(event.place, event.country),
        merged_into=event.merged_into,
    )


def _moved(event: Event) -> Moved:
    if event.history and event.history[-1].at >= event.changed_at:
        merged = event.history[-1].what is Regrouped.MERGED
        return Moved(why=(Turn.MERGED if merged else Turn.SPLIT,))
    latest = max(event.reports, key=lambda report: report.at, default=None)
    outlet = None if latest is None else latest.outlet
    if event.revision == 1:
        return Moved(why=(Turn.NEW,), outlet=outlet)
    steps = last_revisions(event)
    if not steps:
        return Moved(why=(Turn.DEALING,), outlet=outlet)
    last = min(steps, key=_weight)
    return Moved(why=last.reasons, outlet=last.outlet, line=last.line, before=last.before, after=last.after)


def _weight(step: TollRevision) -> tuple[bool, int, bool]:
    """The least is what a row tells: of what a report changed the gravest total, before parts of it."""
    return step.before == step.after, list(Outcome).index(step.line.outcome), step.line.among


@dataclass(slots=True)
class Cards:
    """The cards, and which filters let which event through, remembered by version. Threads may share it."""

    _cards: "OrderedDict[Version, Card]" = field(default_factory=OrderedDict)
    _verdicts: "OrderedDict[tuple[Version, Subscription], bool]" = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, connection: Connection, versions: Iterable[Version], rule: Subscription) -> list[Card]:
        """The cards of those of the events that the rule lets through, in their order."""
        wanted = list(versions)
        missing = [one for one in wanted if not self._is_known(one, rule)]
        by_id = {event.id: event for event in load_events(connection, [one.id for one in missing])}
        for one in missing:
            if one.id in by_id:
                self._learn(one, by_id[one.id], rule)
        with self._lock:
            return [
                card for one in wanted if (card := self._cards.get(one)) is not None and self._verdicts.get((one, rule))
            ]

    def _is_known(self, version: Version, rule: Subscription) -> bool:
        with self._lock:
            verdict = self._verdicts.get((version, rule))
            return verdict is False or (verdict is True and version in self._cards)

    def _learn(self, version: Version, event: Event, rule: Subscription) -> None:
        """Judges an event, and draws its card where that is to be shown: to draw takes longer than to judge."""
        passes = matches(rule, event) is MatchReason.ALL_FILTERS
        with self._lock:
            known = self._cards.get(version)
        card = card_of(event) if passes and known is None else known
        with self._lock:
            if card is not None:
                self._cards[version] = card
                self._cards.move_to_end(version)
            while len(self._cards) > MOST_CARDS:
                self._cards.popitem(last=False)
            self._verdicts[version, rule] = passes
            while len(self._verdicts) > MOST_VERDICTS:
                self._verdicts.popitem(last=False)
