"""Keeps what was read of a page, and finds it again.

`keep_reading` is commit 2 of the house: the stories with flags and facts, the mark `advance_due` for the scheduler,
and the entry's end state, in one transaction.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, RowMapping, Select, insert, select, update

from crawler.arabic.letters import fold_key
from crawler.facts.act import DiplomaticAct
from crawler.facts.discrepancy import Discrepancy
from crawler.facts.figure import CasualtyFigure
from crawler.flags.flag import Flag
from crawler.news import PublishedFrom, Story
from crawler.store.tables import entry as entry_table
from crawler.store.tables import feed as feed_table
from crawler.store.tables import story as story_table
from crawler.understanding import Reading, ReadStory
from crawler.urls import url_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """The part of a story that is kept as JSON: flags and facts."""

    casualty: Flag
    diplomacy: Flag
    casualties: tuple[CasualtyFigure, ...] = ()
    acts: tuple[DiplomaticAct, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptStory:
    """A story as it stands in the database."""

    id: int
    feed_name: str | None
    kept_at: datetime
    alerting: bool
    content_hash: str
    read: ReadStory


_understanding = TypeAdapter(Understanding)


def content_hash(story: Story) -> str:
    """The same for two stories with the same words, however spelled and spaced; the title does not count."""
    return hashlib.sha256(fold_key(story.text).encode()).hexdigest()


def keep_reading(
    connection: Connection,
    *,
    entry_id: int | None,
    feed_id: int | None,
    reading: Reading,
    outlet: str,
    country: str | None,
    alerting: bool,
    now: datetime,
) -> list[int]:
    """Keeps a page's stories and ends its entry; returns the ids of the stories that were not known before.

    A story whose address and position are known is left as it is, so that keeping twice harms nothing.
    """
    kept = [
        identity
        for one in reading.stories
        if (
            identity := _keep(
                connection,
                one,
                entry_id=entry_id,
                feed_id=feed_id,
                outlet=outlet,
                country=country,
                alerting=alerting,
                now=now,
            )
        )
        is not None
    ]
    if entry_id is not None:
        refusal = reading.refusal
        connection.execute(
            update(entry_table)
            .where(entry_table.c.id == entry_id)
            .values(
                state="kept" if refusal is None else "refused",
                reason=None if refusal is None else f"{refusal.reason}: {refusal.detail}".rstrip(": "),
                attempts=entry_table.c.attempts + 1,
                next_attempt_at=None,
                content_html=None,
            )
        )
    return kept


def _keep(
    connection: Connection,
    read: ReadStory,
    *,
    entry_id: int | None,
    feed_id: int | None,
    outlet: str,
    country: str | None,
    alerting: bool,
    now: datetime,
) -> int | None:
    story = read.story
    key = url_key(story.url)
    known = select(story_table.c.id).where(story_table.c.url_key == key, story_table.c.position == story.position)
    if connection.execute(known).first() is not None:
        return None
    understanding = Understanding(
        casualty=read.casualty,
        diplomacy=read.diplomacy,
        casualties=read.casualties,
        acts=read.acts,
        discrepancies=read.discrepancies,
    )
    result = connection.execute(
        insert(story_table).values(
            entry_id=entry_id,
            feed_id=feed_id,
            position=story.position,
            url=story.url,
            url_key=key,
            outlet=story.outlet or outlet,
            country=story.country or country,
            language=story.language,
            title=story.title,
            text=story.text,
            published_at=story.published,
            published_from=story.published_from,
            modified_at=story.modified,
            byline=story.byline,
            credited_source=story.credited_source,
            section=story.section,
            tags=list(story.tags),
            image_url=story.image_url,
            kept_at=now,
            content_hash=content_hash(story),
            casualty=read.casualty.flagged,
            casualty_score=read.casualty.score,
            diplomacy=read.diplomacy.flagged,
            diplomacy_score=read.diplomacy.score,
            understanding=_understanding.dump_python(understanding, mode="json"),
            alerting=alerting,
            advance_due=True,
        )
    )
    return _inserted(result.inserted_primary_key)


def _inserted(key: Any) -> int:
    return int(key[0])


def _select() -> Select[Any]:
    return select(story_table, feed_table.c.name.label("feed_name")).join(
        feed_table, feed_table.c.id == story_table.c.feed_id, isouter=True
    )


def stories_to_advance(connection: Connection, limit: int) -> list[KeptStory]:
    """The stories that the alerts' room has not taken yet, oldest first."""
    query = _select().where(story_table.c.advance_due == True).order_by(story_table.c.id).limit(limit)  # noqa: E712
    return [kept_story(row) for row in connection.execute(query).mappings()]


def mark_advanced(connection: Connection, ids: Sequence[int]) -> None:
    """Takes the mark off, in the transaction that made events and deliveries of these stories."""
    if ids:
        connection.execute(update(story_table).where(story_table.c.id.in_(ids)).values(advance_due=False))


def story_by_id(connection: Connection, identity: int) -> KeptStory | None:
    """One story, or None."""
    row = connection.execute(_select().where(story_table.c.id == identity)).mappings().first()
    return None if row is None else kept_story(row)


def find_stories(
    connection: Connection,
    *,
    flag: str | None = None,
    since: datetime | None = None,
    words: str | None = None,
    limit: int = 50,
) -> list[KeptStory]:
    """The newest stories first. `words` are looked for in title and text as they are written."""
    query = _select().order_by(story_table.c.id.desc()).limit(limit)
    if flag is not None:
        query = query.where(story_table.c[flag] == True)  # noqa: E712
    if since is not None:
        query = query.where(story_table.c.kept_at >= since)
    if words:
        query = query.where(
            story_table.c.title.contains(words, autoescape=True) | story_table.c.text.contains(words, autoescape=True)
        )
    return [kept_story(row) for row in connection.execute(query).mappings()]


def kept_story(row: RowMapping) -> KeptStory:
    """A row of the story table, with `feed_name` beside it, as the noun."""
    understanding = _understanding.validate_python(row["understanding"], strict=False)
    story = Story(
        title=row["title"],
        text=row["text"],
        url=row["url"],
        position=row["position"],
        published=row["published_at"],
        published_from=None if row["published_from"] is None else PublishedFrom(row["published_from"]),
        modified=row["modified_at"],
        outlet=row["outlet"],
        country=row["country"],
        language=row["language"],
        byline=row["byline"],
        credited_source=row["credited_source"],
        section=row["section"],
        tags=tuple(row["tags"]),
        image_url=row["image_url"],
    )
    return KeptStory(
        id=row["id"],
        feed_name=row["feed_name"],
        kept_at=row["kept_at"],
        alerting=row["alerting"],
        content_hash=row["content_hash"],
        read=ReadStory(
            story=story,
            casualty=understanding.casualty,
            diplomacy=understanding.diplomacy,
            casualties=understanding.casualties,
            acts=understanding.acts,
            discrepancies=understanding.discrepancies,
        ),
    )
