"""Subscriptions at WebSub hubs as they stand in the database: one a feed, and the pushes that a visit is still owed.

A subscription is written down before its hub is asked, because a hub may verify before it has answered. What is to
be done, and whether a verification is believed, is decided in `scheduler/websub/`; here it is applied.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, delete, insert, select, update

from crawler.store.tables import feed as feed_table
from crawler.store.tables import visit as visit_table
from crawler.store.tables import websub as websub_table


class HubState(StrEnum):
    """How a subscription stands."""

    ASKED = "asked"  # the hub has not confirmed it yet
    ACTIVE = "active"
    DENIED = "denied"  # by the hub, which may change its mind
    LAPSED = "lapsed"  # it ran out before the hub confirmed the renewal
    LEAVING = "leaving"  # the hub was told to end it


@dataclass(frozen=True, slots=True, kw_only=True)
class HubSubscription:
    """One feed's subscription. `secret` signs pushes; `token` is the unguessable end of `callback`."""

    feed_id: int
    hub: str
    topic: str
    callback: str
    token: str
    secret: str
    state: HubState
    asked_at: datetime
    lease_until: datetime | None = None
    tries: int = 0
    next_try_at: datetime
    last_push_at: datetime | None = None
    last_error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HubFeed:
    """What a subscription needs to know of its feed."""

    id: int
    name: str
    active: bool
    hub: str | None
    topic: str | None


def hub_feeds(connection: Connection) -> list[HubFeed]:
    """The feeds that name a hub or are subscribed at one, by id."""
    subscribed = select(websub_table.c.feed_id)
    query = (
        select(feed_table.c.id, feed_table.c.name, feed_table.c.active, feed_table.c.hub, feed_table.c.topic)
        .where(feed_table.c.hub.is_not(None) | feed_table.c.id.in_(subscribed))
        .order_by(feed_table.c.id)
    )
    return [HubFeed(**row) for row in connection.execute(query).mappings()]


def hub_subscriptions(connection: Connection) -> list[HubSubscription]:
    """Every subscription, by feed."""
    query = _locked(connection, select(websub_table).order_by(websub_table.c.feed_id))
    return [_subscription(row) for row in connection.execute(query).mappings()]


def subscription_by_token(connection: Connection, token: str) -> HubSubscription | None:
    """The subscription whose callback ends in this token, or None."""
    query = _locked(connection, select(websub_table).where(websub_table.c.token == token))
    row = connection.execute(query).mappings().first()
    return None if row is None else _subscription(row)


def begin_asking(connection: Connection, subscription: HubSubscription) -> None:
    """Writes down that a hub is about to be asked. What is subscribed already stays in force meanwhile."""
    values = {
        "state": subscription.state.value,
        "asked_at": subscription.asked_at,
        "tries": subscription.tries,
        "next_try_at": subscription.next_try_at,
    }
    mine = websub_table.c.token == subscription.token
    if not connection.execute(update(websub_table).where(mine).values(**values)).rowcount:
        connection.execute(
            insert(websub_table).values(
                feed_id=subscription.feed_id,
                hub=subscription.hub,
                topic=subscription.topic,
                callback=subscription.callback,
                token=subscription.token,
                secret=subscription.secret,
                **values,
            )
        )


def record_answer(connection: Connection, asked: HubSubscription, *, error: str | None, next_try_at: datetime) -> None:
    """Writes down what the hub answered, unless it has confirmed or denied in the meantime."""
    unchanged = (
        (websub_table.c.token == asked.token)
        & (websub_table.c.asked_at == asked.asked_at)
        & (websub_table.c.state == asked.state.value)
        & (websub_table.c.tries == asked.tries)
    )
    connection.execute(update(websub_table).where(unchanged).values(last_error=error, next_try_at=next_try_at))


def confirm(connection: Connection, token: str, *, lease_until: datetime, renew_at: datetime) -> None:
    """The hub has confirmed the subscription until then; it is renewed at `renew_at`."""
    connection.execute(
        update(websub_table)
        .where(websub_table.c.token == token)
        .values(state=HubState.ACTIVE.value, lease_until=lease_until, next_try_at=renew_at, tries=0, last_error=None)
    )


def deny(connection: Connection, token: str, *, reason: str, next_try_at: datetime) -> None:
    """The hub does not want this subscription, now or any more; it is asked again much later."""
    connection.execute(
        update(websub_table)
        .where(websub_table.c.token == token)
        .values(state=HubState.DENIED.value, lease_until=None, last_error=reason, next_try_at=next_try_at)
    )


def lapse(connection: Connection, now: datetime) -> int:
    """Marks the subscriptions whose lease has run out; returns how many."""
    over = (websub_table.c.state == HubState.ACTIVE.value) & (websub_table.c.lease_until <= now)
    return connection.execute(update(websub_table).where(over).values(state=HubState.LAPSED.value)).rowcount


def forget(connection: Connection, token: str) -> None:
    """Ends a subscription here: its callback is unknown from now on."""
    connection.execute(delete(websub_table).where(websub_table.c.token == token))


def take_hint(
    connection: Connection, feed_id: int, decide: Callable[[datetime | None], datetime | None]
) -> datetime | None:
    """Makes a feed due because its hub pushed; returns when, or None for not at all.

    `decide` gives the moment from that of the last hint. A feed that fails keeps its pause: its server, not its hub,
    says when it may be asked again.
    """
    query = (
        select(websub_table.c.last_push_at)
        .join(feed_table, feed_table.c.id == websub_table.c.feed_id)
        .where(websub_table.c.feed_id == feed_id, feed_table.c.active, feed_table.c.error_count == 0)
    )
    row = connection.execute(query).first()
    due_at = None if row is None else decide(row.last_push_at)
    if due_at is not None:
        connection.execute(update(websub_table).where(websub_table.c.feed_id == feed_id).values(last_push_at=due_at))
        _due_by(connection, feed_id, due_at)
    return due_at


def make_owed_due(connection: Connection, now: datetime) -> list[int]:
    """Makes due again the feeds whose last push no visit has followed: a visit that was under way when it came has
    planned the next one without knowing of it. Returns their ids."""
    last_visit = (
        select(visit_table.c.at, visit_table.c.seconds)
        .where(visit_table.c.feed_id == feed_table.c.id)
        .order_by(visit_table.c.at.desc(), visit_table.c.id.desc())
        .limit(1)
    )
    last_at = last_visit.with_only_columns(visit_table.c.at).scalar_subquery()
    seconds = last_visit.with_only_columns(visit_table.c.seconds).scalar_subquery()
    query = (
        select(feed_table.c.id, websub_table.c.last_push_at, last_at.label("at"), seconds.label("seconds"))
        .join(websub_table, websub_table.c.feed_id == feed_table.c.id)
        .where(
            feed_table.c.active,
            feed_table.c.error_count == 0,
            feed_table.c.next_visit_at > now,
            websub_table.c.last_push_at <= now,
        )
    )
    owed = [
        row.id
        for row in connection.execute(query)
        if row.at is None or row.at - timedelta(seconds=row.seconds) < row.last_push_at
    ]
    for feed_id in owed:
        _due_by(connection, feed_id, now)
    return owed


def _locked(connection: Connection, query: Select[Any]) -> Select[Any]:
    """Rows that a writer decides from stay as they are until it has written; SQLite's writers are alone anyway."""
    return query.with_for_update() if connection.get_execution_options().get("rasid_writes") else query


def _due_by(connection: Connection, feed_id: int, moment: datetime) -> None:
    later = (feed_table.c.id == feed_id) & (feed_table.c.next_visit_at > moment)
    connection.execute(update(feed_table).where(later).values(next_visit_at=moment))


def _subscription(row: RowMapping) -> HubSubscription:
    return HubSubscription(
        feed_id=row["feed_id"],
        hub=row["hub"],
        topic=row["topic"],
        callback=row["callback"],
        token=row["token"],
        secret=row["secret"],
        state=HubState(row["state"]),
        asked_at=row["asked_at"],
        lease_until=row["lease_until"],
        tries=row["tries"],
        next_try_at=row["next_try_at"],
        last_push_at=row["last_push_at"],
        last_error=row["last_error"],
    )
