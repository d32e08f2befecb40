"""Outlines of events in the database: what a new story is compared with, and a memory of those that were read last.

A story is compared with up to a score of events, mostly those that the stories before it were compared with. To read an
outline takes longer than to compare it, so that it is kept by the digest of its words: whatever another process wrote,
or a transaction took back, a digest that is still there means the same outline. The profiles of an event's reports are
most of it, and stand in its outline only.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b

from sqlalchemy import Connection, bindparam, select

from alerts.events.event import Event, event_from_text, event_to_text
from alerts.events.outline import outline_of
from alerts.tables import event_outline

REMEMBERED = 4_000_000  # bytes of outlines as they are kept: some thousand, each twice as large in memory
PROFILES = "profiles"  # the field of an event that its state leaves to its outline

_DIGESTS = select(event_outline.c.event_id, event_outline.c.digest).where(
    event_outline.c.event_id.in_(bindparam("ids", expanding=True))
)
_WHOLE = select(event_outline).where(event_outline.c.event_id.in_(bindparam("ids", expanding=True)))


class _Recent:
    """The outlines that were used last, by their digests, as many as `most` bytes of them as they are kept."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[int, tuple[Event, int]] = OrderedDict()
        self._bytes = 0

    def get(self, digest: int) -> Event | None:
        """The outline with this digest, if it is still there."""
        found = self._held.get(digest)
        if found is None:
            return None
        self._held.move_to_end(digest)
        return found[0]

    def put(self, digest: int, outline: Event, size: int) -> None:
        """Remembers an outline of that many bytes, and forgets what was not used for longest."""
        self._bytes += size - self._held.pop(digest, (outline, 0))[1]
        self._held[digest] = outline, size
        while self._bytes > self._most:
            _, (_, least) = self._held.popitem(last=False)
            self._bytes -= least


_recent = _Recent(REMEMBERED)


def outline_row(event: Event) -> dict[str, object]:
    """The row of an event's outline, which is remembered: the next stories are likely to be compared with it."""
    outline = outline_of(event)
    plain = event_to_text(outline)
    digest = int.from_bytes(blake2b(plain, digest_size=8).digest()) >> 1
    _recent.put(digest, outline, len(plain))
    return {"event_id": event.id, "digest": digest, "outline": plain.decode()}


def digests_of(connection: Connection, ids: Sequence[int]) -> dict[int, int]:
    """The digests of these events' outlines by their ids; those that have none are left out."""
    return {row.event_id: row.digest for row in connection.execute(_DIGESTS, {"ids": ids})} if ids else {}


def outlines(connection: Connection, digests: Mapping[int, int]) -> dict[int, Event]:
    """The outlines with these digests by their events' ids. One that has changed since its digest was read is given as
    it is now, one that is gone is left out."""
    found = {identity: outline for identity, digest in digests.items() if (outline := _recent.get(digest)) is not None}
    unread = [identity for identity in digests if identity not in found]
    if unread:
        for identity, digest, text in connection.execute(_WHOLE, {"ids": unread}):
            found[identity] = replace(event_from_text(text), id=identity)
            _recent.put(digest, found[identity], len(text.encode()))
    return found
