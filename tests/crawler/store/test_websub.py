"""Subscriptions in the database, and the visits that pushes are owed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from crawler.news import Feed
from crawler.store.database import reading, writing
from crawler.store.feeds import feed_by_name, put_feeds
from crawler.store.tables import feed as feed_table
from crawler.store.tables import visit as visit_table
from crawler.store.tables import websub as websub_table
from crawler.store.websub import (
    HubState,
    HubSubscription,
    begin_asking,
    confirm,
    forget,
    hub_feeds,
    hub_subscriptions,
    lapse,
    make_owed_due,
    record_answer,
    subscription_by_token,
    take_hint,
)

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


def put_feed(connection: Connection, name: str = "a", **values: object) -> int:
    """A feed that is visited in an hour; its id."""
    put_feeds(connection, [Feed(name=name, url=f"https://{name}.example/feed", outlet=name)], "configured", NOW)
    values = {"next_visit_at": NOW + HOUR} | values
    connection.execute(update(feed_table).where(feed_table.c.name == name).values(**values))
    return connection.execute(select(feed_table.c.id).where(feed_table.c.name == name)).scalar_one()


def asked(feed_id: int) -> HubSubscription:
    """A subscription whose hub is being asked."""
    return HubSubscription(
        feed_id=feed_id,
        hub="https://hub.example/",
        topic="https://a.example/feed",
        callback=f"https://desk.example/{feed_id}",
        token=f"token-{feed_id}",
        secret="secret",
        state=HubState.ASKED,
        asked_at=NOW,
        tries=1,
        next_try_at=NOW + timedelta(minutes=1),
    )


def put_active(connection: Connection, feed_id: int) -> str:
    """An active subscription of an hour; its token."""
    begin_asking(connection, asked(feed_id))
    confirm(connection, f"token-{feed_id}", lease_until=NOW + HOUR, renew_at=NOW + HOUR / 2)
    return f"token-{feed_id}"


def test_a_subscription_is_kept_as_it_was_asked_for(engine: Engine) -> None:
    """Found again by its token; forgotten, its token is nothing."""
    with writing(engine) as connection:
        subscription = asked(put_feed(connection))
        begin_asking(connection, subscription)
        assert subscription_by_token(connection, subscription.token) == subscription
        forget(connection, subscription.token)
    with reading(engine) as connection:
        assert subscription_by_token(connection, subscription.token) is None


def test_a_feed_has_one_subscription(engine: Engine) -> None:
    """Another one beside it is an error of ours; with the feed its subscription goes."""
    with writing(engine) as connection:
        feed_id = put_feed(connection)
        begin_asking(connection, asked(feed_id))
    with pytest.raises(IntegrityError), writing(engine) as connection:
        begin_asking(connection, replace(asked(feed_id), token="another"))
    with writing(engine) as connection:
        connection.execute(delete(feed_table))
        assert connection.execute(select(func.count()).select_from(websub_table)).scalar_one() == 0


def test_an_answer_that_comes_after_the_confirmation_changes_nothing(engine: Engine) -> None:
    """Hubs verify before they have answered, and some answer oddly afterwards."""
    with writing(engine) as connection:
        subscription = asked(put_feed(connection))
        begin_asking(connection, subscription)
        record_answer(connection, subscription, error="the hub answered 500", next_try_at=NOW + HOUR)
        failed = subscription_by_token(connection, subscription.token)
        confirm(connection, subscription.token, lease_until=NOW + HOUR, renew_at=NOW + HOUR / 2)
        confirmed = subscription_by_token(connection, subscription.token)
        record_answer(connection, subscription, error="the hub answered 204", next_try_at=NOW + SECOND)
        assert subscription_by_token(connection, subscription.token) == confirmed
    assert failed is not None
    assert confirmed is not None
    assert (failed.last_error, failed.next_try_at) == ("the hub answered 500", NOW + HOUR)
    assert (confirmed.state, confirmed.tries, confirmed.last_error) == (HubState.ACTIVE, 0, None)


def test_a_lease_lapses_when_it_is_over(engine: Engine) -> None:
    """Not a second earlier."""
    with writing(engine) as connection:
        put_active(connection, put_feed(connection))
        assert lapse(connection, NOW + HOUR - SECOND) == 0
        assert lapse(connection, NOW + HOUR) == 1
        assert [one.state for one in hub_subscriptions(connection)] == [HubState.LAPSED]


def test_feeds_with_a_hub_or_a_subscription_are_looked_at(engine: Engine) -> None:
    """Removed ones too, until they are unsubscribed; all others are left out."""
    with writing(engine) as connection:
        put_feed(connection, "plain")
        put_feed(connection, "named", hub="https://hub.example/", topic="https://named.example/feed")
        put_active(connection, put_feed(connection, "left", active=False))
        assert [(one.name, one.active, one.hub) for one in hub_feeds(connection)] == [
            ("named", True, "https://hub.example/"),
            ("left", False, None),
        ]


@pytest.mark.parametrize(
    ("planned", "changes", "hint", "due"),
    [
        (HOUR, {}, 0, 0),
        (HOUR, {}, 10, 10),
        (HOUR, {}, None, 3600),
        (-HOUR, {}, 0, -3600),  # due already: it keeps its place in the line
        (HOUR, {"error_count": 1}, 0, 3600),
        (HOUR, {"active": False}, 0, 3600),
    ],
)
def test_a_hint_makes_a_feed_due_earlier_and_never_later(
    engine: Engine, planned: timedelta, changes: dict[str, object], hint: int | None, due: int
) -> None:
    """Unless it fails or is not watched: then it keeps its time, and the push is not remembered."""
    with writing(engine) as connection:
        feed_id = put_feed(connection, next_visit_at=NOW + planned, **changes)
        token = put_active(connection, feed_id)
        moment = None if hint is None else NOW + hint * SECOND
        taken = take_hint(connection, feed_id, lambda last: moment)
        found = feed_by_name(connection, "a")
        subscription = subscription_by_token(connection, token)
    assert found is not None
    assert subscription is not None
    assert found.next_visit_at == NOW + due * SECOND
    assert subscription.last_push_at == taken == (None if changes else moment)


@pytest.mark.parametrize(
    ("began", "seconds", "owed"),
    [
        (-5, 2, True),  # answered before the push
        (-5, 20, True),  # under way when it came: what it read may be older
        (1, 2, False),
        (None, 0, True),
    ],
)
def test_a_push_is_owed_a_visit_that_began_after_it(
    engine: Engine, began: int | None, seconds: int, owed: bool
) -> None:
    """A visit that was under way plans the next one as if nothing had been pushed; then the feed is made due again."""
    later = NOW + 30 * SECOND
    with writing(engine) as connection:
        feed_id = put_feed(connection)
        put_active(connection, feed_id)
        assert make_owed_due(connection, later) == []
        take_hint(connection, feed_id, lambda last: NOW)
        if began is not None:
            connection.execute(
                insert(visit_table).values(
                    feed_id=feed_id,
                    at=NOW + (began + seconds) * SECOND,
                    outcome="new_items",
                    found=1,
                    new=1,
                    seconds=float(seconds),
                )
            )
        connection.execute(update(feed_table).values(next_visit_at=NOW + HOUR))
        assert make_owed_due(connection, NOW - SECOND) == []
        assert make_owed_due(connection, later) == ([feed_id] if owed else [])
        assert make_owed_due(connection, later) == []
        found = feed_by_name(connection, "a")
    assert found is not None
    assert found.next_visit_at == (later if owed else NOW + HOUR)
