"""What one report changes in the database: its event and that one's outline, its link, and by what both are found.

On PostgreSQL all of it is one statement, since each round trip takes longer than most of what it asks for; the parts
touch different tables, so that their order means nothing. SQLite has no round trips, and one statement a table.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, bindparam, update
from sqlalchemy.dialects import postgresql, sqlite

from alerts.event_rows import begin_event, event_columns
from alerts.events.account import Account
from alerts.events.event import Event
from alerts.events.matching import Placement
from alerts.events.near_duplicates import Prints
from alerts.look_ups import putting_values
from alerts.outline_rows import outline_row
from alerts.tables import event as event_table
from alerts.tables import event_key, event_outline, event_story, story_print

_STATE = "event_"  # before the names of the event's columns, where they are parameters


def keep_report(
    connection: Connection,
    event: Event,
    account: Account,
    own: Prints,
    keys: Sequence[int],
    *,
    placement: Placement | None,
    now: datetime,
) -> Event:
    """Keeps an event as a report left it, says which story tells of it, and makes text and event findable for the
    stories to come; the event, with its id where it is new. Without a `placement` the story tells of it already.

    A key that the event has already counts from now: an event that is told of for a week is found to its end.
    """
    is_new = not event.id
    event = begin_event(connection, event) if is_new else event
    row = outline_row(event)
    values: dict[str, object] = {
        "event": event.id,
        "digest": row["digest"],
        "outline": row["outline"],
        "story": account.id,
        "prints": list(own.sample),
        "keys": list(keys),
        "now": now,
    }
    if not is_new:
        values |= {_STATE + name: value for name, value in event_columns(event).items()}
    if placement is not None:
        values |= {"relation": placement.relation.value, "copied": placement.of_story_id}
    for statement in _keeping(connection.dialect.name, begun=is_new, linked=placement is not None):
        connection.execute(statement, values)
    return event


@cache
def _keeping(dialect: str, *, begun: bool, linked: bool) -> tuple[Executable, ...]:
    """The statements, built once: to build one takes longer than to run it."""
    outline = _outline(dialect)
    others = [
        *([] if begun else [_event()]),
        *([_link(dialect)] if linked else []),
        putting_values(story_print, dialect, values="prints", of="story"),
        putting_values(event_key, dialect, values="keys", of="event"),
    ]
    if dialect != "postgresql":
        return (outline, *others)
    return (outline.add_cte(*(statement.cte(f"part_{number}") for number, statement in enumerate(others))),)


def _event() -> Any:
    # What `event_columns` gives; the rest of a row is not a report's to change.
    names = [column.name for column in event_table.c if column.name not in ("id", "tell_due")]
    return (
        update(event_table)
        .where(event_table.c.id == bindparam("event"))
        .values({name: bindparam(_STATE + name) for name in names})
    )


def _outline(dialect: str) -> Any:
    made = _insert(dialect)(event_outline).values(
        event_id=bindparam("event"), digest=bindparam("digest"), outline=bindparam("outline")
    )
    others = {"digest": made.excluded.digest, "outline": made.excluded.outline}
    return made.on_conflict_do_update(index_elements=[event_outline.c.event_id], set_=others)


def _link(dialect: str) -> Any:
    made = _insert(dialect)(event_story).values(
        event_id=bindparam("event"),
        story_id=bindparam("story"),
        relation=bindparam("relation"),
        of_story_id=bindparam("copied"),
        joined_at=bindparam("now"),
    )
    return made.on_conflict_do_nothing()


def _insert(dialect: str) -> Any:
    return postgresql.insert if dialect == "postgresql" else sqlite.insert
