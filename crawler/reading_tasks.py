"""What a reading process is asked to do, and how tasks and answers go through its pipes.

A frame is four bytes of length and a pickle; parent and child are the same program, and nobody else has the pipe.
"""

import pickle
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from crawler.errors import FeedUnreadable

LENGTH = struct.Struct("!I")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A call to make: `read` with a page, or `parse_feed` with body, content type and address, and what is known of
    the source as `keywords` (see `crawler.feeds.source.read_source`)."""

    name: str
    arguments: tuple[Any, ...] = ()
    keywords: Mapping[str, Any] = field(default_factory=dict)


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
    from crawler.feeds.source import read_source

    try:
        return read_source(*task.arguments, **task.keywords)
    except FeedUnreadable as error:
        return NoFeed(sentence=str(error))
