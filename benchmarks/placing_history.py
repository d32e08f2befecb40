"""A history of generated news in a database, as the program would have written it.

The last seven days are kept and advanced by the program itself, story by story. What is older is these seven days
again, week by week, copied within the database: `event`, `event_story` and `story` rows with other ids, addresses,
words' hashes and times, with the events' outlines. Their look-ups are left out: the program would have cut them.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    DateTime,
    Engine,
    func,
    insert,
    literal,
    select,
    text,
    type_coerce,
)

from alerts.advance import advance
from alerts.tables import event as event_table
from alerts.tables import event_outline, event_story
from benchmarks.copied_texts import CopyKind, copy_of
from benchmarks.generated_news import HARM, Happening, Written, filler, happening, report, with_toll
from crawler.flags.flag import Flag, Label
from crawler.news import Story
from crawler.reading import understand
from crawler.store.database import writing
from crawler.store.stories import keep_reading
from crawler.store.tables import UtcTime
from crawler.store.tables import story as story_table
from crawler.understanding import Reading, ReadStory

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
WEEK = timedelta(days=7)
FLAGGED = 0.1  # of all stories
# How many reports an event has: half of them one, one in twenty some dozens; 4.8 in the mean.
_REPORTS = (((1, 1), 50), ((2, 4), 30), ((5, 15), 15), ((16, 60), 5))
_COPIED = 0.35  # of the later reports
_FOLLOWED = timedelta(hours=36)
_OUTLETS = 60
_BATCH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One outlet's story and when it was kept."""

    at: datetime
    read: ReadStory


def flagged_stories(number: int, chance: random.Random, since: datetime, until: datetime) -> list[Told]:
    """So many reports between two moments, in time order: of new events, of known ones, and copies."""
    told: list[tuple[datetime, Written]] = []
    while len(told) < number:
        told += _reports(chance, since + chance.random() * (until - since - timedelta(hours=1)), until)
    kept = sorted(sorted(told, key=lambda _one: chance.random())[:number], key=lambda one: one[0])
    return [_understood(one, at.replace(microsecond=0), count) for count, (at, one) in enumerate(kept)]


def _reports(chance: random.Random, begin: datetime, until: datetime) -> Iterator[tuple[datetime, Written]]:
    """The reports of one event: each in other words or a copy of an earlier one, the toll rising now and then."""
    one = happening(chance)
    low, high = chance.choices([bounds for bounds, _ in _REPORTS], [weight for _, weight in _REPORTS])[0]
    told: list[str] = []
    at = begin
    for _ in range(chance.randint(low, high)):
        if at >= until:
            return
        if told and chance.random() < 0.3:
            one = _risen(one, chance)
        written = report(one, chance)
        if told and chance.random() < _COPIED:
            copied = copy_of(chance.choice(told), chance.choice(list(CopyKind)), chance, told)
            written = Written(title=written.title, text=copied or written.text)
        told.append(written.text)
        yield at, written
        at += chance.expovariate(1.0) * _FOLLOWED / high


def _risen(one: Happening, chance: random.Random) -> Happening:
    if one.kind not in HARM:
        return one
    killed, injured = int(one.facts["killed"]), int(one.facts["injured"])
    return with_toll(one, killed + chance.randint(1, 5), injured + chance.randint(0, 9))


def _understood(written: Written, at: datetime, count: int) -> Told:
    return Told(at=at, read=understand(_story(written, at, f"flagged/{count}")))


def _story(written: Written, at: datetime, path: str) -> Story:
    number = hash_of(path) % _OUTLETS
    return Story(
        title=written.title,
        text=written.text,
        url=f"https://outlet{number}.example/{at:%Y/%m/%d}/{path}",
        published=at - timedelta(minutes=4),
        outlet=f"منفذ {number}",
    )


def hash_of(path: str) -> int:
    """A number that is the same in every process."""
    return sum(ord(letter) * (place + 7) for place, letter in enumerate(path))


def other_stories(number: int, chance: random.Random, since: datetime, until: datetime) -> list[Told]:
    """So many stories of other matters, which no flag is up for."""
    down = [Flag(label=label, flagged=False, score=0.02) for label in (Label.CASUALTY, Label.DIPLOMACY)]
    found = []
    for count in range(number):
        at = (since + (until - since) * count / number).replace(microsecond=0)
        body = "\n".join(filler(chance) for _ in range(chance.randint(3, 8)))
        story = _story(Written(title=filler(chance)[:80], text=body), at, f"other/{count}")
        found.append(Told(at=at, read=ReadStory(story=story, casualty=down[0], diplomacy=down[1])))
    return found


def keep(engine: Engine, stories: Sequence[Told]) -> None:
    """Keeps stories as the crawler does, many in one transaction."""
    for start in range(0, len(stories), _BATCH):
        with writing(engine) as connection:
            for told in stories[start : start + _BATCH]:
                keep_reading(
                    connection,
                    entry_id=None,
                    feed_id=None,
                    reading=Reading(stories=(told.read,)),
                    outlet="—",
                    country=None,
                    alerting=True,
                    now=told.at,
                )


def live_week(engine: Engine, stories: Sequence[Told]) -> None:
    """The last seven days, kept and advanced by the program as they came."""
    for start in range(0, len(stories), _BATCH):
        batch = stories[start : start + _BATCH]
        keep(engine, batch)
        advance(engine, (), now=batch[-1].at, limit=_BATCH)


def older_weeks(engine: Engine, stories: int) -> None:
    """Weeks before the last one, until so many stories are kept in all; ends with what a database does at night."""
    with writing(engine) as connection:
        live = kept = connection.execute(select(func.count()).select_from(story_table)).scalar_one()
    for week in range(1, -(-stories // live)):
        most = min(live, stories - kept)
        with writing(engine) as connection:
            _copy_week(connection, week, live, most)
        kept += most
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def _copy_week(connection: Connection, week: int, live: int, most: int) -> None:
    """Copies the last week's first `most` stories, and its events, to `week` weeks before, with ids below nought."""
    for table, within in (
        (story_table, story_table.c.id.between(1, most)),
        (event_table, event_table.c.id.between(1, live)),
        (event_outline, event_outline.c.event_id.between(1, live)),
        (event_story, event_story.c.story_id.between(1, most)),
    ):
        columns = [_as_of(connection, column, week, -live * week) for column in table.c]
        connection.execute(insert(table).from_select(table.c.keys(), select(*columns).where(within)))


def _as_of(connection: Connection, column: Column[Any], week: int, below: int) -> ColumnElement[Any]:
    """A column of a row that is copied to so many weeks before."""
    if column.name == "id" or column.name.endswith("story_id") or column.name == "event_id":
        return column + below
    if column.name in ("url", "url_key"):
        return column + f"?{week}"
    if column.name == "content_hash":
        return literal(f"{week:06d}") + func.substr(column, 7)
    if isinstance(column.type, UtcTime):
        if connection.dialect.name == "postgresql":
            return type_coerce(column, DateTime(timezone=True)) - week * WEEK
        # As UtcTime is written there, without a zone; generated times are of whole seconds.
        return func.strftime("%Y-%m-%d %H:%M:%f", column, f"-{7 * week} days") + "000"
    return column
