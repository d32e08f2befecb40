"""The program of one reading process: tasks come on stdin, answers go to stdout, until stdin ends.

    python -m crawler.reading_worker

A frame is four bytes of length and a pickle. The parent is the only writer and reader of these pipes. This process
never outlives its parent: stdin ends with it, and where the process is busy the kernel ends it (Linux). Memory has a
limit, so that a page that needs more raises MemoryError here instead of bringing the machine down. What the model of
the flags takes is not counted: it is the operator's own choice.
"""

import ctypes
import logging
import os
import pickle
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from crawler.loading import calculate_in_one_thread, for_good
from crawler.news import Page
from crawler.own_memory import peak, status_bytes
from crawler.reading_tasks import LENGTH, SAMPLE, Answer, Task, do, frame

MEMORY_LIMIT = 2 * 1024**3  # of address space beside what it begins with; about 130 MB of it become resident
_PR_SET_PDEATHSIG = 1


class _Begun:
    with_size = 0  # bytes of address space, which are those of the process that this one was forked from


def main() -> None:
    """Answers tasks until stdin ends, or the parent does."""
    _end_with_parent()
    answer_tasks(warm=False)


def answer_tasks(*, warm: bool = True) -> None:
    """Answers tasks until stdin ends; what a forked process does, which is `warm` and whose end has been seen to."""
    _Begun.with_size = status_bytes("VmSize") if sys.platform == "linux" else 0
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which stops us in order
    tasks, answers = _own_pipes()
    logging.disable(logging.ERROR)  # libraries would print pieces of pages
    _limit_memory()
    if not warm:
        calculate_in_one_thread()
        with for_good():
            warm_up()
    _send(answers, Answer(rss=peak()))
    while (head := tasks.read(LENGTH.size)) and len(head) == LENGTH.size:
        task = pickle.loads(tasks.read(LENGTH.unpack(head)[0]))  # noqa: S301  our parent wrote it
        _send(answers, _answer(task))


def _answer(task: Task) -> Answer:
    try:
        if task.name == "use_model":
            with _room_for_model():
                value = do(task)
        else:
            value = do(task)
        return Answer(value=value, rss=peak())
    except MemoryError:
        return Answer(error="it needs too much memory", rss=peak() + MEMORY_LIMIT)
    except Exception as error:
        return Answer(error=f"{type(error).__name__} in {_place(error)}", rss=peak())


def _place(error: BaseException) -> str:
    """Where an error was raised; its text is left out, since it may carry a piece of the page."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "?" if trace is None else f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}"  # noqa: PTH119


def _send(answers: BinaryIO, answer: Answer) -> None:
    answers.write(frame(answer))
    answers.flush()


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """stdin and stdout under other numbers, so that nothing a library prints gets between the answers."""
    tasks = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(2, 1)
    os.close(null)
    return tasks, answers


def warm_up() -> None:
    """Loads everything that reading needs, so that no page's deadline pays for imports and lexicons."""
    page = f"<html><body><article><h1>{SAMPLE.title}</h1><p>{SAMPLE.text}</p></article></body></html>"
    url = SAMPLE.url
    do(Task(name="read", arguments=(Page(url=url, body=page.encode(), content_type="text/html; charset=utf-8"),)))
    do(Task(name="parse_feed", arguments=(b"<rss><channel/></rss>", "text/xml", url)))
    sitemap = f"<urlset><url><loc>{url}</loc></url></urlset>"  # loads the list of public suffixes
    do(Task(name="parse_feed", arguments=(sitemap.encode(), "text/xml", url.replace("news/1", "sitemap.xml"))))


@contextmanager
def _room_for_model() -> Iterator[None]:
    """Lifts the limit while a model is loaded, and then sets it as much higher as the model is large."""
    if sys.platform != "linux":
        yield
        return
    before = status_bytes("VmSize")
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    try:
        yield
    finally:
        _limit_memory(beside=max(0, status_bytes("VmSize") - before))


def _limit_memory(beside: int = 0) -> None:
    if sys.platform == "linux":
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = MEMORY_LIMIT + _Begun.with_size + beside
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def _end_with_parent() -> None:
    if sys.platform == "linux":
        parent = os.getppid()
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if parent == 1 or os.getppid() != parent:  # it died before the kernel was told
            sys.exit(0)


if __name__ == "__main__":
    main()
