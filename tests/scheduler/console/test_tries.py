"""Who guesses waits: by address and by name, longer each time, and nobody longer than is said."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import Engine

from scheduler.console.signing_in import address_key
from scheduler.console.tries import FORGOTTEN_AFTER, OF_ADDRESSES, OF_NAMES, Patience, Tries
from tests.alerts.making import NOW
from tests.scheduler.console.desk import AT, Desk
from tests.scheduler.console.people import WORDS, asking, log_in, logged_in, token_in, window

THREE = Patience(free=3, longest=timedelta(seconds=10))


@pytest.fixture
def desk(sqlite_engine: Engine) -> Desk:
    """A console that asks who comes."""
    return asking(sqlite_engine)


def test_the_wait_doubles_up_to_the_longest() -> None:
    """The first tries are free: people mistype."""
    waits = [THREE.wait(failures).total_seconds() for failures in range(9)]
    assert waits == [0, 0, 0, 1, 2, 4, 8, 10, 10]
    assert OF_ADDRESSES.wait(10**9) == timedelta(minutes=15)


def test_a_wait_passes_and_failures_are_forgotten() -> None:
    """Also where our clock is set back in between: nobody waits longer than from now."""
    tries = Tries(THREE)
    for _ in range(5):
        tries.begin("a", NOW)
    assert tries.wait("a", NOW) == timedelta(seconds=4)
    assert tries.wait("a", NOW + timedelta(seconds=3)) == timedelta(seconds=1)
    assert tries.wait("a", NOW + timedelta(seconds=4)) == timedelta(0)
    assert tries.wait("a", NOW - timedelta(days=1)) == timedelta(seconds=4)
    assert tries.wait("b", NOW) == timedelta(0)
    tries.begin("a", NOW + FORGOTTEN_AFTER + timedelta(seconds=1))
    assert tries.wait("a", NOW + FORGOTTEN_AFTER + timedelta(seconds=1)) == timedelta(0)


def test_what_is_remembered_is_bounded() -> None:
    """A flood of names takes no memory without end; the newest stay."""
    tries = Tries(Patience(free=1, longest=timedelta(seconds=10)))
    for number in range(10_050):
        tries.begin(str(number), NOW)
    assert tries.wait("10049", NOW) > timedelta(0)
    assert tries.wait("0", NOW) == timedelta(0)


def test_one_address_cannot_guess_on(desk: Desk) -> None:
    """Not with the right password, and not at another name; another address can, and later so can this one."""
    guesser = window(desk, address="10.9.9.9")
    answers = [log_in(guesser, f"name-{number}", "wrong").status_code for number in range(12)]
    assert answers == [403] * 10 + [429] * 2
    refused = log_in(guesser, "salma")
    assert refused.status_code == 429
    assert 0 < int(refused.headers["retry-after"]) <= 900
    assert "set-cookie" not in refused.headers
    assert log_in(window(desk, address="10.9.9.8"), "salma").status_code == 303
    desk.now += timedelta(seconds=2)
    assert log_in(guesser, "salma").status_code == 303


def test_one_name_cannot_be_guessed_from_many_addresses(desk: Desk) -> None:
    """Whether anybody has that name or not; its owner waits a minute at most."""
    for name in ("salma", "nobody"):
        answers = [log_in(window(desk, address=f"10.0.1.{n}"), name, "wrong").status_code for n in range(7)]
        assert answers == [403] * 5 + [429] * 2, name
    assert log_in(window(desk, address="10.0.2.1"), "karim").status_code == 303
    assert OF_NAMES.wait(10**6) == timedelta(minutes=1)
    desk.now += timedelta(minutes=1)
    assert log_in(window(desk, address="10.0.2.2"), "salma").status_code == 303


def test_a_success_does_not_wash_an_address_clean(desk: Desk) -> None:
    """Who has an account of his own gains no tries at another's by it."""
    guesser = window(desk, address="10.9.9.9")
    for number in range(9):
        log_in(guesser, f"name-{number}", "wrong")
    assert logged_in(desk, "karim", address="10.9.9.9")
    assert log_in(guesser, "other", "wrong").status_code == 403
    assert log_in(guesser, "another", "wrong").status_code == 429


def test_many_at_a_time_are_no_way_around(desk: Desk) -> None:
    """A try counts when it begins."""
    token = token_in(window(desk).get("/login").text)

    async def guess(browser: httpx.AsyncClient, number: int) -> int:
        form = {"token": token, "name": "salma", "password": f"guess {number}"}
        return (await browser.post("/login", data=form)).status_code

    async def at_once() -> list[int]:
        way = httpx.ASGITransport(app=desk.app, client=("10.9.9.9", 50_000))
        async with httpx.AsyncClient(transport=way, base_url=AT) as browser:
            return await asyncio.gather(*(guess(browser, number) for number in range(40)))

    answers = asyncio.run(at_once())
    assert answers.count(403) == OF_NAMES.free
    assert answers.count(429) == 40 - OF_NAMES.free


@pytest.mark.parametrize(
    ("proxies", "told", "waits"),
    [
        ([], "10.5.0.{n}", True),  # anybody may write this header
        (["10.9.9.9"], "10.5.0.{n}", False),
        (["10.9.0.0/16"], "10.5.0.{n}", False),
        (["10.9.9.9"], "1.2.3.{n}, 10.5.0.1", True),  # what was there before the proxy added its own
        (["192.168.0.1"], "10.5.0.{n}", True),
    ],
)
def test_only_a_proxy_of_ours_says_for_whom_it_asks(
    sqlite_engine: Engine, proxies: list[str], told: str, waits: bool
) -> None:
    """Else one guesser would be as many as he likes."""
    desk = asking(sqlite_engine, proxies=proxies)
    answers = []
    for number in range(14):
        proxy = window(desk, address="10.9.9.9")
        proxy.headers["x-forwarded-for"] = told.format(n=number)
        answers.append(log_in(proxy, f"name-{number}", "wrong").status_code)
    assert (429 in answers) == waits


def test_an_address_of_the_newer_kind_stands_for_its_network() -> None:
    """Whoever has one has 2^64 of them."""
    assert address_key("2001:db8:1:2::5") == address_key("2001:db8:1:2:ffff::9") == "2001:db8:1:2::/64"
    assert address_key("::ffff:10.0.0.1") == address_key("10.0.0.1") == "10.0.0.1"
    assert address_key("testclient") == "testclient"


def test_a_refusal_is_logged_without_what_was_typed(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """A password is typed into the wrong field some day; the key of a session stands nowhere either."""
    caplog.set_level("INFO")
    log_in(window(desk), "my secret words", "wrong password")
    browser = logged_in(desk, "salma")
    assert "console_login_refused address=10.1.1.1" in caplog.text
    assert "console_login name=salma" in caplog.text
    for secret in ("my secret words", "wrong password", WORDS["salma"], browser.cookies["rasid"], "argon2id"):
        assert secret not in caplog.text
