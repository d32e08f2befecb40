"""Keeps what is understood of a known story now, in the place of what was understood before; nobody is told of it."""

from sqlalchemy import Connection, select, update

from crawler.store.labels import verdicts_of
from crawler.store.story_rows import KeptStory, read_story, understanding_columns, with_verdicts
from crawler.store.tables import entry as entry_table
from crawler.store.tables import story as story_table
from crawler.understanding import FAULT, ReadStory


def keep_understanding(connection: Connection, known: KeptStory, read: ReadStory) -> ReadStory | None:
    """Keeps flags and facts as they are read now; returns them with what a person decided of the flags.

    Whether the story may alert, and whether it is still to be advanced, stays as it is. None where it has been revised
    or is gone since `known` was looked at: then it has been understood anew, and not from these words. Where a fault
    had stopped at the story, its entry no longer says so.
    """
    verdicts = verdicts_of(connection, known.id)
    row = connection.execute(select(story_table).where(story_table.c.id == known.id)).mappings().first()
    if row is None or read_story(row).story != known.read.story:
        return None
    values = understanding_columns(read, verdicts)
    if any(row[name] != value for name, value in values.items()):
        connection.execute(update(story_table).where(story_table.c.id == known.id).values(**values))
    if known.read.fault and row["entry_id"] is not None:
        _say_what_is_left(connection, row["entry_id"])
    return with_verdicts(read, verdicts)


def _say_what_is_left(connection: Connection, entry_id: int) -> None:
    """An entry that says which of its stories were not understood says it of those that still are not."""
    rows = connection.execute(
        select(story_table).where(story_table.c.entry_id == entry_id).order_by(story_table.c.position)
    )
    faults = [fault for row in rows.mappings() if (fault := read_story(row).fault)]
    connection.execute(
        update(entry_table)
        .where(entry_table.c.id == entry_id, entry_table.c.reason.startswith(FAULT))
        .values(reason="; ".join(faults) or None)
    )
