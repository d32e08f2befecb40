"""rasid stories where texts have been dropped."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from crawler.store.database import writing
from crawler.store.old_texts import drop_old_texts
from crawler.store.tables import story as story_table
from tests.alerts.making import COLLAPSE, collapse
from tests.scheduler.cli.history import database, keep
from tests.scheduler.cli.rasid import Desk

pytestmark = pytest.mark.slow

NOW = datetime.now(UTC)
TEXT = f"{COLLAPSE}\nوالطقس معتدل في عموم المنطقة."


@pytest.fixture
def stories(desk: Desk) -> Desk:
    """Two stories, the older one without its text."""
    keep(desk, collapse(text=TEXT, url="https://news.example/1"), at=NOW - timedelta(days=40))
    keep(desk, collapse(text=TEXT, url="https://news.example/2", outlet="مرآة الفرات"), at=NOW)
    with database(desk) as engine:
        with writing(engine) as connection:
            connection.execute(update(story_table).values(advance_due=False))
        assert sum(drop_old_texts(engine, NOW - timedelta(days=30), NOW)) == 1
    return desk


def test_a_story_without_its_text_says_so(stories: Desk) -> None:
    """In the list and in JSON."""
    done = stories("stories")
    assert [("(text dropped)" in line) for line in done.out.splitlines()[1:]] == [False, True]
    assert done.err == ""
    assert [("text_dropped_at" in line) for line in stories("stories", "--json").lines] == [False, True]


def test_a_search_says_what_it_cannot_find(stories: Desk) -> None:
    """Where the desk drops texts, and only there."""
    assert stories("stories", "--grep", "معتدل").err == ""
    with stories.config.open("a", encoding="utf-8") as file:
        file.write("\n[scheduler]\nkeep_texts_days = 30\n")
    found = stories("stories", "--grep", "معتدل")
    assert len(found.out.splitlines()) == 2
    assert "more than 30 days ago only titles and the sentences that prove" in found.err
    assert stories("stories").err == ""
