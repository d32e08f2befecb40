"""Reads pages, and understands stories, in processes of their own, each task with a deadline.

Reading costs 20–80 ms of CPU a page and its libraries can be driven into minutes or gigabytes by one crafted page.
What holds: the caller's event loop is never blocked; a page that takes too long, or that kills its process twice, is
refused with that reason and only its own process is ended; processes are renewed before they grow. Every process
decides flags with the same model, which can be changed while pages are read.
"""

import asyncio
import contextlib
import logging
import os
import pickle
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crawler.errors import FeedUnreadable, ModelUnusable, RasidError
from crawler.feeds.parse import ParsedFeed
from crawler.feeds.zones import zone_name_for
from crawler.flags.model import SHIPPED, ModelKind, ModelSource
from crawler.forks import Program, Started, can_ask, fork
from crawler.news import Feed, Page, Refusal, RefusalReason, Story
from crawler.reading_tasks import LENGTH, Answer, NoFeed, NoModel, Task, frame
from crawler.understanding import Reading, ReadStory, not_understood

logger = logging.getLogger(__name__)

START_SECONDS = 60.0
TASKS_PER_WORKER = 2_000  # a start costs about a second: 1 % of the time that so many pages take
LARGEST_GROWTH = 450 * 1024**2  # of the memory that a process has when it starts, its model loaded
REST_SECONDS = 30.0  # without a task, after which a fresh process is there that shares nearly all of its memory
_READER = Program(
    module="crawler.reading_worker", function="answer_tasks", title="rasid reading_worker", orphaned=signal.SIGKILL
)


class ReadersFailed(RasidError):
    """The reading processes cannot be started, or cannot use their model."""


class ReadersHaveNoModel(ReadersFailed, ModelUnusable):
    """The reading processes start, and cannot use their model."""


class TaskFailed(RasidError):
    """A task gave no answer: it took too long, or killed its process. The message is a sentence's end: “took …”."""


class _Died(Exception):
    """The process ended while it had a task."""


class ReadingPool:
    """A number of reading processes, started when they are first needed. To be used from one event loop."""

    def __init__(self, workers: int, timeout: float, model: ModelSource = SHIPPED) -> None:
        self._timeout = timeout
        self._model = model
        self._workers = [_Worker() for _ in range(workers)]
        # In turn, so that a task whose process died goes to another one while that one is started again. Where that
        # takes no time, the one that was busy last, so that the others stay fresh.
        self._idle: asyncio.Queue[_Worker] = asyncio.LifoQueue() if can_ask() else asyncio.Queue()
        for worker in self._workers:
            self._idle.put_nowait(worker)
        self._restarts: set[asyncio.Task[None]] = set()
        self._resting: asyncio.Task[None] | None = None
        self._closed = False

    @property
    def pids(self) -> list[int]:
        """The process ids of the reading processes that run at the moment."""
        return [pid for worker in self._workers if (pid := worker.pid) is not None]

    async def warm_up(self) -> None:
        """Starts all processes, so that the first page does not wait. Raises ReadersFailed."""
        await asyncio.gather(*(self._begin(worker) for worker in self._workers))

    async def use_model(self, model: ModelSource) -> None:
        """Has another model decide flags. Where processes run already, they are replaced one after the other: each by
        one that has loaded the model, once the page that it reads is read. Raises ReadersFailed; where the model
        cannot be used, everything stays as it was."""
        if model == self._model:
            return
        if not any(worker.in_use for worker in self._workers):
            self._model = model
            return
        for at, worker in enumerate(self._workers):
            try:
                fresh = await _start(model)
            except ReadersFailed:
                if at:  # the model is good and the machine is short of something: they are started when needed
                    await asyncio.gather(*(left.end() for left in self._workers[at:]))
                raise
            self._model = model
            await worker.take_over(fresh)

    async def read(self, page: Page) -> Reading:
        """The stories of a page, or a refusal. Raises only ReadersFailed."""
        try:
            value = await self._run(Task(name="read", arguments=(page,)))
        except TaskFailed as failed:
            logger.warning("page_unreadable url=%s reason=%r", page.url, str(failed))
            return Reading(refusal=Refusal(reason=RefusalReason.UNREADABLE, detail=f"reading it {failed}"))
        assert isinstance(value, Reading)
        return value

    async def understand(self, stories: Sequence[Story]) -> list[ReadStory]:
        """The stories with flags and facts. One that cannot be understood, or not in time, has its `fault`, and does
        the others no harm: they are then tried one by one. Raises only ReadersFailed."""
        try:
            value = await self._run(Task(name="understand", arguments=(tuple(stories),)))
        except TaskFailed as failed:
            if len(stories) == 1:
                logger.warning("story_not_understood url=%s reason=%r", stories[0].url, str(failed))
                return [not_understood(stories[0], f"reading it {failed}")]
            return [read for story in stories for read in await self.understand([story])]
        assert isinstance(value, list)
        return value

    async def parse_feed(
        self, body: bytes, content_type: str, url: str, *, feed: Feed | None = None, zone: str | None = None
    ) -> ParsedFeed:
        """The entries of what answered at `url`, read as the `feed` says: its kind, zone, charset and links. Without
        one it is read as a feed with dates in `zone`. Raises FeedUnreadable and ReadersFailed, and nothing else."""
        keywords = {"zone": zone} if feed is None else _known_of(feed)
        task = Task(name="parse_feed", arguments=(body, content_type, url), keywords=keywords)
        try:
            value = await self._run(task)
        except TaskFailed as failed:
            raise FeedUnreadable(f"reading the feed {failed}") from None
        if isinstance(value, NoFeed):
            raise FeedUnreadable(value.sentence)
        assert isinstance(value, ParsedFeed)
        return value

    async def _run(self, task: Task) -> Any:
        try:
            return await self._once(task)
        except _Died:
            # Once may be the system's doing (the kernel was short of memory); twice is the task's.
            try:
                return await self._once(task)
            except _Died:
                raise TaskFailed("ended its process twice") from None

    async def _once(self, task: Task) -> Any:
        worker = await self._idle.get()
        try:
            await self._begin(worker)
            answer = await worker.ask(task, self._timeout)
        except (TaskFailed, _Died, ReadersFailed):
            await worker.end()
            raise
        except asyncio.CancelledError:
            await worker.end()  # its answer would be taken for the next task's
            raise
        finally:
            self._idle.put_nowait(worker)
            self._keep_warm(worker)
        if answer.error is not None:
            raise TaskFailed(f"failed: {answer.error}")
        return answer.value

    def _keep_warm(self, worker: "_Worker") -> None:
        """Renews a process that has ended, grown or worked long, before the next task asks for it."""
        if self._closed or not worker.needs_renewal:
            return
        task = asyncio.create_task(self._renew(worker))
        self._restarts.add(task)
        task.add_done_callback(self._restarts.discard)

    async def _begin(self, worker: "_Worker") -> None:
        if self._resting is None and can_ask():
            self._resting = asyncio.create_task(self._rest())
        await worker.start(self._model)  # of the moment when it is started, and not when that was asked for

    async def _renew(self, worker: "_Worker") -> None:
        with contextlib.suppress(ReadersFailed):  # the next task says it
            await worker.renew(self._model)

    async def _rest(self) -> None:
        """Has fresh processes stand where others have nothing to do any more: what those hold beside what all share is
        given back, and no page waits for it. Not where they load a transformer, which takes seconds."""
        while True:
            await asyncio.sleep(REST_SECONDS / 2)
            if self._model.kind is not ModelKind.ONNX:
                for worker in self._workers:
                    with contextlib.suppress(ReadersFailed):  # the next task says it
                        await worker.rest(self._model)

    async def close(self) -> None:
        """Ends all processes."""
        self._closed = True
        if self._resting is not None:
            self._resting.cancel()
            await asyncio.gather(self._resting, return_exceptions=True)
        for task in list(self._restarts):
            task.cancel()
        await asyncio.gather(*self._restarts, return_exceptions=True)
        await asyncio.gather(*(worker.end() for worker in self._workers))


@dataclass(slots=True)
class _Running:
    """A reading process that has loaded its model."""

    process: Started
    rss_at_start: int
    rss: int
    used_at: float  # by the clock of the event loop
    tasks: int = 0

    @property
    def needs_renewal(self) -> bool:
        return self.tasks >= TASKS_PER_WORKER or self.rss - self.rss_at_start > LARGEST_GROWTH


class _Worker:
    """One place in the pool, and the process that fills it at the moment."""

    def __init__(self) -> None:
        self._running: _Running | None = None
        self._busy = asyncio.Lock()

    @property
    def pid(self) -> int | None:
        return self._running.process.pid if self._running is not None else None

    @property
    def in_use(self) -> bool:
        """Whether it has a process, or is getting one, which loads the model of the moment when it was asked for."""
        return self._running is not None or self._busy.locked()

    @property
    def needs_renewal(self) -> bool:
        return self._running is None or self._running.needs_renewal

    async def start(self, model: ModelSource) -> None:
        async with self._busy:
            if self._running is None or self._running.process.returncode is not None:
                self._running = await _start(model)
            self._running.used_at = _now()  # so that it does not go to rest before it is asked

    async def rest(self, model: ModelSource) -> None:
        """Puts a fresh process in the place of one that has worked, and had nothing to do for a while."""
        if self._running is None or not self._running.tasks or self._busy.locked():
            return
        async with self._busy:
            if self._running is not None and _now() - self._running.used_at > REST_SECONDS:
                await self._end()
                self._running = await _start(model)

    async def renew(self, model: ModelSource) -> None:
        async with self._busy:
            if self.needs_renewal:
                await self._end()
                self._running = await _start(model)

    async def take_over(self, fresh: _Running) -> None:
        """Puts a fresh process in the place of the present one, which answers first what it was asked."""
        try:
            async with self._busy:
                await self._end()
                self._running = fresh
        except asyncio.CancelledError:
            if self._running is not fresh:
                await _end(fresh.process)
            raise

    async def end(self) -> None:
        async with self._busy:
            await self._end()

    async def ask(self, task: Task, timeout: float) -> Answer:  # noqa: ASYNC109  a page's deadline, not the caller's
        async with self._busy:
            if self._running is None:
                raise _Died
            self._running.tasks += 1
            answer = await _ask(self._running.process, task, timeout)
            self._running.rss = answer.rss
            self._running.used_at = _now()
            return answer

    async def _end(self) -> None:
        running, self._running = self._running, None
        if running is not None:
            await _end(running.process)


async def _start(model: ModelSource) -> _Running:
    """A process that is ready for its first page. Raises ReadersFailed."""
    try:
        process = await _begin()
    except OSError as error:
        raise ReadersFailed(f"a reading process cannot be started: {error}") from None
    try:
        async with asyncio.timeout(START_SECONDS):
            await _receive(process)
        rss = await _load(process, model)
    except (TimeoutError, OSError, asyncio.IncompleteReadError):
        await _end(process)
        raise ReadersFailed(
            f"a reading process did not start; '{sys.executable} -m crawler.reading_worker' says why"
        ) from None
    except (ReadersFailed, asyncio.CancelledError):
        await _end(process)
        raise
    return _Running(process=process, rss_at_start=rss, rss=rss, used_at=_now())


def _now() -> float:
    return asyncio.get_running_loop().time()


async def _begin() -> Started:
    """Forked from what has all loaded, under the daemon, and else executed. Raises OSError."""
    if can_ask():
        with open(os.devnull, "wb") as nothing:  # noqa: ASYNC230, PTH123  it blocks nobody
            return await fork(_READER, stderr=nothing.fileno())
    # From the event loop's own thread: Linux would end the process together with the thread that started it.
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "crawler.reading_worker"), stdin=PIPE, stdout=PIPE, stderr=DEVNULL
    )


async def _load(process: Started, model: ModelSource) -> int:
    """Has a process load its model; its memory in bytes. Raises ReadersFailed."""
    try:
        answer = await _ask(process, Task(name="use_model", arguments=(model,)), START_SECONDS)
    except TaskFailed as failed:
        why = f"loading it {failed}"
    except _Died:
        why = "loading it ended the process"
    else:
        if isinstance(answer.value, NoModel):
            why = answer.value.sentence
        elif answer.error is not None:
            why = f"loading it failed: {answer.error}"
        else:
            return answer.rss
    raise ReadersHaveNoModel(f"the model of the flags cannot be used: {why}")


async def _ask(process: Started, task: Task, timeout: float) -> Answer:  # noqa: ASYNC109  a page's deadline
    """What a process answers. Raises TaskFailed where it takes too long, and _Died where it ends."""
    if process.stdin is None:
        raise _Died
    try:
        async with asyncio.timeout(timeout):
            process.stdin.write(frame(task))
            await process.stdin.drain()
            return await _receive(process)
    except TimeoutError:
        raise TaskFailed(f"took longer than {timeout:g} s") from None
    except (OSError, asyncio.IncompleteReadError, pickle.UnpicklingError):
        with contextlib.suppress(TimeoutError):  # its end is in the system's books a moment later
            async with asyncio.timeout(1.0):
                await process.wait()
        raise _Died from None


async def _end(process: Started) -> None:
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()  # it holds nothing that is worth an orderly end
    if process.stdin is not None:
        process.stdin.close()
    await process.wait()


def _known_of(feed: Feed) -> dict[str, Any]:
    return {
        "kind": feed.kind,
        "zone": zone_name_for(feed.zone, feed.country),
        "selector": feed.link_selector,
        "pattern": feed.link_pattern,
        "charset": feed.charset,
    }


async def _receive(process: Started) -> Answer:
    assert process.stdout is not None
    head = await process.stdout.readexactly(LENGTH.size)
    body = await process.stdout.readexactly(LENGTH.unpack(head)[0])
    answer = pickle.loads(body)  # noqa: S301  our own process wrote it
    assert isinstance(answer, Answer)
    return answer
