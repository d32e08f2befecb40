"""Events in the database: kept, grown, and found by what a new story shares with them.

Both look-ups (`look_ups.py`) go by value (`story_print`, `event_key`), and both tables are cut at KEPT_FOR now and
then, so that placing a story costs the same however long the history is. What a story is compared with are outlines
(`event_outline`); only the event that it joins is read and written whole.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from sqlalchemy import (
    Connection,
    Executable,
    Table,
    Text,
    bindparam,
    cast,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from alerts.events.event import Event, event_from_text, event_to_text
from alerts.events.grouping import KEPT_FOR
from alerts.events.matching import OPEN_FOR
from alerts.events.near_duplicates import Original, Prints, shingles_of
from alerts.look_ups import telling_near, texts_near
from alerts.outline_rows import PROFILES, digests_of, outline_row, outlines
from alerts.severity import NOVEL_FOR, attack_by, severity_of
from alerts.tables import event as event_table
from alerts.tables import event_key, event_outline, event_story, story_print, unplaced
from crawler.store.database import JsonText
from crawler.store.tables import story as story_table

_LOCK = 7_214_502  # an arbitrary number: two who change events do so one after the other

# Built once: to build a statement takes longer than to run it.
_UPDATE = update(event_table).where(event_table.c.id == bindparam("of"))
_INSERT = insert(event_table)
_EVENTS = (
    select(event_table.c.id, cast(event_table.c.state, Text).label("state"), event_outline.c.digest)
    .join(event_outline, event_outline.c.event_id == event_table.c.id, isouter=True)
    .where(event_table.c.id.in_(bindparam("ids", expanding=True)))
)
_TELLING_DUE = select(event_table.c.id).where(event_table.c.tell_due == True).order_by(event_table.c.id)  # noqa: E712
_IS_TELLING_DUE = exists().where(event_table.c.tell_due == True)  # noqa: E712
_IS_STORY_DUE = exists().where(story_table.c.advance_due == True)  # noqa: E712
_DUE = select(_IS_TELLING_DUE.label("telling")).where(or_(_IS_STORY_DUE, _IS_TELLING_DUE))
_LOCK_IF_DUE = _DUE.add_columns(func.pg_advisory_xact_lock(_LOCK))


@dataclass(frozen=True, slots=True)
class Due:
    """Something is to be advanced: kept stories, or with `telling` also events that are told without a new one."""

    telling: bool


def lock_events(connection: Connection) -> None:
    """Lets nobody else change events until this transaction ends. SQLite's writers are one at a time anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def lock_if_due(connection: Connection) -> Due | None:
    """What is to be advanced, with events locked until this transaction ends; None, and no lock, for nothing."""
    is_locking = connection.dialect.name == "postgresql"
    row = connection.execute(_LOCK_IF_DUE if is_locking else _DUE).first()
    return None if row is None else Due(telling=bool(row.telling))


def begin_event(connection: Connection, event: Event) -> Event:
    """Keeps a new event but for its outline; the event with its id."""
    key = connection.execute(_INSERT, event_columns(event)).inserted_primary_key
    assert key is not None
    return replace(event, id=int(key[0]))


def insert_event(connection: Connection, event: Event) -> Event:
    """Keeps a new event; the event with its id."""
    kept = begin_event(connection, event)
    _put(connection, event_outline, [outline_row(kept)])
    return kept


def update_event(connection: Connection, event: Event) -> None:
    """Keeps an event as it stands now."""
    connection.execute(_UPDATE, {"of": event.id, **event_columns(event)})
    _put(connection, event_outline, [outline_row(event)])


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
    rows = connection.execute(_EVENTS, {"ids": wanted})
    found: dict[int, Event] = {}
    digests: dict[int, int] = {}
    for identity, state, digest in rows:
        found[identity] = event = replace(event_from_text(state), id=identity)
        # What was kept before profiles stood in the outline only has them in its state.
        if digest is not None and not event.profiles:
            digests[identity] = digest
    for identity, outline in outlines(connection, digests).items():
        found[identity] = replace(found[identity], profiles=outline.profiles)
    return [found[identity] for identity in wanted if identity in found]


def event_standing(connection: Connection, identity: int) -> Event | None:
    """The event with this id or, where another took it in, the one that it is part of now; None for an unknown id."""
    while True:
        event = next(iter(load_events(connection, [identity])), None)
        if event is None or event.merged_into is None:
            return event
        identity = event.merged_into


def take_telling_due(connection: Connection) -> list[Event]:
    """The events that are to be told without a new story; their mark is taken off."""
    ids = list(connection.execute(_TELLING_DUE).scalars())
    if ids:
        connection.execute(update(event_table).where(event_table.c.id.in_(ids)).values(tell_due=False))
    return load_events(connection, ids)


def events_of(connection: Connection, story_id: int) -> list[Event]:
    """The events that a story tells of already: it has been revised."""
    linked = select(event_story.c.event_id).where(event_story.c.story_id == story_id).order_by(event_story.c.event_id)
    return load_events(connection, connection.execute(linked).scalars())


def originals_near(connection: Connection, own: Prints, now: datetime) -> list[Original]:
    """The texts of the last days that share most prints with this one."""
    if not own.sample:
        return []
    near = texts_near(connection.dialect.name)
    rows = connection.execute(near, {"values": own.sample, "since": now - KEPT_FOR})
    return [
        Original(story_id=identity, event_id=event_id, content_hash=known_hash, shingles=shingles_of(text))
        for identity, text, known_hash, event_id in rows
    ]


def events_near(connection: Connection, keys: Sequence[int], copied: Sequence[int], now: datetime) -> list[Event]:
    """The open events that share most keys with a story, and those whose text it copies: their outlines, which do
    not grow with their reports."""
    near = telling_near(connection.dialect.name)
    found = connection.execute(near, {"values": keys, "since": now - OPEN_FOR}) if keys else ()
    digests: dict[int, int | None] = dict(tuple(row) for row in found)
    ids = list(dict.fromkeys([*copied, *digests]))
    digests |= digests_of(connection, [identity for identity in copied if identity not in digests])
    known = outlines(connection, {identity: digest for identity, digest in digests.items() if digest is not None})
    # An event that was kept before there were outlines stands for itself.
    known |= {event.id: event for event in load_events(connection, [one for one in ids if one not in known])}
    return [known[identity] for identity in ids if identity in known]


def forget_old(connection: Connection, now: datetime) -> None:
    """Cuts the look-ups; events themselves stay. Reads all of both, and is for now and then."""
    for table in (story_print, event_key):
        connection.execute(delete(table).where(table.c.at < now - KEPT_FOR))


def note_unplaced(connection: Connection, story_id: int, error: str, now: datetime) -> None:
    """Writes down that a story could not be placed, so that it blocks nobody and is not forgotten."""
    connection.execute(delete(unplaced).where(unplaced.c.story_id == story_id))
    connection.execute(insert(unplaced).values(story_id=story_id, error=error, at=now))


def insert_or_ignore(connection: Connection, table: Table, rows: Sequence[dict[str, object]]) -> None:
    """Inserts rows, leaving alone those whose key is there already."""
    if rows:
        connection.execute(_inserting(table, connection.dialect.name), list(rows))


def _put(connection: Connection, table: Table, rows: Sequence[dict[str, object]]) -> None:
    """Inserts rows, each in the place of one with its key."""
    if rows:
        connection.execute(_putting(table, connection.dialect.name), list(rows))


@cache
def _inserting(table: Table, dialect: str) -> Executable:
    made = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    return made.on_conflict_do_nothing()


@cache
def _putting(table: Table, dialect: str) -> Executable:
    made = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    others = {column.name: made.excluded[column.name] for column in table.c if not column.primary_key}
    return made.on_conflict_do_update(index_elements=list(table.primary_key), set_=others)


def event_columns(event: Event) -> dict[str, object]:
    """What a change of an event changes in its row."""
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
        "state": JsonText(event_to_text(event, without=(PROFILES,)).decode()),
        "first_seen_at": event.first_seen_at,
        "changed_at": event.changed_at,
    }
