"""The database misbehaves: killed, locked, full, read-only, or without a connection left."""

import os
import signal
import sqlite3
import subprocess
import threading
import time
from datetime import timedelta
from pathlib import Path

from benchmarks.own_postgres import own_postgres, postgres_programs
from crawler.store.database import connect, migrate
from scheduler.settings import MIGRATIONS
from tests.faults.bench import Bench, Row, publish
from tests.faults.world import World

GROUP = "database"
_LOCKED = {True: 10.0, False: 1.5}  # seconds: of the long run, and of CI


def _postgres_killed(bench: Bench) -> None:
    programs = postgres_programs()
    assert programs is not None
    with own_postgres(programs, durable=True) as server, bench.fresh("sqlite") as (folder, _unused):
        address = server.format(database="postgres")
        engine = connect(address)
        migrate(engine, MIGRATIONS)
        engine.dispose()
        data = Path(address.rpartition("host=")[2]) / "data"
        with World(folder=folder, database=address, redis=bench.redis) as world:
            half = bench.alerts // 2
            publish(world, half)
            os.kill(int((data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
            assert world.order([["dispatch"]]).code != 0, "the database is dead and nothing was said"
            _until_free(data)
            for left in (data / "postmaster.pid", *data.parent.glob(".s.PGSQL*")):
                left.unlink()
            _start(programs, data)
            publish(world, bench.alerts - half, first=half)
            world.drain()
            bench.cell.kills += 1
            bench.cell.verdict.add(world.audit())
            bench.cell.states += world.told_by_program()


def _start(programs: Path, data: Path) -> None:
    """As `own_postgres` starts it."""
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    options = f"-c listen_addresses='' -c unix_socket_directories={data.parent}"
    log = data.parent / "log"
    command = [*user, str(programs / "pg_ctl"), "-D", str(data), "-w", "-o", options, "-l", str(log), "start"]
    done = subprocess.run(command, check=False, capture_output=True, cwd="/")
    assert done.returncode == 0, log.read_text(errors="replace")[-2000:]


def _until_free(data: Path) -> None:
    """A killed server's children hold its memory until they have seen that it is gone."""
    owner = data.stat().st_uid
    for _ in range(200):
        alive = [one for one in Path("/proc").glob("[0-9]*") if _is_of(one, owner, str(data.parent))]
        if not alive:
            return
        time.sleep(0.05)


def _is_of(process: Path, owner: int, folder: str) -> bool:
    try:
        return process.stat().st_uid == owner and str((process / "cwd").readlink()).startswith(folder)
    except OSError:
        return False


def _locked(bench: Bench) -> None:
    with bench.world() as world:
        publish(world, bench.alerts)
        other = sqlite3.connect(
            world.database.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False
        )
        other.execute("BEGIN IMMEDIATE")
        timer = threading.Timer(_LOCKED[bench.alerts > 10], other.execute, ["ROLLBACK"])
        timer.start()
        world.work(["dispatch"])
        timer.join()
        other.close()


def _no_connection_left(bench: Bench) -> None:
    with bench.world(kind="postgres", changes={"at_once": 24}) as world:  # more sends at once than the pool's ten
        publish(world, max(bench.alerts, 20))
        world.work(["dispatch"])


def _full(bench: Bench) -> None:
    with bench.world() as world:
        half = bench.alerts // 2
        publish(world, half)
        # What is to be kept meanwhile is not kept, and whoever would have published it publishes it again.
        more = [["keep", number, 1] for number in range(half, bench.alerts)]
        assert world.order([["limit_files", 0], *more]).code != 0, "the disk was full and nothing was said"
        for room in (0, 20_000):
            # A send whose outcome cannot be written down is in doubt, as one that was died over.
            world.doubt(world.order([["limit_files", room], ["dispatch"]]))
            world.clock.move(timedelta(seconds=31))
        publish(world, bench.alerts - half, first=half)


def _read_only(bench: Bench) -> None:
    for kind in ("sqlite", "postgres"):
        with bench.world(kind=kind) as world:
            publish(world, bench.alerts)
            assert world.order([["read_only"], ["advance"], ["dispatch"]]).code == 0
            assert world.telegram.messages == [], "something was sent that could not be written down"


ROWS = (
    Row(group=GROUP, name="kill -9 of PostgreSQL", play=_postgres_killed, needs="postgres"),
    Row(group=GROUP, name="locked by another writer", play=_locked),
    Row(group=GROUP, name="more sends than connections", play=_no_connection_left, needs="postgres"),
    Row(group=GROUP, name="disk full", play=_full),
    Row(group=GROUP, name="read-only", play=_read_only, needs="postgres"),
)
