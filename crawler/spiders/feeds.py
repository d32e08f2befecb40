"""The spider: one for the daemon, `rasid crawl` and `scrapy crawl feeds -a feed=NAME | -a url=URL`.

The daemon's `start()` never ends: it takes due feeds from Redis, or from the database while Redis is away, and
yields their requests. A stop begins no new job; downloads that are under way are read and kept, and whatever was not
finished is given back, due as before.
"""

import asyncio
import logging
import os
import socket
import time
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider, signals
from scrapy.exceptions import CloseSpider
from sqlalchemy.exc import SQLAlchemyError

from crawler.reading_pool import ReadersFailed
from crawler.scrapy_settings import config_path
from crawler.settings import load_crawler_settings
from crawler.spiders.by_hand import ByHand
from crawler.spiders.desk import Desk, Order
from crawler.spiders.jobs import JobBook
from crawler.spiders.visiting import Visiting

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

RENEWED_AFTER = 24 * 3600.0  # a resident crawler ends then, and the supervisor starts a fresh one
_YES = frozenset({"1", "true", "yes", "on"})


class FeedsSpider(Spider):
    """Visits feeds and reads their pages."""

    name = "feeds"

    desk: Desk

    def __init__(
        self,
        *,
        order: Order | None = None,
        feed: str = "",
        url: str = "",
        no_alert: str = "",
        dry_run: str = "",
        **kwargs: Any,
    ) -> None:
        """`order` is what `crawler.crawl` gives; from Scrapy's command line come words, several divided by commas."""
        super().__init__(**kwargs)
        if order is None:  # the lines that matter are ours
            logging.getLogger("scrapy").setLevel(logging.WARNING)
        self.order = order or Order(
            settings=load_crawler_settings(config_path()),
            feed_names=[name.strip() for name in feed.split(",") if name.strip()],
            urls=[url] if url else [],
            no_alert=no_alert.lower() in _YES,
            dry_run=dry_run.lower() in _YES,
        )
        self._book: JobBook | None = None
        self._signs_of_life: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: "Crawler", *args: Any, **kwargs: Any) -> "FeedsSpider":
        """Scrapy's way to make one."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        assert isinstance(spider, FeedsSpider)
        crawler.signals.connect(spider._opened, signal=signals.spider_opened)
        crawler.signals.connect(spider._closed, signal=signals.spider_closed)
        return spider

    async def _opened(self) -> None:
        self.desk = Desk(self.order, consumer=f"{socket.gethostname()}:{os.getpid()}")

    async def start(self) -> AsyncIterator[Request]:
        """The requests to begin with; for the daemon without an end."""
        order = self.order
        if not (order.daemon or order.everything or order.urls or order.feed_names):
            logger.error("nothing_to_crawl give='-a feed=NAME or -a url=URL'")
            return
        try:
            await self.desk.pool.warm_up()
        except ReadersFailed as error:
            logger.error("readers_failed error=%r", str(error))
            self.desk.note_failure("readers", str(error))
            raise CloseSpider("readers_failed") from None
        async for request in self._resident() if order.daemon else ByHand(self.desk).start():
            yield request

    async def _resident(self) -> AsyncIterator[Request]:
        crawler = self.order.settings.crawler
        desk = self.desk
        # Twice the requests in flight: most jobs wait for a host's delay or for a reader.
        self._book = JobBook(store=desk, stream=desk.visits, redis=desk.gate, most=crawler.concurrency * 2)
        self._signs_of_life = asyncio.create_task(self._book.show_life())
        visiting = Visiting(desk, self._book)
        ends_at = time.monotonic() + RENEWED_AFTER
        logger.info("crawler_started readers=%d concurrency=%d", crawler.readers, crawler.concurrency)
        try:
            while time.monotonic() < ends_at:
                for job in await self._book.take():
                    for request in await visiting.begin(job):
                        yield request
        finally:
            logger.info("crawler_stopping jobs=%d", len(self._book.jobs))

    async def _closed(self, reason: str) -> None:
        if self._signs_of_life is not None:
            self._signs_of_life.cancel()
        if self._book is not None:
            try:
                await self._book.give_back()
            except SQLAlchemyError as error:
                logger.warning("jobs_not_given_back error=%s", type(error).__name__)
        await self.desk.close()
        logger.info("crawler_stopped reason=%s", reason)
