"""Stories by their words and a few of their columns, newest first, a page at a time and never without an end.

The index gives ids (`crawler.store.search`); of a word that stands in every text it would give all of a million. So no
more than a bounded number of them is looked at, and whoever asks is told that older ones were left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select

from crawler.arabic.letters import fold_key
from crawler.arabic.search_words import Search
from crawler.store.search import among, found_by
from crawler.store.stories import KeptStory, stories_by_ids
from crawler.store.tables import feed as feed_table
from crawler.store.tables import story as story_table

MOST_LOOKED_AT = 20_000  # stories that the index gives
MOST_READ = 1_000  # texts in which a phrase is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFilter:
    """What beside its words a story must be; empty lets everything through. `country` is its outlet's or its own."""

    flag: str = ""  # casualty | diplomacy
    outlet: str = ""
    country: str = ""
    since: datetime | None = None  # kept since then


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """The ids, newest first. `older` is the id below which the next page begins, None at the end; `cut` that older
    stories were not looked at."""

    ids: tuple[int, ...]
    older: int | None = None
    cut: bool = False


def find_hits(
    connection: Connection, search: Search, wanted: StoryFilter, *, most: int, below: int | None = None
) -> Hits:
    """The newest stories with the words of the search that the filter lets through; with `below` only older ids."""
    conditions = _conditions(connection, wanted)
    room = MOST_LOOKED_AT if search.is_sure else MOST_READ
    found: list[int] = []
    for ids in found_by(connection, search, below=below):
        looked_at = ids[:room]
        room -= len(looked_at)
        passed, is_past = _let_through(connection, search, looked_at, conditions, wanted.since)
        found += passed
        if len(found) > most:
            return Hits(ids=tuple(found[:most]), older=found[most - 1])
        if is_past:
            break
        if not room:
            return Hits(ids=tuple(found), cut=True)
    return Hits(ids=tuple(found))


def stories_hit(connection: Connection, hits: Hits) -> list[KeptStory]:
    """The stories of the hits, in their order."""
    by_id = {story.id: story for story in stories_by_ids(connection, hits.ids)}
    return [by_id[identity] for identity in hits.ids if identity in by_id]


def _let_through(
    connection: Connection,
    search: Search,
    ids: Sequence[int],
    conditions: Sequence[ColumnElement[bool]],
    since: datetime | None,
) -> tuple[list[int], bool]:
    """Those of the ids that pass, and whether what comes behind them is from before `since`."""
    columns = [story_table.c.id, story_table.c.kept_at]
    if not search.is_sure:
        columns += [story_table.c.title, story_table.c.text]
    passed: list[int] = []
    for some in _portions(ids):
        query = select(*columns).where(among(connection, some), *conditions).order_by(story_table.c.id.desc())
        for row in connection.execute(query):
            if since is not None and row.kept_at < since:
                continue
            if search.is_sure or search.finds(row.title, row.text):
                passed.append(row.id)
    if since is None or not ids:
        return passed, False
    last = connection.execute(select(story_table.c.kept_at).where(story_table.c.id == ids[-1])).scalar()
    return passed, last is not None and last < since


def _conditions(connection: Connection, wanted: StoryFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.flag:
        conditions.append(story_table.c[wanted.flag] == True)  # noqa: E712
    if wanted.country:
        conditions.append(story_table.c.country == wanted.country)
    if wanted.outlet:
        conditions.append(story_table.c.outlet.in_(_outlets(connection, wanted.outlet)))
    return conditions


def _outlets(connection: Connection, asked: str) -> list[str]:
    """The outlets of this name, however it is spelled: those of the feeds, and the name as it was asked for."""
    names = connection.execute(select(feed_table.c.outlet).distinct()).scalars()
    return list({asked, *(name for name in names if fold_key(name) == fold_key(asked))})


def _portions(ids: Sequence[int], size: int = 1_000) -> Iterator[Sequence[int]]:
    return (ids[at : at + size] for at in range(0, len(ids), size))
