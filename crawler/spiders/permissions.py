"""How a feed may be read, by the robots.txt of its own host and of the host of its articles."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response

from crawler.feeds.assess import MayRead, Permission
from crawler.news import Entry
from crawler.robots import RobotsRules, rules_from_answer, rules_unreachable
from crawler.settings import CrawlerSection

_SAMPLE = 10  # articles whose addresses are held against the rules


class Permissions:
    """Asks the robots.txt of each host of articles at most once."""

    def __init__(self, download: Callable[[Request], Awaitable[Response]], crawler: CrawlerSection) -> None:
        self._download = download
        self._agent = crawler.user_agent
        self._obeys = crawler.obey_robots
        self._asked: dict[str, asyncio.Future[RobotsRules]] = {}

    async def of(self, url: str, entries: Sequence[Entry], rules: RobotsRules | None, *, is_feed: bool) -> MayRead:
        """How the feed at `url`, for whose host `rules` hold, and its articles may be read."""
        if rules is None or not self._obeys:
            return MayRead()
        own = _permission(rules, [url], is_feed=is_feed)
        links = [entry.url for entry in entries[:_SAMPLE]]
        origins = Counter(filter(None, map(_origin, links)))
        if not origins:
            return MayRead(feed=own, delay=rules.delay)
        origin = origins.most_common(1)[0][0]
        theirs = rules if origin == _origin(url) else await self._rules_of(origin)
        articles = _permission(theirs, [link for link in links if _origin(link) == origin], is_feed=False)
        return MayRead(feed=own, articles=articles, delay=theirs.delay)

    async def _rules_of(self, origin: str) -> RobotsRules:
        if origin not in self._asked:
            self._asked[origin] = asyncio.ensure_future(self._fetch(origin))
        return await asyncio.shield(self._asked[origin])

    async def _fetch(self, origin: str) -> RobotsRules:
        now = time.monotonic()
        try:
            request = Request(f"{origin}/robots.txt", meta={"dont_obey_robotstxt": True}, dont_filter=True)
            response = await self._download(request)
        except Exception as error:
            return rules_unreachable(type(error).__name__, now=now)
        return rules_from_answer(response.status, response.body, agent=self._agent, now=now)


def _permission(rules: RobotsRules, urls: Sequence[str], *, is_feed: bool) -> Permission:
    """What the rules say of most of these addresses."""
    if rules.unreachable and not is_feed:
        return Permission.UNREACHABLE
    allowed = sum(1 for url in urls if rules.allows(url, is_feed=is_feed))
    return Permission.ALLOWED if allowed * 2 >= len(urls) else Permission.FORBIDDEN


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
