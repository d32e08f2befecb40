"""Redis as the crawler may use it: helpful while it answers, and never waited for while it does not."""

import logging
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from redis.exceptions import RedisError

T = TypeVar("T")

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 4.0

logger = logging.getLogger(__name__)


class RedisGate:
    """Passes calls on. After a failure no call is made for a while, so that a server that hangs costs one timeout
    now and then and not one a call; the database is asked meanwhile."""

    def __init__(self) -> None:
        self._pause = 0.0
        self._closed_until = 0.0

    async def __call__(self, call: Callable[[], Awaitable[T]]) -> T | None:
        """The call's value, or None while Redis cannot be reached."""
        if time.monotonic() < self._closed_until:
            return None
        try:
            value = await call()
        except (RedisError, OSError) as error:
            if not self._pause:
                logger.warning("redis_unreachable error=%s then=ask_database", type(error).__name__)
            self._pause = min(max(self._pause * 2, FIRST_PAUSE), LONGEST_PAUSE)
            self._closed_until = time.monotonic() + self._pause
            return None
        if self._pause:
            logger.info("redis_back")
        self._pause = 0.0
        return value
