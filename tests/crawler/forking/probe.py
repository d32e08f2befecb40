"""A program that has processes forked: `python -m tests.crawler.forking.probe WHAT`, and what those do.

The tests look at it from outside. It tells a line of JSON for everything that they ask.
"""

import asyncio
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

from crawler.fork_server import may_fork, serve
from crawler.forks import Program, can_ask, fork

HERE = "tests.crawler.forking.probe"


def tell(**told: Any) -> None:
    """A line for the test."""
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def echo(*arguments: str) -> None:
    """Tells what it was given, and ends with its standard input."""
    said = sys.stdin.buffer.readline().decode()
    threads = len(list(Path("/proc/self/task").iterdir()))
    tell(
        arguments=arguments,
        said=said,
        environment=os.environ.get("PROBE_ITS"),
        title=Path("/proc/self/cmdline").read_bytes().split(b"\0")[0].decode(),
        own_group=os.getpgid(0) == os.getpid(),
        parent=os.getppid(),
        files=sorted(int(one.name) for one in Path("/proc/self/fd").iterdir())[:-1],  # the last looks at this folder
        asks=can_ask(),
        threads=threads,
    )


def end(how: str) -> None:
    """Ends in some way."""
    if how == "fails":
        raise ValueError("why")
    if how == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    sys.exit(int(how))


def last() -> None:
    """Runs until a signal ends it."""
    tell(pid=os.getpid())
    time.sleep(600)


def crawler() -> None:
    """Asks for a process itself, and both run until they are ended."""
    asyncio.run(_crawler())


async def _crawler() -> None:
    # What that one tells goes elsewhere: it might come first.
    child = await fork(Program(module=HERE, function="last", title="its", orphaned=signal.SIGKILL), stdout=2)
    tell(its=child.pid)
    await asyncio.sleep(600)


async def given() -> None:
    """One process with all that it may be given."""
    environment = {"PROBE_ITS": "خبر"}
    program = Program(
        module=HERE, function="echo", title="rasid echo", arguments=("1", "غارة"), environment=environment
    )
    child = await fork(program)
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write("نص\n".encode())
    told = json.loads(await child.stdout.readline())
    tell(**told, pid=child.pid, code=await child.wait(), server=os.getppid(), ours=os.environ.get("PROBE_ITS"))


async def ends() -> None:
    """How processes ended."""
    found = {}
    for how in ("0", "3", "fails", "killed"):
        child = await fork(Program(module=HERE, function="end", title="ends", arguments=(how,)))
        found[how] = await child.wait()
    child = await fork(Program(module=HERE, function="last", title="last"), stdout=2)
    child.terminate()
    found["terminated"] = await child.wait()
    child.kill()  # nobody any more
    tell(**found)


async def waits(orphaned: int = signal.SIGTERM) -> None:
    """A process that lasts, and the program waits for its end; SIGTERM has it tell so and end with 7."""
    child = await fork(Program(module=HERE, function="last", title="last", orphaned=orphaned), stdout=1)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        loop.add_signal_handler(number, lambda number=number: (tell(signal=number), stop.set()))
    tell(ours=os.getpid(), its=child.pid)
    await stop.wait()
    tell(code=await asyncio.wait_for(child.wait(), 20) if os.getppid() == 1 else None)
    sys.exit(7)


async def nested() -> None:
    """A process that has one of its own; it is killed, and the next is asked for."""
    for _ in range(2):
        child = await fork(Program(module=HERE, function="crawler", title="crawler", may_ask=True))
        assert child.stdout is not None
        told = json.loads(await child.stdout.readline())
        child.kill()
        tell(**told, code=await child.wait())


def main(what: str) -> None:
    """Forks the program, and runs it there."""
    if what == "threads":
        before = may_fork()
        threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
        tell(alone=before, with_a_thread=may_fork())
        return
    assert may_fork()
    serve("rasid probe")
    asyncio.run(globals()[what]())


if __name__ == "__main__":
    main(sys.argv[1])
