"""A connection that came to nothing, in words for whoever runs the program; pure.

Messages of exceptions are left out: those of httpx may quote the address, and Telegram's address holds the token. The
name of the exception stands in brackets, for those who look it up.
"""

import socket
import ssl
from collections.abc import Iterator

import httpx

# The first that fits. What lies behind an exception says more than the exception: httpx has one for all of these.
_BEHIND: tuple[tuple[type[BaseException], str], ...] = (
    (ssl.SSLCertVerificationError, "its certificate is not trusted"),
    (ssl.SSLError, "no encrypted connection could be made"),
    (socket.gaierror, "its name has no address"),
    (ConnectionRefusedError, "the connection was refused"),
)
_NO_FAULT = (ssl.SSLWantReadError, ssl.SSLWantWriteError)  # stand behind every timeout of an encrypted connection
_SAID: tuple[tuple[type[BaseException], str], ...] = (
    (httpx.ConnectTimeout, "no connection in time"),
    (httpx.ConnectError, "no connection could be made"),
    (httpx.PoolTimeout, "too much was being sent at once"),
    (httpx.WriteTimeout, "it did not take the message in time"),
    (TimeoutError, "no answer in time"),
    (httpx.TimeoutException, "no answer in time"),
    (httpx.ProtocolError, "the connection was broken off, or what came is no HTTP"),
    (httpx.DecodingError, "its answer cannot be unpacked"),
    (httpx.TooManyRedirects, "it sends from one address to the next"),
    (httpx.NetworkError, "the connection was broken off"),
    (ConnectionError, "no connection, or it was broken off"),
    (EOFError, "the connection was broken off"),
)


def told(error: BaseException) -> str:
    """What went wrong, and the name of the exception in brackets; the name alone where it is none of a connection."""
    name = type(error).__name__
    for kinds, errors in ((_BEHIND, [*_chain(error)]), (_SAID, [error])):
        for kind, said in kinds:
            if any(isinstance(one, kind) and not isinstance(one, _NO_FAULT) for one in errors):
                return f"{said} ({name})"
    return name


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception and those behind it."""
    seen: set[int] = set()
    behind: BaseException | None = error
    while behind is not None and id(behind) not in seen:
        seen.add(id(behind))
        yield behind
        behind = behind.__cause__ or behind.__context__
