"""What stands between every request and the web: the guard's rules for addresses, and robots.txt.

Each hop of a redirect and each robots.txt passes here again as a request of its own. The address that a host leads
to is checked deeper down, where the connection is made (`resolver`).
"""

import asyncio
import time
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.spidermiddlewares.referer import RefererMiddleware
from scrapy.utils.httpobj import urlparse_cached

from crawler.guard import Allowed, plain_host, url_refusal
from crawler.resolver import refusal_of
from crawler.robots import RobotsRules, rules_from_answer, rules_unreachable
from crawler.robots_cache import RobotsCache
from crawler.scrapy_settings import own_slot

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

FEED_REQUEST = "rasid_feed"  # a key of request.meta: this is a feed, bound only by rules that name us
ROBOTS_RULES = "rasid_robots"  # another one: the rules (`RobotsRules`) that were found to hold for this request


class AddressIsRefused(IgnoreRequest):
    """The guard does not let this address be fetched."""


class RobotsForbid(IgnoreRequest):
    """robots.txt does not let us fetch this."""


class RobotsUnreachable(IgnoreRequest):
    """robots.txt could not be fetched, so nothing may be fetched for now."""


class GuardMiddleware:
    """Refuses addresses by what they say themselves, and lets the operator's own hosts go without delay."""

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler
        self._allowed = Allowed.of(crawler.settings.getlist("RASID_ALLOW_PRIVATE_HOSTS"))

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> "GuardMiddleware":
        """Scrapy's way to make one."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises AddressIsRefused."""
        refusal = url_refusal(request.url, allowed=self._allowed)
        if refusal is not None:
            raise AddressIsRefused(refusal)
        host = plain_host(urlparse_cached(request).hostname or "")
        request.meta["download_slot"] = host  # a redirect would keep the first host's slot, and its delay
        slots = self._crawler.engine.downloader.per_slot_settings
        if host not in slots and self._allowed.has_host(host):
            slots[host] = own_slot(self._crawler.settings.getint("CONCURRENT_REQUESTS"))


class NoReferer(RefererMiddleware):
    """Tells nobody where a link was found. With Scrapy's own an answer's Referrer-Policy decides that, before the
    setting; without any, redirects complain."""

    # What a page gives need not pass here: Scrapy looks for these names.
    process_spider_output = process_spider_output_async = None  # type: ignore[assignment]

    def get_processed_request(self, request: Request, response: Response | None) -> Request:  # noqa: ARG002
        """The request as it is."""
        return request


class RobotsMiddleware:
    """Obeys robots.txt as RFC 9309 has it. Rules stay a day in the cache; Crawl-delay is kept, up to a minute."""

    def __init__(self, crawler: "Crawler") -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self._crawler = crawler
        self._allowed = Allowed.of(crawler.settings.getlist("RASID_ALLOW_PRIVATE_HOSTS"))
        self._agent = crawler.settings["USER_AGENT"]
        self._rules = RobotsCache()
        self._fetching: dict[str, asyncio.Task[RobotsRules]] = {}

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> "RobotsMiddleware":
        """Scrapy's way to make one."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raises RobotsForbid or RobotsUnreachable."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        rules = request.meta[ROBOTS_RULES] = await self._rules_for(request)
        is_feed = bool(request.meta.get(FEED_REQUEST))
        if rules.unreachable and not is_feed:
            refusal = refusal_of(urlparse_cached(request).hostname or "")
            if refusal is not None:  # the guard's no is the better reason, and it lasts
                raise AddressIsRefused(refusal)
            raise RobotsUnreachable(f"robots.txt of the host cannot be fetched: {rules.unreachable}")
        if not rules.allows(request.url, is_feed=is_feed):
            raise RobotsForbid("robots.txt does not allow it")

    async def _rules_for(self, request: Request) -> RobotsRules:
        parts = urlparse_cached(request)
        origin = f"{parts.scheme}://{parts.netloc}"
        now = time.monotonic()
        known = self._rules.get(origin, now)
        if known is not None and known.fresh_until > now:
            return known
        if origin not in self._fetching:
            self._fetching[origin] = asyncio.ensure_future(self._fetch(origin, parts.hostname or "", known))
        try:
            # Several pages of one host wait for one answer; one of them given up must not take it from the others.
            return await asyncio.shield(self._fetching[origin])
        finally:
            if origin in self._fetching and self._fetching[origin].done():
                del self._fetching[origin]

    async def _fetch(self, origin: str, host: str, known: RobotsRules | None) -> RobotsRules:
        request = Request(
            f"{origin}/robots.txt", meta={"dont_obey_robotstxt": True}, callback=NO_CALLBACK, dont_filter=True
        )
        try:
            response = await self._crawler.engine.download_async(request)
        except Exception as error:
            rules = rules_unreachable(type(error).__name__, now=time.monotonic(), known=known)
        else:
            # Half a megabyte of rules takes a second or two, and other hosts' answers do not wait for it.
            rules = await asyncio.to_thread(
                rules_from_answer, response.status, response.body, agent=self._agent, now=time.monotonic(), known=known
            )
        self._rules.put(origin, rules)
        self._slow_down(plain_host(host), rules.delay)
        return rules

    def _slow_down(self, host: str, delay: float | None) -> None:
        if delay is None or self._allowed.has_host(host):
            return
        downloader: Any = self._crawler.engine.downloader
        seconds = max(delay, self._crawler.settings.getfloat("DOWNLOAD_DELAY"))
        downloader.per_slot_settings[host] = {"concurrency": 1, "delay": seconds, "jitter": 0.0}
        if host in downloader.slots:
            downloader.slots[host].delay = seconds
