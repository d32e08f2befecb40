"""Stories are found by their words, the newest first, on SQLite and PostgreSQL alike."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import chain, islice

import pytest
from sqlalchemy import Connection, Engine, text

import crawler.store.search as index
from crawler.arabic.search_words import search_for
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
    expected = [number + 1 for number in reversed(range(30)) if number % 3]
    assert _found(engine, "غارة") == expected
    with reading(engine) as connection:
        batches = list(index.found_by(connection, search_for("غارة"), least=11))
    assert [one for batch in batches for one in batch] == [one for one in expected if one >= 11]


@pytest.mark.postgres
def test_a_rare_word_is_not_looked_for_window_by_window(
    postgres_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the newest stories have it not, all others are asked at once; of a common word only the newest are."""
    monkeypatch.setattr(index, "_BUCKET", 4)
    monkeypatch.setattr(index, "_WINDOWS", (1, 1, 1, 1))
    monkeypatch.setattr(index, "_RARE", 10)
    with writing(postgres_engine) as connection:
        for number in range(40):
            _keep(connection, f"خبر {number}", "غارة" if number else "حريق", url=f"https://a.example/{number}")

    def windows(words: str, most: int) -> int:
        with statements(postgres_engine) as seen, reading(postgres_engine) as connection:
            batches = index.found_by(connection, search_for(words))
            assert len(list(islice(chain.from_iterable(batches), most))) == most
        return sum("tsquery" in sql for sql, _ in seen)

    assert (windows("حريق", 1), windows("غارة", 1), windows("غارة", 6)) == (2, 1, 3)


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
            text("UPDATE alembic_version SET version_num = 'crawler_0006' WHERE version_num = 'crawler_0010'")
        )
    migrate(sqlite_engine, MIGRATIONS)
    assert _found(sqlite_engine, "زلزال") == [1]
