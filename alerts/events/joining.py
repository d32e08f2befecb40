"""A story joins an event, or begins one: the ledger grows and what readers are shown is drawn anew; pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from alerts.alert import Proof
from alerts.events.account import Account, outlet_of, told_at
from alerts.events.drawing import redrawn
from alerts.events.event import Event, EventReport, Relation, ReportedAct, ReportedFigure
from alerts.events.matching import Placement
from alerts.events.profile import Profile
from alerts.events.sources import agency_behind
from alerts.events.toll import background_figures, reported_figures
from alerts.severity import severity_of
from crawler.arabic.sentences import sentences
from crawler.facts.figure import Evidence, Part, Scope

FRESH_FOR = timedelta(hours=24)  # a story that was older when we first saw it never alerts
COMPARED = 3  # first and last reports of its own text that later stories are compared with
ACTS = 3  # of one report
OPENING = 1_500  # characters of each independent report that word filters look at
TEXTS = 6
LONGEST_EVIDENCE = 700  # characters; of a longer sentence the piece is kept that was read as the evidence


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
    """The event with one more report. `revision` rises only where a reader could notice the difference.

    A story that is in it already, or that a person took out of it, leaves it as it is.
    """
    if account.id in event.kept_out or any(report.story_id == account.id for report in event.reports):
        return event
    return counted(event, _with(event, account, profile, placement.relation, placement.of_story_id), now=now)


def revise(event: Event, account: Account, profile: Profile, *, now: datetime) -> Event:
    """The event after one of its reports was edited by its outlet: its earlier words count no more.

    What the edit brought is said at the time of the edit, what it left is said as before, and what it took out stays
    in the ledger as taken back. A copy whose numbers its outlet changed is a report of its own, of the same source.
    An event whose only report takes everything back stays, without figures.
    """
    before = next((report for report in event.reports if report.story_id == account.id), None)
    if before is None:
        return event
    at = _edited_at(before, account, now)
    own = replace(_own_words(before, account), revised_at=at)
    figures, background, acts = said_by(account, at)
    if own.near_duplicate:
        if _same_toll(figures, _of_original(event, own)):
            figures = background = ()
            acts = ()
        else:
            own = replace(own, relation=Relation.SAME_EVENT)
    mine = [one for one in event.figures if one.story_id == account.id]
    my_acts = [one for one in event.dealings if one.story_id == account.id]
    figures = tuple(_as_before(one, mine) for one in figures)
    acts = tuple(_act_as_before(one, my_acts) for one in acts)
    revised = replace(
        event,
        reports=tuple(own if report.story_id == account.id else report for report in event.reports),
        figures=(*(one for one in event.figures if one.story_id != account.id), *figures),
        background=(*(one for one in event.background if one.story_id != account.id), *background),
        dealings=(*(one for one in event.dealings if one.story_id != account.id), *acts),
        past_figures=(*event.past_figures, *(replace(o, withdrawn_at=at) for o in mine if not _among(o, figures))),
        past_dealings=(*event.past_dealings, *(replace(o, withdrawn_at=at) for o in my_acts if not _is_in(o, acts))),
    )
    if not own.near_duplicate:
        revised = _readable(revised, account, profile)
    return counted(event, redrawn(revised, fallback=_proof_of_flags(account)), now=now)


def counted(before: Event, after: Event, *, now: datetime) -> Event:
    """The event with the revision that a reader's eye gives it."""
    revision = before.revision if _told(after) == _told(before) else before.revision + 1
    return replace(after, revision=revision, changed_at=now)


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
        agency=agency_behind(story.origin, outlet_of(account)),
        seen_at=account.kept_at,
    )
    grown = replace(event, reports=(*event.reports, _own_words(report, account)))
    # A copy brings no witness of its own; its figures stand in the ledger by its original's name already.
    if not report.near_duplicate:
        figures, background, acts = said_by(account, profile.at)
        grown = replace(
            _readable(grown, account, profile),
            figures=(*event.figures, *figures),
            background=(*event.background, *background),
            dealings=(*event.dealings, *acts),
        )
    return redrawn(grown, fallback=_proof_of_flags(account))


def _own_words(report: EventReport, account: Account) -> EventReport:
    """The report with what its text says now."""
    read = account.read
    return replace(
        report,
        title=read.story.title,
        published=read.story.published,
        flags=read.flags,
        contradictions=tuple(one.explanation_ar for one in read.discrepancies),
    )


def _readable(event: Event, account: Account, profile: Profile) -> Event:
    """The event with a report's text to be compared with and searched."""
    story = account.read.story
    return replace(
        event,
        profiles=kept_profiles(_with_profile(event.profiles, profile), event.anchors),
        texts=(*event.texts, f"{story.title}\n{story.text[:OPENING]}")[:TEXTS],
    )


def _with_profile(profiles: tuple[Profile, ...], profile: Profile) -> tuple[Profile, ...]:
    """The profiles with one more, or with that of an edited story in the place of its earlier one."""
    if any(one.story_id == profile.story_id for one in profiles):
        return tuple(profile if one.story_id == profile.story_id else one for one in profiles)
    return (*profiles, profile)


def kept_profiles(profiles: Sequence[Profile], anchors: Sequence[int]) -> tuple[Profile, ...]:
    """The first and the last few: what the event is, and how it is told now; and those of a merging for good."""
    if len(profiles) <= 2 * COMPARED:
        return tuple(profiles)
    ends = {one.story_id for one in (*profiles[:COMPARED], *profiles[-COMPARED:])}
    return tuple(one for one in profiles if one.story_id in ends or one.story_id in anchors)


def _edited_at(before: EventReport, account: Account, now: datetime) -> datetime:
    """When the outlet changed its text: as the page says, if that can be, else now that it was seen."""
    modified = account.read.story.modified
    earliest = before.revised_at or before.seen_at or before.at
    return modified if modified is not None and earliest < modified <= now else now


def said_by(
    account: Account, at: datetime
) -> tuple[tuple[ReportedFigure, ...], tuple[ReportedFigure, ...], tuple[ReportedAct, ...]]:
    """What a story says at a moment: the figures of the happening, those told beside, and the dealings."""
    figures = reported_figures(account.id, at, account.read.casualties)
    background = background_figures(account.id, at, account.read.casualties)
    return _proved(figures, account, Scope.EVENT), _proved(background, account, Scope.BACKGROUND), _acts(account, at)


def _proved(reported: Sequence[ReportedFigure], account: Account, scope: Scope) -> tuple[ReportedFigure, ...]:
    """The figures, each with the whole sentence that says it."""
    said = [figure for figure in account.read.casualties if figure.scope is scope]
    return tuple(replace(one, evidence=_words(account, of.evidence)) for one, of in zip(reported, said, strict=True))


def _acts(account: Account, at: datetime) -> tuple[ReportedAct, ...]:
    return tuple(
        ReportedAct(
            story_id=account.id,
            at=at,
            kind=act.kind,
            parties=tuple(sorted(act.parties)),
            status=act.status,
            people=act.people,
            place=act.place,
            evidence=_words(account, act.evidence),
        )
        for act in [act for act in account.read.acts if not act.background][:ACTS]
    )


def _as_before(figure: ReportedFigure, mine: Sequence[ReportedFigure]) -> ReportedFigure:
    """A figure that the edit left: said when it was said."""
    known = next((one for one in mine if _key(one) == _key(figure)), None)
    return figure if known is None else replace(figure, at=known.at)


def _act_as_before(act: ReportedAct, mine: Sequence[ReportedAct]) -> ReportedAct:
    known = next((one for one in mine if _act_key(one) == _act_key(act)), None)
    return act if known is None else replace(act, at=known.at)


def _among(figure: ReportedFigure, figures: Sequence[ReportedFigure]) -> bool:
    return any(_key(figure) == _key(one) for one in figures)


def _is_in(act: ReportedAct, acts: Sequence[ReportedAct]) -> bool:
    return any(_act_key(act) == _act_key(one) for one in acts)


def _key(figure: ReportedFigure) -> tuple[object, ...]:
    return (figure.outcome, figure.min, figure.max, figure.qualifier, figure.group, figure.among, figure.attribution)


def _act_key(act: ReportedAct) -> tuple[object, ...]:
    return act.kind, act.parties, act.status


def _of_original(event: Event, copy: EventReport) -> tuple[ReportedFigure, ...]:
    """The figures of the text that a copy was made of."""
    reports = {report.story_id: report for report in event.reports}
    seen = {copy.story_id}
    report: EventReport | None = copy
    while report is not None and report.near_duplicate and report.of_story_id not in seen:
        seen.add(report.of_story_id or 0)
        report = reports.get(report.of_story_id or 0)
    return () if report is None else tuple(one for one in event.figures if one.story_id == report.story_id)


def _same_toll(one: Sequence[ReportedFigure], other: Sequence[ReportedFigure]) -> bool:
    """Whether no outcome that both count has another number in the one."""
    mine, theirs = _totals(one), _totals(other)
    return all(mine[outcome] == theirs[outcome] for outcome in mine.keys() & theirs.keys())


def _totals(figures: Sequence[ReportedFigure]) -> dict[object, int]:
    totals: dict[object, int] = {}
    for figure in figures:
        if not figure.among:
            totals[figure.outcome] = max(totals.get(figure.outcome, 0), figure.min)
    return totals


def _proof_of_flags(account: Account) -> Proof | None:
    """The sentence of what raised a flag."""
    read = account.read
    evidence = next(iter([*read.casualty.evidence, *read.diplomacy.evidence]), None)
    if evidence is None:
        return None
    return Proof(quote=_sentence(account, evidence), outlet=outlet_of(account), url=read.story.url)


def _words(account: Account, evidence: Evidence) -> str:
    sentence = _sentence(account, evidence)
    return sentence if len(sentence) <= LONGEST_EVIDENCE else evidence.quote[:LONGEST_EVIDENCE]


def _sentence(account: Account, evidence: Evidence) -> str:
    story = account.read.story
    if evidence.part is Part.TITLE:
        return story.title
    whole = next(
        (span for span in sentences(story.text) if span.start <= evidence.span.start < span.end), evidence.span
    )
    return story.text[whole.start : max(whole.end, evidence.span.end)]
