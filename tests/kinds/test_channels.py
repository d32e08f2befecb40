"""What holds for every channel: each promise of `alerts/channels/channel.py`, on each kind."""

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import replace

import pytest

from alerts.channels.channel import Sent
from tests.alerts.text.test_telegram import HOSTILE, every
from tests.kinds.benches import BENCHES, SECRET, Bench, silent_port


def each_that_can(fault: str) -> pytest.MarkDecorator:
    """Runs a test on each kind whose receiver can have this fault; a file, say, never loses an answer."""
    kinds = [kind for kind in BENCHES if fault in kind.faults]
    return pytest.mark.parametrize("bench", kinds, ids=[kind.name for kind in kinds], indirect=True)


@pytest.fixture(params=BENCHES, ids=[kind.name for kind in BENCHES])
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    """Each test runs on each kind."""
    made: Bench = request.param()
    with made.receiver:
        yield made


async def test_a_delivered_message_is_there_once_and_has_an_id(bench: Bench) -> None:
    """Delivered means that a reader sees it."""
    outcome = await bench.send()
    assert (outcome.sent, bench.received) == (Sent.DELIVERED, 1)
    assert outcome.provider_id
    assert outcome.error is None


async def test_with_nobody_there_it_is_not_sent(bench: Bench) -> None:
    """A refused connection is certain: nothing arrived, and another try is right."""
    outcome = await bench.send(channel=bench.channel(port=silent_port()))
    assert (outcome.sent, bench.received) == (_if_told(bench, Sent.NOT_SENT), 0)
    assert not outcome.disable_recipient
    assert not outcome.channel_down


def _if_told(bench: Bench, sent: Sent) -> Sent:
    """What is certain, where the peer's answer gets through; a bare no may hide a message that arrived."""
    return sent if bench.tells_why else Sent.AMBIGUOUS


@each_that_can("later")
async def test_a_peer_that_says_later_is_asked_again(bench: Bench) -> None:
    """Nothing arrived, nothing is given up, and the next try gets through."""
    bench.fails("later")
    outcome = await bench.send()
    assert (outcome.sent, bench.received) == (_if_told(bench, Sent.NOT_SENT), 0)
    assert not outcome.disable_recipient
    assert (await bench.send()).sent is Sent.DELIVERED


@each_that_can("never")
async def test_a_recipient_that_is_gone_is_not_tried_again(bench: Bench) -> None:
    """The peer said never, and of this recipient."""
    bench.fails("never")
    outcome = await bench.send()
    assert (outcome.sent, bench.received) == (_if_told(bench, Sent.REFUSED), 0)
    assert outcome.disable_recipient is bench.tells_why
    assert outcome.error


@each_that_can("keeps")
async def test_a_lost_answer_is_ambiguous(bench: Bench) -> None:
    """The peer has it and did not say so: it must not pass for a failure."""
    bench.fails("keeps")
    outcome = await bench.send()
    assert (outcome.sent, bench.received) == (Sent.AMBIGUOUS, 1)


@each_that_can("secret")
async def test_a_wrong_secret_stops_the_channel_or_the_message(bench: Bench) -> None:
    """Nothing arrives; where all recipients share the secret, the whole channel is down."""
    outcome = await bench.send(channel=bench.channel(secret="99999:wrong"))
    assert bench.received == 0
    if bench.name in ("webhook", "apprise"):  # each receiver has its own idea of our secret
        assert outcome.sent is _if_told(bench, Sent.REFUSED)
    else:
        assert (outcome.sent, outcome.channel_down) == (Sent.NOT_SENT, True)


async def test_no_secret_is_ever_logged_or_reported(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    """Not by us, not by a library at its most talkative, not in an error."""
    caplog.set_level(logging.DEBUG)
    errors = []
    for how in sorted(bench.faults - {"secret"}):
        bench.fails(how)
        errors.append((await bench.send()).error or "")
    errors.append((await bench.send(channel=bench.channel(port=silent_port()))).error or "")
    await bench.send()
    for record in caplog.records:
        assert SECRET not in record.getMessage()
    assert SECRET not in "".join(errors)


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE.keys())
async def test_hostile_text_arrives(bench: Bench, hostile: str) -> None:
    """No title can keep an alert from its reader."""
    outcome = await bench.send(bench.message(**every(hostile)))
    assert (outcome.sent, bench.received) == (Sent.DELIVERED, 1)


async def test_many_at_once_all_arrive(bench: Bench) -> None:
    """One channel serves several workers."""
    channel = bench.channel()

    async def unmarked(stage: str) -> None:
        bench.stages.append(stage)

    outcomes = await asyncio.gather(*(channel.send(bench.message(number), unmarked) for number in range(1, 9)))
    await channel.close()
    assert ({outcome.sent for outcome in outcomes}, bench.received) == ({Sent.DELIVERED}, 8)


async def test_a_payload_of_another_channel_is_our_mistake(bench: Bench) -> None:
    """It is raised, not sent."""
    with pytest.raises(TypeError):
        await bench.send(replace(bench.message(), payload="just words"))
    assert bench.received == 0


async def test_a_recipient_that_is_no_address_is_refused(bench: Bench) -> None:
    """A broken row of the ledger ends as refused, without an exception."""
    channel = bench.channel()
    outcome = await bench.send(replace(bench.message(), recipient="nobody\r\nRCPT TO:<x>"), channel=channel)
    assert (outcome.sent, bench.received) == (Sent.REFUSED, 0)
