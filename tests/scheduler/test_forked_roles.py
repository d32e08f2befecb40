"""`rasid watch` forks its roles from one process: they share what it has loaded, and live and die as ever."""

import os
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduler.processes import RoleProcess
from tests.flow.daemon import Daemon, wait_for

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("flow"),
    pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone"),
    pytest.mark.skipif("COVERAGE_PROCESS_CONFIG" in os.environ, reason="none are where coverage is measured"),
]
ROLES = ("crawler", "scheduler", "alerts")


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[Daemon]:
    """One that runs with nothing to watch, its readers ready."""
    (tmp_path / "rasid.toml").write_text(
        f'[store]\ndatabase = "sqlite:///{tmp_path}/rasid.db"\n[health]\nlisten = ""\n[crawler]\nreaders = 1\n'
    )
    one = Daemon(tmp_path).start()
    try:
        wait_for(lambda: "crawler_started" in words(one), what="the crawler", log=one.log)
        yield one
    finally:
        if one.running:
            one.stop()


def words(daemon: Daemon) -> str:
    """What it has logged."""
    return daemon.log.read_text(errors="replace")


def parent(pid: int) -> int:
    """The process id of a process's parent."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def listed(pid: int) -> dict[str, int]:
    """What a process has had forked, by title."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return {Path(f"/proc/{one}/cmdline").read_bytes().split(b"\0")[0].decode(): int(one) for one in children}


def gone(pid: int) -> bool:
    """Whether a process has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_all_are_listed_by_name_and_share_what_is_loaded(daemon: Daemon) -> None:
    """Of a role's memory more than half is there once for all; executed, it would be its own."""
    found = listed(parent(daemon.pid("alerts")))
    assert set(found) == {"rasid supervisor", "rasid reading_worker", *(f"rasid role {role}" for role in ROLES)}
    sizes = Path(f"/proc/{daemon.pid('alerts')}/smaps_rollup").read_text()
    rss, pss = (int(re.findall(rf"^{name}: +(\d+)", sizes, re.MULTILINE)[0]) for name in ("Rss", "Pss"))
    assert pss < rss / 2


def test_a_role_that_dies_is_forked_again(daemon: Daemon) -> None:
    """Each of them, from the same process; a killed crawler takes its reader with it and gets a new one."""
    server = parent(daemon.pid("alerts"))
    reader = listed(server)["rasid reading_worker"]
    for role in ROLES:
        before = daemon.pid(role)
        daemon.kill(role)
        wait_for(lambda role=role, before=before: daemon.pid(role) != before, what=f"{role} again", log=daemon.log)
        assert parent(daemon.pid(role)) == server
    assert words(daemon).count("exit=-9") == len(ROLES)
    wait_for(lambda: words(daemon).count("crawler_started") == 2, what="the crawler again", log=daemon.log)
    assert gone(reader)
    assert listed(server)["rasid reading_worker"] != reader
    assert daemon.stop() == 0


def test_a_killed_supervisor_ends_all(daemon: Daemon) -> None:
    """Whoever has started the daemon sees it end, by the same signal, and can start it again."""
    pids = [daemon.pid(role) for role in ROLES]
    server = parent(pids[0])
    everything = [*listed(server).values()]
    os.kill(listed(server)["rasid supervisor"], signal.SIGKILL)
    wait_for(lambda: not daemon.running, what="the daemon to end", log=daemon.log)
    wait_for(lambda: all(map(gone, everything)), what="its processes to end", log=daemon.log)
    assert daemon.stop() == -signal.SIGKILL
    daemon.start()
    wait_for(lambda: words(daemon).count("crawler_started") == 2, what="the next start", log=daemon.log)
    assert daemon.stop() == 0  # and with it the embedded server, which a killed supervisor leaves to the next


def test_a_killed_daemon_leaves_nothing_behind(daemon: Daemon) -> None:
    """kill -9 of the one that forks: the supervisor ends in order, and what it has started with it."""
    everything = [*listed(parent(daemon.pid("alerts"))).values()]
    daemon.kill_all()
    wait_for(lambda: all(map(gone, everything)), what="its processes to end", log=daemon.log)
    assert "daemon_stopped" in words(daemon)


def test_sigterm_ends_all_in_order(daemon: Daemon) -> None:
    """All that are forked are gone, each role was stopped, and the exit code says so."""
    everything = [*listed(parent(daemon.pid("alerts"))).values()]
    assert daemon.stop() == 0
    assert all(map(gone, everything))
    assert words(daemon).count("role_stopped") == len(ROLES)


async def test_a_role_that_cannot_be_started_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is short of processes or memory for a moment loses no role for good."""
    tried: list[str] = []
    role = RoleProcess(name="alerts", config=None, log_level="info", environment={}, handed_over=b"\n")

    async def begin(_: RoleProcess) -> None:
        tried.append("once")
        if len(tried) == 3:
            await role.stop()
        raise OSError(11, "no process left")

    monkeypatch.setattr("scheduler.processes.FIRST_BACKOFF", 0.01)
    monkeypatch.setattr(RoleProcess, "_begin", begin)
    await role.run()
    assert (len(tried), role.restarts) == (3, 2)
