"""What feeds listed, entry by entry, until each one's page is kept, refused or given up.

An entry is due from the commit that found it, and due again (`again`) when its feed says something else of it.
`stories.keep_reading` ends it together with its stories; the other ends and the wait before another attempt are
written here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from crawler.feeds.attempts import next_attempt_at
from crawler.news import Entry
from crawler.store.listed import TO_READ, compared, known_pages, take_change, under_another_key
from crawler.store.tables import entry as entry_table
from crawler.store.tables import story as story_table
from crawler.urls import url_key

OLD_AFTER = timedelta(hours=24)  # what is older when we first see it is kept, but is no news to anybody


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
    modified: datetime | None = None
    author: str | None = None

    @property
    def since(self) -> datetime:
        """When it was published, or first seen if that was earlier or nothing else is known."""
        return min(self.first_seen_at, self.published or self.first_seen_at)

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
    found = compared(connection, feed_id, entries)
    keys = {entry.key: url_key(entry.url) for entry in found.fresh}
    changed = [*found.changed, *under_another_key(connection, feed_id, found.fresh, keys)]
    taken = [take_change(connection, row, entry, now) for row, entry in changed]
    known = known_pages(connection, list(keys.values()))
    due: list[int] = []
    for entry in found.fresh:
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
            modified_at=entry.modified,
            dating=(datings or {}).get(entry.key),
            needs_date=first_contact and entry.published is None,
            rereads=0,
            author=entry.author,
        )
        if identity is not None and state == "due":
            due.append(identity)
    again = tuple(dict.fromkeys(identity for identity in taken if identity is not None))
    return AddedEntries(new=len(found.fresh), fresh=frozenset(keys), due=tuple(due), changed=again)


def is_news(published: datetime | None, now: datetime) -> bool:
    """Whether something first seen now is young enough to alert. What has no date is taken for new."""
    return published is None or published >= now - OLD_AFTER


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


def entry_failed(
    connection: Connection,
    entry_id: int,
    reason: str,
    now: datetime,
    *,
    passing: bool = False,
    retry_after: timedelta | None = None,
) -> bool:
    """An attempt to read the page failed in a way that may pass, and will if `passing`; `retry_after` is the pause that
    the server asks for. Returns False when it was the last one: the entry is then given up, with its reason; one whose
    story was kept before stays kept as it was, and is not tried for as long."""
    row = connection.execute(
        select(entry_table.c.attempts, entry_table.c.state).where(entry_table.c.id == entry_id)
    ).one()
    attempts = row.attempts + 1
    is_kept = row.state == "again" and has_story(connection, entry_id)
    again_at = next_attempt_at(now, attempts, passing=passing and not is_kept, retry_after=retry_after)
    given_up = "kept" if is_kept else "failed"
    connection.execute(
        update(entry_table)
        .where(entry_table.c.id == entry_id, entry_table.c.state.in_(TO_READ))
        .values(
            state=given_up if again_at is None else row.state,
            reason=reason,
            attempts=attempts,
            next_attempt_at=again_at,
        )
    )
    return again_at is not None


def has_story(connection: Connection, entry_id: int) -> bool:
    """Whether a story was kept for an entry, be it one that was known at another address."""
    page = select(entry_table.c.url_key).where(entry_table.c.id == entry_id).scalar_subquery()
    twin = select(entry_table.c.twin_id).where(entry_table.c.id == entry_id).scalar_subquery()
    its = (story_table.c.entry_id == entry_id, story_table.c.url_key == page, story_table.c.id == twin)
    return any(connection.execute(select(story_table.c.id).where(one).limit(1)).first() is not None for one in its)


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
        modified=row["modified_at"],
        author=row["author"],
    )
