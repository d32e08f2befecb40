"""A connection that came to nothing is told in words, with the name of the exception for those who look it up."""

import asyncio
import socket
import ssl
from collections.abc import Iterator

import aiosmtplib
import httpx
import pytest

from alerts.channels.broken import told
from alerts.channels.channel import Outcome
from alerts.channels.guarded import GuardedBackend
from alerts.channels.mail_answers import Stage, read_fault
from alerts.channels.posting import post
from crawler.guard import Allowed
from scheduler.demo.loopback import Fault, Misbehaviour
from scheduler.demo.receivers import WebhookReceiver


@pytest.fixture
def peer() -> Iterator[WebhookReceiver]:
    """Anything that speaks HTTP."""
    with WebhookReceiver() as receiver:
        yield receiver


def closed_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


async def posted(url: str) -> str | None:
    """The error that a POST through the guard ends with."""
    transport = httpx.AsyncHTTPTransport()
    transport._pool._network_backend = GuardedBackend(Allowed.of(["127.0.0.0/8"]))
    async with httpx.AsyncClient(transport=transport, timeout=0.5) as client:
        outcome = await post(client, url, content=b"{}", headers={}, seconds=5)
    assert isinstance(outcome, Outcome)
    return outcome.error


async def test_why_no_connection_was_made_is_told() -> None:
    """Refused, or without an address: the operator does something else about each."""
    assert await posted(f"http://127.0.0.1:{closed_port()}/") == "the connection was refused (ConnectError)"
    assert await posted("http://nobody.invalid/") == "its name has no address (ConnectError)"


async def test_what_became_of_a_request_is_told(peer: WebhookReceiver) -> None:
    """No answer in time, and a connection that ends."""
    peer.faults[1] = Fault(kind=Misbehaviour.HANG_BEFORE)
    assert await posted(peer.url) == "no answer in time (ReadTimeout)"
    peer.faults[2] = Fault(kind=Misbehaviour.GARBAGE)
    assert str(await posted(peer.url)).startswith("the connection was broken off")


async def test_mail_servers_are_told_of_in_the_same_words() -> None:
    """Behind the stage at which it was."""
    with pytest.raises(aiosmtplib.SMTPConnectError) as refused:
        await aiosmtplib.SMTP(hostname="127.0.0.1", port=closed_port(), timeout=1).connect()
    fault = read_fault(Stage.CONNECT, refused.value)
    assert fault.error == "connect: the connection was refused (SMTPConnectError)"
    gone = read_fault(Stage.DATA, aiosmtplib.SMTPServerDisconnected("Connection lost: secret"))
    assert gone.error == "data: no connection, or it was broken off (SMTPServerDisconnected)"
    late = read_fault(Stage.LOGIN, aiosmtplib.SMTPReadTimeoutError("Timed out: secret"))
    assert late.error == "login: no answer in time (SMTPReadTimeoutError)"


@pytest.mark.parametrize(
    ("error", "behind", "expected"),
    [
        (httpx.ConnectError(""), ssl.SSLCertVerificationError("self-signed"), "its certificate is not trusted"),
        (httpx.ConnectError(""), ssl.SSLError("wrong version number"), "no encrypted connection could be made"),
        (httpx.ReadTimeout(""), ssl.SSLWantReadError(), "no answer in time"),
        (httpx.ConnectTimeout(""), None, "no connection in time"),
        (httpx.PoolTimeout(""), None, "too much was being sent at once"),
        (httpx.ReadError(""), None, "the connection was broken off"),
    ],
)
def test_what_lies_behind_an_exception_says_more(
    error: httpx.HTTPError, behind: Exception | None, expected: str
) -> None:
    """But for what stands behind every wait for something encrypted."""
    error.__context__ = behind
    assert told(error) == f"{expected} ({type(error).__name__})"


def test_what_is_no_fault_of_a_connection_keeps_its_name_alone() -> None:
    """And a circle of exceptions ends."""
    one, other = ValueError("secret"), KeyError("secret")
    one.__cause__, other.__cause__ = other, one
    assert told(one) == "ValueError"
    assert told(asyncio.IncompleteReadError(b"secret", 9)) == "the connection was broken off (IncompleteReadError)"
