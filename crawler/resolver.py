"""The guard under Scrapy: addresses that may not be connected to never leave the resolver.

Twisted asks the reactor's resolver for literals as well as for names, and connects to the very addresses that it
answers. So the check and the connection cannot see different answers. It only holds while requests go through
Twisted's name resolver: `scrapy_settings` pins the http11 handler and switches proxies off.
"""

import logging
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from scrapy.resolver import CachingHostnameResolver, HostResolution
from twisted.internet.interfaces import IResolutionReceiver
from zope.interface import implementer

from crawler.guard import Allowed, address_refusal, plain_host

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

_REMEMBERED = 1_000
_refusals: OrderedDict[str, str] = OrderedDict()


def refusal_of(host: str) -> str | None:
    """Why the guard let no address of this host pass at its last lookup. To Twisted, and so to Scrapy, such a host
    is one that does not resolve; whoever records the outcome asks here which of the two it was."""
    return _refusals.get(plain_host(host))


def _remember(host: str, refusal: str | None) -> None:
    name = plain_host(host)
    _refusals.pop(name, None)
    if refusal is not None:
        _refusals[name] = refusal
        if len(_refusals) > _REMEMBERED:
            _refusals.popitem(last=False)


class GuardedResolver(CachingHostnameResolver):
    """Scrapy's resolver without its cache (which never expires) and without addresses that the guard refuses."""

    def __init__(self, reactor: Any, allowed: Allowed) -> None:
        super().__init__(reactor, cache_size=0)
        self._allowed = allowed

    @classmethod
    def from_crawler(cls, crawler: "Crawler", reactor: Any) -> "GuardedResolver":
        """Scrapy's way to make one."""
        return cls(reactor, Allowed.of(crawler.settings.getlist("RASID_ALLOW_PRIVATE_HOSTS")))

    def resolveHostName(  # noqa: N802  Twisted's name
        self,
        resolutionReceiver: Any,  # noqa: N803  an IResolutionReceiver; zope's interfaces have no types
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Any = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """Resolves a name or a literal; the receiver sees only addresses that may be connected to."""
        receiver: Any = resolutionReceiver
        if not self._allowed.has_host(hostName):
            receiver = _Filter(resolutionReceiver, hostName, self._allowed)
        if not _can_be_asked_for(hostName):
            resolution = HostResolution(hostName)
            receiver.resolutionBegan(resolution)
            receiver.resolutionComplete()
            return resolution
        resolver: Any = self.original_resolver
        return resolver.resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)


def _can_be_asked_for(host: str) -> bool:
    """Whether the system's resolver takes this name. It raises an error in its thread at an empty or too long label,
    which Twisted does not pass on: the request would wait for its timeout."""
    try:
        host.encode("idna")
    except UnicodeError:
        return False
    return True


@implementer(IResolutionReceiver)
class _Filter:
    """Passes on what the guard lets through."""

    def __init__(self, receiver: Any, host: str, allowed: Allowed) -> None:
        self._receiver = receiver
        self._host = host
        self._allowed = allowed
        self._passed = 0
        self._refusal: str | None = None

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        ip = str(address.host)
        refusal = address_refusal(ip, allowed=self._allowed)
        if refusal is None:
            self._passed += 1
            self._receiver.addressResolved(address)
            return
        self._refusal = f"{self._host} leads to {ip}, which is {refusal}"

    def resolutionComplete(self) -> None:  # noqa: N802
        if self._passed:
            _remember(self._host, None)
        elif self._refusal is not None:  # a lookup that found nothing at all says nothing about the one before
            _remember(self._host, self._refusal)
            logger.warning("address_refused %s", self._refusal)
        self._receiver.resolutionComplete()
