"""Events in the bot's answers: the last ones, a line or two each, and one with its whole ledger; pure."""

from collections.abc import Sequence

from alerts.alert import AlertReason, Line, TollLine
from alerts.decide import alert_of
from alerts.events.confidence import confidence_of
from alerts.events.event import Event, EventReport
from alerts.events.toll_ledger import Entry, LedgerLine, ledger_of
from alerts.text.bidi import isolate, one_line
from alerts.text.bot.lines import Writer, command, fits, paged
from alerts.text.bot.replies import Voice
from alerts.text.bot.words import SEVERITIES, STANDINGS
from alerts.text.card import Card, Room, card
from alerts.text.confidence import CONFIDENCE
from alerts.text.headline import event_line
from alerts.text.wording import WORDINGS

_ROOM = Room(rows=20, sources=0, proof=400, contradictions=6)
_MOST_REPORTS = 60
_MOST_ENTRIES = 60  # of one line of the ledger, the newest; a great event has hundreds
_EVIDENCE = 220


def latest_answer(voice: Voice, events: Sequence[Event], *, count: int, start: int, of_chat: bool) -> tuple[Line, ...]:
    """Events from the `start`th on, the last change first, as many of them as a message holds; `events` has one more
    than `count` where there are more."""
    words = voice.words
    if not events:
        return voice.one(words.nothing_yet)
    writer = voice.writer()
    writer.head(words.latest if of_chat else words.latest_all)
    shown = 0
    for event in events[:count]:
        before = len(writer.lines)
        writer.gap()
        _summary(voice, writer, event)
        if shown and not fits(writer.lines):
            del writer.lines[before:]
            break
        shown += 1
    if len(events) > shown:
        writer.gap()
        writer.say(f"{words.more}: {command(f'/latest_{count}_{start + shown}')}")
    return tuple(writer.lines)


def event_answer(voice: Voice, event: Event, *, asked: int, page: int) -> tuple[Line, ...]:
    """The ledger of an event: what counts, who said what with which words, and where to read it."""
    words, writer = voice.words, voice.writer()
    if asked != event.id:
        writer.say(words.part_of.format(id=asked, whole=event.id))
    # Headings come before their lines, so that the whole is as a reader of alerts knows it.
    known = card(alert_of(event, (AlertReason.NEW_EVENT,), None, now=event.changed_at), voice.language, voice.zone,
                 voice.now, _ROOM)  # fmt: skip
    _opening(voice, writer, event, known)
    shown: set[str] = set()
    for line in ledger_of(event).lines:
        _ledger(voice, writer, line, shown)
    writer.head(known.sources_title)
    _reports(voice, writer, event.reports)
    writer.gap()
    writer.say(f"{words.why} {command(f'/why_{event.id}')}")
    return paged(writer.lines, page, f"/event_{asked}", voice.language)


def _summary(voice: Voice, writer: Writer, event: Event) -> None:
    wording = WORDINGS[voice.language]
    writer.say(event_line(event, voice.language))
    first = next((one for one in event.reports if not one.near_duplicate), event.reports[0] if event.reports else None)
    when = voice.moment(event.changed_at)
    note = f"{wording.independent(event.sources)} · {when} · {command(f'/event_{event.id}')}"
    if first is None:
        writer.say(note)
    else:
        writer.link(writer.name(first.outlet), first.url, note)


def _opening(voice: Voice, writer: Writer, event: Event, known: Card) -> None:
    words, labels = voice.words, known.labels
    writer.head(known.headline)
    writer.say(
        f"{labels.event} {event.id} · {labels.update if event.revision > 1 else labels.revision} {event.revision}"
    )
    grade = CONFIDENCE[voice.language][confidence_of(event)]
    writer.say(f"{words.severity}: {SEVERITIES[voice.language][event.severity]} · {words.confidence}: {grade}")
    for row in (*known.figures, *known.acts):
        writer.say(f"{row.label}: {row.text}" + (f" – {row.says}" if row.says else ""))
    if known.place:
        writer.say(f"{labels.place}: {known.place}")
    writer.say(words.seen.format(first=voice.moment(event.first_seen_at), changed=voice.moment(event.changed_at)))
    if known.proof:
        writer.gap()
        writer.quote(known.proof)
        writer.say(known.proof_outlet)
    for one in known.contradictions:
        writer.say(f"{labels.contradictions}: {one}")


def _ledger(voice: Voice, writer: Writer, line: LedgerLine, shown: set[str]) -> None:
    """One line of the ledger. A sentence that proves several numbers stands once."""
    words, wording = voice.words, WORDINGS[voice.language]
    first = line.now or _as_line(line.entries[0])
    label, text = wording.figure_line(first)
    writer.head(f"{words.who_said} · {label}: {text if line.now else words.nothing_counts}")
    for entry in line.entries[-_MOST_ENTRIES:]:
        _entry(voice, writer, entry, shown)


def _entry(voice: Voice, writer: Writer, entry: Entry, shown: set[str]) -> None:
    _, text = WORDINGS[voice.language].figure_line(_as_line(entry))
    parts = [writer.name(entry.outlet), text]
    if entry.voice or entry.figure.attribution:
        parts.append(writer.name(entry.figure.attribution or entry.voice or ""))
    parts += [voice.moment(entry.figure.at), STANDINGS[voice.language][entry.standing]]
    writer.say(" · ".join(parts))
    evidence = one_line(entry.figure.evidence, _EVIDENCE)
    if evidence and evidence not in shown:
        shown.add(evidence)
        writer.quote(evidence)


def _as_line(entry: Entry) -> TollLine:
    figure = entry.figure
    return TollLine(
        outcome=figure.outcome,
        group=figure.group,
        min=figure.min,
        max=figure.max,
        says=(),
        among=figure.among,
        qualifier=figure.qualifier,
    )


def _reports(voice: Voice, writer: Writer, reports: Sequence[EventReport]) -> None:
    """Those with words of their own first."""
    best = sorted(reports, key=lambda report: report.near_duplicate)
    labels, wording = WORDINGS[voice.language].labels, WORDINGS[voice.language]
    for report in best[:_MOST_REPORTS]:
        notes = [voice.moment(report.published or report.at), *([labels.copy] if report.near_duplicate else [])]
        writer.link(writer.name(report.outlet), report.url, " · ".join(notes))
        writer.say(isolate(one_line(report.title, 200) or "—"))
    if len(best) > _MOST_REPORTS:
        writer.say(wording.further(len(best) - _MOST_REPORTS))
