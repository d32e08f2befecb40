"""Settings on their way from the supervisor to its roles: a line of JSON on the role's standard input.

The file is read and checked in one place, the supervisor. So a role that dies while the file is broken starts again
with what was in force before, and no role ever sees another version than the rest. Only the roles in LISTENING take
up a second line while they run.
"""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator

from pydantic import ValidationError

from crawler.errors import ConfigurationError
from scheduler.settings import Settings

LISTENING = frozenset({"scheduler", "alerts", "console"})
LEAVING = b"leaving\n"
_PIECE = 1 << 16


def as_line(settings: Settings) -> bytes:
    """The settings as they are handed over. The line holds what the file holds, secrets too."""
    return settings.model_dump_json().encode() + b"\n"


def with_redis(settings: Settings, address: str) -> Settings:
    """The settings with the Redis address that the supervisor found or started."""
    return settings.model_copy(update={"store": settings.store.model_copy(update={"redis": address})})


def from_line(line: bytes) -> Settings:
    """The settings of a line; raises ConfigurationError where it holds none."""
    try:
        return Settings.model_validate_json(line)
    except ValidationError as error:
        raise ConfigurationError(f"what was handed over is no configuration ({error.error_count()} faults)") from None


class Inbox:
    """The role's end: one line to begin with, and one for every change."""

    def __init__(self, descriptor: int = 0) -> None:
        self._descriptor = descriptor
        self._rest = b""

    def first(self) -> Settings:
        """Waits for the first line. Raises ConfigurationError if the supervisor is gone before it was written."""
        while b"\n" not in self._rest:
            piece = os.read(self._descriptor, _PIECE)
            if not piece:
                raise ConfigurationError("the settings were not handed over")
            self._rest += piece
        line, _, self._rest = self._rest.partition(b"\n")
        return from_line(line)

    def say_leaving(self) -> None:
        """Tells the supervisor that this role takes no more work and finishes what it has: another may begin.

        A role that was executed has only an end to read from; its successor begins when it has ended.
        """
        with contextlib.suppress(OSError):
            os.write(self._descriptor, LEAVING)

    async def changes(self) -> AsyncIterator[Settings]:
        """Each later line; ends with the supervisor."""
        loop = asyncio.get_running_loop()
        readable = asyncio.Event()
        os.set_blocking(self._descriptor, False)
        loop.add_reader(self._descriptor, readable.set)
        try:
            while True:
                while b"\n" in self._rest:
                    line, _, self._rest = self._rest.partition(b"\n")
                    yield from_line(line)
                await readable.wait()
                readable.clear()
                try:
                    piece = os.read(self._descriptor, _PIECE)
                except BlockingIOError:
                    continue
                if not piece:
                    return
                self._rest += piece
        finally:
            loop.remove_reader(self._descriptor)
