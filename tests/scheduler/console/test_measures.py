"""What *Status* measures, on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, insert, update

from alerts.advance import advance
from alerts.subscriptions import Recipient, Subscription
from alerts.tables import delivery as delivery_table
from crawler.store.database import reading, writing
from crawler.store.tables import entry as entry_table
from crawler.store.tables import story as story_table
from scheduler.console.measures import disk, ways
from scheduler.console.reader import Reader
from scheduler.console.shown import Shown
from tests.alerts.making import NOW, collapse, hours, store


def test_ways_are_measured_from_end_to_end(engine: Engine) -> None:
    """Each from its own beginning; what was held for a digest or by quiet hours is no measure of us."""
    store(engine, collapse(published=NOW - timedelta(seconds=90)), at=NOW)
    with writing(engine) as connection:
        entry = {"key": "k", "url": "u", "url_key": "u", "title": "t", "summary": "", "alerting": True,
                 "state": "kept", "attempts": 0, "first_seen_at": NOW - timedelta(seconds=20)}  # fmt: skip
        connection.execute(insert(entry_table).values(**entry))
        connection.execute(update(story_table).values(entry_id=1))
    to = (Recipient(channel="telegram", address="-1"),)
    advance(engine, [Subscription(name="now", to=to, flood_messages=0)], now=NOW + timedelta(seconds=2))
    with writing(engine) as connection:
        connection.execute(update(delivery_table).values(state="sent", ended_at=NOW + timedelta(seconds=5)))
    with reading(engine) as connection:
        found = {way.name: way for way in ways(connection, NOW + hours(1))}
    assert {name: way.within[0] for name, way in found.items()} == {
        "read": 20.0, "sent": 3.0, "from_kept": 5.0, "from_published": 95.0
    }  # fmt: skip
    with writing(engine) as connection:
        connection.execute(update(delivery_table).values(not_before=NOW + timedelta(seconds=4)))
    with reading(engine) as connection:
        assert [way.name for way in ways(connection, NOW + hours(1))] == ["read"]
        assert ways(connection, NOW + hours(30)) == []


def test_room_is_told_in_bytes(engine: Engine) -> None:
    """The database's own size, and of it about what stories take; free is known where the file is here."""
    with reading(engine) as connection:
        before = disk(connection, stories=0)
    store(engine, collapse())
    with reading(engine) as connection:
        one, thousand = disk(connection, stories=1), disk(connection, stories=1000)
    assert before.bodies == 0
    assert one.database is not None
    assert one.database > 100_000
    assert thousand.bodies == pytest.approx(one.bodies * 1000, rel=0.01)
    assert one.bodies > len(collapse().story.text)
    assert (one.free is None) == (engine.dialect.name == "postgresql")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.0123, "12 ms"), (3.64, "3.6 s"), (119, "119.0 s"), (300, "5.0 min"), (9000, "2.5 h"), (400_000, "4.6 d")],
)
def test_durations_are_small_numbers(seconds: float, text: str) -> None:
    """In the unit that fits."""
    shown = Shown(reader=Reader(language="en"), now=NOW).duration(seconds)
    assert shown.striptags() == text


@pytest.mark.parametrize(
    ("count", "text"), [(900, "1 kB"), (4_200_000, "4.2 MB"), (7_300_000_000, "7.3 GB"), (2 * 10**12, "2.0 TB")]
)
def test_bytes_are_small_numbers(count: int, text: str) -> None:
    """In decimal units."""
    assert Shown(reader=Reader(language="en"), now=NOW).bytes(count).striptags() == text
