"""What a reading process is asked to do, and how tasks and answers go through its pipes.

A frame is four bytes of length and a pickle; parent and child are the same program, and nobody else has the pipe.
"""

import pickle
import struct
from dataclasses import dataclass
from typing import Any

from crawler.errors import FeedUnreadable

LENGTH = struct.Struct("!I")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A call to make: `read` with a page, or `parse_feed` with body, content type, address and zone."""

    name: str
    arguments: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a task: its value, or the error in words. `rss` is the process's memory at its largest, in bytes."""

    value: Any = None
    error: str | None = None
    rss: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NoFeed:
    """The bytes are no feed; the sentence of FeedUnreadable."""

    sentence: str


def frame(value: object) -> bytes:
    """A value as it goes through a pipe."""
    body = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    return LENGTH.pack(len(body)) + body


def do(task: Task) -> Any:
    """Makes the call, in the reading process: what it needs is loaded there and not in the parent."""
    if task.name == "read":
        from crawler.reading import read

        return read(*task.arguments)
    from crawler.feeds.parse import parse_feed

    body, content_type, url, zone = task.arguments
    try:
        return parse_feed(body, content_type, url, zone=zone)
    except FeedUnreadable as error:
        return NoFeed(sentence=str(error))
