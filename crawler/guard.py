"""Decides which address may be connected to. No other module does.

Feeds, pages, redirects and robots.txt name addresses, so whoever writes them could use us as a way into our own
network. What holds: a connection is made only to a public address, or to one that the operator's configuration
names (`allow_private_hosts`). The check is made on the address that is connected to, at connect time, so that a name
that resolves to something else a moment later gains nothing.

`resolver.GuardedResolver` puts this under every Scrapy request, `allowed_addresses` serves other clients.
It does not say who may be crawled: that is robots.txt.
"""

import asyncio
import ipaddress
import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.errors import AddressRefused, ConfigurationError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

SCHEMES = frozenset({"http", "https"})
PORTS = frozenset({80, 443, 8080, 8443})

# `ipaddress` alone is not enough: Python 3.11 calls multicast, NAT64, 6to4, fec0::/10 and 3fff::/20 global.
# The ranges are those of the IANA special-purpose registries. Translated ranges stand here too: a network that has
# only NAT64 names 64:ff9b::/96 in its configuration, and what such an address carries is still checked.
_REFUSED: tuple[tuple[Network, str], ...] = tuple(
    (ipaddress.ip_network(network), why)
    for network, why in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier-grade NAT"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "protocol assignments"),
        ("192.0.2.0/24", "documentation"),
        ("192.31.196.0/24", "AS112"),
        ("192.52.193.0/24", "AMT"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "AS112"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::/96", "IPv4-compatible"),
        ("64:ff9b::/96", "NAT64"),
        ("64:ff9b:1::/48", "local NAT64"),
        ("100::/64", "discard-only"),
        ("2001::/23", "protocol assignments"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4"),
        ("2620:4f:8000::/48", "AS112"),
        ("3fff::/20", "documentation"),
        ("5f00::/16", "segment routing"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    )
)
# Of ASCII a name has letters, digits, dots, hyphens and, against the rules, underscores; an address has colons. Escapes
# and zones ("%") and anything else are read by each library in its own way.
_STRANGE = re.compile(r"[\x00-\x7f](?<![a-z0-9._:-])", re.IGNORECASE)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")


def plain_host(host: str) -> str:
    """A host's name as names are compared: small letters in ASCII, without brackets and without the root's dot.
    Twisted writes names of other scripts out, Scrapy's addresses have them in ASCII."""
    text = host.strip("[]").lower().rstrip(".")
    if text.isascii():
        return text
    try:
        return text.encode("idna").decode("ascii").lower().rstrip(".")
    except UnicodeError:
        return text


@dataclass(frozen=True, slots=True)
class Allowed:
    """The operator's own hosts: names as they stand in addresses, and networks."""

    names: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()

    @classmethod
    def of(cls, values: Iterable[str]) -> "Allowed":
        """From `allow_private_hosts`: host names, addresses and networks in CIDR form."""
        names: set[str] = set()
        networks: list[Network] = []
        for value in values:
            text = plain_host(value.strip())
            try:
                networks.append(ipaddress.ip_network(text, strict=False))
            except ValueError:
                if not text or "/" in text or ":" in text:
                    raise ConfigurationError(
                        f"crawler.allow_private_hosts: {value!r} is no host name, address or network"
                    ) from None
                names.add(text)
        return cls(names=frozenset(names), networks=tuple(networks))

    def has_host(self, host: str) -> bool:
        """Whether the host of an address is the operator's own, as it is written."""
        text = plain_host(host)
        if text in self.names:
            return True
        try:
            return self.has_address(ipaddress.ip_address(text))
        except ValueError:
            return False

    def has_address(self, address: Address) -> bool:
        """Whether an address lies in one of the operator's networks."""
        return any(address.version == network.version and address in network for network in self.networks)


NOBODY = Allowed()


def address_refusal(ip: str, *, allowed: Allowed = NOBODY) -> str | None:
    """Why this address may not be connected to, or None if it may. Text that is no address is refused."""
    try:
        address = ipaddress.ip_address(ip.strip("[]"))
    except ValueError:
        return "not an address"
    if isinstance(address, ipaddress.IPv6Address) and address.scope_id is not None:
        return "an address with a zone"
    return _refusal(address, allowed)


def _refusal(address: Address, allowed: Allowed) -> str | None:
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:  # the same address in other words
            return _refusal(address.ipv4_mapped, allowed)
        for inner in _translated(address):
            if (why := _refusal(inner, NOBODY)) is not None and not allowed.has_address(inner):
                return f"a way to {inner} ({why})"
    if allowed.has_address(address):
        return None
    for network, why in _REFUSED:
        if address.version == network.version and address in network:
            return why
    if address.is_multicast:
        return "multicast"
    if address.is_reserved:
        return "reserved"
    return None if address.is_global else "not global"


def _translated(address: ipaddress.IPv6Address) -> tuple[ipaddress.IPv4Address, ...]:
    """The IPv4 addresses that a packet to this IPv6 address may come out at."""
    low = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    if address.sixtofour is not None:
        return (address.sixtofour,)
    if address.teredo is not None:
        return address.teredo
    # ::1 and :: are addresses of their own, and the rest of ::/96 is the old IPv4-compatible form.
    if address in _NAT64 or (address in _COMPATIBLE and int(address) > 0xFFFF):
        return (low,)
    return ()


def url_refusal(url: str, *, allowed: Allowed = NOBODY) -> str | None:
    """Why this URL may not be fetched by what it says itself: scheme, host, port, credentials. The address that
    its host leads to is checked when it is connected to."""
    try:
        parts = urlsplit(url)
        port = parts.port
        host = parts.hostname
    except ValueError:
        return "not a valid address"
    scheme = parts.scheme.lower()
    if scheme not in SCHEMES:
        return f"scheme {scheme or 'none'} is not http or https"
    if not host:
        return "no host"
    if "@" in parts.netloc:
        return "credentials in the address"
    if _STRANGE.search(host):
        return "the host is no name and no address"
    if port is None:
        return None
    if port not in PORTS and not allowed.has_host(host):
        usual = ", ".join(str(one) for one in sorted(PORTS))
        return f"port {port} is not one of {usual}, and {host} is not in allow_private_hosts"
    return None


def host_is_own(url: str, allowed: Allowed) -> bool:
    """Whether a URL leads to one of the operator's own hosts, as its host is written."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return False
    return bool(host) and allowed.has_host(str(host))


async def allowed_addresses(host: str, port: int, *, allowed: Allowed = NOBODY) -> list[str]:
    """The addresses of a host that may be connected to, for clients outside Scrapy: connect to one of these and to
    nothing else. Raises AddressRefused if there is none, OSError if the name does not resolve."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    if allowed.has_host(host):
        return addresses
    refusals = {address: address_refusal(address, allowed=allowed) for address in addresses}
    passed = [address for address, refusal in refusals.items() if refusal is None]
    if not passed:
        address, refusal = next(iter(refusals.items()), (host, "no address"))
        raise AddressRefused(f"{host} leads to {address}, which is {refusal}")
    return passed
