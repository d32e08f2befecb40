"""Telegram: one message an event and chat, edited in place, with a short reply when it grows worse.

What holds: one call of `send` puts at most one message into a chat, and says so where Telegram's answer was lost. An
edit that was already made is a success. A message that Telegram's parser refuses goes out plain. The token stands in
the address of every request and in no log line.
"""

import asyncio
import json
import logging
import re
from dataclasses import replace

import httpx

from alerts.alert import DeliveryKind
from alerts.channels.channel import MarkStage, Message, Outcome, Sent
from alerts.channels.pace import Pace
from alerts.channels.posting import post
from alerts.channels.telegram_answers import Reading, Repair, read_answer
from alerts.text.telegram import TelegramText

WHOLE_SECONDS = 90.0
LONGEST_WAIT = 3.0  # a worker may hold a delivery this long for the pace's sake; beyond, the ledger waits

# Long reads make "unknown" rarer; connecting fails fast because it is certain.
TIMEOUT = httpx.Timeout(connect=5.0, write=10.0, pool=5.0, read=60.0)

_RECIPIENT = re.compile(r"(-?\d{1,20}|@\w{4,64})(/\d{1,10})?", re.ASCII)


class TelegramChannel:
    """A bot's side of sendMessage and editMessageText."""

    name = "telegram"
    can_edit = True

    def __init__(self, token: str, *, api: str = "https://api.telegram.org", pace: Pace | None = None) -> None:
        hush()
        self._root = f"{api.rstrip('/')}/bot{token}"
        self._pace = pace or Pace()
        self._client = httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=False, trust_env=False)

    async def send(self, message: Message, mark_stage: MarkStage) -> Outcome:  # noqa: ARG002
        """One try; a message that is refused for its markup or its thread is put right and sent at once."""
        text = message.payload
        if not isinstance(text, TelegramText):
            raise TypeError(f"not a Telegram text: {type(text).__name__}")
        if message.kind is DeliveryKind.EDIT and message.replaces is None:
            return Outcome(sent=Sent.GONE, error="no message is known to be edited")
        if not _RECIPIENT.fullmatch(message.recipient):
            return Outcome(sent=Sent.REFUSED, disable_recipient=True, error="not a chat id")
        chat, _, thread = message.recipient.partition("/")
        repairs: set[Repair] = set()
        while True:
            reading = await self._try(chat, _request(message, text, chat, thread, repairs), message)
            if reading.repair is None or reading.repair in repairs:
                return _with_thread(reading.outcome, thread)
            repairs.add(reading.repair)

    async def close(self) -> None:
        """Closes the connections."""
        await self._client.aclose()

    async def _try(self, chat: str, request: dict[str, object], message: Message) -> Reading:
        clock = asyncio.get_running_loop().time
        wait = self._pace.wait(chat, clock())
        if wait > LONGEST_WAIT:
            return Reading(outcome=Outcome(sent=Sent.NOT_SENT, retry_after=wait, error="held back by the rate limit"))
        while wait > 0:
            await asyncio.sleep(wait)
            wait = self._pace.wait(chat, clock())
        self._pace.spend(chat, clock())
        edits = message.replaces if message.kind is DeliveryKind.EDIT else None
        method = "sendMessage" if edits is None else "editMessageText"
        answer = await post(
            self._client,
            f"{self._root}/{method}",
            content=json.dumps(request, ensure_ascii=False).encode("utf-8", "replace"),
            headers={"Content-Type": "application/json"},
            seconds=WHOLE_SECONDS,
        )
        reading = (
            Reading(outcome=answer)
            if isinstance(answer, Outcome)
            else read_answer(answer.status, answer.body, edits=edits)
        )
        if reading.outcome.retry_after is not None:
            self._pace.silence(chat, reading.outcome.retry_after, clock())
        return reading


def _request(message: Message, text: TelegramText, chat: str, thread: str, repairs: set[Repair]) -> dict[str, object]:
    request: dict[str, object] = {
        "chat_id": chat if chat.startswith("@") else int(chat),
        "text": text.plain if Repair.PLAIN in repairs else text.html,
        # Previews make Telegram visit the page and put its picture under our words.
        "link_preview_options": {"is_disabled": True},
    }
    if Repair.PLAIN not in repairs:
        request["parse_mode"] = "HTML"
    if message.kind is DeliveryKind.EDIT and message.replaces is not None:
        return request | {"message_id": int(message.replaces)}
    if thread and Repair.WITHOUT_THREAD not in repairs:
        request["message_thread_id"] = int(thread)
    if text.silent:
        request["disable_notification"] = True
    if message.kind is DeliveryKind.REPLY and message.replaces is not None:
        request["reply_parameters"] = {"message_id": int(message.replaces), "allow_sending_without_reply": True}
    return request


def _with_thread(outcome: Outcome, thread: str) -> Outcome:
    """A group that moved keeps its threads."""
    if outcome.moved_to is None or not thread:
        return outcome
    return replace(outcome, moved_to=f"{outcome.moved_to}/{thread}")


_TOKEN = re.compile(r"/bot\d+:[\w-]+")
_TALKATIVE = ("httpx", "httpcore.connection", "httpcore.http11", "httpcore.proxy")


class _Redactor(logging.Filter):
    """Takes the token out of the addresses that HTTP libraries log."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if "/bot" in said:
            record.msg, record.args = _TOKEN.sub("/bot<token>", said), ()
        return True


_redactor = _Redactor()


def hush() -> None:
    """Sees to it that no library logs a token. Harmless when called again."""
    for name in _TALKATIVE:
        logging.getLogger(name).addFilter(_redactor)
