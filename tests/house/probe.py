"""A program that shows what it was given, and ends as it is told.

python -m tests.house.probe given|returns|exits|complains|fails|waits|reads [ARGUMENT …]
"""

import asyncio
import atexit
import json
import os
import sys
import time
from pathlib import Path


def given() -> None:
    """What a program can know of how it was started."""
    shown = {
        "arguments": sys.argv[1:],
        "program": Path(sys.argv[0]).name,
        "folder": str(Path.cwd()),
        "first on the path": sys.path[0],
        "environment": {name: value for name, value in os.environ.items() if name.startswith("PROBE_")},
        "input": sys.stdin.read(),
        "files": sorted(int(path.name) for path in [*Path("/proc/self/fd").iterdir()] if path.exists()),
        "zone": time.tzname[0],
    }
    sys.stdout.write(json.dumps(shown, ensure_ascii=False))


async def reads() -> None:
    """The process ids of a program and of its reading process, which is ready."""
    from crawler.reading_pool import ReadingPool

    pool = ReadingPool(1, 20.0)
    await pool.warm_up()
    print(os.getpid(), *pool.pids, flush=True)
    await asyncio.sleep(60)


def _main(what: str) -> None:
    atexit.register(print, "at exit")
    sys.stdout.write("kept back\n")
    if what == "exits":
        sys.exit(3)
    if what == "complains":
        sys.exit("one sentence")
    if what == "fails":
        raise ValueError("why")
    if what == "waits":
        print("ready", flush=True)
        time.sleep(60)


if __name__ == "__main__":
    if sys.argv[1] == "given":
        given()
    elif sys.argv[1] == "reads":
        asyncio.run(reads())
    else:
        _main(sys.argv[1])
