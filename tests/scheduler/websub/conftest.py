"""A subscriber with a real database and a real web server on loopback, and its hub."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, update

from crawler.guard import Allowed
from crawler.news import Feed
from crawler.store.database import reading, writing
from crawler.store.feeds import WatchedFeed, feed_by_name, put_feeds
from crawler.store.tables import feed as feed_table
from crawler.store.websub import HubSubscription, hub_subscriptions
from scheduler.serving import served
from scheduler.websub.callback import callback_app
from scheduler.websub.hub import HubAnswer
from scheduler.websub.keeping import HubDesk, keep_subscriptions
from tests.conftest import free_port
from tests.scheduler.websub.strict_hub import StrictHub

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
TOPIC = "https://sada-alsahel.example/feed?قسم=أخبار"


@dataclass
class Subscriber:
    """Our side, whose time the test sets. `woken` counts how often the crawlers were woken."""

    desk: HubDesk
    port: int
    now: datetime = NOW
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    async def keep(self, *, after: timedelta = timedelta(0), **changes: object) -> list[HubAnswer]:
        """The job, some time later, perhaps with another configuration."""
        self.now += after
        self.desk = replace(self.desk, **changes)  # type: ignore[arg-type]
        return await keep_subscriptions(self.desk, self.now)

    def subscriptions(self) -> list[HubSubscription]:
        """All that is subscribed."""
        with reading(self.desk.engine) as connection:
            return hub_subscriptions(connection)

    def subscription(self) -> HubSubscription:
        """The only one."""
        (found,) = self.subscriptions()
        return found

    def feed(self, name: str = "sada") -> WatchedFeed:
        """A feed as it stands."""
        with reading(self.desk.engine) as connection:
            found = feed_by_name(connection, name)
        assert found is not None
        return found

    def change_feed(self, **values: object) -> None:
        """Sets columns of every feed."""
        with writing(self.desk.engine) as connection:
            connection.execute(update(feed_table).values(**values))

    @asynccontextmanager
    async def listening(self, *, again: float = 5.0) -> AsyncIterator[None]:
        """The callback's web server, while the block runs."""

        async def wake() -> None:
            self.woken.set()

        app = callback_app(self.desk, wake=wake, clock=lambda: self.now)
        async with served(app, f"127.0.0.1:{self.port}", again=again):
            yield


@pytest.fixture
def hub() -> Iterator[StrictHub]:
    """A hub that keeps to the rules; at the end nobody has broken them."""
    with StrictHub() as made:
        yield made
    assert made.complaints == []


@pytest.fixture
def subscriber(sqlite_engine: Engine, hub: StrictHub) -> Subscriber:
    """A subscriber that watches one feed, which names the hub and is visited in an hour."""
    return new_subscriber(sqlite_engine, hub)


@pytest.fixture
def subscriber_anywhere(engine: Engine, hub: StrictHub) -> Subscriber:
    """The same on both databases."""
    return new_subscriber(engine, hub)


def new_subscriber(engine: Engine, hub: StrictHub) -> Subscriber:
    """A subscriber of this hub."""
    with writing(engine) as connection:
        put_feeds(
            connection, [Feed(name="sada", url="https://sada-alsahel.example/feed", outlet="صدى الساحل")], "x", NOW
        )
        connection.execute(
            update(feed_table).values(hub=f"{hub.url}/", topic=TOPIC, next_visit_at=NOW + timedelta(hours=1))
        )
    port = free_port()
    return Subscriber(
        desk=HubDesk(
            engine=engine,
            callback=f"http://127.0.0.1:{port}/websub",
            lease=timedelta(days=5),
            allowed=Allowed.of(["127.0.0.1"]),
            user_agent="Rasid/1.0 (+https://example.org/contact)",
        ),
        port=port,
    )
