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
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider, signals
from scrapy.exceptions import CloseSpider
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from crawler.errors import StoreError
from crawler.reading_pool import ReadersFailed
from crawler.scrapy_settings import config_path
from crawler.settings import load_crawler_settings
from crawler.spiders.by_hand import ByHand
from crawler.spiders.desk import Desk, Order
from crawler.spiders.jobs import JobBook, is_dead
from crawler.spiders.visiting import Visiting
from crawler.store.database import migrate_if_new
from crawler.store.runs import BEAT_EVERY, beat, begin_run, end_run

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
        self._by_scrapys_command = order is None
        if self._by_scrapys_command:  # the lines that matter are ours
            logging.getLogger("scrapy").setLevel(logging.WARNING)
        self.order = order or Order(
            settings=load_crawler_settings(config_path()),
            feed_names=[name.strip() for name in feed.split(",") if name.strip()],
            urls=[url] if url else [],
            no_alert=no_alert.lower() in _YES,
            dry_run=dry_run.lower() in _YES,
        )
        self._book: JobBook | None = None
        self._beside: list[asyncio.Task[None]] = []  # what goes on beside the jobs
        self._run_id: int | None = None

    @classmethod
    def from_crawler(cls, crawler: "Crawler", *args: Any, **kwargs: Any) -> "FeedsSpider":
        """Scrapy's way to make one."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        assert isinstance(spider, FeedsSpider)
        crawler.signals.connect(spider._opened, signal=signals.spider_opened)
        crawler.signals.connect(spider._closed, signal=signals.spider_closed)
        return spider

    async def _opened(self) -> None:
        engine = self.crawler.engine
        assert engine is not None
        self.desk = Desk(self.order, consumer=f"{socket.gethostname()}:{os.getpid()}", download=engine.download_async)

    async def start(self) -> AsyncIterator[Request]:
        """The requests to begin with; for the daemon without an end."""
        order = self.order
        if not (order.daemon or order.everything or order.urls or order.feed_names):
            logger.error("nothing_to_crawl give='-a feed=NAME or -a url=URL'")
            return
        try:
            if self._by_scrapys_command and not order.dry_run:
                await asyncio.to_thread(migrate_if_new, self.desk.engine)
            await self.desk.start_readers()
        except StoreError as error:
            self.desk.note_failure("database", str(error))
            raise CloseSpider("database_failed") from None
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
        await self._begin_run()
        self._beside = [
            asyncio.create_task(task) for task in (self._book.show_life(), self._beat(), desk.models.keep_up())
        ]
        visiting = Visiting(desk, self._book)
        ends_at = time.monotonic() + RENEWED_AFTER
        logger.info("crawler_started readers=%d concurrency=%d", crawler.readers, crawler.concurrency)
        try:
            while time.monotonic() < ends_at:
                for job in await self._book.take():
                    for request in await visiting.begin(job):
                        yield request
            if self.order.on_leaving is not None:
                self.order.on_leaving()
        finally:
            logger.info("crawler_stopping jobs=%d", len(self._book.jobs))

    async def _begin_run(self) -> None:
        """Says that this crawler runs, and has feeds doubted that one was at which ended without a word."""

        def work(connection: Connection) -> tuple[int, int]:
            return begin_run(
                connection, host=socket.gethostname(), pid=os.getpid(), now=self.desk.now(), is_dead=is_dead
            )

        try:
            self._run_id, doubted = await self.desk.write(work)
        except SQLAlchemyError as error:  # the jobs below wait for the database themselves
            logger.warning("run_not_written_down error=%s", type(error).__name__)
            return
        if doubted:
            logger.warning("unclean_stop feeds=%d then=ask_for_whole_documents", doubted)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(BEAT_EVERY)
            await self._write_run(beat)

    async def _write_run(self, work: Callable[[Connection, int, datetime], None]) -> None:
        run_id = self._run_id
        if run_id is None:
            return
        try:
            await self.desk.write(lambda connection: work(connection, run_id, self.desk.now()))
        except SQLAlchemyError as error:
            logger.warning("run_not_written_down error=%s", type(error).__name__)

    async def _closed(self, reason: str) -> None:
        for task in self._beside:
            task.cancel()
        if self._book is not None:
            try:
                await self._book.give_back()
            except SQLAlchemyError as error:
                logger.warning("jobs_not_given_back error=%s", type(error).__name__)
        await self._write_run(end_run)
        await self.desk.close()
        if self._by_scrapys_command:
            for failure in self.order.summary.failures:
                logger.error("crawl_failed url=%s reason=%r", failure.url, failure.reason)
        logger.info("crawler_stopped reason=%s", reason)
