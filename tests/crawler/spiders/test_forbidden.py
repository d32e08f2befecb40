"""No way in: feeds, links, redirects and robots.txt cannot make the crawler connect to an address of our own network.

The stand listens on 127.0.0.2, which the configuration allows. A second server waits on 127.0.0.1 at a port that is
open to the web at large: whatever reaches it has got past the guard.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawler.spiders.crawls import Crawled, configure, crawl
from tests.crawler.spiders.stand import Answer, Asked, Stand, article, feed

pytestmark = pytest.mark.slow

OWN = 'allow_private_hosts = ["127.0.0.2"]\ndelay_per_host = 0\n'

# {p} is the open port of the forbidden server.
ATTEMPTS = [
    "http://127.0.0.1:{p}/a",
    "http://127.0.0.1.:{p}/a",
    "http://localhost:{p}/a",
    "http://LOCALHOST:{p}/a",
    "http://localhost.:{p}/a",
    "http://127.1:{p}/a",
    "http://127.0.1:{p}/a",
    "http://2130706433:{p}/a",
    "http://0x7f000001:{p}/a",
    "http://0x7f.0.0.1:{p}/a",
    "http://0177.0.0.1:{p}/a",
    "http://017700000001:{p}/a",
    "http://0:{p}/a",
    "http://0.0.0.0:{p}/a",
    "http://127.127.127.127:{p}/a",
    "http://127.0.0.1%2f:{p}/a",
    "http://①②⑦.⓪.⓪.①:{p}/a",
    "http://１２７.０.０.１:{p}/a",
    "http://127。0。0。1:{p}/a",
    "http://[::1]:{p}/a",
    "http://[::]:{p}/a",
    "http://[0:0:0:0:0:0:0:1]:{p}/a",
    "http://[::ffff:127.0.0.1]:{p}/a",
    "http://[::ffff:7f00:1]:{p}/a",
    "http://[::127.0.0.1]:{p}/a",
    "http://[64:ff9b::7f00:1]:{p}/a",
    "http://[2002:7f00:1::]:{p}/a",
    "http://[fe80::1%25lo]:{p}/a",
    "http://10.0.0.1:{p}/a",
    "http://172.16.0.1:{p}/a",
    "http://192.168.0.1:{p}/a",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/a",
    "http://224.0.0.1/a",
    "http://255.255.255.255/a",
    "http://user@127.0.0.1:{p}/a",
    "http://user:pw@127.0.0.1:{p}/a",
    "http://127.0.0.1:{p}\\@example.org/a",
    "http://example.org@127.0.0.1:{p}/a",
    "http://127.0.0.1:{p}#@example.org/",
    "http://127.0.0.1:6379/a",
    "http://127.0.0.2:22/a",
    "https://127.0.0.1:{p}/a",
    "ftp://127.0.0.1/a",
    "gopher://127.0.0.1:{p}/a",
    "file:///etc/passwd",
    "data:text/html,<h1>x</h1>",
]


@pytest.fixture
def allowed() -> Iterator[Stand]:
    """The outlet's server."""
    one = Stand("127.0.0.2")
    yield one
    one.close()


@pytest.fixture
def forbidden() -> Iterator[Stand]:
    """The server in our own network, on a port that outlets use."""
    for port in (8080, 8443):
        try:
            one = Stand("127.0.0.1", port)
        except OSError:
            continue
        one.put("/robots.txt", "User-agent: *\nAllow: /\n")
        one.put("/a", article("سر من أسرار الشبكة الداخلية"))
        yield one
        one.close()
        return
    pytest.skip("both 8080 and 8443 are in use on this machine")


def _crawl(tmp_path: Path, allowed: Stand, **asked: object) -> Crawled:
    return crawl(configure(tmp_path, ("a", allowed.url("/feed")), crawler=OWN), **asked)


def test_no_link_of_a_feed_reaches_our_own_network(tmp_path: Path, allowed: Stand, forbidden: Stand) -> None:
    """Every notation is refused with a reason, and the one good link among them is read."""
    links = [attempt.format(p=forbidden.port) for attempt in ATTEMPTS]
    allowed.put("/feed", feed(*links, allowed.publish(1)))
    done = _crawl(tmp_path, allowed, feed_names=["a"])
    assert done.summary["stories"] == 1
    assert forbidden.asked == []
    assert "Traceback" not in done.log


@pytest.mark.parametrize("attempt", ["http://127.0.0.1:{p}/a", "http://2130706433:{p}/a", "http://127.0.0.1:6379/a"])
def test_no_address_given_by_hand_reaches_our_own_network(
    tmp_path: Path, allowed: Stand, forbidden: Stand, attempt: str
) -> None:
    """What a person types is fetched by the same rules; only the configuration file opens anything."""
    url = attempt.format(p=forbidden.port)
    done = _crawl(tmp_path, allowed, urls=[url])
    assert done.reason(url).startswith("address_refused")
    assert forbidden.asked == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_reaches_our_own_network(tmp_path: Path, allowed: Stand, forbidden: Stand, status: int) -> None:
    """Redirects of feeds, pages and robots.txt are new requests to the guard, over several hops as well."""
    target = forbidden.url("/a")
    allowed.put("/hop", status=status, Location="/hop2")
    allowed.put("/hop2", status=status, Location=target)
    allowed.put("/robots.txt", status=status, Location=target)
    allowed.put("/file", status=status, Location="file:///etc/passwd")
    allowed.put("/feed", feed(allowed.url("/hop"), allowed.url("/file")))
    moved = Stand("127.0.0.2")
    moved.put("/feed", status=status, Location=target)
    config = configure(tmp_path, ("a", allowed.url("/feed")), ("b", moved.url("/feed")), crawler=OWN)
    done = crawl(config, everything=True)
    moved.close()
    assert done.summary["stories"] == 0
    assert "address_refused" in done.reason(moved.url("/feed"))
    assert forbidden.asked == []


def test_a_page_behind_a_forbidden_redirect_is_refused_for_good(
    tmp_path: Path, allowed: Stand, forbidden: Stand
) -> None:
    """It is not asked for again at every visit."""
    allowed.put("/hop", status=302, Location=forbidden.url("/a"))
    allowed.put("/feed", feed(allowed.url("/hop")))
    done = _crawl(tmp_path, allowed, feed_names=["a"])
    assert done.reason("/hop") == "address_refused: 127.0.0.1 leads to 127.0.0.1, which is loopback"
    assert "page_refused" in done.log


def test_redirects_end(tmp_path: Path, allowed: Stand) -> None:
    """A loop costs six requests and is a failure with a name."""
    allowed.put("/loop", status=302, Location="/loop")
    done = _crawl(tmp_path, allowed, urls=[allowed.url("/loop")])
    assert done.reason("/loop") == "redirects: too many redirects"
    assert allowed.count("/loop") == 6


def test_large_answers_are_cut_off(tmp_path: Path, allowed: Stand) -> None:
    """Too many bytes, stated, unstated or packed, are a failure of their page alone."""
    import gzip

    bomb = gzip.compress(b"0" * 40_000_000)
    allowed.put("/big", b"x" * 300_000)
    allowed.put("/bomb", bomb, Content_Encoding="gzip")
    allowed.put("/feed", feed(allowed.url("/big"), allowed.url("/bomb"), allowed.publish(1)))
    config = configure(tmp_path, ("a", allowed.url("/feed")), crawler=OWN + "max_bytes = 200000\n")
    done = crawl(config, feed_names=["a"])
    assert done.summary["stories"] == 1
    assert done.reason("/big").startswith("too_large")
    assert done.reason("/bomb").startswith("too_large")


def test_an_answer_that_never_ends_is_given_up(tmp_path: Path, allowed: Stand) -> None:
    """The deadline is for the whole answer, whatever trickles in."""
    import threading

    allowed.answers["/slow"] = Answer(body=b"x", hold=threading.Event())
    config = configure(tmp_path, crawler=OWN + "timeout = 1\nobey_robots = false\n")
    assert crawl(config, urls=[allowed.url("/slow")]).reason("/slow").startswith("timeout")


def test_a_proxy_in_the_environment_is_not_used(
    tmp_path: Path, allowed: Stand, forbidden: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind a proxy the guard would see the proxy's address only."""

    def proxy(asked: Asked) -> Answer:
        return Answer(body=article("خبر من الوسيط").encode())

    url = allowed.publish(1)
    forbidden.answers[url] = proxy
    monkeypatch.setenv("http_proxy", forbidden.url())
    assert _crawl(tmp_path, allowed, urls=[url]).summary["stories"] == 1
    assert forbidden.asked == []
