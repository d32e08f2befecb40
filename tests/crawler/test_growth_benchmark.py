"""The benchmark of growth: what it fills a database with is what the program would have kept, and its picture holds."""

import random
from xml.etree.ElementTree import fromstring

import pytest
from sqlalchemy import Engine, func, select, text

from alerts.tables import attempt, delivery
from benchmarks import growing_history
from benchmarks.growing_history import RARE, fill
from benchmarks.growth_curves import drawing
from benchmarks.placing_history import NOW, WEEK, flagged_stories, keep, other_stories
from crawler.store.database import reading
from crawler.store.stories import find_stories
from scheduler.health import status


def test_what_is_filled_in_is_found_counted_and_kept_on(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its words, on both databases; and a story that the crawler keeps afterwards is the newest."""
    chance = random.Random(3)
    made = flagged_stories(2, chance, NOW - WEEK, NOW) + other_stories(8, chance, NOW - WEEK, NOW)
    monkeypatch.setattr(growing_history, "STILL_NEW", 30)
    monkeypatch.setattr(growing_history, "_BATCH", 50)
    fill(engine, made, 120)
    with reading(engine) as connection:
        assert [story.id for story in find_stories(connection, words=RARE)] == [18]
        assert [story.id for story in find_stories(connection, words="رقم77")] == [78]
        assert connection.execute(select(func.count()).select_from(attempt)).scalar_one() == 3
        assert connection.execute(select(delivery.c.state).distinct()).scalars().all() == ["sent"]
        if engine.dialect.name == "postgresql":
            indexes = connection.execute(text("SELECT indexname FROM pg_indexes WHERE tablename = 'story_words'"))
            assert "ix_story_words_words" in set(indexes.scalars())
            parts = "SELECT (SELECT count(*) FROM story_words), (SELECT count(*) FROM story_words_new)"
            assert tuple(connection.execute(text(parts)).one()) == (50, 70)
    counts = status(engine, "redis://127.0.0.1:1", now=NOW).counts
    assert (counts["stories"], counts["events"], counts["stories_to_advance"]) == (120, 3, 0)
    keep(engine, other_stories(1, random.Random(9), NOW, NOW + WEEK))
    with reading(engine) as connection:
        assert find_stories(connection, limit=1)[0].id == 121


def test_a_line_goes_up_where_something_grew() -> None:
    """Flat things stay on one height; the names are in the legend."""
    figures = {
        "sqlite": {
            "keep a story": {"10": 2.0, "1000": 2.0},
            "status": {"10": 1.0, "1000": 8.0},
            "MB for 1,000 stories": {"10": 1.0},
        }
    }
    svg = fromstring(drawing(figures))
    space = "{http://www.w3.org/2000/svg}"
    lines = [one.attrib["points"].split() for one in svg.iter(f"{space}polyline")]
    heights = [[float(point.split(",")[1]) for point in line] for line in lines]
    assert heights[0][0] == heights[0][1]
    assert heights[1][1] < heights[1][0]
    assert {"keep a story", "status", "sqlite", "1,000"} <= {one.text for one in svg.iter(f"{space}text")}
