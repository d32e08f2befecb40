"""Real pages with generated stories in the place of their own: a page's weight around words that nobody has read.

A page's own story is found with Rasid's reader, and each element that holds one of its lines becomes a slot. What names
the page's own address or repeats its words elsewhere (canonical, og:…, JSON-LD) is taken out, since every copy would be
kept as the one page that it names.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from lxml import etree
from lxml.html import HtmlElement, document_fromstring, tostring

from benchmarks.generated_news import filler, happening, report
from benchmarks.ordinary_news import ordinary, plain_line
from crawler.news import Page, Refusal, Story
from crawler.pages.read import read_page

_NAMES_ITSELF = re.compile(r"canonical|amphtml|alternate|og:|twitter:|description", re.IGNORECASE)
_LEAST_FOUND = 0.6  # of a story's characters, in elements of their own: else the page is left out
_GOLDEN = 0.6180339887498949  # its multiples are spread evenly, and in step with no number of feeds or shells
_TITLE = "\ue000"  # private use: what no page has, and lxml takes
_SLOT = re.compile("\ue001([0-9]+)\ue001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """A page with slots: its name, its text, and how many paragraphs it takes."""

    name: str
    text: str
    paragraphs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A page that is served, the title by which its story is known, and whether a flag should be up for it."""

    title: str
    html: bytes
    flagged: bool = True


def shells_in(folder: Path) -> list[Shell]:
    """Those pages of a folder whose stories can be exchanged, and are read as one story afterwards."""
    made = [_shell(file.stem, file.read_bytes()) for file in sorted(folder.glob("*.html"))]
    return [shell for shell in made if shell is not None and _reads_as_told(shell)]


def articles(count: int, shells: Sequence[Shell], flagged: float = 1.0) -> list[Article]:
    """So many pages, each with a story of its own, in the shells by turns; without any, in a plain one. A share of
    them tell of happenings, evenly among the others, which are ordinary news."""
    shells = shells or [plain_shell()]
    return [
        article(number, shells[number % len(shells)], flagged=number * _GOLDEN % 1.0 < flagged)
        for number in range(count)
    ]


def article(number: int, shell: Shell, *, flagged: bool = True) -> Article:
    """The same page for the same number, as long as the page's own story: a report of one happening, or of something
    that no flag is up for."""
    chance = random.Random(number)
    told = report(happening(chance), chance) if flagged else ordinary(chance)
    lines = told.text.split("\n")
    more = range(shell.paragraphs - len(lines))
    lines += [f"{filler(chance)} {filler(chance)}" if flagged else plain_line(chance) for _ in more]
    if len(lines) > shell.paragraphs:
        lines[shell.paragraphs - 1 :] = [" ".join(lines[shell.paragraphs - 1 :])]
    html = _SLOT.sub(lambda slot: escape(lines[int(slot[1])], quote=False), shell.text)
    return Article(title=told.title, html=html.replace(_TITLE, escape(told.title)).encode(), flagged=flagged)


def plain_shell() -> Shell:
    """A page of our own, where no folder of real ones is given: two long menus around ten paragraphs."""
    menu = "".join(f'<li><a href="/tag/{n}">قسم الأخبار رقم {n}</a></li>' for n in range(120))
    body = "".join(f"<p>\ue001{slot}\ue001</p>" for slot in range(10))
    text = (
        f'<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{_TITLE}</title></head><body>'
        f"<nav><ul>{menu}</ul></nav><main><article><h1>{_TITLE}</h1>{body}</article></main>"
        f"<footer><ul>{menu}</ul></footer></body></html>"
    )
    return Shell(name="plain", text=text, paragraphs=10)


def _shell(name: str, body: bytes) -> Shell | None:
    found = read_page(Page(url=f"https://example.org/{name}", body=body, content_type="text/html"))
    if isinstance(found, Refusal):
        return None
    story = found[0]
    root = document_fromstring(body.decode("utf-8", "replace"))
    for element in list(root.iter("meta", "link", "script")):
        named = " ".join(filter(None, (element.get(key) for key in ("rel", "name", "property", "itemprop"))))
        if _NAMES_ITSELF.search(named) or "ld+json" in (element.get("type") or ""):
            element.drop_tree()
    slots, size = _make_slots(root, story)
    if size < _LEAST_FOUND * len(story.text) or not slots:
        return None
    text = tostring(root, encoding="unicode", doctype="<!DOCTYPE html>")
    return Shell(name=name, text=text, paragraphs=slots)


def _make_slots(root: HtmlElement, story: Story) -> tuple[int, int]:
    """How many lines of the story were exchanged for slots, and their characters."""
    slots = size = 0
    for line in [*story.raw_titles, story.title]:
        for element in _elements_with(root, line):
            _put(element, _TITLE)
    for line in story.text.split("\n"):
        elements = _elements_with(root, line)
        for element in elements:
            _put(element, f"\ue001{slots}\ue001")
        if elements:
            slots, size = slots + 1, size + len(line)
    return slots, size


def _elements_with(root: HtmlElement, line: str) -> list[HtmlElement]:
    """The innermost elements that hold a line and nothing else."""
    wanted = _squeezed(line)
    found = [one for one in root.iter(etree.Element) if _may_hold(one) and _squeezed(one.text_content()) == wanted]
    return [one for one in found if not any(child is not one and child in found for child in one.iter(etree.Element))]


def _may_hold(element: HtmlElement) -> bool:
    return element.tag not in ("script", "style", "noscript", "html", "body", "head")


def _put(element: HtmlElement, text: str) -> None:
    for child in list(element):
        element.remove(child)
    element.text = text


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _reads_as_told(shell: Shell) -> bool:
    """Whether a page made of the shell is read as its one story, with the title that it was given."""
    one = article(0, shell)
    page = Page(url="https://example.org/0", body=one.html, content_type="text/html; charset=utf-8")
    found = read_page(page)
    return not isinstance(found, Refusal) and len(found) == 1 and found[0].title == one.title
