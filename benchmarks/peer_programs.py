"""The programs beside which Rasid is measured, each as its own documents would have it, on two processes.

    PEERS_PYTHON peer_programs.py fetching|scrapy|newspaper|news-please PORT FIRST END

Runs in the environment of scripts/peers.sh and knows nothing of Rasid. Reads the articles from FIRST to END of the
loopback server at PORT and prints one JSON line: `done_at` by the machine's monotonic clock, `cpu` in seconds from the
moment when all was loaded, and `texts`, how many gave a text of 200 characters. They stop at title, text and date; they
keep nothing, and understand nothing. `fetching` is plain Scrapy that reads nothing either: what fetching alone takes.
"""

import json
import multiprocessing
import os
import sys
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ProcessPoolExecutor

WORKERS = 2
FEEDS = 8
LEAST_TEXT = 200


def main() -> None:
    """Runs the peer that is named."""
    kind, port, first, end = sys.argv[1], *map(int, sys.argv[2:5])
    urls = [f"http://127.0.0.1:{port}/news/{number}.html" for number in range(first, end)]
    run = {"fetching": _fetching, "scrapy": _scrapy, "newspaper": _newspaper, "news-please": _news_please}[kind]
    lengths = run(urls, port)
    texts = sum(length >= LEAST_TEXT for length in lengths)
    print(json.dumps({"done_at": _Clock.done_at, "cpu": _spent() - _Clock.loaded, "texts": texts}))


class _Clock:
    """CPU seconds that loading took, and when the last article was done."""

    loaded = 0.0
    done_at = 0.0


def _spent() -> float:
    """CPU seconds of this process and of its children that have ended."""
    return sum(os.times()[:4])


def _scrapy(urls: list[str], port: int) -> list[int]:
    """Plain Scrapy over the feeds, with trafilatura's quicker way in two processes that are warm."""
    import asyncio

    pool = ProcessPoolExecutor(WORKERS, mp_context=multiprocessing.get_context("spawn"), initializer=_load)
    loading = dict(pool.map(_loaded, range(WORKERS)))

    async def extracted(body: bytes, url: str) -> int:
        return await asyncio.get_running_loop().run_in_executor(pool, _extracted, body, url)

    lengths = _crawled(urls, port, extracted, loaded=sum(loading.values()))
    pool.shutdown()
    return lengths


def _fetching(urls: list[str], port: int) -> list[int]:
    """Plain Scrapy over the feeds that looks at no page: no text is found."""

    async def nothing(_body: bytes, _url: str) -> int:
        return 0

    return _crawled(urls, port, nothing, loaded=0.0)


def _crawled(urls: list[str], port: int, read: Callable[[bytes, str], Awaitable[int]], *, loaded: float) -> list[int]:
    """What `read` says of each page that Scrapy finds by the feeds."""
    import scrapy
    from scrapy.crawler import AsyncCrawlerProcess

    _Clock.loaded = _spent() + loaded
    lengths: list[int] = []
    wanted = set(urls)

    class Plain(scrapy.Spider):
        name = "plain"
        start_urls = [f"http://127.0.0.1:{port}/feed/{number}" for number in range(FEEDS)]  # noqa: RUF012

        def parse(self, response):  # type: ignore[no-untyped-def]
            for link in wanted.intersection(response.xpath("//item/link/text()").getall()):
                yield scrapy.Request(link, callback=self.page)

        async def page(self, response):  # type: ignore[no-untyped-def]
            lengths.append(await read(response.body, response.url))

    process = AsyncCrawlerProcess(
        {
            "LOG_LEVEL": "ERROR",
            "CONCURRENT_REQUESTS": 16,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
            "DOWNLOAD_DELAY": 0,
            "TELNETCONSOLE_ENABLED": False,
        }
    )
    process.crawl(Plain)
    process.start()
    _Clock.done_at = time.monotonic()
    return lengths


def _load() -> None:
    import trafilatura

    trafilatura.bare_extraction("<html><body><article><p>text</p></article></body></html>", with_metadata=True)


def _loaded(_number: int) -> tuple[int, float]:
    time.sleep(0.5)  # so that each of the processes takes one
    return os.getpid(), time.process_time()


def _extracted(body: bytes, url: str) -> int:
    import trafilatura

    found = trafilatura.bare_extraction(body, url=url, with_metadata=True, fast=True)
    return len(getattr(found, "text", None) or "")


def _newspaper(urls: list[str], _port: int) -> list[int]:
    """newspaper4k's own download and parse; its threads would share one core, so here are two processes."""
    import newspaper  # noqa: F401  loaded before the processes are forked

    _Clock.loaded = _spent()
    with ProcessPoolExecutor(WORKERS, mp_context=multiprocessing.get_context("fork")) as pool:
        lengths = list(pool.map(_by_newspaper, urls))
        _Clock.done_at = time.monotonic()
    return lengths


def _by_newspaper(url: str) -> int:
    import newspaper

    try:
        article = newspaper.Article(url, fetch_images=False)
        article.download()
        article.parse()
    except newspaper.ArticleException:
        return 0
    return len(article.text or "")


def _news_please(urls: list[str], _port: int) -> list[int]:
    """news-please as a library: it downloads in threads and reads in processes, one for each core."""
    from newsplease import NewsPlease

    _Clock.loaded = _spent()
    found = NewsPlease.from_urls(urls, request_args={"timeout": 60}, fetch_images=False)
    _Clock.done_at = time.monotonic()
    return [len(getattr(found[url], "maintext", None) or "") for url in found]


if __name__ == "__main__":
    main()
