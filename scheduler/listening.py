"""Where a server of ours may listen, and by which names it is asked; pure."""

import re
from ipaddress import ip_address, ip_network


def listening_place(value: str) -> str:
    """The value, if it is a host and a port."""
    host, _, port = value.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or int(port) > 65535:
        raise ValueError("must be a host and a port such as '127.0.0.1:8001'")
    return value


def listening_place_or_none(value: str) -> str:
    """The value, if it is a host and a port, or empty."""
    return listening_place(value) if value else value


def listening_host(place: str) -> str:
    """The host of a place, in small letters and without brackets; "" for none."""
    return place.rpartition(":")[0].strip("[]").lower()


def is_loopback(host: str) -> bool:
    """Whether a host, without brackets, is this machine by itself."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def is_every_address(host: str) -> bool:
    """Whether a host, without brackets, stands for all addresses of this machine, and so is no name to be asked by."""
    try:
        return ip_address(host).is_unspecified
    except ValueError:
        return False


def plain_host(value: str) -> str:
    """The value, if it is a host's name alone."""
    if not re.fullmatch(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", value):
        raise ValueError("must be a host's name in small letters, such as 'news.example.org', without a port")
    return value


def address_or_network(value: str) -> str:
    """The value, if it is an IP address or a network of them."""
    try:
        ip_network(value)
    except ValueError:
        raise ValueError("must be an address or a network such as '127.0.0.1' or '10.0.0.0/8'") from None
    return value
