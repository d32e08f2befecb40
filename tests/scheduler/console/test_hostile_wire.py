"""What no browser sends: it is refused, costs little, and holds nothing."""

import socket
import time
from collections.abc import Iterator

import httpx
import pytest
from sqlalchemy import Engine

from scheduler import serving
from scheduler.console import guarding
from tests.scheduler.console.desk import Desk
from tests.scheduler.console.on_the_wire import on_a_port, say
from tests.scheduler.console.people import WORDS, asking, token_in

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def desk(sqlite_engine: Engine) -> Desk:
    """A console that asks who comes."""
    return asking(sqlite_engine)


@pytest.fixture
def place(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Where it listens; it waits half a second where it waits ten."""
    monkeypatch.setattr(serving, "HEAD_SECONDS", 0.5)
    monkeypatch.setattr(guarding, "BODY_SECONDS", 0.5)
    with on_a_port(desk) as one:
        yield one


def status(heard: bytes) -> int:
    """Of the first answer."""
    return int(heard.split(b" ", 2)[1])


def asked(head: str) -> bytes:
    """A request as it goes over the line, without a body."""
    return head.replace("\n", "\r\n").encode() + b"\r\n\r\n"


@pytest.mark.parametrize(
    "pieces", [(), (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n",), (b"G",), (b"POST /login HTTP/1.1\r\nHos",)]
)
def test_who_does_not_say_what_he_wants_is_let_go(place: str, pieces: tuple[bytes, ...]) -> None:
    """A few hundred such connections would keep everybody else out."""
    began = time.monotonic()
    assert say(place, *pieces) == b""
    assert 0.3 < time.monotonic() - began < 5


def test_a_second_request_is_hurried_too(place: str) -> None:
    """On a connection that has had its first answer."""
    first = asked("GET /login HTTP/1.1\nHost: 127.0.0.1")
    host, _, port = place.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(first)
        assert status(line.recv(65_536)) == 200
        time.sleep(0.6)  # an idle connection has its own time
        began = time.monotonic()
        line.sendall(b"GET /login HT")
        while line.recv(65_536):
            pass
    assert 0.3 < time.monotonic() - began < 4  # not only when keep-alive would have ended


def test_a_slow_body_is_not_waited_for(place: str) -> None:
    """One byte now and the rest never."""
    began = time.monotonic()
    heard = say(place, asked(f"POST /login HTTP/1.1\nHost: 127.0.0.1\nContent-Type: {FORM}\nContent-Length: 999"), b"n")
    assert status(heard) == 408
    assert 0.3 < time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("Content-Length: 65537", 413),
        ("Content-Length: 99999999999999999999", 413),
        ("Transfer-Encoding: chunked", 413),
        ("Content-Length: -1", 400),
        ("Content-Length: 5\nContent-Length: 6", 400),
        ("Content-Length: 5\nTransfer-Encoding: chunked", 413),
        ("Cookie: " + "rasid=x; " * 3_000 + "\nContent-Length: 0", 403),
    ],
)
def test_a_body_or_head_that_no_form_of_ours_sends(place: str, head: str, code: int) -> None:
    """Too long, of no length, of two: refused before any of it is read. A long cookie is only a wrong one."""
    heard = say(place, asked(f"POST /login HTTP/1.1\nHost: 127.0.0.1\nConnection: close\n{head}"))
    assert status(heard) == code


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("Content-Length: 1048577", 413),
        ("Content-Length: 5\nTransfer-Encoding: chunked", 413),
        ("Content-Length: 1048576", 408),
    ],
)
def test_a_list_of_feeds_is_bounded_too(place: str, head: str, code: int) -> None:
    """It may be longer than a form, and must come in as fast."""
    heard = say(place, asked(f"POST /feeds/import HTTP/1.1\nHost: 127.0.0.1\nConnection: close\n{head}"))
    assert status(heard) == code


@pytest.mark.parametrize(
    ("host", "code"),
    [
        ("Host: evil.example", 421),
        ("Host: 127.0.0.1.evil.example", 421),
        ("Host: 127.0.0.1\nHost: evil.example", 400),
        ("Host: evil.example\nX-Forwarded-Host: 127.0.0.1", 421),
        ("Host: evil.example\nForwarded: host=127.0.0.1", 421),
        ("Host: 127.0.0.1@evil.example", 421),
        ("X-Host: 127.0.0.1", 400),
        ("Host: 127.0.0.1", 200),
    ],
)
def test_a_name_that_is_not_ours_gets_nothing(place: str, host: str, code: int) -> None:
    """Whatever other headers say: a stranger's name that leads here (DNS rebinding) would read as the reader does."""
    heard = say(place, asked(f"GET /login HTTP/1.1\nConnection: close\n{host}"))
    assert status(heard) == code


@pytest.mark.parametrize(
    "path",
    ["/login?next=/%0d%0aSet-Cookie:%20evil=1", "/%0d%0aSet-Cookie:%20evil=1", "/review?x=%0d%0aSet-Cookie:%20evil=1",
     "/assets/%0d%0aSet-Cookie:%20evil=1", "//evil.example/%2e%2e", "/assets//evil.example/..", "/\\evil.example"],
)  # fmt: skip
def test_no_header_is_written_by_an_address(place: str, path: str) -> None:
    """A line end in an address is text wherever it comes out again, and no redirect leads to another host."""
    heard = say(place, asked(f"GET {path} HTTP/1.1\nHost: 127.0.0.1\nConnection: close"))
    head = heard.partition(b"\r\n\r\n")[0].lower()
    assert status(heard) in (200, 303, 400, 404)
    assert b"\r\nset-cookie:" not in head
    where = [line for line in head.split(b"\r\n") if line.startswith(b"location:")]
    assert all(line.startswith(b"location: /login") for line in where)


def test_no_header_is_written_by_a_form(place: str) -> None:
    """Nor by what a login or a choice of language carries."""
    base = f"http://{place}"
    with httpx.Client(base_url=base, trust_env=False) as browser:
        token = token_in(browser.get("/login").text)
        evil = "/x\r\nSet-Cookie: evil=1\r\n\r\n<script>"
        form = {"token": token, "name": "salma", "password": WORDS["salma"], "next": evil}
        answer = browser.post("/login", data=form, headers={"origin": base})
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert answer.headers.get_list("set-cookie") == [answer.headers["set-cookie"]]
        chosen = browser.post("/preferences", data={"language": "en\r\nX: y", "back": evil}, headers={"origin": base})
        assert (chosen.status_code, chosen.headers["location"]) == (303, "/")
        assert "set-cookie" not in chosen.headers


def test_it_answers_on_while_many_say_nothing(place: str) -> None:
    """Sixty connections that only begin, and a reader beside them."""
    host, _, port = place.rpartition(":")
    held = [socket.create_connection((host, int(port))) for _ in range(60)]
    try:
        for line in held:
            line.sendall(b"GET / HTTP/1.1\r\n")
        assert httpx.get(f"http://{place}/login", trust_env=False).status_code == 200
        for line in held:
            line.settimeout(5)
            assert line.recv(1) == b""
    finally:
        for line in held:
            line.close()
