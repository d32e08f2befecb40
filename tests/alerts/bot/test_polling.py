"""One look at a time, over HTTP and on both databases: each command has its effect once, whenever the bot dies."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, Engine, event, select

from alerts.bot.desk import LeaseLost
from alerts.bot.state import BotState, note_state
from alerts.joined import joins_of
from alerts.tables import bot as bot_table
from alerts.tables import joined
from crawler.store.database import reading, writing
from tests.alerts.bot.talking import ALI, GROUP, STRANGER, Talk, refusal


class Killed(BaseException):
    """What no handler of ours catches, as nothing catches SIGKILL."""


def die_at(engine: Engine, words: str, nth: int = 1) -> None:
    """Dies as soon as the nth statement with these words was executed, its transaction still open."""
    left = nth

    @event.listens_for(engine, "after_cursor_execute")
    def die(_connection: object, _cursor: object, statement: str, *_others: object) -> None:
        nonlocal left
        left -= statement.lstrip().upper().startswith(words)
        if not left:
            event.remove(engine, "after_cursor_execute", die)
            raise Killed


def joins(talk: Talk) -> int:
    """How many chats have joined a subscription."""
    with reading(talk.engine) as connection:
        return len(joins_of(connection))


def test_a_command_is_done_answered_and_gone(talk: Talk) -> None:
    """The answer goes out through the ledger, and Telegram forgets the command with the next request."""
    first = talk.telegram.updates.next_id
    assert "انضمت هذه المحادثة" in talk.ask("/subscribe desk")
    assert joins(talk) == 1
    assert talk.bot().next_update == first + 1
    assert len(talk.telegram.updates.kept) == 1
    talk.look()
    assert (talk.telegram.updates.asked[-1], talk.telegram.updates.kept) == (first + 1, [])
    assert talk.deliveries() == [(str(ALI), "bot", "new", "sent")]


def test_who_dies_after_getupdates_finds_it_again(talk: Talk) -> None:
    """Telegram goes on to have it."""

    def killed(_connection: Connection) -> bool:
        raise Killed

    talk.telegram.say("/subscribe desk", chat=ALI)
    hold, talk.hold = talk.hold, killed
    with pytest.raises(Killed):
        talk.look()
    assert (joins(talk), len(talk.telegram.updates.kept)) == (0, 1)
    talk.hold = hold
    talk.look()
    assert joins(talk) == 1


@pytest.mark.parametrize(
    ("words", "nth"),
    [
        ("INSERT INTO JOINED", 1),
        ("INSERT INTO BOT (", 2),  # with the answer ordered; the first is that of the state
        ("UPDATE BOT SET NEXT_UPDATE", 1),
    ],
)
def test_who_dies_after_the_effect_takes_it_back(talk: Talk, words: str, nth: int) -> None:
    """Effect, answer and offset are one transaction: none of them without the others, and once after the next start."""
    talk.telegram.say("/subscribe desk", chat=ALI)
    die_at(talk.engine, words, nth)
    with pytest.raises(Killed):
        talk.look()
    assert (joins(talk), talk.deliveries(), talk.updates()) == (0, [], [])
    talk.look()
    talk.work()
    assert (joins(talk), len(talk.telegram.messages)) == (1, 1)


def test_who_dies_after_the_offset_still_answers(talk: Talk) -> None:
    """The answer is due in the ledger, whoever delivers it."""
    talk.telegram.say("/subscribe desk", chat=ALI)
    talk.look()
    assert (joins(talk), talk.telegram.messages) == (1, [])
    talk.look()
    talk.work()
    assert len(talk.telegram.messages) == 1


def test_an_update_that_comes_twice_has_its_effect_once(talk: Talk) -> None:
    """Also where the offset was lost: what was dealt with is written down by its number."""
    talk.telegram.say("/subscribe desk", chat=ALI)
    talk.look()
    with writing(talk.engine) as connection:
        connection.execute(bot_table.update().values(next_update=None))
        connection.execute(joined.delete())
    talk.look()
    assert (joins(talk), talk.updates(), len(talk.deliveries())) == (0, [("subscribe", False)], 1)


def test_numbers_that_begin_anew_are_heard(talk: Talk) -> None:
    """After a week without an update Telegram may go on with lower ones; an old offset would hide them."""
    talk.ask("/status")
    talk.telegram.updates.next_id = 5
    talk.now += timedelta(days=6, minutes=1)
    assert "حال راصد" in talk.ask("/status")
    assert talk.telegram.updates.asked[-1] is None
    assert talk.bot().next_update == 6


def test_a_stranger_gets_no_answer(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    """Nothing is written down of him but that it was read, and one line of the log for many commands."""
    from alerts.bot import effects

    effects._refusals = effects._Refusals()
    for _ in range(5):
        assert talk.ask("/subscribe desk", chat=STRANGER, by=STRANGER) == ""
    assert talk.ask("/latest", chat=GROUP, by=STRANGER) == ""
    assert (joins(talk), talk.updates(), talk.deliveries()) == (0, [], [])
    assert talk.bot().next_update == talk.telegram.updates.next_id
    assert sum("bot_not_allowed" in record.message for record in caplog.records) == 1


def test_a_group_is_answered_where_it_is_asked(talk: Talk) -> None:
    """An allowed user may ask in any chat, and what is for another bot is left alone."""
    assert "آخر" in talk.ask("/latest@Rasid_Demo_Bot", chat=GROUP) or talk.telegram.messages
    assert talk.telegram.messages[-1].chat == str(GROUP)
    assert talk.ask("/latest@other_bot", chat=GROUP) == ""
    assert talk.ask("/start@rasid_demo_bot", chat=GROUP, message_thread_id=45, is_topic_message=True) != ""
    assert talk.telegram.messages[-1].thread == 45


def test_an_update_that_cannot_be_dealt_with_is_left_out(talk: Talk) -> None:
    """It is written down, blocks nothing behind it, and is not asked for again."""
    talk.telegram.tell("message", {"chat": {"id": "no number"}, "text": "/latest"})
    talk.telegram.say("/status", chat=ALI)
    talk.look()
    talk.look()
    assert talk.updates() == [("failed", True), ("status", False)]
    assert talk.telegram.updates.kept == []


def test_an_effect_that_raises_is_left_out(talk: Talk) -> None:
    """Our own fault costs one command, and no loop."""
    sender, odd = {"id": ALI}, {"id": -5, "type": "group", "username": "\ud800"}
    talk.telegram.say("/mute 2h", chat=ALI, date=1 << 60)
    talk.telegram.tell("message", {"chat": odd, "from": sender, "date": int(talk.now.timestamp()), "text": "/mute 9d"})
    talk.telegram.say("/status", chat=ALI)
    talk.look()
    assert talk.updates()[0] == ("failed", True)
    assert talk.updates()[-1] == ("status", False)
    assert talk.bot().next_update == talk.telegram.updates.next_id


def test_a_lease_that_is_lost_leaves_the_effect_out(talk: Talk) -> None:
    """The one who has it now finds the command at Telegram."""
    talk.telegram.say("/subscribe desk", chat=ALI)
    answers = iter([True, False])
    talk.hold = lambda _connection: next(answers)
    with pytest.raises(LeaseLost):
        talk.look()
    assert (joins(talk), talk.updates(), talk.deliveries()) == (0, [], [])
    talk.hold = lambda _connection: True
    talk.look()
    assert joins(talk) == 1


def test_two_who_poll_end_each_other(talk: Talk) -> None:
    """409 is no update and no error of ours: it is written down, and lasts until it has been quiet for a while."""
    talk.telegram.faults[1] = refusal(409, "Conflict: terminated by other getUpdates request")
    talk.look()
    assert (talk.bot().state, talk.bot().detail) == (
        BotState.CONFLICT,
        "409 Conflict: terminated by other getUpdates request",
    )
    talk.now += timedelta(minutes=1)
    talk.look()
    assert talk.bot().state is BotState.CONFLICT
    talk.now += timedelta(minutes=10)
    talk.look()
    assert (talk.bot().state, talk.bot().since) == (BotState.POLLING, talk.now)


@pytest.mark.parametrize(
    ("status", "state"), [(401, BotState.REFUSED), (502, BotState.UNREACHABLE), (429, BotState.UNREACHABLE)]
)
def test_telegrams_refusals_are_told_apart(talk: Talk, status: int, state: BotState) -> None:
    """A token that is not taken is not a server that is away."""
    talk.telegram.faults[1] = refusal(status, "no")
    assert talk.look().delivery_ids == ()
    assert talk.bot().state is state


def test_a_state_begins_once(engine: Engine) -> None:
    """Since when it holds is when it began, not when it was seen last."""
    from tests.alerts.making import NOW

    for minutes in (0, 5):
        with writing(engine) as connection:
            note_state(connection, "1", BotState.UNREACHABLE, NOW + timedelta(minutes=minutes), detail="x")
    with reading(engine) as connection:
        assert connection.execute(select(bot_table.c.since)).scalar_one() == NOW
