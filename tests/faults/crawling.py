"""One visit of the crawler's, without Scrapy's engine around it: the spider's own parts over plain HTTP.

What the engine adds (politeness, robots.txt, the reactor) costs a second a start and decides nothing here; whole
crawlers are killed in tests/crawler/spiders/test_kills.py and, with the daemon around them, in test_daemon.py.
"""

import os
import socket
from collections import deque
from types import SimpleNamespace
from typing import Any

import httpx
from scrapy import Request
from scrapy.http import HtmlResponse, Response

from crawler.errors import FeedUnreadable
from crawler.feeds.parse import ParsedFeed
from crawler.news import Feed, Page
from crawler.pipelines import TellPipeline
from crawler.reading_pool import _known_of
from crawler.reading_tasks import NoFeed, Task, do
from crawler.settings import CrawlerSection, CrawlerSettings, StoreSection
from crawler.spiders.desk import Desk, Order
from crawler.spiders.jobs import JobBook
from crawler.spiders.results import StoryResult
from crawler.spiders.visiting import Visiting
from crawler.understanding import Reading


class Reader:
    """Reads in this process what the pool has read in processes of its own."""

    async def read(self, page: Page) -> Reading:
        """The stories of a page."""
        value: Reading = do(Task(name="read", arguments=(page,)))
        return value

    async def parse_feed(self, body: bytes, content_type: str, url: str, *, feed: Feed | None = None) -> ParsedFeed:
        """The entries of a feed."""
        known = {} if feed is None else _known_of(feed)
        value: ParsedFeed | NoFeed = do(Task(name="parse_feed", arguments=(body, content_type, url), keywords=known))
        if isinstance(value, NoFeed):
            raise FeedUnreadable(value.sentence)
        return value

    async def close(self) -> None:
        """Nothing is open."""


async def crawl(database: str, redis: str) -> None:
    """Takes the feeds that Redis names and does all that is to be done about them."""
    crawler = CrawlerSection(min_interval=60, max_interval=60, readers=1)
    settings = CrawlerSettings(store=StoreSection(database=database, redis=redis), crawler=crawler)
    async with httpx.AsyncClient(trust_env=False) as client:

        async def download(request: Request) -> Response:
            return await _fetch(client, request)

        consumer = f"{socket.gethostname()}:{os.getpid()}"
        desk = Desk(Order(settings=settings, daemon=True), consumer=consumer, download=download)
        desk.pool = Reader()  # type: ignore[assignment]
        try:
            if await desk.visits.depth():
                await _work(desk)
        finally:
            await desk.close()


async def _work(desk: Desk) -> None:
    book = JobBook(store=desk, stream=desk.visits, redis=desk.gate, most=8)
    visiting = Visiting(desk, book)
    tell = TellPipeline(SimpleNamespace(spider=SimpleNamespace(desk=desk)))  # type: ignore[arg-type]
    waiting: deque[Request] = deque()
    for job in await book.take():
        waiting += await visiting.begin(job)
    while waiting:
        request = waiting.popleft()
        response = await desk.download(request)
        response.request = request
        answered: Any = request.callback
        async for made in answered(response, **request.cb_kwargs):
            if isinstance(made, StoryResult):
                await tell.process_item(made)
            else:
                waiting.append(made)


async def _fetch(client: httpx.AsyncClient, request: Request) -> Response:
    headers = {name.decode(): b",".join(values).decode() for name, values in request.headers.items()}
    answer = await client.get(request.url, headers=headers)
    return HtmlResponse(
        request.url, status=answer.status_code, headers=dict(answer.headers), body=answer.content, request=request
    )
