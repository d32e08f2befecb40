"""The watched feeds: which are due, and what each visit found.

`record_visit` is commit 1 of the house: the entries found and the feed's validators together, so that no crash can
leave a feed that answers "not modified" for entries that were never kept. Entries stay `due` until their page is
kept, refused or given up, whoever crashes in between.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, exists, insert, or_, select, update

from crawler.errors import StoreError
from crawler.feeds.moving import Move
from crawler.feeds.state import FeedState
from crawler.news import Feed, FeedKind
from crawler.store.listed import TO_READ
from crawler.store.tables import entry as entry_table
from crawler.store.tables import feed as feed_table

FIRST_INTERVAL = timedelta(minutes=10)
TELLING = (FeedState.DEAD.value, FeedState.GONE.value)  # states that somebody has to look at


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedFeed:
    """A feed as it stands in the database: the noun, and what is known of its visits."""

    id: int
    feed: Feed
    origin: str
    active: bool
    state: str
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    next_visit_at: datetime
    last_visit_at: datetime | None = None
    last_success_at: datetime | None = None
    error_count: int = 0
    last_error: str | None = None
    failing_since: datetime | None = None
    interval: timedelta = FIRST_INTERVAL
    rhythm: Any = None  # as JSON: crawler.feeds.rhythm
    move: Move | None = None
    adopted_url: str | None = None
    ask_whole: bool = False
    told_state: str | None = None

    @property
    def address(self) -> str:
        """Where the feed is asked for: its address, or the one that it has moved to."""
        return self.adopted_url or self.feed.url


def sync_feeds(connection: Connection, feeds: Sequence[Feed], origin: str, now: datetime) -> None:
    """Makes the feeds of this origin the given ones: new ones are due at once, changed ones change, and those that
    are not among them any more become inactive. Feeds of another origin stay as they are, and paused ones paused."""
    put_feeds(connection, feeds, origin, now)
    names = {feed.name for feed in feeds}
    there = or_(feed_table.c.active, feed_table.c.paused_at.is_not(None))
    known = select(feed_table.c.id, feed_table.c.name).where(feed_table.c.origin == origin, there)
    gone = [row.id for row in connection.execute(known) if row.name not in names]
    if gone:
        connection.execute(update(feed_table).where(feed_table.c.id.in_(gone)).values(active=False, paused_at=None))


def put_feeds(connection: Connection, feeds: Sequence[Feed], origin: str, now: datetime) -> None:
    """Adds or changes these feeds and leaves all others alone."""
    rows = {row["name"]: row for row in connection.execute(select(feed_table)).mappings()}
    for feed in feeds:
        row = rows.get(feed.name)
        described = _described(feed) | {"origin": origin, "active": row is None or row["paused_at"] is None}
        if row is None:
            connection.execute(insert(feed_table).values(**described, **_never_visited(now)))
        elif changed := {key: value for key, value in described.items() if row[key] != value}:
            if "url" in changed:  # another document: what is known of the old one does not hold for it
                changed |= {
                    "etag": None,
                    "last_modified": None,
                    "body_hash": None,
                    "next_visit_at": now,
                    "state": "new",
                    "last_success_at": None,
                    "adopted_url": None,
                    "rhythm": None,
                    "last_new_at": None,
                    "usual_gap_seconds": None,
                }
            connection.execute(update(feed_table).where(feed_table.c.id == row["id"]).values(**changed))


def add_feed(connection: Connection, feed: Feed, now: datetime) -> int:
    """Watches one more feed, due at once; returns its id. Raises StoreError if the name is taken by an active feed."""
    known = feed_by_name(connection, feed.name)
    if known is not None and known.active:
        raise StoreError(f"there is a feed named '{feed.name}' already")
    if known is not None:  # who adds it wants it watched
        connection.execute(update(feed_table).where(feed_table.c.id == known.id).values(paused_at=None))
    put_feeds(connection, [feed], "added", now)
    added = feed_by_name(connection, feed.name)
    assert added is not None
    return added.id


def remove_feed(connection: Connection, name: str) -> bool:
    """Watches an added feed no longer; its entries and stories stay. False if no added feed has this name."""
    there = or_(feed_table.c.active, feed_table.c.paused_at.is_not(None))
    ours = (feed_table.c.name == name) & (feed_table.c.origin == "added") & there
    return bool(connection.execute(update(feed_table).where(ours).values(active=False, paused_at=None)).rowcount)


def pause_feed(connection: Connection, name: str, now: datetime) -> bool:
    """Visits a watched feed no more until `resume_feed`, also where the configuration names it; false where no watched
    feed has this name. Pages that it has listed wait as well."""
    watched = (feed_table.c.name == name) & feed_table.c.active
    return bool(connection.execute(update(feed_table).where(watched).values(active=False, paused_at=now)).rowcount)


def resume_feed(connection: Connection, name: str, now: datetime) -> bool:
    """Watches a paused feed again, due at once; false where no paused feed has this name."""
    paused = (feed_table.c.name == name) & feed_table.c.paused_at.is_not(None)
    values = {"active": True, "paused_at": None, "next_visit_at": now}
    return bool(connection.execute(update(feed_table).where(paused).values(**values)).rowcount)


def _described(feed: Feed) -> dict[str, Any]:
    return {
        "name": feed.name,
        "url": feed.url,
        "outlet": feed.outlet,
        "country": feed.country,
        "language": feed.language,
        "section": feed.section,
        "tier": feed.tier,
        "zone": feed.zone,
        "tags": list(feed.tags),
        "kind": feed.kind.value,
        "link_selector": feed.link_selector,
        "link_pattern": feed.link_pattern,
        "charset": feed.charset,
    }


def _never_visited(now: datetime) -> dict[str, Any]:
    return {
        "state": "new",
        "next_visit_at": now,
        "error_count": 0,
        "interval_seconds": int(FIRST_INTERVAL.total_seconds()),
    }


def feed_by_name(connection: Connection, name: str) -> WatchedFeed | None:
    """The feed of this name, active or not, or None."""
    return _one(connection.execute(select(feed_table).where(feed_table.c.name == name)).mappings().first())


def feed_by_id(connection: Connection, identity: int) -> WatchedFeed | None:
    """The feed with this id, or None."""
    return _one(connection.execute(select(feed_table).where(feed_table.c.id == identity)).mappings().first())


def feed_by_url(connection: Connection, url: str) -> WatchedFeed | None:
    """An active feed at exactly this address, or None."""
    query = select(feed_table).where(feed_table.c.url == url, feed_table.c.active).order_by(feed_table.c.id)
    return _one(connection.execute(query).mappings().first())


def list_feeds(connection: Connection) -> list[dict[str, Any]]:
    """Every feed by name, as plain rows."""
    return [dict(row) for row in connection.execute(select(feed_table).order_by(feed_table.c.name)).mappings()]


def active_feeds(connection: Connection) -> list[WatchedFeed]:
    """The feeds that are watched, by name."""
    query = select(feed_table).where(feed_table.c.active).order_by(feed_table.c.name)
    return [watched_feed(row) for row in connection.execute(query).mappings()]


def due_feeds(connection: Connection, now: datetime, limit: int) -> list[WatchedFeed]:
    """The feeds that a crawler should be told of, the longest due first: their visit is due, or pages of theirs are
    still to be read after a crash or a failure. A feed that a crawler was told of is left out until `queued_until`."""
    page_due = exists().where(
        entry_table.c.feed_id == feed_table.c.id,
        entry_table.c.state.in_(TO_READ),
        entry_table.c.next_attempt_at <= now,
    )
    query = (
        select(feed_table)
        .where(
            feed_table.c.active,
            or_(feed_table.c.queued_until.is_(None), feed_table.c.queued_until <= now),
            or_(feed_table.c.next_visit_at <= now, page_due),
        )
        .order_by(feed_table.c.next_visit_at, feed_table.c.id)
        .limit(limit)
    )
    if connection.dialect.name == "postgresql" and connection.get_execution_options().get("rasid_writes"):
        query = query.with_for_update(skip_locked=True)  # two crawlers that ask at once get different feeds
    return [watched_feed(row) for row in connection.execute(query).mappings()]


def feeds_to_tell_of(connection: Connection) -> list[WatchedFeed]:
    """The watched feeds that are dead or gone without the operator's having been told so, and those that he was told
    of and that work again."""
    state, told = feed_table.c.state, feed_table.c.told_state
    news = and_(state.in_(TELLING), or_(told.is_(None), told != state))
    back = and_(state == FeedState.HEALTHY.value, told.is_not(None))
    query = select(feed_table).where(feed_table.c.active, or_(news, back)).order_by(feed_table.c.name)
    return [watched_feed(row) for row in connection.execute(query).mappings()]


def mark_told(connection: Connection, feeds: Sequence[WatchedFeed]) -> None:
    """The operator is told of these feeds in this transaction."""
    for feed in feeds:
        told = feed.state if feed.state in TELLING else None
        connection.execute(update(feed_table).where(feed_table.c.id == feed.id).values(told_state=told))


def make_due(connection: Connection, names: Sequence[str], now: datetime) -> int:
    """Makes these active feeds due at once, whenever their next visit was planned; returns how many they are."""
    planned = feed_table.c.name.in_(names) & feed_table.c.active & (feed_table.c.next_visit_at > now)
    return connection.execute(update(feed_table).where(planned).values(next_visit_at=now)).rowcount


def mark_queued(connection: Connection, ids: Sequence[int], until: datetime | None) -> None:
    """A crawler was told of these feeds, or is at work on them, until then; None: nobody is any more."""
    if ids:
        connection.execute(update(feed_table).where(feed_table.c.id.in_(ids)).values(queued_until=until))


def hold_queued(connection: Connection, ids: Sequence[int], until: datetime) -> None:
    """Whoever is at work on these feeds goes on until then; feeds whose work has ended meanwhile stay free."""
    if ids:
        held = feed_table.c.id.in_(ids) & feed_table.c.queued_until.is_not(None)
        connection.execute(update(feed_table).where(held).values(queued_until=until))


def watched_feed(row: RowMapping) -> WatchedFeed:
    """A row of the feed table as the record."""
    return WatchedFeed(
        id=row["id"],
        feed=Feed(
            name=row["name"],
            url=row["url"],
            outlet=row["outlet"],
            country=row["country"],
            language=row["language"],
            section=row["section"],
            tier=row["tier"],
            zone=row["zone"],
            tags=tuple(row["tags"]),
            kind=FeedKind(row["kind"]),
            link_selector=row["link_selector"],
            link_pattern=row["link_pattern"],
            charset=row["charset"],
        ),
        origin=row["origin"],
        active=row["active"],
        state=row["state"],
        etag=row["etag"],
        last_modified=row["last_modified"],
        body_hash=row["body_hash"],
        next_visit_at=row["next_visit_at"],
        last_visit_at=row["last_visit_at"],
        last_success_at=row["last_success_at"],
        error_count=row["error_count"],
        last_error=row["last_error"],
        failing_since=row["failing_since"],
        interval=timedelta(seconds=row["interval_seconds"]),
        rhythm=row["rhythm"],
        move=_move(row),
        adopted_url=row["adopted_url"],
        ask_whole=row["ask_whole"],
        told_state=row["told_state"],
    )


def _move(row: RowMapping) -> Move | None:
    if row["moved_to"] is None or row["moved_since"] is None:
        return None
    return Move(to=row["moved_to"], since=row["moved_since"], seen=row["moved_seen"])


def _one(row: RowMapping | None) -> WatchedFeed | None:
    return None if row is None else watched_feed(row)
