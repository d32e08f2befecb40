"""What Telegram tells, read without trust."""

from typing import Any

import pytest

from alerts.bot.updates import BadUpdate, Membership, Migrated, Said, read_update, update_id_of

PRIVATE = {"id": 501, "type": "private", "username": "ali"}
GROUP = {"id": -100200, "type": "supergroup", "username": "Newsroom"}
ALI = {"id": 501, "is_bot": False}


def said(**changes: Any) -> Any:
    """A message with a command, read."""
    message = {"date": 1777636800, "chat": PRIVATE, "from": ALI, "text": "/latest", **changes}
    return read_update({"update_id": 1, "message": {key: value for key, value in message.items() if value is not None}})


def test_a_command_has_its_place_and_its_speaker() -> None:
    """A thread only where the message belongs to one: replies have numbers too. A private chat has no name."""
    plain = said()
    assert isinstance(plain, Said)
    assert (plain.chat.id, plain.chat.name, plain.chat.private, plain.thread, plain.by) == (
        "501",
        None,
        True,
        None,
        501,
    )
    topic = said(chat=GROUP, message_thread_id=45, is_topic_message=True)
    assert (topic.chat.name, topic.thread) == ("Newsroom", "45")
    assert said(chat=GROUP, message_thread_id=45).thread is None


def test_who_speaks_for_a_chat_is_the_chat() -> None:
    """A channel's post, and an admin who hides behind the group."""
    post = {"date": 1, "chat": {"id": -100300, "type": "channel"}, "text": "/latest"}
    channel = read_update({"update_id": 1, "channel_post": post})
    assert isinstance(channel, Said)
    assert channel.by == -100300
    assert said(chat=GROUP, sender_chat=GROUP, **{"from": {"id": 1087968824}}).by == -100200


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "مرحبا"},
        {"text": None},
        {"forward_origin": {"type": "user"}},
        {"is_automatic_forward": True},
        {"via_bot": {"id": 9}},
    ],
)
def test_what_is_no_command_of_the_speaker_is_nothing(changes: dict[str, Any]) -> None:
    """Words without a slash, and those of somebody else."""
    assert said(**changes) is None


@pytest.mark.parametrize(
    ("status", "is_in"), [("member", True), ("administrator", True), ("left", False), ("kicked", False)]
)
def test_coming_and_going_is_told(status: str, is_in: bool) -> None:
    """Of the bot itself."""
    update = {"update_id": 1, "my_chat_member": {"chat": GROUP, "new_chat_member": {"status": status}}}
    told = read_update(update)
    assert isinstance(told, Membership)
    assert (told.is_in, told.blocked) == (is_in, False)


def test_a_group_that_moves_says_so_on_both_sides() -> None:
    """In the old group and in the new one."""
    assert said(chat={"id": -5, "type": "group"}, text=None, migrate_to_chat_id=-1005) == Migrated(
        before="-5", now="-1005"
    )
    assert said(chat=GROUP, text=None, migrate_from_chat_id=-5) == Migrated(before="-5", now="-100200")


@pytest.mark.parametrize(
    "update", [{"message": 5}, {"message": {"chat": "x"}}, {"my_chat_member": {"chat": {"id": "7"}}}]
)
def test_an_update_that_is_none_is_refused(update: dict[str, Any]) -> None:
    """So that it is written down and left out."""
    with pytest.raises(BadUpdate):
        read_update({"update_id": 1, **update})


@pytest.mark.parametrize("update", [{}, {"update_id": "7"}, {"update_id": True}, {"update_id": 1 << 70}, 7, None])
def test_a_number_that_is_none_is_none(update: object) -> None:
    """Nothing can be saved by it."""
    assert update_id_of(update) is None
