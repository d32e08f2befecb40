"""Retention of texts: off unless it is asked for; what is dropped is told by pages and API, and events stay."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from redis.asyncio import Redis
from sqlalchemy import Engine

from alerts.advance import advance
from alerts.store import event_answer, find_events
from crawler.errors import ConfigurationError
from crawler.store.database import reading
from crawler.store.old_texts import drop_old_texts
from crawler.store.stories import story_by_id
from scheduler import jobs
from scheduler.settings import load_settings
from tests.alerts.making import COLLAPSE, collapse, store
from tests.scheduler.console.desk import Desk as Pages
from tests.scheduler.console.desk import words_of
from tests.scheduler.shop import workshop

NOW = datetime.now(UTC)
OLD = NOW - timedelta(days=40)
IDLE = "والطقس معتدل في عموم المنطقة."


@pytest.mark.parametrize(("days", "kept"), [(0, True), (30, False), (60, True)])
async def test_texts_are_dropped_only_where_the_desk_says_so(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, days: int, kept: bool
) -> None:
    """After the days that it sets; the event says what it said before."""
    monkeypatch.setattr(jobs, "PAUSE_WHILE_DROPPING", 0.0)
    (identity,) = store(engine, collapse(text=f"{COLLAPSE}\n{IDLE}", published=OLD), at=OLD)
    advance(engine, [], now=OLD)
    with reading(engine) as connection:
        before = [event_answer(event) for event in find_events(connection)]
    shop = workshop(engine, Redis())
    shop.keep_texts = timedelta(days=days) if days else None
    assert await jobs.drop_texts(shop) == (0 if kept else 1)
    assert await jobs.drop_texts(shop) == 0
    with reading(engine) as connection:
        story = story_by_id(connection, identity)
        assert [event_answer(event) for event in find_events(connection)] == before
    assert story is not None
    assert (IDLE in story.read.story.text, story.text_dropped_at is None) == (kept, kept)
    assert story.read.story.text


@pytest.mark.parametrize(("line", "days"), [("", 0), ("keep_texts_days = 0", 0), ("keep_texts_days = 30", 30)])
def test_texts_stay_for_ever_by_default(tmp_path: Path, line: str, days: int) -> None:
    """And else for a month at least."""
    file = tmp_path / "rasid.toml"
    file.write_text(f"[scheduler]\n{line}\n", encoding="utf-8")
    assert load_settings(file, {}).scheduler.keep_texts_days == days


@pytest.mark.parametrize("days", [29, -1])
def test_a_month_is_the_least(tmp_path: Path, days: int) -> None:
    """Events grow for a week, and edits come later still."""
    file = tmp_path / "rasid.toml"
    file.write_text(f"[scheduler]\nkeep_texts_days = {days}\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"keep_texts_days: must be 0 \(for ever\) or at least 30"):
        load_settings(file, {})


def test_pages_and_api_say_that_a_text_is_dropped(sqlite_engine: Engine) -> None:
    """The story's page, a search that finds it, and the JSON of it."""
    pages = Pages(sqlite_engine)
    (identity,) = pages.tell(collapse(text=f"{COLLAPSE}\n{IDLE}"))
    assert "Text dropped" not in pages.text(f"/story/{identity}", language="en")
    assert pages.get(f"/api/stories/{identity}").json()["text_dropped_at"] is None
    list(drop_old_texts(sqlite_engine, pages.now + timedelta(days=1), pages.now))
    page = words_of(pages.text(f"/story/{identity}", language="en"))
    assert "Text dropped" in page
    assert "the sentences that prove" in page
    assert IDLE not in page
    assert "Text dropped" in words_of(pages.text("/search?in=stories&q=حلب", language="en"))
    told = pages.get(f"/api/stories/{identity}").json()
    assert told["text_dropped_at"] == pages.now.isoformat()
    assert told["casualties"]
