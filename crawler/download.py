"""Scrapy's download handler, with two bounds that it does not have.

The headers of an answer end: Twisted keeps whatever header lines a server sends, and endless ones fill the memory
within the time that an answer may take. And a host is asked by one crawler at a time, over all processes
(`host_lease`). This is the place for it: a request comes here when its slot lets it go, and not before.
"""

from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.exceptions import DownloadFailedError
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.error import ConnectionDone
from twisted.web.http_headers import InvalidHeaderName

from crawler.guard import Allowed

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.host_lease import HostLeases

# Of one answer, from the first byte to the body, interim answers (1xx) included. Servers themselves accept 8 to 64 KB
# of headers in requests, and answers of sites rarely have more than 10 KB. A single line may have 16 KB (Twisted).
MOST_HEADER_BYTES = 64 * 1024
MOST_HEADER_LINES = 200


class HeadersTooLarge(DownloadFailedError):
    """The headers of an answer are longer than any that we wait for."""


class GuardedDownloadHandler(HTTP11DownloadHandler):
    """Fetches over Twisted, whose resolver is the guard's."""

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        self._pool._factory = _BoundedFactory
        # Scrapy keeps as many connections as a host of the web may have requests; the operator's own have more, and
        # each would be opened anew. Other hosts have one at a time all the same.
        self._pool.maxPersistentPerHost = crawler.settings.getint("CONCURRENT_REQUESTS")
        self._allowed = Allowed.of(crawler.settings.getlist("RASID_ALLOW_PRIVATE_HOSTS"))

    async def download_request(self, request: Request) -> Response:
        """The answer. Raises HeadersTooLarge besides Scrapy's own errors."""
        host = urlparse_cached(request).hostname or ""
        leases = self._leases()
        if leases is None or self._allowed.has_host(host):
            return await self._download(request)
        async with leases.turn(host, lambda: self._delay(request)):
            return await self._download(request)

    async def _download(self, request: Request) -> Response:
        try:
            return await super().download_request(request)
        except DownloadFailedError as error:
            # Twisted wraps what the parser has raised into a list of failures.
            for reason in getattr(error.__cause__, "reasons", None) or ():
                if isinstance(reason.value, HeadersTooLarge):
                    raise reason.value from None
            raise

    def _leases(self) -> "HostLeases | None":
        """What the spider's desk holds; other spiders have none."""
        desk: Any = getattr(self._crawler.spider, "desk", None)
        leases: HostLeases | None = getattr(desk, "host_leases", None)
        return leases

    def _delay(self, request: Request) -> float:
        """The delay of the request's host, which robots.txt may have made longer meanwhile."""
        engine: Any = self._crawler.engine
        slot = engine.downloader.slots.get(request.meta.get("download_slot"))
        return float(slot.delay) if slot is not None else self._crawler.settings.getfloat("DOWNLOAD_DELAY")


class _BoundedParser(_LenientHTTPClientParser):
    """Counts what comes before the body. One parser reads one answer with its interim answers."""

    # The class is put over an object that exists already, so that these cannot be set in __init__.
    _header_bytes = 0
    _header_lines = 0

    def lineReceived(self, line: bytes) -> None:  # noqa: N802  Twisted's name
        self._header_bytes += len(line) + 1
        self._header_lines += 1
        if self._header_bytes > MOST_HEADER_BYTES:
            raise HeadersTooLarge(f"headers of more than {MOST_HEADER_BYTES} bytes")
        if self._header_lines > MOST_HEADER_LINES:
            raise HeadersTooLarge(f"headers of more than {MOST_HEADER_LINES} lines")
        super().lineReceived(line)

    def headerReceived(self, name: bytes, value: bytes) -> None:  # noqa: N802
        try:
            super().headerReceived(name, value)  # type: ignore[no-untyped-call]
        except InvalidHeaderName:  # left out, as browsers do, and as Scrapy does with lines that have no colon
            return

    def lineLengthExceeded(self, line: bytes) -> None:  # noqa: ARG002, N802
        raise HeadersTooLarge(f"a header line of more than {self.MAX_LENGTH} bytes")


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    """A connection that is cut off, and not only closed, when its server goes on sending."""

    def request(self, request: Any) -> Any:
        answer = super().request(request)
        self._parser.__class__ = _BoundedParser
        return answer

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        if self._parser is None:  # nobody has asked for this, or nobody wants it any more
            self._cut_off()
            return
        super().dataReceived(data)  # type: ignore[no-untyped-call]

    def _giveUp(self, reason: Any) -> None:  # noqa: N802
        # An orderly end of TLS waits for the other side's, and reads on until then.
        if not reason.check(ConnectionDone):
            self._cut_off()
        super()._giveUp(reason)  # type: ignore[no-untyped-call]

    def _cut_off(self) -> None:
        transport: Any = self.transport
        transport.abortConnection()


class _BoundedFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> _BoundedProtocol:  # noqa: ARG002, N802
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
