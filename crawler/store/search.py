"""The index by which stories are found by their words, in the table `story_words`.

On SQLite an FTS5 table that keeps no text of its own; on PostgreSQL a `tsvector` without positions, under a GIN index.
Both hold the words of `crawler.arabic.search_words`, so that a search finds the same on both, and are written in the
transaction that writes the story. The table is made, and filled with what was kept before, by migration crawler_0007.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import Connection, text

from crawler.arabic.search_words import Search, index_words

# PostgreSQL takes all that a word finds and sorts it. Stories are therefore entered under a word for each thousands of
# ids as well, and the newest of them are asked first. What that costs goes by the stories of the buckets, and all at
# once by the stories that are found: a second for a quarter of a million, less than a bucket for a thousand.
_BUCKET = 8192
_WINDOWS = (2, 2, 4, 8)  # buckets, one window behind the other; then all the rest
_RARE = 1_000  # stories; where no more are to be expected in all, the rest is asked for at once
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
# Compiling such a query, which PostgreSQL begins because it expects so many, takes longer than all the rest.
_BY_INDEX = text("SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)")
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
    asked = _in_its_language(connection, search)
    windows = iter(_WINDOWS if connection.dialect.name == "postgresql" else ())
    below, most = newest + 1, _FIRST_BATCH
    while below > least:
        begun, seen = below, 0
        within, first = _window(asked, below, least, next(windows, None))
        while below > first:
            ids = _found(connection, {"asked": within, "below": below, "least": first, "most": most})
            if ids:
                yield ids
            seen += len(ids)
            if len(ids) < most:
                break
            below, most = ids[-1], min(most * 5, _MOST_IN_BATCH)
        below = min(below, first)
        if seen * newest < _RARE * (begun - first):
            windows = iter(())


def _found(connection: Connection, values: Mapping[str, object]) -> list[int]:
    statement = _FIND[connection.dialect.name]
    if connection.dialect.name == "sqlite":
        return list(connection.scalars(statement, values))
    connection.execute(_BY_INDEX)
    ids = list(connection.scalars(statement, values))
    connection.execute(_AS_USUAL)
    return ids


def _in_its_language(connection: Connection, search: Search) -> str:
    """What the database is asked."""
    if connection.dialect.name == "sqlite":
        groups = (" OR ".join(f'"{word}"' for word in sorted(words)) for words in search.words)
        return " AND ".join(f"({group})" for group in groups)
    return " & ".join(_any_of(words) for words in search.words)


def _window(asked: str, below: int, least: int, buckets: int | None) -> tuple[str, int]:
    """What is asked of so many buckets below an id, None for all of them, and the lowest id of these."""
    if buckets is None:
        return asked, least
    top = (below - 1) // _BUCKET
    first = top - buckets + 1
    if first * _BUCKET <= least:
        return asked, least
    return f"{asked} & {_any_of(_bucket(number) for number in range(first, top + 1))}", first * _BUCKET


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
