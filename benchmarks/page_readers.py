"""Readers of pages side by side: Rasid's own, and general ones where they are installed.

A general reader gets the text that Rasid's decoding gives, so that charsets are not what is compared; its own decoding
is in none of the times but Rasid's.
"""

import logging
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.util import find_spec

from crawler.news import Page, Refusal
from crawler.pages.decoding.charset import decode
from crawler.pages.read import read_page

RASID, RASID_WITHOUT_RULES, TRAFILATURA = "Rasid", "Rasid, no outlet rules", "trafilatura"
_NO_OUTLET = "https://example.org/news/1"
# Caches of what texts came to. A second round would find every line of a page in them, a daemon never does.
_CACHING = ("crawler", "trafilatura", "htmldate", "courlan", "newspaper", "readability")
_LARGE_CACHE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a reader makes of a page; `refused` says why it made nothing."""

    text: str = ""
    title: str = ""
    published: datetime | None = None
    refused: str | None = None
    stories: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A page as a file has it and as text."""

    body: bytes
    text: str
    url: str

    @classmethod
    def of(cls, body: bytes, url: str) -> "Document":
        """The page with its text."""
        return cls(body=body, text=decode(body, "").text, url=url)


Reader = Callable[[Document], Found]


def _rasid(document: Document, *, url: str | None = None) -> Found:
    found = read_page(Page(url=url or document.url, body=document.body))
    if isinstance(found, Refusal):
        return Found(refused=found.reason.value, stories=0)
    first = found[0]
    return Found(text=first.text, title=first.title, published=first.published, stories=len(found))


def _trafilatura(document: Document, *, precision: bool = False) -> Found:
    from trafilatura import bare_extraction

    found = bare_extraction(document.text, url=document.url, with_metadata=True, favor_precision=precision)
    if found is None or isinstance(found, dict):  # a dict only where it is asked for
        return Found(refused="nothing found", stories=0)
    return Found(text=found.text or "", title=found.title or "", published=_moment(found.date))


def _newspaper(document: Document) -> Found:
    from newspaper import Article  # type: ignore[import-not-found, unused-ignore]

    article = Article(document.url, language="ar", fetch_images=False)
    article.download(input_html=document.text)
    article.parse()
    return Found(text=article.text, title=article.title, published=_moment(str(article.publish_date or "")))


def _readability(document: Document) -> Found:
    from lxml.html import document_fromstring
    from readability import Document as Readable  # type: ignore[import-not-found, unused-ignore]

    readable = Readable(document.text)
    root = document_fromstring(readable.summary(html_partial=True))
    return Found(text="\n".join(map(str, root.itertext())), title=readable.short_title())


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None


_ALL: Mapping[str, tuple[str, Reader]] = {
    RASID: ("crawler", _rasid),
    RASID_WITHOUT_RULES: ("crawler", lambda document: _rasid(document, url=_NO_OUTLET)),
    TRAFILATURA: ("trafilatura", _trafilatura),
    "trafilatura, precise": ("trafilatura", lambda document: _trafilatura(document, precision=True)),
    "newspaper4k": ("newspaper", _newspaper),
    "readability-lxml": ("readability", _readability),
}


def readers() -> tuple[dict[str, Reader], list[str]]:
    """The readers that are installed, and the names of those that are not. Silences what they would log."""
    for package in _CACHING[1:]:
        logging.getLogger(package).setLevel(logging.CRITICAL)
    present = {name: reader for name, (package, reader) in _ALL.items() if find_spec(package) is not None}
    return present, [name for name in _ALL if name not in present]


def forget_texts() -> None:
    """Empties the caches of texts in all readers; tables that are read once stay."""
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] in _CACHING:
            for cached in list(vars(module).values()):
                size = cached.cache_parameters()["maxsize"] if hasattr(cached, "cache_parameters") else None
                if size is not None and size >= _LARGE_CACHE:
                    cached.cache_clear()
