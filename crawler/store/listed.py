"""What a feed lists now, compared with what it, and the outlet's other feeds, listed before."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, select, update

from crawler.feeds.changes import MOST_REREADS, changed_since
from crawler.feeds.identity import same_story
from crawler.news import Entry
from crawler.store.tables import entry as entry_table
from crawler.store.tables import feed as feed_table
from crawler.store.tables import story as story_table
from crawler.urls import url_key

TO_READ = ("due", "again")
# The entry by which a page is read, the likeliest first.
_READERS = ("again", "kept", "due", "refused")
# A page that was given up is tried anew where another feed lists it, or the same under another guid; a feed of new
# guids at every visit would have it tried without end.
_MOST_GIVEN_UP = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The entries that a feed has not listed before, one a key, and the listed ones that have changed."""

    fresh: list[Entry]
    changed: list[tuple[RowMapping, Entry]]


def compared(connection: Connection, feed_id: int | None, entries: Sequence[Entry]) -> Compared:
    """What of a window is new, and what has changed. Crawled by hand there is no feed that could have listed any."""
    by_key: dict[str, Entry] = {}
    for entry in entries:
        by_key.setdefault(entry.key, entry)
    if feed_id is None or not by_key:
        return Compared(fresh=list(by_key.values()), changed=[])
    # A guid that comes back with another address and another title is another story, under a key of both.
    split = {key: _split_key(entry) for key, entry in by_key.items()}
    listed = _listed(connection, feed_id, [*by_key, *split.values()])
    fresh: list[Entry] = []
    known: list[tuple[RowMapping, Entry]] = []
    for key, entry in by_key.items():
        row = listed.get(key)
        if row is not None and not same_story(row["title"], row["url_key"], entry.title, url_key(entry.url)):
            entry = replace(entry, key=split[key])  # noqa: PLW2901
            row = listed.get(entry.key)
        if row is None:
            fresh.append(entry)
        else:
            known.append((row, entry))
    edited = changed_since({entry.key: (row["modified_at"], entry.modified) for row, entry in known})
    changed = [(row, entry) for row, entry in known if entry.key in edited or _says_otherwise(row, entry)]
    taken = {entry.key for _, entry in changed}
    _note_times(connection, [(row, entry) for row, entry in known if entry.key not in taken])
    return Compared(fresh=fresh, changed=changed)


def under_another_key(
    connection: Connection, feed_id: int | None, fresh: Sequence[Entry], pages: Mapping[str, str]
) -> list[tuple[RowMapping, Entry]]:
    """Changed entries among those that the feed lists under a new guid at each edit: known by their address."""
    if feed_id is None or not fresh:
        return []
    query = _columns().where(entry_table.c.feed_id == feed_id, entry_table.c.url_key.in_(pages.values()))
    rows = {row["url_key"]: row for row in connection.execute(query.order_by(entry_table.c.id.desc())).mappings()}
    found = [(rows[pages[entry.key]], entry) for entry in fresh if pages[entry.key] in rows]
    edited = changed_since({entry.key: (row["modified_at"], entry.modified) for row, entry in found})
    return [(row, entry) for row, entry in found if entry.key in edited or _says_otherwise(row, entry)]


def take_change(connection: Connection, row: RowMapping, entry: Entry, now: datetime) -> int | None:
    """Writes down what a feed says now of an entry; the id of the one whose page is to be read again for it.

    Where the page is known from another feed or another key, that is the entry by which it is read. What was given up
    is due once more.
    """
    address = url_key(entry.url)
    values: dict[str, Any] = {
        "content_hash": entry.fingerprint or row["content_hash"],
        "modified_at": entry.modified or row["modified_at"],
    }
    if address != row["url_key"]:  # the outlet has put the headline into the address, and the headline has changed
        values |= {"url": entry.url, "url_key": address}
    reader = _reader(connection, address) if row["state"] in ("known", "failed") else None
    # What was known before there were fingerprints only gets one.
    is_edit = row["content_hash"] is not None or not entry.fingerprint
    if reader is not None:
        # It is read after all, by that other entry.
        _update(connection, row, values | {"title": entry.title, "state": "known"})
        return _to_be_read(connection, reader, entry, {}, now) if is_edit else None
    if is_edit or row["state"] == "due":
        return _to_be_read(connection, row, entry, values, now)
    _update(connection, row, values)
    return None


def _to_be_read(
    connection: Connection, row: RowMapping, entry: Entry, values: dict[str, Any], now: datetime
) -> int | None:
    reread = row["state"] != "due" and row["rereads"] < MOST_REREADS
    if reread or row["state"] == "due":
        values |= {"title": entry.title, "summary": entry.summary}
    if (reread or row["state"] == "due") and entry.content_html:
        values["content_html"] = entry.content_html
    if reread:
        # Of what was never read there is nothing to be revised.
        unread = row["state"] == "failed" or (row["state"] == "known" and not _has_story(connection, entry))
        state = "due" if unread else "again"
        values |= {"state": state, "next_attempt_at": now, "attempts": 0, "rereads": row["rereads"] + 1}
    _update(connection, row, values)
    return int(row["id"]) if reread else None


def known_pages(connection: Connection, pages: Sequence[str]) -> set[str]:
    """Those of the pages, by their `url_key`, that are read or being read already. One that was given up is not, nor
    one that a crawl by hand or a feed that is watched no more has left unread: nobody would come back to it."""
    if not pages:
        return set()
    of = entry_table.c
    watched = of.feed_id.in_(select(feed_table.c.id).where(feed_table.c.active))
    listed = select(of.url_key).where(of.url_key.in_(pages), of.state != "failed", of.state.not_in(TO_READ) | watched)
    kept = select(story_table.c.url_key).where(story_table.c.url_key.in_(pages))
    given_up = (
        select(of.url_key)
        .where(of.url_key.in_(pages), of.state == "failed")
        .group_by(of.url_key)
        .having(func.count() >= _MOST_GIVEN_UP)
    )
    return set(connection.execute(listed.union(kept, given_up)).scalars())


def _listed(connection: Connection, feed_id: int, keys: Sequence[str]) -> dict[str, RowMapping]:
    query = _columns().where(entry_table.c.feed_id == feed_id, entry_table.c.key.in_(keys))
    return {row["key"]: row for row in connection.execute(query).mappings()}


def _columns() -> Select[Any]:
    """What an entry is compared by."""
    of = entry_table.c
    return select(of.id, of.key, of.url_key, of.title, of.content_hash, of.modified_at, of.state, of.rereads)


def _says_otherwise(row: RowMapping, entry: Entry) -> bool:
    if entry.fingerprint and row["content_hash"] != entry.fingerprint:
        return True
    # The same words at another address matter where the page has not been had at the known one.
    return row["state"] in ("due", "failed") and row["url_key"] != url_key(entry.url)


def _note_times(connection: Connection, known: Sequence[tuple[RowMapping, Entry]]) -> None:
    for row, entry in known:
        if entry.modified is not None and entry.modified != row["modified_at"]:
            _update(connection, row, {"modified_at": entry.modified})


def _reader(connection: Connection, page: str) -> RowMapping | None:
    """The entry of a watched feed by which this page is read, or was."""
    ours = entry_table.c.state.in_(_READERS) & feed_table.c.active
    watched = _columns().join(feed_table, feed_table.c.id == entry_table.c.feed_id).where(ours)
    rows = connection.execute(watched.where(entry_table.c.url_key == page)).mappings().all()
    if not rows:  # the page calls itself by this address, and was listed under another one
        by_story = watched.join(story_table, story_table.c.entry_id == entry_table.c.id)
        rows = connection.execute(by_story.where(story_table.c.url_key == page)).mappings().all()
    return min(rows, key=lambda row: (_READERS.index(row["state"]), row["id"]), default=None)


def _has_story(connection: Connection, entry: Entry) -> bool:
    query = select(story_table.c.id).where(story_table.c.url_key == url_key(entry.url)).limit(1)
    return connection.execute(query).first() is not None


def _update(connection: Connection, row: RowMapping, values: dict[str, Any]) -> None:
    connection.execute(update(entry_table).where(entry_table.c.id == row["id"]).values(**values))


def _split_key(entry: Entry) -> str:
    return hashlib.sha256(f"{entry.key}\n{url_key(entry.url)}".encode("utf-8", "replace")).hexdigest()[:32]
