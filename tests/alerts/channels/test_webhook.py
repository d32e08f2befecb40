"""Webhooks: signed, repeated under one key, and sent only where the guard lets them."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from alerts.alert import DeliveryKind
from alerts.channels.channel import Message, Outcome, Sent
from alerts.channels.webhook import WebhookChannel, retry_after
from alerts.text.webhook import webhook_body
from crawler.guard import Allowed
from scheduler.demo.loopback import Answer, Fault, Misbehaviour
from scheduler.demo.receivers import WebhookReceiver
from tests.alerts.text.pictures import DAMASCUS, alert

SECRET = "a secret of the test"
LOOPBACK = ("127.0.0.1",)


@pytest.fixture
def receiver() -> Iterator[WebhookReceiver]:
    """A subscriber's program."""
    with WebhookReceiver(SECRET) as made:
        yield made


async def post(address: str, *, times: int = 1, allowed: tuple[str, ...] = LOOPBACK) -> list[Outcome]:
    """Posts an alert some times to an address."""
    channel = WebhookChannel(SECRET, allowed=Allowed.of(allowed))
    message = Message(
        delivery_id=12,
        event_id=57,
        revision=1,
        kind=DeliveryKind.NEW,
        recipient=address,
        payload=webhook_body(alert(), DAMASCUS),
    )

    async def unmarked(_stage: str) -> None:
        return

    try:
        return [await channel.send(message, unmarked) for _ in range(times)]
    finally:
        await channel.close()


async def test_the_body_is_signed_as_it_goes_out(receiver: WebhookReceiver) -> None:
    """Whoever has the secret can tell that it is ours, to the byte."""
    await post(f"{receiver.url}/hook")
    (request,) = receiver.requests
    expected = hmac.new(SECRET.encode(), request.body, hashlib.sha256).hexdigest()
    assert request.headers["rasid-signature"] == f"sha256={expected}"
    assert request.headers["content-type"].startswith("application/json")
    assert json.loads(request.body)["headline"]["ar"].startswith("مقتل ما بين 9 و12 مدنيا")


async def test_a_repeated_try_has_the_same_key(receiver: WebhookReceiver) -> None:
    """So that the receiver sees one alert."""
    receiver.faults[1] = Fault(kind=Misbehaviour.KEEP_THEN_CLOSE)
    first, second = await post(f"{receiver.url}/hook", times=2)
    assert (first.sent, second.sent) == (Sent.AMBIGUOUS, Sent.DELIVERED)
    assert (list(receiver.hooks), len(receiver.requests)) == (["12"], 2)


@pytest.mark.parametrize(
    ("status", "sent", "disabled"),
    [
        (200, Sent.DELIVERED, False),
        (202, Sent.DELIVERED, False),
        (302, Sent.REFUSED, False),
        (400, Sent.REFUSED, False),
        (404, Sent.REFUSED, False),
        (410, Sent.REFUSED, True),
        (408, Sent.NOT_SENT, False),
        (425, Sent.NOT_SENT, False),
        (429, Sent.NOT_SENT, False),
        (503, Sent.NOT_SENT, False),
        (500, Sent.AMBIGUOUS, False),
        (504, Sent.AMBIGUOUS, False),
    ],
)
async def test_a_status_means_what_it_says(receiver: WebhookReceiver, status: int, sent: Sent, disabled: bool) -> None:
    """Later, never, or nobody knows."""
    answer = Answer(status=status, headers={"Location": f"{receiver.url}/elsewhere"})
    receiver.faults[1] = Fault(kind=Misbehaviour.ANSWER, answer=answer)
    (outcome,) = await post(f"{receiver.url}/hook")
    assert (outcome.sent, outcome.disable_recipient, outcome.http_status) == (sent, disabled, status)
    assert len(receiver.requests) == 1, "no redirect is followed"


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://[::ffff:127.0.0.1]:{port}/"]
)
async def test_our_own_network_is_not_reached(receiver: WebhookReceiver, address: str) -> None:
    """Neither by number nor by name nor in other words; the receiver never hears of it."""
    (outcome,) = await post(address.format(port=receiver.port), allowed=())
    assert (outcome.sent, receiver.requests) == (Sent.REFUSED, [])
    assert "loopback" in (outcome.error or "")


async def test_the_operators_own_host_may_be_named(receiver: WebhookReceiver) -> None:
    """By the name that the address has."""
    (outcome,) = await post(f"http://localhost:{receiver.port}/", allowed=("localhost",))
    assert outcome.sent is Sent.DELIVERED


async def test_a_name_that_does_not_resolve_is_not_sent() -> None:
    """It may resolve again later."""
    (outcome,) = await post("http://no-such-host.invalid/")
    assert outcome.sent is Sent.NOT_SENT


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("7", 7.0),
        ("Tue, 05 May 2026 11:06:00 GMT", 60.0),
        ("Tue, 05 May 2026 11:00:00 GMT", 0.0),
        ("999999999999", 86_400.0),
        ("soon", None),
        ("-5", None),
    ],
)
def test_retry_after_is_a_number_or_a_date(value: str | None, seconds: float | None) -> None:
    """Whatever a peer writes there, the wait is bounded."""
    assert retry_after(value, datetime(2026, 5, 5, 11, 5, tzinfo=UTC)) == seconds
