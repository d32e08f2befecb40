"""Keeps what was read of a page, and finds it again.

`keep_reading` is commit 2 of the house: the stories with flags and facts, the mark `advance_due` for the scheduler,
and the entry's end state, in one transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from crawler.arabic.letters import fold_key
from crawler.arabic.search_words import Search, search_for
from crawler.feeds.changes import ALWAYS_STUB_BELOW
from crawler.feeds.identity import same_story
from crawler.news import Story
from crawler.store.entries import has_story
from crawler.store.labels import verdicts_of
from crawler.store.search import among, enter, found_by, take_out
from crawler.store.story_rows import KeptStory, kept_story, story_columns, understanding_columns, with_feed_name
from crawler.store.tables import entry as entry_table
from crawler.store.tables import story as story_table
from crawler.store.tables import story_revision
from crawler.understanding import Reading
from crawler.urls import url_key

__all__ = [
    "Kept",
    "KeptStory",
    "count_stories",
    "find_stories",
    "forget_stories_of",
    "keep_reading",
    "revisions_of",
    "stories_by_ids",
    "stories_from",
    "story_by_id",
]

_TWINS_WITHIN = timedelta(hours=48)
_MOST_TWINS = 10
_IDS_OUT_OF_ORDER = 10_000
_LEAST_AT_ONCE, _MOST_AT_ONCE = 20, 5_000  # stories that are looked at in one question


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The ids of the stories that were not known before, of those that now say something else, and of all, in the
    order of the reading."""

    new: tuple[int, ...] = ()
    revised: tuple[int, ...] = ()
    ids: tuple[int, ...] = ()


def keep_reading(
    connection: Connection,
    *,
    entry_id: int | None,
    feed_id: int | None,
    reading: Reading,
    outlet: str,
    country: str | None,
    alerting: bool,
    now: datetime,
    advance_revised: bool = True,
) -> Kept:
    """Keeps a page's stories and ends its entry.

    A story whose address and position are known, and whose words are the same, is left as it is, so that keeping
    twice harms nothing. With other words it is a revision: the earlier one is kept beside it, and the story is to be
    advanced again, unless `advance_revised` says that nobody is to be told. A known story whose page now gives none
    stays. A story that was found on another one's page, and the same words of the same outlet on a page of their own,
    are one story; its own page is its address. The same title and words at two addresses of an outlet, within two
    days, are one as well: sections have addresses of their own for it. What a person decided of a known story's flags
    outlasts all this.
    """
    new: list[int] = []
    revised: list[int] = []
    ids: list[int] = []
    twin_id: int | None = None
    # Another address of a known page is no edit of it: what was read first stays.
    again = entry_id is None or _is_again(connection, entry_id)
    for one in reading.stories:
        known = _known(connection, one.story)
        values = story_columns(one, outlet, country)
        if known is None and again and entry_id is not None:
            known = _of_entry(connection, entry_id, one.story)
            if known is not None and known["entry_id"] != entry_id:  # a twin's, which keeps its address
                twin_id = known["id"]
                values |= {"url": known["url"], "url_key": known["url_key"]}
        if known is None and (twin := _twin(connection, values, alerting=alerting, now=now)) is not None:
            if twin["position"]:
                values |= understanding_columns(one, verdicts_of(connection, twin["id"]))
                _move_to_own_page(connection, twin, values, entry_id, feed_id)
            elif not one.story.position:
                twin_id = twin["id"]
            ids.append(twin["id"])
            continue
        if known is None:
            values |= {"alerting": alerting, "kept_at": now}
            # A story that is news to no flag is in no event; an edit of it may be, and is looked at (`_revise`).
            values |= {"entry_id": entry_id, "feed_id": feed_id, "advance_due": bool(one.flags)}
            result = connection.execute(_NEW, values)
            new.append(_inserted(result.inserted_primary_key))
            enter(connection, new[-1], values["title"], values["text"])
            ids.append(new[-1])
            continue
        ids.append(known["id"])
        if again and not _says_the_same(known, values):
            values |= understanding_columns(one, verdicts_of(connection, known["id"]))
            _revise(connection, known, values, now, advance=advance_revised)
            revised.append(known["id"])
    if entry_id is not None:
        _end_entry(connection, entry_id, reading, again=again, twin_id=twin_id)
    return Kept(new=tuple(new), revised=tuple(revised), ids=tuple(ids))


def forget_stories_of(connection: Connection, outlet: str) -> None:
    """Removes all stories of an outlet that is none: Rasid's own, which are no news."""
    of_outlet = story_table.c.outlet == outlet
    for row in connection.execute(select(story_table.c.id, story_table.c.title, story_table.c.text).where(of_outlet)):
        take_out(connection, row.id, row.title, row.text)
    connection.execute(delete(story_table).where(of_outlet))


def _end_entry(connection: Connection, entry_id: int, reading: Reading, *, again: bool, twin_id: int | None) -> None:
    refusal = reading.refusal
    # What was read once stays kept, whatever its page has become.
    kept = refusal is None or (again and has_story(connection, entry_id))
    reason = (
        "; ".join(reading.faults) or None if refusal is None else f"{refusal.reason}: {refusal.detail}".rstrip(": ")
    )
    ended = {"entry": entry_id, "ends": "kept" if kept else "refused", "why": reason}
    if twin_id is None:
        connection.execute(_END_ENTRY, ended)
    else:
        connection.execute(_END_AS_TWIN, {**ended, "twin": twin_id})


# Built once, since they are asked for each page: to build a statement takes longer than to run it.
_NEW = insert(story_table)
_STATE_OF = select(entry_table.c.state).where(entry_table.c.id == bindparam("entry"))
_OF_ADDRESS = select(story_table).where(
    story_table.c.url_key == bindparam("key"), story_table.c.position == bindparam("at")
)
_SAME_WORDS = select(story_table).where(
    story_table.c.content_hash == bindparam("hash"), story_table.c.outlet == bindparam("of")
)
_SAME_WORDS_ALERTING = _SAME_WORDS.where(story_table.c.alerting == True)  # noqa: E712
# By whether it may alert, and whether it stands on another story's page. Else first comes the one whose own page this
# may be.
_TWINS = {
    (alerting, beside): query.order_by(
        story_table.c.position if beside else story_table.c.position.desc(), story_table.c.id
    ).limit(1 if beside else _MOST_TWINS)
    for alerting, query in ((False, _SAME_WORDS), (True, _SAME_WORDS_ALERTING))
    for beside in (False, True)
}
_END_ENTRY = (
    update(entry_table)
    .where(entry_table.c.id == bindparam("entry"))
    .values(
        state=bindparam("ends"),
        reason=bindparam("why"),
        attempts=entry_table.c.attempts + 1,
        next_attempt_at=None,
        content_html=None,
    )
)
_END_AS_TWIN = _END_ENTRY.values(twin_id=bindparam("twin"))


def _is_again(connection: Connection, entry_id: int) -> bool:
    return connection.execute(_STATE_OF, {"entry": entry_id}).scalar() == "again"


def _known(connection: Connection, story: Story) -> RowMapping | None:
    its = {"key": url_key(story.url), "at": story.position}
    return connection.execute(_OF_ADDRESS, its).mappings().first()


def _of_entry(connection: Connection, entry_id: int, story: Story) -> RowMapping | None:
    """The story of an entry whose page calls itself by another address than before, or that is a twin's."""
    if story.position:
        return None
    twin = select(entry_table.c.twin_id).where(entry_table.c.id == entry_id).scalar_subquery()
    for its in (story_table.c.entry_id == entry_id, story_table.c.id == twin):
        query = select(story_table).where(its, story_table.c.position == 0).order_by(story_table.c.id).limit(1)
        found = connection.execute(query).mappings().first()
        if found is not None and same_story(found["title"], found["url_key"], story.title, url_key(story.url)):
            return found
    return None


def _twin(connection: Connection, values: dict[str, Any], *, alerting: bool, now: datetime) -> RowMapping | None:
    """The same words of the same outlet at another address, where one of the two stands on another story's page, or
    both have the same title and lie within two days.

    A story that may alert is no twin of one that may not: in that one nobody would hear of it.
    """
    own = bool(values["position"])
    same = {"hash": values["content_hash"], "of": values["outlet"]}
    rows = connection.execute(_TWINS[alerting, own], same).mappings()
    if own:
        return rows.first()
    return next((row for row in rows if row["position"] or _is_told_twice(row, values, now)), None)


def _is_told_twice(row: RowMapping, values: dict[str, Any], now: datetime) -> bool:
    if len(values["text"]) < ALWAYS_STUB_BELOW:  # «التفاصيل بعد قليل» under «عاجل» is every other one's text as well
        return False
    apart = abs((values["published_at"] or now) - (row["published_at"] or row["kept_at"]))
    return apart <= _TWINS_WITHIN and fold_key(row["title"]) == fold_key(values["title"])


def _move_to_own_page(
    connection: Connection, twin: RowMapping, values: dict[str, Any], entry_id: int | None, feed_id: int | None
) -> None:
    """Gives a story that was found on another one's page its own address, and the title and date that its page says.

    Nobody is told: its words are the same, and where they made an alert it has gone out.
    """
    own = {key: value for key, value in values.items() if value is not None}
    own["gist"] = values["gist"] if twin["advance_due"] else None
    connection.execute(
        update(story_table).where(story_table.c.id == twin["id"]).values(**own, entry_id=entry_id, feed_id=feed_id)
    )
    _enter_again(connection, twin, own)


def _says_the_same(known: RowMapping, values: dict[str, Any]) -> bool:
    same_text: bool = known["content_hash"] == values["content_hash"]
    return same_text and fold_key(known["title"]) == fold_key(values["title"])


def _revise(connection: Connection, known: RowMapping, values: dict[str, Any], now: datetime, *, advance: bool) -> None:
    """Puts the new words in the place of the known ones, which are kept."""
    connection.execute(
        insert(story_revision).values(
            story_id=known["id"],
            revision=known["revision"],
            title=known["title"],
            text=known["text"],
            content_hash=known["content_hash"],
            understanding=known["understanding"],
            read_at=known["revised_at"] or known["kept_at"],
        )
    )
    if known["published_at"] is not None:  # when it was first published does not change with an edit
        values |= {name: known[name] for name in ("published_at", "published_from", "zone_from")}
    values |= {"revision": known["revision"] + 1, "revised_at": now, "text_dropped_at": None}
    values["advance_due"] = advance or known["advance_due"]
    if not values["advance_due"]:
        values["gist"] = None
    connection.execute(update(story_table).where(story_table.c.id == known["id"]).values(**values))
    _enter_again(connection, known, values)


def _enter_again(connection: Connection, known: RowMapping, values: dict[str, Any]) -> None:
    take_out(connection, known["id"], known["title"], known["text"])
    enter(connection, known["id"], values["title"], values["text"])


def _inserted(key: Any) -> int:
    return int(key[0])


def revisions_of(connection: Connection, story_id: int) -> list[dict[str, Any]]:
    """What a story said before its page was read again, the oldest first, as plain rows."""
    query = select(story_revision).where(story_revision.c.story_id == story_id).order_by(story_revision.c.revision)
    return [dict(row) for row in connection.execute(query).mappings()]


def story_by_id(connection: Connection, identity: int) -> KeptStory | None:
    """One story, or None."""
    row = connection.execute(with_feed_name().where(story_table.c.id == identity)).mappings().first()
    return None if row is None else kept_story(row)


def stories_by_ids(connection: Connection, ids: Sequence[int]) -> list[KeptStory]:
    """The stories with these ids, in no order."""
    return [kept_story(row) for row in connection.execute(with_feed_name().where(story_table.c.id.in_(ids))).mappings()]


def find_stories(
    connection: Connection,
    *,
    flag: str | None = None,
    since: datetime | None = None,
    words: str | None = None,
    review: bool = False,
    limit: int = 50,
) -> list[KeptStory]:
    """The newest stories first. `words` are looked for in title and text as `crawler.arabic.search_words.search_for`
    says; with `review` only those that a person should look at, because a flag that nobody has decided is in doubt."""
    conditions: list[ColumnElement[bool]] = []
    if flag is not None:
        conditions.append(story_table.c[flag] == True)  # noqa: E712
    if since is not None:
        conditions.append(story_table.c.kept_at >= since)
    if review:
        conditions.append(story_table.c.review == True)  # noqa: E712
    if words:
        return _with_words(connection, search_for(words), conditions, _oldest_id(connection, since), limit)
    query = with_feed_name().where(*conditions).order_by(story_table.c.id.desc()).limit(limit)
    return [kept_story(row) for row in connection.execute(query).mappings()]


def _with_words(
    connection: Connection, search: Search, conditions: Sequence[ColumnElement[bool]], least: int, limit: int
) -> list[KeptStory]:
    """The newest stories that hold the words and meet the conditions."""
    chosen: list[KeptStory] = []
    looked_at = 0
    every = search.is_sure and not conditions  # each id that the index gives is a story to be shown
    for ids in found_by(connection, search, least=least):
        begin = 0
        while begin < len(ids):
            missing = limit - len(chosen)
            at_once = missing if every else _at_once(missing, looked_at, len(chosen))
            some = ids[begin : begin + at_once]
            begin, looked_at = begin + len(some), looked_at + len(some)
            query = with_feed_name().where(among(connection, some), *conditions).order_by(story_table.c.id.desc())
            for row in connection.execute(query.limit(missing) if search.is_sure else query).mappings():
                if search.is_sure or search.finds(row["title"], row["text"]):
                    chosen.append(kept_story(row))
                    if len(chosen) == limit:
                        return chosen
    return chosen


def _at_once(missing: int, looked_at: int, chosen: int) -> int:
    """How many are looked at next for those that are missing, by how many of the earlier ones were chosen."""
    if not looked_at:
        return 2 * missing
    return min(max(3 * missing * looked_at // (2 * chosen + 2), _LEAST_AT_ONCE), _MOST_AT_ONCE)


def _oldest_id(connection: Connection, since: datetime | None) -> int:
    """An id below those of all stories that were kept since then: ids are given a little before they are committed."""
    if since is None:
        return 0
    query = select(story_table.c.id).where(story_table.c.kept_at >= since).order_by(story_table.c.kept_at).limit(1)
    first = connection.execute(query).scalar()
    return 0 if first is None else first - _IDS_OUT_OF_ORDER


def stories_from(connection: Connection, after: int, limit: int, *, since: datetime | None = None) -> list[KeptStory]:
    """The stories behind an id that have their whole text, in the order of their ids; with `since` only those that
    were kept since then."""
    whole = story_table.c.text_dropped_at.is_(None)
    query = with_feed_name().where(story_table.c.id > after, whole).order_by(story_table.c.id).limit(limit)
    if since is not None:
        query = query.where(story_table.c.kept_at >= since)
    return [kept_story(row) for row in connection.execute(query).mappings()]


def count_stories(connection: Connection, after: int = 0, *, since: datetime | None = None) -> int:
    """How many `stories_from` would give in all."""
    whole = story_table.c.text_dropped_at.is_(None)
    query = select(func.count()).select_from(story_table).where(story_table.c.id > after, whole)
    if since is not None:
        query = query.where(story_table.c.kept_at >= since)
    return connection.execute(query).scalar_one()
