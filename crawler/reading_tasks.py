"""What a reading process is asked to do, and how tasks and answers go through its pipes.

A frame is four bytes of length and a pickle; parent and child are the same program, and nobody else has the pipe.
"""

import pickle
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from crawler.errors import FeedUnreadable, ModelUnusable
from crawler.news import Story

if TYPE_CHECKING:
    from crawler.flags.model import FlagModel, ModelSource

LENGTH = struct.Struct("!I")

# What a reading process tries out before it is given anything, so that no page's deadline pays for loading.
SAMPLE = Story(
    title="مقتل ثلاثة أشخاص",
    text="أعلنت وزارة الصحة مقتل ثلاثة أشخاص وإصابة خمسة آخرين في غارة على المدينة، وفق ما نقلته وكالات الأنباء. " * 4,
    url="https://example.org/news/1",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A call to make:

    `use_model`   with a ModelSource: from now on this model decides the flags
    `read`        with a page
    `understand`  with stories, which are given flags and facts
    `parse_feed`  with body, content type and address, and what is known of the source as `keywords` (see
                  `crawler.feeds.source.read_source`)
    """

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


@dataclass(frozen=True, slots=True, kw_only=True)
class NoModel:
    """The model cannot be used; the sentence of ModelUnusable."""

    sentence: str


def frame(value: object) -> bytes:
    """A value as it goes through a pipe."""
    body = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    return LENGTH.pack(len(body)) + body


class _InUse:
    model: "FlagModel | None" = None  # None: the one that comes with the program
    source: "ModelSource | None" = None  # where it is from, once it was tried out; a forked process may have it already


def do(task: Task) -> Any:
    """Makes the call, in the reading process: what it needs is loaded there and not in the parent."""
    if task.name == "use_model":
        return _use_model(*task.arguments)
    if task.name == "read":
        from crawler.reading import read

        (page,) = task.arguments
        return read(page, _InUse.model)
    if task.name == "understand":
        from crawler.reading import understand_all

        (stories,) = task.arguments
        return understand_all(stories, _InUse.model)
    from crawler.feeds.source import read_source

    try:
        return read_source(*task.arguments, **task.keywords)
    except FeedUnreadable as error:
        return NoFeed(sentence=str(error))


def _use_model(source: "ModelSource") -> NoModel | None:
    from crawler.flags.sources import load_model
    from crawler.reading import understand

    if source == _InUse.source:
        return None
    try:
        model = load_model(source)
        understand(SAMPLE, model=model)  # a model that loads and cannot answer would leave every story without flags
    except ModelUnusable as error:
        return NoModel(sentence=str(error))
    _InUse.model, _InUse.source = model, source
    return None
