"""Stories in time order to events, in memory: what `rasid group` does, and what the matching is measured with; pure.

The look-ups are those of the store (`alerts/ledger.py`): texts by print, events by key.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from alerts.events.account import Account, told_at
from alerts.events.event import Event
from alerts.events.joining import begin, join
from alerts.events.matching import OPEN_FOR, Placement, place
from alerts.events.near_duplicates import Original, Prints, closest, prints
from alerts.events.profile import keys_of, profile_of

MOST_ORIGINALS = 10
MOST_EVENTS = 50


@dataclass(slots=True)
class Desk:
    """The events known so far."""

    events: dict[int, Event] = field(default_factory=dict)
    _originals: dict[int, tuple[Original, datetime]] = field(default_factory=dict)
    _by_print: dict[int, list[int]] = field(default_factory=dict)
    _by_key: dict[int, set[int]] = field(default_factory=dict)

    def take(self, account: Account) -> tuple[Placement, Event]:
        """Places one story and keeps it; its event as it stands then."""
        now = told_at(account)
        own = prints(account.read.story.text)
        profile = profile_of(account)
        copy = closest(own, account.content_hash, self._near(own, now))
        known = self._open(keys_of(profile), copy.original.event_id if copy else None)
        placement = place(profile, copy, known, now=now)
        if placement.event_id is None:
            event = replace(begin(account, profile, now=now), id=len(self.events) + 1)
        else:
            event = join(self.events[placement.event_id], account, profile, placement, now=now)
        self.events[event.id] = event
        self._remember(account, event, own, keys_of(profile), now)
        return placement, event

    def _near(self, own: Prints, now: datetime) -> list[Original]:
        shared: dict[int, int] = {}
        for value in own.sample:
            for story in self._by_print.get(value, ()):
                shared[story] = shared.get(story, 0) + 1
        most = sorted(shared, key=lambda story: (-shared[story], story))[:MOST_ORIGINALS]
        return [original for story in most for original, at in [self._originals[story]] if now - at <= OPEN_FOR]

    def _open(self, keys: Iterable[int], copied: int | None) -> list[Event]:
        shared: dict[int, int] = {}
        for key in keys:
            for event in self._by_key.get(key, ()):
                shared[event] = shared.get(event, 0) + 1
        most = sorted(shared, key=lambda event: (-shared[event], event))[:MOST_EVENTS]
        return [self.events[one] for one in dict.fromkeys([*([copied] if copied else []), *most])]

    def _remember(self, account: Account, event: Event, own: Prints, keys: Iterable[int], now: datetime) -> None:
        original = Original(
            story_id=account.id, event_id=event.id, content_hash=account.content_hash, shingles=own.shingles
        )
        self._originals[account.id] = (original, now)
        for value in own.sample:
            self._by_print.setdefault(value, []).append(account.id)
        for key in keys:
            self._by_key.setdefault(key, set()).add(event.id)


def group(accounts: Iterable[Account]) -> Iterator[tuple[Placement, Event]]:
    """For each story, in the order given (time order), where it belongs and the event as it then stands."""
    desk = Desk()
    for account in accounts:
        yield desk.take(account)
