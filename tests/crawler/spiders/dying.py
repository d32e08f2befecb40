"""A resident crawler that is killed by its own hand at a chosen step: as by kill -9, and always at the same place.

python -m tests.crawler.spiders.dying CONFIG STEP TIMES

The step's function is replaced by one that calls it, or does not, and sends SIGKILL to its own process at the given
call. Nothing else of the crawler is changed.
"""

import inspect
import logging
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler import pipelines, reading_pool
from crawler.spiders import desk, jobs, pages, visiting
from crawler.store import streams, visits


@dataclass(frozen=True, kw_only=True)
class Step:
    """A place in the code: before or after a function is called."""

    owner: Any
    name: str
    after: bool = False


STEPS = {
    "before the feed is asked for": Step(owner=visiting.Visiting, name="visit_requests"),
    "after the feed has answered": Step(owner=visiting.Visiting, name="feed_answered"),
    "after the feed was parsed": Step(owner=reading_pool.ReadingPool, name="parse_feed", after=True),
    "within the commit of the visit, with its entries": Step(owner=visits, name="add_entries", after=True),
    "before the commit of the visit": Step(owner=visiting, name="record_visit", after=True),
    "after the commit of the visit": Step(owner=visiting.Visiting, name="_after_visit"),
    "before a page is asked for": Step(owner=pages.PageReader, name="request"),
    "after a page was asked for": Step(owner=pages.PageReader, name="request", after=True),
    "after a page has answered": Step(owner=pages.PageReader, name="answered"),
    "after a page was read": Step(owner=reading_pool.ReadingPool, name="read", after=True),
    "before the commit of a story": Step(owner=desk, name="keep_reading", after=True),
    "after the commit of a story": Step(owner=pipelines.TellPipeline, name="process_item"),
    "before a job ends": Step(owner=jobs.JobBook, name="_end"),
    "before a message is acknowledged": Step(owner=streams.Stream, name="done"),
    "after a job has ended": Step(owner=jobs.JobBook, name="_end", after=True),
}


def die_at(step: Step, times: int) -> None:
    """Has this process killed at the given call of the step."""
    left = [times]
    setattr(step.owner, step.name, _dying(getattr(step.owner, step.name), left, after=step.after))


def _dying(call: Callable[..., Any], left: list[int], *, after: bool) -> Callable[..., Any]:
    def count() -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    if inspect.isasyncgenfunction(call):

        async def generate(*arguments: Any, **named: Any) -> Any:
            count()
            async for value in call(*arguments, **named):
                yield value

        return generate
    if inspect.iscoroutinefunction(call):

        async def wait(*arguments: Any, **named: Any) -> Any:
            if not after:
                count()
            value = await call(*arguments, **named)
            if after:
                count()
            return value

        return wait

    def run(*arguments: Any, **named: Any) -> Any:
        if not after:
            count()
        value = call(*arguments, **named)
        if after:
            count()
        return value

    return run


if __name__ == "__main__":
    from crawler.crawl import run_crawler
    from crawler.settings import load_crawler_settings

    logging.basicConfig(level=logging.INFO, stream=sys.stderr)
    os.environ.pop("RASID_CONFIG", None)
    config = Path(sys.argv[1])
    die_at(STEPS[sys.argv[2]], int(sys.argv[3]))
    run_crawler(load_crawler_settings(config), config_path=config)
