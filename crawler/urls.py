"""Addresses: what is a web address, and which two addresses are the same page."""

import re
from urllib.parse import urlsplit

from w3lib.url import canonicalize_url, url_query_cleaner

_TRACKING = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "fbclid", "gclid", "ref", "at_medium")


def is_web_url(url: str) -> bool:
    """Whether this is an http or https address with a host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def url_key(url: str) -> str:
    """One form for all addresses of one page."""
    return canonicalize_url(url_query_cleaner(url, _TRACKING, remove=True)).rstrip("/")


def slug(text: str) -> str:
    """A name of letters, digits and dashes drawn from an address or a text."""
    return re.sub(r"[^\w.]+", "-", re.sub(r"^https?://(www\.)?", "", text)).strip("-")[:80] or "feed"
