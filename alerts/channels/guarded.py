"""An HTTP client that connects only to addresses that the guard lets through.

The name is resolved once, here, and the connection is made to the very address that was checked: a name that points
elsewhere a moment later gains nothing. TLS still checks the certificate against the name.
"""

import ssl
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx

from crawler.guard import Allowed, allowed_addresses


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """httpcore's way onto the network, through the guard."""

    def __init__(self, allowed: Allowed, network: httpcore.AsyncNetworkBackend | None = None) -> None:
        self._allowed = allowed
        self._network = network or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to one of the host's checked addresses. Raises AddressRefused if there is none."""
        try:
            addresses = await allowed_addresses(host, port, allowed=self._allowed)
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses:
            try:
                return await self._network.connect_tcp(
                    address, port, timeout=timeout, local_address=local_address, socket_options=socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def connect_unix_socket(
        self,
        path: str,  # noqa: ARG002
        timeout: float | None = None,  # noqa: ARG002, ASYNC109
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        """Never: no web address leads to a socket in the file system."""
        raise httpcore.ConnectError("unix sockets are not reached")

    async def sleep(self, seconds: float) -> None:
        """Waits."""
        await self._network.sleep(seconds)


class GuardedTransport(httpx.AsyncHTTPTransport):
    """httpx's transport on the guarded network."""

    def __init__(self, allowed: Allowed, *, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(trust_env=False)
        # httpx has no argument for the network backend; its own mapping of errors and streams is kept this way.
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls or httpx.create_ssl_context(trust_env=False),
            network_backend=GuardedBackend(allowed),
            keepalive_expiry=5.0,
        )


def guarded_client(allowed: Allowed, *, timeout: httpx.Timeout) -> httpx.AsyncClient:
    """A client that follows no redirect and uses no proxy: each would be a way around the guard."""
    return httpx.AsyncClient(
        transport=GuardedTransport(allowed), timeout=timeout, follow_redirects=False, trust_env=False
    )
