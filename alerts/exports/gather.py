"""What is to be exported, read from the database piece by piece, so that memory stays flat however long history is.

Each piece is a transaction of its own: a slow reader of the export holds nothing up in the database.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Engine, Select, exists, select

from alerts.event_rows import load_events
from alerts.events.event import Event
from alerts.exports.happening import Happening, country_code, country_of, happening_of
from alerts.subscriptions import HEARTBEAT_OUTLET
from alerts.tables import event as event_table
from alerts.tables import event_story
from crawler.store.database import reading
from crawler.store.story_rows import KeptStory, kept_story
from crawler.store.tables import feed as feed_table
from crawler.store.tables import story as story_table

STORIES = 64  # in one piece
EVENTS = 8  # in one piece; each comes with all its stories


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which part of what is known: first seen from `since` on and before `until`, with a flag, in some states."""

    since: datetime | None = None
    until: datetime | None = None
    flag: str | None = None
    countries: frozenset[str] = frozenset()


def happenings(engine: Engine, chosen: Chosen) -> Iterator[Happening]:
    """The events that casualty stories tell of, in the order of their ids, then the casualty stories of no event."""
    for happening in chain(_events(engine, chosen), _loose(engine, chosen)):
        state = country_of(happening)
        if not chosen.countries or (state is not None and state.code in chosen.countries):
            yield happening


def stories(engine: Engine, chosen: Chosen) -> Iterator[tuple[KeptStory, tuple[int, ...]]]:
    """The stories with the ids of the events that they tell of, in the order of their ids."""
    query = _within(_story_query(), story_table.c.kept_at, chosen)
    if chosen.flag is not None:
        query = query.where(story_table.c[chosen.flag] == True)  # noqa: E712
    for piece, linked in _pieces(engine, query):
        for kept in piece:
            if not chosen.countries or chosen.countries & _states_in(kept):
                yield kept, tuple(linked.get(kept.id, ()))


def _states_in(kept: KeptStory) -> set[str]:
    """The states where a story's figures and acts lie and those that its acts are between."""
    figures = {code for figure in kept.read.casualties if (code := country_code(figure))}
    acts = {state for act in kept.read.acts for state in (*act.parties, act.country) if state}
    return figures | acts


def _events(engine: Engine, chosen: Chosen) -> Iterator[Happening]:
    columns = event_table.c
    query = _within(select(columns.id).where(columns.casualty == True), columns.first_seen_at, chosen)  # noqa: E712
    if chosen.flag is not None:
        query = query.where(columns[chosen.flag] == True)  # noqa: E712
    after = 0
    while True:
        with reading(engine) as connection:
            ids = list(connection.execute(query.where(columns.id > after).order_by(columns.id).limit(EVENTS)).scalars())
            known = load_events(connection, ids)
            told = {event.id: _stories_of(connection, event) for event in known}
        if not ids:
            return
        for event in known:
            if told[event.id]:
                yield happening_of(
                    told[event.id],
                    event=event.id,
                    reports=event.reports,
                    first_seen=event.first_seen_at,
                    changed=event.changed_at,
                )
        after = ids[-1]


def _stories_of(connection: Connection, event: Event) -> list[KeptStory]:
    query = _story_query().join(event_story, event_story.c.story_id == story_table.c.id)
    rows = connection.execute(query.where(event_story.c.event_id == event.id).order_by(story_table.c.id)).mappings()
    return [kept_story(row) for row in rows]


def _loose(engine: Engine, chosen: Chosen) -> Iterator[Happening]:
    columns = story_table.c
    has_event = exists().where(event_story.c.story_id == columns.id)
    query = _within(_story_query().where(columns.casualty == True, ~has_event), columns.kept_at, chosen)  # noqa: E712
    if chosen.flag is not None:
        query = query.where(columns[chosen.flag] == True)  # noqa: E712
    for piece, _ in _pieces(engine, query):
        for kept in piece:
            yield happening_of([kept])


def _pieces(engine: Engine, query: Select[Any]) -> Iterator[tuple[list[KeptStory], dict[int, list[int]]]]:
    """The stories of a query piece by piece, with the events of each."""
    after = 0
    while True:
        page = query.where(story_table.c.id > after).order_by(story_table.c.id).limit(STORIES)
        with reading(engine) as connection:
            piece = [kept_story(row) for row in connection.execute(page).mappings()]
            links = select(event_story.c.story_id, event_story.c.event_id).where(
                event_story.c.story_id.in_([kept.id for kept in piece])
            )
            linked: dict[int, list[int]] = {}
            for story_id, event_id in connection.execute(links.order_by(event_story.c.event_id)):
                linked.setdefault(story_id, []).append(event_id)
        if not piece:
            return
        yield piece, linked
        after = piece[-1].id


def _story_query() -> Select[Any]:
    query = select(story_table, feed_table.c.name.label("feed_name")).join(
        feed_table, feed_table.c.id == story_table.c.feed_id, isouter=True
    )
    return query.where(story_table.c.outlet != HEARTBEAT_OUTLET)


def _within(query: Select[Any], column: Any, chosen: Chosen) -> Select[Any]:
    if chosen.since is not None:
        query = query.where(column >= chosen.since)
    if chosen.until is not None:
        query = query.where(column < chosen.until)
    return query
