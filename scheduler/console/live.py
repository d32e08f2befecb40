"""Live: what changed since a moment ago, found once a process and sent to all open pages.

One query asks an index every POLL_SECONDS. What changed is drawn once for each way of looking (filters, language,
digits, zone), however many pages look in that way. A page whose connection broke says when it was drawn, and gets what
it missed.

Changes are looked for OVERLAP behind the newest one known, since commits need not come in the order of their times.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import SQLAlchemyError

from alerts.tables import event as event_table
from crawler.store.database import reading
from scheduler.console.cards import Version
from scheduler.console.finding import Filters
from scheduler.console.reader import Reader

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.3
QUIET_SECONDS = 15.0  # then a comment shows both ends, and proxies, that the line lives
OVERLAP = timedelta(seconds=60)
_MOST_CHANGES = 200  # of one look; of more than that the newest count, and the rest waits for the next load
_MOST_WAITING = 50  # messages that a page may be behind; then it is let go, and comes back by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One way of looking at the list: as HTML of a page, or as JSON of the API that answers at `base`."""

    filters: Filters
    reader: Reader
    base: str = ""


Draw = Callable[[Collection[Look], Sequence[Version]], Mapping[Look, str]]


@dataclass(eq=False, slots=True)
class Live:
    """The changes, and the pages that wait for them. `draw` makes a message of changed events for each look; it
    is called in a thread, and "" is no message."""

    engine: Engine
    draw: Draw
    clock: Callable[[], datetime]
    _pages: "dict[asyncio.Queue[str | None], Look]" = field(default_factory=dict)
    _sent: dict[int, Version] = field(default_factory=dict)
    _newest: datetime | None = None  # None where there was no event at all
    _began: bool = False
    _closed: bool = False

    async def run(self) -> None:
        """Looks until cancelled; then every page is let go."""
        try:
            while True:
                await asyncio.sleep(POLL_SECONDS)
                try:
                    await self._look()
                except SQLAlchemyError as error:
                    logger.warning("console_not_live error=%s", type(error).__name__)
                except Exception:  # one event that cannot be drawn must not silence all that come after it
                    logger.exception("console_change_not_drawn")
        finally:
            self.close()

    def close(self) -> None:
        """Ends every page's stream."""
        self._closed = True
        for queue in self._pages:
            _put(queue, None)

    async def _look(self) -> None:
        changed = await asyncio.to_thread(self._changes)
        if not changed:
            return
        looks = dict.fromkeys(self._pages.values())
        drawn = await asyncio.to_thread(self.draw, looks, changed)
        for queue, look in list(self._pages.items()):
            if drawn.get(look):
                _put(queue, drawn[look])

    def _changes(self) -> list[Version]:
        """What is new or other than at the last look. The first look only learns what there is."""
        table = event_table.c
        first, self._began = not self._began, True
        with reading(self.engine) as connection:
            newest = connection.execute(select(func.max(table.changed_at))).scalar()
            if newest is None:
                return []
            # Where somebody's clock ran ahead, what changes now lies before the newest change.
            since = min(self._newest or newest, self.clock()) - OVERLAP
            query = select(table.id, table.revision, table.changed_at).where(table.changed_at >= since)
            rows = connection.execute(query.order_by(table.changed_at.desc()).limit(_MOST_CHANGES)).all()
        found = {row[0]: Version(id=row[0], revision=row[1], changed_at=row[2]) for row in rows}
        changed = [one for one in found.values() if self._sent.get(one.id) != one]
        self._sent, self._newest = found, newest
        return [] if first else changed

    async def messages(self, look: Look, begin: Callable[[], str]) -> AsyncIterator[str]:
        """The stream of one page: `begin`, what it missed, then what changes, and a comment where that is long in
        coming. It is asked for what it missed once it waits, so that nothing falls between."""
        with self._waiting(look) as queue:
            yield await asyncio.to_thread(begin) or ": \n\n"
            while not self._closed:
                message: str | None = ": \n\n"
                with contextlib.suppress(TimeoutError):
                    message = await asyncio.wait_for(queue.get(), QUIET_SECONDS)
                if message is None:
                    return
                yield message

    @contextmanager
    def _waiting(self, look: Look) -> "Iterator[asyncio.Queue[str | None]]":
        queue: asyncio.Queue[str | None] = asyncio.Queue(_MOST_WAITING)
        self._pages[queue] = look
        try:
            yield queue
        finally:
            self._pages.pop(queue, None)


def _put(queue: "asyncio.Queue[str | None]", message: str | None) -> None:
    """Puts a message, or the end where too many wait already."""
    if message is None or queue.full():
        while not queue.empty():
            queue.get_nowait()
        queue.put_nowait(None)
        return
    queue.put_nowait(message)


def as_event(name: str, html: str) -> str:
    """A message of the stream. A line's end would end a field, so that each line is one."""
    lines = "".join(f"data: {line}\n" for line in html.splitlines() if line.strip())
    return f"event: {name}\n{lines}\n"
