"""*Event*: one happening whole: its toll over time, who said which number when, dealings, reports and their copies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from alerts.event_rows import event_standing
from alerts.events.confidence import confidence_of
from alerts.events.drawing import status_of
from alerts.events.event import Event, EventReport, ReportedAct
from alerts.events.revisions import revisions_of, totals_in
from alerts.events.sources import sources_of
from alerts.events.toll_ledger import ledger_of
from alerts.text.headline import event_line
from crawler.facts.act import ActKind, ActStatus
from scheduler.console.reader import Reader
from scheduler.console.regrouping import near, undoing
from scheduler.console.toll_picture import COLOURS, HEIGHT, LEFT, WIDTH, picture_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A report with the copies of its text, which say nothing of their own; `number` and `colour` are its source's."""

    report: EventReport
    copies: tuple[EventReport, ...]
    number: int
    colour: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealing:
    """One dealing: its latest status, None where it was taken back, and every telling of it with its outlet."""

    kind: ActKind
    parties: tuple[str, ...]
    status: ActStatus | None
    told: tuple[tuple[ReportedAct, str], ...]


def event_page(connection: Connection, identity: int, reader: Reader) -> dict[str, Any] | None:
    """What the template shows of an event, or of the one that took it in; None for an unknown one."""
    event = event_standing(connection, identity)
    if event is None:
        return None
    others = near(connection, event)
    ledger, revisions, numbers = ledger_of(event), revisions_of(event), source_numbers(event)
    rightwards = reader.direction == "ltr"
    entries = {line.line: line.entries for line in ledger.lines}
    drawn = (
        picture_of(line, revisions, entries.get(line, ()), numbers, rightwards=rightwards)
        for line in totals_in(revisions)
    )
    return {
        "event": event,
        "asked": identity,
        "line": event_line(event, reader.language),
        "grade": confidence_of(event),
        "ledger": ledger,
        "revisions": revisions[::-1],
        "pictures": [picture for picture in drawn if picture is not None],
        "size": (WIDTH, HEIGHT, LEFT),
        "numbers": numbers,
        "colours": {source: (number - 1) % COLOURS for source, number in numbers.items()},
        "origins": origins_of(event, numbers),
        "timeline": timeline_of(event, numbers),
        "dealings": dealings_of(event),
        "undo": [undoing(event, past) for past in event.history],
        "near": others,
        "near_lines": [event_line(one, reader.language) for one in others],
    }


def source_numbers(event: Event) -> dict[int, int]:
    """The number of each source on the page, in the order of their first reports."""
    sources = sources_of(event.reports)
    ordered = sorted(event.reports, key=lambda report: (report.at, report.story_id))
    return {source: place for place, source in enumerate(dict.fromkeys(sources[one.story_id] for one in ordered), 1)}


def origins_of(event: Event, numbers: Mapping[int, int]) -> list[tuple[int, int, tuple[str, ...]]]:
    """For the legend: each source's number, its colour, and who it is: an agency, else its outlets."""
    sources = sources_of(event.reports)
    found = []
    for source, number in numbers.items():
        mine = [report for report in event.reports if sources[report.story_id] == source]
        agency = next((report.agency for report in mine if report.agency), None)
        outlets = tuple(dict.fromkeys(report.outlet for report in mine))
        found.append((number, (number - 1) % COLOURS, (agency,) if agency else outlets))
    return found


def timeline_of(event: Event, numbers: Mapping[int, int]) -> list[Told]:
    """The reports newest first, each copy folded under the text that it copies."""
    sources = sources_of(event.reports)
    own = [report for report in event.reports if not report.near_duplicate]
    copies = {report.story_id: copies_of(report, event.reports) for report in own}
    folded = {copy.story_id for some in copies.values() for copy in some}
    loose = [report for report in event.reports if report.near_duplicate and report.story_id not in folded]
    told = [
        Told(
            report=report,
            copies=tuple(copies.get(report.story_id, ())),
            number=numbers[sources[report.story_id]],
            colour=(numbers[sources[report.story_id]] - 1) % COLOURS,
        )
        for report in (*own, *loose)
    ]
    return sorted(told, key=lambda one: (one.report.at, one.report.story_id), reverse=True)


def copies_of(original: EventReport, reports: Sequence[EventReport]) -> list[EventReport]:
    """The reports that copy a text, or a copy of it."""
    known = {original.story_id}
    while True:
        more = {one.story_id for one in reports if one.near_duplicate and one.of_story_id in known} - known
        if not more:
            return [one for one in reports if one.story_id in known and one is not original]
        known |= more


def dealings_of(event: Event) -> list[Dealing]:
    """The dealings, each with its latest status, and who told which status when."""
    outlets = {report.story_id: report.outlet for report in event.reports}
    told: dict[tuple[ActKind, tuple[str, ...]], list[ReportedAct]] = {}
    for act in sorted((*event.dealings, *event.past_dealings), key=_told_at):
        told.setdefault((act.kind, act.parties), []).append(act)
    found = []
    for (kind, parties), acts in told.items():
        standing = [act for act in acts if act.withdrawn_at is None]
        found.append(
            Dealing(
                kind=kind,
                parties=parties,
                status=status_of(standing) if standing else None,
                told=tuple((act, outlets.get(act.story_id, "—")) for act in acts),
            )
        )
    return found


def _told_at(act: ReportedAct) -> tuple[datetime, int]:
    return act.at, act.story_id
