"""Channel: one way to reach a reader. One protocol, one file a kind, one test suite run on every kind.

A channel knows no subscription and no ledger. It classifies what its peer answered; the worker (`alerts/deliver.py`)
records that and decides what follows.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from alerts.alert import DeliveryKind


class Sent(StrEnum):
    """What became of one try."""

    DELIVERED = "delivered"
    NOT_SENT = "not_sent"  # certainly not at the peer: try again
    REFUSED = "refused"  # certainly not, and never will be: this recipient or message
    AMBIGUOUS = "ambiguous"  # the peer may have it
    GONE = "gone"  # what was to be edited is not there any more: send anew
    MOVED = "moved"  # the recipient has a new address


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result of one try. `retry_after` is in seconds, by the peer's own wish; `provider_id` is the peer's id."""

    sent: Sent
    provider_id: str | None = None
    retry_after: float | None = None
    moved_to: str | None = None
    disable_recipient: bool = False
    channel_down: bool = False  # a wrong token or password: no delivery of this channel can go out
    http_status: int | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One alert in the words and the form of a channel.

    `payload` is what `alerts/text/` rendered for this kind of channel (TelegramText, MailText, WebhookBody).
    `replaces` is the provider id of the message to edit or to reply to.
    """

    delivery_id: int
    event_id: int | None
    revision: int
    kind: DeliveryKind
    recipient: str
    payload: object
    replaces: str | None = None


MarkStage = Callable[[str], Awaitable[None]]


class Channel(Protocol):
    """One way to reach a reader."""

    name: str
    can_edit: bool

    async def send(self, message: Message, mark_stage: MarkStage) -> Outcome:
        """One try, never raising for what a peer may do.

        `mark_stage(name)` commits how far the try got, before bytes go out that cannot be taken back.
        """
        ...

    async def close(self) -> None:
        """Lets go of connections."""
        ...
