"""Outlines of events in the database: what a new story is compared with, and a memory of those that were read last.

A story is compared with up to a score of events, mostly those that the stories before it were compared with. To read an
outline takes longer than to compare it, so that it is kept by the digest of its words: whatever another process wrote,
or a transaction took back, a digest that is still there means the same outline.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

from pydantic_core import from_json, to_json
from sqlalchemy import Connection, bindparam, select

from alerts.events.event import Event, event_from_json, event_to_json
from alerts.events.outline import outline_of
from alerts.tables import event_outline

REMEMBERED = 1_000  # outlines, of some 15 kB each in memory

_DIGESTS = select(event_outline.c.event_id, event_outline.c.digest).where(
    event_outline.c.event_id.in_(bindparam("ids", expanding=True))
)
_WHOLE = select(event_outline).where(event_outline.c.event_id.in_(bindparam("ids", expanding=True)))
_recent: OrderedDict[int, Event] = OrderedDict()


def outline_row(event: Event) -> dict[str, object]:
    """The row of an event's outline."""
    plain = to_json(event_to_json(outline_of(event)))
    digest = int.from_bytes(blake2b(plain, digest_size=8).digest()) >> 1
    return {"event_id": event.id, "digest": digest, "outline": plain.decode()}


def outlines(connection: Connection, ids: Sequence[int]) -> dict[int, Event]:
    """The outlines of these events by their ids; those that have none are left out."""
    digests = {row.event_id: row.digest for row in connection.execute(_DIGESTS, {"ids": ids})}
    unread = [identity for identity, digest in digests.items() if digest not in _recent]
    if unread:
        for identity, digest, outline in connection.execute(_WHOLE, {"ids": unread}):
            _recent[digest] = replace(event_from_json(from_json(outline)), id=identity)
    found = {}
    for identity, digest in digests.items():
        found[identity] = _recent[digest]
        _recent.move_to_end(digest)
    while len(_recent) > REMEMBERED:
        _recent.popitem(last=False)
    return found
