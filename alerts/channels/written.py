"""What the two channels for trying out share: an alert as bytes, and work that blocks in a thread of its own."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from alerts.channels.channel import Message, Outcome
from alerts.text.plain import PlainText

RULE = "─" * 40

# Titles come from the web, and a terminal obeys control characters.
_CONTROLS = {code: " " for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) != "\n"}


def written(message: Message) -> bytes:
    """The alert as it is printed: its words, and a rule under them. Raises TypeError for another channel's payload."""
    if not isinstance(message.payload, PlainText):
        raise TypeError(f"not a plain text: {type(message.payload).__name__}")
    return f"{message.payload.whole.translate(_CONTROLS)}\n{RULE}\n".encode("utf-8", "replace")


class OneByOne:
    """A thread that does one thing after the other, begun with the first. A pipe that nobody reads blocks it alone,
    and not the threads in which others renew their leases."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writes-alerts")

    async def do(self, work: Callable[[], Outcome]) -> Outcome:
        """The outcome of the work, once its turn has come."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def end(self) -> None:
        """Begins nothing more."""
        self._thread.shutdown(wait=False, cancel_futures=True)
