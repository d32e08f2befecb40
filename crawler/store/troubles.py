"""Which watched feeds answer and still bring nothing, and of which of them the operator was told."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping, func, select, update

from crawler.feeds.rhythm import rhythm_from_json
from crawler.feeds.state import FeedState
from crawler.feeds.troubles import PAGES_OF, Troubled, lost_pages, silence
from crawler.store.feeds import WatchedFeed, watched_feed
from crawler.store.tables import entry as entry_table
from crawler.store.tables import feed as feed_table


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubleNews:
    """A feed whose trouble is new to the operator; None: that of which he was told is over."""

    feed: WatchedFeed
    troubled: Troubled | None


def troubles(connection: Connection, now: datetime) -> dict[str, Troubled]:
    """The trouble of each feed that answers and is in any, by its name."""
    return {row["name"]: troubled for row, troubled in _looked_at(connection, now) if troubled is not None}


def troubles_to_tell_of(connection: Connection, now: datetime) -> list[TroubleNews]:
    """What has become of feeds since the operator was last told of their troubles."""
    return [
        TroubleNews(feed=watched_feed(row), troubled=troubled)
        for row, troubled in _looked_at(connection, now)
        if row["told_trouble"] != (None if troubled is None else troubled.trouble.value)
    ]


def mark_troubles_told(connection: Connection, news: list[TroubleNews]) -> None:
    """The operator is told of these feeds in this transaction."""
    for one in news:
        told = None if one.troubled is None else one.troubled.trouble.value
        connection.execute(update(feed_table).where(feed_table.c.id == one.feed.id).values(told_trouble=told))


def _looked_at(connection: Connection, now: datetime) -> list[tuple[RowMapping, Troubled | None]]:
    """The feeds that answer; those that do not are told of by their state."""
    ours = feed_table.c.active & (feed_table.c.state == FeedState.HEALTHY.value)
    pages = _ends_of_pages(connection, now)
    rows = connection.execute(select(feed_table).where(ours).order_by(feed_table.c.name)).mappings()
    return [(row, _trouble(row, pages.get(row["id"], {}), now)) for row in rows]


def _trouble(row: RowMapping, pages: Mapping[tuple[str, str], int], now: datetime) -> Troubled | None:
    gap = row["usual_gap_seconds"]
    usual_gap = None if gap is None else timedelta(seconds=gap)
    return lost_pages(pages) or silence(rhythm_from_json(row["rhythm"]), row["last_new_at"], usual_gap, now)


def _ends_of_pages(connection: Connection, now: datetime) -> Mapping[int, Mapping[tuple[str, str], int]]:
    """How many pages that a feed listed in the last day are in a state for a reason, those known before left out."""
    of = entry_table.c
    query = (
        select(of.feed_id, of.state, of.reason, func.count())
        .where(of.first_seen_at > now - PAGES_OF, of.feed_id.is_not(None), of.state != "known")
        .group_by(of.feed_id, of.state, of.reason)
    )
    found: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for feed_id, state, reason, count in connection.execute(query):
        found[feed_id][state, reason or ""] = int(count)
    return found
