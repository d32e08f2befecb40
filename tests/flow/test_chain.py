"""The whole chain as one daemon: a published story becomes one alert on each channel, whatever dies on the way."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from redis import Redis

from crawler.settings import embedded_socket
from tests.conftest import SHARED
from tests.flow.conftest import Desk
from tests.flow.daemon import ROOT, Daemon, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.xdist_group("flow")]

SETTLE = 2.5  # seconds in which a second copy would have come


def _everywhere(desk: Desk, number: int) -> bool:
    return bool(desk.told(number) and desk.mailed(number) and desk.hooked(number))


def _wait_told(desk: Desk, daemon: Daemon, numbers: range) -> None:
    wait_for(
        lambda: all(_everywhere(desk, number) for number in numbers),
        what=f"alerts of {len(numbers)} stories; have {[n for n in numbers if _everywhere(desk, n)]}",
        log=daemon.log,
        seconds=90,
    )


def _counts(desk: Desk, numbers: range) -> dict[int, tuple[int, int, int]]:
    return {number: (desk.told(number), desk.mailed(number), desk.hooked(number)) for number in numbers}


def test_a_published_story_is_told_once_on_each_channel(desk: Desk, daemon: Daemon) -> None:
    """Within three seconds of the visit that found it, and SIGTERM ends the daemon with nothing half done."""
    desk.publish(0)
    _wait_told(desk, daemon, range(1))
    desk.publish(1)
    _wait_told(desk, daemon, range(2))
    delay = desk.telegram.messages[-1].at - desk.news.listed_at["/1.html"]
    assert delay < 3.0
    assert daemon.stop() == 0
    assert _counts(desk, range(2)) == {0: (1, 1, 1), 1: (1, 1, 1)}
    states = subprocess.run(
        [sys.executable, "-m", "scheduler.cli", "alerts", "list", "--json"],
        cwd=desk.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert {json.loads(line)["state"] for line in states.splitlines()} == {"sent"}


@pytest.mark.parametrize("role", ["crawler", "scheduler", "alerts"])
def test_kill_9_of_a_role_loses_nothing(desk: Desk, daemon: Daemon, role: str) -> None:
    """Stories published before, during and after the death of a role are told, each once."""
    desk.publish(0)
    _wait_told(desk, daemon, range(1))
    for number in range(1, 5):
        desk.publish(number)
    daemon.kill(role)
    for number in range(5, 8):
        desk.publish(number)
    _wait_told(desk, daemon, range(8))
    time.sleep(SETTLE)
    # A send that was under way at the moment of death may come twice (the promise's one exception), so the alerts'
    # role is allowed as many copies as sends can be in flight; the other roles none.
    extra = sum(sum(counts) - 3 for counts in _counts(desk, range(8)).values())
    assert extra <= (8 if role == "alerts" else 0)


def test_kill_9_of_the_embedded_server_loses_nothing(desk: Desk, daemon: Daemon) -> None:
    """The server is started again and every story is told once."""
    desk.publish(0)
    _wait_told(desk, daemon, range(1))
    socket = embedded_socket(desk.folder / "rasid-redis")
    with Redis(unix_socket_path=str(socket)) as client:
        pid = int(client.info("server")["process_id"])
    for number in range(1, 4):
        desk.publish(number)
    os.kill(pid, signal.SIGKILL)
    for number in range(4, 6):
        desk.publish(number)
    _wait_told(desk, daemon, range(6))
    time.sleep(SETTLE)
    assert _counts(desk, range(6)) == dict.fromkeys(range(6), (1, 1, 1))


def test_kill_9_of_the_daemon_loses_nothing(desk: Desk, daemon: Daemon) -> None:
    """The next start goes on where the database stands, and finds the server that was left running."""
    desk.publish(0)
    _wait_told(desk, daemon, range(1))
    desk.publish(1)
    daemon.kill_all()
    desk.publish(2)
    again = Daemon(desk.folder).start()
    try:
        _wait_told(desk, again, range(3))
    finally:
        assert again.stop() == 0
    assert not embedded_socket(desk.folder / "rasid-redis").exists() or not _answers(desk)


def _answers(desk: Desk) -> bool:
    with Redis(unix_socket_path=str(embedded_socket(desk.folder / "rasid-redis"))) as client:
        try:
            return bool(client.ping())
        except OSError:
            return False
        except Exception:
            return False


def test_a_wiped_redis_loses_nothing(desk: Desk, daemon: Daemon) -> None:
    """FLUSHALL in the middle: the database is the truth, and sweeps put everything due back."""
    desk.publish(0)
    _wait_told(desk, daemon, range(1))
    for number in range(1, 4):
        desk.publish(number)
    with Redis(unix_socket_path=str(embedded_socket(desk.folder / "rasid-redis"))) as client:
        for _ in range(10):
            client.flushall()
            time.sleep(0.2)
    _wait_told(desk, daemon, range(4))
    assert _counts(desk, range(4)) == dict.fromkeys(range(4), (1, 1, 1))


@pytest.mark.postgres
@pytest.mark.redis_server
def test_the_same_chain_on_postgresql_and_redis_server(desk: Desk, postgres_url: str, debian_redis: str) -> None:
    """Three roles in three supervisors, as on three machines."""
    desk.configure(store=f'database = "{postgres_url}"\nredis = "{debian_redis}"')
    daemons = [Daemon(desk.folder, "--role", role).start() for role in ("scheduler", "crawler", "alerts")]
    try:
        desk.publish(0)
        wait_for(lambda: _everywhere(desk, 0), what="the alert", log=[one.log for one in daemons], seconds=90)
        for number in range(1, 4):
            desk.publish(number)
        wait_for(
            lambda: all(_everywhere(desk, number) for number in range(4)),
            what="four alerts",
            log=[one.log for one in daemons],
            seconds=90,
        )
    finally:
        codes = [one.stop() for one in daemons]
    assert codes == [0, 0, 0]
    assert _counts(desk, range(4)) == dict.fromkeys(range(4), (1, 1, 1))


@pytest.mark.shared
def test_real_pages_and_the_seed_page(desk: Desk, daemon: Daemon) -> None:
    """Every real Arabic page is read or refused with a reason, the seed page gives two stories, its news is told."""
    if not (SHARED / "pages").exists():
        pytest.skip("../shared/pages is not here")
    pages = sorted(page for page in (SHARED / "pages").glob("*.html") if "_fa_" not in page.name)
    for page in pages:
        desk.news.publish(f"/{page.name}", page.stem, page.read_bytes(), "text/html")
    seed = (SHARED / "eval" / "seed.txt").read_text("utf-8")
    desk.news.publish(
        "/seed.txt", "شراكة استراتيجية بين الصين والنظام السوري", seed.encode(), "text/plain; charset=utf-8"
    )
    wait_for(lambda: any("429" in m.text for m in desk.telegram.messages), what="the seed's alert", log=daemon.log)
    delay = max(m.at for m in desk.telegram.messages if "429" in m.text) - desk.news.listed_at["/seed.txt"]
    assert delay < 15.0  # thirteen pages at once through one reader; the seed page is not the first of them
    assert len(pages) == 12
    # A page is kept under the address that it names as its own, so stories are counted: one a page, two on the seed's.
    wait_for(lambda: _kept(desk) >= 14, what="all pages to be read", log=daemon.log)
    assert _kept(desk) == 14


def _kept(desk: Desk) -> int:
    result = subprocess.run(
        [sys.executable, "-m", "scheduler.cli", "stories", "--json", "--limit", "100"],
        cwd=desk.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return len(result.stdout.splitlines())
