"""Redis misbehaves: it only wakes workers, so that nothing may depend on it."""

import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from redis import Redis
from redis.exceptions import RedisError

from tests.conftest import free_port
from tests.faults.bench import Bench, Row, publish
from tests.faults.servers import wait_for_redis

GROUP = "Redis"


class OwnRedis:
    """A redis-server that may be harmed. It keeps nothing on disk."""

    def __init__(self, folder: Path) -> None:
        self._port = free_port()
        self.folder = folder
        self.start()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"redis://127.0.0.1:{self._port}/0"

    def start(self) -> None:
        """Starts it, empty."""
        where = ["--port", str(self._port), "--bind", "127.0.0.1", "--dir", str(self.folder)]
        keep_nothing = ["--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(["redis-server", *where, *keep_nothing], stdout=subprocess.DEVNULL)
        wait_for_redis(self.address)

    def kill(self) -> None:
        """kill -9."""
        self.process.kill()
        self.process.wait(20)

    def client(self) -> Redis:
        """A client of it."""
        return Redis.from_url(self.address)


@contextmanager
def own_redis() -> Iterator[OwnRedis]:
    """One for a row."""
    with TemporaryDirectory(prefix="rasid-redis-") as folder:
        server = OwnRedis(Path(folder))
        try:
            yield server
        finally:
            server.process.send_signal(signal.SIGCONT)
            server.kill()


def _killed(bench: Bench) -> None:
    with own_redis() as redis, bench.world(redis=redis.address) as world:
        publish(world, bench.alerts // 2)
        redis.kill()
        world.work(*(world.report(number) for number in range(bench.alerts // 2, bench.alerts)), ["advance"])
        world.work(["dispatch"])  # by the database alone
        redis.start()


def _restarted_empty(bench: Bench) -> None:
    with own_redis() as redis, bench.world(redis=redis.address, feeds=True) as world:
        world.drain(1)
        for number in range(bench.alerts):
            world.publish(number)
        world.order([["arm", "5"], ["crawl"]])
        redis.kill()
        redis.start()
        world.clock.move_minutes(6)  # the feed was queued for five


def _flushed(bench: Bench) -> None:
    with bench.world() as world:
        publish(world, bench.alerts)
        with Redis.from_url(bench.redis) as client:
            client.flushall()


def _stopped(bench: Bench) -> None:
    with own_redis() as redis, bench.world(redis=redis.address) as world:
        publish(world, bench.alerts)
        redis.process.send_signal(signal.SIGSTOP)
        threading.Timer(1.0, redis.process.send_signal, [signal.SIGCONT]).start()
        world.order([["dispatch"]])


def _full(bench: Bench) -> None:
    with own_redis() as redis, bench.world(redis=redis.address) as world:
        with redis.client() as client:
            client.config_set("maxmemory-policy", "noeviction")
            client.config_set("maxmemory", "1mb")
        publish(world, bench.alerts)
        world.order([["dispatch"]])
        with redis.client() as client:
            client.config_set("maxmemory", "0")


def _misconfigured(bench: Bench) -> None:
    with own_redis() as redis, bench.world(redis=redis.address) as world:
        with redis.client() as client:
            client.config_set("save", "3600 1")
            (redis.folder / "dump.rdb").mkdir()  # no save can take a folder's place: writes are refused from now on
            client.set("x", "1")
            client.bgsave()
            with suppress(RedisError):
                for _ in range(200):
                    client.set("x", "1")
                    time.sleep(0.02)
                raise AssertionError("Redis still takes writes")
        publish(world, bench.alerts)
        world.order([["dispatch"]])
        with redis.client() as client:
            client.config_set("stop-writes-on-bgsave-error", "no")


def _other_password(bench: Bench) -> None:
    with own_redis() as redis, bench.world(redis=redis.address) as world:
        with redis.client() as client:
            client.config_set("requirepass", "changed")
        publish(world, bench.alerts)
        world.work(["dispatch"])
        with Redis.from_url(redis.address, password="changed") as client:
            client.config_set("requirepass", "")


def _slow(bench: Bench) -> None:
    with own_redis() as redis, bench.world(redis=redis.address) as world:
        publish(world, bench.alerts)
        with redis.client() as client:
            client.client_pause(2_000)
        world.work(["dispatch"])


ROWS = (
    Row(group=GROUP, name="kill -9 while deliveries wait, and away for a while", play=_killed),
    Row(group=GROUP, name="restarted empty while a crawler dies over its wake", play=_restarted_empty),
    Row(group=GROUP, name="FLUSHALL between commit and wake", play=_flushed),
    Row(group=GROUP, name="SIGSTOP in the middle", play=_stopped),
    Row(group=GROUP, name="full, and evicts nothing", play=_full),
    Row(group=GROUP, name="MISCONF: cannot save, takes no writes", play=_misconfigured),
    Row(group=GROUP, name="another password than configured", play=_other_password),
    Row(group=GROUP, name="answers after 2 s", play=_slow),
)
