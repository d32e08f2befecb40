"""A story that was found on another one's page is kept as its own, once, whichever of its two pages is read first."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, select

from crawler.news import Entry, Feed, PublishedFrom
from crawler.store.database import writing
from crawler.store.due_stories import stories_to_advance
from crawler.store.entries import add_entries, read_again_at
from crawler.store.feeds import add_feed
from crawler.store.stories import Kept, keep_reading, story_by_id
from crawler.store.tables import entry as entry_table
from crawler.understanding import Reading, ReadStory
from tests.alerts.making import collapse, read_story

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
PAGE, OWN = "https://a.example/news/1000", "https://a.example/news/2000"
TEXT = "قُتل خمسة أشخاص في انهيار مبنى سكني بحي الشعار في مدينة حلب، وفق ما ذكره الدفاع المدني مساء الأربعاء."


def _first() -> ReadStory:
    read = read_story(title="الوزير يفتتح المعرض", text="افتتح الوزير معرض الكتاب في العاصمة بحضور جمهور كبير.")
    return replace(read, story=replace(read.story, url=PAGE, outlet="صحيفة", position=0))


def _second(*, url: str = PAGE, position: int = 1, outlet: str = "صحيفة", text: str = TEXT) -> ReadStory:
    read = collapse(text=text)
    published = None if position else NOW - timedelta(hours=1)
    return replace(
        read,
        story=replace(
            read.story,
            url=url,
            position=position,
            outlet=outlet,
            published=published,
            published_from=None if published is None else PublishedFrom.JSON_LD,
        ),
    )


def _keep(connection: Connection, *stories: ReadStory, alerting: bool = True) -> Kept:
    return keep_reading(
        connection,
        entry_id=None,
        feed_id=None,
        reading=Reading(stories=stories),
        outlet="—",
        country=None,
        alerting=alerting,
        now=NOW,
    )


def test_it_has_an_id_of_its_own_and_says_where_it_was_found(engine: Engine) -> None:
    """It is marked by its position on the page, and is advanced: it is flagged, and the page's own story is not."""
    with writing(engine) as connection:
        assert _keep(connection, _first(), _second()) == Kept(new=(1, 2), ids=(1, 2))
        due = stories_to_advance(connection, 9)
    assert [(one.id, one.read.story.url, one.read.story.position) for one in due] == [(2, PAGE, 1)]


def test_its_own_page_read_later_makes_no_second_story(engine: Engine) -> None:
    """It takes the address and the date of its own page, and is not advanced as another one."""
    with writing(engine) as connection:
        _keep(connection, _first(), _second())
        assert _keep(connection, _second(url=OWN, position=0)) == Kept(ids=(2,))
        kept = story_by_id(connection, 2)
        assert kept is not None
        assert (kept.read.story.url, kept.read.story.position) == (OWN, 0)
        assert (kept.read.story.published, kept.alerting) == (NOW - timedelta(hours=1), True)
        assert _keep(connection, _first(), _second()) == Kept(ids=(1, 2))


def test_it_is_not_kept_again_where_its_own_page_is_known(engine: Engine) -> None:
    """The page that repeats it gives its own story only."""
    with writing(engine) as connection:
        _keep(connection, _second(url=OWN, position=0))
        assert _keep(connection, _first(), _second()) == Kept(new=(2,), ids=(2, 1))


def test_other_words_and_other_outlets_are_other_stories(engine: Engine) -> None:
    """Whether they tell of one happening is for the events to say."""
    with writing(engine) as connection:
        _keep(connection, _first(), _second())
        assert _keep(connection, _second(url=OWN, position=0, outlet="قناة")) == Kept(new=(3,), ids=(3,))
        more = _second(url=OWN + "/more", position=0, text=TEXT + " وأصيب عشرة آخرون.")
        assert _keep(connection, more) == Kept(new=(4,), ids=(4,))


def test_the_same_title_and_words_at_two_addresses_are_one_story(engine: Engine) -> None:
    """Sections have addresses of their own for it; after two days it is told anew, and other titles are others."""
    with writing(engine) as connection:
        _keep(connection, _second(url=OWN, position=0))
        assert _keep(connection, _second(url=OWN + "/again", position=0)) == Kept(ids=(1,))
        other = _second(url=OWN + "/other", position=0)
        other = replace(other, story=replace(other.story, title="قتلى في حلب"))
        assert _keep(connection, other) == Kept(new=(2,), ids=(2,))
        later = _second(url=OWN + "/later", position=0)
        later = replace(later, story=replace(later.story, published=NOW + timedelta(hours=48)))
        assert _keep(connection, later) == Kept(new=(3,), ids=(3,))


def test_stubs_of_the_same_words_stay_apart(engine: Engine) -> None:
    """Each of them is filled in with a story of its own."""
    short = "التفاصيل بعد قليل على موقعنا."
    with writing(engine) as connection:
        _keep(connection, _second(url=OWN, position=0, text=short))
        assert _keep(connection, _second(url=OWN + "/2", position=0, text=short)) == Kept(new=(2,), ids=(2,))


def test_a_twin_that_is_edited_revises_the_story_that_it_is(engine: Engine) -> None:
    """Which keeps the address of the page that was read first."""
    twin = OWN + "/again"
    with writing(engine) as connection:
        feed = add_feed(connection, Feed(name="a", url=PAGE, outlet="صحيفة"), NOW)
        _keep(connection, _second(url=OWN, position=0))
        (entry,) = add_entries(connection, feed, [Entry(key="k", url=twin, title="عنوان")], NOW).due
        asked = {"entry_id": entry, "feed_id": feed, "outlet": "—", "country": None, "alerting": True, "now": NOW}
        keep_reading(connection, **asked, reading=Reading(stories=(_second(url=twin, position=0),)))  # type: ignore[arg-type]
        assert connection.execute(select(entry_table.c.twin_id, entry_table.c.state)).one() == (1, "kept")
        read_again_at(connection, entry, NOW)
        more = _second(url=twin, position=0, text=TEXT.replace("خمسة", "ستة"))
        kept = keep_reading(connection, **asked, reading=Reading(stories=(more,)))  # type: ignore[arg-type]
        assert kept == Kept(revised=(1,), ids=(1,))
        story = story_by_id(connection, 1)
        assert story is not None
        assert (story.revision, story.read.story.url, "ستة" in story.read.story.text) == (2, OWN, True)


def test_a_story_that_may_alert_is_not_lost_in_one_that_may_not(engine: Engine) -> None:
    """An old page told it at first contact, when nobody is alerted; its own page is news."""
    with writing(engine) as connection:
        _keep(connection, _first(), _second(), alerting=False)
        assert _keep(connection, _second(url=OWN, position=0)) == Kept(new=(3,), ids=(3,))
        assert _keep(connection, _second(url=OWN + "/old", position=0), alerting=False) == Kept(ids=(2,))


def test_a_story_that_was_not_understood_says_so_beside_its_entry(engine: Engine) -> None:
    """It is kept, and its entry has the reason."""
    with writing(engine) as connection:
        feed = add_feed(connection, Feed(name="a", url="https://a.example/feed", outlet="a"), NOW)
        (entry,) = add_entries(connection, feed, [Entry(key="k", url=PAGE, title="عنوان")], NOW).due
        keep_reading(
            connection,
            entry_id=entry,
            feed_id=feed,
            reading=Reading(stories=(replace(_first(), fault="not understood: IndexError"),)),
            outlet="—",
            country=None,
            alerting=True,
            now=NOW,
        )
        row = connection.execute(select(entry_table.c.state, entry_table.c.reason)).one()
        assert tuple(row) == ("kept", "not understood: IndexError")
