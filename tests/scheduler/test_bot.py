"""The bot in its role: one poller, breaks, reloads, and what status and operator are told of it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from alerts.bot.state import BotState, bots, note_state
from alerts.settings import AlertsSection, SubscriptionSection, resolve_secrets
from alerts.subscriptions import operator_subscription
from alerts.tables import alert as alert_table
from alerts.tables import bot as bot_table
from alerts.tables import bot_update
from alerts.text.bot.replies import Health
from crawler.configuration import ConfigurationProblems
from crawler.errors import ConfigurationError
from crawler.store.database import reading, writing
from crawler.store.streams import Stream
from scheduler import bot as bot_module
from scheduler.bot import Bot, plan_of
from scheduler.bot_notices import tell_of_bot
from scheduler.bot_state import bot_problems, bots_now
from scheduler.demo.receivers import TelegramReceiver
from scheduler.health import status as read_status
from scheduler.jobs import Workshop
from scheduler.leader import take_or_renew
from scheduler.reloading import reload
from scheduler.settings import Settings, load_settings
from tests.alerts.bot.talking import ALI, TOKEN, refusal

SALMA = 502
MINUTE = timedelta(minutes=1)


@pytest.fixture
def server() -> Iterator[TelegramReceiver]:
    """A strict Telegram."""
    with TelegramReceiver(TOKEN) as receiver:
        yield receiver


def settings(server: TelegramReceiver, users: tuple[int, ...] = (ALI,), *names: str) -> Settings:
    """A configuration with these users and subscriptions."""
    return Settings(
        alerts=AlertsSection(telegram_users=users, telegram_api=server.url),
        subscription=tuple(SubscriptionSection(name=name, to=("console:",)) for name in names),
    )


class Watched:
    """A bot that runs, with what it told the workers."""

    def __init__(self, engine: Engine, holder: str = "a") -> None:
        self.woken: list[int] = []
        self.stop = asyncio.Event()
        self.bot = Bot(
            engine=engine,
            holder=holder,
            health=Health,
            wake=self._wake,
            poll_seconds=20,
            stand_by_seconds=0.05,
        )

    async def _wake(self, ids: Sequence[int]) -> None:
        self.woken += ids

    def configure(self, server: TelegramReceiver, users: tuple[int, ...] = (ALI,), *names: str) -> None:
        """Takes up a configuration."""
        self.bot.configure(plan_of(settings(server, users, *names), TOKEN))


@asynccontextmanager
async def running(*all_of_them: Watched) -> AsyncIterator[None]:
    """They run while the block does."""
    tasks = [asyncio.create_task(one.bot.run(one.stop)) for one in all_of_them]
    try:
        yield
    finally:
        for one in all_of_them:
            one.stop.set()
        await asyncio.wait_for(asyncio.gather(*tasks), 30)


async def until(holds: object, seconds: float = 20.0) -> None:
    """Waits until something holds."""
    async with asyncio.timeout(seconds):
        while not holds():  # type: ignore[operator]  # noqa: ASYNC110  what a thread does sets no event
            await asyncio.sleep(0.02)


def done(engine: Engine) -> list[str]:
    """The commands that had their effect."""
    with reading(engine) as connection:
        return list(connection.execute(select(bot_update.c.what).order_by(bot_update.c.update_id)).scalars())


def state(engine: Engine) -> BotState | None:
    """How the bot is written down."""
    with reading(engine) as connection:
        return next((row.state for row in bots(connection)), None)


async def test_a_command_is_heard_at_once_and_its_answer_is_named(engine: Engine, server: TelegramReceiver) -> None:
    """While Telegram is waited for; a stop ends the waiting, and the bot is off."""
    watched = Watched(engine)
    watched.configure(server)
    async with running(watched):
        await until(lambda: server.updates.asked)
        server.say("/status", chat=ALI)
        await until(lambda: watched.woken)
    assert done(engine) == ["status"]
    assert state(engine) is BotState.OFF
    with reading(engine) as connection:
        assert [row.username for row in bots(connection)] == ["rasid_demo_bot"]


async def test_without_users_nobody_listens(sqlite_engine: Engine, server: TelegramReceiver) -> None:
    """No request is made; and once somebody is allowed, it begins without a restart, and ends again."""
    watched = Watched(sqlite_engine)
    watched.configure(server, ())
    async with running(watched):
        await asyncio.sleep(0.1)
        assert server.requests == []
        watched.configure(server, (ALI,))
        await until(lambda: server.updates.asked)
        watched.configure(server, ())
        await until(lambda: state(sqlite_engine) is BotState.OFF)
        asked = len(server.updates.asked)
        server.say("/status", chat=ALI)
        await asyncio.sleep(0.1)
        assert len(server.updates.asked) == asked


async def test_a_reload_takes_effect_while_telegram_is_waited_for(
    sqlite_engine: Engine, server: TelegramReceiver
) -> None:
    """Who may speak, and what there is to join."""
    watched = Watched(sqlite_engine)
    watched.configure(server, (ALI,))
    async with running(watched):
        await until(lambda: server.updates.asked)
        watched.configure(server, (SALMA,), "desk")
        await until(lambda: len(server.updates.asked) > 1)
        server.say("/subscribe desk", chat=ALI)
        server.say("/subscribe desk", chat=SALMA)
        await until(lambda: done(sqlite_engine))
    assert done(sqlite_engine) == ["subscribe"]


async def test_of_two_one_polls_and_the_other_takes_over(engine: Engine, server: TelegramReceiver) -> None:
    """No request of the stand-by ends the other's, and a clean stop hands over at once."""
    first, second = Watched(engine, "a"), Watched(engine, "b")
    first.configure(server)
    second.configure(server)
    async with running(second):
        async with running(first):
            await until(lambda: server.updates.asked)
            await asyncio.sleep(0.3)
            assert len(server.updates.asked) == 1
        await until(lambda: len(server.updates.asked) > 1 or state(engine) is BotState.POLLING)
        server.say("/status", chat=ALI)
        await until(lambda: first.woken or second.woken)
    assert done(engine) == ["status"]


async def test_a_lease_of_another_machine_is_waited_for(sqlite_engine: Engine, server: TelegramReceiver) -> None:
    """Telegram is not asked while somebody else may be asking."""
    with writing(sqlite_engine) as connection:
        now = datetime.now(UTC)
        assert take_or_renew(connection, holder="elsewhere", now=now, seconds=1.0, name="bot:12345")
    watched = Watched(sqlite_engine)
    watched.configure(server)
    async with running(watched):
        await asyncio.sleep(0.3)
        assert server.requests == []
        await until(lambda: server.updates.asked)


async def test_a_conflict_stops_it_and_it_tries_again(
    sqlite_engine: Engine, server: TelegramReceiver, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """With a break in which the other may poll; the log says so."""
    monkeypatch.setattr(bot_module, "CONFLICT_BREAKS", (0.2,))
    server.faults[2] = refusal(409, "Conflict: terminated by other getUpdates request")
    watched = Watched(sqlite_engine)
    watched.configure(server)
    with caplog.at_level(logging.WARNING):
        async with running(watched):
            await until(lambda: state(sqlite_engine) is BotState.CONFLICT)
            await until(lambda: server.updates.asked)
            server.say("/status", chat=ALI)
            await until(lambda: watched.woken)
    assert "bot_not_polling bot=12345 because=conflict" in caplog.text


async def test_a_telegram_that_is_away_at_the_start_is_tried_again(
    sqlite_engine: Engine, server: TelegramReceiver
) -> None:
    """The bot's own name comes first: without it nobody knows what is said to another bot."""
    server.faults[1] = refusal(502, "Bad Gateway")
    watched = Watched(sqlite_engine)
    watched.configure(server)
    async with running(watched):
        server.say("/status@rasid_demo_bot", chat=-7, by=ALI)
        await until(lambda: watched.woken)
    assert done(sqlite_engine) == ["status"]


def test_who_may_speak_is_read_from_the_file(tmp_path: Path) -> None:
    """As numbers; what is none is told with its line, and so is a name that the bot's answers go by."""
    file = tmp_path / "rasid.toml"
    file.write_text('[alerts]\ntelegram_users = [501, -100300]\n[[subscription]]\nname = "a"\nto = ["console:"]\n')
    assert load_settings(file, {}).alerts.telegram_users == (501, -100300)
    file.write_text('[alerts]\ntelegram_users = ["@ali"]\n[[subscription]]\nname = "bot"\nto = ["console:"]\n')
    with pytest.raises(ConfigurationProblems) as refused:
        load_settings(file, {})
    places = [str(problem) for problem in refused.value.problems]
    assert [place.partition(": ")[0].rpartition(":")[2] for place in places] == ["2", "4"]
    assert "'bot' is not free" in places[1]


def test_a_change_of_the_users_holds_at_once() -> None:
    """As the rest of [alerts] does."""
    found = Settings(alerts=AlertsSection(telegram_users=(1,)))
    then = reload(Settings(), found)
    assert (then.changed, then.waiting) == (("alerts.telegram_users",), ())


def test_the_bot_needs_the_token() -> None:
    """Also where no subscription sends by Telegram."""
    with pytest.raises(ConfigurationError, match="telegram_token"):
        resolve_secrets(AlertsSection(telegram_users=(1,)), (), {})
    secrets = resolve_secrets(AlertsSection(telegram_users=(1,)), (), {"RASID_TELEGRAM_TOKEN": TOKEN})
    assert secrets.telegram_token == TOKEN


def note(engine: Engine, what: BotState, ago: timedelta, *, heard: bool = False) -> None:
    """The bot does so since some time ago."""
    with writing(engine) as connection:
        note_state(connection, "12345", what, datetime.now(UTC) - ago, detail="409 Conflict", heard=heard)


async def test_the_operator_hears_of_a_deaf_bot_once_and_when_it_is_back(sqlite_engine: Engine, redis_url: str) -> None:
    """Not of a conflict that has just begun."""
    from redis.asyncio import Redis

    redis: Redis = Redis.from_url(redis_url, decode_responses=True)
    stream = Stream(redis, name="rasid:deliveries", group="alerts", consumer="a")
    shop = Workshop(
        engine=sqlite_engine, visits=stream, deliveries=stream, subscriptions=(), keep_visits=MINUTE,
        keep_deliveries=MINUTE, deadline=timedelta(hours=6),
        operator=operator_subscription(["console:"], language="en", timezone="UTC"),
    )  # fmt: skip
    try:
        note(sqlite_engine, BotState.POLLING, 6 * MINUTE, heard=True)
        note(sqlite_engine, BotState.CONFLICT, 5 * MINUTE)
        assert await tell_of_bot(shop) == 0
        with writing(sqlite_engine) as connection:
            past = datetime.now(UTC) - 20 * MINUTE
            connection.execute(bot_table.update().values(polled_at=past, since=past, conflict_at=past))
        assert await tell_of_bot(shop) == 1
        assert await tell_of_bot(shop) == 0
        note(sqlite_engine, BotState.POLLING, timedelta(), heard=True)
        assert await tell_of_bot(shop) == 1
        assert await tell_of_bot(shop) == 0
    finally:
        await redis.aclose()
    with reading(sqlite_engine) as connection:
        titles = [body["title"] for body in connection.execute(select(alert_table.c.body)).scalars()]
    assert "has heard no commands since" in titles[0]
    assert "hears commands again" in titles[1]


def test_who_polls_is_not_taken_for_the_leader(sqlite_engine: Engine) -> None:
    """Both hold a lease."""
    now = datetime.now(UTC)
    with writing(sqlite_engine) as connection:
        take_or_renew(connection, holder="the bot", now=now, seconds=60, name="bot:12345")
    assert read_status(sqlite_engine, "redis://127.0.0.1:1/0", now=now).leader is None


def test_status_names_the_bot(sqlite_engine: Engine) -> None:
    """Its state, and what is the matter; one that is off is nobody's trouble."""
    now = datetime.now(UTC)
    with writing(sqlite_engine) as connection:
        note_state(connection, "12345", BotState.REFUSED, now - 20 * MINUTE, detail="401 Unauthorized")
    with reading(sqlite_engine) as connection:
        found = bots_now(connection, now)
    assert [(one.name, one.state) for one in found] == [("12345", "refused")]
    (problem,) = bot_problems(found, now)
    assert "401 Unauthorized" in problem
    with writing(sqlite_engine) as connection:
        note_state(connection, "12345", BotState.POLLING, now - 30 * MINUTE, heard=True)
    with reading(sqlite_engine) as connection:
        (silent,) = bots_now(connection, now)
    assert (silent.state, len(bot_problems((silent,), now))) == ("silent", 1)
    with writing(sqlite_engine) as connection:
        note_state(connection, "12345", BotState.OFF, now)
    with reading(sqlite_engine) as connection:
        assert bots_now(connection, now) == ()
