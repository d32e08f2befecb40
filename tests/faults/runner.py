"""A warm process that forks the ones that are killed: a fork costs a hundredth of what a start does.

    python -m tests.faults.runner SETUP CLOCK     orders come on stdin, answers go to stdout, a line of JSON each

An order is the steps of `chain.Chain`, among them ["arm", POINT]; its answer says how the process ended, in how many
seconds, and what it was sending when it died.
"""

import asyncio
import faulthandler
import gc
import json
import os
import signal
import ssl
import sys
import time
import traceback
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from crawler.reading_tasks import SAMPLE
from tests.faults.chain import Chain, Setup, open_database
from tests.faults.dying import arm
from tests.faults.points import BY_NAME
from tests.flow.replay.clock.sitecustomize import move_clock


class Mortal(Chain):
    """A chain that can be told where to die. `words` is where it says its last."""

    def __init__(self, setup: Setup, engine: Engine, words: int) -> None:
        super().__init__(setup, engine)
        self._words = words

    def arm(self, name: str) -> None:
        """From now on it dies at this kill point."""
        arm(BY_NAME[name], self._last_words)

    def stop_at(self, name: str) -> None:
        """The same, but it only stops there, as by SIGSTOP, and may be resumed."""
        arm(BY_NAME[name], self._last_words, signal.SIGSTOP)

    def _last_words(self) -> None:
        os.write(self._words, json.dumps(list(self.deliverer.in_flight.values())).encode())


def main() -> None:
    """Serves until stdin ends."""
    setup = Setup(**json.loads(sys.argv[1]))
    move_clock(Path(sys.argv[2]))
    faulthandler.enable()
    # All the authorities of the web are read from a file for each client: here once, and every fork has them.
    ssl.create_default_context = cache(ssl.create_default_context)  # type: ignore[assignment]
    engine = open_database(setup)
    # Statements are compiled once, here, and their compiled form goes over to every fork.
    asyncio.run(_play(setup, engine, -1, [["clean"]]))
    engine.dispose()
    gc.freeze()
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    print(json.dumps({"ready": SAMPLE.title}), file=answers, flush=True)
    for line in sys.stdin:
        print(json.dumps(_fork(setup, engine, json.loads(line))), file=answers, flush=True)


def _fork(setup: Setup, engine: Engine, steps: Sequence[Sequence[Any]]) -> dict[str, Any]:
    began = time.time()
    if steps[0][0] == "resume":
        os.kill(steps[0][1], signal.SIGCONT)
        return _end(steps[0][1], began, b"")
    heard, said = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(heard)
            asyncio.run(_play(setup, engine, said, steps))
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(said)
    _, status = os.waitpid(child, os.WUNTRACED)
    os.set_blocking(heard, False)
    try:
        last = os.read(heard, 1 << 16)
    except BlockingIOError:  # it lives, stopped, and has said nothing
        last = b""
    os.close(heard)
    return _ended(child, status, began, last)


def _end(child: int, began: float, last: bytes) -> dict[str, Any]:
    return _ended(child, os.waitpid(child, 0)[1], began, last)


def _ended(child: int, status: int, began: float, last: bytes) -> dict[str, Any]:
    stopped = os.WIFSTOPPED(status)
    code = -os.WSTOPSIG(status) if stopped else os.waitstatus_to_exitcode(status)
    in_flight = json.loads(last or b"[]")
    return {"code": code, "pid": child, "began": began, "ended": time.time(), "in_flight": in_flight}


async def _play(setup: Setup, engine: Engine, words: int, steps: Sequence[Sequence[Any]]) -> None:
    chain = Mortal(setup, engine, words)
    try:
        await chain.play(steps)
    finally:
        if words >= 0 and chain.deliverer.in_flight:
            chain._last_words()
        await chain.close()


if __name__ == "__main__":
    main()
