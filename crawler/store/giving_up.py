"""When a connection to PostgreSQL or Redis on another machine is given up: seconds after nothing comes through.

A cable that is pulled tells nobody. By the system's own measure a question waits a quarter of an hour for its answer, a
transaction of a machine that is gone holds its locks for two hours, and a command that its sender gave up long ago is
done when the way is free again. None of this shortens what is slow: a server that works is alive by its probes.
"""

import socket
from typing import Any

from sqlalchemy import URL

SECONDS = 10
REDIS_SECONDS = 5  # clients wait for 2 to 5 s; a host's turn that is taken later is given back by nobody
_IDLE, _INTERVAL, _COUNT = 4, 2, 3  # the first probe, those after it, how many: gone after as many seconds

# For the server's side of the connection, where locks are held. Any user may set these for his own session.
SESSION = "; ".join(
    f"SET {name} = {value}"
    for name, value in (
        ("tcp_keepalives_idle", _IDLE),
        ("tcp_keepalives_interval", _INTERVAL),
        ("tcp_keepalives_count", _COUNT),
        ("tcp_user_timeout", SECONDS * 1000),
    )
)


def of_postgresql() -> dict[str, int]:
    """What libpq is told, for our side. It leaves unix sockets alone."""
    return {
        "connect_timeout": SECONDS,
        "keepalives_idle": _IDLE,
        "keepalives_interval": _INTERVAL,
        "keepalives_count": _COUNT,
        "tcp_user_timeout": SECONDS * 1000,
    }


def is_far(url: URL) -> bool:
    """Whether a PostgreSQL address leads over a network, and not to a unix socket."""
    named = url.query.get("host", ())
    hosts = [url.host or "", *((named,) if isinstance(named, str) else named)]
    return any(host and not host.startswith(("/", "@")) for host in hosts)


def of_redis(address: str) -> dict[str, Any]:
    """What `Redis.from_url` is told beside the address."""
    if address.startswith("unix:") or not hasattr(socket, "TCP_USER_TIMEOUT"):  # a system other than Linux
        return {}
    options = {
        socket.TCP_KEEPIDLE: _IDLE,
        socket.TCP_KEEPINTVL: _INTERVAL,
        socket.TCP_KEEPCNT: _COUNT,
        socket.TCP_USER_TIMEOUT: REDIS_SECONDS * 1000,
    }
    return {"socket_keepalive": True, "socket_keepalive_options": options}
