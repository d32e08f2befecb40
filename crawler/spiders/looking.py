"""The spider that only looks: is there a feed, what is it like, and if there is none, where are the site's feeds?

Every request takes the way of the other spider: guard, robots.txt, sizes, times, one at a time a host. Nothing is kept.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from redis.asyncio import Redis
from redis.exceptions import RedisError
from scrapy import Request, Spider, signals
from scrapy.http import Response

from crawler.errors import FeedUnreadable
from crawler.feeds.addresses import looks_like_feed
from crawler.feeds.comments import is_comment_feed
from crawler.feeds.discovery import Candidate, feed_links, guesses, news_sitemaps
from crawler.feeds.findings import Finding, Verdict
from crawler.feeds.not_a_feed import what_stands_there
from crawler.feeds.parse import ParsedFeed
from crawler.feeds.told_dates import told_dates
from crawler.host_lease import MARGIN, HostLeases
from crawler.middlewares import FEED_REQUEST, ROBOTS_RULES
from crawler.news import Feed, FeedKind
from crawler.reading_pool import ReadersFailed, ReadingPool
from crawler.robots import RobotsRules
from crawler.settings import redis_address
from crawler.spiders.fetched import Trouble, failed, header
from crawler.spiders.looks import Look, Looked, LookOrder, Seen
from crawler.spiders.permissions import Permissions
from crawler.spiders.redis_gate import RedisGate
from crawler.store.giving_up import of_redis

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

MOST_TRIED = 6  # feeds of a page that are looked at
_PERMANENT = (301, 308)


class LookingDesk:
    """What the spider works with. Made inside the running event loop."""

    def __init__(self, order: LookOrder) -> None:
        crawler = order.settings.crawler
        self.order = order
        self.pool = ReadingPool(crawler.readers, crawler.reading_timeout)
        self.host_leases: HostLeases | None = None  # the download handler asks for them
        address = redis_address(order.settings.store)
        self._redis: Redis = Redis.from_url(
            address, decode_responses=True, socket_connect_timeout=1, socket_timeout=2, **of_redis(address)
        )

    async def take_turns(self) -> None:
        """Shares the hosts with the daemon's crawlers, if there are any to share with."""
        try:
            await self._redis.ping()
        except (RedisError, OSError):
            return
        longest = self.order.settings.crawler.timeout + MARGIN
        self.host_leases = HostLeases(self._redis, RedisGate(), longest=longest)

    async def close(self) -> None:
        """Ends the reading processes and the connection."""
        await self.pool.close()
        await self._redis.aclose()


class LookingSpider(Spider):
    """Looks at the addresses of an order."""

    name = "looking"

    desk: LookingDesk

    def __init__(self, *, order: LookOrder, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.order = order
        self._permissions: Permissions
        self._at_once = asyncio.Semaphore(order.settings.crawler.concurrency * 2)  # most looks wait for a host's delay

    @classmethod
    def from_crawler(cls, crawler: "Crawler", *args: Any, **kwargs: Any) -> "LookingSpider":
        """Scrapy's way to make one."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        assert isinstance(spider, LookingSpider)
        crawler.signals.connect(spider._opened, signal=signals.spider_opened)
        crawler.signals.connect(spider._closed, signal=signals.spider_closed)
        return spider

    async def _opened(self) -> None:
        self.desk = LookingDesk(self.order)
        self._permissions = Permissions(self._download, self.order.settings.crawler)

    async def _closed(self) -> None:
        await self.desk.close()

    async def start(self) -> AsyncIterator[Request]:
        """Makes all looks; their requests go to the engine one after the other, so that none is yielded."""
        await self.desk.take_turns()
        looks = [asyncio.ensure_future(self._look(look)) for look in self.order.looks]
        try:
            await asyncio.gather(*looks)
        except ReadersFailed as error:
            self.order.error = error
        finally:
            for one in looks:
                one.cancel()
        for request in list[Request]():  # an async generator that gives none
            yield request

    async def _download(self, request: Request) -> Response:
        engine = self.crawler.engine
        assert engine is not None
        return await engine.download_async(request)

    async def _look(self, look: Look) -> None:
        async with self._at_once:
            as_feed = looks_like_feed(look.feed.url) if look.find else look.feed.kind is not FeedKind.PAGE
            seen, response = await self._see(look.feed, as_feed=as_feed)
            found: Sequence[Seen] = ()
            if look.find and response is not None and _is_page(seen):
                found = await self._find(look.feed, response)
        looked = Looked(look=look, seen=seen, found=tuple(found))
        self.order.looked.append(looked)
        if self.order.on_looked is not None:
            self.order.on_looked(looked)

    async def _see(self, feed: Feed, *, as_feed: bool) -> tuple[Seen, Response | None]:
        """What stands at a feed's address, with the answer if there was one."""
        try:
            request = Request(feed.url, meta={FEED_REQUEST: as_feed}, dont_filter=True)
        except ValueError:
            reason = Finding(verdict=Verdict.UNREACHABLE, reason="not a valid address")
            return Seen(feed=feed, url=feed.url, finding=reason), None
        try:
            response = await self._download(request)
        except Exception as error:
            return Seen(feed=feed, url=feed.url, finding=_no_answer(error, request.url)), None
        seen = Seen(feed=feed, url=response.url, status=response.status, moved_to=_moved_to(response))
        if not 200 <= response.status < 300:
            finding = what_stands_there(status=response.status, body=response.body, sentence="")
            return replace(seen, finding=finding), response
        try:
            parsed = await self._parsed(response, feed)
        except FeedUnreadable as error:
            finding = what_stands_there(status=response.status, body=response.body, sentence=str(error))
            return replace(seen, finding=finding), response
        may_read = await self._permissions.of(response.url, parsed.entries, _rules(response), is_feed=as_feed)
        told = None if feed.kind is FeedKind.PAGE else told_dates(response.body)
        return replace(seen, parsed=parsed, told=told, may_read=may_read), response

    async def _parsed(self, response: Response, feed: Feed) -> ParsedFeed:
        """The entries; of an index of sitemaps those of the first sitemap that it leads to and that can be had."""
        parsed = await self._read(response, feed)
        for url in parsed.children:
            try:
                child = await self._download(Request(url, meta={FEED_REQUEST: True}, dont_filter=True))
                inner = await self._read(child, feed) if child.status == 200 else None
            except ReadersFailed:
                raise
            except Exception:  # a child without an answer; the next may have one
                inner = None
            if inner is not None and inner.entries:
                return replace(parsed, entries=inner.entries, children=())
        return parsed

    async def _read(self, response: Response, feed: Feed) -> ParsedFeed:
        content_type = header(response, "Content-Type") or ""
        return await self.desk.pool.parse_feed(response.body, content_type, response.url, feed=feed)

    async def _find(self, feed: Feed, page: Response) -> Sequence[Seen]:
        """The feeds of the site that a page belongs to, the best first."""
        links = await asyncio.to_thread(feed_links, page.body, header(page, "Content-Type") or "", page.url)
        rules = _rules(page)
        sitemaps = news_sitemaps(rules.parser.sitemaps) if rules is not None and rules.parser is not None else ()
        candidates = [*links[:MOST_TRIED], *sitemaps[: max(1, MOST_TRIED - len(links))]]
        tried = await asyncio.gather(*(self._try(feed, one) for one in candidates))
        found = [seen for seen in tried if _is_source(seen)]
        if not found:
            for guess in guesses(page.url):
                seen = await self._try(feed, guess)
                if _is_source(seen):
                    found = [seen]
                    break
        return sorted(found, key=lambda seen: not (seen.parsed and seen.parsed.entries))

    async def _try(self, feed: Feed, candidate: Candidate) -> Seen:
        seen, _ = await self._see(replace(feed, url=candidate.url, kind=candidate.kind), as_feed=True)
        return seen


def _is_page(seen: Seen) -> bool:
    return seen.finding is not None and seen.finding.verdict is Verdict.NOT_A_FEED


def _is_source(seen: Seen) -> bool:
    return seen.parsed is not None and not is_comment_feed(seen.parsed.title, seen.url)


def _no_answer(error: Exception, url: str) -> Finding:
    trouble = failed(error, url)
    if trouble.trouble in (Trouble.ROBOTS, Trouble.ROBOTS_UNREACHABLE):
        return Finding(verdict=Verdict.ROBOTS, reason=trouble.detail)
    return Finding(verdict=Verdict.UNREACHABLE, reason=trouble.reason)


def _rules(response: Response) -> RobotsRules | None:
    request = response.request
    rules = request.meta.get(ROBOTS_RULES) if request is not None else None
    return rules if isinstance(rules, RobotsRules) else None


def _moved_to(response: Response) -> str | None:
    reasons = response.request.meta.get("redirect_reasons", []) if response.request is not None else []
    return response.url if reasons and all(reason in _PERMANENT for reason in reasons) else None
