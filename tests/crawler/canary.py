"""A server in our own network that nobody may reach: it counts every connection, also those that ask for nothing."""

import contextlib
import socket
import threading

from tests.crawler.spiders.raw import answer
from tests.crawler.spiders.stand import article

PORTS = (8080, 8443)  # of those that are open to the web at large


class Canary:
    """Listens on 127.0.0.1 and, where there is IPv6, on ::1; answers whatever is asked for with an article."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.asked: list[str] = []  # paths; "nothing" for a connection without a request
        self._listeners = [socket.create_server(("127.0.0.1", port))]
        with contextlib.suppress(OSError):
            self._listeners.append(socket.create_server(("::1", port), family=socket.AF_INET6))
        for listener in self._listeners:
            threading.Thread(target=self._serve, args=(listener,), daemon=True).start()

    @property
    def has_ipv6(self) -> bool:
        """Whether this machine has IPv6 on loopback."""
        return len(self._listeners) == 2

    def url(self, path: str = "") -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def close(self) -> None:
        """Stops listening."""
        for listener in self._listeners:
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)  # wakes the thread that waits for it
            listener.close()

    def _serve(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _address = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        connection.settimeout(20)
        with contextlib.suppress(OSError), connection:
            head = connection.recv(65_536)
            parts = head.split(b" ", 2)
            path = parts[1].decode("latin-1") if head.startswith(b"GET ") and len(parts) == 3 else "nothing"
            self.asked.append(path)
            found = b"404 Not Found" if path == "/robots.txt" else b"200 OK"
            connection.sendall(answer(article("سر من أسرار الشبكة الداخلية").encode(), status=found))


def open_canary() -> Canary | None:
    """A canary on one of the open ports; None where all of them are in use."""
    for port in PORTS:
        with contextlib.suppress(OSError):
            return Canary(port)
    return None
