"""Services through the library apprise: what the suite of all channels does not ask."""

import subprocess
import sys

import pytest

from alerts.alert import DeliveryKind
from alerts.channels.apprise import AddressUnusable, AppriseChannel, sender_to
from alerts.channels.channel import Message, Outcome, Sent
from alerts.text.plain import PlainText
from tests.conftest import ROOT, free_port
from tests.kinds.service_receiver import Note, ServiceReceiver

TEXT = PlainText(headline="مقتل 12 مدنيا", rest="الحصيلة\nالمصادر")


async def send(url: str, *, recipient: str = "env:DESK", text: PlainText = TEXT) -> Outcome:
    """One message to a service that stands in the configuration under `env:DESK`."""
    channel = AppriseChannel({"env:DESK": url})

    async def unmarked(stage: str) -> None:
        assert stage == "notify"

    try:
        return await channel.send(
            Message(delivery_id=7, event_id=1, revision=1, kind=DeliveryKind.NEW, recipient=recipient, payload=text),
            unmarked,
        )
    finally:
        await channel.close()


async def test_the_headline_is_the_title() -> None:
    """The rest is the text; a message that is only a headline has no title."""
    with ServiceReceiver("rasid", "p") as service:
        address = f"json://rasid:p@127.0.0.1:{service.port}/desk"
        await send(address)
        await send(address, text=PlainText(headline="تجربة", rest=""))
    assert service.notes == [
        Note(path="/desk", title="مقتل 12 مدنيا", text="الحصيلة\nالمصادر"),
        Note(path="/desk", title="", text="تجربة"),
    ]


async def test_an_error_says_what_the_library_said_without_the_address() -> None:
    """A wrong password shows as such, and its letters do not."""
    with ServiceReceiver("rasid", "right") as service:
        outcome = await send(f"json://rasid:wrong-secret@127.0.0.1:{service.port}/a-long-path")
    assert outcome.sent is Sent.AMBIGUOUS
    assert "401" in (outcome.error or "")
    refused = await send(f"json://rasid:wrong-secret@127.0.0.1:{free_port()}/a-long-path")
    for secret in ("wrong-secret", "a-long-path", "127.0.0.1"):
        assert secret not in f"{outcome.error}{refused.error}"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("nosuch://host/path", "apprise knows no such service"),
        ("slack://x", "apprise knows no such service"),
        ("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#one/#two", "the address names 2 targets"),
    ],
)
async def test_an_address_that_cannot_be_used_is_refused_at_once(url: str, why: str) -> None:
    """Also one of several targets: a no that is about one of them would be repeated to all."""
    with pytest.raises(AddressUnusable, match=why):
        sender_to(url)
    outcome = await send(url)
    assert (outcome.sent, outcome.disable_recipient) == (Sent.REFUSED, True)
    assert why in (outcome.error or "")


async def test_a_service_that_left_the_configuration_is_waited_for() -> None:
    """Until the delivery's deadline: it may come back with the next reload."""
    assert (await send("json://127.0.0.1/", recipient="env:OTHER")).sent is Sent.NOT_SENT


def test_a_service_that_answers_late_is_waited_for() -> None:
    """Longer than the library would: each of its four seconds' timeouts would be a second copy."""
    (service,) = sender_to("json://127.0.0.1/")
    assert service.request_timeout == (10.0, 60.0)
    (asked,) = sender_to("json://127.0.0.1/?rto=9&cto=3")
    assert asked.request_timeout == (3.0, 9.0)


def test_the_library_is_loaded_with_the_first_message_only() -> None:
    """A role that has such a recipient starts as fast as one that has none."""
    code = (
        "import sys\nfrom alerts.channels.build import build_channels\n"
        "from alerts.settings import AlertsSection, Secrets\n"
        "build_channels(AlertsSection(), Secrets(services={'env:A': 'json://h/'}), allow_private_hosts=[])\n"
        "print('apprise' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.stdout, done.stderr) == ("False\n", "")
