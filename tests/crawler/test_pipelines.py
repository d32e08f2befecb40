"""Who is woken for a story that was kept: the scheduler, where it has something to do."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from crawler.pipelines import TellPipeline
from crawler.spiders.results import StoryResult
from tests.alerts.making import collapse


def _woken(**changes: Any) -> list[int]:
    woken: list[int] = []

    async def wake(story_id: int) -> None:
        woken.append(story_id)

    desk = SimpleNamespace(wake=wake, tell=lambda _result: None)
    pipeline = TellPipeline(SimpleNamespace(spider=SimpleNamespace(desk=desk)))  # type: ignore[arg-type]
    usual = {"id": 7, "new": True, "revised": False, "flags": ("casualty",)}
    told = {"title": "", "outlet": "", "figures": 0, "acts": 0, "url": "", "alerting": True, "read": collapse()}
    asyncio.run(pipeline.process_item(StoryResult(**{**told, **usual, **changes})))
    return woken


@pytest.mark.parametrize(
    ("changes", "woken"),
    [
        ({}, [7]),
        ({"flags": ()}, []),
        ({"new": False, "revised": True, "flags": ()}, [7]),
        ({"new": False}, []),
        ({"id": None}, []),
    ],
    ids=["flagged", "without a flag", "edited to be without a flag", "known", "not kept"],
)
def test_the_scheduler_is_woken_for_what_is_due(changes: dict[str, Any], woken: list[int]) -> None:
    """A new story without a flag is in no event, and has no mark; an edit may leave one, whatever its flags are."""
    assert _woken(**changes) == woken
