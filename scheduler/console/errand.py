"""Errands: work of the console in a process of its own, given as lines and answered in lines of JSON.

What computes for long, or needs an event loop of another kind, is not done in the process that serves the pages.
"""

import json
import logging
import subprocess
import sys
from collections.abc import Callable, Mapping
from threading import Timer
from typing import Any

from scheduler.handover import as_line
from scheduler.settings import Settings

logger = logging.getLogger(__name__)

_running: "set[subprocess.Popen[str]]" = set()


def run_errand(
    module: str,
    settings: Settings,
    order: Mapping[str, Any],
    *,
    seconds: float,
    on_line: Callable[[dict[str, Any]], None] = lambda _: None,
) -> dict[str, Any] | None:
    """The last line that a module answers an order with; `on_line` hears of each. None where it failed or took longer
    than `seconds`. It blocks, and is called in a thread."""
    process = subprocess.Popen(
        [sys.executable, "-m", module], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert process.stdin is not None
    assert process.stdout is not None
    watch = Timer(seconds, process.kill)
    watch.start()
    _running.add(process)
    answer: dict[str, Any] | None = None
    try:
        process.stdin.write(as_line(settings).decode() + json.dumps(order) + "\n")
        process.stdin.close()
        for line in process.stdout:
            answer = json.loads(line)
            on_line(answer)
    except (OSError, ValueError) as error:
        logger.warning("errand_failed module=%s error=%s", module, type(error).__name__)
    finally:
        watch.cancel()
        _running.discard(process)
        process.stdout.close()
        if process.poll() is None:
            process.wait()
    if process.returncode:
        logger.warning("errand_failed module=%s code=%s", module, process.returncode)
        return None
    return answer


def end_errands() -> None:
    """Ends all that run, whose threads would else hold the end of this process."""
    for process in list(_running):
        process.kill()
