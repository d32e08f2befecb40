"""Inputs read in processes of their own, or in this one, in the order in which they come."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from functools import partial
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

import click

from crawler.flags.model import FlagModel, ModelSource
from crawler.flags.sources import load_model
from scheduler.cli.invocation import progress_bar
from scheduler.cli.lines import Input

BATCH = 64  # inputs in hand at once: memory stays flat however long the input

T = TypeVar("T")
Work = Callable[[Input, FlagModel | None], T]

workers_option = click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read."
)


class _InUse:
    model: FlagModel | None = None  # of this process; None: the one that comes with the program


def _use(source: ModelSource) -> None:
    _InUse.model = load_model(source)


def _done(work: Work[T], one: Input) -> T:
    return work(one, _InUse.model)


def each_read(inputs: Iterable[Input], workers: int, model: ModelSource, work: Work[T]) -> Iterator[tuple[Input, T]]:
    """Each input with what `work`, a function of a module, makes of it and the model. Raises ModelUnusable."""
    _use(model)  # also where others read: what is wrong with it is one sentence here
    pool = None
    if workers > 1:
        pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_use, initargs=(model,))
    iterator = iter(inputs)
    with pool or nullcontext(), progress_bar() as progress:
        task = progress.add_task("reading", total=None)
        while batch := list(islice(iterator, BATCH)):
            for one, found in zip(batch, (pool.map if pool else map)(partial(_done, work), batch), strict=True):
                progress.advance(task)
                yield one, found
