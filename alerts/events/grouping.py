"""Stories in time order to events, in memory: what `rasid group` does, and what the matching is measured with; pure.

The look-ups are those of the store (`alerts/event_rows.py`): texts by print, events by key. What is too old to be found
by them is forgotten, so that memory does not grow with the number of stories.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from alerts.events.account import Account, told_at
from alerts.events.event import Event
from alerts.events.joining import begin, join
from alerts.events.matching import Placement
from alerts.events.near_duplicates import Original, Prints, closest, prints
from alerts.events.placing import placed
from alerts.events.profile import Profile

KEPT_FOR = timedelta(days=7)  # as the store keeps its look-ups
MOST_ORIGINALS = 6
MOST_EVENTS = 16
COMMON = 5  # events, beside which it matters how many have a key: of 1 to 20, it found most among 3,000 open events


@dataclass(slots=True)
class _Known:
    """An event as it stands, when it was last told of, and the keys by which it is found."""

    event: Event
    at: datetime
    keys: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Desk:
    """The events of the last days. Stories have to come in time order."""

    _last_id: int = 0
    _events: dict[int, _Known] = field(default_factory=dict)
    _by_key: dict[int, set[int]] = field(default_factory=dict)
    _originals: dict[int, tuple[Original, ...]] = field(default_factory=dict)
    _by_print: dict[int, set[int]] = field(default_factory=dict)
    _told: dict[int, Profile] = field(default_factory=dict)
    _texts: deque[tuple[datetime, int, Prints]] = field(default_factory=deque)  # in the order in which they came

    def take(self, account: Account) -> tuple[Placement, Event]:
        """Places one story and keeps it; the event that it is about as it stands then."""
        return self.take_all(account)[0]

    def take_all(self, account: Account) -> list[tuple[Placement, Event]]:
        """The same with every event that the story tells of, what it is about first."""
        now = told_at(account)
        own = prints(account.read.story.text)
        copy = closest(own, account.content_hash, self._near(own))
        taken: list[tuple[Placement, Event]] = []
        for one in placed(account, copy, self._known, self._told.get, now=now):
            if one.event is None:
                self._last_id += 1
                event = replace(begin(one.telling, one.profile, now=now), id=self._last_id)
            else:
                event = join(one.event, one.telling, one.profile, one.placement, now=now)
            self._remember(account, event, own, one.keys, now)
            # Its words are not kept: they are most of it, and a copy is known by its text.
            self._told.setdefault(account.id, replace(one.profile, words={}, title={}, recalled={}))
            taken.append((one.placement, event))
        self._texts.append((now, account.id, own))
        return taken

    @property
    def size(self) -> tuple[int, int]:
        """How many texts and events are remembered."""
        return len(self._texts), len(self._events)

    def forget(self, now: datetime) -> list[int]:
        """Forgets texts and events that nothing can be found by any more; the ids of the stories forgotten."""
        forgotten = []
        while self._texts and now - self._texts[0][0] > KEPT_FOR:
            _, story, own = self._texts.popleft()
            forgotten.append(story)
            self._told.pop(story, None)
            for original in self._originals.pop(story, ()):
                self._let_go(original.event_id, now)
            for value in own.sample:
                _discard(self._by_print, value, story)
        return forgotten

    def _let_go(self, event: int, now: datetime) -> None:
        """Forgets an event once its last story is forgotten."""
        known = self._events.get(event)
        if known is None or now - known.at <= KEPT_FOR:
            return
        del self._events[event]
        for key in known.keys:
            _discard(self._by_key, key, event)

    def _near(self, own: Prints) -> list[Original]:
        shared: dict[int, int] = {}
        for value in own.sample:
            for story in self._by_print.get(value, ()):
                shared[story] = shared.get(story, 0) + 1
        most = sorted(shared, key=lambda story: (-shared[story], story))[:MOST_ORIGINALS]
        return [original for story in most for original in self._originals[story]]

    def _known(self, keys: Sequence[int], copied: Sequence[int]) -> list[Event]:
        shared: dict[int, float] = {}
        for key in keys:
            events = self._by_key.get(key, set())
            for event in events:
                shared[event] = shared.get(event, 0) + 1 / (COMMON + len(events))
        most = sorted(shared, key=lambda event: (-shared[event], event))[:MOST_EVENTS]
        return [self._events[one].event for one in dict.fromkeys([*copied, *most])]

    def _remember(self, account: Account, event: Event, own: Prints, keys: Iterable[int], now: datetime) -> None:
        original = Original(
            story_id=account.id, event_id=event.id, content_hash=account.content_hash, shingles=own.shingles
        )
        self._originals[account.id] = (*self._originals.get(account.id, ()), original)
        for value in own.sample:
            self._by_print.setdefault(value, set()).add(account.id)
        known = self._events.setdefault(event.id, _Known(event, now))
        known.event, known.at = event, now
        known.keys.update(keys)
        for key in keys:
            self._by_key.setdefault(key, set()).add(event.id)


def _discard(table: dict[int, set[int]], value: int, member: int) -> None:
    members = table.get(value, set())
    members.discard(member)
    if not members:
        table.pop(value, None)


def group(accounts: Iterable[Account]) -> Iterator[tuple[Placement, Event]]:
    """For each story, in the order given (time order), where it belongs and the event as it then stands."""
    desk = Desk()
    for account in accounts:
        placed = desk.take(account)
        desk.forget(told_at(account))
        yield placed
