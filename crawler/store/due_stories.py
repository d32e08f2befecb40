"""What waits for the alerts' room: stories kept or edited that have the mark `advance_due`, and how it is taken off."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, false, func, null, select, update

from crawler.store.story_rows import KeptStory, kept_story, with_feed_name
from crawler.store.tables import feed as feed_table
from crawler.store.tables import story as story_table

# A gist serves to place its story, and is most of what would be kept for nothing.
_TAKEN_OFF = {"advance_due": false(), "gist": null()}
# Built once: to build these two takes longer than to run them.
_TO_ADVANCE = (
    with_feed_name()
    .where(story_table.c.advance_due == True)  # noqa: E712
    .order_by(story_table.c.id)
    .limit(bindparam("most"))
)
_ADVANCED = update(story_table).where(story_table.c.id.in_(bindparam("ids", expanding=True))).values(_TAKEN_OFF)

# The same with the mark taken off, in one round trip to PostgreSQL. An edit that is kept meanwhile would lose its mark
# with the words that were read before it: what is being edited is left for the next time. As an array, since the
# planner takes it for short and looks each id up, however many stories were due when it last counted.
_DUE = (
    select(story_table)
    .where(story_table.c.advance_due == True)  # noqa: E712
    .order_by(story_table.c.id)
    .limit(bindparam("most"))
    .with_for_update(key_share=True, skip_locked=True)
    .cte("due")
)
_TAKE = update(story_table).where(story_table.c.id == func.any(func.array(select(_DUE.c.id).scalar_subquery())))
_TAKEN = (
    select(_DUE, feed_table.c.name.label("feed_name"))
    .join(feed_table, feed_table.c.id == _DUE.c.feed_id, isouter=True)
    .order_by(_DUE.c.id)
    .add_cte(_TAKE.values(_TAKEN_OFF).cte("taken"))
)


def stories_to_advance(connection: Connection, limit: int) -> list[KeptStory]:
    """The stories that the alerts' room has not taken yet, oldest first."""
    return [kept_story(row) for row in connection.execute(_TO_ADVANCE, {"most": limit}).mappings()]


def take_stories(connection: Connection, limit: int) -> list[KeptStory]:
    """The stories that the alerts' room takes in this transaction, oldest first; they are marked no more."""
    if connection.dialect.name == "postgresql":
        return [kept_story(row) for row in connection.execute(_TAKEN, {"most": limit}).mappings()]
    stories = stories_to_advance(connection, limit)
    mark_advanced(connection, [story.id for story in stories])
    return stories


def mark_advanced(connection: Connection, ids: Sequence[int]) -> None:
    """Takes the mark off, in the transaction that made events and deliveries of these stories."""
    if ids:
        connection.execute(_ADVANCED, {"ids": ids})
