"""Old texts are dropped but for what proves something, on SQLite and PostgreSQL alike."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, select, update

import crawler.store.old_texts as old_texts
from crawler.flags.flag import Label
from crawler.news import Story
from crawler.reading import understand
from crawler.store.database import reading, writing
from crawler.store.labels import set_label
from crawler.store.old_texts import drop_old_texts
from crawler.store.stories import find_stories, keep_reading, revisions_of, stories_from, story_by_id
from crawler.store.tables import story as story_table
from crawler.understanding import Reading

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
TITLE = "مقتل خمسة في غارة على سرمين"
TEXT = "قُتل خمسة أشخاص في غارة على بلدة سرمين.\nوالطقس معتدل في عموم المنطقة."


def keep(engine: Engine, number: int, at: datetime, text: str = TEXT, *, advanced: bool = True) -> int:
    """A story that the alerts' room has taken."""
    story = Story(title=f"{TITLE} {number}", text=text, url=f"https://example.org/{number}", outlet=f"موقع {number}")
    with writing(engine) as connection:
        kept = keep_reading(
            connection,
            entry_id=None,
            feed_id=None,
            reading=Reading(stories=(understand(story),)),
            outlet="موقع",
            country=None,
            alerting=True,
            now=at,
        )
        if advanced:
            connection.execute(update(story_table).values(advance_due=False))
    return kept.ids[0]


def found(engine: Engine, words: str) -> list[int]:
    """The stories that a search finds."""
    with reading(engine) as connection:
        return [story.id for story in find_stories(connection, words=words)]


def test_what_proves_something_stays(engine: Engine) -> None:
    """Title, hash, figures and their sentence; the other words are gone, from the index too. What is young stays."""
    old, young = keep(engine, 1, NOW - 40 * DAY), keep(engine, 2, NOW - 20 * DAY)
    with reading(engine) as connection:
        before = story_by_id(connection, old)
    assert sum(drop_old_texts(engine, NOW - 30 * DAY, NOW)) == 1
    with reading(engine) as connection:
        after, untouched = story_by_id(connection, old), story_by_id(connection, young)
        assert [story.id for story in stories_from(connection, 0, 9)] == [young]
    assert before is not None
    assert after is not None
    assert untouched is not None
    assert after.text_dropped_at == NOW
    assert after.read.story == replace(before.read.story, text="قُتل خمسة أشخاص في غارة على بلدة سرمين.")
    assert after.content_hash == before.content_hash
    assert [one.min for one in after.read.casualties] == [one.min for one in before.read.casualties] == [5]
    span = after.read.casualties[0].evidence.span
    assert after.read.story.text[span.start : span.end] == after.read.casualties[0].evidence.quote
    assert (untouched.read.story.text, untouched.text_dropped_at) == (TEXT, None)
    assert found(engine, "معتدل") == [young]
    assert found(engine, "بلدة سرمين") == [young, old]
    assert list(drop_old_texts(engine, NOW - 30 * DAY, NOW)) == []


def test_what_is_learnt_from_and_what_waits_keep_their_text(engine: Engine) -> None:
    """A story with a decision by hand, and one that the alerts' room has not taken yet."""
    labelled = keep(engine, 1, NOW - 40 * DAY)
    with writing(engine) as connection:
        set_label(connection, labelled, {Label.CASUALTY: True}, note=None, now=NOW)
    keep(engine, 2, NOW - 40 * DAY, advanced=False)
    assert list(drop_old_texts(engine, NOW, NOW)) == []
    assert len(found(engine, "معتدل")) == 2


def test_earlier_revisions_lose_their_text_and_an_edit_brings_a_whole_one(engine: Engine) -> None:
    """The same page read again is no edit; other words are, and are kept whole."""
    identity = keep(engine, 1, NOW - 40 * DAY, "قُتل أربعة أشخاص في غارة على بلدة سرمين. والطقس معتدل.")
    keep(engine, 1, NOW - 39 * DAY)
    assert list(drop_old_texts(engine, NOW - 30 * DAY, NOW)) == [1]
    with reading(engine) as connection:
        assert [row["text"] for row in revisions_of(connection, identity)] == [""]
    keep(engine, 1, NOW)
    with reading(engine) as connection:
        known = story_by_id(connection, identity)
        assert known is not None
        assert (known.revision, known.text_dropped_at) == (2, NOW)
    keep(engine, 1, NOW, TEXT + " وعاد الهدوء إلى البلدة.")
    with reading(engine) as connection:
        known = story_by_id(connection, identity)
    assert known is not None
    assert (known.revision, known.text_dropped_at) == (3, None)
    assert found(engine, "الهدوء") == found(engine, "معتدل") == [identity]


def test_a_few_are_dropped_at_a_time(engine: Engine, monkeypatch) -> None:
    """Whoever else writes does not wait for all of them."""
    monkeypatch.setattr(old_texts, "AT_ONCE", 2)
    for number in range(5):
        keep(engine, number, NOW - (40 + number) * DAY)
    assert list(drop_old_texts(engine, NOW - 30 * DAY, NOW)) == [2, 2, 1]
    with reading(engine) as connection:
        assert not connection.execute(select(story_table.c.id).where(story_table.c.text == TEXT)).all()
