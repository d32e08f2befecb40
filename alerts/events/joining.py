"""A story joins an event, or begins one: the ledger grows and what readers are shown is drawn anew; pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from alerts.alert import ActLine, Proof
from alerts.events.account import Account, outlet_of, told_at
from alerts.events.event import Event, EventReport, Relation, ReportedAct
from alerts.events.matching import Placement
from alerts.events.profile import Profile
from alerts.events.sources import agency_of, sources_of
from alerts.events.toll import reported_figures, toll_lines
from alerts.severity import killed_at_most, severity_of
from crawler.arabic.sentences import sentences
from crawler.facts.act import ActStatus
from crawler.facts.figure import Evidence, Outcome, Part, Scope

FRESH_FOR = timedelta(hours=24)  # a story that was older when we first saw it never alerts
COMPARED = 3  # first and last reports of its own text that later stories are compared with
SHOWN_ACTS = 3
OPENING = 1_500  # characters of each independent report that word filters look at
TEXTS = 6


def begin(account: Account, profile: Profile, *, now: datetime) -> Event:
    """The event that a story is the first to tell of."""
    story = account.read.story
    event = Event(
        flags=account.read.flags,
        title=story.title or story.text[:120],
        severity=severity_of((), ()),
        first_seen_at=now,
        changed_at=now,
    )
    return replace(_with(event, account, profile, Relation.NEW, None), revision=1)


def join(event: Event, account: Account, profile: Profile, placement: Placement, *, now: datetime) -> Event:
    """The event with one more report. `revision` rises only where a reader could notice the difference."""
    if any(report.story_id == account.id for report in event.reports):
        return event
    joined = _with(event, account, profile, placement.relation, placement.of_story_id)
    revision = event.revision if _told(joined) == _told(event) else event.revision + 1
    return replace(joined, revision=revision, changed_at=now)


def revise(event: Event, account: Account, profile: Profile, *, now: datetime) -> Event:
    """The event after one of its reports was edited by its outlet: its earlier words count no more.

    What was said in place of another figure is a correction, wherever it stands in time; an event whose only report
    takes everything back stays, without figures.
    """
    before = next((report for report in event.reports if report.story_id == account.id), None)
    if before is None:
        return event
    story = account.read.story
    after = replace(before, title=story.title, published=story.published)
    own_proof = event.proof is not None and event.proof.url == story.url
    cleared = replace(
        event,
        flags=() if len(event.reports) == 1 and account.read.flags else event.flags,
        figures=tuple(figure for figure in event.figures if figure.story_id != account.id),
        dealings=tuple(act for act in event.dealings if act.story_id != account.id),
        contradictions=() if len(event.reports) == 1 else event.contradictions,
        proof=None if own_proof else event.proof,
    )
    reports = tuple(after if report.story_id == account.id else report for report in event.reports)
    revised = _drawn(cleared, account, profile, after, reports)
    revision = event.revision if _told(revised) == _told(event) else event.revision + 1
    return replace(revised, revision=revision, changed_at=now)


def _told(event: Event) -> tuple[object, ...]:
    return (event.flags, event.toll, event.acts, event.sources, event.place, event.contradictions)


def _with(event: Event, account: Account, profile: Profile, relation: Relation, of_story_id: int | None) -> Event:
    story = account.read.story
    report = EventReport(
        story_id=account.id,
        outlet=outlet_of(account),
        title=story.title,
        url=story.url,
        published=story.published,
        at=profile.at,
        relation=relation,
        alerting=account.alerting and account.kept_at - told_at(account) <= FRESH_FOR,
        of_story_id=of_story_id,
        agency=agency_of(story.origin),
    )
    return _drawn(event, account, profile, report, (*event.reports, report))


def _drawn(
    event: Event, account: Account, profile: Profile, report: EventReport, reports: tuple[EventReport, ...]
) -> Event:
    """The event with what a report of it says added to the ledger, and what readers are shown drawn anew."""
    read, story, copied = account.read, account.read.story, report.near_duplicate
    # A copy brings no witness of its own; its figures stand in the ledger by its original's name already.
    figures = event.figures if copied else (*event.figures, *reported_figures(account.id, profile.at, read.casualties))
    dealings = event.dealings if copied else (*event.dealings, *_acts(account, profile))
    sources = sources_of(reports)
    toll = toll_lines(figures, reports, sources)
    acts = _act_lines(dealings)
    proof = event.proof
    if proof is None or (not copied and killed_at_most(toll) > killed_at_most(event.toll)):
        proof = _proof(account) or proof
    return replace(
        event,
        flags=tuple(flag for flag in ("casualty", "diplomacy") if flag in (*event.flags, *read.flags)),
        severity=severity_of(toll, acts),
        place=_commonest([*(figure.place for figure in figures), *(act.place for act in dealings)]),
        country=_commonest(figure.country for figure in figures),
        toll=toll,
        acts=acts,
        proof=proof,
        sources=len(set(sources.values())),
        contradictions=_unique((*event.contradictions, *(one.explanation_ar for one in read.discrepancies)))[:5],
        reports=reports,
        figures=figures,
        dealings=dealings,
        profiles=event.profiles if copied else _kept(*event.profiles, profile),
        texts=event.texts if copied else (*event.texts, f"{story.title}\n{story.text[:OPENING]}")[:TEXTS],
    )


def _kept(*profiles: Profile) -> tuple[Profile, ...]:
    """The first and the last few: what the event is, and how it is told now."""
    return profiles if len(profiles) <= 2 * COMPARED else (*profiles[:COMPARED], *profiles[-COMPARED:])


def _acts(account: Account, profile: Profile) -> Iterable[ReportedAct]:
    return (
        ReportedAct(
            story_id=account.id,
            at=profile.at,
            kind=act.kind,
            parties=tuple(sorted(act.parties)),
            status=act.status,
            people=act.people,
            place=act.place,
        )
        for act in account.read.acts[:SHOWN_ACTS]
    )


def _act_lines(dealings: Sequence[ReportedAct]) -> tuple[ActLine, ...]:
    """The dealings that most reports tell of, each with its latest status."""
    by_act: dict[tuple[object, ...], list[ReportedAct]] = {}
    for act in dealings:
        by_act.setdefault((act.kind, act.parties), []).append(act)
    most = sorted(by_act.values(), key=lambda acts: -len(acts))[:SHOWN_ACTS]
    return tuple(
        ActLine(
            kind=acts[0].kind,
            parties=acts[0].parties,
            status=_status(acts),
            people=_unique(person for act in acts for person in act.people)[:6],
            place=_commonest(act.place for act in acts),
        )
        for acts in most
    )


def _status(acts: Sequence[ReportedAct]) -> ActStatus:
    """The latest word, but what happened is not un-happened by a late report of the announcement."""
    latest = max(acts, key=lambda act: (act.at, act.story_id)).status
    if latest is ActStatus.ANNOUNCED and any(act.status is ActStatus.HAPPENED for act in acts):
        return ActStatus.HAPPENED
    return latest


def _proof(account: Account) -> Proof | None:
    """The sentence of the gravest figure, else of the main dealing, else of what raised a flag."""
    read = account.read
    deaths = [one for one in read.casualties if one.scope is Scope.EVENT and one.outcome is Outcome.KILLED]
    harmed = deaths or [one for one in read.casualties if one.scope is Scope.EVENT]
    figure = max(harmed, key=lambda one: (one.among is None, one.min), default=None)
    evidence = figure.evidence if figure else None
    if evidence is None:
        candidates = [*(act.evidence for act in read.acts), *read.casualty.evidence, *read.diplomacy.evidence]
        evidence = next(iter(candidates), None)
    if evidence is None:
        return None
    return Proof(quote=_sentence(account, evidence), outlet=outlet_of(account), url=read.story.url)


def _sentence(account: Account, evidence: Evidence) -> str:
    story = account.read.story
    if evidence.part is Part.TITLE:
        return story.title
    whole = next(
        (span for span in sentences(story.text) if span.start <= evidence.span.start < span.end), evidence.span
    )
    return story.text[whole.start : max(whole.end, evidence.span.end)]


def _commonest(values: Iterable[str | None]) -> str | None:
    counted = Counter(value for value in values if value)
    return counted.most_common(1)[0][0] if counted else None


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
