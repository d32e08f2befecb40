"""The web server inside a role; that it waits for its port is held by tests/scheduler/websub/test_serving.py."""

import socket

from scheduler.serving import _listener


def test_an_answer_is_sent_as_it_is_written() -> None:
    """Head and body of an answer lay 40 ms apart where the kernel gathered small writes (Nagle)."""
    with _listener("127.0.0.1:0", 5) as listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
