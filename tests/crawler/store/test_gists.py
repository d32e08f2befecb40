"""The gist of a flagged story is kept from its reading until it is placed, and no longer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, select

from alerts.advance import advance
from crawler.gist.gist import Gist
from crawler.gist.making import gist_of
from crawler.news import Story
from crawler.reading import understand
from crawler.store.database import reading, writing
from crawler.store.due_stories import take_stories
from crawler.store.stories import keep_reading, story_by_id
from crawler.store.tables import story as story_table
from crawler.understanding import Reading, ReadStory
from tests.alerts.making import store

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
TITLE, TEXT = "خمسة قتلى بانهيار مبنى", "قُتل خمسة أشخاص في انهيار مبنى سكني بحي الشعار في مدينة حلب مساء الأربعاء."
EDITED = f"{TEXT}\nوأوضح الدفاع المدني أن فرقه تواصل البحث عن عالقين تحت الأنقاض."


def _read(text: str = TEXT) -> ReadStory:
    return understand(Story(title=TITLE, text=text, url="https://a.example/1", outlet="صحيفة", position=0))


def _gist(engine: Engine) -> Gist | None:
    with reading(engine) as connection:
        story = story_by_id(connection, 1)
    assert story is not None
    return story.read.gist


def test_it_comes_back_as_it_was_read(engine: Engine) -> None:
    """And is given with the story that is taken, whose row has it no more."""
    read = _read()
    store(engine, read)
    assert _gist(engine) == gist_of(TITLE, TEXT)
    with writing(engine) as connection:
        (taken,) = take_stories(connection, 10)
    assert taken.read.gist == gist_of(TITLE, TEXT)
    assert _gist(engine) is None


def test_a_transaction_that_fails_takes_nothing_back_of_it(engine: Engine) -> None:
    """The story is due with its gist as before."""
    store(engine, _read())
    with engine.connect() as connection:
        take_stories(connection, 10)
        connection.rollback()
    assert _gist(engine) == gist_of(TITLE, TEXT)


def test_an_edit_brings_its_own(engine: Engine) -> None:
    """That of the new words; an edit that nobody is to be told of has none, since it is not placed."""
    store(engine, _read())
    advance(engine, (), now=NOW)
    store(engine, _read(EDITED))
    assert _gist(engine) == gist_of(TITLE, EDITED)
    advance(engine, (), now=NOW + timedelta(minutes=1))
    with writing(engine) as connection:
        keep_reading(
            connection,
            entry_id=None,
            feed_id=None,
            reading=Reading(stories=(_read(TEXT),)),
            outlet="—",
            country=None,
            alerting=True,
            now=NOW,
            advance_revised=False,
        )
    assert _gist(engine) is None


def test_stories_without_one_are_placed_all_the_same(engine: Engine) -> None:
    """Such as were kept before there were gists, or flagged by a person."""
    store(engine, replace(_read(), gist=None))
    with reading(engine) as connection:
        assert connection.execute(select(story_table.c.gist)).scalar() is None
    done = advance(engine, (), now=NOW)
    assert (done.stories, done.events_new, done.unplaced) == (1, 1, 0)
