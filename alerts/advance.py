"""New stories to events, alerts and deliveries: commit 3 of the house, one transaction.

A story that makes its placement raise is set aside with the reason and blocks no other; what the database itself
refuses (a lost connection, a full disk) undoes the whole transaction, and everything is still marked as due.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import InterfaceError, OperationalError

from alerts.event_rows import lock_if_due, note_unplaced, take_telling_due
from alerts.joined import with_chats
from alerts.subscriptions import Subscription
from alerts.taking import take
from alerts.telling import tell
from alerts.touched import Touched
from crawler.store.database import reading, writing
from crawler.store.due_stories import take_stories

logger = logging.getLogger(__name__)

DEADLINE = timedelta(hours=6)
_MOST_ERROR = 500

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Advanced:
    """What one transaction did."""

    stories: int = 0
    events_new: int = 0
    events_changed: int = 0
    delivery_ids: tuple[int, ...] = ()
    unplaced: int = 0


def advance(
    engine: Engine,
    subscriptions: Sequence[Subscription],
    *,
    now: datetime,
    limit: int = 100,
    deadline: timedelta = DEADLINE,
) -> Advanced:
    """Takes up to `limit` kept stories, oldest first, and makes of them what is to be told."""
    take_all = partial(_advance, engine, subscriptions, now=now, limit=limit, deadline=deadline)
    try:
        return take_all(apart=False)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        # What cannot be placed is rare, and savepoints are four round trips a story: only now are they set.
        logger.info("advancing_again error=%s", type(error).__name__)
        return take_all(apart=True)


def _advance(
    engine: Engine,
    subscriptions: Sequence[Subscription],
    *,
    now: datetime,
    limit: int,
    deadline: timedelta,
    apart: bool,
) -> Advanced:
    """One transaction; `apart`, each story in a savepoint, so that one that raises is set aside and undoes no other."""
    if engine.dialect.name == "sqlite":
        with reading(engine) as connection:
            if lock_if_due(connection) is None:
                return Advanced()  # the usual case: its writers lock all at BEGIN, and not for nothing
    work = _guarded if apart else _plain
    unplaced = 0
    with writing(engine) as connection:
        due = lock_if_due(connection)
        if due is None:
            return Advanced()
        subscriptions = with_chats(connection, subscriptions, now)
        stories = take_stories(connection, limit)
        batch = Touched()
        for story in stories:
            touched = work(connection, [story.id], now, partial(take, connection, story, now))
            if touched is None:
                unplaced += 1
            else:
                batch.add(touched)  # only now: what a savepoint takes back has touched nothing
        for event in take_telling_due(connection) if due.telling else ():
            batch.note(event)
            batch.tell(event.id)
        ids: list[int] = []
        for event_id, tellers in batch.alerting.items():
            event = batch.latest[event_id]
            ordering = partial(tell, connection, event, subscriptions, deadline=deadline, now=now)
            ordered = work(connection, tellers, now, ordering)
            if ordered is None:
                unplaced += 1
            else:
                ids += ordered
    return Advanced(
        stories=len(stories),
        events_new=len(batch.new),
        events_changed=len(batch.changed - batch.new),
        delivery_ids=tuple(sorted(ids)),
        unplaced=unplaced,
    )


def _plain(_connection: Connection, _stories: Iterable[int], _now: datetime, work: Callable[[], T]) -> T | None:
    return work()


def _guarded(connection: Connection, stories: Iterable[int], now: datetime, work: Callable[[], T]) -> T | None:
    """Does the work in a savepoint; what it raises is written down beside the stories it is about, or None."""
    try:
        with connection.begin_nested():
            return work()
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        logger.exception("story_not_advanced stories=%s", ",".join(map(str, stories)))
        for story in stories:
            note_unplaced(connection, story, f"{type(error).__name__}: {error}"[:_MOST_ERROR], now)
        return None
