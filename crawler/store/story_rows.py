"""A story as a row of the database: what is kept of it as columns and as JSON, and the noun that comes back.

What a person decided of a flag (`crawler.store.labels`) stands in the columns and in the kept flags; the model's own
flag is kept beside it, so that it can be put back.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import RowMapping, Select, select

from crawler.arabic.letters import fold_key
from crawler.facts.act import DiplomaticAct
from crawler.facts.discrepancy import Discrepancy
from crawler.facts.figure import CasualtyFigure
from crawler.flags.by_hand import decided
from crawler.flags.flag import Flag, Label
from crawler.gist.gist import gist_from_text, gist_to_text
from crawler.news import PublishedFrom, Story, ZoneFrom
from crawler.store.tables import feed as feed_table
from crawler.store.tables import story as story_table
from crawler.understanding import FAULT, ReadStory
from crawler.urls import url_key

# What a person decided, for each flag; a flag that is missing or None is the model's.
Verdicts = Mapping[Label, bool | None]
UNDECIDED: Verdicts = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """The part of a story that is kept as JSON: flags and facts. `by_model` are the model's own flags where a person
    has decided otherwise or the same."""

    casualty: Flag
    diplomacy: Flag
    casualties: tuple[CasualtyFigure, ...] = ()
    acts: tuple[DiplomaticAct, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    by_model: tuple[Flag, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptStory:
    """A story as it stands in the database."""

    id: int
    feed_name: str | None
    kept_at: datetime
    alerting: bool
    content_hash: str
    read: ReadStory
    revision: int = 1
    text_dropped_at: datetime | None = None  # since then its text is only the sentences that prove something


_understanding = TypeAdapter(Understanding)


def content_hash(story: Story) -> str:
    """The same for two stories with the same words, however spelled and spaced; the title does not count."""
    return hashlib.sha256(fold_key(story.text).encode()).hexdigest()


def story_columns(read: ReadStory, outlet: str, country: str | None, verdicts: Verdicts = UNDECIDED) -> dict[str, Any]:
    """What a story says, as columns."""
    story = read.story
    return {
        "position": story.position,
        "url": story.url,
        "url_key": url_key(story.url),
        "outlet": story.outlet or outlet,
        "country": story.country or country,
        "language": story.language,
        "title": story.title,
        "text": story.text,
        "published_at": story.published,
        "published_from": story.published_from,
        "zone_from": story.zone_from,
        "modified_at": story.modified,
        "modified_from": story.modified_from,
        "byline": story.byline,
        "credited_source": story.credited_source,
        "origin": list(story.origin),
        "section": story.section,
        "tags": list(story.tags),
        "image_url": story.image_url,
        "content_hash": content_hash(story),
        "gist": None if read.gist is None else gist_to_text(read.gist),
        **understanding_columns(read, verdicts),
    }


def understanding_columns(read: ReadStory, verdicts: Verdicts = UNDECIDED) -> dict[str, Any]:
    """What was understood of a story, as columns. The flags of `read` are the model's."""
    shown = with_verdicts(read, verdicts)
    own = {Label.CASUALTY: read.casualty, Label.DIPLOMACY: read.diplomacy}
    understanding = Understanding(
        casualty=shown.casualty,
        diplomacy=shown.diplomacy,
        casualties=read.casualties,
        acts=read.acts,
        discrepancies=read.discrepancies,
        by_model=tuple(flag for label, flag in own.items() if verdicts.get(label) is not None),
        fault=read.fault,
    )
    return {
        "casualty": shown.casualty.flagged,
        "casualty_score": shown.casualty.score,
        "diplomacy": shown.diplomacy.flagged,
        "diplomacy_score": shown.diplomacy.score,
        "review": shown.casualty.review or shown.diplomacy.review,
        "understanding": understood_as_json(understanding),
    }


def understood_as_json(understanding: Understanding) -> Any:
    """What was understood, as the column holds it."""
    return _understanding.dump_python(understanding, mode="json")


def understood_of(row: RowMapping) -> Understanding:
    """What a row's column holds."""
    return _understanding.validate_python(row["understanding"], strict=False)


def with_verdicts(read: ReadStory, verdicts: Verdicts) -> ReadStory:
    """A story whose flags are the model's, with what a person decided of them."""
    return replace(
        read,
        casualty=decided(read.casualty, verdicts.get(Label.CASUALTY)),
        diplomacy=decided(read.diplomacy, verdicts.get(Label.DIPLOMACY)),
    )


def without_verdicts(row: RowMapping) -> ReadStory:
    """A row's story as the model left it."""
    own = {flag.label: flag for flag in understood_of(row).by_model}
    read = read_story(row)
    return replace(
        read,
        casualty=own.get(Label.CASUALTY, read.casualty),
        diplomacy=own.get(Label.DIPLOMACY, read.diplomacy),
    )


_Told = TypeVar("_Told", bound=StrEnum)


def _told(kind: type[_Told], kept: str | None) -> _Told | None:
    return None if kept is None else kind(kept)


def read_story(row: RowMapping) -> ReadStory:
    """A row of the story table as what was read and understood."""
    understanding = understood_of(row)
    story = Story(
        title=row["title"],
        text=row["text"],
        url=row["url"],
        position=row["position"],
        published=row["published_at"],
        published_from=_told(PublishedFrom, row["published_from"]),
        zone_from=_told(ZoneFrom, row["zone_from"]),
        modified=row["modified_at"],
        modified_from=_told(PublishedFrom, row["modified_from"]),
        outlet=row["outlet"],
        country=row["country"],
        language=row["language"],
        byline=row["byline"],
        credited_source=row["credited_source"],
        origin=tuple(row["origin"]),
        section=row["section"],
        tags=tuple(row["tags"]),
        image_url=row["image_url"],
    )
    return ReadStory(
        story=story,
        casualty=understanding.casualty,
        diplomacy=understanding.diplomacy,
        casualties=understanding.casualties,
        acts=understanding.acts,
        discrepancies=understanding.discrepancies,
        fault=understanding.fault or _fault_in(understanding.casualty),
        gist=None if row["gist"] is None else gist_from_text(row["gist"]),
    )


def _fault_in(flag: Flag) -> str:
    """Before faults had a place of their own, they stood in the reasons only."""
    return next((reason for reason in flag.reasons if reason.startswith(FAULT)), "")


def kept_story(row: RowMapping) -> KeptStory:
    """A row of the story table, with `feed_name` beside it, as the noun."""
    return KeptStory(
        id=row["id"],
        feed_name=row["feed_name"],
        kept_at=row["kept_at"],
        alerting=row["alerting"],
        content_hash=row["content_hash"],
        revision=row["revision"],
        text_dropped_at=row["text_dropped_at"],
        read=read_story(row),
    )


def with_feed_name() -> Select[Any]:
    """Stories with the name of their feed, as `kept_story` takes them."""
    return select(story_table, feed_table.c.name.label("feed_name")).join(
        feed_table, feed_table.c.id == story_table.c.feed_id, isouter=True
    )
