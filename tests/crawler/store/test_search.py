"""Stories are found by their words, the newest first, on SQLite and PostgreSQL alike."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest
from sqlalchemy import Connection, Engine, text

import crawler.store.search as index
from crawler.arabic.search_words import search_for
from crawler.store import settling
from crawler.store.database import reading, writing
from crawler.store.stories import find_stories, forget_stories_of, keep_reading
from crawler.understanding import Reading
from tests.alerts.making import read_story
from tests.plans import statements

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def _keep(
    connection: Connection, title: str, body: str, *, at: datetime = NOW, url: str | None = None, outlet: str = "أ"
) -> None:
    read = read_story(title, body, outlet=outlet, url=url, flags=["casualty"])
    keep_reading(
        connection,
        entry_id=None,
        feed_id=None,
        reading=Reading(stories=(replace(read, story=replace(read.story)),)),
        outlet=outlet,
        country=None,
        alerting=True,
        now=at,
    )


def _found(engine: Engine, words: str, **more: object) -> list[int]:
    with reading(engine) as connection:
        return [story.id for story in find_stories(connection, words=words, **more)]  # type: ignore[arg-type]


def test_words_of_title_and_text_are_found_as_they_are_spoken(engine: Engine) -> None:
    """Glued, inflected, folded; in any order; phrases together; never a part of a word."""
    with writing(engine) as connection:
        _keep(connection, "غارة على غزة", "قالت الحكومة إن أربعة قتلوا في حي الزيتون.")
        _keep(connection, "اجتماع في القاهرة", "بحث الوزيران الوضع بغزة والحكومات المعنية.")
    assert _found(engine, "غزه") == [2, 1]
    assert _found(engine, "حكومة") == [2, 1]
    assert _found(engine, "الوزيرين") == []
    assert _found(engine, "قاهرة غزة") == [2]
    assert _found(engine, '"حي الزيتون"') == [1]
    assert _found(engine, '"الزيتون حي"') == []
    assert _found(engine, "زيتو") == []
    assert _found(engine, "؟!") == []
    assert _found(engine, "'\"«) | * NEAR(") == []


def test_other_conditions_hold_as_well(engine: Engine) -> None:
    """Time, flag and number, also where ids and words alone would give others."""
    with writing(engine) as connection:
        for number in range(5):
            _keep(connection, f"غارة {number}", f"خبر عن الغارة {number}", at=NOW + number * HOUR)
    assert _found(engine, "غارة", limit=2) == [5, 4]
    assert _found(engine, "غارة", since=NOW + 3 * HOUR) == [5, 4]
    assert _found(engine, "غارة", since=NOW + 9 * HOUR) == []
    assert _found(engine, "غارة", flag="diplomacy") == []
    assert _found(engine, "غارة", flag="casualty", limit=1) == [5]


def test_an_edited_story_is_found_by_its_new_words_alone(engine: Engine) -> None:
    """What it said before does not bring it any more."""
    url = "https://a.example/1"
    with writing(engine) as connection:
        _keep(connection, "زلزال في حلب", "سقط خمسة قتلى في الزلزال.", url=url)
        _keep(connection, "حريق في دمشق", "سقط خمسة قتلى في الحريق.", url=url)
    assert _found(engine, "حريق") == [1]
    assert _found(engine, "زلزال") == []


def test_forgotten_stories_leave_the_index(engine: Engine) -> None:
    """Their ids may be given to others."""
    with writing(engine) as connection:
        _keep(connection, "زلزال", "زلزال في حلب", outlet="راصد")
        forget_stories_of(connection, "راصد")
        _keep(connection, "حريق", "حريق في دمشق")
    assert _found(engine, "زلزال") == []
    assert len(_found(engine, "حريق")) == 1


def test_all_is_found_however_it_is_divided(engine: Engine, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """Batches and windows of ids neither lose nor repeat a story."""
    monkeypatch.setattr(index, "_BUCKET", 4)
    monkeypatch.setattr(index, "_WINDOWS", (1, 2))
    monkeypatch.setattr(index, "_FIRST_BATCH", 2)
    monkeypatch.setattr(index, "_MOST_IN_BATCH", 3)
    with writing(engine) as connection:
        for number in range(30):
            _keep(connection, f"خبر {number}", "غارة" if number % 3 else "حريق", url=f"https://a.example/{number}")
    monkeypatch.setattr(settling, "MOST_NEW", 8)
    monkeypatch.setattr(settling, "LEFT_NEW", 7)
    monkeypatch.setattr(settling, "AT_ONCE", 10)
    list(settling.settle(engine))
    expected = [number + 1 for number in reversed(range(30)) if number % 3]
    assert _found(engine, "غارة") == expected
    with reading(engine) as connection:
        batches = list(index.found_by(connection, search_for("غارة"), least=11))
    assert [one for batch in batches for one in batch] == [one for one in expected if one >= 11]


@pytest.fixture
def settled(postgres_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Forty stories, «غارة» in all but the first, of which the newest six are still in the small index."""
    for name, value in (("_BUCKET", 4), ("_WINDOWS", (1, 1, 1, 1)), ("_RARE", 10), ("_ENOUGH", 4)):
        monkeypatch.setattr(index, name, value)
    monkeypatch.setattr(settling, "MOST_NEW", 10)
    monkeypatch.setattr(settling, "LEFT_NEW", 6)
    with writing(postgres_engine) as connection:
        for number in range(40):
            _keep(connection, f"خبر {number}", "غارة" if number else "حريق", url=f"https://a.example/{number}")
    assert list(settling.settle(postgres_engine)) == [34]
    return postgres_engine


@pytest.mark.postgres
def test_a_rare_word_is_not_looked_for_window_by_window(settled: Engine) -> None:
    """Where the new stories have it not, all others are in the same answer; of a common word only the new ones are."""

    def batches(words: str, **more: int) -> tuple[list[list[int]], int]:
        with statements(settled) as seen, reading(settled) as connection:
            found = list(islice(index.found_by(connection, search_for(words), **more), 2))
        return found, sum("tsquery" in sql for sql, _ in seen)

    assert batches("حريق") == ([[1]], 1)
    assert batches("زلزال") == ([], 1)
    assert batches("غارة") == ([[40, 39, 38, 37, 36, 35], [34, 33, 32]], 2)
    assert batches("غارة", least=38) == ([[40, 39, 38]], 1)
    assert batches("غارة", below=20) == ([[19, 18, 17, 16], [15, 14, 13, 12]], 3)


@pytest.mark.postgres
def test_words_settle_once_there_are_many(settled: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few at a time, the oldest first; what is settled is sorted in, and is found, edited and forgotten as before."""
    assert list(settling.settle(settled)) == []
    assert _found(settled, "غارة", limit=50) == list(range(40, 1, -1))
    with writing(settled) as connection:
        _keep(connection, "خبر 3", "زلزال", url="https://a.example/3")
    assert _found(settled, "زلزال") == [4]
    assert 4 not in _found(settled, "غارة", limit=50)
    monkeypatch.setattr(settling, "MOST_NEW", 0)
    monkeypatch.setattr(settling, "LEFT_NEW", 0)
    monkeypatch.setattr(settling, "AT_ONCE", 3)
    assert list(settling.settle(settled)) == [3, 3, 1]
    assert _found(settled, "زلزال") == [4]
    assert _found(settled, "غارة", limit=50) == [one for one in range(40, 1, -1) if one != 4]
    with reading(settled) as connection:
        assert connection.execute(text("SELECT count(*) FROM story_words_new")).scalar() == 0
        pending = text("SELECT gin_clean_pending_list('ix_story_words_words')")  # pages that were still to be sorted in
        assert connection.execute(pending).scalar() == 0
    with writing(settled) as connection:
        forget_stories_of(connection, "أ")
    assert _found(settled, "غارة") == []


def test_what_was_kept_before_there_was_an_index_is_entered_by_the_migration(sqlite_engine: Engine) -> None:
    """A database of the version before finds its old stories afterwards."""
    from crawler.store.database import migrate
    from scheduler.settings import MIGRATIONS

    with writing(sqlite_engine) as connection:
        _keep(connection, "زلزال في حلب", "سقط خمسة قتلى.")
        connection.execute(text("DROP TABLE story_words"))
        connection.execute(text("ALTER TABLE feed DROP COLUMN paused_at"))
        connection.execute(text("DROP INDEX ix_story_with_text"))
        connection.execute(text("ALTER TABLE story DROP COLUMN text_dropped_at"))
        connection.execute(text("ALTER TABLE story DROP COLUMN gist"))
        connection.execute(
            text("UPDATE alembic_version SET version_num = 'crawler_0006' WHERE version_num = 'crawler_0011'")
        )
    migrate(sqlite_engine, MIGRATIONS)
    assert _found(sqlite_engine, "زلزال") == [1]


@pytest.mark.postgres
def test_what_was_entered_before_there_was_a_small_index_stays_where_it_is(postgres_engine: Engine) -> None:
    """A database of the version before finds its old stories afterwards, and new ones beside them."""
    from crawler.store.database import migrate
    from scheduler.settings import MIGRATIONS

    with writing(postgres_engine) as connection:
        _keep(connection, "زلزال في حلب", "سقط خمسة قتلى.", url="https://a.example/1")
        connection.execute(text("INSERT INTO story_words SELECT story_id, words FROM story_words_new"))
        connection.execute(text("DROP TABLE story_words_new"))
        connection.execute(text("ALTER INDEX ix_story_words_words RESET (gin_pending_list_limit)"))
        connection.execute(
            text("UPDATE alembic_version SET version_num = 'crawler_0010' WHERE version_num = 'crawler_0011'")
        )
    migrate(postgres_engine, MIGRATIONS)
    with writing(postgres_engine) as connection:
        _keep(connection, "زلزال في إدلب", "سقط ستة قتلى.", url="https://a.example/2")
    assert _found(postgres_engine, "زلزال") == [2, 1]
    with reading(postgres_engine) as connection:
        options = text("SELECT reloptions FROM pg_class WHERE relname = 'ix_story_words_words'")
        assert "gin_pending_list_limit=65536" in connection.execute(options).scalar()
