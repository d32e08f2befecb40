"""Which item is which: the key under which a feed's item is known at every later visit.

Guids are believed only where the answer gives no reason to doubt them: some feeds give every item the same guid,
some the same address. A title's change never changes a key that rests on a guid or an address.
"""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from crawler.arabic.letters import fold_key
from crawler.urls import MAX_KEY, url_key


def item_keys(items: Sequence[tuple[str, str, str, datetime | None]]) -> list[str]:
    """The keys of items given as (guid, address, title, date), in the same order."""
    addresses = [url_key(url) if url else "" for _, url, _, _ in items]
    under_guid: dict[str, set[str]] = defaultdict(set)
    under_address: dict[str, set[str]] = defaultdict(set)
    for (guid, _, title, _), address in zip(items, addresses, strict=True):
        under_guid[guid].add(address or fold_key(title))
        under_address[address].add(guid or fold_key(title))
    return [
        _key(guid, address, title, date, under_guid, under_address)
        for (guid, _, title, date), address in zip(items, addresses, strict=True)
    ]


def _key(
    guid: str,
    address: str,
    title: str,
    date: datetime | None,
    under_guid: dict[str, set[str]],
    under_address: dict[str, set[str]],
) -> str:
    if guid and len(under_guid[guid]) == 1:
        return guid if len(guid) <= MAX_KEY else _digest(guid)
    if address and (guid or len(under_address[address]) == 1):
        return address
    return _digest(fold_key(title), date.isoformat() if date else "")


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
