"""Which of the pages that have come is read next: as many at once as there are readers, the others by their turn.

Without it the pool would read them as they came: the newest news behind hundreds of older pages, and the document of
the next feed, which takes no turn, behind all of them.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from heapq import heappop, heappush
from itertools import count


class ReadingTurns:
    """The places at the readers. To be used from one event loop."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        self._number = count()  # pages of the same turn are read as they came

    @asynccontextmanager
    async def place(self, turn: float) -> AsyncIterator[None]:
        """Waits until one is free and nobody waits whose turn is earlier, and holds it."""
        if self._free:
            self._free -= 1
        else:
            await self._called(turn)
        try:
            yield
        finally:
            self._call_next()

    async def _called(self, turn: float) -> None:
        call: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heappush(self._waiting, (turn, next(self._number), call))
        try:
            await call
        except asyncio.CancelledError:
            if call.done() and not call.cancelled():  # called and cancelled in the same moment
                self._call_next()
            raise

    def _call_next(self) -> None:
        while self._waiting:
            call = heappop(self._waiting)[2]
            if not call.done():
                call.set_result(None)
                return
        self._free += 1
