"""No way in: whatever names an address of our own network, the crawler does not connect to it.

Every attempt of the table goes through the real crawler, and so does the counter-check: with `allow_private_hosts` the
same attempts do get in, so that what is seen to hold them back is the guard.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from alerts.channels.guarded import guarded_client
from crawler.errors import AddressRefused
from crawler.guard import Allowed, address_refusal, url_refusal
from tests.crawler.canary import Canary, open_canary
from tests.crawler.spiders.crawls import Crawled, configure
from tests.crawler.spiders.prepared import begin
from tests.crawler.spiders.stand import Stand, article, feed
from tests.crawler.ssrf_attempts import ATTEMPTS, NAMES, Attempt, Way

LINKS_OF_A_FEED = 50
LOOPBACK = ("127.0.0.0/8", "0.0.0.0/8", "::1")


@dataclass(kw_only=True)
class Outlet:
    """An outlet that was taken over: its servers, and what the crawler is asked for."""

    stand: Stand
    canary: Canary
    stack: ExitStack
    feeds: list[tuple[str, str]]
    by_hand: list[str]

    def take(self, attempts: Sequence[Attempt]) -> None:
        """Puts the attempts where the crawler will come across them."""
        links: list[str] = []
        for number, attempt in enumerate(attempts):
            links += self._place(attempt, number)
        for start in range(0, len(links), LINKS_OF_A_FEED):
            path = f"/feed{start}"
            self.stand.put(path, feed(*links[start : start + LINKS_OF_A_FEED]))
            self.feeds.append((f"links{start}", self.stand.url(path)))

    def _place(self, attempt: Attempt, number: int) -> list[str]:
        path = _path(number)
        value = attempt.value.format(p=self.canary.port, t=path)
        match attempt.way:
            case Way.LINK:
                return [value]
            case Way.FEED:
                self.feeds.append((f"feed{number}", value))
            case Way.HAND:
                self.by_hand.append(value)
            case Way.REDIRECT:
                self.stand.put(path, status=attempt.status, Location=value)
                return [self.stand.url(path)]
            case Way.ROBOTS:
                other = Stand(self.stand.host)
                self.stack.callback(other.close)
                other.put("/robots.txt", status=302, Location=value)
                other.put(path, article("مقتل ثلاثة مدنيين في قصف على أطراف المدينة"))
                return [other.url(path)]
            case Way.PAGE:
                page = article(f"مقتل ثلاثة مدنيين في قصف على أطراف المدينة {number}")
                self.stand.put(path, page.replace("</head>", value + "</head>"))
                return [self.stand.url(path)]
            case Way.IN_FEED:
                text = feed(self.stand.publish(1000 + number)).replace("<item>", value + "<item>", 1)
                self.stand.put(path, text, Link=f'<{self.canary.url(path)}>; rel="hub"')
                self.feeds.append((f"named{number}", self.stand.url(path)))
        return []

    def crawl(self, folder: Path, *own: str) -> Crawled:
        """One crawl of everything."""
        outlet, dead = self.stand.host, "127.0.4.1"
        names = {
            name: [[one.format(outlet=outlet, dead=dead) for one in answer] for answer in answers]
            for name, answers in NAMES.items()
        }
        for page in ("/robots.txt", "/"):  # so that the next request has to ask for the address again
            self.stand.put(page, status=404, Connection="close")
        own_hosts = ", ".join(f'"{one}"' for one in (outlet, dead, *own))
        crawler = f"allow_private_hosts = [{own_hosts}]\ndelay_per_host = 0\ntimeout = 40\n"
        config = configure(folder, *self.feeds, crawler=crawler)
        return begin(config, names=names, urls=self.by_hand, everything=True).end()


def _path(number: int) -> str:
    return f"/ssrf-{number}-"


@pytest.fixture
def canary() -> Iterator[Canary]:
    """The server in our own network."""
    one = open_canary()
    if one is None:
        pytest.skip("8080 and 8443 are in use on this machine")
    yield one
    one.close()


@pytest.fixture
def outlet(canary: Canary) -> Iterator[Outlet]:
    """The outlet, on the canary's port: what differs is the address alone."""
    with ExitStack() as stack:
        stand = Stand("127.0.4.2", canary.port)
        stack.callback(stand.close)
        yield Outlet(stand=stand, canary=canary, stack=stack, feeds=[], by_hand=[])


def _reasons(done: Crawled, number: int) -> list[str]:
    return [one["reason"] for one in done.summary["failures"] if _path(number) in one["url"]]


@pytest.mark.slow
def test_no_attempt_gets_in(tmp_path: Path, outlet: Outlet) -> None:
    """Not one connection is made, each attempt ends with its reason, and the outlet's honest pages are read."""
    outlet.take(ATTEMPTS)
    outlet.feeds.append(("honest", outlet.stand.url("/honest")))
    outlet.stand.put("/honest", feed(outlet.stand.publish(1), outlet.stand.publish(2)))
    done = outlet.crawl(tmp_path)
    assert outlet.canary.asked == []
    assert {outlet.stand.url("/news/1000"), outlet.stand.url("/news/2000")} <= {one["url"] for one in done.results}
    ends = {
        attempt.name: _reasons(done, number)
        for number, attempt in enumerate(ATTEMPTS)
        if attempt.ends and not any(reason.startswith(attempt.ends) for reason in _reasons(done, number))
    }
    assert ends == {}
    assert "Traceback" not in done.log


@pytest.mark.slow
def test_the_configuration_is_the_only_way_in(tmp_path: Path, outlet: Outlet) -> None:
    """With loopback among the hosts of one's own the same attempts reach the canary: all of those that lead there in
    some notation, and none that leads there by a password, another port or something that is never followed."""
    attempts = [one for one in ATTEMPTS if one.reaches or "127.0.0.1" in one.value]
    outlet.take(attempts)
    outlet.crawl(tmp_path, *LOOPBACK)
    got_in = {
        attempt.name
        for number, attempt in enumerate(attempts)
        if any(_path(number) in path for path in outlet.canary.asked)
    }
    assert got_in == {one.name for one in attempts if one.reaches}


def test_the_table_is_long_enough() -> None:
    """Each attempt has a name of its own."""
    assert len({one.name for one in ATTEMPTS}) == len(ATTEMPTS) >= 50


@pytest.mark.parametrize(
    "attempt",
    [one for one in ATTEMPTS if one.reaches and one.way is Way.LINK and ".test" not in one.value],
    ids=lambda one: one.name,
)
async def test_other_clients_do_not_get_in_either(attempt: Attempt, canary: Canary) -> None:
    """Webhooks and hubs are asked by another client, under the same guard, and opened by the same configuration."""
    if "[" in attempt.value and "ffff" not in attempt.value and not canary.has_ipv6:
        pytest.skip("no IPv6 here")
    url = attempt.value.format(p=canary.port, t="/a")
    timeout = httpx.Timeout(10)
    async with guarded_client(Allowed.of(["127.0.4.2"]), timeout=timeout) as client:
        with pytest.raises((AddressRefused, httpx.HTTPError, httpx.InvalidURL)) as refused:
            await client.get(url)
    assert canary.asked == [], refused
    if refused.type is AddressRefused:
        async with guarded_client(Allowed.of(LOOPBACK), timeout=timeout) as client:
            assert (await client.get(url)).status_code == 200
        assert len(canary.asked) == 1


async def test_other_clients_follow_no_redirect(canary: Canary) -> None:
    """A redirect would be a request that nobody has looked at."""
    stand = Stand("127.0.4.2")
    stand.put("/hop", status=307, Location=canary.url("/a"))
    async with guarded_client(Allowed.of([stand.host]), timeout=httpx.Timeout(10)) as client:
        assert (await client.get(stand.url("/hop"))).status_code == 307
    stand.close()
    assert canary.asked == []


@pytest.mark.parametrize("attempt", [one for one in ATTEMPTS if one.way is Way.LINK], ids=lambda one: one.name)
def test_the_guard_passes_nothing_unresolved(attempt: Attempt) -> None:
    """Without a resolver already: an address is refused by what it says, its host as an address, or as none."""
    url = attempt.value.format(p=8080, t="/a")
    assert url_refusal(url) or address_refusal(urlsplit(url).hostname or "")
