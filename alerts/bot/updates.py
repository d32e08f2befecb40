"""What Telegram tells a bot of, as far as it is of use: commands, and that it was put into a chat or out of it. Pure.

Whoever speaks is known by an id: a person by their own, a channel (and a group, where its admins write in its name) by
the chat's. A forwarded message is somebody else's words, and no command.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

KINDS = ("message", "channel_post", "my_chat_member")  # asked for in getUpdates

_NO_NUMBER = 1 << 62  # Telegram counts in 32 bits
_IN_CHAT = frozenset({"member", "administrator", "creator"})
_OUT_OF_CHAT = frozenset({"left", "kicked"})


class BadUpdate(ValueError):
    """An update that is not as Telegram's documents have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """Where something was said. `name` is that of a public chat, without the @."""

    id: str
    name: str | None = None
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words that begin with a slash, and who said them when."""

    chat: Chat
    thread: str | None
    by: int
    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """The bot came into a chat, or can write into it again; or neither any more."""

    chat: Chat
    is_in: bool
    blocked: bool = False  # by the person on the other side of a private chat


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrated:
    """A group became a supergroup, and has another id."""

    before: str
    now: str


Told = Said | Membership | Migrated


def update_id_of(update: object) -> int | None:
    """The number of an update; None where it has none, and cannot be one."""
    identity = update.get("update_id") if isinstance(update, Mapping) else None
    is_number = isinstance(identity, int) and not isinstance(identity, bool) and 0 <= identity < _NO_NUMBER
    return identity if is_number else None


def read_update(update: Mapping[str, object]) -> Told | None:
    """What an update tells; None where it is nothing for us. Raises BadUpdate where it is not as documented."""
    member = update.get("my_chat_member")
    if member is not None:
        return _membership(_mapping(member))
    message = update.get("message", update.get("channel_post"))
    return None if message is None else _message(_mapping(message))


def _message(message: Mapping[str, object]) -> Told | None:
    chat = _chat(message.get("chat"))
    moved = message.get("migrate_to_chat_id")
    if moved is not None:
        return Migrated(before=chat.id, now=str(_integer(moved)))
    before = message.get("migrate_from_chat_id")
    if before is not None:
        return Migrated(before=str(_integer(before)), now=chat.id)
    text = message.get("text")
    if not isinstance(text, str) or not text.startswith("/"):
        return None
    if message.get("forward_origin") is not None or message.get("is_automatic_forward") or message.get("via_bot"):
        return None
    thread = message.get("message_thread_id") if message.get("is_topic_message") else None
    return Said(
        chat=chat,
        thread=None if thread is None else str(_integer(thread)),
        by=_speaker(message, chat),
        at=datetime.fromtimestamp(_integer(message.get("date")), UTC),
        text=text,
    )


def _speaker(message: Mapping[str, object], chat: Chat) -> int:
    sender = message.get("sender_chat", message.get("from"))
    return int(chat.id) if sender is None else _integer(_mapping(sender).get("id"))


def _membership(member: Mapping[str, object]) -> Membership | None:
    chat = _chat(member.get("chat"))
    new = _mapping(member.get("new_chat_member"))
    status = new.get("status")
    if status in _OUT_OF_CHAT:
        return Membership(chat=chat, is_in=False, blocked=chat.private)
    if status in _IN_CHAT or (status == "restricted" and new.get("is_member") is True):
        return Membership(chat=chat, is_in=True)
    return None


def _chat(value: object) -> Chat:
    chat = _mapping(value)
    name = chat.get("username")
    private = chat.get("type") == "private"
    return Chat(
        id=str(_integer(chat.get("id"))),
        name=name if isinstance(name, str) and name and not private else None,
        private=private,
    )


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise BadUpdate(f"not an object: {type(value).__name__}")
    return value


def _integer(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadUpdate(f"not a whole number: {type(value).__name__}")
    return value
