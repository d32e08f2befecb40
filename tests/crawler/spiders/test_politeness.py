"""Manners on the way: robots.txt as RFC 9309 has it, and one request at a time to a host, however it is come by."""

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from redis import Redis

from crawler.host_lease import lease_key
from tests.crawler.spiders.crawls import configure, crawl
from tests.crawler.spiders.prepared import begin
from tests.crawler.spiders.stand import Answer, Asked, Stand, article, feed

pytestmark = pytest.mark.slow

DELAY = 0.5
STRANGER = f'allow_private_hosts = ["127.0.5.0/24"]\ndelay_per_host = {DELAY}\ntimeout = 60\n'
RULES = "User-agent: *\nDisallow: /news/2\n"


@pytest.fixture
def outlet() -> Iterator[Stand]:
    """A server on a usual port, at an address that the configuration allows, under a name that it does not name."""
    for last in range(10, 250):
        try:
            one = Stand(f"127.0.5.{last}", 8080)
        except OSError:
            continue
        yield one
        one.close()
        return
    pytest.skip("port 8080 cannot be listened on")


def _chain(stand: Stand, hops: int, end: str) -> None:
    """robots.txt moves this often before it comes to its end."""
    for hop in range(hops):
        here = "/robots.txt" if hop == 0 else f"/robots-{hop}"
        stand.put(here, status=302, Location=end if hop == hops - 1 else f"/robots-{hop + 1}")


def test_what_robots_txt_answers_decides_on_pages(tmp_path: Path) -> None:
    """No file means no rules, no answer means no; five moves are followed, to another host as well, and the rules
    found there are those of the host that was asked."""
    read = {"missing": 404, "forbidden": 403, "gone": 410, "unauthorized": 401}
    shut = {"busy": 429, "down": 503, "broken": 500}
    with ExitStack() as stack:
        stands = {name: Stand() for name in (*read, *shut, "five", "six", "html", "packed", "elsewhere")}
        for stand in stands.values():
            stack.callback(stand.close)
        for name, status in (read | shut).items():
            stands[name].put("/robots.txt", "User-agent: *\nDisallow: /news/2\n", status=status)
        _chain(stands["five"], 5, stands["elsewhere"].url("/rules"))
        _chain(stands["six"], 6, stands["elsewhere"].url("/rules"))
        stands["elsewhere"].put("/rules", RULES)
        stands["html"].put("/robots.txt", article("صفحة لم يعثر عليها"))
        stands["packed"].put("/robots.txt", gzip.compress(RULES.encode()), Content_Encoding="gzip")
        pages = {name: [stand.publish(1), stand.publish(2)] for name, stand in stands.items() if name != "elsewhere"}
        stands["elsewhere"].put("/feed", feed(*[page for both in pages.values() for page in both]))
        done = crawl(configure(tmp_path, ("a", stands["elsewhere"].url("/feed"))), feed_names=["a"])
    got = {
        name: tuple(any(one["url"] == page for one in done.results) for page in both) for name, both in pages.items()
    }
    assert got == (
        dict.fromkeys((*read, "html"), (True, True))
        | dict.fromkeys(("five", "packed"), (True, False))
        | dict.fromkeys((*shut, "six"), (False, False))
    )
    assert done.reason(pages["five"][1]) == "robots: robots.txt does not allow it"
    assert done.reason(pages["down"][0]).startswith("robots_unreachable: ")
    assert stands["elsewhere"].count("/rules") == 1


def test_a_crawl_delay_is_left_in_redis(tmp_path: Path, outlet: Stand, redis_url: str) -> None:
    """What robots.txt asks for holds for the other crawlers too, and they have not read it."""
    outlet.put("/robots.txt", "User-agent: *\nCrawl-delay: 4\n")
    url = outlet.publish(1).replace(outlet.host, "outlet.test")
    running = begin(
        configure(tmp_path, redis=redis_url, crawler=STRANGER), names={"outlet.test": [[outlet.host]]}, urls=[url]
    )
    longest = 0
    with Redis.from_url(redis_url, decode_responses=True) as redis:
        while running.process.poll() is None:
            if redis.get(lease_key("outlet.test")) == "rest":
                longest = max(longest, int(redis.pttl(lease_key("outlet.test"))))
            time.sleep(0.02)
    assert running.end().summary["stories"] == 1
    assert DELAY * 1000 < longest <= 4_000


def test_a_redirect_does_not_get_past_the_delay(tmp_path: Path, outlet: Stand, stand: Stand) -> None:
    """Links over a shortener, which may be asked at once, come to one host: it is asked one by one, with its delay."""
    lock, starts = threading.Lock(), []

    def page(asked: Asked) -> Answer:
        with lock:
            starts.append(time.monotonic())
        return Answer(body=article(f"مقتل ثلاثة مدنيين في قصف على أطراف المدينة {asked.path}").encode())

    links = []
    for number in range(4):
        outlet.answers[f"/news/{number}000"] = page
        stand.put(f"/go/{number}000", status=302, Location=f"http://outlet.test:8080/news/{number}000")
        links.append(stand.url(f"/go/{number}000"))
    stand.put("/feed", feed(*links))
    own = STRANGER.replace('"127.0.5.0/24"', '"127.0.5.0/24", "127.0.0.1"')
    config = configure(tmp_path, ("a", stand.url("/feed")), crawler=own)
    done = begin(config, names={"outlet.test": [[outlet.host]]}, feed_names=["a"]).end()
    assert len(done.titles) == 4, done.log
    gaps = [after - before for before, after in zip(starts, starts[1:], strict=False)]
    assert min(gaps) > DELAY * 0.8, gaps
