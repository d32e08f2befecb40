"""Reads pages in processes of their own, each page with a deadline.

Reading costs 20–80 ms of CPU a page and its libraries can be driven into minutes or gigabytes by one crafted page.
What holds: the caller's event loop is never blocked; a page that takes too long, or that kills its process twice, is
refused with that reason and only its own process is ended; processes are renewed before they grow.
"""

import asyncio
import contextlib
import logging
import pickle
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from typing import Any

from crawler.errors import FeedUnreadable, RasidError
from crawler.feeds.parse import ParsedFeed
from crawler.feeds.zones import zone_name_for
from crawler.news import Feed, Page, Refusal, RefusalReason
from crawler.reading_tasks import LENGTH, Answer, NoFeed, Task, frame
from crawler.understanding import Reading

logger = logging.getLogger(__name__)

START_SECONDS = 60.0
TASKS_PER_WORKER = 2_000  # a start costs about a second: 1 % of the time that so many pages take
LARGEST_RSS = 600 * 1024**2


class ReadersFailed(RasidError):
    """The reading processes cannot be started."""


class TaskFailed(RasidError):
    """A task gave no answer: it took too long, or killed its process. The message is a sentence's end: “took …”."""


class _Died(Exception):
    """The process ended while it had a task."""


class ReadingPool:
    """A number of reading processes, started when they are first needed. To be used from one event loop."""

    def __init__(self, workers: int, timeout: float) -> None:
        self._timeout = timeout
        self._workers = [_Worker() for _ in range(workers)]
        # In turn, so that a task whose process died goes to another one while that one is started again.
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()
        for worker in self._workers:
            self._idle.put_nowait(worker)
        self._restarts: set[asyncio.Task[None]] = set()
        self._closed = False

    @property
    def pids(self) -> list[int]:
        """The process ids of the reading processes that run at the moment."""
        return [pid for worker in self._workers if (pid := worker.pid) is not None]

    async def warm_up(self) -> None:
        """Starts all processes, so that the first page does not wait. Raises ReadersFailed."""
        await asyncio.gather(*(worker.start() for worker in self._workers))

    async def read(self, page: Page) -> Reading:
        """The stories of a page, or a refusal. Raises only ReadersFailed."""
        try:
            value = await self._run(Task(name="read", arguments=(page,)))
        except TaskFailed as failed:
            logger.warning("page_unreadable url=%s reason=%r", page.url, str(failed))
            return Reading(refusal=Refusal(reason=RefusalReason.UNREADABLE, detail=f"reading it {failed}"))
        assert isinstance(value, Reading)
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
            await worker.start()
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

    async def _renew(self, worker: "_Worker") -> None:
        with contextlib.suppress(ReadersFailed):  # the next task says it
            await worker.renew()

    async def close(self) -> None:
        """Ends all processes."""
        self._closed = True
        for task in list(self._restarts):
            task.cancel()
        await asyncio.gather(*self._restarts, return_exceptions=True)
        await asyncio.gather(*(worker.end() for worker in self._workers))


class _Worker:
    """One place in the pool, and the process that fills it at the moment."""

    def __init__(self) -> None:
        self._process: Process | None = None
        self._tasks = 0
        self._rss = 0
        self._busy = asyncio.Lock()

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process is not None else None

    @property
    def needs_renewal(self) -> bool:
        return self._process is None or self._tasks >= TASKS_PER_WORKER or self._rss > LARGEST_RSS

    async def start(self) -> None:
        async with self._busy:
            if self._process is None or self._process.returncode is not None:
                await self._start()

    async def renew(self) -> None:
        async with self._busy:
            if self.needs_renewal:
                await self._end()
                await self._start()

    async def end(self) -> None:
        async with self._busy:
            await self._end()

    async def ask(self, task: Task, timeout: float) -> Answer:  # noqa: ASYNC109  a page's deadline, not the caller's
        async with self._busy:
            process = self._process
            if process is None or process.stdin is None:
                raise _Died
            self._tasks += 1
            try:
                async with asyncio.timeout(timeout):
                    process.stdin.write(frame(task))
                    await process.stdin.drain()
                    answer = await _receive(process)
            except TimeoutError:
                raise TaskFailed(f"took longer than {timeout:g} s") from None
            except (OSError, asyncio.IncompleteReadError, pickle.UnpicklingError):
                with contextlib.suppress(TimeoutError):  # its end is in the system's books a moment later
                    async with asyncio.timeout(1.0):
                        await process.wait()
                raise _Died from None
            self._rss = answer.rss
            return answer

    async def _start(self) -> None:
        # From the event loop's own thread: Linux would end the process together with the thread that started it.
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "crawler.reading_worker"), stdin=PIPE, stdout=PIPE, stderr=DEVNULL
        )
        self._tasks = 0
        try:
            async with asyncio.timeout(START_SECONDS):
                self._rss = (await _receive(self._process)).rss
        except (TimeoutError, OSError, asyncio.IncompleteReadError):
            await self._end()
            raise ReadersFailed(
                f"a reading process did not start; '{sys.executable} -m crawler.reading_worker' says why"
            ) from None
        except asyncio.CancelledError:
            await self._end()
            raise

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
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


async def _receive(process: Process) -> Answer:
    assert process.stdout is not None
    head = await process.stdout.readexactly(LENGTH.size)
    body = await process.stdout.readexactly(LENGTH.unpack(head)[0])
    answer = pickle.loads(body)  # noqa: S301  our own process wrote it
    assert isinstance(answer, Answer)
    return answer
