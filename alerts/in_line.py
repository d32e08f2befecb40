"""Which delivery of one recipient and event goes out next, and as what; pure.

A recipient and an event are a line in which one delivery at a time is under way. The newest picture stands for all
older ones, which end as `merged`: nobody is sent revision 2 after revision 3. What was to be an edit or a reply is a
new message where no message stands yet. A reply goes after the edit of its revision, and also after a newer one that
has none: what was to be said aloud is not lost to an edit that came before it could be sent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from alerts.alert import DeliveryKind, DeliveryState


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One delivery of the line that has not ended."""

    id: int
    revision: int
    kind: DeliveryKind
    state: DeliveryState  # DUE or SENDING
    not_before: datetime | None = None
    lease_until: datetime | None = None

    def ready(self, now: datetime) -> bool:
        """Whether its time has come."""
        return self.state is DeliveryState.DUE and (self.not_before is None or self.not_before <= now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The message that the recipient has of this event; `provider_id` None where it cannot be edited any more."""

    revision: int
    provider_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """What to send, if anything, and what the newer ones make needless."""

    send: int | None = None
    kind: DeliveryKind = DeliveryKind.NEW
    merge: tuple[int, ...] = ()


def next_in_line(line: Sequence[Waiting], standing: Standing | None, *, can_edit: bool, now: datetime) -> Next:
    """The next step of a line. Nothing while one of it is under way; the caller deals with leases that ran out."""
    if any(one.state is DeliveryState.SENDING for one in line):
        return Next()
    ready = [one for one in line if one.ready(now)]
    if not ready:
        return Next()
    if standing is None or (can_edit and standing.provider_id is None):
        return _first_message(line, ready)
    return _follow_up(line, ready, standing) if can_edit else _further_message(line, ready)


def _first_message(line: Sequence[Waiting], ready: Sequence[Waiting]) -> Next:
    chosen = max(ready, key=lambda one: (one.revision, one.kind is not DeliveryKind.REPLY, -one.id))
    # One message tells all of it, so that older ones that are still held, and the reply beside it, have no use left.
    merge = tuple(one.id for one in line if one is not chosen and one.revision <= chosen.revision)
    return Next(send=chosen.id, kind=DeliveryKind.NEW, merge=merge)


def _further_message(line: Sequence[Waiting], ready: Sequence[Waiting]) -> Next:
    chosen = max(ready, key=lambda one: (one.revision, -one.id))
    merge = tuple(one.id for one in line if one is not chosen and one.revision <= chosen.revision)
    return Next(send=chosen.id, kind=DeliveryKind.REPLY, merge=merge)


def _follow_up(line: Sequence[Waiting], ready: Sequence[Waiting], standing: Standing) -> Next:
    pictures = [one for one in ready if one.kind is not DeliveryKind.REPLY]
    newest = max(pictures, key=lambda one: (one.revision, -one.id), default=None)
    if newest is not None:
        needless = [
            one.id
            for one in line
            if one is not newest and one.kind is not DeliveryKind.REPLY and one.revision <= newest.revision
        ]
        if newest.revision < standing.revision:
            return Next(merge=(*needless, newest.id))
        return Next(send=newest.id, kind=DeliveryKind.EDIT, merge=tuple(needless))
    last = max(ready, key=lambda one: (one.revision, -one.id))
    merge = tuple(
        one.id for one in line if one is not last and one.kind is DeliveryKind.REPLY and one.revision <= last.revision
    )
    return Next(send=last.id, kind=DeliveryKind.REPLY, merge=merge)
