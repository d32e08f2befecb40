"""What a person decides of a story's flags, by buttons or keys: kept as `rasid label` does, and never an alert."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, func, select

from crawler.flags.flag import Label
from crawler.store.database import reading, writing
from crawler.store.labels import set_label
from crawler.store.stories import KeptStory, find_stories, story_by_id
from crawler.store.tables import story as story_table
from scheduler.console.story_page import flags_piece

ANSWERS: Mapping[str, bool | None] = {"yes": True, "no": False, "unset": None}
MOST_IN_REVIEW = 30
_MOST_COUNTED = 10_000


def decisions_in(form: Mapping[str, object]) -> dict[Label, bool | None] | None:
    """What a form decides, such as casualty=yes; None where it decides nothing or says what is no answer."""
    found: dict[Label, bool | None] = {}
    for label in Label:
        answer = form.get(label.value)
        if answer is None:
            continue
        if answer not in ANSWERS:
            return None
        found[label] = ANSWERS[str(answer)]
    return found or None


def before_in(form: Mapping[str, object]) -> dict[str, str]:
    """How the flags stood before somebody decided, as a form of the review list carries it; empty where it does not."""
    found = {label.value: str(form.get(f"was_{label.value}", "")) for label in Label}
    return found if all(answer in ANSWERS for answer in found.values()) else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class InReview:
    """A story that a person should look at: what is in doubt of it, and what was decided before."""

    kept: KeptStory
    doubts: tuple[Label, ...]
    before: Mapping[str, str]


def in_review(kept: KeptStory) -> InReview:
    """A story with its flags in doubt, and how each stood before somebody decides."""
    flags = {Label.CASUALTY: kept.read.casualty, Label.DIPLOMACY: kept.read.diplomacy}
    return InReview(
        kept=kept,
        doubts=tuple(label for label, flag in flags.items() if flag.review and not flag.by_hand),
        before={
            label.value: ("yes" if flag.flagged else "no") if flag.by_hand else "unset" for label, flag in flags.items()
        },
    )


def review_page(connection: Connection) -> dict[str, Any]:
    """The newest stories with a flag in doubt, and how many there are in all."""
    stories = find_stories(connection, review=True, limit=MOST_IN_REVIEW)
    return {"stories": [in_review(kept) for kept in stories], "left": _left(connection), "was": {}}


def _left(connection: Connection) -> int:
    some = select(story_table.c.id).where(story_table.c.review == True).limit(_MOST_COUNTED).subquery()  # noqa: E712
    return int(connection.execute(select(func.count()).select_from(some)).scalar_one())


def decide(engine: Engine, identity: int, decided: Mapping[Label, bool | None], *, now: datetime) -> bool:
    """Keeps a decision; false where there is no such story."""
    with writing(engine) as connection:
        return set_label(connection, identity, decided, note=None, now=now) is not None


def after_decision(engine: Engine, identity: int, was: Mapping[str, str]) -> dict[str, Any]:
    """The pieces that show a decision: the flags of the story's page, or its row on the review list."""
    with reading(engine) as connection:
        kept = story_by_id(connection, identity)
        assert kept is not None
        item = in_review(kept)
        return {**flags_piece(kept), "item": item, "left": _left(connection), "was": was or item.before}
