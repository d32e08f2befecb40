"""What feeds listed, entry by entry, until each one's page is kept, refused or given up.

An entry is due from the commit that found it. `stories.keep_reading` ends it together with its stories; the other
ends and the wait before another attempt are written here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from crawler.news import Entry
from crawler.store.tables import entry as entry_table
from crawler.store.tables import story as story_table
from crawler.urls import url_key

OLD_AFTER = timedelta(hours=24)  # what is older when we first see it is kept, but is no news to anybody
BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 20, 60))
MOST_ATTEMPTS = len(BACKOFF) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedEntries:
    """How many items the feed did not list before, and the entries among them whose page is to be read."""

    new: int = 0
    due: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DueEntry:
    """An entry whose page is to be read."""

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


def add_entries(
    connection: Connection, feed_id: int | None, entries: Sequence[Entry], now: datetime, *, alerting: bool = True
) -> AddedEntries:
    """Writes down the entries that this feed did not list before.

    A page that is known by its address, from another feed or another key of this one, is not read again. With
    `alerting` False none of them will alert; items that are old at first sight never do.
    """
    fresh = _not_listed(connection, feed_id, entries)
    keys = {entry.key: url_key(entry.url) for entry in fresh}
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
        )
        if identity is not None and state == "due":
            due.append(identity)
    return AddedEntries(new=len(fresh), due=tuple(due))


def is_news(published: datetime | None, now: datetime) -> bool:
    """Whether something first seen now is young enough to alert. What has no date is taken for new."""
    return published is None or published >= now - OLD_AFTER


def _not_listed(connection: Connection, feed_id: int | None, entries: Sequence[Entry]) -> list[Entry]:
    """One entry a key, without those that the feed has listed before. Crawled by hand there is no feed that could."""
    by_key: dict[str, Entry] = {}
    for entry in entries:
        by_key.setdefault(entry.key, entry)
    if feed_id is None or not by_key:
        return list(by_key.values())
    query = select(entry_table.c.key).where(entry_table.c.feed_id == feed_id, entry_table.c.key.in_(by_key))
    listed = set(connection.execute(query).scalars())
    return [entry for key, entry in by_key.items() if key not in listed]


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
            entry_table.c.state == "due",
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


def entry_failed(connection: Connection, entry_id: int, reason: str, now: datetime) -> bool:
    """An attempt to read the page failed in a way that may pass. Returns False when it was the last one: the entry
    is then given up, with its reason."""
    attempts = connection.execute(select(entry_table.c.attempts).where(entry_table.c.id == entry_id)).scalar_one() + 1
    last = attempts >= MOST_ATTEMPTS
    connection.execute(
        update(entry_table)
        .where(entry_table.c.id == entry_id, entry_table.c.state == "due")
        .values(
            state="failed" if last else "due",
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
        .where(entry_table.c.id == entry_id, entry_table.c.state == "due")
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
    )
