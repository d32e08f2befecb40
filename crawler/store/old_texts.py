"""Drops the texts of old stories but for the sentences that prove something, a few stories a transaction.

What stays: title, date, address, hash of the words, flags, facts and their evidence, what was made of them in events,
and the words of what is left in the index. What a person has decided of a story is learnt from, so that its text stays
whole; so does the text of one that waits for the alerts' room. Of earlier revisions no text is left.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Engine, exists, false, select, update

from crawler.shortening import shortened
from crawler.store.database import writing
from crawler.store.search import enter, take_out
from crawler.store.story_rows import understood_as_json, understood_of
from crawler.store.tables import story as story_table
from crawler.store.tables import story_label, story_revision

AT_ONCE = 100  # less than a tenth of a second, in which nobody else writes into SQLite

_OLD = (
    select(story_table.c.id, story_table.c.title, story_table.c.text, story_table.c.understanding)
    .where(
        story_table.c.text_dropped_at.is_(None),
        story_table.c.advance_due == false(),
        ~exists().where(story_label.c.story_id == story_table.c.id),
    )
    .order_by(story_table.c.kept_at)
    .with_for_update(skip_locked=True, of=story_table)  # what is being edited is left for the next time
)


def drop_old_texts(engine: Engine, before: datetime, now: datetime) -> Iterator[int]:
    """Drops the texts of all stories that were kept before a moment; after each transaction, of how many."""
    while True:
        with writing(engine) as connection:
            rows = connection.execute(_OLD.where(story_table.c.kept_at < before).limit(AT_ONCE)).mappings().all()
            for row in rows:
                left = shortened(row["text"], understood_of(row))
                take_out(connection, row["id"], row["title"], row["text"])
                enter(connection, row["id"], row["title"], left.text)
                values = {"text": left.text, "understanding": understood_as_json(left.understanding)}
                of_this = update(story_table).where(story_table.c.id == row["id"])
                connection.execute(of_this.values(**values, text_dropped_at=now))
            ids = [row["id"] for row in rows]
            connection.execute(update(story_revision).where(story_revision.c.story_id.in_(ids)).values(text=""))
        if not rows:
            return
        yield len(rows)
