"""A process that has loaded what readers need and forks them: `python -m tests.crawler.forking.standing FILE`.

Executed readers load all of that themselves, for seconds each. On Linux the program has them forked, and so do tests of
what does not depend on it.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from crawler import forks
from tests.conftest import ROOT

FORKS = sys.platform == "linux" and "COVERAGE_PROCESS_CONFIG" not in os.environ


@contextmanager
def standing_server() -> Iterator[socket.socket | None]:
    """The way to ask one that forks, which lives as long as this; None where nothing is forked."""
    if not FORKS:
        yield None
        return
    ours, its = socket.socketpair()
    with ours:
        with its:
            command = [sys.executable, "-m", "tests.crawler.forking.standing", str(its.fileno())]
            server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, pass_fds=[its.fileno()])
        try:
            ours.settimeout(60)
            _, files, _, _ = socket.recv_fds(ours, 1, 1)
            with socket.socket(fileno=files[0]) as asking:
                yield asking
        finally:
            server.communicate(timeout=20)


def _stand(file: int) -> None:
    """Forks for whoever gets the socket through this file, until standard input ends."""
    from crawler.fork_server import serve
    from crawler.loading import calculate_in_one_thread, for_good
    from crawler.reading_worker import warm_up

    calculate_in_one_thread()
    with for_good():
        warm_up()
    ours = socket.socket(fileno=file)
    serve("standing")
    asking = forks._Server.asking  # what only this process has, and lends
    assert asking is not None
    with ours:
        socket.send_fds(ours, [b"!"], [asking.fileno()])
    sys.stdin.read()


if __name__ == "__main__":
    _stand(int(sys.argv[1]))
