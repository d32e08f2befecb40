"""The events that stories touched: what a transaction changed, and what it has to tell of."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from alerts.events.event import Event


@dataclass(slots=True)
class Touched:
    """Events by id. `latest` is each as it stands; `alerting` are those to be told, each by its stories that may."""

    new: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)
    alerting: dict[int, list[int]] = field(default_factory=dict)
    latest: dict[int, Event] = field(default_factory=dict)
    merged: dict[int, int] = field(default_factory=dict)  # an event that was taken in → the one that took it in

    def note(self, event: Event, *, is_new: bool = False, teller: int | None = None) -> None:
        """An event was kept. `teller` is the story that makes it news, if one may."""
        (self.new if is_new else self.changed).add(event.id)
        self.latest[event.id] = event
        if teller is not None:
            self.tell(event.id, [teller])

    def tell(self, event_id: int, stories: Iterable[int] = ()) -> None:
        """An event is to be told, if it is news to anybody."""
        self.alerting.setdefault(event_id, []).extend(stories)

    def take_in(self, absorbed: int, whole: Event) -> None:
        """An event became part of another: what was to be told of it is told of the whole."""
        for earlier, into in self.merged.items():
            if into == absorbed:  # one story may join three: what the second took in is the third's now
                self.merged[earlier] = whole.id
        self.merged[absorbed] = whole.id
        self.latest.pop(absorbed, None)
        self.new.discard(absorbed)
        self.note(whole)
        self.tell(whole.id, self.alerting.pop(absorbed, []))

    def add(self, later: "Touched") -> None:
        """What a later piece of work touched."""
        for absorbed, whole in later.merged.items():
            self.take_in(absorbed, later.latest[whole])
        self.new |= later.new
        self.changed |= later.changed
        self.latest |= later.latest
        for event_id, stories in later.alerting.items():
            self.tell(event_id, stories)
