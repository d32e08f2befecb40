"""The toll ledger of an event: who said which number when, what counts of it, and what is kept apart; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from alerts.alert import TollLine
from alerts.events.event import Event, EventReport, ReportedFigure
from alerts.events.lines import Line, counted_as_one, line_of
from alerts.events.sources import sources_of
from alerts.events.standing import Said, Standing, all_said
from alerts.events.toll import toll_of
from alerts.events.voices import named_voices

LATE = timedelta(hours=1)  # between telling and our seeing it: a report came late


class Kept(StrEnum):
    """Why a number is kept in the ledger and no part of the toll."""

    EARLIER = "earlier"  # the toll of this happening before the one that the same report gives
    CUMULATIVE = "cumulative"  # of a longer time, or of other happenings


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One reported figure. `agency` is whose copy the report is, None for an outlet's own; `voice` the authority that
    it names; `ended_by` the story whose word made it count no more; `late` that we saw it long after it was told."""

    figure: ReportedFigure
    outlet: str
    agency: str | None
    source: int
    voice: str | None
    standing: Standing
    ended_by: int | None = None
    seen_at: datetime | None = None
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """All that was said of one outcome and group, and the range that it comes to; None where nothing of it counts."""

    line: Line
    now: TollLine | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A number that its report gives as background, and why it is no part of the toll."""

    entry: Entry
    why: Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class TollLedger:
    """The whole ledger: the incident's own figures line by line, and apart from them what is not of the incident."""

    lines: tuple[LedgerLine, ...]
    apart: tuple[Aside, ...]


def ledger_of(event: Event) -> TollLedger:
    """The ledger of an event, the lines in the order of its toll."""
    sources = sources_of(event.reports)
    reports = {report.story_id: report for report in event.reports}
    counted_in = counted_as_one((*event.figures, *event.past_figures), sources)
    said = all_said(event.figures, event.reports, sources, lines=counted_in)
    voices = named_voices(figure.attribution for figure in (*event.past_figures, *event.background))
    entries: dict[Line, list[Entry]] = {}
    for one in said:
        entries.setdefault(one.line, []).append(_entry(one, reports))
    for figure in event.past_figures:
        taken_back = _unsaid(figure, reports, sources, voices)
        entries.setdefault(counted_in[line_of(figure)], []).append(taken_back)
    now = {Line(line.outcome, line.group, line.among): line for line in toll_of(said)}
    order = [*now, *(line for line in entries if line not in now)]
    return TollLedger(
        lines=tuple(
            LedgerLine(
                line=line,
                now=now.get(line),
                entries=tuple(
                    sorted(entries[line], key=lambda entry: (entry.figure.at, entry.figure.story_id, entry.figure.min))
                ),
            )
            for line in order
        ),
        apart=tuple(
            Aside(entry=_unsaid(figure, reports, sources, voices), why=_why_apart(figure, event))
            for figure in sorted(event.background, key=lambda figure: (figure.at, figure.story_id))
        ),
    )


def _entry(said: Said, reports: Mapping[int, EventReport]) -> Entry:
    report = reports.get(said.figure.story_id)
    return Entry(
        figure=said.figure,
        outlet=said.outlet,
        agency=report.agency if report else None,
        source=said.source,
        voice=said.voice,
        standing=said.standing,
        ended_by=said.ended_by,
        seen_at=_seen_at(said.figure, report),
        late=_is_late(said.figure, report),
    )


def _unsaid(
    figure: ReportedFigure, reports: Mapping[int, EventReport], sources: Mapping[int, int], voices: Mapping[str, str]
) -> Entry:
    """The entry of what an edit took out, or of a number that was never of the toll."""
    report = reports.get(figure.story_id)
    return Entry(
        figure=figure,
        outlet=report.outlet if report else "—",
        agency=report.agency if report else None,
        source=sources.get(figure.story_id, figure.story_id),
        voice=voices.get(figure.attribution or ""),
        standing=Standing.RETRACTED if figure.withdrawn_at else Standing.ASIDE,
        ended_by=figure.story_id if figure.withdrawn_at else None,
        seen_at=_seen_at(figure, report),
        late=_is_late(figure, report),
    )


def _seen_at(figure: ReportedFigure, report: EventReport | None) -> datetime | None:
    """When we saw a figure: with the story, or with the edit that brought it."""
    if report is None or report.seen_at is None:
        return None
    return report.seen_at if figure.at <= report.seen_at else report.revised_at or figure.at


def _is_late(figure: ReportedFigure, report: EventReport | None) -> bool:
    return report is not None and report.seen_at is not None and report.seen_at - figure.at >= LATE


def _why_apart(figure: ReportedFigure, event: Event) -> Kept:
    """The toll before is the lower one beside a total, or a higher one that somebody had given for this happening."""
    counted = [one for one in event.figures if (one.outcome, one.group) == (figure.outcome, figure.group)]
    beside = [one for one in counted if one.story_id == figure.story_id]
    if any(one.before == figure.min for one in beside):
        return Kept.EARLIER
    said = any(one.min == figure.min for one in (*counted, *event.past_figures) if one.outcome is figure.outcome)
    return Kept.EARLIER if said and any(figure.min in one.lowered_from for one in beside) else Kept.CUMULATIVE
