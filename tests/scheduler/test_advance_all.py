"""One wake advances all that is kept, and asks no further once a batch was not full."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest

from alerts.advance import Advanced
from scheduler import jobs

FULL = jobs.ADVANCE_AT_ONCE


class _Deliveries:
    async def add_many(self, _many: list[dict[str, str]]) -> None:
        return


@pytest.mark.parametrize(
    ("batches", "calls", "last"),
    [((), 1, None), ((3,), 1, 3), ((FULL, 2), 2, 2), ((FULL, FULL), 3, FULL)],
    ids=["nothing", "a few", "more than a batch", "two full ones"],
)
def test_it_ends_with_the_first_batch_that_is_not_full(
    monkeypatch: pytest.MonkeyPatch, batches: tuple[int, ...], calls: int, last: int | None
) -> None:
    """What is kept while a batch is advanced brings a wake of its own."""
    due = [Advanced(stories=stories) for stories in batches]
    asked: list[int] = []

    def advance(*_given: object, limit: int, **_further: object) -> Advanced:
        asked.append(limit)
        return due.pop(0) if due else Advanced()

    monkeypatch.setattr(jobs, "advance", advance)
    shop = cast(Any, SimpleNamespace(engine=None, subscriptions=(), deadline=None, deliveries=_Deliveries()))
    done = asyncio.run(jobs.advance_all(shop))
    assert len(asked) == calls
    assert (done.stories if done is not None else None) == last
