"""What a subscription would have sent: kept stories told again to a scratch database, and to channels that only look.

Nothing here is a second opinion on what is told: the very chain of the daemon runs (`advance`, the ledger, the worker),
at the times at which the stories were kept, over a database that is thrown away. So quiet hours, merged
revisions and digests come out as they would have. Not the same: a story is told as it reads now, although it may have
been edited since, and events are put together anew, whatever a person has merged or split.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Select, event, func, insert, or_, select

from alerts.advance import advance
from alerts.alert import Alert, AlertReason, DeliveryKind, DeliveryState
from alerts.channels.channel import MarkStage, Message, Outcome, Sent
from alerts.deliver import Deliverer, sweep
from alerts.empty_digests import promise_digests
from alerts.subscriptions import EDITING, Recipient, Subscription
from alerts.tables import delivery as delivery_table
from alerts.tables import event as event_table
from alerts.tables import event_story
from alerts.text.render import render
from crawler.store.database import connect, reading, writing
from crawler.store.tables import story as story_table

_AFTER = timedelta(microseconds=1)  # a digest whose time is now has gone out


@dataclass(frozen=True, slots=True, kw_only=True)
class Previewed:
    """One message as it would have gone out. `payload` is its form on the channel (`alerts/text/`)."""

    at: datetime
    kind: DeliveryKind
    to: Recipient
    reason: AlertReason
    event_id: int | None  # as it is kept, where it is
    revision: int
    title: str
    payload: object


def scratch_database(folder: Path) -> Engine:
    """An empty database that nobody minds losing; its tables are made by the caller (`migrate`)."""
    engine = connect(f"sqlite:///{folder / 'preview.db'}")

    @event.listens_for(engine, "connect")
    def careless(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA synchronous=OFF")

    return engine


def stories_to_preview(kept: Engine, subscription: Subscription, since: datetime) -> list[int]:
    """The stories, in the order in which they were kept, of all events that changed since and have a flag of the
    subscription: those that begin before, too, so that what comes after is told as a change."""
    flagged = or_(*(event_table.c[flag] == True for flag in subscription.flags))  # noqa: E712
    query = (
        select(story_table.c.id)
        .join(event_story, event_story.c.story_id == story_table.c.id)
        .join(event_table, event_table.c.id == event_story.c.event_id)
        .where(event_table.c.changed_at >= since, flagged)
        .order_by(story_table.c.kept_at, story_table.c.id)
    )
    with reading(kept) as connection:
        return list(dict.fromkeys(connection.execute(query).scalars()))


def preview(
    kept: Engine,
    scratch: Engine,
    subscription: Subscription,
    *,
    since: datetime,
    deadline: timedelta,
    present: datetime | None = None,
    on_story: Callable[[], None] = lambda: None,
) -> list[Previewed]:
    """The messages that would have gone out since then, in time order; what is held beyond the present comes last, at
    the time at which it would go. Digests that say that there is nothing are shown up to the present. `kept` is only
    read."""
    rehearsal = _Rehearsal(
        kept=kept,
        scratch=scratch,
        subscription=subscription,
        deadline=deadline,
        since=since,
        now=since,
        present=present,
    )
    asyncio.run(rehearsal.run(stories_to_preview(kept, subscription, since), on_story))
    return [one for one in rehearsal.taken if one.at >= since]


@dataclass(slots=True, kw_only=True)
class _Rehearsal:
    kept: Engine
    scratch: Engine
    subscription: Subscription
    deadline: timedelta
    since: datetime
    now: datetime
    present: datetime | None
    taken: list[Previewed] = field(default_factory=list)
    worded: Alert | None = None
    event_ids: Mapping[int, int] = field(default_factory=dict)  # story → the event as it is kept

    async def run(self, ids: list[int], on_story: Callable[[], None]) -> None:
        """Lets time pass from story to story."""
        self.event_ids = self._events_of(ids)
        names = {to.channel for to in self.subscription.to}
        deliverer = Deliverer(
            engine=self.scratch,
            channels={name: _Looking(name, self) for name in names},
            subscriptions=[self.subscription],
            on_ambiguous="resend",
            worker="preview",
            clock=lambda: self.now,
            wording=self._word,
        )
        for row in self._stories(ids):
            await self._deliver(deliverer, until=row["kept_at"])
            self.now = row["kept_at"]
            with writing(self.scratch) as connection:
                connection.execute(insert(story_table).values(**row))
            advance(self.scratch, [self.subscription], now=self.now, deadline=self.deadline)
            await self._deliver(deliverer, until=self.now)
            on_story()
        if self.present is not None:
            await self._deliver(deliverer, until=self.present)
        await self._deliver(deliverer, until=None)

    async def _deliver(self, deliverer: Deliverer, *, until: datetime | None) -> None:
        """Delivers all that falls due up to a moment, each at its time."""
        self._promise(until)
        while (due := self._next_due()) is not None and (until is None or due <= until):
            self.now = max(self.now, due)
            for identity in sweep(self.scratch, self.now):
                await deliverer.deliver(identity)
            self._promise(until)

    def _promise(self, until: datetime | None) -> None:
        if self.subscription.empty and until is not None:
            with writing(self.scratch) as connection:
                now = max(self.now, self.since) + _AFTER
                promise_digests(connection, [self.subscription], deadline=self.deadline, now=now)

    def tells(self, alert: Alert) -> bool:
        """Whether a reader would have it by now, or it holds something that waits for its time."""
        return bool(alert.listed) or not alert.empty or self.present is None or self.now <= self.present

    def _next_due(self) -> datetime | None:
        table = delivery_table.c
        moment = func.coalesce(table.not_before, table.created_at, type_=table.not_before.type)
        query = select(func.min(moment, type_=table.not_before.type)).where(table.state == DeliveryState.DUE.value)
        with reading(self.scratch) as connection:
            found: datetime | None = connection.execute(query).scalar()
        return found

    def _events_of(self, ids: list[int]) -> dict[int, int]:
        with reading(self.kept) as connection:
            return {
                story_id: event_id
                for some in _portions(ids)
                for story_id, event_id in connection.execute(
                    select(event_story.c.story_id, event_story.c.event_id).where(event_story.c.story_id.in_(some))
                )
            }

    def _stories(self, ids: list[int]) -> Iterator[dict[str, Any]]:
        for some in _portions(ids):
            query: Select[tuple[object, ...]] = select(story_table).where(story_table.c.id.in_(some))
            with reading(self.kept) as connection:
                rows = _rows(connection, query)
            for identity in some:
                # Entry and feed stay behind; whatever its revision, here it is told for the first time.
                fresh = {"entry_id": None, "feed_id": None, "revision": 1, "revised_at": None, "advance_due": True}
                if identity in rows:
                    yield {**rows[identity], **fresh}

    def _word(self, alert: Alert, **form: Any) -> object:
        known = (self.event_ids.get(report.story_id) for report in alert.reports)
        event_id = next((one for one in known if one is not None), alert.event_id)
        self.worded = replace(alert, event_id=event_id)
        return render(self.worded, **form)


class _Looking:
    """A channel that takes everything and sends nothing."""

    def __init__(self, name: str, rehearsal: _Rehearsal) -> None:
        self.name = name
        self.can_edit = name in EDITING
        self._rehearsal = rehearsal

    async def send(self, message: Message, mark_stage: MarkStage) -> Outcome:  # noqa: ARG002
        """Writes down what it was given."""
        rehearsal = self._rehearsal
        alert = rehearsal.worded
        assert alert is not None
        if not rehearsal.tells(alert):
            return Outcome(sent=Sent.DELIVERED)
        rehearsal.taken.append(
            Previewed(
                at=rehearsal.now,
                kind=message.kind,
                to=Recipient(channel=self.name, address=message.recipient),
                reason=alert.reason,
                event_id=alert.event_id or None,
                revision=message.revision,
                title=alert.title,
                payload=message.payload,
            )
        )
        return Outcome(sent=Sent.DELIVERED, provider_id=str(len(rehearsal.taken)))

    async def close(self) -> None:
        """Nothing is open."""


def _rows(connection: Connection, query: Select[tuple[object, ...]]) -> dict[int, dict[str, Any]]:
    return {row["id"]: dict(row) for row in connection.execute(query).mappings()}


def _portions(ids: list[int], size: int = 200) -> Iterator[list[int]]:
    return (ids[at : at + size] for at in range(0, len(ids), size))
