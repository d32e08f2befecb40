"""A stand for every test of the spider, and a watch for those of the resident one."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.news import Feed
from crawler.store.database import connect, migrate, writing
from crawler.store.feeds import sync_feeds
from tests.crawler.spiders.crawls import NO_REDIS, configure
from tests.crawler.spiders.stand import Stand
from tests.crawler.spiders.watch import Watch


@pytest.fixture
def stand() -> Iterator[Stand]:
    """A scripted server on 127.0.0.1."""
    one = Stand()
    yield one
    one.close()


@pytest.fixture
def watch(tmp_path: Path, stand: Stand) -> Iterator[Callable[..., Watch]]:
    """Makes the database; `redis` and `crawler` go into the configuration."""
    made: list[Watch] = []

    def make(redis: str = NO_REDIS, crawler: str = "", database: str = "") -> Watch:
        database = database or f"sqlite:///{tmp_path / 'rasid.db'}"
        config = configure(tmp_path, redis=redis, crawler=crawler, database=database)
        engine = connect(database)
        migrate(engine)
        with writing(engine) as connection:
            feeds = [Feed(name="a", url=stand.url("/feed"), outlet="موقع الاختبار", country="SY")]
            sync_feeds(connection, feeds, "configured", datetime.now(UTC))
        made.append(Watch(config=config, engine=engine, redis=redis, crawlers=[]))
        return made[-1]

    yield make
    for one in made:
        for crawler in one.crawlers:
            if crawler.process.poll() is None:
                crawler.kill()
        one.engine.dispose()
