"""JSON lines of stories (the labelling guide, section 5) as pages to be read: `rasid read --jsonl`, `rasid group`."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import click

from crawler.news import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One thing to read, or why it cannot be."""

    identity: str
    page: Page | None
    error: str | None = None


def json_lines(sources: tuple[str, ...]) -> Iterator[Input]:
    """The lines of these files («-» is standard input); a file that cannot be read is one error."""
    for source in sources:
        try:
            with click.open_file(source, encoding="utf-8-sig", errors="replace") as lines:
                for number, line in enumerate(lines, 1):
                    if line.strip():
                        yield json_line(line, f"{source}:{number}")
        except OSError as error:
            yield Input(identity="", page=None, error=f"{source}: cannot be read: {error.strerror or error}")


def json_line(line: str, place: str) -> Input:
    """One line; `place` names it where it is wrong, and is its id where it has none."""
    record = record_of(line, place)
    return Input(identity="", page=None, error=record) if isinstance(record, str) else input_of(record, place)


def input_of(record: dict[str, Any], place: str) -> Input:
    """What is to be read of the object of a line."""
    identity = str(record.get("id", place))
    title = record.get("title") if isinstance(record.get("title"), str) else None
    outlet = record.get("outlet") if isinstance(record.get("outlet"), str) else None
    url = str(record.get("url") or "")
    for key, kind in (("html", "text/html; charset=utf-8"), ("text", "text/plain; charset=utf-8")):
        if isinstance(record.get(key), str):
            # A lone surrogate in JSON is no character; it is replaced, and the cleaning drops it.
            page = Page(
                url=url,
                body=record[key].encode("utf-8", errors="replace"),
                content_type=kind,
                hint_title=title,
                hint_published=published_of(record),
                outlet=outlet,
            )
            return Input(identity=identity, page=page)
    return Input(identity=identity, page=None, error=f"{place}: has neither text nor html")


def record_of(line: str, place: str) -> dict[str, Any] | str:
    """The object of a line, or what is wrong with it."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"{place}: is not JSON: {error}"
    return record if isinstance(record, dict) else f"{place}: is not a JSON object"


def published_of(record: dict[str, Any]) -> datetime | None:
    """When the story was published, in UTC where no zone is given; None where that is not said, or not as ISO 8601."""
    value = record.get("published")
    if not isinstance(value, str):
        return None
    try:
        time = datetime.fromisoformat(value)
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)
