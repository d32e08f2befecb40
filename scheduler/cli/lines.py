"""JSON lines of stories (the labelling guide, section 5) as pages to be read: `rasid read --jsonl`, `rasid group`."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import click

from crawler.news import Page

_FIRST_YEAR, _LAST_YEAR = 1900, 2999  # the year 1 is what broken clocks and empty fields come out as


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One thing to read, or why it cannot be. With a page, the error is of what is only beside its text."""

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
    identity = str(record["id"]) if record.get("id") is not None else place
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
            return Input(identity=identity, page=page, error=_mistaken_time(record, place))
    return Input(identity=identity, page=None, error=f"{place}: has neither text nor html")


def record_of(line: str, place: str) -> dict[str, Any] | str:
    """The object of a line, or what is wrong with it."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"{place}: is not JSON: {error}"
    return record if isinstance(record, dict) else f"{place}: is not a JSON object"


def published_of(record: dict[str, Any]) -> datetime | None:
    """When the story was published, in UTC where no zone is given; None where that is not said, not as ISO 8601, or
    where no news can be of that time."""
    value = record.get("published")
    if not isinstance(value, str):
        return None
    try:
        time = datetime.fromisoformat(value)
    except ValueError:
        return None
    if not _FIRST_YEAR <= time.year <= _LAST_YEAR:
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _mistaken_time(record: dict[str, Any], place: str) -> str | None:
    """A time that is said and cannot be used must not pass in silence: without it «أمس» is counted from nowhere."""
    if record.get("published") is None or published_of(record) is not None:
        return None
    return f"{place}: published is no time that news can have: {record['published']!r:.60}"
