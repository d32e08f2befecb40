"""Merges and splits events in the database, each in one transaction: events, links, look-ups, and what was told.

Nobody hears of a merged happening as of something new: who was told of either event was told of it. What waits to be
sent of the event that was taken in ends visibly where its reader has the other event's message, and goes over to that
event where not.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, delete, select, update
from sqlalchemy.sql import ColumnElement

from alerts.alert import DeliveryState
from alerts.event_rows import (
    event_standing,
    insert_event,
    insert_or_ignore,
    lock_events,
    update_event,
)
from alerts.events.event import Event, Relation
from alerts.events.grouping import KEPT_FOR
from alerts.events.joining import FRESH_FOR
from alerts.events.merging import By, closed, merged, named, split, with_copies
from alerts.events.profile import keys_of, profile_of
from alerts.gathering import digests_with, list_under, take_out
from alerts.ledger import TELLS
from alerts.tables import delivery as delivery_table
from alerts.tables import event as event_table
from alerts.tables import event_key, event_story
from alerts.tables import told as told_table
from crawler.errors import RasidError
from crawler.store.story_rows import KeptStory, kept_story
from crawler.store.tables import feed as feed_table
from crawler.store.tables import story as story_table


class CannotRegroup(RasidError):
    """What was asked for names an event or a story that is not there, or would leave an event empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merging:
    """What a merging came to. `absorbed` is None where the two were one event already."""

    event: Event
    absorbed: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Splitting:
    """What a splitting came to: what is left of the event, and the new one."""

    rest: Event
    part: Event


def merge_events(
    connection: Connection, one_id: int, other_id: int, *, by: By | None, now: datetime, tell: bool = True
) -> Merging:
    """Makes one event of two; `by` is None where the machine does it. With `tell` the next batch tells what changed.

    An id that was merged before stands for the event that it is part of. Raises CannotRegroup for an unknown id.
    """
    lock_events(connection)
    one, other = _standing(connection, one_id), _standing(connection, other_id)
    if one.id == other.id:
        return Merging(event=one, absorbed=None)
    whole = merged(one, other, now=now, by_hand=by is not None, by=by)
    absorbed = other if whole.id == one.id else one
    update_event(connection, whole)
    update_event(connection, closed(absorbed, whole))
    _move_stories(connection, absorbed.id, whole.id)
    _move_keys(connection, absorbed.id, whole.id)
    _move_told(connection, absorbed.id, whole.id, now)
    _mark(connection, absorbed.id, due=False)
    if tell:
        _mark(connection, whole.id, due=True)
    return Merging(event=whole, absorbed=absorbed.id)


def split_event(
    connection: Connection,
    event_id: int,
    story_ids: Collection[int],
    *,
    by: By | None,
    now: datetime,
    tell: bool = True,
    copies_leave: bool = True,
) -> Splitting:
    """Makes an event of stories that leave theirs, mostly with the copies of their texts.

    What was told stays with the event that they leave, which is corrected; the new event is news where one of its
    stories is fresh. Raises CannotRegroup for ids that are unknown, and where no story would stay.
    """
    lock_events(connection)
    event = _standing(connection, event_id)
    strangers = sorted(set(story_ids) - {report.story_id for report in event.reports})
    if strangers:
        listed = ", ".join(map(str, strangers))
        raise CannotRegroup(f"event {event.id} has no story {listed}; 'rasid event {event.id}' shows its stories")
    leaving = with_copies(event, story_ids) if copies_leave else tuple(sorted(set(story_ids)))
    if len(leaving) == len(event.reports):
        raise CannotRegroup(f"no story would stay in event {event.id}: leave out one that is its own")
    accounts = _stories(connection, event, leaving)
    rest, part = split(event, leaving, now=now, by_hand=by is not None, by=by, accounts=accounts)
    part = insert_event(connection, part)
    rest = named(rest, part)
    update_event(connection, rest)
    _give_stories(connection, rest, part)
    connection.execute(delete(event_key).where(event_key.c.event_id == rest.id))
    for side in (rest, part):
        _key(connection, side, accounts, now)
    fresh = any(one.alerting and now - (one.seen_at or one.at) <= FRESH_FOR for one in part.reports)
    if tell:
        _mark(connection, rest.id, due=True)
    _mark(connection, part.id, due=tell and fresh)
    return Splitting(rest=rest, part=part)


def _standing(connection: Connection, identity: int) -> Event:
    event = event_standing(connection, identity)
    if event is None:
        raise CannotRegroup(f"there is no event {identity}; 'rasid events' lists them")
    return event


def _mark(connection: Connection, event_id: int, *, due: bool) -> None:
    connection.execute(update(event_table).where(event_table.c.id == event_id).values(tell_due=due))


def _move_stories(connection: Connection, absorbed: int, whole: int) -> None:
    links = event_story.c
    both = select(links.story_id).where(links.event_id == whole)
    connection.execute(
        delete(event_story).where(links.event_id == absorbed, links.story_id.in_(both.scalar_subquery()))
    )
    mine = links.event_id == absorbed
    first = links.relation == Relation.NEW.value
    connection.execute(update(event_story).where(mine, first).values(relation=Relation.SAME_EVENT.value))
    connection.execute(update(event_story).where(mine).values(event_id=whole))


def _move_keys(connection: Connection, absorbed: int, whole: int) -> None:
    keys = event_key.c
    rows = connection.execute(select(keys.value, keys.at).where(keys.event_id == absorbed)).all()
    insert_or_ignore(connection, event_key, [{"value": row.value, "event_id": whole, "at": row.at} for row in rows])
    connection.execute(delete(event_key).where(keys.event_id == absorbed))


def _move_told(connection: Connection, absorbed: int, whole: int, now: datetime) -> None:
    """What was told of the event that is taken in becomes what was told of the whole, where nothing of that was."""
    rows = delivery_table.c
    standing = _recipients(connection, whole)
    for (channel, address), has_message in _recipients(connection, absorbed).items():
        mine = and_(rows.event_id == absorbed, rows.channel == channel, rows.recipient == address)
        known = standing.get((channel, address))
        waiting_in = digests_with(connection, absorbed, channel, address)
        if known or (known is not None and not has_message):
            for digest in waiting_in:
                take_out(connection, digest, absorbed, _ended_why(absorbed, whole), now=now)
            _end_waiting(connection, mine, absorbed, whole, now)
            continue
        for digest in waiting_in:
            list_under(connection, digest, absorbed, whole)
        connection.execute(update(delivery_table).where(mine).values(event_id=whole))
        connection.execute(
            update(told_table)
            .where(
                told_table.c.event_id == absorbed,
                told_table.c.channel == channel,
                told_table.c.recipient == address,
            )
            .values(event_id=whole)
        )


def _recipients(connection: Connection, event_id: int) -> dict[tuple[str, str], bool]:
    """Who was told of an event, or will be, and whether a message stands there already."""
    rows, told = delivery_table.c, told_table.c
    promised = connection.execute(
        select(rows.channel, rows.recipient).where(rows.event_id == event_id, rows.state.in_(TELLS)).distinct()
    )
    found = dict.fromkeys(promised, False)
    sent = connection.execute(select(told.channel, told.recipient).where(told.event_id == event_id))
    return found | dict.fromkeys(sent, True)


def _ended_why(absorbed: int, whole: int) -> str:
    return f"event {absorbed} was merged into event {whole}, of which this recipient hears"


def _end_waiting(connection: Connection, mine: ColumnElement[bool], absorbed: int, whole: int, now: datetime) -> None:
    """Ends what waits to be sent; what is on its way already is not tried again."""
    rows = delivery_table.c
    why = _ended_why(absorbed, whole)
    connection.execute(
        update(delivery_table)
        .where(mine, rows.state == DeliveryState.DUE.value)
        .values(state=DeliveryState.MERGED.value, ended_at=now, last_error=why)
    )
    connection.execute(
        update(delivery_table)
        .where(mine, rows.state == DeliveryState.SENDING.value)
        .values(deadline_at=now, last_error=why)
    )


def _stories(connection: Connection, event: Event, leaving: Collection[int]) -> list[KeptStory]:
    """The stories of an event that have words of their own, and those that leave it, oldest first."""
    own = [report.story_id for report in event.reports if not report.near_duplicate or report.story_id in leaving]
    query = (
        select(story_table, feed_table.c.name.label("feed_name"))
        .join(feed_table, feed_table.c.id == story_table.c.feed_id, isouter=True)
        .where(story_table.c.id.in_(own))
        .order_by(story_table.c.id)
    )
    return [kept_story(row) for row in connection.execute(query).mappings()]


def _give_stories(connection: Connection, rest: Event, part: Event) -> None:
    """Links each story of the new event to it, as the report that it is there."""
    links = event_story.c
    for report in part.reports:
        connection.execute(
            update(event_story)
            .where(links.event_id == rest.id, links.story_id == report.story_id)
            .values(event_id=part.id, relation=report.relation.value, of_story_id=report.of_story_id)
        )


def _key(connection: Connection, event: Event, accounts: Sequence[KeptStory], now: datetime) -> None:
    """Makes an event findable by its own stories of the last days."""
    told = {report.story_id for report in event.reports}
    recent = [one for one in accounts if one.id in told and now - one.kept_at <= KEPT_FOR]
    # The newest first, since of two rows with one value the first stays.
    for account in sorted(recent, key=lambda account: account.kept_at, reverse=True):
        rows: list[dict[str, object]] = [
            {"value": value, "event_id": event.id, "at": account.kept_at} for value in keys_of(profile_of(account))
        ]
        insert_or_ignore(connection, event_key, rows)
