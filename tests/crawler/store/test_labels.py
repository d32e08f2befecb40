"""What a person decides of a story's flags stands above the model, outlasts what the crawler does, and can go again."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, delete, select, text
from sqlalchemy.exc import OperationalError

from crawler.flags.by_hand import CORRECTED
from crawler.flags.flag import Flag, Label
from crawler.store.database import reading, writing
from crawler.store.due_stories import mark_advanced, stories_to_advance
from crawler.store.labels import Labelled, clear_label, labelled_stories, set_label, story_id_at, verdicts_of
from crawler.store.stories import find_stories, keep_reading, story_by_id
from crawler.store.tables import story as story_table
from crawler.store.tables import story_label
from crawler.understanding import Reading, ReadStory
from tests.alerts.making import collapse, read_story, store

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
URL = "https://a.example/news/1000"


def _story(**changes: Any) -> ReadStory:
    """The collapse, whose casualty flag is up with a sentence, and whose diplomacy flag is in doubt."""
    read = collapse(url=URL, **changes)
    evidence = (read.casualties[0].evidence,)
    casualty = replace(read.casualty, score=0.93, evidence=evidence, reasons=("قتلى في العنوان",), model="m 1")
    return replace(read, casualty=casualty, diplomacy=replace(read.diplomacy, score=0.31, review=True, model="m 1"))


def _label(connection: Connection, story_id: int = 1, *, note: str | None = None, **decided: bool | None) -> Labelled:
    done = set_label(
        connection, story_id, {Label(name): verdict for name, verdict in decided.items()}, note=note, now=NOW
    )
    assert done is not None
    return done


def _row(connection: Connection, story_id: int = 1) -> dict[str, Any]:
    return dict(connection.execute(select(story_table).where(story_table.c.id == story_id)).mappings().one())


def _flags(connection: Connection, story_id: int = 1) -> tuple[Flag, Flag]:
    story = story_by_id(connection, story_id)
    assert story is not None
    return story.read.casualty, story.read.diplomacy


def _keep(connection: Connection, read: ReadStory, **more: Any) -> None:
    values = {"entry_id": None, "feed_id": None, "outlet": "—", "country": None, "alerting": True, "now": NOW, **more}
    keep_reading(connection, reading=Reading(stories=(read,)), **values)


def test_a_label_stands_above_the_model(engine: Engine) -> None:
    """In the column and in the kept flag, which says so first; score, reasons and model's name stay."""
    store(engine, _story())
    with writing(engine) as connection:
        done = _label(connection, casualty=False)
        assert (done.before.casualty.flagged, done.after.casualty.flagged) == (True, False)
        casualty, diplomacy = _flags(connection)
        assert (casualty.flagged, casualty.by_hand, casualty.score) == (False, True, 0.93)
        assert (casualty.reasons, casualty.model) == ((CORRECTED, "قتلى في العنوان"), "m 1")
        assert casualty.evidence == ()
        assert diplomacy == _story().diplomacy
        assert (_row(connection)["casualty"], _row(connection)["casualty_score"]) == (False, 0.93)
        assert find_stories(connection, flag="casualty") == []


def test_a_label_that_is_taken_back_gives_the_model_its_word_again(engine: Engine) -> None:
    """The flag is the same as before, evidence and all, and so is the list of stories to look at."""
    store(engine, _story())
    with writing(engine) as connection:
        before = _row(connection)
        _label(connection, casualty=False, diplomacy=True)
        _label(connection, casualty=True)
        assert clear_label(connection, 1, now=NOW) is not None
        assert _row(connection) == before
        assert connection.execute(select(story_label)).all() == []


def test_one_flag_is_decided_without_the_other(engine: Engine) -> None:
    """And taken back without the other; a note stays until there is another one."""
    store(engine, _story())
    with writing(engine) as connection:
        _label(connection, casualty=False, note="من عام مضى")
        _label(connection, diplomacy=False)
        (kept,) = connection.execute(select(story_label)).mappings()
        assert (kept["casualty"], kept["diplomacy"], kept["note"]) == (False, False, "من عام مضى")
        _label(connection, casualty=None, note="أخرى")
        (kept,) = connection.execute(select(story_label)).mappings()
        assert (kept["casualty"], kept["diplomacy"], kept["note"]) == (None, False, "أخرى")
        assert _flags(connection)[0] == _story().casualty


def test_a_label_outlasts_a_revision(engine: Engine) -> None:
    """The new words have the old verdict; what the model says of them comes back with the label gone."""
    store(engine, _story())
    with writing(engine) as connection:
        _label(connection, casualty=False)
        revised = _story(title="ستة قتلى", text="قُتل ستة أشخاص في انهيار مبنى.")
        _keep(connection, replace(revised, casualty=replace(revised.casualty, score=0.97)))
        row = _row(connection)
        assert (row["revision"], row["casualty"], row["casualty_score"]) == (2, False, 0.97)
        assert _flags(connection)[0].by_hand
        clear_label(connection, 1, now=NOW)
        assert (_row(connection)["casualty"], _flags(connection)[0].by_hand) == (True, False)


def test_a_label_outlasts_the_move_to_the_storys_own_page(engine: Engine) -> None:
    """A story that was found on another one's page takes its own address, and keeps the verdict."""
    with writing(engine) as connection:
        found = _story()
        _keep(connection, replace(found, story=replace(found.story, position=1)))
        _label(connection, casualty=False)
        _keep(connection, replace(found, story=replace(found.story, url="https://a.example/news/2000")))
        row = _row(connection)
        assert (row["url"], row["position"], row["casualty"]) == ("https://a.example/news/2000", 0, False)
        assert _flags(connection)[0].by_hand


def test_labelling_alerts_nobody_and_stops_no_alert(engine: Engine) -> None:
    """A story that has been advanced is not advanced again, and one that is to be still is."""
    store(engine, _story(), read_story("لقاء", "التقى الوزيران في عمان.", flags=("diplomacy",)))
    with writing(engine) as connection:
        mark_advanced(connection, [1])
        _label(connection, 1, casualty=False, diplomacy=True)
        _label(connection, 2, casualty=True)
        assert [story.id for story in stories_to_advance(connection, 9)] == [2]
        assert [_row(connection, number)["alerting"] for number in (1, 2)] == [True, True]


def test_a_flag_in_doubt_is_to_be_looked_at_until_it_is_decided(engine: Engine) -> None:
    """Deciding the other flag does not take the story off the list."""
    store(engine, _story(), read_story("أمطار", "هطلت أمطار غزيرة."))
    with writing(engine) as connection:
        assert [story.id for story in find_stories(connection, review=True)] == [1]
        _label(connection, casualty=True)
        assert [story.id for story in find_stories(connection, review=True)] == [1]
        _label(connection, diplomacy=False)
        assert find_stories(connection, review=True) == []
        _label(connection, diplomacy=None)
        assert [story.id for story in find_stories(connection, review=True, flag="casualty")] == [1]
        assert find_stories(connection, review=True, flag="diplomacy") == []


def test_what_is_learnt_from(engine: Engine) -> None:
    """Every labelled story with its words, their hash and the verdicts, and no other."""
    store(engine, _story(), read_story("أمطار", "هطلت أمطار غزيرة."), read_story("لقاء", "التقى الوزيران في عمان."))
    with writing(engine) as connection:
        _label(connection, 3, diplomacy=True, note="واضح")
        _label(connection, 1, casualty=False)
        first, third = labelled_stories(connection)
        assert (first.id, first.casualty, first.diplomacy, first.note) == (1, False, None, None)
        assert first.story == _story().story
        assert first.content_hash == _row(connection)["content_hash"]
        assert (third.id, third.casualty, third.diplomacy, third.labelled_at) == (3, None, True, NOW)
        assert third.note == "واضح"


def test_a_story_is_found_by_its_address(engine: Engine) -> None:
    """However the address is written; where a page has several stories, it is the page's own."""
    with writing(engine) as connection:
        second = read_story("سيول", "لقي ثلاثة حتفهم في سيول.", url=URL)
        _keep(connection, replace(second, story=replace(second.story, position=1)))
        assert story_id_at(connection, URL) == 1
        _keep(connection, _story())
        assert story_id_at(connection, f"{URL}?utm_source=x#top") == 2
        assert story_id_at(connection, "https://a.example/other") is None
        assert set_label(connection, 77, {Label.CASUALTY: True}, note=None, now=NOW) is None


def test_a_label_goes_with_its_story(engine: Engine) -> None:
    """Nothing is learnt from a story that was deleted."""
    store(engine, _story())
    with writing(engine) as connection:
        _label(connection, casualty=False)
        connection.execute(delete(story_table))
        assert labelled_stories(connection) == []
        assert connection.execute(select(story_label)).all() == []


def test_the_list_to_look_at_and_the_stories_to_advance_are_found_by_their_indexes(engine: Engine) -> None:
    """A database of a million stories is not read through for the few that are asked for."""
    store(engine, _story())
    plans = []
    with reading(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL enable_seqscan = off"))
        explain = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
        for name in ("review", "advance_due"):
            query = select(story_table.c.title).where(story_table.c[name] == True)  # noqa: E712
            query = query.order_by(story_table.c.id.desc()).limit(50)
            statement = str(query.compile(engine, compile_kwargs={"literal_binds": True}))
            plans.append("\n".join(str(line) for line in connection.execute(text(explain + statement))))
    assert "ix_story_review" in plans[0]
    assert "ix_story_advance_due" in plans[1]


def test_rows_of_before_labels_and_review_are_read_as_before(engine: Engine) -> None:
    """What an earlier version kept as JSON has none of the later fields, and its fault stands in the reasons."""
    store(engine, _story())
    with writing(engine) as connection:
        old = _row(connection)["understanding"]
        for name in ("by_model", "fault"):
            del old[name]
        for flag in ("casualty", "diplomacy"):
            del old[flag]["review"], old[flag]["by_hand"]
        old["casualty"]["reasons"] = ["not understood: IndexError"]
        connection.execute(story_table.update().values(understanding=old))
        story = story_by_id(connection, 1)
        assert story is not None
        assert story.read.fault == "not understood: IndexError"
        assert not story.read.diplomacy.review
        _label(connection, diplomacy=True)
        _label(connection, diplomacy=None)
        assert not _flags(connection)[1].flagged


@pytest.mark.postgres
def test_who_decides_waits_for_whoever_writes_the_story(postgres_engine: Engine) -> None:
    """A verdict and a revision of the same moment do not overwrite each other."""
    store(postgres_engine, _story())
    with writing(postgres_engine) as first:
        _label(first, casualty=False)
        with pytest.raises(OperationalError, match="lock timeout"), writing(postgres_engine) as second:
            second.execute(text("SET LOCAL lock_timeout = '50ms'"))
            verdicts_of(second, 1)
    with writing(postgres_engine) as connection:
        assert verdicts_of(connection, 1) == {Label.CASUALTY: False, Label.DIPLOMACY: None}
