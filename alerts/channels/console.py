"""Console: prints alerts to standard output, for trying out. Under `rasid watch` that is the daemon's own."""

import os
import sys
import time

from alerts.channels.channel import MarkStage, Message, Outcome, Sent
from alerts.channels.written import OneByOne, written

FULL_SECONDS = 0.05  # between two tries to write into a pipe that is full
FULL_TRIES = 20


class ConsoleChannel:
    """Writes to a file descriptor; standard output if none is given."""

    name = "console"
    can_edit = False

    def __init__(self, descriptor: int | None = None) -> None:
        self._descriptor = descriptor
        self._thread = OneByOne()

    async def send(self, message: Message, mark_stage: MarkStage) -> Outcome:
        """Prints one alert."""
        text = written(message)
        if message.recipient:
            return Outcome(
                sent=Sent.REFUSED, disable_recipient=True, error="the console has no address: write 'console:'"
            )
        await mark_stage("write")
        return await self._thread.do(lambda: self._print(text, str(message.delivery_id)))

    async def close(self) -> None:
        """Standard output stays open."""
        self._thread.end()

    def _print(self, text: bytes, identity: str) -> Outcome:
        rest = memoryview(text)
        tries = 0
        try:
            descriptor = sys.stdout.fileno() if self._descriptor is None else self._descriptor
            while rest:
                try:
                    rest = rest[os.write(descriptor, rest) :]
                except BlockingIOError:
                    tries += 1
                    if tries > FULL_TRIES:
                        raise
                    time.sleep(FULL_SECONDS)
        except (OSError, ValueError) as error:  # ValueError: standard output was closed
            # What a reader has seen of it, if anything, is not the whole.
            sent = Sent.NOT_SENT if len(rest) == len(text) else Sent.AMBIGUOUS
            return Outcome(sent=sent, error=f"standard output: {getattr(error, 'strerror', None) or 'it is closed'}")
        return Outcome(sent=Sent.DELIVERED, provider_id=identity)
