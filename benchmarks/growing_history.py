"""A database of any size: generated stories, told events and their deliveries, written in bulk.

A tenth of the stories is flagged, and of fifty there is one event that was told to one receiver. Rows and words of the
index are those that the program would have written, but for the state of events, which nothing here reads; PostgreSQL's
large index of words is built at the end, as after a restored dump, and the newest stories stand in the small one.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, insert, text

from alerts.alert import DeliveryState
from alerts.tables import alert, attempt, delivery, event
from benchmarks.placing_history import NOW, Told
from crawler.arabic.search_words import index_words
from crawler.store.database import writing
from crawler.store.search import enter_words
from crawler.store.settling import LEFT_NEW, MOST_NEW, merge
from crawler.store.story_rows import story_columns
from crawler.store.tables import story
from crawler.urls import url_key

RARE = "قسطنطينوف"
STORIES_AN_EVENT = 50
_BATCH = 2000
# Stories: the small index holds so many at a time, half of which settle when it is full.
STILL_NEW = (MOST_NEW + LEFT_NEW) // 2
_GIN = ("ix_story_words_words", "ix_story_words_new_words")


def fill(engine: Engine, stories: Sequence[Told], size: int) -> None:
    """Writes `size` stories made of these, a minute between them, the oldest first; one has a rare word."""
    prepared = [_prepared(told) for told in stories]
    chance = random.Random(size)
    with writing(engine) as connection:
        indexes = _without_indexes(connection)
    numbers = iter(range(size))
    while batch := list(islice(numbers, _BATCH)):
        made = [
            _story(number, chance.choice(prepared), NOW - (size - number) * timedelta(minutes=1)) for number in batch
        ]
        with writing(engine) as connection:
            connection.execute(insert(story), [row for row, _ in made])
            enter_words(connection, [(row["id"], words) for row, words in made])
            if batch[-1] < size - STILL_NEW:
                _settle(connection)
            _told(connection, [row["kept_at"] for row, _ in made][::STORIES_AN_EVENT], batch[0] // STORIES_AN_EVENT)
    with writing(engine) as connection:
        for index in indexes:
            connection.execute(text(index))
        if connection.dialect.name == "postgresql":
            for table in ("story", "event", "alert", "delivery"):
                connection.execute(
                    text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")
                )
    for _ in merge(engine):  # as the program does each day
        pass
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE" if engine.dialect.name == "postgresql" else "ANALYZE"))


def _settle(connection: Connection) -> None:
    """Takes what was entered last over into the large index, without sorting it in; nothing on SQLite."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("INSERT INTO story_words SELECT story_id, words FROM story_words_new"))
        connection.execute(text("TRUNCATE story_words_new"))


def _without_indexes(connection: Connection) -> list[str]:
    """Takes PostgreSQL's indexes of words away; how they are made again. On SQLite the index is the table itself."""
    if connection.dialect.name != "postgresql":
        return []
    made = [
        str(connection.execute(text(f"SELECT indexdef FROM pg_indexes WHERE indexname = '{name}'")).scalar_one())
        for name in _GIN
    ]
    for name in _GIN:
        connection.execute(text(f"DROP INDEX {name}"))
    return made


def _prepared(told: Told) -> tuple[dict[str, Any], frozenset[str]]:
    values = story_columns(told.read, "—", None)
    return values, frozenset(index_words((values["title"], values["text"])))


def _story(number: int, like: tuple[dict[str, Any], frozenset[str]], at: datetime) -> tuple[dict[str, Any], set[str]]:
    """A row of the story table, different from others by a word and its address, and its words."""
    values, words = like
    own = f"رقم{number}" + (f" {RARE}" if number == 17 else "")
    url = f"https://old.example/{number}"
    row = values | {
        "id": number + 1,
        "url": url,
        "url_key": url_key(url),
        "text": f"{values['text']}\n{own}",
        "content_hash": f"{number:064d}",
        "kept_at": at,
        "alerting": True,
        "advance_due": False,
        "revision": 1,
    }
    return row, {*words, *index_words((own,))}


def _told(connection: Connection, moments: Iterable[datetime], first: int) -> None:
    """An event, its alert, delivery and attempt, at each of these moments."""
    rows = list(_events(moments, first))
    for table in (event, alert, delivery, attempt):
        connection.execute(insert(table), [row[table.name] for row in rows])


def _events(moments: Iterable[datetime], first: int) -> Iterator[dict[str, dict[str, Any]]]:
    for number, at in enumerate(moments, first + 1):
        title = f"مقتل {number % 40 + 1} في غارة"
        yield {
            "event": {
                "id": number, "casualty": True, "diplomacy": False, "title": title, "severity": 2, "revision": 1,
                "state": {}, "first_seen_at": at, "changed_at": at, "tell_due": False,
            },
            "alert": {
                "id": number, "event_id": number, "revision": 1, "reason": "new_event",
                "body": {"headline": title, "title": title}, "created_at": at,
            },
            "delivery": {
                "id": number, "alert_id": number, "event_id": number, "revision": 1, "kind": "new",
                "channel": "telegram", "recipient": f"{number % 20}", "subscription": "all",
                "state": DeliveryState.SENT.value, "attempt": 1, "expired_leases": 0,
                "deadline_at": at + timedelta(hours=6), "dedup_key": f"{number}", "created_at": at, "ended_at": at,
            },
            "attempt": {
                "delivery_id": number, "n": 1, "started_at": at, "ended_at": at, "outcome": "delivered",
                "http_status": 200,
            },
        }  # fmt: skip
