"""Cells that rows of figures and of acts share."""

from collections.abc import Sequence

from crawler.store.story_rows import KeptStory

Cell = str | int | float | None


def story_columns(kept: KeptStory, events: Sequence[int]) -> dict[str, Cell]:
    """Which story a row comes from, who told it and when, and the events that it stands in."""
    story = kept.read.story
    return {
        "story_id": kept.id,
        "event_ids": " ".join(map(str, events)),
        "outlet": story.outlet,
        "origin": "; ".join(story.origin),
        "title": story.title,
        "url": story.url,
        "published": story.published.isoformat() if story.published else None,
        "first_seen": kept.kept_at.isoformat(),
    }
