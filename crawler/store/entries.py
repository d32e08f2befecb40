"""What feeds listed, entry by entry, until each one's page is kept, refused or given up.

An entry is due from the commit that found it, and due again (`again`) when its feed says something else of it.
`stories.keep_reading` ends it together with its stories; the other ends and the wait before another attempt are
written here.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from crawler.feeds.changes import MOST_REREADS
from crawler.feeds.identity import same_story
from crawler.news import Entry
from crawler.store.tables import entry as entry_table
from crawler.store.tables import story as story_table
from crawler.urls import url_key

OLD_AFTER = timedelta(hours=24)  # what is older when we first see it is kept, but is no news to anybody
BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 20, 60))
MOST_ATTEMPTS = len(BACKOFF) + 1
TO_READ = ("due", "again")


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedEntries:
    """How many items the feed did not list before, under which keys, the entries among them whose page is to be read,
    and those that it lists with other words than before."""

    new: int = 0
    fresh: frozenset[str] = frozenset()
    due: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DueEntry:
    """An entry whose page is to be read. `again`: it has been read before."""

    id: int
    feed_id: int | None
    url: str
    title: str
    summary: str
    content_html: str | None
    published: datetime | None
    first_seen_at: datetime
    alerting: bool
    attempts: int
    again: bool = False
    needs_date: bool = False
    rereads: int = 0

    def may_alert(self, published: datetime | None) -> bool:
        """Whether its story may alert, by what its page says of its date."""
        if published is None and self.needs_date:
            return False
        return self.alerting and is_news(published, self.first_seen_at)


def add_entries(
    connection: Connection,
    feed_id: int | None,
    entries: Sequence[Entry],
    now: datetime,
    *,
    alerting: bool = True,
    first_contact: bool = False,
    datings: Mapping[str, str] | None = None,
) -> AddedEntries:
    """Writes down the entries that this feed did not list before, and which of the others have changed.

    A page that is known by its address, from another feed or another key of this one, is not read again. With
    `alerting` False none of them will alert; items that are old at first sight never do, and at the first contact
    with a feed those without a date only if their page shows that they are new. `datings` says, by the entry's key,
    what is believed of its date.
    """
    fresh, changed = _compared(connection, feed_id, entries)
    again = [identity for row, entry in changed if (identity := _changed(connection, row, entry, now)) is not None]
    keys = {entry.key: url_key(entry.url) for entry in fresh}
    again += _under_another_key(connection, feed_id, fresh, keys, now)
    known = _known_pages(connection, list(keys.values()))
    due: list[int] = []
    for entry in fresh:
        page = keys[entry.key]
        state = "known" if page in known else "due"
        known.add(page)
        identity = _insert(
            connection,
            feed_id=feed_id,
            key=entry.key,
            url=entry.url,
            url_key=page,
            title=entry.title,
            summary=entry.summary,
            content_html=entry.content_html if state == "due" else None,
            published_at=entry.published,
            first_seen_at=now,
            alerting=alerting and is_news(entry.published, now),
            state=state,
            attempts=0,
            next_attempt_at=now if state == "due" else None,
            content_hash=entry.fingerprint or None,
            dating=(datings or {}).get(entry.key),
            needs_date=first_contact and entry.published is None,
            rereads=0,
        )
        if identity is not None and state == "due":
            due.append(identity)
    return AddedEntries(new=len(fresh), fresh=frozenset(keys), due=tuple(due), changed=tuple(again))


def is_news(published: datetime | None, now: datetime) -> bool:
    """Whether something first seen now is young enough to alert. What has no date is taken for new."""
    return published is None or published >= now - OLD_AFTER


def _compared(
    connection: Connection, feed_id: int | None, entries: Sequence[Entry]
) -> tuple[list[Entry], list[tuple[RowMapping, Entry]]]:
    """The entries that the feed has not listed before, one a key, and the listed ones whose words differ. Crawled by
    hand there is no feed that could have listed any."""
    by_key: dict[str, Entry] = {}
    for entry in entries:
        by_key.setdefault(entry.key, entry)
    if feed_id is None or not by_key:
        return list(by_key.values()), []
    # A guid that comes back with another address and another title is another story, under a key of both.
    split = {key: _split_key(entry) for key, entry in by_key.items()}
    listed = _listed(connection, feed_id, [*by_key, *split.values()])
    fresh: list[Entry] = []
    changed: list[tuple[RowMapping, Entry]] = []
    for key, entry in by_key.items():
        row = listed.get(key)
        if row is not None and not same_story(row["title"], row["url_key"], entry.title, url_key(entry.url)):
            entry = replace(entry, key=split[key])  # noqa: PLW2901
            row = listed.get(entry.key)
        if row is None:
            fresh.append(entry)
        elif entry.fingerprint and row["content_hash"] != entry.fingerprint:
            changed.append((row, entry))
    return fresh, changed


def _listed(connection: Connection, feed_id: int, keys: Sequence[str]) -> dict[str, RowMapping]:
    query = _columns().where(entry_table.c.feed_id == feed_id, entry_table.c.key.in_(keys))
    return {row["key"]: row for row in connection.execute(query).mappings()}


def _columns() -> Select[Any]:
    """What an entry is compared by."""
    of = entry_table.c
    return select(of.id, of.key, of.url_key, of.title, of.content_hash, of.state, of.rereads)


def _split_key(entry: Entry) -> str:
    return hashlib.sha256(f"{entry.key}\n{url_key(entry.url)}".encode("utf-8", "replace")).hexdigest()[:32]


def _changed(connection: Connection, row: RowMapping, entry: Entry, now: datetime) -> int | None:
    """Writes down the new words; the id of an entry whose page is to be read again."""
    values: dict[str, Any] = {"content_hash": entry.fingerprint}
    read_before = row["state"] in ("kept", "refused", "again")
    # What was known before there were fingerprints only gets one.
    reread = row["content_hash"] is not None and read_before and row["rereads"] < MOST_REREADS
    if row["state"] == "due" or reread:
        values |= {"title": entry.title, "summary": entry.summary, "content_html": entry.content_html}
    if reread:
        values |= {"state": "again", "next_attempt_at": now, "attempts": 0, "rereads": row["rereads"] + 1}
    connection.execute(update(entry_table).where(entry_table.c.id == row["id"]).values(**values))
    return int(row["id"]) if reread else None


def _under_another_key(
    connection: Connection, feed_id: int | None, fresh: Sequence[Entry], pages: Mapping[str, str], now: datetime
) -> list[int]:
    """Changed entries among those that the feed lists under a new guid at each edit: known by their address."""
    if feed_id is None or not fresh:
        return []
    query = _columns().where(entry_table.c.feed_id == feed_id, entry_table.c.url_key.in_(pages.values()))
    rows = {row["url_key"]: row for row in connection.execute(query.order_by(entry_table.c.id.desc())).mappings()}
    found = [(rows[pages[entry.key]], entry) for entry in fresh if pages[entry.key] in rows]
    changed = [
        _changed(connection, row, entry, now) for row, entry in found if row["content_hash"] != entry.fingerprint
    ]
    return [identity for identity in changed if identity is not None]


def _known_pages(connection: Connection, pages: Sequence[str]) -> set[str]:
    if not pages:
        return set()
    listed = select(entry_table.c.url_key).where(entry_table.c.url_key.in_(pages))
    kept = select(story_table.c.url_key).where(story_table.c.url_key.in_(pages))
    return set(connection.execute(listed.union(kept)).scalars())


def _insert(connection: Connection, **values: Any) -> int | None:
    """The new row's id, or None if another crawler wrote this key in the meantime."""
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(entry_table).values(**values).on_conflict_do_nothing().returning(entry_table.c.id)
    found = connection.execute(statement).scalar_one_or_none()
    return None if found is None else int(found)


def due_entries(connection: Connection, feed_id: int, now: datetime, limit: int) -> list[DueEntry]:
    """The pages of a feed that are to be read now, the newest first."""
    query = (
        select(entry_table)
        .where(
            entry_table.c.feed_id == feed_id,
            entry_table.c.state.in_(TO_READ),
            entry_table.c.next_attempt_at <= now,
        )
        .order_by(func.coalesce(entry_table.c.published_at, entry_table.c.first_seen_at).desc(), entry_table.c.id)
        .limit(limit)
    )
    return [_due(row) for row in connection.execute(query).mappings()]


def entries_by_id(connection: Connection, ids: Sequence[int]) -> list[DueEntry]:
    """These entries, in the order in which they were found."""
    query = select(entry_table).where(entry_table.c.id.in_(ids)).order_by(entry_table.c.id)
    return [_due(row) for row in connection.execute(query).mappings()]


def read_again_at(connection: Connection, entry_id: int, when: datetime) -> None:
    """The page of an entry that has ended is to be read again then: it was a stub."""
    connection.execute(
        update(entry_table)
        .where(entry_table.c.id == entry_id)
        .values(state="again", next_attempt_at=when, attempts=0, rereads=entry_table.c.rereads + 1)
    )


def entry_failed(connection: Connection, entry_id: int, reason: str, now: datetime) -> bool:
    """An attempt to read the page failed in a way that may pass. Returns False when it was the last one: the entry
    is then given up, with its reason; one that was read before stays kept as it was."""
    row = connection.execute(
        select(entry_table.c.attempts, entry_table.c.state).where(entry_table.c.id == entry_id)
    ).one()
    attempts = row.attempts + 1
    last = attempts >= MOST_ATTEMPTS
    given_up = "kept" if row.state == "again" else "failed"
    connection.execute(
        update(entry_table)
        .where(entry_table.c.id == entry_id, entry_table.c.state.in_(TO_READ))
        .values(
            state=given_up if last else row.state,
            reason=reason,
            attempts=attempts,
            next_attempt_at=None if last else now + BACKOFF[attempts - 1],
        )
    )
    return not last


def entry_refused(connection: Connection, entry_id: int, reason: str) -> None:
    """The page may not be fetched, and asking again would not change that."""
    connection.execute(
        update(entry_table)
        .where(entry_table.c.id == entry_id, entry_table.c.state.in_(TO_READ))
        .values(
            state="refused",
            reason=reason,
            attempts=entry_table.c.attempts + 1,
            next_attempt_at=None,
            content_html=None,
        )
    )


def _due(row: RowMapping) -> DueEntry:
    return DueEntry(
        id=row["id"],
        feed_id=row["feed_id"],
        url=row["url"],
        title=row["title"],
        summary=row["summary"],
        content_html=row["content_html"],
        published=row["published_at"],
        first_seen_at=row["first_seen_at"],
        alerting=row["alerting"],
        attempts=row["attempts"],
        again=row["state"] == "again",
        needs_date=row["needs_date"],
        rereads=row["rereads"],
    )
