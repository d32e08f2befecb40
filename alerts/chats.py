"""Which Telegram chat an address means: as a subscription writes it, and as Telegram knows the chat now.

An address is a chat's id or its @name, with or without a thread (`-100123/45`). A group that became a supergroup has
another id from then on; what was written for the old one is meant for the new one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from alerts.subscriptions import Recipient, Subscription
from alerts.tables import recipient as recipient_table

TELEGRAM = "telegram"
_MOST_MOVES = 5  # a chat that moves in a circle is taken where it stands

Moves = Mapping[str, str]


def moves_of(connection: Connection) -> Moves:
    """Where chats have moved to, by the address before."""
    table = recipient_table.c
    query = select(table.address, table.moved_to).where(table.channel == TELEGRAM, table.moved_to.is_not(None))
    return {row.address: row.moved_to for row in connection.execute(query)}


def present(address: str, moves: Moves) -> str:
    """The address by which a chat is reached now. A chat that moves takes its threads along."""
    for _ in range(_MOST_MOVES):
        chat, slash, thread = address.partition("/")
        if address in moves:
            address = moves[address]
        elif slash and chat in moves:
            address = f"{moves[chat]}/{thread}"
        else:
            break
    return address


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """The chat that something was asked in, by the id that it has now."""

    chat: str
    thread: str | None = None
    name: str | None = None  # of a public chat, without the @
    moves: Moves = field(default_factory=dict)

    @property
    def address(self) -> str:
        """As a subscription would write it."""
        return f"{self.chat}/{self.thread}" if self.thread else self.chat

    @property
    def recipient(self) -> Recipient:
        """The receiver that an answer goes to."""
        return Recipient(channel=TELEGRAM, address=self.address)

    def has(self, to: Recipient) -> bool:
        """Whether a receiver is this chat, or a thread of it."""
        return to.channel == TELEGRAM and self.is_chat(to.address.partition("/")[0])

    def is_place(self, to: Recipient) -> bool:
        """Whether a receiver is just this place: the thread that was asked in, or the chat itself."""
        return self.has(to) and present(to.address, self.moves).partition("/")[2] == (self.thread or "")

    def is_chat(self, chat: str) -> bool:
        """Whether an id or a name, of now or of before, means this chat."""
        return present(chat, self.moves).casefold() in self.names

    @property
    def names(self) -> tuple[str, ...]:
        """What this chat is called by now: its id, and its @name in small letters."""
        return (self.chat, f"@{self.name}".casefold()) if self.name else (self.chat,)


def told_here(subscriptions: Sequence[Subscription], here: Here) -> tuple[Subscription, ...]:
    """The subscriptions that this chat hears of, those that it joined among them."""
    return tuple(one for one in subscriptions if any(here.has(to) for to in one.to))


def receivers_here(subscriptions: Sequence[Subscription], here: Here) -> tuple[Recipient, ...]:
    """The receivers of these subscriptions, stand-ins too, that are this chat."""
    named = (to for one in subscriptions for to in (*one.to, *one.fallback))
    return tuple(dict.fromkeys(to for to in named if here.has(to)))
