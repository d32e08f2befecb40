"""The index by which stories are found by their words, in the table `story_words`.

On SQLite an FTS5 table that keeps no text of its own; on PostgreSQL a `tsvector` without positions, under a GIN index.
Both hold the words of `crawler.arabic.search_words`, so that a search finds the same on both, and are written in the
transaction that writes the story. The table is made, and filled with what was kept before, by migration crawler_0007.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import Connection, text

from crawler.arabic.search_words import Search, index_words

# PostgreSQL takes all that a word finds and sorts it. Stories are therefore entered under a word for each thousands of
# ids as well, and the newest of them are asked first.
_BUCKET = 8192
_WINDOWS = (2, 16)  # buckets; then everything
_FIRST_BATCH, _MOST_IN_BATCH = 200, 5000

_MAKE = {
    "sqlite": (
        "CREATE VIRTUAL TABLE story_words USING fts5(words, content='', columnsize=0, detail=none, tokenize='ascii')",
    ),
    "postgresql": (
        "CREATE TABLE story_words ("
        "story_id BIGINT PRIMARY KEY REFERENCES story (id) ON DELETE CASCADE, words tsvector NOT NULL)",
        "CREATE INDEX ix_story_words_words ON story_words USING gin (words) WITH (fastupdate = off)",
    ),
}
_ENTER = {
    "sqlite": text("INSERT INTO story_words (rowid, words) VALUES (:id, :words)"),
    "postgresql": text(
        "INSERT INTO story_words (story_id, words) VALUES (:id, array_to_tsvector(CAST(:words AS text[])))"
    ),
}
_TAKE_OUT = {
    "sqlite": text("INSERT INTO story_words (story_words, rowid, words) VALUES ('delete', :id, :words)"),
    "postgresql": text("DELETE FROM story_words WHERE story_id = :id"),
}
_FIND = {
    "sqlite": text(
        "SELECT rowid FROM story_words WHERE story_words MATCH :asked AND rowid < :below AND rowid >= :least"
        " ORDER BY rowid DESC LIMIT :most"
    ),
    "postgresql": text(
        "WITH found AS MATERIALIZED (SELECT story_id FROM story_words WHERE words @@ CAST(:asked AS tsquery))"
        " SELECT story_id FROM found WHERE story_id < :below AND story_id >= :least"
        " ORDER BY story_id DESC LIMIT :most"
    ),
}
# A word is asked for in dozens of forms, most of which no text has. PostgreSQL takes each for a common word, and would
# read all stories instead of the index.
_BY_INDEX = text("SET LOCAL enable_seqscan = off")
_AS_USUAL = text("SET LOCAL enable_seqscan = on")


def make_index(connection: Connection) -> None:
    """Makes the empty table, for the migration."""
    for statement in _MAKE[connection.dialect.name]:
        connection.execute(text(statement))


def enter(connection: Connection, story_id: int, title: str, body: str) -> None:
    """Enters a story that is not in the index, under the words of its title and text."""
    connection.execute(_ENTER[connection.dialect.name], _row(connection, story_id, title, body))


def enter_words(connection: Connection, many: Sequence[tuple[int, Collection[str]]]) -> None:
    """Enters stories of which the words are known already, by their ids."""
    connection.execute(_ENTER[connection.dialect.name], [_row_of(connection, *one) for one in many])


def take_out(connection: Connection, story_id: int, title: str, body: str) -> None:
    """Takes a story out of the index again; title and text are those with which it was entered."""
    connection.execute(_TAKE_OUT[connection.dialect.name], _row(connection, story_id, title, body))


def found_by(
    connection: Connection, search: Search, *, least: int = 0, below: int | None = None
) -> Iterator[list[int]]:
    """Batches of the ids that the index gives for a search, down from the newest, or from `below`, to the id `least`.

    Where the search holds a phrase, that it stands in these stories is still to be seen: `Search.finds`.
    """
    if not search.words:
        return
    newest = connection.execute(text("SELECT max(id) FROM story")).scalar() or 0
    newest = newest if below is None else min(newest, below - 1)
    below, most = newest + 1, _FIRST_BATCH
    for asked, window_least in _windows(connection, search, newest, least):
        while below > window_least:
            values = {"asked": asked, "below": below, "least": window_least, "most": most}
            ids = _found(connection, values)
            if ids:
                yield ids
            if len(ids) < most:
                break
            below, most = ids[-1], min(most * 5, _MOST_IN_BATCH)
        below = min(below, window_least)


def _found(connection: Connection, values: Mapping[str, object]) -> list[int]:
    statement = _FIND[connection.dialect.name]
    if connection.dialect.name == "sqlite":
        return list(connection.scalars(statement, values))
    connection.execute(_BY_INDEX)
    ids = list(connection.scalars(statement, values))
    connection.execute(_AS_USUAL)
    return ids


def _windows(connection: Connection, search: Search, newest: int, least: int) -> Iterator[tuple[str, int]]:
    """What is asked in the database's own language, and the lowest id of each window, newest first."""
    if connection.dialect.name == "sqlite":
        groups = (" OR ".join(f'"{word}"' for word in sorted(words)) for words in search.words)
        yield " AND ".join(f"({group})" for group in groups), least
        return
    asked = " & ".join(_any_of(words) for words in search.words)
    top = newest // _BUCKET
    for buckets in _WINDOWS:
        first = top - buckets + 1
        if first * _BUCKET <= least:
            break
        yield f"{asked} & {_any_of(_bucket(number) for number in range(first, top + 1))}", first * _BUCKET
    yield asked, least


def _any_of(words: Iterator[str] | frozenset[str]) -> str:
    return "(" + " | ".join(f"'{word}'" for word in sorted(words)) + ")"


def _bucket(number: int) -> str:
    return f"#{number}"


def _row(connection: Connection, story_id: int, title: str, body: str) -> dict[str, object]:
    return _row_of(connection, story_id, index_words((title, body)))


def _row_of(connection: Connection, story_id: int, found: Collection[str]) -> dict[str, object]:
    words = sorted(found)
    if connection.dialect.name == "sqlite":
        return {"id": story_id, "words": " ".join(words)}
    return {"id": story_id, "words": [*words, _bucket(story_id // _BUCKET)]}
