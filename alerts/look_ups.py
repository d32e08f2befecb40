"""The statements by which texts and events are found by what a new story shares with them, and made findable.

Each is built once for a kind of database: to build a statement takes longer than to run it. Both look-ups read their
table's primary key.
"""

from functools import cache
from typing import Any

from sqlalchemy import Float, Select, Table, bindparam, func, select, true, type_coerce
from sqlalchemy.dialects import postgresql, sqlite

from alerts.events.grouping import COMMON, MOST_EVENTS, MOST_ORIGINALS
from alerts.many_values import among, each_of
from alerts.tables import event_key, event_outline, event_story, story_print
from crawler.store.tables import Id, UtcTime
from crawler.store.tables import story as story_table


@cache
def texts_near(dialect: str) -> Select[Any]:
    """The texts since a time that share most `values` with one, and the events that they tell of: story, text, hash of
    its words, event."""
    near = (
        select(story_print.c.story_id)
        .where(among(story_print.c.value, "values", dialect), story_print.c.at >= bindparam("since"))
        .group_by(story_print.c.story_id)
        .order_by(func.count().desc(), story_print.c.story_id)
        .limit(MOST_ORIGINALS)
        .subquery()
    )
    return (
        select(story_table.c.id, story_table.c.text, story_table.c.content_hash, event_story.c.event_id)
        .join(near, near.c.story_id == story_table.c.id)
        .join(event_story, event_story.c.story_id == story_table.c.id)
        .order_by(story_table.c.id)
    )


@cache
def telling_near(dialect: str) -> Select[Any]:
    """The events since a time that share most `values` with a story, the likest first: event, digest of its outline.

    A key says the less the more events have it: a quarter's name leads to its event, a capital's to all of a month.
    """
    # As a float, which both databases divide by at once; PostgreSQL would make a decimal number of it before.
    weight = 1.0 / type_coerce(COMMON + func.count().over(partition_by=event_key.c.value), Float)
    telling = (
        select(event_key.c.event_id, weight.label("weight"))
        .where(among(event_key.c.value, "values", dialect), event_key.c.at >= bindparam("since"))
        .subquery()
    )
    near = (
        select(telling.c.event_id, func.sum(telling.c.weight).label("weight"))
        .group_by(telling.c.event_id)
        .order_by(func.sum(telling.c.weight).desc(), telling.c.event_id.desc())
        .limit(MOST_EVENTS)
        .subquery()
    )
    return (
        select(near.c.event_id, event_outline.c.digest)
        .join(event_outline, event_outline.c.event_id == near.c.event_id, isouter=True)
        .order_by(near.c.weight.desc(), near.c.event_id.desc())
    )


def putting_values(table: Table, dialect: str, *, values: str, of: str) -> Any:
    """Keeps numbers for a story or event, as of `now`; one that is there already is as of now. `values` and `of` are
    the names of the two parameters."""
    each = each_of(values, dialect)
    (owner,) = (column for column in table.c if column.name not in ("value", "at"))
    rows = select(each.c.value, bindparam(of, type_=Id), bindparam("now", type_=UtcTime)).where(true())
    make = postgresql.insert if dialect == "postgresql" else sqlite.insert
    made = make(table).from_select(["value", owner.name, "at"], rows)
    return made.on_conflict_do_update(index_elements=list(table.primary_key), set_={"at": made.excluded.at})
