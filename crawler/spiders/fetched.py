"""What became of a request, in words for the database: pure reading of Scrapy's answers and errors."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.download import HeadersTooLarge
from crawler.middlewares import AddressIsRefused, RobotsForbid, RobotsUnreachable
from crawler.resolver import refusal_of

LONGEST_RETRY_AFTER = 24 * 3600.0


class Trouble(StrEnum):
    """Why there is no answer."""

    ADDRESS_REFUSED = "address_refused"
    ROBOTS = "robots"
    ROBOTS_UNREACHABLE = "robots_unreachable"
    DNS = "dns"
    TLS = "tls"
    TIMEOUT = "timeout"
    CONNECTION = "connection"
    TOO_LARGE = "too_large"
    REDIRECTS = "redirects"
    BROKEN_ANSWER = "broken_answer"


class Lasts(StrEnum):
    """How long what stands in the way of a page may last."""

    FOR_GOOD = "for_good"  # asking again would not help
    PERHAPS = "perhaps"  # it is about this page, and may be put right
    PASSES = "passes"  # the outlet is away, or too busy


@dataclass(frozen=True, slots=True, kw_only=True)
class NoPage:
    """Why a page could not be had, how long that may last, and how long the server asks to wait."""

    reason: str
    lasts: Lasts = Lasts.PERHAPS
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A request without an answer."""

    trouble: Trouble
    detail: str

    @property
    def reason(self) -> str:
        """One line for the record."""
        return f"{self.trouble}: {self.detail}" if self.detail else str(self.trouble)

    def no_page(self) -> NoPage:
        """What it means for the page that was asked for."""
        return NoPage(reason=self.reason, lasts=_LASTS.get(self.trouble, Lasts.PERHAPS))


_LASTS = {
    Trouble.ADDRESS_REFUSED: Lasts.FOR_GOOD,
    Trouble.ROBOTS: Lasts.FOR_GOOD,
    Trouble.ROBOTS_UNREACHABLE: Lasts.PASSES,
    Trouble.DNS: Lasts.PASSES,
    Trouble.TLS: Lasts.PASSES,
    Trouble.TIMEOUT: Lasts.PASSES,
    Trouble.CONNECTION: Lasts.PASSES,
}
_PASSING_STATUSES = (408, 425, 429)  # and all of 500 and above
_PLAIN: tuple[tuple[type[BaseException], Trouble, str], ...] = (
    (AddressIsRefused, Trouble.ADDRESS_REFUSED, ""),
    (RobotsForbid, Trouble.ROBOTS, ""),
    (RobotsUnreachable, Trouble.ROBOTS_UNREACHABLE, ""),
    (HeadersTooLarge, Trouble.TOO_LARGE, ""),
    (UnsupportedURLSchemeError, Trouble.ADDRESS_REFUSED, "the scheme is not http or https"),
    (DownloadTimeoutError, Trouble.TIMEOUT, "no whole answer in time"),
    (DownloadConnectionRefusedError, Trouble.CONNECTION, "connection refused"),
    (DownloadCancelledError, Trouble.TOO_LARGE, "the answer is larger than allowed"),
    (ResponseDataLossError, Trouble.BROKEN_ANSWER, "the answer broke off"),
)


def ended_with(failure: Failure) -> tuple[Request, BaseException]:
    """The request that a failure ended, and the error; Scrapy hands them over on Twisted's object."""
    request: Any = getattr(failure, "request", None)
    assert isinstance(request, Request)
    return request, failure.value or Exception("no error")


def failed(error: BaseException, url: str) -> Failed:
    """What an error that a request ended with means."""
    for kind, trouble, detail in _PLAIN:
        if isinstance(error, kind):
            return Failed(trouble=trouble, detail=detail or str(error))
    if isinstance(error, CannotResolveHostError):
        host = _host(url)
        refusal = refusal_of(host)
        if refusal is not None:
            return Failed(trouble=Trouble.ADDRESS_REFUSED, detail=refusal)
        return Failed(trouble=Trouble.DNS, detail=f"{host} does not resolve")
    if isinstance(error, IgnoreRequest):
        if "redirections" in str(error):
            return Failed(trouble=Trouble.REDIRECTS, detail="too many redirects")
        if "decompression" in str(error):
            return Failed(trouble=Trouble.TOO_LARGE, detail="the answer is larger than allowed when unpacked")
    if isinstance(error, DownloadFailedError):
        return _connection_failed(error)
    return Failed(trouble=Trouble.BROKEN_ANSWER, detail=type(error).__name__)


def no_page_by_status(response: Response, now: datetime) -> NoPage:
    """What an answer that is no page means for it."""
    passes = response.status >= 500 or response.status in _PASSING_STATUSES
    wait = retry_after({"retry-after": header(response, "Retry-After") or ""}, now) if passes else None
    return NoPage(
        reason=f"status {response.status}",
        lasts=Lasts.PASSES if passes else Lasts.PERHAPS,
        retry_after=None if wait is None else timedelta(seconds=wait),
    )


def _connection_failed(error: BaseException) -> Failed:
    """Twisted hides the reason two levels deep: a list of failures in the cause's `reasons`."""
    reasons = getattr(error.__cause__, "reasons", None) or ()
    names = [type(getattr(reason, "value", reason)) for reason in reasons]
    if any("SSL" in name.__module__ or "service_identity" in name.__module__ for name in names):
        return Failed(trouble=Trouble.TLS, detail="the certificate or the encryption is not acceptable")
    shown = ", ".join(sorted({name.__name__ for name in names})) or type(error).__name__
    return Failed(trouble=Trouble.CONNECTION, detail=f"the connection broke ({shown})")


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def header(response: Response, name: str) -> str | None:
    """A header's value word for word, or None. Latin-1 keeps every byte of it."""
    value = response.headers.get(name)
    return None if value is None else value.decode("latin-1")


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds until a server wants to be asked again, or None: a number of seconds or a date (RFC 9110, 10.2.3)."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        seconds = float(value[:9])
    else:
        try:
            moment = parsedate_to_datetime(value)
        except (ValueError, IndexError):
            return None
        seconds = ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now).total_seconds()
    return min(max(seconds, 0.0), LONGEST_RETRY_AFTER)


def max_age(headers: Mapping[str, str]) -> float | None:
    """The seconds of Cache-Control: max-age, or None."""
    for part in headers.get("cache-control", "").lower().split(","):
        name, _, value = part.strip().partition("=")
        if name == "max-age" and value.strip('"').isdigit():
            return float(value.strip('"')[:9])
    return None
