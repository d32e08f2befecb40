"""History read again: the kept stories understood by the present rules and the present model, batch after batch.

Nobody is told of anything: no event is touched, and a story's marks for the alerts' room stay as they are. Each batch
is one transaction, so that a reading that is stopped has lost nothing, and memory stays flat however long history is.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from crawler.flags.flag import Label
from crawler.reading_pool import ReadingPool
from crawler.store.database import reading, writing
from crawler.store.rereads import keep_understanding
from crawler.store.stories import KeptStory, stories_from
from crawler.store.story_rows import with_verdicts
from crawler.understanding import ReadStory

BATCH = 64  # stories in one transaction
TASK = 8  # of them are given to a reading process at once
_TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What came of reading a story again. `after` is None where it is left as it was: because of a `fault` of ours, or
    because it was revised in the meantime."""

    id: int
    before: ReadStory
    after: ReadStory | None
    fault: str = ""

    @property
    def changed(self) -> tuple[str, ...]:
        """What is different now: flags, figures, acts, and whether it is understood at all."""
        before, after = self.before, self.after
        if after is None:
            return ()
        pairs = {
            "flags": (before.flags, after.flags),
            "figures": (before.casualties, after.casualties),
            "acts": (before.acts, after.acts),
            "fault": (before.fault, after.fault),
        }
        return tuple(name for name, (old, new) in pairs.items() if old != new)


async def reread(
    engine: Engine,
    pool: ReadingPool,
    *,
    after: int = 0,
    since: datetime | None = None,
    limit: int | None = None,
    dry_run: bool = False,
) -> AsyncIterator[Reread]:
    """The stories behind an id, in the order of their ids, each understood again and, but for a dry run, kept. A story
    is given once its batch has been kept. Raises ReadersFailed and SQLAlchemy's errors."""
    left = limit
    while left is None or left > 0:
        with reading(engine) as connection:
            batch = stories_from(connection, after, BATCH if left is None else min(BATCH, left), since=since)
        if not batch:
            return
        understood = await _understand(pool, batch)
        for one in _without_keeping(batch, understood) if dry_run else _keep(engine, batch, understood):
            yield one
        after = batch[-1].id
        left = None if left is None else left - len(batch)


async def _understand(pool: ReadingPool, batch: Sequence[KeptStory]) -> list[ReadStory]:
    stories = [known.read.story for known in batch]
    tasks = [pool.understand(stories[at : at + TASK]) for at in range(0, len(stories), TASK)]
    return [read for part in await asyncio.gather(*tasks) for read in part]


def _keep(engine: Engine, batch: Sequence[KeptStory], understood: Sequence[ReadStory]) -> list[Reread]:
    for left in reversed(range(_TRIES)):
        try:
            with writing(engine) as connection:
                return [
                    _reread(known, read, None if read.fault else keep_understanding(connection, known, read))
                    for known, read in zip(batch, understood, strict=True)
                ]
        except OperationalError:  # two writers that waited for each other: one of them is sent back
            if not left:
                raise
    raise AssertionError


def _without_keeping(batch: Sequence[KeptStory], understood: Sequence[ReadStory]) -> list[Reread]:
    return [
        _reread(known, read, None if read.fault else with_verdicts(read, _decided(known.read)))
        for known, read in zip(batch, understood, strict=True)
    ]


def _reread(known: KeptStory, read: ReadStory, after: ReadStory | None) -> Reread:
    return Reread(id=known.id, before=known.read, after=after, fault=read.fault)


def _decided(read: ReadStory) -> dict[Label, bool | None]:
    """What a person has decided of a story's flags, as the flags tell it."""
    return {flag.label: flag.flagged if flag.by_hand else None for flag in (read.casualty, read.diplomacy)}
