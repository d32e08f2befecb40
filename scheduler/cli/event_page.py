"""One event as a person reads it in a terminal: the toll, its ledger and its way there, sources, dealings, history.

Lines run from left to right, and each piece of Arabic is isolated in them, so that neither the numbers around it nor
its neighbour change places on terminals that lay out both directions.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from rich.cells import cell_len
from rich.text import Text

from alerts.alert import TollLine
from alerts.events.confidence import confidence_of
from alerts.events.drawing import status_of
from alerts.events.event import Event, EventReport, Regrouped, Regrouping, ReportedAct, ReportedFigure
from alerts.events.lines import Line
from alerts.events.revisions import Range, Reason, TollRevision, revisions_of, totals_in
from alerts.events.sources import sources_of
from alerts.events.standing import Standing
from alerts.events.toll_ledger import Entry, Kept, LedgerLine, ledger_of
from alerts.text.bidi import isolate, left_to_right, one_line
from alerts.text.confidence import CONFIDENCE
from alerts.text.headline import event_line
from crawler.facts.figure import Qualifier
from scheduler.cli.invocation import shown_time
from scheduler.cli.toll_chart import Point, chart, range_text, step_time

_TITLE, _NAME, _SENTENCE = 90, 40, 220  # characters
_STANDINGS = {
    Standing.STANDS: "counts",
    Standing.REPLACED: "replaced",
    Standing.OVERTAKEN: "overtaken",
    Standing.CORRECTED: "corrected",
    Standing.STALE: "passed before",
    Standing.FITTED: "fits another",
    Standing.ASIDE: "of a part",
    Standing.RETRACTED: "taken back",
}
_REASONS = {
    Reason.FIRST_REPORT: "first report",
    Reason.ROSE: "rose",
    Reason.MADE_EXACT: "made exact",
    Reason.CORRECTED_DOWN: "corrected downward",
    Reason.RIVAL: "rival figure",
    Reason.CONFIRMED: "confirmed by another source",
    Reason.OVERTAKEN: "earlier counts overtaken",
    Reason.PART_ADDED: "part added",
    Reason.EDITED: "by the outlet's own edit",
    Reason.RETRACTED: "retracted by an edit",
}
_APART = {Kept.EARLIER: "earlier count", Kept.CUMULATIVE: "cumulative, or of other happenings"}


def event_page(event: Event, *, evidence: bool = False) -> Iterator[Text]:
    """The page line by line; with `evidence` each number with the sentence that says it."""
    yield from _head(event)
    ledger, revisions, numbers = ledger_of(event), revisions_of(event), _numbers(event)
    if ledger.lines:
        yield from _heading("Toll now")
        yield from _rows([[_line(line.line), _now(line.now), _says(line.now)] for line in ledger.lines])
    for line in totals_in(revisions):
        yield from _chart(line, [one for one in revisions if one.line == line])
    if ledger.lines:
        yield from _heading("Who said what")
        yield from _lines(ledger.lines, numbers, evidence=evidence)
    if ledger.apart:
        yield from _heading("Kept apart: no part of the toll")
        yield from _rows(
            [
                [step_time(aside.entry.figure.at), _figure(aside.entry.figure), _of(aside.entry.figure),
                 _APART[aside.why], _span(aside.entry.figure), _who(aside.entry, numbers)]
                for aside in ledger.apart
            ]
        )  # fmt: skip
    if revisions:
        yield from _heading("How the toll changed")
        yield from _rows([_revision(one) for one in revisions])
    if event.dealings:
        yield from _heading("Dealings")
        yield from _dealings(event)
    yield from _heading(_counted(event))
    yield from _reports(event)
    if event.contradictions:
        yield from _heading("Contradictions within reports")
        yield from (Text(f"  {_arabic(one, _SENTENCE)}") for one in event.contradictions)
    if event.history:
        yield from _heading("Merged and split")
        yield from (Text(f"  {_regrouping(one)}") for one in event.history)


def _head(event: Event) -> Iterator[Text]:
    flags = " ".join(event.flags) or "–"
    head = f"Event {event.id} · revision {event.revision} · {event.severity.name.lower()} · {flags}"
    yield Text(head, style="bold")
    yield Text(_arabic(event_line(event), 240))
    grade = confidence_of(event)
    arabic, english = CONFIDENCE["ar"][grade], CONFIDENCE["en"][grade]
    yield Text(f"Confidence (proposed): {english} · {isolate(arabic)}")
    place = " · ".join(part for part in (_arabic(event.place, 80) if event.place else "", event.country or "") if part)
    seen = f"first seen {shown_time(event.first_seen_at)} · changed {shown_time(event.changed_at)}"
    yield Text(f"{place} · {seen}" if place else seen)
    if event.proof is not None:
        yield Text(f"{_arabic(event.proof.outlet, _NAME)}: {_arabic(event.proof.quote, _SENTENCE)}")


def _heading(text: str) -> Iterator[Text]:
    yield Text("")
    yield Text(text, style="bold")


def _rows(rows: Sequence[Sequence[str]]) -> Iterator[Text]:
    """Columns as wide as they must be, the last one free."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)][:-1] if rows else []
    for row in rows:
        padded = [cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=False)]
        yield Text("  " + "  ".join([*padded, row[-1]]).rstrip())


def _chart(line: Line, revisions: Iterable[TollRevision]) -> Iterator[Text]:
    """The steps at which the range moved; one step says all that a reader sees, and needs no chart."""
    moved = [one for one in revisions if one.before != one.after]
    if len(moved) > 1:
        yield from _heading(f"The toll over time: {_line(line)}")
        points = [Point(at=one.at, range=one.after, note=_arabic(one.outlet, _NAME)) for one in moved]
        yield from (Text(f"  {text}") for text in chart(points))


def _lines(lines: Iterable[LedgerLine], numbers: Mapping[int, int], *, evidence: bool) -> Iterator[Text]:
    for line in lines:
        rows = [
            [
                step_time(one.figure.at),
                _figure(one.figure),
                _became(one),
                f"story {one.figure.story_id}",
                _who(one, numbers),
            ]
            for one in line.entries
        ]
        yield Text(f"  {_line(line.line)}", style="underline")
        for entry, row in zip(line.entries, _rows(rows), strict=True):
            yield row
            if evidence and entry.figure.evidence:
                yield Text(f"      {_arabic(entry.figure.evidence, _SENTENCE)}", style="dim")


def _line(line: Line) -> str:
    return f"{line.outcome.value}, {line.group.value}{' among them' if line.among else ''}"


def _of(figure: ReportedFigure) -> str:
    return _line(Line(figure.outcome, figure.group, figure.among))


def _now(line: TollLine | None) -> str:
    return "–" if line is None else range_text(Range(min=line.min, max=line.max))


def _says(line: TollLine | None) -> str:
    return "nothing of it stands" if line is None else ", ".join(_arabic(one, _NAME) for one in line.says)


def _figure(figure: ReportedFigure) -> str:
    number = range_text(Range(min=figure.min, max=figure.max))
    if figure.qualifier is Qualifier.VAGUE:
        return f"{number} vague"
    return f"about {number}" if figure.qualifier is Qualifier.ABOUT else number


def _became(entry: Entry) -> str:
    word = _STANDINGS[entry.standing]
    if entry.figure.withdrawn_at is not None:
        return f"{word} {step_time(entry.figure.withdrawn_at)}"
    return f"{word} (story {entry.ended_by})" if entry.ended_by is not None else word


def _numbers(event: Event) -> dict[int, int]:
    """The number of each source on the page, in the order of their first reports."""
    sources = sources_of(event.reports)
    return {
        source: place for place, source in enumerate(dict.fromkeys(sources[one.story_id] for one in event.reports), 1)
    }


def _who(entry: Entry, numbers: Mapping[int, int]) -> str:
    origin = f" · {entry.agency}" if entry.agency else ""
    voice = f" · {_arabic(entry.figure.attribution, _NAME)}" if entry.figure.attribution else ""
    late = f" · seen {step_time(entry.seen_at)}" if entry.late and entry.seen_at else ""
    return f"[{numbers.get(entry.source, '–')}] {_arabic(entry.outlet, _NAME)}{origin}{voice}{late}"


def _span(figure: ReportedFigure) -> str:
    if figure.start is None or figure.end is None:
        return ""
    return f"{figure.start}" if figure.start == figure.end else f"{figure.start} to {figure.end}"


def _revision(one: TollRevision) -> list[str]:
    change = (
        range_text(one.after)
        if one.before in (None, one.after)
        else f"{range_text(one.before)} → {range_text(one.after)}"
    )
    reasons = ", ".join(_REASONS[reason] for reason in one.reasons)
    voice = f" · {_arabic(one.figure.attribution, _NAME)}" if one.figure.attribution else ""
    said = f"{_arabic(one.outlet, _NAME)}{voice} (story {one.story_id})"
    return [step_time(one.at), _line(one.line), change, reasons, said]


def _dealings(event: Event) -> Iterator[Text]:
    """Each dealing with its latest status, and who told which status when."""
    outlets = {report.story_id: report.outlet for report in event.reports}
    told: dict[tuple[object, ...], list[ReportedAct]] = {}
    for act in sorted((*event.dealings, *event.past_dealings), key=lambda act: (act.at, act.story_id)):
        told.setdefault((act.kind, act.parties), []).append(act)
    for acts in told.values():
        standing = [act for act in acts if act.withdrawn_at is None]
        status = status_of(standing).value if standing else "taken back"
        first = acts[0]
        yield Text(f"  {first.kind.value}: {', '.join(map(isolate, first.parties))} · {status}")
        yield from _rows(
            [
                [f"  {step_time(act.at)}", act.status.value, _taken_back(act.withdrawn_at), f"story {act.story_id}",
                 _arabic(outlets.get(act.story_id, "—"), _NAME)]
                for act in acts
            ]
        )  # fmt: skip


def _taken_back(at: datetime | None) -> str:
    return f"taken back {step_time(at)}" if at is not None else ""


def _counted(event: Event) -> str:
    sources = f"{event.sources} independent source{'s' if event.sources > 1 else ''}"
    return f"Sources: {sources}, {len(event.reports)} report{'s' if len(event.reports) > 1 else ''}"


def _reports(event: Event) -> Iterator[Text]:
    """The reports source by source, the copies of a text under it."""
    sources = sources_of(event.reports)
    for source, number in _numbers(event).items():
        reports = [report for report in event.reports if sources[report.story_id] == source]
        agency = next((report.agency for report in reports if report.agency), None)
        yield Text(f"  [{number}] {f'agency {agency}' if agency else 'own reporting'}")
        own = [report for report in reports if not report.near_duplicate]
        folded = {report.story_id: _copies(report, reports) for report in own}
        loose = [one for one in reports if one.near_duplicate and not any(one in copies for copies in folded.values())]
        for report in (*own, *loose):
            yield Text(f"     {step_time(report.at)}  story {report.story_id}  {_arabic(report.outlet, _NAME)}"
                       f"  {_arabic(report.title, _TITLE)}{_edited(report)}")  # fmt: skip
            yield Text(f"       {_address(report.url)}", style="dim")
            copies = folded.get(report.story_id, [])
            if copies:
                named = ", ".join(f"{_arabic(one.outlet, _NAME)} (story {one.story_id})" for one in copies)
                yield Text(f"       copies: {named}")


def _copies(original: EventReport, reports: Sequence[EventReport]) -> list[EventReport]:
    """The reports that copy a text, or a copy of it."""
    known = {original.story_id}
    while True:
        more = {one.story_id for one in reports if one.near_duplicate and one.of_story_id in known} - known
        if not more:
            return [one for one in reports if one.story_id in known and one is not original]
        known |= more


def _address(url: str) -> str:
    """An address as it is, so that a terminal can open it; isolated only where letters of it are Arabic."""
    shown = one_line(url, 1_000)
    return shown if shown.isascii() else left_to_right(shown)


def _edited(report: EventReport) -> str:
    return f"  edited {step_time(report.revised_at)}" if report.revised_at is not None else ""


def _regrouping(one: Regrouping) -> str:
    stories = f"{'story' if len(one.story_ids) == 1 else 'stories'} {', '.join(map(str, one.story_ids))}"
    what = {
        Regrouped.MERGED: f"event {one.event_id} was taken in with {stories}",
        Regrouped.SPLIT_OFF: f"{stories} left for event {one.event_id}",
        Regrouped.SPLIT_FROM: f"began with {stories}, which left event {one.event_id}",
    }[one.what]
    how = f"by hand, {isolate(one.who or '–')}" if one.by_hand else "by the machine"
    note = f": {isolate(one_line(one.note, _SENTENCE))}" if one.note else ""
    return f"{shown_time(one.at)}  {what} ({how}){note}"


def _arabic(text: str, limit: int) -> str:
    return isolate(one_line(text, limit))
