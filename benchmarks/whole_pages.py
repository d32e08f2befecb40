"""Real pages as they are: their own stories, menus, scripts and statements, each served many times.

A copy differs from its page in two words behind each longer line, so that no program finds a line in what it remembers
and none takes two copies for one document. What a page says of its own address is of another site than the loopback
server, and is believed by nobody.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generated_news import filler
from benchmarks.real_pages import Article
from crawler.news import Page, Refusal
from crawler.pages.decoding.charset import decode
from crawler.reading import read

_LINE = re.compile(r">([^<>{}]{60,})<")  # between tags; braces are of scripts
_ARABIC = re.compile("[\u0621-\u064a]{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class WholePage:
    """A page, the title of its first story, and whether a flag is up for that."""

    name: str
    html: str
    title: str
    flagged: bool


def whole_pages_in(folder: Path) -> list[WholePage]:
    """Those pages of a folder that are read as news; others (of another language, or without a text) are left out."""
    return [page for file in sorted(folder.glob("*.html")) if (page := _page(file.stem, file.read_bytes())) is not None]


def copies(count: int, pages: Sequence[WholePage]) -> list[Article]:
    """So many copies, of the pages by turns."""
    return [_copy(number, pages[number % len(pages)]) for number in range(count)]


def _page(name: str, body: bytes) -> WholePage | None:
    found = read(Page(url=f"http://127.0.0.1/{name}.html", body=body, content_type="text/html"))
    if isinstance(found, Refusal) or not found.stories:
        return None
    first = found.stories[0]
    return WholePage(name=name, html=decode(body, "").text, title=first.story.title, flagged=bool(first.flags))


def _copy(number: int, page: WholePage) -> Article:
    chance = random.Random(number)

    def changed(line: re.Match[str]) -> str:
        if not _ARABIC.search(line[1]):
            return line[0]
        words = " ".join(filler(chance).split()[:2])
        return f">{line[1]} {words}<"

    html = _LINE.sub(changed, page.html)
    return Article(title=page.title, html=html.encode(), flagged=page.flagged)
