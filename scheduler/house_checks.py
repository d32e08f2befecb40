"""Promises of the house, looked at hourly: every event that is for somebody has a delivery row for them.

What a check finds is kept in the table `house_check`, for `rasid status` and the metrics; the operator is told once.
"""

import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from alerts.event_rows import load_events
from alerts.events.event import Event
from alerts.subscriptions import NoMatch, Recipient, Subscription, matches
from alerts.tables import delivery as delivery_table
from alerts.tables import event as event_table
from crawler.store.tables import story as story_table
from scheduler.tables import house_check

logger = logging.getLogger(__name__)

WITHOUT_ROW = "without_row"
LOOKED_BACK = timedelta(hours=26)  # a check that was missed is made up for by the next one
SETTLED = timedelta(minutes=10)  # what changed since may be under way
SHOWN = 5
_PORTION = 200


def note_subscriptions(connection: Connection, subscriptions: Sequence[Subscription], now: datetime) -> None:
    """Remembers since when these subscriptions hold: an event from before was never for a new one."""
    digest = hashlib.sha256(repr(sorted(map(repr, subscriptions))).encode()).hexdigest()
    row = connection.execute(select(house_check).where(house_check.c.name == WITHOUT_ROW)).mappings().first()
    if row is None:
        values = {"name": WITHOUT_ROW, "at": now, "value": 0, "detail": "", "since": now, "digest": digest}
        connection.execute(insert(house_check).values(**values))
    elif row["digest"] != digest:
        connection.execute(
            update(house_check).where(house_check.c.name == WITHOUT_ROW).values(since=now, digest=digest)
        )


def missing_rows(connection: Connection, subscriptions: Sequence[Subscription], now: datetime) -> list[str]:
    """Each event and receiver that should have met and did not, in words."""
    since = connection.execute(select(house_check.c.since).where(house_check.c.name == WITHOUT_ROW)).scalar()
    since = max(since or now, now - LOOKED_BACK)
    changed = event_table.c.changed_at
    query = select(event_table.c.id).where(changed >= since, changed < now - SETTLED).order_by(event_table.c.id)
    ids = list(connection.execute(query).scalars())
    found: list[str] = []
    for at in range(0, len(ids), _PORTION):
        events = [event for event in load_events(connection, ids[at : at + _PORTION]) if _is_news(event)]
        fresh = _told_by_a_fresh_story(connection, events, since)
        known = _with_rows(connection, [event.id for event in events])
        found += [
            f"event {event.id} for {recipient.shown} ({subscription.name})"
            for event in events
            if event.id in fresh
            for subscription in subscriptions
            if not isinstance(matches(subscription, event), NoMatch)
            for recipient in subscription.to
            if (event.id, recipient) not in known and not _is_from_before(event, subscription, recipient)
        ]
    return found


def _is_from_before(event: Event, subscription: Subscription, recipient: Recipient) -> bool:
    """Whether a chat joined only after the event's newest report was placed."""
    since = next((one.since for one in subscription.joined if one.to == recipient), None)
    newest = event.reports[-1]
    return since is not None and (newest.seen_at or newest.at) <= since + SETTLED


def _is_news(event: Event) -> bool:
    """What another event took in is told by that one."""
    return event.alerting and event.merged_into is None


def _told_by_a_fresh_story(connection: Connection, events: Sequence[Event], since: datetime) -> set[int]:
    """The events whose newest report may alert and was kept since: when it was placed, everybody was looked at."""
    newest = {event.reports[-1].story_id: event.id for event in events if event.reports[-1].alerting}
    query = select(story_table.c.id).where(story_table.c.id.in_(newest), story_table.c.kept_at >= since)
    return {newest[identity] for identity in connection.execute(query).scalars()}


def _with_rows(connection: Connection, ids: Sequence[int]) -> set[tuple[int, Recipient]]:
    columns = (delivery_table.c.event_id, delivery_table.c.channel, delivery_table.c.recipient)
    rows = connection.execute(select(*columns).where(delivery_table.c.event_id.in_(ids)).distinct())
    return {(event_id, Recipient(channel=channel, address=address)) for event_id, channel, address in rows}


def note_check(connection: Connection, name: str, problems: Sequence[str], now: datetime) -> bool:
    """Writes down what a check found; whether this is a violation that the operator has not been told of."""
    more = f" (+{len(problems) - SHOWN})" if len(problems) > SHOWN else ""
    detail = ", ".join(problems[:SHOWN]) + more
    mine = house_check.c.name == name
    told_at = connection.execute(select(house_check.c.told_at).where(mine)).scalar()
    values: dict[str, object] = {"at": now, "value": len(problems), "detail": detail}
    values["told_at"] = (told_at or now) if problems else None
    if not connection.execute(update(house_check).where(mine).values(**values)).rowcount:
        connection.execute(insert(house_check).values(name=name, **values))
    if problems:
        logger.error("invariant_violated check=%s count=%d detail=%r", name, len(problems), detail)
    return bool(problems) and told_at is None
