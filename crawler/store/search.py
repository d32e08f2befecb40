"""The index by which stories are found by their words, in the table `story_words`.

On SQLite an FTS5 table that keeps no text of its own; on PostgreSQL a `tsvector` without positions, under a GIN index.
Both hold the words of `crawler.arabic.search_words`, so that a search finds the same on both, and are written in the
transaction that writes the story. The table is made, and filled with what was kept before, by migration crawler_0007.
On PostgreSQL new stories stand in a small table of their own, `story_words_new`, beside it, until
`crawler.store.settling` takes them over; a search asks both, and none depends on which of them a story stands in.
"""

from collections.abc import Collection, Generator, Iterator, Mapping, Sequence

from sqlalchemy import BigInteger, ColumnElement, Connection, TextClause, any_, literal, text
from sqlalchemy.dialects.postgresql import ARRAY

from crawler.arabic.search_words import Search, index_words
from crawler.store.tables import story

# PostgreSQL takes all that a word finds and sorts it. Stories are therefore entered under a word for each thousands of
# ids as well, and the newest of them are asked first. What that costs goes by the stories of the buckets, and all at
# once by the stories that are found: a second for a quarter of a million, less than a bucket for a thousand.
_BUCKET = 8192
_WINDOWS = (1, 2, 4, 8)  # buckets, one window behind the other; then all the rest
_RARE = 1_000  # stories; where no more are to be expected in all, the rest is asked for at once
_ENOUGH = 2048  # ids above the large index, by which can be told whether a word is rare
_FIRST_BATCH, _MOST_IN_BATCH = 200, 5000

_MAKE = {
    "sqlite": (
        "CREATE VIRTUAL TABLE IF NOT EXISTS story_words"
        " USING fts5(words, content='', columnsize=0, detail=none, tokenize='ascii')",
    ),
    "postgresql": (
        *(
            statement
            for table in ("story_words", "story_words_new")
            for statement in (
                f"CREATE TABLE IF NOT EXISTS {table} ("
                "story_id BIGINT PRIMARY KEY REFERENCES story (id) ON DELETE CASCADE, words tsvector NOT NULL)",
                f"CREATE INDEX IF NOT EXISTS ix_{table}_words ON {table} USING gin (words) WITH (fastupdate = off)",
            )
        ),
        # What is settled is first put down as it comes, and then sorted in at once: crawler.store.settling.
        "ALTER INDEX ix_story_words_words SET (fastupdate = on, gin_pending_list_limit = 65536)",
    ),
}
_ENTER = {
    "sqlite": text("INSERT INTO story_words (rowid, words) VALUES (:id, :words)"),
    "postgresql": text(
        "INSERT INTO story_words_new (story_id, words) VALUES (:id, array_to_tsvector(CAST(:words AS text[])))"
    ),
}
_TAKE_OUT = {
    "sqlite": (text("INSERT INTO story_words (story_words, rowid, words) VALUES ('delete', :id, :words)"),),
    # In the order in which a story goes from one to the other: it cannot be missed on its way.
    "postgresql": (
        text("DELETE FROM story_words_new WHERE story_id = :id"),
        text("DELETE FROM story_words WHERE story_id = :id"),
    ),
}
# A word is asked for in dozens of forms, most of which no text has. PostgreSQL takes each for a common word, and would
# read all stories instead of the index; what a `SELECT` will give it cannot know, and takes it for a rare word.
# Words and buckets are two conditions, which the index walks beside each other; in one it would weigh dozens of forms
# for each story of the buckets.
_FIND = {
    "sqlite": text(
        "SELECT rowid FROM story_words WHERE story_words MATCH :asked AND rowid < :below AND rowid >= :least"
        " ORDER BY rowid DESC LIMIT :most"
    ),
    "postgresql": text(
        "WITH found AS MATERIALIZED ("
        "SELECT story_id FROM story_words_new WHERE words @@ (SELECT CAST(:asked AS tsquery))"
        " UNION ALL SELECT story_id FROM story_words WHERE words @@ (SELECT CAST(:asked AS tsquery)))"
        " SELECT story_id FROM found WHERE story_id < :below AND story_id >= :least"
        " ORDER BY story_id DESC LIMIT :most"
    ),
}
_FIND_WITHIN = text(
    "WITH found AS MATERIALIZED ("
    "SELECT story_id FROM story_words_new"
    " WHERE words @@ (SELECT CAST(:asked AS tsquery)) AND words @@ (SELECT CAST(:within AS tsquery))"
    " UNION ALL SELECT story_id FROM story_words"
    " WHERE words @@ (SELECT CAST(:asked AS tsquery)) AND words @@ (SELECT CAST(:within AS tsquery)))"
    " SELECT story_id FROM found WHERE story_id < :below AND story_id >= :least"
    " ORDER BY story_id DESC LIMIT :most"
)
# The new stories, and in the same question all others where few of the new ones are found; else `old` is not begun, and
# what is given ends at the last story of the large index. In each row that id, and whether these are all.
_FIND_NEW = text(
    "WITH found AS MATERIALIZED"
    " (SELECT story_id FROM story_words_new WHERE words @@ (SELECT CAST(:asked AS tsquery))),"
    " new AS MATERIALIZED (SELECT story_id FROM found WHERE story_id < :below AND story_id >= :least"
    " ORDER BY story_id DESC LIMIT :most),"
    " settled AS MATERIALIZED (SELECT coalesce(max(story_id), 0) AS last FROM story_words),"
    " bounds AS MATERIALIZED (SELECT last,"
    " last < :least OR last = 0 OR :below - last > :enough AND"
    " (SELECT count(*) FROM new) < least(:most, :rare * (:below - last) / :newest + 1) AS is_all FROM settled),"
    " old AS MATERIALIZED (SELECT story_id FROM story_words WHERE words @@ (SELECT CAST(:asked AS tsquery))"
    " AND (SELECT is_all AND last > 0 AND last >= :least FROM bounds))"
    " SELECT story_id, last, is_all FROM bounds LEFT JOIN (SELECT story_id FROM new"
    " UNION ALL SELECT story_id FROM old WHERE story_id < :below AND story_id >= :least) either"
    " ON is_all OR story_id > last ORDER BY story_id DESC NULLS LAST LIMIT :most"
)
_NEWEST = {
    "sqlite": text("SELECT max(id) FROM story"),
    # To compile such a query, which PostgreSQL begins where many stories are kept, takes longer than all the rest.
    "postgresql": text("SELECT max(id), set_config('jit', 'off', true) FROM story"),
}


def make_index(connection: Connection) -> None:
    """Makes the empty tables that are missing, for the migrations."""
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
    row = _row(connection, story_id, title, body) if connection.dialect.name == "sqlite" else {"id": story_id}
    for statement in _TAKE_OUT[connection.dialect.name]:
        connection.execute(statement, row)


def found_by(
    connection: Connection, search: Search, *, least: int = 0, below: int | None = None
) -> Iterator[list[int]]:
    """Batches of the ids that the index gives for a search, down from the newest, or from `below`, to the id `least`.

    Where the search holds a phrase, that it stands in these stories is still to be seen: `Search.finds`.
    """
    if not search.words:
        return
    newest = connection.execute(_NEWEST[connection.dialect.name]).scalar() or 0
    if not newest:
        return
    below = newest + 1 if below is None else min(newest + 1, below)
    asking = _Asking(connection, _in_its_language(connection, search), below, least)
    if connection.dialect.name == "postgresql":
        is_all = yield from asking.of_the_new(newest)
        windows = iter(() if is_all else _WINDOWS)
        while (buckets := next(windows, None)) and (first := _first_of(asking.below, buckets)) > 0:
            begun = asking.below
            if begun <= least:
                return
            within = {"within": _within(first, begun), "least": max(first, least)}
            seen = yield from asking.batches(_FIND_WITHIN, within)
            asking.below = min(asking.below, first)
            if seen * newest < _RARE * (begun - first):
                break
    yield from asking.batches(_FIND[connection.dialect.name], {})


class _Asking:
    """A search on its way down: `below` is the id below which it goes on, `most` how many are asked for at once."""

    def __init__(self, connection: Connection, asked: str, below: int, least: int) -> None:
        self.connection = connection
        self.asked = asked
        self.below = below
        self.least = least
        self.most = _FIRST_BATCH

    def batches(self, statement: TextClause, more: Mapping[str, object]) -> Generator[list[int], None, int]:
        """All that a statement gives; how many these were."""
        seen = 0
        while self.below > self.least:
            ids = list(self.connection.scalars(statement, {**self._values(), **more}))
            if ids:
                yield ids
            seen += len(ids)
            if not self._goes_on(ids):
                break
        return seen

    def of_the_new(self, newest: int) -> Generator[list[int], None, bool]:
        """All new stories, of a rare word all others as well; whether there are none but those that did not fit."""
        while True:
            more = {"newest": newest, "enough": _ENOUGH, "rare": _RARE}
            rows = self.connection.execute(_FIND_NEW, {**self._values(), **more}).all()
            ids = [row.story_id for row in rows if row.story_id is not None]
            if ids:
                yield ids
            is_all: bool = rows[0].is_all
            if not self._goes_on(ids):
                self.below = 0 if is_all else min(self.below, rows[0].last + 1)
                return is_all
            if is_all:
                return True

    def _values(self) -> dict[str, object]:
        return {"asked": self.asked, "below": self.below, "least": self.least, "most": self.most}

    def _goes_on(self, ids: Sequence[int]) -> bool:
        """Whether there may be more of them, since no more were asked for."""
        if len(ids) < self.most:
            return False
        self.below, self.most = ids[-1], min(self.most * 25, _MOST_IN_BATCH)
        return True


def among(connection: Connection, ids: Sequence[int]) -> ColumnElement[bool]:
    """That a story has one of these ids. PostgreSQL is given them as one value: thousands take longer to be
    written into the question than to be looked for."""
    if connection.dialect.name == "sqlite":
        return story.c.id.in_(ids)
    return story.c.id == any_(literal(list(ids), ARRAY(BigInteger)))


def _in_its_language(connection: Connection, search: Search) -> str:
    """What the database is asked."""
    if connection.dialect.name == "sqlite":
        groups = (" OR ".join(f'"{word}"' for word in sorted(words)) for words in search.words)
        return " AND ".join(f"({group})" for group in groups)
    return " & ".join(_any_of(words) for words in search.words)


def _first_of(below: int, buckets: int) -> int:
    """The lowest id of so many buckets below an id; of one more, where the uppermost is less than half full."""
    top = (below - 1) // _BUCKET
    if below - top * _BUCKET < _BUCKET // 2:
        top -= 1
    return (top - buckets + 1) * _BUCKET


def _within(first: int, below: int) -> str:
    return _any_of(_bucket(number) for number in range(first // _BUCKET, (below - 1) // _BUCKET + 1))


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
