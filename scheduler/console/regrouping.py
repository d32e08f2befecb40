"""Events merged and split by a person: what it would come to, and the doing, as `rasid event merge` and `split` do it.

Both are shown before they are done, and each is undone by the other: stories that came by a merging leave again, events
that were parted are merged.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, select, union_all

from alerts.event_rows import event_standing, load_events, lock_events
from alerts.events.event import Event, EventReport, Regrouped, Regrouping
from alerts.events.merging import By, with_copies
from alerts.regrouping import CannotRegroup, merge_events, split_event
from alerts.tables import event as event_table
from crawler.facts.figure import Cause
from crawler.store.database import writing
from scheduler.console.desk import NotDone

_NEAR = timedelta(days=3)
_MOST_NEAR = 6
LONGEST_NOTE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Parting:
    """What a splitting would come to: the reports that leave, copies of their texts too, and those that stay."""

    event: Event
    leaving: tuple[EventReport, ...]
    staying: tuple[EventReport, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """What a merging would come to: the event that goes on, and the one that it takes in."""

    whole: Event
    absorbed: Event


def joining(connection: Connection, one_id: int, other_id: int) -> Joining:
    """The merging of two events. Raises NotDone where one is unknown, or they are one already."""
    one, other = event_standing(connection, one_id), event_standing(connection, other_id)
    if one is None or other is None:
        raise NotDone(f"there is no event {one_id if one is None else other_id}")
    if one.id == other.id:
        raise NotDone(f"events {one_id} and {other_id} are one event already: {one.id}")
    older, newer = sorted((one, other), key=lambda event: (event.first_seen_at, event.id))
    return Joining(whole=older, absorbed=newer)


def parting(connection: Connection, event_id: int, story_ids: Collection[int]) -> Parting:
    """The splitting of an event. Raises NotDone where a story is not of it, or none would leave or stay."""
    event = event_standing(connection, event_id)
    if event is None:
        raise NotDone(f"there is no event {event_id}")
    strangers = sorted(set(story_ids) - {report.story_id for report in event.reports})
    if strangers:
        raise NotDone(f"event {event.id} has no story {', '.join(map(str, strangers))}")
    leaving = set(with_copies(event, story_ids)) if story_ids else set()
    if not leaving:
        raise NotDone("choose the reports that tell of another happening")
    if len(leaving) == len(event.reports):
        raise NotDone(f"no story would stay in event {event.id}: leave out one that is its own")
    reports = sorted(event.reports, key=lambda report: (report.at, report.story_id), reverse=True)
    return Parting(
        event=event,
        leaving=tuple(one for one in reports if one.story_id in leaving),
        staying=tuple(one for one in reports if one.story_id not in leaving),
    )


def merge(
    engine: Engine, one_id: int, other_id: int, *, by: By, now: datetime, tell: bool, seen: Mapping[int, int]
) -> int:
    """Makes one event of two; its id. `seen` are the revisions that were shown before; with others nothing is done.
    Raises NotDone."""
    with writing(engine) as connection:
        lock_events(connection)
        _unchanged(connection, seen)
        joining(connection, one_id, other_id)
        try:
            return merge_events(connection, one_id, other_id, by=by, now=now, tell=tell).event.id
        except CannotRegroup as error:
            raise NotDone(str(error)) from None


def split(
    engine: Engine,
    event_id: int,
    story_ids: Collection[int],
    *,
    by: By,
    now: datetime,
    tell: bool,
    seen: Mapping[int, int],
) -> tuple[int, int]:
    """Makes an event of stories that leave theirs; the ids of what is left and of the new one. `seen` as in `merge`.
    Raises NotDone."""
    with writing(engine) as connection:
        lock_events(connection)
        _unchanged(connection, seen)
        found = parting(connection, event_id, story_ids)
        try:
            done = split_event(connection, found.event.id, story_ids, by=by, now=now, tell=tell)
        except CannotRegroup as error:
            raise NotDone(str(error)) from None
        return done.rest.id, done.part.id


def _unchanged(connection: Connection, seen: Mapping[int, int]) -> None:
    for identity, revision in seen.items():
        event = event_standing(connection, identity)
        if event is None or (event.id, event.revision) != (identity, revision):
            raise NotDone(f"event {identity} has changed since this page was shown: look at it again")


def near(connection: Connection, event: Event) -> list[Event]:
    """Events that may be the same happening: of the same country, first seen within days of it, nearest first."""
    table = event_table.c
    there = select(table.id, table.first_seen_at).where(
        table.country == event.country,
        table.first_seen_at.between(event.first_seen_at - _NEAR, event.first_seen_at + _NEAR),
        table.merged_into.is_(None),
        table.id != event.id,
    )
    # With every cause by name the index leads to these days; without, through all that the country has ever seen.
    causes = [cause.value for cause in Cause]
    query = union_all(there.where(table.cause.in_(causes)), there.where(table.cause.is_(None))).limit(500)
    rows = [row for row in connection.execute(query) if row.id not in event.apart] if event.country else []
    rows.sort(key=lambda row: (abs(row.first_seen_at - event.first_seen_at), row.id))
    found = {one.id: one for one in load_events(connection, [row.id for row in rows[:_MOST_NEAR]])}
    return [found[row.id] for row in rows[:_MOST_NEAR] if row.id in found]


def undoing(event: Event, past: Regrouping) -> str | None:
    """Where what would undo one step of an event's history is shown; None where nothing is left to undo."""
    there = {report.story_id for report in event.reports}
    if past.what is Regrouped.MERGED:
        left = there & set(past.story_ids)
        if not left or left == there:
            return None
        return f"/event/{event.id}/split?" + "&".join(f"story={one}" for one in sorted(left))
    return f"/event/{event.id}/merge?with={past.event_id}" if past.event_id in event.apart else None
