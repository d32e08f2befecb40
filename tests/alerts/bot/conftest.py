"""A bot that is talked to, on both databases."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from alerts.subscriptions import Subscription
from scheduler.demo.receivers import TelegramReceiver
from tests.alerts.bot.talking import ALI, GROUP, TOKEN, Talk, telegram

DESK = Subscription(name="desk", to=(telegram(GROUP),), members=(ALI,), flood_messages=0, timezone="Asia/Damascus")
TREATIES = Subscription(name="treaties", to=(telegram(-100900),), flags=("diplomacy",), members=(ALI,), language="en")


@pytest.fixture
def server() -> Iterator[TelegramReceiver]:
    """A strict Telegram."""
    with TelegramReceiver(TOKEN) as receiver:
        yield receiver


@pytest.fixture
def talk(engine: Engine, server: TelegramReceiver) -> Talk:
    """A bot of a desk with two subscriptions."""
    return Talk(engine=engine, telegram=server, subscriptions=(DESK, TREATIES))


@pytest.fixture
def quick_talk(sqlite_engine: Engine, server: TelegramReceiver) -> Talk:
    """The same on SQLite alone, for what only words tell."""
    return Talk(engine=sqlite_engine, telegram=server, subscriptions=(DESK, TREATIES))
