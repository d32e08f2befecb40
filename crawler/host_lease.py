"""One request at a time to a host, however many crawlers there are: a lease in Redis.

Whoever fetches from a host holds its lease meanwhile, and leaves it there for the rest of the host's delay. It ends by
itself, so that a crawler that was killed keeps nobody waiting for longer than one answer may take. It is never
renewed. Redis is only asked as long as it answers: without it each crawler keeps the host's delay for itself.
"""

import asyncio
import logging
import random
import secrets
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from redis.asyncio import Redis

from crawler.guard import plain_host
from crawler.spiders.redis_gate import RedisGate

logger = logging.getLogger(__name__)

PREFIX = "rasid:host:"
MARGIN = 10.0  # seconds that a lease outlives the longest request to its host
LONGEST_WAIT = 900.0  # seconds; a crawl does not stand still for ever because of what stands in Redis
_SHORTEST_POLL, _LONGEST_POLL = 0.2, 0.5

# Both are one step for Redis 6.2 and Valkey. The first says how many milliseconds of somebody else's lease are left;
# 0: it is ours, also where the connection broke after an earlier try of the same call. A key without an end, which
# none of us makes, gets one.
_TAKE = """
if redis.call('set', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) or redis.call('get', KEYS[1]) == ARGV[1] then return 0 end
local left = redis.call('pttl', KEYS[1])
if left < 0 then redis.call('pexpire', KEYS[1], ARGV[2]) end
return math.max(left, 1)
"""
_LEAVE = """
if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
if tonumber(ARGV[2]) > 0 then return redis.call('set', KEYS[1], 'rest', 'PX', ARGV[2]) end
return redis.call('del', KEYS[1])
"""


def lease_key(host: str) -> str:
    """A host's key in Redis: its name in small letters, whatever the port and the scheme."""
    return PREFIX + plain_host(host)


class HostLeases:
    """The leases of this process. `longest` is how many seconds a request to a host may take at most."""

    def __init__(self, redis: Redis, gate: RedisGate, *, longest: float) -> None:
        self._gate = gate
        self._longest = max(1, int(longest * 1000))
        self._take = redis.register_script(_TAKE)
        self._leave = redis.register_script(_LEAVE)

    @asynccontextmanager
    async def turn(self, host: str, delay: Callable[[], float]) -> AsyncIterator[None]:
        """Waits for this host's turn and holds it. The next one comes `delay()` seconds after this one began, as
        Scrapy counts its delays, or at its end if that is later; `delay` is asked at the end, when robots.txt may
        have been read."""
        key = lease_key(host)
        token = await self._wait(key)
        began = time.monotonic()
        try:
            yield
        finally:
            if token is not None:
                rest = int((began + delay() - time.monotonic()) * 1000)
                await self._gate(lambda: self._leave(keys=[key], args=[token, max(rest, 0)]))

    async def _wait(self, key: str) -> str | None:
        """The token of a lease that is ours now; None while Redis cannot be asked."""
        token = secrets.token_hex(12)
        give_up_at = time.monotonic() + LONGEST_WAIT
        while time.monotonic() < give_up_at:
            left = await self._gate(lambda: self._take(keys=[key], args=[token, self._longest]))
            if left is None:
                return None
            if left == 0:
                return token
            # What is left may be a lease that is given back earlier, so that it is looked at again before its end.
            await asyncio.sleep(min(left / 1000, random.uniform(_SHORTEST_POLL, _LONGEST_POLL)))
        logger.warning("host_stayed_taken key=%s after=%.0fs", key, LONGEST_WAIT)
        return None
