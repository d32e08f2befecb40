"""Scrapy's settings, safe for the open web and drawn from rasid.toml.

As a settings module (`scrapy crawl feeds -a feed=NAME`) it reads the file that RASID_CONFIG names, or rasid.toml in
the working directory; the names are made when Scrapy asks for them, so that importing this module reads nothing.
Scrapy's own defaults are made for experiments: a gigabyte a page, no check of certificates, file:// addresses, a
console that runs Python sent over loopback. Each line below that differs from them is meant.
"""

import os
import sys
from pathlib import Path
from typing import Any

from crawler.errors import ConfigurationError
from crawler.guard import Allowed
from crawler.settings import CrawlerSettings, load_crawler_settings

CONFIG_VARIABLE = "RASID_CONFIG"

_settings: dict[str, Any] = {}


def config_path() -> Path | None:
    """The configuration file that the environment names, or None for rasid.toml in the working directory."""
    named = os.environ.get(CONFIG_VARIABLE)
    return Path(named) if named else None


def scrapy_settings(settings: CrawlerSettings) -> dict[str, Any]:
    """Scrapy's settings for this configuration. They hold no secret: Scrapy prints them at its INFO level."""
    crawler = settings.crawler
    own = Allowed.of(crawler.allow_private_hosts)
    return {
        "BOT_NAME": "rasid",
        "SPIDER_MODULES": ["crawler.spiders.feeds"],
        "USER_AGENT": crawler.user_agent,
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "ar,en;q=0.3",
        },
        **_safety(settings),
        **_politeness(settings, own),
        **_components(),
        **_process(),
        "RASID_ALLOW_PRIVATE_HOSTS": list(crawler.allow_private_hosts),
    }


def _safety(settings: CrawlerSettings) -> dict[str, Any]:
    http = "crawler.download.GuardedDownloadHandler"
    return {
        # The guard stands in Twisted's resolver: only this handler, on this reactor and without a proxy, asks it.
        "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
        "TWISTED_DNS_RESOLVER": "crawler.resolver.GuardedResolver",
        "DNSCACHE_ENABLED": False,
        "DOWNLOAD_HANDLERS": {"http": http, "https": http, "file": None, "data": None, "ftp": None, "s3": None},
        "HTTPPROXY_ENABLED": False,
        "DOWNLOAD_MAXSIZE": settings.crawler.max_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_TIMEOUT": settings.crawler.timeout,  # over headers and body
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DOWNLOADER_CLIENT_TLS_CIPHERS": None,
        "DOWNLOAD_FAIL_ON_DATALOSS": False,  # old CMSs state wrong lengths; a cut feed keeps no validators
        "REDIRECT_MAX_TIMES": 5,
        "METAREFRESH_ENABLED": False,  # news pages reload themselves with it
        "COOKIES_ENABLED": False,
        "REFERRER_POLICY": "no-referrer",  # answers may ask for another: see NoReferer
        "HTTPCACHE_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
    }


def _politeness(settings: CrawlerSettings, own: Allowed) -> dict[str, Any]:
    crawler = settings.crawler
    return {
        "ROBOTSTXT_OBEY": crawler.obey_robots,
        "CONCURRENT_REQUESTS": crawler.concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": crawler.delay_per_host,
        "DOWNLOAD_DELAY_JITTER": 0.0,
        "DOWNLOAD_SLOTS": {name: own_slot(crawler.concurrency) for name in own.names},
        "AUTOTHROTTLE_ENABLED": False,  # it would forget Retry-After and Crawl-delay, which are kept exactly
        "RETRY_ENABLED": False,  # feeds and entries have their own backoff, kept in the database
    }


def own_slot(concurrency: int) -> dict[str, Any]:
    """How the operator's own hosts are fetched: at once, and as many requests as the crawler makes."""
    return {"concurrency": concurrency, "delay": 0.0, "jitter": 0.0}


def _components() -> dict[str, Any]:
    return {
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
            "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "crawler.middlewares.GuardMiddleware": 50,
            "crawler.middlewares.RobotsMiddleware": 100,
        },
        "SPIDER_MIDDLEWARES": {
            # They drop requests and answers without a word to whoever waits for them.
            "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
            "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
            # Nobody asks how deep a link lies, or copies one request's meta to another; each costs every page.
            "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
            "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
            "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
            "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
            "crawler.middlewares.NoReferer": 700,
        },
        "ITEM_PIPELINES": {"crawler.pipelines.TellPipeline": 500},
        "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",  # the other one grows for ever
        # In place of Scrapy's own list. What is switched off is imported nevertheless, and the web server and the
        # console that run the Python sent to them would be a third of a second of each start.
        "EXTENSIONS_BASE": {
            "scrapy.extensions.closespider.CloseSpider": 0,  # for scrapy crawl feeds -s CLOSESPIDER_…
            "scrapy.extensions.feedexport.FeedExporter": 0,  # scrapy crawl feeds -o FILE
            "crawler.memory_limit.MemoryLimit": 0,
        },
    }


def _process() -> dict[str, Any]:
    return {
        "REACTOR_THREADPOOL_MAXSIZE": 20,  # name lookups wait in these threads
        # Scrapy starts so many tasks for every answer, before there is an item: with its 100, a thousand pages that
        # wait to be read are 100,000 tasks and half a gigabyte. A page has one story, seldom two.
        "CONCURRENT_ITEMS": 1,
        "SCRAPER_SLOT_MAX_ACTIVE_SIZE": 20 * 1024 * 1024,  # of answers that wait to be read; then downloading waits
        "MEMUSAGE_LIMIT_MB": 1024,  # the last resort: the supervisor starts us again
        "MEMUSAGE_CHECK_INTERVAL_SECONDS": 5.0,
        # Nobody reads Scrapy's counters; what we count stands in the database and at /metrics.
        "STATS_CLASS": "scrapy.statscollectors.DummyStatsCollector",
        "DOWNLOADER_STATS": False,
        "STATS_DUMP": False,
        "LOG_LEVEL": "INFO",
        "LOG_VERSIONS": [],
        "LOG_FORMAT": "%(asctime)s %(levelname)-7s %(name)s %(message)s",
        "FORCE_CRAWLER_PROCESS": False,
    }


def _from_environment() -> dict[str, Any]:
    if not _settings:
        try:
            _settings.update(scrapy_settings(load_crawler_settings(config_path())))
        except ConfigurationError as error:
            sys.stderr.write(f"rasid: {error}\n")
            raise SystemExit(2) from None
    return _settings


def __getattr__(name: str) -> Any:
    if name.isupper() and name in _from_environment():
        return _settings[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*(name for name in globals() if not name.isupper()), *_from_environment()])
