"""Pace: how fast a Telegram bot may speak. Pure: the clock is an argument.

Telegram publishes no exact numbers: about 1 message a second in one chat with short bursts, 20 a minute in a group
(edits count too), 30 a second over all (delivery notes, 1.1). We stay a little below, and obey every `retry_after`:
ignoring it risks a ban. Whose bot restarts starts with an empty memory; the ledger's `not_before` remembers for it.
"""

from collections import deque
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """At most `count` messages within `seconds`."""

    count: int
    seconds: float


GROUP = Limits(count=18, seconds=60.0)
PERSON = Limits(count=20, seconds=20.0)  # one a second on the long run; a burst that is too long answers with 429
OVERALL = Limits(count=25, seconds=1.0)

_REMEMBERED_CHATS = 10_000


@dataclass(slots=True)
class Pace:
    """What was sent when, and which chats asked for silence."""

    group: Limits = GROUP
    person: Limits = PERSON
    overall: Limits = OVERALL
    _sent: dict[str, deque[float]] = field(default_factory=dict)
    _all: deque[float] = field(default_factory=deque)
    _silent_until: dict[str, float] = field(default_factory=dict)

    def wait(self, chat: str, now: float) -> float:
        """Seconds until a message to this chat may go out; 0 where it may now."""
        limits = self.group if _is_group(chat) else self.person
        return max(
            0.0,
            self._silent_until.get(chat, now) - now,
            _wait(self._sent.get(chat, deque()), limits, now),
            _wait(self._all, self.overall, now),
        )

    def spend(self, chat: str, now: float) -> None:
        """A message goes out."""
        if len(self._sent) > _REMEMBERED_CHATS:
            self._sent.clear()
        self._sent.setdefault(chat, deque(maxlen=max(self.group.count, self.person.count))).append(now)
        self._all.append(now)
        while len(self._all) > self.overall.count:
            self._all.popleft()

    def silence(self, chat: str, seconds: float, now: float) -> None:
        """The peer asked for silence in this chat."""
        self._silent_until = {one: until for one, until in self._silent_until.items() if until > now}
        self._silent_until[chat] = now + seconds


def _is_group(chat: str) -> bool:
    # Groups and channels have negative ids; a channel may also be named by its @name.
    return chat.startswith(("-", "@"))


def _wait(sent: deque[float], limits: Limits, now: float) -> float:
    recent = [moment for moment in sent if moment > now - limits.seconds]
    if len(recent) < limits.count:
        return 0.0
    return recent[-limits.count] + limits.seconds - now
