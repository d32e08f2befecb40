"""Which addresses belong to one site: to one registrable domain, by the public suffix list."""

import functools
from urllib.parse import urlsplit

import tldextract


def same_site(one: str, other: str) -> bool:
    """Whether two addresses belong to one registrable domain (news.example.org and example.org do)."""
    return site_of(one) == site_of(other) != ""


def site_of(url: str) -> str:
    """The registrable domain of an address, or its host where it has none; empty for what is no address."""
    try:
        host = (urlsplit(url).hostname or "").lower().rstrip(".")
    except ValueError:
        return ""
    found = _extract()(host)
    if found.domain and found.suffix:
        return f"{found.domain}.{found.suffix}"
    # An address of the network stands for itself; of a name under no known suffix the last two parts count.
    return host if found.ipv4 or found.ipv6 or ":" in host else ".".join(host.split(".")[-2:])


@functools.cache
def _extract() -> tldextract.TLDExtract:
    """The suffix list that the package brings; it would fetch a newer one otherwise."""
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
