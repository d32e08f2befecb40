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

REMEMBERED = 1_000  # outlines, of some 15 kB each in memory
PROFILES = "profiles"  # the field of an event that its state leaves to its outline

_DIGESTS = select(event_outline.c.event_id, event_outline.c.digest).where(
    event_outline.c.event_id.in_(bindparam("ids", expanding=True))
)
_WHOLE = select(event_outline).where(event_outline.c.event_id.in_(bindparam("ids", expanding=True)))
_recent: OrderedDict[int, Event] = OrderedDict()


def outline_row(event: Event) -> dict[str, object]:
    """The row of an event's outline, which is remembered: the next stories are likely to be compared with it."""
    outline = outline_of(event)
    plain = event_to_text(outline)
    digest = int.from_bytes(blake2b(plain, digest_size=8).digest()) >> 1
    _remember({digest: outline})
    return {"event_id": event.id, "digest": digest, "outline": plain.decode()}


def digests_of(connection: Connection, ids: Sequence[int]) -> dict[int, int]:
    """The digests of these events' outlines by their ids; those that have none are left out."""
    return {row.event_id: row.digest for row in connection.execute(_DIGESTS, {"ids": ids})} if ids else {}


def outlines(connection: Connection, digests: Mapping[int, int]) -> dict[int, Event]:
    """The outlines with these digests by their events' ids. One that has changed since its digest was read is given as
    it is now, one that is gone is left out."""
    found = {identity: _recent[digest] for identity, digest in digests.items() if digest in _recent}
    _remember({digests[identity]: outline for identity, outline in found.items()})
    unread = [identity for identity in digests if identity not in found]
    if unread:
        read = {
            digest: replace(event_from_text(outline), id=identity)
            for identity, digest, outline in connection.execute(_WHOLE, {"ids": unread})
        }
        _remember(read)
        found |= {outline.id: outline for outline in read.values()}
    return found


def _remember(outlines: Mapping[int, Event]) -> None:
    for digest, outline in outlines.items():
        _recent[digest] = outline
        _recent.move_to_end(digest)
    while len(_recent) > REMEMBERED:
        _recent.popitem(last=False)
