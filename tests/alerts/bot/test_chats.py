"""Chats that join, leave and want silence: what it does to their deliveries."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from alerts.alert import Severity
from alerts.bot.desk import here_of
from alerts.bot.updates import Chat
from alerts.muting import muted_until
from alerts.recipients import address_of
from alerts.subscriptions import Muted, Subscription
from alerts.tables import delivery as delivery_table
from alerts.tables import recipient as recipient_table
from alerts.timing import earliest, held_anew, is_silenced
from crawler.facts.figure import Cause
from crawler.store.database import reading
from crawler.understanding import ReadStory
from tests.alerts.bot.conftest import DESK
from tests.alerts.bot.talking import ALI, GROUP, TOKEN, Talk, refusal, telegram
from tests.alerts.making import NOW, collapse, figure, read_story

HOUR = timedelta(hours=1)
SALMA = 502


def accident(talk: Talk, number: int, killed: int = 3) -> ReadStory:
    """A collapse in a town of its own; of no day, which these tests, on the real clock, may end in the middle of."""
    town = ("حمص", "طرطوس", "اللاذقية", "درعا", "إدلب", "الرقة")[number]
    title = f"مصرع {killed} أشخاص في انهيار مبنى في {town}"
    return read_story(
        title,
        f"قالت فرق الدفاع المدني إن {killed} أشخاص لقوا مصرعهم في انهيار مبنى سكني وسط مدينة {town}.",
        outlet=f"صحيفة {town}",
        published=talk.now,
        figures=(figure(killed, cause=Cause.COLLAPSE, place=town, country="SY"),),
    )


def due(talk: Talk, chat: object = GROUP) -> list[datetime | None]:
    """From when on what waits for a chat may go."""
    table = delivery_table.c
    query = select(table.not_before).where(table.recipient == str(chat), table.state == "due").order_by(table.id)
    with reading(talk.engine) as connection:
        return list(connection.execute(query).scalars())


def disabled(talk: Talk, address: object = GROUP) -> str | None:
    """Why a chat is not tried any more."""
    with reading(talk.engine) as connection:
        return address_of(connection, "telegram", str(address), talk.now).disabled_because


def test_a_chat_that_joined_hears_as_everyone_does(talk: Talk) -> None:
    """In the same transaction, from now on; joining twice is joining once, and leaving ends it."""
    talk.tell(accident(talk, 0))
    assert "انضمت هذه المحادثة إلى" in talk.ask("/subscribe desk")
    assert "من قبل" in talk.ask("/subscribe desk")
    talk.tell(accident(talk, 1))
    alerts = [(to, state) for to, name, _, state in talk.deliveries() if name == "desk"]
    assert alerts == [(str(GROUP), "sent"), (str(GROUP), "due"), (str(ALI), "due")]
    assert "تركت هذه المحادثة" in talk.ask("/unsubscribe")
    assert "لم تنضم" in talk.ask("/unsubscribe desk")
    talk.tell(accident(talk, 2))
    assert [to for to, name, _, _ in talk.deliveries() if name == "desk"].count(str(ALI)) == 1


def test_what_waits_for_a_chat_that_leaves_is_held_back(talk: Talk) -> None:
    """It ends visibly, with its reason, and a digest with all that it was to list."""
    talk.ask("/subscribe desk")
    talk.ask("/mute 2h")
    talk.tell(accident(talk, 0), accident(talk, 1))
    talk.ask("/unsubscribe desk")
    mine = {(kind, state) for to, name, kind, state in talk.deliveries() if (to, name) == (str(ALI), "desk")}
    assert mine == {("new", "suppressed")}


def test_nobody_stands_in_for_a_chat_that_joined(talk: Talk) -> None:
    """One that joins and blocks the bot would make the stand-in hear of everything; it is tried for as long as any."""
    talk.subscriptions = (replace(DESK, fallback=(telegram(-100700),)),)
    talk.ask("/subscribe desk")
    talk.telegram.blocked.add(str(ALI))
    talk.tell(accident(talk, 0))
    table = delivery_table.c
    with reading(talk.engine) as connection:
        query = select(table.deadline_at).where(table.recipient == str(ALI), table.subscription == "desk")
        assert connection.execute(query).scalar_one() == talk.now + 6 * HOUR
    talk.work()
    assert [(to, state) for to, name, _, state in talk.deliveries() if name == "desk"] == [
        (str(GROUP), "sent"),
        (str(ALI), "failed"),
    ]
    talk.telegram.blocked.add(str(GROUP))
    talk.tell(accident(talk, 1))
    talk.work()
    talk.work()
    assert ("-100700", "desk", "new", "sent") in talk.deliveries()


def test_a_join_holds_while_its_user_is_allowed_and_its_subscription_is_there(talk: Talk) -> None:
    """It comes back with them, and where the subscription has gone the chat is told so."""
    talk.ask("/subscribe treaties")
    talk.ask("/subscribe desk")
    whole = talk.subscriptions
    talk.subscriptions = tuple(replace(one, members=(SALMA,)) for one in whole)
    talk.tell(accident(talk, 0))
    assert [to for to, name, _, _ in talk.deliveries() if name == "desk"] == [str(GROUP)]
    talk.subscriptions = whole[:1]
    said = talk.ask("/subscribe")
    assert "treaties" in said
    assert "لم يعد في الإعدادات" in said
    assert "لم يعد في الإعدادات" in talk.ask("/status")
    talk.tell(accident(talk, 1))
    assert [to for to, name, _, _ in talk.deliveries() if name == "desk"][1:] == [str(GROUP), str(ALI)]


def test_what_the_file_gives_no_chat_gives_away(talk: Talk) -> None:
    """Only the operator changes it; and a name that is none is said to be none, whatever is in it."""
    assert "بحسب الإعدادات" in talk.ask("/unsubscribe desk", chat=GROUP)
    assert "بحسب الإعدادات" in talk.ask("/subscribe desk", chat=GROUP)
    assert "لا اشتراك باسم" in talk.ask("/subscribe <b>\u202enone", chat=GROUP)
    assert "\u202e" not in talk.telegram.messages[-1].text


def test_a_thread_joins_for_itself(talk: Talk) -> None:
    """And is told there."""
    talk.ask("/subscribe treaties", chat=GROUP, message_thread_id=45, is_topic_message=True)
    talk.subscriptions = (replace(talk.subscriptions[1], flags=("casualty",)),)
    talk.tell(accident(talk, 0))
    assert (f"{GROUP}/45", "treaties", "new", "due") in talk.deliveries()


def test_silence_holds_new_events_for_one_digest(talk: Talk) -> None:
    """What would come is ordered for the end of it, and arrives then in one message."""
    until = talk.now.replace(microsecond=0) + 2 * HOUR
    assert "كُتمت" in talk.ask("/mute 2h", chat=GROUP)
    talk.tell(accident(talk, 0), accident(talk, 1), accident(talk, 2))
    assert due(talk) == [until]
    before = len(talk.telegram.messages)
    talk.now = until - timedelta(seconds=1)
    talk.work()
    assert len(talk.telegram.messages) == before
    talk.now = until
    talk.work()
    (told,) = talk.telegram.messages[before:]
    assert "3 أحداث جديدة" in told.text
    assert "كتم هذه المحادثة" in told.text
    assert {state for _, name, _, state in talk.deliveries() if name == "desk"} == {"sent", "merged"}


def test_urgent_events_break_silence(talk: Talk) -> None:
    """As they break quiet hours: `quiet_except` says which, and none of them where it says none."""
    talk.ask("/mute 2h", chat=GROUP)
    talk.tell(accident(talk, 0), accident(talk, 1, killed=12))
    assert sorted(moment is None for moment in due(talk)) == [False, True]
    talk.subscriptions = (replace(DESK, quiet_except="none"),)
    talk.tell(accident(talk, 2, killed=60))
    assert sum(moment is None for moment in due(talk)) == 1


def test_the_end_of_silence_lets_go_what_it_held(talk: Talk) -> None:
    """At once, and nothing else: asked for again it says that there is none."""
    talk.ask("/mute 1d", chat=GROUP)
    talk.tell(accident(talk, 0), accident(talk, 1))
    talk.now += HOUR
    talk.ask("/unmute", chat=GROUP)
    assert due(talk) == []
    assert [state for _, name, _, state in talk.deliveries() if name == "desk"].count("merged") == 2
    assert "لم تكن" in talk.ask("/unmute", chat=GROUP)


def test_another_span_takes_the_place_of_the_first(talk: Talk) -> None:
    """Longer or shorter: what was held goes with it, and nothing fails by its deadline."""
    began = talk.now.replace(microsecond=0)
    talk.ask("/mute 1h", chat=GROUP)
    talk.tell(accident(talk, 0), accident(talk, 1))
    talk.ask("/mute 20h", chat=GROUP)
    assert due(talk) == [began + 20 * HOUR]
    talk.now = began + 20 * HOUR
    talk.work()
    assert {state for _, name, _, state in talk.deliveries() if name == "desk"} == {"sent", "merged"}


def test_what_was_ordered_before_is_held_too(talk: Talk) -> None:
    """Where it waits yet."""
    talk.tell(accident(talk, 0))
    talk.telegram.say("/mute 2h", chat=GROUP, by=ALI, date=int(talk.now.timestamp()))
    talk.look()
    assert due(talk)[0] == talk.now.replace(microsecond=0) + 2 * HOUR


def test_silence_that_is_asked_for_wrongly_says_how(talk: Talk) -> None:
    """And silences nothing; neither does what had ended before it came."""
    assert "/mute ساعتين" in talk.ask("/mute", chat=GROUP)
    assert "/mute 2h" in talk.ask("/mute soon", chat=GROUP)
    assert "30" in talk.ask("/mute 31d", chat=GROUP)
    talk.telegram.say("/mute 1h", chat=GROUP, by=ALI, date=int((talk.now - 3 * HOUR).timestamp()))
    talk.look()
    talk.work()
    assert "انقضت" in talk.telegram.messages[-1].text
    with reading(talk.engine) as connection:
        assert muted_until(connection, here_of(connection, Chat(id=str(GROUP))), talk.now) is None
    talk.tell(accident(talk, 0))
    assert due(talk) == [None]


def test_the_bot_that_is_taken_out_disables_the_chat(talk: Talk) -> None:
    """As a 403 would, until it is back; of chats that get no alerts nothing is written down."""
    for chat in (GROUP, -100777):
        member = {"chat": {"id": chat, "type": "supergroup"}, "new_chat_member": {"status": "kicked"}}
        talk.telegram.tell("my_chat_member", member)
    talk.look()
    assert "taken out" in (disabled(talk) or "")
    with reading(talk.engine) as connection:
        assert connection.execute(select(recipient_table.c.address)).scalars().all() == [str(GROUP)]
    talk.tell(accident(talk, 0))
    talk.work()
    assert talk.deliveries()[-1][3] == "suppressed"
    back = {"chat": {"id": GROUP, "type": "supergroup"}, "new_chat_member": {"status": "member"}}
    talk.telegram.tell("my_chat_member", back)
    talk.look()
    assert disabled(talk) is None


def test_who_speaks_from_a_disabled_chat_is_reached_again(talk: Talk) -> None:
    """A joined chat that had blocked the bot and talks to it, too."""
    talk.ask("/subscribe desk")
    blocked = {"chat": {"id": ALI, "type": "private"}, "new_chat_member": {"status": "kicked"}}
    talk.telegram.tell("my_chat_member", blocked)
    talk.look()
    assert "blocked" in (disabled(talk, ALI) or "")
    assert talk.ask("/status") != ""
    assert disabled(talk, ALI) is None


def test_joins_and_silence_follow_a_group_that_moves(talk: Talk) -> None:
    """By what the group says itself, and by what Telegram answers to a message."""
    talk.ask("/subscribe treaties", chat=GROUP)
    talk.ask("/mute 3h", chat=GROUP)
    talk.telegram.migrated[str(GROUP)] = -100999
    gone = {"chat": {"id": GROUP, "type": "group"}, "date": 1, "migrate_to_chat_id": -100999}
    talk.telegram.tell("message", gone)
    talk.look()
    assert "مكتومة" in talk.ask("/mute", chat=-100999)
    assert "انضمت إليه هذه المحادثة" in talk.ask("/subscribe", chat=-100999)
    talk.tell(accident(talk, 0), accident(talk, 1))
    talk.ask("/unmute", chat=-100999)
    assert talk.telegram.messages[-1].chat == "-100999"
    assert "حدثان جديدان" in "".join(one.text for one in talk.telegram.messages if one.chat == "-100999")
    assert "تركت" in talk.ask("/unsubscribe treaties", chat=-100999)


def test_a_public_chat_is_known_by_its_name(talk: Talk) -> None:
    """`telegram:@newsroom` in the file is the chat that commands come from with its number."""
    talk.subscriptions = (replace(DESK, to=(telegram("@Newsroom"),)),)
    chat = {"id": -100321, "type": "supergroup", "username": "newsroom"}
    said = {"chat": chat, "from": {"id": ALI}, "date": int(talk.now.timestamp()), "text": "/mute 2h"}
    talk.telegram.tell("message", said)
    talk.look()
    talk.tell(accident(talk, 0), accident(talk, 1))
    assert due(talk, "@Newsroom") == [talk.now.replace(microsecond=0) + 2 * HOUR]


def test_an_answer_that_cannot_be_given_is_no_alert_that_failed(talk: Talk) -> None:
    """Who asked in vain asks again: the operator is told of nothing."""
    from alerts.bad_ends import news

    talk.telegram.say("/status", chat=ALI)
    talk.look()
    talk.now += timedelta(minutes=16)
    talk.work()
    assert talk.deliveries() == [(str(ALI), "bot", "new", "failed")]
    with reading(talk.engine) as connection:
        assert news(connection, talk.now).notices == ()


@pytest.mark.parametrize(("quiet", "ends"), [(None, NOW + 2 * HOUR), ("13:00-18:00", NOW + 6 * HOUR)])
def test_the_end_of_silence_is_in_no_quiet_hours(quiet: str | None, ends: datetime) -> None:
    """What is held until two at night goes in the morning."""
    to = telegram(1)
    subscription = Subscription(name="a", to=(to,), quiet=quiet, muted=(Muted(to=to, until=NOW + 2 * HOUR),))
    assert earliest(subscription, Severity.NOTICE, NOW, to) == ends
    assert earliest(subscription, Severity.NOTICE, NOW, telegram(2)) == NOW
    assert earliest(subscription, Severity.URGENT, NOW, to) == NOW
    assert is_silenced(subscription, Severity.NOTICE, to, NOW)
    assert not is_silenced(subscription, Severity.NOTICE, to, NOW + 2 * HOUR)


@pytest.mark.parametrize(
    ("present", "was", "muted", "then"),
    [
        (None, None, 2, 2),  # it would go now
        (1, None, 2, 2),  # before the end
        (3, None, 2, 3),  # after it
        (2, 2, None, 0),  # only the silence held it
        (3, 2, None, 3),  # something else did
        (2, 2, 1, 1),
        (2, 2, 4, 4),
    ],
)
def test_what_waits_is_held_anew(present: int | None, was: int | None, muted: int | None, then: int) -> None:
    """By the silence that holds now, in hours from now."""
    to = telegram(1)

    def at(hours: int | None) -> datetime | None:
        return None if hours is None else NOW + hours * HOUR

    silence = () if muted is None else (Muted(to=to, until=NOW + muted * HOUR),)
    found = held_anew(
        Subscription(name="a", to=(to,), muted=silence), Severity.NOTICE, to, present=at(present), was=at(was), now=NOW
    )
    assert found == at(then)


def test_a_lone_story_is_told_after_silence_by_itself(talk: Talk) -> None:
    """A digest of one event is that event's own message."""
    talk.ask("/mute 2h", chat=GROUP)
    talk.tell(collapse(published=talk.now))
    talk.now += 2 * HOUR
    talk.work()
    talk.work()
    assert "موجز" not in talk.telegram.messages[-1].text
    assert "حلب" in talk.telegram.messages[-1].text


def test_the_token_is_in_no_log(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    """Neither of polling nor of its failures."""
    import logging

    with caplog.at_level(logging.DEBUG):
        talk.ask("/status")
        talk.telegram.faults[talk.telegram._count + 1] = refusal(401, "Unauthorized")
        talk.look()
    assert TOKEN not in caplog.text
