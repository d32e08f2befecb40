"""The HTTP Link header of a feed (RFC 8288): its WebSub hub, and the address under which the hub knows the feed.

Read like everything that a server sends: whatever stands there, an answer comes back, and only web addresses are in
it. Where a hub is named several times an https one is taken, as WebSub asks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from crawler.urls import is_web_url

LONGEST_HEADER = 16_000  # characters that are looked at
LONGEST_ADDRESS = 2_000

_TARGET = re.compile(r"[\s,]*<([^>]*)>")
# A parameter with its value, quoted or not; each part of a link is passed once, so that no header costs more than
# its length.
_PARAMETER = re.compile(r"""\s*;\s*([^\s;,="<>]*)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^\s;,"]*)))?""", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderLinks:
    """What a Link header names, None for what it does not."""

    hub: str | None = None
    self: str | None = None


def links_in_header(value: str, base: str = "") -> HeaderLinks:
    """The hub and the feed's own address in a Link header; several headers are joined with a comma before.

    `base` is the address that sent it, against which relative addresses are understood.
    """
    hubs: list[str] = []
    own: list[str] = []
    for target, parameters in _links(value[:LONGEST_HEADER]):
        address = _absolute(target, base)
        if address is None or "anchor" in parameters:  # an anchor: a link of something else than this feed
            continue
        relations = parameters.get("rel", "").lower().split()
        if "hub" in relations:
            hubs.append(address)
        if "self" in relations:
            own.append(address)
    hub = next((one for one in hubs if one.lower().startswith("https:")), hubs[0] if hubs else None)
    return HeaderLinks(hub=hub, self=own[0] if own else None)


def _links(value: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each target with its parameters; of a parameter that stands there twice the first counts."""
    position = 0
    while (found := _TARGET.match(value, position)) is not None:
        target, position = found.group(1), found.end()
        parameters: dict[str, str] = {}
        while (parameter := _PARAMETER.match(value, position)) is not None:
            name, quoted, plain = parameter.groups()
            text = _ESCAPED.sub(r"\1", quoted) if quoted is not None else plain or ""
            parameters.setdefault(name.lower(), text)
            position = parameter.end()
        yield target, parameters
        following = value.find(",", position)
        if following < 0:
            return
        position = following


def _absolute(target: str, base: str) -> str | None:
    try:
        address = urljoin(base, target.strip())
    except ValueError:
        return None
    return address if len(address) <= LONGEST_ADDRESS and is_web_url(address) else None
