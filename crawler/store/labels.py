"""What people decide of stories' flags: kept beside the story, shown in its place, and learnt from.

A label never makes a story alert: whether a story is still to be advanced is left as it is. It outlasts revisions of
the story and its rereading; where it is taken back, the model's own flag is put back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from crawler.flags.flag import Label
from crawler.news import Story
from crawler.store.story_rows import UNDECIDED, Verdicts, read_story, understanding_columns, without_verdicts
from crawler.store.tables import story as story_table
from crawler.store.tables import story_label
from crawler.understanding import ReadStory
from crawler.urls import url_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A story before and after it was labelled."""

    story_id: int
    before: ReadStory
    after: ReadStory


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledStory:
    """A story that a person has read, with what was decided; None for a flag that nobody has decided."""

    id: int
    story: Story
    content_hash: str
    casualty: bool | None
    diplomacy: bool | None
    labelled_at: datetime
    note: str | None = None


def set_label(
    connection: Connection, story_id: int, decided: Mapping[Label, bool | None], *, note: str | None, now: datetime
) -> Labelled | None:
    """Writes down what a person decided of some flags of a story; None takes a decision back. A flag that is not named
    stays as decided before, and so does the note where none is given. None where there is no such story."""
    row = _locked(connection, story_id)
    if row is None:
        return None
    before, label = read_story(row), _label(connection, story_id)
    verdicts = {**_verdicts(label), **decided}
    connection.execute(delete(story_label).where(story_label.c.story_id == story_id))
    if any(verdict is not None for verdict in verdicts.values()):
        kept_note = label["note"] if note is None and label is not None else note
        connection.execute(
            insert(story_label).values(
                story_id=story_id,
                casualty=verdicts.get(Label.CASUALTY),
                diplomacy=verdicts.get(Label.DIPLOMACY),
                labelled_at=now,
                note=kept_note,
            )
        )
    connection.execute(
        update(story_table)
        .where(story_table.c.id == story_id)
        .values(**understanding_columns(without_verdicts(row), verdicts))
    )
    after = _locked(connection, story_id)
    assert after is not None
    return Labelled(story_id=story_id, before=before, after=read_story(after))


def clear_label(connection: Connection, story_id: int, *, now: datetime) -> Labelled | None:
    """Takes back all that a person decided of a story; None where there is no such story."""
    return set_label(connection, story_id, dict.fromkeys(Label), note=None, now=now)


def verdicts_of(connection: Connection, story_id: int) -> Verdicts:
    """What a person decided of a story. Nobody decides otherwise before the end of this transaction, so that whoever
    writes the story anew can take account of it."""
    if connection.dialect.name != "sqlite":  # there, one transaction writes at a time
        connection.execute(select(story_table.c.id).where(story_table.c.id == story_id).with_for_update())
    return _verdicts(_label(connection, story_id))


def story_id_at(connection: Connection, address: str) -> int | None:
    """The story at an address: the page's own one, where it has several."""
    query = select(story_table.c.id).where(story_table.c.url_key == url_key(address))
    return connection.execute(query.order_by(story_table.c.position).limit(1)).scalar()


def labelled_stories(connection: Connection) -> list[LabelledStory]:
    """All stories that a person has decided a flag of, in the order of their ids."""
    query = (
        select(story_table, *(story_label.c[name].label(f"label_{name}") for name in ("casualty", "diplomacy")))
        .add_columns(story_label.c.labelled_at, story_label.c.note)
        .join(story_label, story_label.c.story_id == story_table.c.id)
        .order_by(story_table.c.id)
    )
    return [
        LabelledStory(
            id=row["id"],
            story=read_story(row).story,
            content_hash=row["content_hash"],
            casualty=row["label_casualty"],
            diplomacy=row["label_diplomacy"],
            labelled_at=row["labelled_at"],
            note=row["note"],
        )
        for row in connection.execute(query).mappings()
    ]


def _locked(connection: Connection, story_id: int) -> RowMapping | None:
    query = select(story_table).where(story_table.c.id == story_id).with_for_update()
    return connection.execute(query).mappings().first()


def _label(connection: Connection, story_id: int) -> RowMapping | None:
    return connection.execute(select(story_label).where(story_label.c.story_id == story_id)).mappings().first()


def _verdicts(label: RowMapping | None) -> Verdicts:
    return UNDECIDED if label is None else {one: label[one.value] for one in Label}
