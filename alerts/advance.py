"""New stories to events, alerts and deliveries: commit 3 of the house, one transaction.

A story that makes its placement raise is set aside with the reason and blocks no other; what the database itself
refuses (a lost connection, a full disk) undoes the whole transaction, and everything is still marked as due.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import InterfaceError, OperationalError

from alerts.alert import Alert
from alerts.decide import alert_of, decide
from alerts.event_rows import (
    events_near,
    events_of,
    forget_old,
    insert_event,
    is_telling_due,
    link_story,
    lock_events,
    note_unplaced,
    originals_near,
    remember,
    take_telling_due,
    update_event,
)
from alerts.events.event import Event
from alerts.events.joining import begin, join, revise
from alerts.events.matching import place
from alerts.events.merging import may_join
from alerts.events.near_duplicates import closest, prints
from alerts.events.profile import keys_of, profile_of
from alerts.ledger import Order, keep_alert, order_deliveries, told_before
from alerts.subscriptions import EDITING, Subscription, earliest
from crawler.store.database import reading, writing
from crawler.store.stories import KeptStory, mark_advanced, stories_to_advance
from crawler.store.tables import story as story_table

logger = logging.getLogger(__name__)

DEADLINE = timedelta(hours=6)
_MOST_ERROR = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Advanced:
    """What one transaction did."""

    stories: int = 0
    events_new: int = 0
    events_changed: int = 0
    delivery_ids: tuple[int, ...] = ()
    unplaced: int = 0


@dataclass(slots=True)
class _Batch:
    """The events that the stories of one transaction touched."""

    new: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)
    alerting: dict[int, list[int]] = field(default_factory=dict)  # event → stories of it that may alert
    latest: dict[int, Event] = field(default_factory=dict)
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
    with reading(engine) as connection:
        due = select(story_table.c.id).where(story_table.c.advance_due == True).limit(1)  # noqa: E712
        if connection.execute(due).first() is None and not is_telling_due(connection):
            return Advanced()  # the usual case: no write lock is taken for nothing
    with writing(engine) as connection:
        lock_events(connection)
        stories = stories_to_advance(connection, limit)
        batch = _Batch()
        for story in stories:
            _guarded(connection, batch, [story.id], now, partial(_take, connection, batch, story, now))
        for event in take_telling_due(connection):
            batch.changed.add(event.id)
            batch.latest[event.id] = event
            batch.alerting.setdefault(event.id, [])
        ids: list[int] = []
        for event_id, tellers in batch.alerting.items():
            event = batch.latest[event_id]
            tell = partial(_tell, connection, event, subscriptions, ids, deadline=deadline, now=now)
            _guarded(connection, batch, tellers, now, tell)
        forget_old(connection, now)
        mark_advanced(connection, [story.id for story in stories])
    return Advanced(
        stories=len(stories),
        events_new=len(batch.new),
        events_changed=len(batch.changed - batch.new),
        delivery_ids=tuple(sorted(ids)),
        unplaced=batch.unplaced,
    )


def _guarded(
    connection: Connection, batch: _Batch, stories: Iterable[int], now: datetime, work: Callable[[], None]
) -> None:
    """Does the work in a savepoint; what it raises is written down beside the stories it is about."""
    try:
        with connection.begin_nested():
            work()
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        logger.exception("story_not_advanced stories=%s", ",".join(map(str, stories)))
        batch.unplaced += 1
        for story in stories:
            note_unplaced(connection, story, f"{type(error).__name__}: {error}"[:_MOST_ERROR], now)


def _take(connection: Connection, batch: _Batch, story: KeptStory, now: datetime) -> None:
    if story.revision > 1 and (told_of := events_of(connection, story.id)):
        for event in told_of:
            _take_revised(connection, batch, event, story, now)
        return
    if not story.read.flags:
        return
    own = prints(story.read.story.text)
    profile = profile_of(story)
    keys = keys_of(profile)
    copy = closest(own, story.content_hash, originals_near(connection, own, story.content_hash, now))
    copied = None if copy is None else copy.original.event_id
    known = [event for event in events_near(connection, keys, copied, now) if may_join(event, story.id)]
    placement = place(profile, copy, known, now=now)
    before = next((event for event in known if event.id == placement.event_id), None)
    if before is None:
        event = insert_event(connection, begin(story, profile, now=now))
    else:
        event = join(before, story, profile, placement, now=now)
        update_event(connection, event)
    link_story(connection, event, story, placement, now)
    remember(connection, event, story, own, keys, now)
    # Only now, since a savepoint that is rolled back does not take this back.
    (batch.new if before is None else batch.changed).add(event.id)
    batch.latest[event.id] = event
    if event.reports[-1].alerting:
        batch.alerting.setdefault(event.id, []).append(story.id)
    logger.info(
        "story_placed story=%d event=%d revision=%d relation=%s score=%.2f reasons=%s",
        story.id,
        event.id,
        event.revision,
        placement.relation.value,
        placement.score,
        ",".join(reason.why.value for reason in placement.reasons),
    )


def _take_revised(connection: Connection, batch: _Batch, known: Event, story: KeptStory, now: datetime) -> None:
    """An edited story says what it now says in the events that it told of, also where that is nothing any more."""
    profile = profile_of(story)
    event = revise(known, story, profile, now=now)
    update_event(connection, event)
    remember(connection, event, story, prints(story.read.story.text), keys_of(profile), now)
    batch.changed.add(event.id)
    batch.latest[event.id] = event
    if any(report.story_id == story.id and report.alerting for report in event.reports):
        batch.alerting.setdefault(event.id, []).append(story.id)
    logger.info(
        "story_revised story=%d event=%d revision=%d changed=%s",
        *(story.id, event.id, event.revision, event.revision > known.revision),
    )


def _tell(
    connection: Connection,
    event: Event,
    subscriptions: Sequence[Subscription],
    ids: list[int],
    *,
    deadline: timedelta,
    now: datetime,
) -> None:
    """Orders deliveries for everyone whom the event, as it stands after this batch, is news to; adds their ids."""
    told = told_before(connection, event.id)
    alert_ids: dict[Alert, int] = {}
    made: list[int] = []
    for subscription in subscriptions:
        for recipient in subscription.to:
            before = told.get(recipient)
            decision = decide(event, subscription, before, can_edit=recipient.channel in EDITING)
            if decision.reason is None:
                logger.debug(
                    "not_told event=%d subscription=%s silence=%s match=%s",
                    event.id,
                    subscription.name,
                    decision.silence,
                    decision.match,
                )
                continue
            alert = alert_of(event, decision.reason, before, now=now)
            if alert not in alert_ids:
                alert_ids[alert] = keep_alert(connection, alert)
            moment = earliest(subscription, event.severity, now)
            order = Order(
                recipient=recipient,
                subscription=subscription.name,
                kinds=decision.kinds,
                not_before=moment if moment > now else None,
            )
            made += order_deliveries(connection, alert_ids[alert], alert, order, deadline=deadline, now=now)
            # Two subscriptions of one recipient: the second finds it told and stays silent.
            told[recipient] = alert
    ids += made
