"""Telegram: edit in place, reply, threads, repairs, and every way a connection can end."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from alerts.alert import AlertReason, DeliveryKind
from alerts.channels.channel import Message, Outcome, Sent
from alerts.channels.pace import Limits, Pace
from alerts.channels.telegram import TelegramChannel
from alerts.text.telegram import TelegramText, telegram_reply, telegram_text
from scheduler.demo.loopback import Answer, Fault, Misbehaviour
from scheduler.demo.receivers import TelegramReceiver
from tests.alerts.text.pictures import DAMASCUS, NOW, alert, line

TOKEN = "12345:token-of_the-test"
CHAT = "-1001234567890"


@pytest.fixture
def telegram() -> Iterator[TelegramReceiver]:
    """A strict Telegram that knows one chat and one thread."""
    with TelegramReceiver(TOKEN, chats={CHAT, "@desk"}, threads={45}) as receiver:
        yield receiver


def message(kind: DeliveryKind = DeliveryKind.NEW, *, replaces: str | None = None, **changes: object) -> Message:
    """A message of this kind."""
    make = telegram_reply if kind is DeliveryKind.REPLY else telegram_text
    return Message(
        delivery_id=1,
        event_id=57,
        revision=1,
        kind=kind,
        recipient=CHAT,
        payload=make(alert(**changes), "ar", DAMASCUS, NOW),
        replaces=replaces,
    )


async def unmarked(_stage: str) -> None:
    """No stage is marked."""


async def send(telegram: TelegramReceiver, *messages: Message, pace: Pace | None = None) -> list[Outcome]:
    """Sends one after the other."""
    channel = TelegramChannel(TOKEN, api=telegram.url, pace=pace)
    try:
        return [await channel.send(one, unmarked) for one in messages]
    finally:
        await channel.close()


async def test_an_edit_changes_the_message_in_place(telegram: TelegramReceiver) -> None:
    """One message an event, whatever its toll becomes."""
    (sent,) = await send(telegram, message())
    (edited,) = await send(telegram, message(DeliveryKind.EDIT, replaces=sent.provider_id, toll=(line(40),)))
    assert (edited.sent, edited.provider_id) == (Sent.DELIVERED, sent.provider_id)
    (shown,) = telegram.messages
    assert "40 شخصا" in shown.text
    assert len(shown.texts) == 2


async def test_an_edit_that_was_made_already_is_a_success(telegram: TelegramReceiver) -> None:
    """So that edits may be repeated after a lost answer."""
    (sent,) = await send(telegram, message())
    edit = message(DeliveryKind.EDIT, replaces=sent.provider_id, toll=(line(40),))
    outcomes = await send(telegram, edit, edit)
    assert [outcome.sent for outcome in outcomes] == [Sent.DELIVERED, Sent.DELIVERED]
    assert len(telegram.messages[0].texts) == 2


@pytest.mark.parametrize("replaces", ["999", None])
async def test_an_edit_of_what_is_gone_says_so(telegram: TelegramReceiver, replaces: str | None) -> None:
    """The worker then sends it anew."""
    (outcome,) = await send(telegram, message(DeliveryKind.EDIT, replaces=replaces))
    assert outcome.sent is Sent.GONE


async def test_a_reply_stands_under_its_message(telegram: TelegramReceiver) -> None:
    """And one to a message that somebody deleted is sent all the same."""
    (sent,) = await send(telegram, message())
    rose = {"reason": AlertReason.TOLL_ROSE, "previous": (line(3),)}
    outcomes = await send(
        telegram,
        message(DeliveryKind.REPLY, replaces=sent.provider_id, **rose),
        message(DeliveryKind.REPLY, replaces="999", **rose),
        message(DeliveryKind.REPLY, replaces=sent.provider_id, reason=AlertReason.CORRECTED, previous=(line(30),)),
    )
    assert {outcome.sent for outcome in outcomes} == {Sent.DELIVERED}
    replies = telegram.messages[1:]
    assert [one.reply_to for one in replies] == [telegram.messages[0].id, None, telegram.messages[0].id]
    assert [one.silent for one in replies] == [False, False, True]


async def test_a_thread_is_written_to(telegram: TelegramReceiver) -> None:
    """chat/thread is a topic of a forum."""
    await send(telegram, replace(message(), recipient=f"{CHAT}/45"))
    assert telegram.messages[0].thread == 45


async def test_a_thread_that_is_gone_is_left_out(telegram: TelegramReceiver) -> None:
    """The chat still hears of it, once."""
    (outcome,) = await send(telegram, replace(message(), recipient=f"{CHAT}/46"))
    assert outcome.sent is Sent.DELIVERED
    assert [one.thread for one in telegram.messages] == [None]


async def test_markup_that_is_refused_goes_out_plain(telegram: TelegramReceiver) -> None:
    """Our own mistake, or a rule that Telegram has since made, costs no alert."""
    text = TelegramText(html="<h1>خبر</h1>", plain="خبر")
    (outcome,) = await send(telegram, replace(message(), payload=text))
    assert outcome.sent is Sent.DELIVERED
    assert [one.text for one in telegram.messages] == ["خبر"]


async def test_a_text_that_is_refused_even_plain_is_refused(telegram: TelegramReceiver) -> None:
    """No endless repair."""
    (outcome,) = await send(telegram, replace(message(), payload=TelegramText(html="<h1>", plain=" ")))
    assert (outcome.sent, len(telegram.requests)) == (Sent.REFUSED, 2)


async def test_a_group_that_became_a_supergroup_names_its_new_id(telegram: TelegramReceiver) -> None:
    """With the thread that we wrote to."""
    telegram.migrated[CHAT] = -1009
    (outcome,) = await send(telegram, replace(message(), recipient=f"{CHAT}/45"))
    assert (outcome.sent, outcome.moved_to) == (Sent.MOVED, "-1009/45")


async def test_a_channel_may_be_named(telegram: TelegramReceiver) -> None:
    """@name instead of an id."""
    (outcome,) = await send(telegram, replace(message(), recipient="@desk"))
    assert outcome.sent is Sent.DELIVERED


async def test_no_preview_is_asked_for(telegram: TelegramReceiver) -> None:
    """Telegram does not visit the pages that we link to."""
    await send(telegram, message())
    assert b'"link_preview_options": {"is_disabled": true}' in telegram.requests[0].body


@pytest.mark.parametrize(
    ("kind", "kept"),
    [
        (Misbehaviour.RESET_BEFORE_READ, 0),
        (Misbehaviour.KEEP_THEN_CLOSE, 1),
        (Misbehaviour.KEEP_THEN_HALF, 1),
        (Misbehaviour.GARBAGE, 0),
    ],
)
async def test_a_broken_exchange_is_ambiguous(telegram: TelegramReceiver, kind: Misbehaviour, kept: int) -> None:
    """From here a message that was kept looks like one that was not (delivery notes, section 4)."""
    telegram.faults[1] = Fault(kind=kind)
    (outcome,) = await send(telegram, message())
    assert (outcome.sent, len(telegram.messages)) == (Sent.AMBIGUOUS, kept)


async def test_a_server_error_page_is_ambiguous(telegram: TelegramReceiver) -> None:
    """502 with HTML, as proxies give it."""
    telegram.faults[1] = Fault(kind=Misbehaviour.ANSWER, answer=Answer(status=502, body=b"<html>bad gateway</html>"))
    (outcome,) = await send(telegram, message())
    assert (outcome.sent, outcome.http_status) == (Sent.AMBIGUOUS, 502)


async def test_a_chat_that_asked_for_silence_is_not_asked_again(telegram: TelegramReceiver) -> None:
    """The next message to it waits in the ledger without a request."""
    answer = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 40}}
    telegram.faults[1] = Fault(kind=Misbehaviour.ANSWER, answer=Answer.of_json(answer, 429))
    first, second = await send(telegram, message(), message())
    assert (first.sent, first.retry_after) == (Sent.NOT_SENT, 40.0)
    assert second.sent is Sent.NOT_SENT
    assert 39.0 < (second.retry_after or 0) <= 40.0
    assert len(telegram.requests) == 1


async def test_our_pace_stays_below_telegrams_limits() -> None:
    """A group that gets a burst never sees 429; what is too much waits in the ledger."""
    with TelegramReceiver(TOKEN, limits=True) as telegram:
        outcomes = await send(telegram, *(message() for _ in range(25)))
    sent = [outcome.sent for outcome in outcomes]
    assert (sent.count(Sent.DELIVERED), sent.count(Sent.NOT_SENT)) == (18, 7)
    assert {outcome.http_status for outcome in outcomes} == {200, None}


async def test_a_short_wait_is_waited() -> None:
    """A worker holds a message for a moment rather than going back to the ledger."""
    pace = Pace(group=Limits(count=1, seconds=0.2))
    with TelegramReceiver(TOKEN) as telegram:
        outcomes = await send(telegram, message(), message(), pace=pace)
    assert [outcome.sent for outcome in outcomes] == [Sent.DELIVERED, Sent.DELIVERED]
    assert telegram.messages[1].at - telegram.messages[0].at > 0.15
