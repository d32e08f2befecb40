"""What people say to the bot of a TelegramReceiver, kept as the real server keeps it: an update is gone only when a
higher number was asked for, and of two who ask at once the first is sent away with 409."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

FIRST_UPDATE = 7001
MOST = 100


@dataclass(slots=True)
class UpdateQueue:
    """The updates of one bot, oldest first. `put` may be called from any thread; the rest belongs to the loop."""

    kept: list[dict[str, object]] = field(default_factory=list)
    asked: list[int | None] = field(default_factory=list)  # the offset of every request that was let in
    kinds: tuple[str, ...] | None = None
    next_id: int = FIRST_UPDATE
    _waiting: asyncio.Event | None = None
    _turn: int = 0

    def put(self, loop: asyncio.AbstractEventLoop, kind: str, what: Mapping[str, object]) -> int:
        """Keeps an update, if the bot asked for its kind; its number."""
        identity = self.next_id
        self.next_id += 1
        if self.kinds is None or kind in self.kinds:
            self.kept.append({"update_id": identity, kind: dict(what)})
        loop.call_soon_threadsafe(self._wake)
        return identity

    async def take(self, offset: int | None, *, limit: int, seconds: float) -> list[dict[str, object]] | None:
        """What there is from an offset on, as soon as there is something; None where another asks meanwhile."""
        self.asked.append(offset)
        self._turn += 1
        mine = self._turn
        self._wake()  # who waits sees that it is not its turn any more
        if offset is not None and offset > 0:
            self.kept[:] = [one for one in self.kept if _number(one) >= offset]
        elif offset is not None and offset < 0:
            self.kept[:] = self.kept[offset:]
        until = time.monotonic() + seconds
        while True:
            if mine != self._turn:
                return None
            left = until - time.monotonic()
            if self.kept or left <= 0:
                return self.kept[: max(1, min(limit, MOST))]
            self._waiting = asyncio.Event()
            try:
                await asyncio.wait_for(self._waiting.wait(), left)
            except TimeoutError:
                continue

    def _wake(self) -> None:
        if self._waiting is not None:
            self._waiting.set()


def message(chat: int, text: str, by: int, **more: object) -> dict[str, object]:
    """A message as Telegram writes it: in a private chat where the chat's id is the person's, else in a group."""
    return {
        "message_id": 1,
        "date": int(time.time()),
        "chat": {"id": chat, "type": "supergroup" if chat < 0 else "private"},
        "from": {"id": by, "is_bot": False, "first_name": "قارئ"},
        "text": text,
        **more,
    }


def _number(update: Mapping[str, object]) -> int:
    identity = update["update_id"]
    assert isinstance(identity, int)
    return identity
