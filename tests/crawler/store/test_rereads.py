"""A story that is understood again keeps its place, its marks and what a person decided of it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from crawler.flags.flag import Label
from crawler.store.database import writing
from crawler.store.due_stories import mark_advanced
from crawler.store.labels import clear_label, set_label
from crawler.store.rereads import keep_understanding
from crawler.store.stories import KeptStory, keep_reading, story_by_id
from crawler.store.tables import entry as entry_table
from crawler.store.tables import story as story_table
from crawler.understanding import Reading, ReadStory, not_understood
from tests.alerts.making import collapse, read_story, store

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
URL = "https://a.example/news/1000"


def _kept(connection: Connection, identity: int = 1) -> KeptStory:
    story = story_by_id(connection, identity)
    assert story is not None
    return story


def _row(connection: Connection, identity: int = 1) -> dict[str, Any]:
    return dict(connection.execute(select(story_table).where(story_table.c.id == identity)).mappings().one())


def _now(known: KeptStory) -> ReadStory:
    """What is understood of it now: nothing that happened, and a flag in doubt."""
    read = read_story(known.read.story.title, known.read.story.text)
    return replace(read, story=known.read.story, casualty=replace(read.casualty, score=0.4, review=True, model="m 2"))


def test_only_what_is_understood_changes(engine: Engine) -> None:
    """Flags, figures and the list to look at; not the words, the revision, or what the alerts' room is to do."""
    store(engine, collapse(), collapse(url=URL, text="قُتل اثنان في حلب."))
    with writing(engine) as connection:
        mark_advanced(connection, [1])
        for identity, due in ((1, False), (2, True)):
            known, before = _kept(connection, identity), _row(connection, identity)
            read = keep_understanding(connection, known, _now(known))
            assert read == _now(known)
            after = _row(connection, identity)
            assert _kept(connection, identity).read == _now(known)
            different = {name for name in before if before[name] != after[name]}
            assert different == {"casualty", "casualty_score", "review", "understanding"}
            assert (after["advance_due"], after["alerting"], after["revision"]) == (due, True, 1)


def test_what_a_person_decided_stays(engine: Engine) -> None:
    """And where it is taken back, it is the present model's word that comes back."""
    store(engine, collapse())
    with writing(engine) as connection:
        set_label(connection, 1, {Label.CASUALTY: True}, note=None, now=NOW)
        known = _kept(connection)
        read = keep_understanding(connection, known, _now(known))
        assert read is not None
        assert (read.casualty.flagged, read.casualty.by_hand, read.casualty.score) == (True, True, 0.4)
        assert (_row(connection)["casualty"], _row(connection)["review"]) == (True, False)
        clear_label(connection, 1, now=NOW)
        assert _kept(connection).read.casualty == _now(known).casualty


def test_a_story_that_was_revised_meanwhile_is_left_alone(engine: Engine) -> None:
    """Its new words have been understood, and the old ones say nothing of them."""
    store(engine, collapse(url=URL))
    with writing(engine) as connection:
        known = _kept(connection)
        keep_reading(
            connection,
            entry_id=None,
            feed_id=None,
            reading=Reading(stories=(collapse(url=URL, text="قُتل ستة أشخاص."),)),
            outlet="—",
            country=None,
            alerting=True,
            now=NOW,
        )
        before = _row(connection)
        assert keep_understanding(connection, known, _now(known)) is None
        assert _row(connection) == before
        connection.execute(story_table.delete())
        assert keep_understanding(connection, known, _now(known)) is None


def test_a_story_that_a_fault_had_stopped_at_is_healed(engine: Engine) -> None:
    """Its entry says no longer that it was not understood, once that is true of all its stories."""
    with writing(engine) as connection:
        entry = {"key": "k", "url": URL, "url_key": URL, "title": "", "summary": "", "first_seen_at": NOW}
        connection.execute(insert(entry_table).values(**entry, alerting=True, state="due", attempts=0))
        first = not_understood(collapse(url=URL).story, "IndexError")
        second = not_understood(read_story("ثان", "خبر ثان في الصفحة.", url=URL).story, "KeyError")
        reading = Reading(stories=(first, replace(second, story=replace(second.story, position=1))))
        values = {"feed_id": None, "outlet": "—", "country": None, "alerting": True, "now": NOW}
        keep_reading(connection, entry_id=1, reading=reading, **values)  # type: ignore[arg-type]
        reasons = [_reason(connection)]
        for identity in (1, 2):
            known = _kept(connection, identity)
            assert known.read.fault.startswith("not understood: ")
            keep_understanding(connection, known, _now(known))
            assert _kept(connection, identity).read.fault == ""
            reasons.append(_reason(connection))
        assert reasons == ["not understood: IndexError; not understood: KeyError", "not understood: KeyError", None]


def test_another_reason_of_an_entry_stays(engine: Engine) -> None:
    """Its page may have gone since, and that is no fault of ours."""
    with writing(engine) as connection:
        entry = {"key": "k", "url": URL, "url_key": URL, "title": "", "summary": "", "first_seen_at": NOW}
        connection.execute(insert(entry_table).values(**entry, alerting=True, state="due", attempts=0))
        reading = Reading(stories=(not_understood(collapse(url=URL).story, "IndexError"),))
        values = {"feed_id": None, "outlet": "—", "country": None, "alerting": True, "now": NOW}
        keep_reading(connection, entry_id=1, reading=reading, **values)  # type: ignore[arg-type]
        connection.execute(update(entry_table).values(reason="status 410"))
        keep_understanding(connection, _kept(connection), _now(_kept(connection)))
        assert _reason(connection) == "status 410"


def _reason(connection: Connection) -> str | None:
    reason: str | None = connection.execute(select(entry_table.c.reason)).scalar_one()
    return reason
