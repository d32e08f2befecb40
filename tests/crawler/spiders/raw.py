"""A server on loopback that answers bytes and not HTTP: each path is given a connection to do with as it likes."""

import contextlib
import socket
import threading
from collections.abc import Callable

Speech = Callable[[socket.socket], None]


class RawStand:
    """The server. A path's speech ends with the connection, and every speech ends with the server."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.speeches: dict[str, Speech] = {}
        self.heads: dict[str, str] = {}  # the last request for each path, as it came
        self.over = threading.Event()
        self._listener = socket.create_server((host, 0))
        self.host = host
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def url(self, path: str = "") -> str:
        """The address of a path."""
        return f"http://{self.host}:{self.port}{path}"

    def say(self, path: str, *parts: bytes) -> None:
        """Lets a path answer these bytes and close."""

        def speech(connection: socket.socket) -> None:
            for part in parts:
                connection.sendall(part)

        self.speeches[path] = speech

    def repeat(self, path: str, head: bytes, piece: bytes, *, pause: float = 0.0) -> None:
        """Lets a path answer this head and then the piece without an end."""

        def speech(connection: socket.socket) -> None:
            connection.sendall(head)
            while not self.over.wait(pause) if pause else not self.over.is_set():
                connection.sendall(piece)

        self.speeches[path] = speech

    def close(self) -> None:
        """Stops serving and ends all speeches."""
        self.over.set()
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _address = self._listener.accept()
            except OSError:  # closed
                return
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        connection.settimeout(20)
        with contextlib.suppress(OSError), connection:
            head = b""
            while b"\r\n\r\n" not in head:
                got = connection.recv(4096)
                if not got:
                    return
                head += got
            path = head.split(b" ", 2)[1].decode("latin-1")
            self.heads[path] = head.decode("latin-1")
            speech = self.speeches.get(path)
            if speech is None:
                connection.sendall(answer(b"", status=b"404 Not Found"))
            else:
                speech(connection)


def answer(body: bytes, *headers: bytes, status: bytes = b"200 OK") -> bytes:
    """A whole answer with its length."""
    lines = [b"HTTP/1.1 " + status, b"Connection: close", b"Content-Length: " + str(len(body)).encode(), *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def open_ended(*headers: bytes) -> bytes:
    """The head of an answer that says nothing about its end."""
    return b"\r\n".join([b"HTTP/1.1 200 OK", b"Content-Type: text/html; charset=utf-8", *headers]) + b"\r\n\r\n"
