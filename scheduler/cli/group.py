"""rasid group: JSON lines of stories in, the event that each tells of out. Keeps nothing.

Stories are placed in the order of their times, as the daemon would have met them, and told in the order of their lines.
So the input is gone through twice: once for the times (16 bytes of memory a line), then line by line for reading. What
cannot be gone through twice, a pipe, is first copied into a temporary file.
"""

import shutil
import sys
from array import array
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast

import click

from alerts.events.grouping import Desk
from crawler.arabic.clean import clean_text, clean_title
from crawler.chosen_model import model_without_writing
from crawler.errors import RasidError
from crawler.flags.model import FlagModel
from crawler.news import Page, Story
from crawler.reading import read as read_page
from crawler.store.story_rows import KeptStory, content_hash
from crawler.understanding import ReadStory, not_understood
from scheduler.cli.invocation import Invocation, common_options, print_json
from scheduler.cli.lines import Input, input_of, json_line, published_of, record_of
from scheduler.cli.readers import each_read, workers_option

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@click.command()
@click.argument("source", metavar="FILE.jsonl | -", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--why", is_flag=True, help="Says with each line what spoke for its event and what against it.")
@workers_option
@common_options
def group(invocation: Invocation, source: str, why: bool, workers: int) -> int:
    """Tells which event each story of a file tells of, one line for one, in the same order. Keeps nothing.

    The input is JSON lines of id, title, text (or html), published and outlet. A line without `published` counts as
    published with the line before it.
    """
    model = model_without_writing(invocation.settings)
    with _opened(source) as lines:
        index = _looked_through(lines, source)
        order = sorted(range(len(index.times)), key=index.times.__getitem__)
        inputs = (_line_at(lines, index, at, source) for at in order)
        answers, told = _Answers(why=why), _InOrder()
        for at, (one, read) in zip(order, each_read(inputs, workers, model, _understood), strict=True):
            told.add(at, answers.answer(at, one.identity, read, _EPOCH + timedelta(seconds=index.times[at])))
    return 1 if index.failures else 0


@contextmanager
def _opened(source: str) -> Iterator[BinaryIO]:
    """The input, to be gone through more than once. Raises RasidError where it cannot be read."""
    with ExitStack() as stack:
        try:
            given = sys.stdin.buffer if source == "-" else stack.enter_context(Path(source).open("rb"))
            lines: BinaryIO = given
            if source == "-" or not given.seekable():
                lines = cast("BinaryIO", stack.enter_context(TemporaryFile()))
                shutil.copyfileobj(given, lines)
        except OSError as error:
            raise RasidError(f"{source}: cannot be read: {error.strerror or error}") from None
        yield lines


@dataclass(slots=True)
class _Index:
    """Of each line that can be read: where it begins, its number in the file, and its seconds since 1970."""

    starts: "array[int]" = field(default_factory=lambda: array("q"))
    numbers: "array[int]" = field(default_factory=lambda: array("q"))
    times: "array[float]" = field(default_factory=lambda: array("d"))
    failures: int = 0


def _looked_through(lines: BinaryIO, source: str) -> _Index:
    """Where the lines stand; those that cannot be read are told and counted."""
    index, start = _Index(), 0
    lines.seek(0)
    for number, line in enumerate(lines, 1):
        begins, start = start, start + len(line)
        text = _decoded(line)
        if not text.strip():
            continue
        try:
            seconds = _seconds(text, f"{source}:{number}")
        except _BadLine as bad:
            index.failures += 1
            click.echo(f"rasid: {bad}", err=True)
            continue
        index.starts.append(begins)
        index.numbers.append(number)
        index.times.append(seconds if seconds is not None else index.times[-1] if index.times else 0.0)
    return index


class _BadLine(Exception):
    """A line that cannot be placed, in one sentence that names it."""


def _seconds(line: str, place: str) -> float | None:
    """When a line's story was published, in seconds since 1970; None where it does not say."""
    record = record_of(line, place)
    if isinstance(record, str):
        raise _BadLine(record)
    if error := input_of(record, place).error:
        raise _BadLine(error)
    published = published_of(record)
    return None if published is None else (published - _EPOCH).total_seconds()


def _line_at(lines: BinaryIO, index: _Index, at: int, source: str) -> Input:
    lines.seek(index.starts[at])
    return json_line(_decoded(lines.readline()), f"{source}:{index.numbers[at]}")


def _decoded(line: bytes) -> str:
    return line.decode("utf-8", errors="replace").removeprefix("\ufeff")


def _understood(one: Input, model: FlagModel | None) -> ReadStory:
    """The story of a line. What is refused is kept without flags and facts: it can still be a copy of another."""
    page = one.page or Page(url="", body=b"")
    read = read_page(page, model)
    if read.refusal is None and read.stories:
        return read.stories[0]
    plain = page.content_type.startswith("text/plain")
    story = Story(
        title=clean_title(page.hint_title or ""),
        text=clean_text(page.body.decode("utf-8", errors="replace")) if plain else "",
        url=page.url,
        published=page.hint_published,
        outlet=page.outlet,
    )
    return not_understood(story, read.refusal.reason.value if read.refusal else "no story")


@dataclass(slots=True)
class _Answers:
    """The desk, and the ids of the lines whose stories it knows."""

    why: bool
    desk: Desk = field(default_factory=Desk)
    names: dict[int, str] = field(default_factory=dict)

    def answer(self, number: int, identity: str, read: ReadStory, at: datetime) -> dict[str, Any]:
        """The line to be told of a story; `at` is its time and now."""
        story = KeptStory(
            id=number + 1,
            feed_name=None,
            kept_at=at,
            alerting=False,
            content_hash=content_hash(read.story),
            read=read,
        )
        self.names[story.id] = identity
        (placement, event), *further = self.desk.take_all(story)
        for forgotten in self.desk.forget(at):
            self.names.pop(forgotten, None)
        line: dict[str, Any] = {
            "id": identity,
            "event": event.id,
            "relation": placement.relation.value,
            "of": self.names.get(placement.of_story_id) if placement.of_story_id else None,
        }
        if further:
            line["also"] = [{"event": other.id, "relation": place.relation.value} for place, other in further]
        if self.why:
            line["score"] = placement.score
            line["reasons"] = [
                {"why": reason.why.value, "weight": reason.weight, "detail": reason.detail}
                for reason in placement.reasons
            ]
        return line


@dataclass(slots=True)
class _InOrder:
    """Answers are printed in the order of their lines: each waits until those before it are there."""

    following: int = 0
    waiting: dict[int, dict[str, Any]] = field(default_factory=dict)

    def add(self, at: int, answer: dict[str, Any]) -> None:
        """Prints what can be printed now that the answer of this line is there."""
        self.waiting[at] = answer
        while self.following in self.waiting:
            print_json(self.waiting.pop(self.following))
            self.following += 1
