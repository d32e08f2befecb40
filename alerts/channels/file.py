"""File: appends alerts to a text file, for trying out.

What holds: an alert stands in the file whole and on disk, or not at all; two processes that write to one file do not
mix their lines; nothing but a regular file is written to.
"""

import contextlib
import fcntl
import os
import stat
from pathlib import Path

from alerts.channels.channel import MarkStage, Message, Outcome, Sent
from alerts.channels.written import OneByOne, written


class FileChannel:
    """Appends to the file that the recipient names; a relative path is taken from the working directory."""

    name = "file"
    can_edit = False

    def __init__(self) -> None:
        self._thread = OneByOne()

    async def send(self, message: Message, mark_stage: MarkStage) -> Outcome:
        """Appends one alert."""
        text = written(message)
        path = message.recipient
        if not path or not path.isprintable():
            return Outcome(sent=Sent.REFUSED, disable_recipient=True, error="not a path of a file")
        await mark_stage("write")
        return await self._thread.do(lambda: _append(Path(path), text, str(message.delivery_id)))

    async def close(self) -> None:
        """Files are closed after each alert."""
        self._thread.end()


def _append(path: Path, text: bytes, identity: str) -> Outcome:
    try:
        # Without O_NONBLOCK a named pipe would wait for a reader.
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NONBLOCK, 0o666)
    except IsADirectoryError:
        return Outcome(sent=Sent.REFUSED, disable_recipient=True, error=f"{path} is a folder")
    except OSError as error:  # a folder that is missing or closed may be put right
        return Outcome(sent=Sent.NOT_SENT, error=f"{path} cannot be opened: {error.strerror}")
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return Outcome(sent=Sent.REFUSED, disable_recipient=True, error=f"{path} is no regular file")
        return _write(descriptor, path, text, identity)
    finally:
        os.close(descriptor)


def _write(descriptor: int, path: Path, text: bytes, identity: str) -> Outcome:
    size: int | None = None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)  # let go of when it is closed
        size = os.fstat(descriptor).st_size
        rest = memoryview(text)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    except OSError as error:
        said = f"{path} cannot be written: {error.strerror}"
        if size is not None:
            with contextlib.suppress(OSError):
                os.ftruncate(descriptor, size)
                return Outcome(sent=Sent.NOT_SENT, error=said)
        return Outcome(sent=Sent.NOT_SENT if size is None else Sent.AMBIGUOUS, error=said)
    return Outcome(sent=Sent.DELIVERED, provider_id=identity)
