"""A story among the events that are known: each happening that it tells of is placed by itself; pure.

What the store and the memory of `rasid group` look up differs, what they do with it does not.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from alerts.events.account import Account
from alerts.events.event import Event
from alerts.events.matching import Placement, Told, likeness, place
from alerts.events.near_duplicates import Copy
from alerts.events.profile import Profile, keys_of, profile_of
from alerts.events.tellings import Telling, silent, tellings_of, whole

# The open events that share most of these keys, with those of these ids whatever they share.
Known = Callable[[Sequence[int], Sequence[int]], Sequence[Event]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One happening that a story tells of: the part that tells it, and its event, which is None for a new one."""

    telling: Telling
    profile: Profile
    keys: tuple[int, ...]
    placement: Placement
    event: Event | None


def placed(account: Account, copy: Copy | None, known: Known, told: Told, *, now: datetime) -> tuple[Placed, ...]:
    """Where each happening that a story tells of belongs, what the story is about first.

    Parts that turn out to tell of one event are one telling.
    """
    found = [_placed(telling, copy, known, told, now) for telling in tellings_of(account)]
    events = [one.event.id for one in found if one.event is not None]
    if len(set(events)) < len(events):
        return (_placed(whole(account), copy, known, told, now),)
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retold:
    """An edited story: what it now says of each event that it told of, and the parts that tell of none of them."""

    of: tuple[tuple[Event, Telling], ...]
    further: tuple[Telling, ...]


def retold(account: Account, events: Sequence[Event]) -> Retold:
    """Which part of an edited story goes on telling of which event: each event has the part that is most like it.

    An event that no part is left for is told of no more.
    """
    parts = list(tellings_of(account))
    if len(parts) == 1 and len(events) == 1:
        return Retold(of=((events[0], parts[0]),), further=())
    likest = sorted(
        ((likeness(profile_of(part, part.told), event)[0], event, part) for event in events for part in parts),
        key=lambda one: -one[0],
    )
    of: dict[int, tuple[Event, Telling]] = {}
    for _, event, part in likest:
        if event.id not in of and part in parts:
            of[event.id] = (event, part)
            parts.remove(part)
    return Retold(
        of=tuple(of.get(event.id, (event, silent(account))) for event in events),
        further=tuple(parts),
    )


def placed_part(telling: Telling, known: Known, *, now: datetime) -> Placed:
    """Where one part of a story belongs that copies nothing."""
    return _placed(telling, None, known, _nothing, now)


def _nothing(_: int) -> None:
    """Of what nobody copies nothing is asked."""


def _placed(telling: Telling, copy: Copy | None, known: Known, told: Told, now: datetime) -> Placed:
    profile = profile_of(telling, telling.told)
    keys = keys_of(profile)
    # A further part copies the further part of a text; of one that tells of one event, it is no copy.
    copied = copy if copy is not None and (telling.part == 0 or len(copy.events) > 1) else None
    events = known(keys, copied.events if copied is not None else ())
    placement = place(profile, copied, events, told, now=now)
    event = next((event for event in events if event.id == placement.event_id), None)
    return Placed(telling=telling, profile=profile, keys=keys, placement=placement, event=event)
