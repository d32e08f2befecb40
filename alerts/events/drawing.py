"""What readers are shown of an event, drawn from its ledger; pure.

The same ledger always gives the same picture, so that an event can be drawn anew after an edit, a merging or a
splitting as after any story.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from alerts.alert import ActLine, Proof
from alerts.events.event import Event, EventReport, ReportedAct
from alerts.events.lines import highest
from alerts.events.sources import sources_of
from alerts.events.standing import Said, Standing, all_said
from alerts.events.toll import toll_of
from alerts.severity import severity_of
from crawler.arabic.letters import fold_key
from crawler.facts.act import ActStatus
from crawler.facts.figure import Outcome

SHOWN_ACTS = 3
SHOWN_CONTRADICTIONS = 5


def redrawn(event: Event, *, fallback: Proof | None = None) -> Event:
    """The event as its ledger tells it now. `fallback` proves what has neither a figure nor a dealing."""
    sources = sources_of(event.reports)
    said = all_said(event.figures, event.reports, sources)
    toll = toll_of(said)
    acts = act_lines(event.dealings)
    flags = {flag for report in event.reports for flag in report.flags} or set(event.flags)
    return replace(
        event,
        flags=tuple(flag for flag in ("casualty", "diplomacy") if flag in flags),
        severity=severity_of(toll, acts, novel=event.novel is True),
        place=_commonest([*(figure.place for figure in event.figures), *(act.place for act in event.dealings)]),
        country=_commonest(figure.country for figure in event.figures),
        toll=toll,
        acts=acts,
        proof=_proof(event, said, acts) or _standing_proof(event) or fallback,
        sources=len(set(sources.values())),
        contradictions=unique(one for report in event.reports for one in report.contradictions)[:SHOWN_CONTRADICTIONS],
    )


def act_lines(dealings: Sequence[ReportedAct]) -> tuple[ActLine, ...]:
    """The dealings that most reports tell of, each with its latest status."""
    by_act: dict[tuple[object, ...], list[ReportedAct]] = {}
    for act in dealings:
        by_act.setdefault((act.kind, act.parties), []).append(act)
    most = sorted(by_act.values(), key=lambda acts: -len(acts))[:SHOWN_ACTS]
    return tuple(
        ActLine(
            kind=acts[0].kind,
            parties=acts[0].parties,
            status=status_of(acts),
            people=each_once(person for act in acts for person in act.people)[:6],
            place=_commonest(act.place for act in acts),
        )
        for acts in most
    )


def status_of(acts: Sequence[ReportedAct]) -> ActStatus:
    """The latest word, but what happened is not un-happened by a late report of the announcement."""
    latest = max(acts, key=lambda act: (act.at, act.story_id)).status
    if latest is ActStatus.ANNOUNCED and any(act.status is ActStatus.HAPPENED for act in acts):
        return ActStatus.HAPPENED
    return latest


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """Each value once, in the order of its first coming."""
    return tuple(dict.fromkeys(values))


def each_once(names: Iterable[str]) -> tuple[str, ...]:
    """Each person once, by the fullest name that was given: «تميم بن حمد», «ماكرون» stand within longer ones."""
    kept: list[str] = []
    for name in unique(names):
        words = fold_key(name).split()
        same = next((at for at, other in enumerate(kept) if _one_person(words, fold_key(other).split())), None)
        if same is None:
            kept.append(name)
        elif len(words) > len(fold_key(kept[same]).split()):
            kept[same] = name
    return unique(kept)


def _one_person(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one name is the beginning of the other, or the family name at its end."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) == 1:
        return shorter[0] == longer[-1]
    return list(longer[: len(shorter)]) == list(shorter)


def _proof(event: Event, said: Sequence[Said], acts: Sequence[ActLine]) -> Proof | None:
    """The sentence of the gravest number that stands, the first that gave it; else of the main dealing."""
    reports = {report.story_id: report for report in event.reports}
    standing = [one for one in said if one.standing is Standing.STANDS and one.figure.evidence]
    figure = next((one.figure for one in sorted(standing, key=_gravest_first)), None)
    if figure is not None:
        return _quoted(figure.evidence, reports.get(figure.story_id))
    told = [act for act in event.dealings if acts and _is_of(act, acts[0]) and act.evidence]
    # Of what was announced and called off the sentence that says what the line says.
    act = next((act for act in told if act.status is acts[0].status), next(iter(told), None))
    return None if act is None else _quoted(act.evidence, reports.get(act.story_id))


def _is_of(act: ReportedAct, line: ActLine) -> bool:
    return (act.kind, act.parties) == (line.kind, line.parties)


def _gravest_first(said: Said) -> tuple[object, ...]:
    figure = said.figure
    return figure.outcome is not Outcome.KILLED, figure.among, -highest(figure), figure.at, figure.story_id


def _quoted(quote: str, report: EventReport | None) -> Proof | None:
    return None if report is None else Proof(quote=quote, outlet=report.outlet, url=report.url)


def _standing_proof(event: Event) -> Proof | None:
    """The proof that was shown, where its report is still one of the event's and says something."""
    proof = event.proof
    if proof is None or not any(report.url == proof.url and report.flags for report in event.reports):
        return None
    return proof


def _commonest(values: Iterable[str | None]) -> str | None:
    counted = Counter(value for value in values if value)
    return counted.most_common(1)[0][0] if counted else None
