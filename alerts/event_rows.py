"""Events in the database: kept, grown, and found by what a new story shares with them.

Both look-ups go by value (`story_print`, `event_key`), and both tables are cut at KEPT_FOR, so that placing a story
costs the same however long the history is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, Table, delete, func, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from alerts.events.account import Account
from alerts.events.event import Event, event_from_json, event_to_json
from alerts.events.matching import OPEN_FOR, Placement
from alerts.events.near_duplicates import Original, Prints, prints
from alerts.severity import NOVEL_FOR, attack_by, severity_of
from alerts.tables import event as event_table
from alerts.tables import event_key, event_story, story_print, unplaced
from crawler.store.tables import story as story_table

KEPT_FOR = timedelta(days=7)
MOST_ORIGINALS = 8
MOST_EVENTS = 16
_LOCK = 7_214_502  # an arbitrary number: two who change events do so one after the other
LEAST_SHARED = 6  # one in so many prints: a copy shares most, and two reports that quote one sentence one or two


def lock_events(connection: Connection) -> None:
    """Lets nobody else change events until this transaction ends. SQLite's writers are one at a time anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def insert_event(connection: Connection, event: Event) -> Event:
    """Keeps a new event; the event with its id."""
    result = connection.execute(insert(event_table).values(**_columns(event)))
    key = result.inserted_primary_key
    assert key is not None
    return replace(event, id=int(key[0]))


def update_event(connection: Connection, event: Event) -> None:
    """Keeps an event as it stands now."""
    connection.execute(update(event_table).where(event_table.c.id == event.id).values(**_columns(event)))


def with_novelty(connection: Connection, event: Event) -> Event:
    """The event with what history says of its novelty, once its country and the kind of attack are known."""
    cause = attack_by(event.toll)
    if event.novel is not None or event.country is None or cause is None:
        return event
    since = event.first_seen_at - NOVEL_FOR
    table = event_table.c
    watched_since = connection.execute(select(table.first_seen_at).order_by(table.id).limit(1)).scalar()
    before = select(table.id).where(
        table.country == event.country,
        table.cause == cause.value,
        table.first_seen_at.between(since, event.first_seen_at),
        table.id != event.id,
    )
    is_long = watched_since is not None and watched_since <= since
    novel = is_long and connection.execute(before.limit(1)).first() is None
    return replace(event, novel=novel, severity=severity_of(event.toll, event.acts, novel=novel))


def load_events(connection: Connection, ids: Iterable[int]) -> list[Event]:
    """The events with these ids, in this order; ids that are unknown are left out."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return []
    rows = connection.execute(select(event_table.c.id, event_table.c.state).where(event_table.c.id.in_(wanted)))
    found = {identity: replace(event_from_json(state), id=identity) for identity, state in rows}
    return [found[identity] for identity in wanted if identity in found]


def event_standing(connection: Connection, identity: int) -> Event | None:
    """The event with this id or, where another took it in, the one that it is part of now; None for an unknown id."""
    while True:
        event = next(iter(load_events(connection, [identity])), None)
        if event is None or event.merged_into is None:
            return event
        identity = event.merged_into


def is_telling_due(connection: Connection) -> bool:
    """Whether some event is to be told without a new story."""
    due = select(event_table.c.id).where(event_table.c.tell_due == True).limit(1)  # noqa: E712
    return connection.execute(due).first() is not None


def take_telling_due(connection: Connection) -> list[Event]:
    """The events that are to be told without a new story; their mark is taken off."""
    due = event_table.c.tell_due == True  # noqa: E712
    ids = list(connection.execute(select(event_table.c.id).where(due).order_by(event_table.c.id)).scalars())
    if ids:
        connection.execute(update(event_table).where(event_table.c.id.in_(ids)).values(tell_due=False))
    return load_events(connection, ids)


def events_of(connection: Connection, story_id: int) -> list[Event]:
    """The events that a story tells of already: it has been revised."""
    linked = select(event_story.c.event_id).where(event_story.c.story_id == story_id).order_by(event_story.c.event_id)
    return load_events(connection, connection.execute(linked).scalars())


def link_story(connection: Connection, event: Event, account: Account, placement: Placement, now: datetime) -> None:
    """Says which story tells of which event."""
    row: dict[str, object] = {
        "event_id": event.id,
        "story_id": account.id,
        "relation": placement.relation.value,
        "of_story_id": placement.of_story_id,
        "joined_at": now,
    }
    insert_or_ignore(connection, event_story, [row])


def remember(
    connection: Connection, event: Event, account: Account, own: Prints, keys: Sequence[int], now: datetime
) -> None:
    """Makes a story's text and its event findable for the stories to come."""
    insert_or_ignore(
        connection, story_print, [{"value": value, "story_id": account.id, "at": now} for value in own.sample]
    )
    insert_or_ignore(connection, event_key, [{"value": value, "event_id": event.id, "at": now} for value in keys])


def originals_near(connection: Connection, own: Prints, content_hash: str, now: datetime) -> list[Original]:
    """The texts that share most prints with this one, and every exact copy, of the last days."""
    since = now - OPEN_FOR
    shared = (
        select(story_print.c.story_id)
        .where(story_print.c.value.in_(own.sample), story_print.c.at >= since)
        .group_by(story_print.c.story_id)
        .having(func.count() >= max(1, len(own.sample) // LEAST_SHARED))
        .order_by(func.count().desc(), story_print.c.story_id)
        .limit(MOST_ORIGINALS)
    )
    exact = select(story_table.c.id).where(story_table.c.content_hash == content_hash, story_table.c.kept_at >= since)
    ids = [*connection.execute(shared).scalars(), *connection.execute(exact.limit(MOST_ORIGINALS)).scalars()]
    if not ids:
        return []
    rows = connection.execute(
        select(story_table.c.id, story_table.c.text, story_table.c.content_hash, event_story.c.event_id)
        .join(event_story, event_story.c.story_id == story_table.c.id)
        .where(story_table.c.id.in_(set(ids)))
        .order_by(story_table.c.id)
    )
    return [
        Original(story_id=identity, event_id=event_id, content_hash=known_hash, shingles=prints(text).shingles)
        for identity, text, known_hash, event_id in rows
    ]


def events_near(connection: Connection, keys: Sequence[int], copied: int | None, now: datetime) -> list[Event]:
    """The open events that share most keys with a story, and the one whose text it copies."""
    shared = (
        select(event_key.c.event_id)
        .where(event_key.c.value.in_(keys), event_key.c.at >= now - OPEN_FOR)
        .group_by(event_key.c.event_id)
        .order_by(func.count().desc(), event_key.c.event_id.desc())
        .limit(MOST_EVENTS)
    )
    ids = list(connection.execute(shared).scalars()) if keys else []
    return load_events(connection, [*([copied] if copied is not None else []), *ids])


def forget_old(connection: Connection, now: datetime) -> None:
    """Cuts the look-ups; events themselves stay."""
    for table in (story_print, event_key):
        connection.execute(delete(table).where(table.c.at < now - KEPT_FOR))


def note_unplaced(connection: Connection, story_id: int, error: str, now: datetime) -> None:
    """Writes down that a story could not be placed, so that it blocks nobody and is not forgotten."""
    connection.execute(delete(unplaced).where(unplaced.c.story_id == story_id))
    connection.execute(insert(unplaced).values(story_id=story_id, error=error, at=now))


def insert_or_ignore(connection: Connection, table: Table, rows: Sequence[dict[str, object]]) -> None:
    """Inserts rows, leaving alone those whose key is there already."""
    if not rows:
        return
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(make(table).on_conflict_do_nothing(), list(rows))


def _columns(event: Event) -> dict[str, object]:
    return {
        "casualty": "casualty" in event.flags,
        "diplomacy": "diplomacy" in event.flags,
        "title": event.title,
        "place": event.place,
        "country": event.country,
        "cause": attack_by(event.toll),
        "severity": int(event.severity),
        "revision": event.revision,
        "merged_into": event.merged_into,
        "state": event_to_json(event),
        "first_seen_at": event.first_seen_at,
        "changed_at": event.changed_at,
    }
