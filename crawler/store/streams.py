"""Redis streams that wake workers. They hold ids only: the database is the truth, and losing them loses nothing.

    rasid:visits       scheduler → crawlers   a feed is due            {"feed": id}
    rasid:stories      crawlers  → scheduler  stories have been kept    {"story": id}
    rasid:deliveries   scheduler → alerts     deliveries are due        {"delivery": id}

A message is acknowledged after the database commit that makes it needless. What a dead worker left is claimed by
the next one (XAUTOCLAIM). Reads block for at most 2 s: redis-py's own socket timeout is 5 s, and a longer block would
never return. Only commands of Redis 6.2 are used.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import ResponseError

VISITS = "rasid:visits"
STORIES = "rasid:stories"
DELIVERIES = "rasid:deliveries"

MAX_LENGTH = 100_000  # a stream whose readers are gone is cut here; the sweep puts back what is still due
BLOCK_MS = 2_000
MOST_PENDING = 1_000  # of one dead consumer, taken over at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One wake-up: its id in the stream and its fields."""

    id: str
    fields: Mapping[str, str]


class Stream:
    """One stream as one consumer of one group sees it."""

    def __init__(self, redis: Redis, *, name: str, group: str, consumer: str) -> None:
        self._redis = redis
        self._name = name
        self._group = group
        self._consumer = consumer

    async def add(self, fields: Mapping[str, str]) -> None:
        """Wakes one worker of the group. A retried call may wake twice, so work must be idempotent."""
        await self._redis.xadd(self._name, _payload(fields), maxlen=MAX_LENGTH, approximate=True)

    async def add_many(self, many: Sequence[Mapping[str, str]]) -> None:
        """The same for many, in one round trip."""
        if not many:
            return
        async with self._redis.pipeline(transaction=False) as pipe:
            for fields in many:
                pipe.xadd(self._name, _payload(fields), maxlen=MAX_LENGTH, approximate=True)
            await pipe.execute()

    async def take(self, count: int, *, block_ms: int = BLOCK_MS) -> list[Message]:
        """Up to `count` new messages; waits up to `block_ms` for the first. Makes the group where it is missing."""
        try:
            answer = await self._redis.xreadgroup(
                self._group, self._consumer, {self._name: ">"}, count=count, block=min(block_ms, BLOCK_MS)
            )
        except ResponseError as error:
            if "NOGROUP" not in str(error):
                raise
            await self._make_group()
            return []
        return [
            Message(id=identity, fields=fields)
            for _name, messages in _items(answer)
            for identity, fields in messages
            if fields
        ]

    async def reclaim(self, count: int, *, idle_ms: int) -> list[Message]:
        """Up to `count` messages that another consumer took and did not finish within `idle_ms`."""
        try:
            answer = await self._redis.xautoclaim(
                self._name, self._group, self._consumer, min_idle_time=idle_ms, start_id="0-0", count=count
            )
        except ResponseError as error:
            if "NOGROUP" not in str(error):
                raise
            await self._make_group()
            return []
        return [Message(id=identity, fields=fields) for identity, fields in answer[1] if fields]

    async def inherit(self, is_dead: Callable[[str], bool]) -> list[Message]:
        """What consumers that are known to be dead had taken and not finished, at once and not only after a while."""
        try:
            consumers = [one["name"] for one in await self._redis.xinfo_consumers(self._name, self._group)]
        except ResponseError:  # no stream or no group yet
            return []
        messages: list[Message] = []
        for consumer in filter(is_dead, consumers):
            pending = await self._redis.xpending_range(
                self._name, self._group, min="-", max="+", count=MOST_PENDING, consumername=consumer
            )
            ids: list[Any] = [one["message_id"] for one in pending]
            if ids:
                claimed: Any = await self._redis.xclaim(
                    self._name, self._group, self._consumer, min_idle_time=0, message_ids=ids
                )
                messages += [Message(id=identity, fields=fields) for identity, fields in claimed if fields]
            if consumer != self._consumer and len(ids) < MOST_PENDING:
                await self._redis.xgroup_delconsumer(self._name, self._group, consumer)
        return messages

    async def keep(self, ids: Sequence[str]) -> None:
        """Says that this consumer is still at work on these messages, so that `reclaim` leaves them to it."""
        if ids:
            await self._redis.xclaim(
                self._name, self._group, self._consumer, min_idle_time=0, message_ids=list(ids), justid=True
            )

    async def done(self, ids: Sequence[str]) -> None:
        """These messages need nobody any more: acknowledged and deleted."""
        if not ids:
            return
        async with self._redis.pipeline(transaction=False) as pipe:
            pipe.xack(self._name, self._group, *ids)
            pipe.xdel(self._name, *ids)
            await pipe.execute()

    async def depth(self) -> int:
        """How many messages stand in the stream."""
        return int(await self._redis.xlen(self._name))

    async def _make_group(self) -> None:
        try:
            await self._redis.xgroup_create(self._name, self._group, id="0", mkstream=True)
        except ResponseError as error:
            if "BUSYGROUP" not in str(error):
                raise


def _payload(fields: Mapping[str, str]) -> dict[Any, Any]:
    return dict(fields)


def _items(answer: Any) -> list[tuple[str, list[tuple[str, dict[str, str]]]]]:
    """XREADGROUP's answer as RESP2 (pairs) and RESP3 (a mapping of lists of lists) give it."""
    if not answer:
        return []
    if isinstance(answer, dict):
        return [(name, [pair for part in parts for pair in part]) for name, parts in answer.items()]
    return [(name, list(messages)) for name, messages in answer]
