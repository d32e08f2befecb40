"""What a status says of a Redis that does not answer."""

from pathlib import Path

from scheduler.health import queue_depths


def test_a_socket_that_nobody_has_made_is_not_told_by_its_number(tmp_path: Path) -> None:
    """Before the first `rasid watch` there is none, and «Error 2» tells nobody what to do."""
    told, queues = queue_depths(f"unix://{tmp_path}/redis.sock")
    assert told.startswith(f"down: nothing serves {tmp_path}/redis.sock; rasid watch brings its own")
    assert queues == {}


def test_a_server_that_is_not_there_is_told_by_its_address() -> None:
    """With what the connection said."""
    told, queues = queue_depths("redis://127.0.0.1:1/0")
    assert told.startswith("down: Error 111 connecting to 127.0.0.1:1")
    assert queues == {}
