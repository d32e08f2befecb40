"""A database with one feed at a stand, and the crawlers that a test starts on it."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from redis.asyncio import Redis
from sqlalchemy import Engine, select, update

from crawler.store.database import reading, writing
from crawler.store.feeds import feed_by_name
from crawler.store.streams import VISITS, Stream
from crawler.store.tables import feed as feed_table
from crawler.store.tables import story as story_table
from tests.crawler.spiders.crawls import Resident


@dataclass
class Watch:
    """A database with one feed at the stand, and crawlers that are ended with the test."""

    config: Path
    engine: Engine
    redis: str
    crawlers: list[Resident]

    def start(self, *, dies: tuple[str, int] | None = None) -> Resident:
        """One more crawler on the same database; `dies` has it killed at a step (see `dying`)."""
        self.crawlers.append(Resident(self.config, dies=dies))
        return self.crawlers[-1]

    def rows(self, table: Any) -> list[dict[str, Any]]:
        """All rows of a table."""
        with reading(self.engine) as connection:
            first = next(iter(table.primary_key))
            return [dict(row) for row in connection.execute(select(table).order_by(first)).mappings()]

    def stories(self) -> list[str]:
        """The addresses of the kept stories."""
        return [row["url"] for row in self.rows(story_table)]

    def tell(self, name: str = "a") -> None:
        """What the scheduler does: the feed is put into the stream, and the database says that it was told."""
        with writing(self.engine) as connection:
            found = feed_by_name(connection, name)
            assert found is not None
            until = datetime.now(UTC) + timedelta(minutes=5)
            connection.execute(update(feed_table).where(feed_table.c.id == found.id).values(queued_until=until))
        asyncio.run(_add(self.redis, found.id))

    def make_due(self) -> None:
        """The next visit is due now."""
        with writing(self.engine) as connection:
            connection.execute(update(feed_table).values(next_visit_at=datetime.now(UTC)))

    def depth(self, stream: str) -> int:
        """How many messages stand in a stream."""
        return asyncio.run(_depth(self.redis, stream))


async def _add(url: str, feed_id: int) -> None:
    async with Redis.from_url(url, decode_responses=True) as redis:
        await Stream(redis, name=VISITS, group="crawlers", consumer="test").add({"feed": str(feed_id)})


async def _depth(url: str, stream: str) -> int:
    async with Redis.from_url(url, decode_responses=True) as redis:
        return int(await redis.xlen(stream))
