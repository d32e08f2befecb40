"""Copies of a page: AMP and mobile pages lose half of a text and add other stories; the whole page is read instead."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

from crawler.sites import same_site
from crawler.urls import is_web_url, unwrapped

_HEAD = 100_000  # bytes; a canonical link stands in the head of a page
_ROOT = re.compile(rb"<html\b", re.IGNORECASE)
# An attribute of the root, not a word within another one's value.
_AMP_MARK = re.compile(rb"""(?:[^<>"']|"[^"]*"|'[^']*')*?\s(?:amp|\xe2\x9a\xa1)[\s=>/]""", re.IGNORECASE)
_LINK = re.compile(rb"<link\b[^<>]{0,2000}>", re.IGNORECASE)
_CANONICAL = re.compile(rb"""\brel\s*=\s*["']?\s*canonical\b""", re.IGNORECASE)
_ADDRESS = re.compile(rb"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.IGNORECASE)
_COPY_HOST = re.compile(r"^(?:m|mobile|mob|amp|wap|touch|lite)\.")


def whole_page_of(body: bytes, url: str) -> str | None:
    """The address of the whole page where the answer from `url` is an AMP or mobile copy; None where it is none.

    Only the page itself says where its whole is, and only within its own site: a copy in a search engine's cache
    belongs to the site that it was made of.
    """
    head = body[:_HEAD]
    original = unwrapped(url)
    if not (_is_amp(head) or _is_copy_host(original) or original != url):
        return None
    told = _canonical(head)
    whole = urljoin(original, told) if told else original
    if whole == url or not is_web_url(whole) or not same_site(whole, original) or _is_copy_host(whole):
        return None
    return whole if urlsplit(whole).path.strip("/") or urlsplit(whole).query else None  # the front page is no story


def _is_amp(head: bytes) -> bool:
    root = _ROOT.search(head)
    return root is not None and _AMP_MARK.match(head, root.end()) is not None


def _is_copy_host(url: str) -> bool:
    return bool(_COPY_HOST.match(urlsplit(url).hostname or ""))


def _canonical(head: bytes) -> str:
    for link in _LINK.findall(head):
        address = _ADDRESS.search(link)
        if address is not None and _CANONICAL.search(link):
            value: bytes = next(value for value in address.groups() if value is not None)
            return unescape(value.decode("utf-8", "replace")).strip()
    return ""
