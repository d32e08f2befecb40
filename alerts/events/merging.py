"""Two events that are one happening become one, and stories that tell of another happening leave theirs; pure.

The ledgers go with their reports, and what readers are shown is drawn anew. What a person put together or parted stays
so: `may_join`, `may_merge` and `may_split` say what is left to the machine.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from alerts.events.account import Account, told_at
from alerts.events.drawing import redrawn, unique
from alerts.events.event import Event, EventReport, Regrouped, Regrouping, Relation, ReportedAct, ReportedFigure
from alerts.events.joining import OPENING, TEXTS, kept_profiles, said_by
from alerts.events.profile import Profile, profile_of

T = TypeVar("T", ReportedFigure, ReportedAct)


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who did it by hand, and why."""

    who: str | None = None
    note: str | None = None


def may_join(event: Event, story_id: int) -> bool:
    """Whether the machine may put a story into an event: not where a person took it out."""
    return story_id not in event.kept_out


def may_merge(one: Event, other: Event) -> bool:
    """Whether the machine may take two events for one: not where a person parted them or stories of theirs."""
    apart = other.id in one.apart or one.id in other.apart
    return not apart and not (set(one.kept_out) & _ids(other)) and not (set(other.kept_out) & _ids(one))


def may_split(event: Event, story_ids: Collection[int]) -> bool:
    """Whether the machine may part these stories from the others: not where a person put them together."""
    leaving = set(story_ids)
    for past in event.history:
        if past.what is not Regrouped.MERGED or not past.by_hand:
            continue
        then = {report.story_id for report in event.reports if (report.seen_at or report.at) <= past.at}
        came, there = then & set(past.story_ids), then - set(past.story_ids)
        if (came & leaving and there - leaving) or (there & leaving and came - leaving):
            return False
    return True


def merged(one: Event, other: Event, *, now: datetime, by_hand: bool, by: By | None = None) -> Event:
    """The two events as one: the one that was known first goes on, with the ledgers of both.

    Its revision is higher than that of both, so that whatever waits to be told of either is older. Raises ValueError
    where the machine may not (`may_merge`).
    """
    if not by_hand and not may_merge(one, other):
        raise ValueError(f"events {one.id} and {other.id} were parted by hand")
    older, newer = sorted((one, other), key=lambda event: (event.first_seen_at, event.id))
    known = _ids(older)
    new_ids = tuple(report.story_id for report in newer.reports if report.story_id not in known)
    profiles = _by_time((*older.profiles, *(p for p in newer.profiles if p.story_id in new_ids)))
    joined = replace(
        older,
        flags=unique((*older.flags, *newer.flags)),
        changed_at=now,
        reports=_reports(older, newer),
        figures=(*older.figures, *_of(newer.figures, new_ids)),
        background=(*older.background, *_of(newer.background, new_ids)),
        dealings=(*older.dealings, *_of(newer.dealings, new_ids)),
        past_figures=(*older.past_figures, *_of(newer.past_figures, new_ids)),
        past_dealings=(*older.past_dealings, *_of(newer.past_dealings, new_ids)),
        profiles=profiles,
        anchors=tuple(sorted({*older.anchors, *newer.anchors, *(one.story_id for one in profiles)})),
        texts=(*older.texts[: TEXTS // 2], *newer.texts[: TEXTS // 2]),
        kept_out=_still((*older.kept_out, *newer.kept_out), known | set(new_ids)),
        apart=_still((*older.apart, *newer.apart), {older.id, newer.id}),
        history=(
            *sorted((*older.history, *newer.history), key=lambda past: past.at),
            _past(Regrouped.MERGED, newer.id, new_ids, now, by_hand=by_hand, by=by),
        ),
    )
    return replace(redrawn(joined), revision=max(one.revision, other.revision) + 1)


def closed(event: Event, into: Event) -> Event:
    """An event that another took in: as it was, and pointing there."""
    return replace(event, merged_into=into.id)


def split(
    event: Event,
    story_ids: Collection[int],
    *,
    now: datetime,
    by_hand: bool,
    by: By | None = None,
    accounts: Sequence[Account] = (),
) -> tuple[Event, Event]:
    """What is left of an event, and the event of the stories that leave it, which has no id yet (`named` gives it).

    `accounts` are stories of the event, from which is taken what later ones are compared with, and what a copy says
    whose original is on the other side; without them the profiles and texts that the event kept are divided. Raises
    ValueError where a side would be empty, where a story is not of the event, or where the machine may not
    (`may_split`).
    """
    leaving = set(story_ids)
    if not leaving <= _ids(event):
        raise ValueError(f"not of event {event.id}: {', '.join(map(str, sorted(leaving - _ids(event))))}")
    staying = _ids(event) - leaving
    if not leaving or not staying:
        raise ValueError(f"event {event.id} would be left without stories, or nothing would leave it")
    if not by_hand and not may_split(event, leaving):
        raise ValueError(f"stories of event {event.id} were put together by hand")
    ordered = [report.story_id for report in event.reports]
    gone, left = (tuple(one for one in ordered if one in side) for side in (leaving, staying))
    rest = _part(event, staying, accounts)
    rest = replace(
        redrawn(rest),
        revision=event.revision + 1,
        changed_at=now,
        kept_out=tuple(sorted({*event.kept_out, *gone})) if by_hand else event.kept_out,
        history=(*event.history, _past(Regrouped.SPLIT_OFF, 0, gone, now, by_hand=by_hand, by=by)),
    )
    part = _part(event, leaving, accounts)
    part = replace(
        redrawn(part),
        id=0,
        revision=1,
        changed_at=now,
        first_seen_at=min((report.seen_at or report.at for report in part.reports), default=now),
        kept_out=left if by_hand else (),
        apart=(event.id,) if by_hand else (),
        history=(_past(Regrouped.SPLIT_FROM, event.id, gone, now, by_hand=by_hand, by=by),),
    )
    return rest, part


def named(rest: Event, part: Event) -> Event:
    """What is left of an event, now that the event of what left it has its id."""
    last = rest.history[-1]
    apart = unique_ids((*rest.apart, part.id)) if last.by_hand else rest.apart
    return replace(rest, apart=apart, history=(*rest.history[:-1], replace(last, event_id=part.id)))


def with_copies(event: Event, story_ids: Iterable[int]) -> tuple[int, ...]:
    """These stories and every copy of them in the event: the same text does not tell of two happenings."""
    found = set(story_ids)
    while True:
        copies = {one.story_id for one in event.reports if one.near_duplicate and one.of_story_id in found}
        if copies <= found:
            return tuple(sorted(found))
        found |= copies


def unique_ids(ids: Iterable[int]) -> tuple[int, ...]:
    """Each id once, in the order of its first coming."""
    return tuple(dict.fromkeys(ids))


def _part(event: Event, ids: set[int], accounts: Sequence[Account]) -> Event:
    """The event with these stories only, its picture not drawn yet."""
    copies = {report.story_id for report in event.reports if report.near_duplicate}
    reports = [report for report in event.reports if report.story_id in ids]
    first = reports[0]
    reports = [_without_original(report, ids, first=report is first) for report in reports]
    own = {report.story_id for report in reports if not report.near_duplicate}
    told = [account for account in accounts if account.id in own]
    # A copy without its original is the witness now of what it says.
    words = [said_by(account, told_at(account)) for account in told if account.id in copies]
    known = {profile.story_id for profile in event.profiles}
    profiles = _by_time(
        (
            *(one for one in event.profiles if one.story_id in own),
            *(profile_of(account) for account in told if account.id not in known),
        )
    )
    texts = tuple(f"{one.read.story.title}\n{one.read.story.text[:OPENING]}" for one in told)
    stays = event.reports[0].story_id in ids
    return replace(
        event,
        # The title is of the first report, and keeps a mail thread together as long as that is the event's own.
        title=event.title if stays else first.title or event.title,
        reports=tuple(reports),
        figures=(*_of(event.figures, ids), *(figure for figures, _, _ in words for figure in figures)),
        background=(*_of(event.background, ids), *(figure for _, figures, _ in words for figure in figures)),
        dealings=(*_of(event.dealings, ids), *(act for _, _, acts in words for act in acts)),
        past_figures=_of(event.past_figures, ids),
        past_dealings=_of(event.past_dealings, ids),
        profiles=kept_profiles(profiles, event.anchors),
        anchors=tuple(one for one in event.anchors if one in ids),
        texts=(texts or tuple(report.title for report in reports))[:TEXTS],
    )


def _without_original(report: EventReport, ids: set[int], *, first: bool) -> EventReport:
    """A report as one of this part: a copy whose original is elsewhere speaks for itself."""
    if report.of_story_id is not None and report.of_story_id not in ids:
        report = replace(report, of_story_id=None, relation=Relation.SAME_EVENT)
    return replace(report, relation=Relation.NEW) if first and report.of_story_id is None else report


def _reports(older: Event, newer: Event) -> tuple[EventReport, ...]:
    """The reports of both in the order in which they were seen, only the first of them as something new."""
    known = _ids(older)
    came = [
        replace(report, relation=Relation.SAME_EVENT) if report.relation is Relation.NEW else report
        for report in newer.reports
        if report.story_id not in known
    ]
    return tuple(sorted((*older.reports, *came), key=lambda report: report.seen_at or report.at))


def _past(
    what: Regrouped, event_id: int, story_ids: tuple[int, ...], now: datetime, *, by_hand: bool, by: By | None
) -> Regrouping:
    return Regrouping(
        what=what,
        at=now,
        by_hand=by_hand,
        event_id=event_id,
        story_ids=story_ids,
        who=by.who if by else None,
        note=by.note if by else None,
    )


def _of(said: Sequence[T], ids: Collection[int]) -> tuple[T, ...]:
    return tuple(one for one in said if one.story_id in ids)


def _still(ids: Iterable[int], inside: set[int]) -> tuple[int, ...]:
    """The ids that were kept apart, without those that now are inside: the hand's latest word holds."""
    return unique_ids(one for one in ids if one not in inside)


def _by_time(profiles: Iterable[Profile]) -> tuple[Profile, ...]:
    return tuple(sorted(profiles, key=lambda profile: (profile.at, profile.story_id)))


def _ids(event: Event) -> set[int]:
    return {report.story_id for report in event.reports}
