"""A POST ends as an answer, as certainly not sent, or as ambiguous; and the guard sees every address."""

from collections.abc import Iterator

import httpcore
import httpx
import pytest

from alerts.channels.channel import Outcome, Sent
from alerts.channels.guarded import GuardedBackend
from alerts.channels.posting import MAX_ANSWER, Answer, post
from crawler.errors import AddressRefused
from crawler.guard import Allowed
from scheduler.demo.loopback import Answer as Said
from scheduler.demo.loopback import Fault, Misbehaviour
from scheduler.demo.receivers import WebhookReceiver


@pytest.fixture
def peer() -> Iterator[WebhookReceiver]:
    """Anything that speaks HTTP."""
    with WebhookReceiver() as receiver:
        yield receiver


async def posted(url: str, *, read: float = 5.0, seconds: float = 5.0, read_body: bool = True) -> Answer | Outcome:
    """What a POST with these patiences ends as."""
    async with httpx.AsyncClient(timeout=httpx.Timeout(5.0, read=read), trust_env=False) as client:
        return await post(client, url, content=b"{}", headers={}, seconds=seconds, read_body=read_body)


@pytest.mark.parametrize("kind", [Misbehaviour.HANG_BEFORE, Misbehaviour.KEEP_THEN_HANG])
@pytest.mark.parametrize(("read", "seconds"), [(0.2, 5.0), (5.0, 0.2)])
async def test_a_peer_that_says_nothing_leaves_it_open(
    peer: WebhookReceiver, kind: Misbehaviour, read: float, seconds: float
) -> None:
    """It may have it, by whichever clock our patience ends."""
    peer.faults[1] = Fault(kind=kind)
    outcome = await posted(peer.url, read=read, seconds=seconds)
    assert isinstance(outcome, Outcome)
    assert outcome.sent is Sent.AMBIGUOUS


async def test_an_endless_answer_is_cut(peer: WebhookReceiver) -> None:
    """A hostile peer cannot fill our memory."""
    peer.faults[1] = Fault(kind=Misbehaviour.ANSWER, answer=Said(body=b"x" * (4 * MAX_ANSWER)))
    answer = await posted(peer.url)
    assert isinstance(answer, Answer)
    assert (answer.status, len(answer.body)) == (200, MAX_ANSWER)


async def test_a_status_is_enough_where_the_body_does_not_matter(peer: WebhookReceiver) -> None:
    """A receiver that breaks off after its 200 has taken the message."""
    peer.faults[1] = Fault(kind=Misbehaviour.ANSWER, answer=Said(body=b"x" * (4 * MAX_ANSWER)))
    answer = await posted(peer.url, read_body=False)
    assert isinstance(answer, Answer)
    assert (answer.status, answer.body) == (200, b"")


@pytest.mark.parametrize("url", ["ftp://example.org/", "http://exa\nmple.org/", "//example.org"])
async def test_what_is_no_web_address_is_refused(url: str) -> None:
    """Without an exception."""
    outcome = await posted(url)
    assert isinstance(outcome, Outcome)
    assert outcome.sent is Sent.REFUSED


class Remembering(httpcore.AsyncNetworkBackend):
    """A network where nobody answers, which remembers who was called."""

    def __init__(self) -> None:
        self.called: list[str] = []

    async def connect_tcp(self, host: str, port: int, **_options: object) -> httpcore.AsyncNetworkStream:
        self.called.append(host)
        raise httpcore.ConnectError("nobody there")


async def test_the_checked_address_is_the_one_that_is_called() -> None:
    """A name is resolved once: what it points to a moment later makes no difference."""
    network = Remembering()
    with pytest.raises(httpcore.ConnectError):
        await GuardedBackend(Allowed.of(["127.0.0.0/8", "::1"]), network).connect_tcp("localhost", 80)
    assert network.called
    assert set(network.called) <= {"127.0.0.1", "::1"}


async def test_a_refused_address_is_never_called() -> None:
    """The guard stands before the socket."""
    network = Remembering()
    with pytest.raises(AddressRefused, match="loopback"):
        await GuardedBackend(Allowed.of([]), network).connect_tcp("127.0.0.1", 80)
    assert network.called == []
