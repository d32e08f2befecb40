"""*Story*: the text as kept, what it proves marked in it, its revisions, and what a person decided of its flags."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from alerts.tables import event_story
from crawler.facts.figure import Part
from crawler.flags.flag import Flag, Label
from crawler.store.stories import KeptStory, revisions_of, story_by_id
from crawler.store.tables import story as story_table
from scheduler.console.differences import Run, differences
from scheduler.console.highlights import paragraphs_of, pieces_of, proofs_of

_MOST_REVISIONS = 20
_MOST_TEXT = 40_000  # characters of a text that is compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One edit: since when the later words stood, and what changed in title and text."""

    revision: int
    at: datetime | None
    title: tuple[Run, ...]
    text: tuple[Run, ...]


def story_page(connection: Connection, identity: int) -> dict[str, Any] | None:
    """What the template shows of a story; None for an unknown one."""
    kept = story_by_id(connection, identity)
    if kept is None:
        return None
    read = kept.read
    events = select(event_story.c.event_id).where(event_story.c.story_id == identity).order_by(event_story.c.event_id)
    return {
        "kept": kept,
        "story": read.story,
        "read": read,
        "title": pieces_of(read.story.title, proofs_of(read, Part.TITLE)),
        "paragraphs": paragraphs_of(read.story.text, proofs_of(read, Part.TEXT)),
        "events": list(connection.execute(events).scalars()),
        "edits": _edits(connection, kept),
        **flags_piece(kept),
    }


def flags_piece(kept: KeptStory) -> dict[str, Any]:
    """The part of the page that a decision changes."""
    flags: tuple[tuple[Label, Flag], ...] = (
        (Label.CASUALTY, kept.read.casualty),
        (Label.DIPLOMACY, kept.read.diplomacy),
    )
    return {"identity": kept.id, "flags": flags}


def _edits(connection: Connection, kept: KeptStory) -> list[Edit]:
    story = kept.read.story
    earlier = revisions_of(connection, kept.id)[-_MOST_REVISIONS:]
    last = connection.execute(select(story_table.c.revised_at).where(story_table.c.id == kept.id)).scalar()
    later = [*[(row["title"], row["text"], row["read_at"]) for row in earlier[1:]], (story.title, story.text, last)]
    edits = [
        Edit(
            revision=row["revision"] + 1,
            at=at,
            title=tuple(differences(row["title"][:_MOST_TEXT], new_title[:_MOST_TEXT])),
            text=tuple(differences(row["text"][:_MOST_TEXT], new_text[:_MOST_TEXT])),
        )
        for row, (new_title, new_text, at) in zip(earlier, later, strict=False)
    ]
    return edits[::-1]
