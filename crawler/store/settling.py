"""Settles the words of older stories in PostgreSQL's large index of words, and merges the parts of SQLite's.

To enter a story there, word by word, takes twice as long with a million stories as with ten thousand: each word is at
another place of half a gigabyte. So new stories are entered in a small table (`crawler.store.search`), and from time to
time the older half of it is put down behind the large index and sorted into it, each word once for all its stories.
"""

from collections.abc import Iterator

from sqlalchemy import Engine, text

from crawler.store.database import reading, writing

MOST_NEW, LEFT_NEW = 8_192, 4_096  # stories
AT_ONCE = 1_000  # stories; those that are not sorted in yet make a search slower for a moment

_HOW_MANY = text("SELECT count(*) FROM story_words_new")
_MOVE = text(
    "WITH oldest AS (SELECT story_id FROM story_words_new ORDER BY story_id LIMIT :most),"
    " moved AS (DELETE FROM story_words_new WHERE story_id IN (SELECT story_id FROM oldest) RETURNING story_id, words)"
    " INSERT INTO story_words (story_id, words) SELECT story_id, words FROM moved ORDER BY story_id"
)
_SORT_IN = text("SELECT gin_clean_pending_list('ix_story_words_words')")
# An index keeps each word that it ever had. Made anew beside the old one, it keeps nobody waiting; what an attempt that
# was broken off has left is thrown away first.
_FORGET = (
    text("DROP INDEX IF EXISTS ix_story_words_new_words_ccnew"),
    text("REINDEX INDEX CONCURRENTLY ix_story_words_new_words"),
)


def settle(engine: Engine) -> Iterator[int]:
    """Settles what is more than `LEFT_NEW` stories, once there are more than `MOST_NEW`; after each transaction, how
    many. Then the small index is made anew. Nothing on SQLite."""
    if engine.dialect.name != "postgresql":
        return
    with reading(engine) as connection:
        left = connection.execute(_HOW_MANY).scalar_one() - LEFT_NEW
    if left <= MOST_NEW - LEFT_NEW:
        return
    while left > 0:
        with writing(engine) as connection:
            moved = connection.execute(_MOVE, {"most": min(left, AT_ONCE)}).rowcount
        with writing(engine) as connection:
            connection.execute(_SORT_IN)
        if not moved:
            break
        left -= moved
        yield moved
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for statement in _FORGET:
            connection.execute(statement)


# SQLite's index: each form of a word is looked up in each of its parts, of which there are the more, the more is kept.
MOST_PARTS = 8
_PARTS = text("SELECT count(DISTINCT segid) FROM story_words_idx")
_MERGE = text("INSERT INTO story_words (story_words, rank) VALUES ('merge', -200)")  # pages: a tenth of a second
_CHANGES = text("SELECT total_changes()")


def merge(engine: Engine) -> Iterator[int]:
    """Merges the parts of SQLite's index into one, once there are more than `MOST_PARTS`; after each transaction, how
    many rows were changed. Nothing on PostgreSQL."""
    if engine.dialect.name != "sqlite":
        return
    with reading(engine) as connection:
        if connection.execute(_PARTS).scalar_one() <= MOST_PARTS:
            return
    while True:
        with writing(engine) as connection:
            before = connection.execute(_CHANGES).scalar_one()
            connection.execute(_MERGE)
            changed = connection.execute(_CHANGES).scalar_one() - before
        if changed < 2:  # the command itself is counted
            return
        yield changed
