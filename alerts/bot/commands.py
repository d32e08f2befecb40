"""A command as a person types it, understood; pure.

`/event 57 2` may also be written `/event_57_2`, which a chat shows as one link: so the bot's own answers name the next
page. In a group `/cmd@name` is for the bot of that name alone.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from alerts.bot.durations import span_of

LATEST = 5
MOST_LATEST = 20
_MOST_DIGITS = 15
_MOST_TEXT = 300  # a longer command is no command
_SHAPE = re.compile(r"/([A-Za-z][A-Za-z0-9]*)((?:_\w+)*)(?:@(\w+))?(?:\s+(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """What there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribe:
    """To join a subscription; without a name a list of them, page by page."""

    name: str | None = None
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsubscribe:
    """To leave a subscription; without a name all that was joined here."""

    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """Silence for a while; without a span that is understood, how to ask for it."""

    span: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmute:
    """The end of silence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """The last events, so many from the `start`th on."""

    count: int = LATEST
    start: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowEvent:
    """One event's ledger. `id` None: no number was given."""

    id: int | None
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why this chat was told of an event, or was not."""

    id: int | None
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How Rasid does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A command that there is not."""


Command = Help | Subscribe | Unsubscribe | Mute | Unmute | Latest | ShowEvent | Why | Status | Unknown


def parse(text: str, *, username: str | None, private: bool) -> Command | None:
    """The command; None where it is for another bot, or none of ours in a group that others speak in too."""
    found = _SHAPE.fullmatch(text[:_MOST_TEXT].strip())
    if found is None:
        return Unknown() if private else None
    name, tail, bot, rest = found[1].lower(), found[2], found[3], (found[4] or "").strip()
    if bot is not None and (username is None or bot.casefold() != username.casefold()):
        return None
    read = _COMMANDS.get(name)
    if read is None:
        return Unknown() if private or bot is not None else None
    return read(tail.split("_")[1:], rest)


def name_of(command: Command) -> str:
    """What a command is called in logs and in the database."""
    return type(command).__name__.lower()


def _subscribe(tail: list[str], rest: str) -> Command:
    return Subscribe(name=rest or None, page=_page(tail[:1]))


def _unsubscribe(_tail: list[str], rest: str) -> Command:
    return Unsubscribe(name=rest or None)


def _mute(tail: list[str], rest: str) -> Command:
    return Mute(span=span_of(" ".join([*tail, rest])))


def _latest(tail: list[str], rest: str) -> Command:
    count, *more = _numbers(tail, rest) or [LATEST]
    return Latest(count=min(max(count, 1), MOST_LATEST), start=max(more[0], 1) if more else 1)


def _event(tail: list[str], rest: str) -> Command:
    identity, page = _id_and_page(tail, rest)
    return ShowEvent(id=identity, page=page)


def _why(tail: list[str], rest: str) -> Command:
    identity, page = _id_and_page(tail, rest)
    return Why(id=identity, page=page)


def _id_and_page(tail: list[str], rest: str) -> tuple[int | None, int]:
    numbers = _numbers(tail, rest)
    return (numbers[0] if numbers else None), max(numbers[1], 1) if len(numbers) > 1 else 1


def _numbers(tail: list[str], rest: str) -> list[int]:
    """The whole numbers behind a command, in digits of any script; nothing behind one that is none counts."""
    found: list[int] = []
    for word in [*tail, *rest.split()]:
        bare = word.lstrip("#")
        if not bare.isdecimal() or len(bare) > _MOST_DIGITS:
            break
        found.append(int(bare))
    return found


def _page(tail: list[str]) -> int:
    return max(1, next(iter(_numbers(tail, "")), 1))


_COMMANDS: Mapping[str, Callable[[list[str], str], Command]] = {
    "start": lambda _tail, _rest: Help(),
    "help": lambda _tail, _rest: Help(),
    "subscribe": _subscribe,
    "unsubscribe": _unsubscribe,
    "mute": _mute,
    "unmute": lambda _tail, _rest: Unmute(),
    "latest": _latest,
    "event": _event,
    "why": _why,
    "status": lambda _tail, _rest: Status(),
}
