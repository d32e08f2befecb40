"""The receiver's getUpdates is as strict as Telegram's: a green test of the bot would prove little without it."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from scheduler.demo.receivers import TelegramReceiver

TOKEN = "12345:token"


@pytest.fixture
def telegram() -> Iterator[TelegramReceiver]:
    """One that nobody has spoken to."""
    with TelegramReceiver(TOKEN) as receiver:
        yield receiver


def poll(telegram: TelegramReceiver, **fields: object) -> Any:
    """The answer to getUpdates."""
    address = f"{telegram.url}/bot{TOKEN}/getUpdates"
    return httpx.post(address, json=fields, trust_env=False, timeout=30).json()


def ids(answer: Any) -> list[int]:
    """The numbers of the updates in an answer."""
    return [one["update_id"] for one in answer["result"]]


def test_an_update_stays_until_a_higher_one_is_asked_for(telegram: TelegramReceiver) -> None:
    """However often it was given, and with or without an offset."""
    first, second = telegram.say("/a", chat=7), telegram.say("/b", chat=7)
    assert ids(poll(telegram)) == [first, second]
    assert ids(poll(telegram, offset=first)) == [first, second]
    assert ids(poll(telegram, limit=1)) == [first]
    assert ids(poll(telegram, offset=second)) == [second]
    assert ids(poll(telegram)) == [second]
    assert ids(poll(telegram, offset=second + 1)) == []
    assert ids(poll(telegram)) == []


def test_only_kinds_that_were_asked_for_are_kept(telegram: TelegramReceiver) -> None:
    """From the first request on."""
    poll(telegram, allowed_updates=["message"])
    telegram.tell("poll", {"id": "1"})
    said = telegram.say("/a", chat=7)
    assert ids(poll(telegram)) == [said]


def test_of_two_who_poll_the_first_is_sent_away(telegram: TelegramReceiver) -> None:
    """With 409, while the second waits on; and nobody polls beside a webhook."""
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(poll, telegram, timeout=20)
        while not telegram.updates.asked:
            time.sleep(0.01)
        second = pool.submit(poll, telegram, timeout=20)
        assert first.result()["error_code"] == 409
        said = telegram.say("/a", chat=7)
        assert ids(second.result()) == [said]
    telegram.webhook = True
    assert "webhook is active" in poll(telegram)["description"]
