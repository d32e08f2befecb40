"""The embedded server: started once, found again, restarted after a crash with its data, stopped by its last user."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from crawler.settings import MAX_SOCKET_PATH, embedded_socket
from scheduler.embedded import EmbeddedServer


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedServer]:
    """An attached server in a folder of its own."""
    one = EmbeddedServer(tmp_path / "redis")
    one.attach()
    yield one
    one.release()


def _client(server: EmbeddedServer) -> "Redis[str]":
    return Redis(unix_socket_path=str(server.socket), decode_responses=True)


def _pid(server: EmbeddedServer) -> int:
    with _client(server) as client:
        return int(client.info("server")["process_id"])


def test_a_second_user_finds_the_running_server(server: EmbeddedServer) -> None:
    """Two processes of one database share one server; it stays until the last of them lets go."""
    second = EmbeddedServer(server.folder)
    pid = _pid(server)
    second.attach()
    assert _pid(second) == pid
    second.release()
    assert server.answers()


def test_the_last_user_stops_it(tmp_path: Path) -> None:
    """Nothing is left running after the daemon."""
    one = EmbeddedServer(tmp_path / "redis")
    one.attach()
    assert one.answers()
    one.release()
    assert not one.answers()


def test_every_acknowledged_write_survives_kill_9(server: EmbeddedServer) -> None:
    """appendfsync always: what was acknowledged before a crash is there after it."""
    with _client(server) as client:
        ids = [client.xadd("rasid:test", {"n": n}) for n in range(50)]
    os.kill(_pid(server), signal.SIGKILL)
    until = time.monotonic() + 10
    while server.answers() and time.monotonic() < until:
        time.sleep(0.01)
    server.reap()
    assert server.ensure()
    with _client(server) as client:
        assert [identity for identity, _fields in client.xrange("rasid:test")] == ids


def test_a_long_folder_gets_a_socket_that_the_system_takes(tmp_path: Path) -> None:
    """A socket's path is limited to about a hundred bytes, a folder's is not."""
    folder = tmp_path / ("long" * 40) / "redis"
    assert len(os.fsencode(embedded_socket(folder))) <= MAX_SOCKET_PATH
    one = EmbeddedServer(folder)
    one.attach()
    assert one.answers()
    one.release()
