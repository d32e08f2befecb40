"""What markup is for looks only, made plain: tables that lay out a page, lines broken within <span>, headings as text.

Extractors look at containers and paragraphs. Pages of old content systems, and of editors that paste from elsewhere,
break their lines within inline elements and put stories into table cells, where extractors glue lines or lose them.
Here each line gets its place in a block, and a row of figures becomes one line. Linear in the size of the tree, but
for its depth.
"""

import re
from itertools import islice

from lxml import etree
from lxml.html import Element, HtmlElement

from crawler.pages.when.shown_dates import says_only_when

# Inline elements that editors put around several lines.
_WRAPPERS = frozenset("span b strong i em u small ins label cite".split())
_NEEDLESS = "needless"
# Inline elements of old pages that say nothing.
_LOOKS = ("font", "big", "tt", "nobr", "basefont", "blink", "marquee")
_BREAKS = frozenset(
    """br p div table ul ol dl blockquote h1 h2 h3 h4 h5 h6 figure section article pre hr center address
    form main header details""".split()
)
_BLOCKS = _BREAKS - {"br"}
_LONGEST_CELL = 160  # characters; what is longer is text that somebody laid out in a table
_MOST_ROWS = 400
_MOST_BESIDE = 5  # elements of a line before a text
_YEAR = re.compile(r"\d{4}")
_SENTENCE_IN_HEADING = 60
_SHORTEST_TEXT = 80  # of a container's own lines, links aside


def unwrap_layout(root: HtmlElement) -> None:
    """Makes a tree's lines and paragraphs plain, in place; what a reader sees stays as it is."""
    etree.strip_tags(root, *_LOOKS)
    _free_breaks(root)
    for table in reversed(list(root.iter("table"))):  # the inner ones first
        if _holds_figures(table):
            _make_lines(table)
    for cell in list(root.iter("td", "th")):
        if _holds_text(cell):
            for element in (cell, *cell.iterancestors("tr", "tbody", "table")):
                element.tag = "div"
    for element in list(root.iter("tbody", "thead", "tfoot", "tr", "td", "th")):  # a parent before its child
        parent = element.getparent()
        if parent is not None and parent.tag == "div":  # a short cell of a table that lays out a page: the date
            element.tag = "div"
    for heading in list(root.iter("h2", "h3", "h4", "h5", "h6")):
        if _is_sentence(heading):
            heading.tag = "p"
    for container in list(root.iter("div", "p", "section", "article", "main")):
        if any(child.tag in _BREAKS for child in container):
            _make_paragraphs(container)


def _free_breaks(root: HtmlElement) -> None:
    """Takes away the inline elements around line breaks and blocks: extractors glue lines within them, or lose them."""
    for center in root.iter("center"):
        center.tag = "div"
    for element in root.iter(*_BREAKS):
        around = element.getparent()
        while around is not None and around.tag in _WRAPPERS:
            _part_from_date(around)
            around.tag = _NEEDLESS
            around = around.getparent()
    etree.strip_tags(root, _NEEDLESS)
    for paragraph in list(root.iter("p")):
        if any(child.tag in _BLOCKS for child in paragraph):
            paragraph.tag = "div"


def _part_from_date(text: HtmlElement) -> None:
    """Gives lines of their own to a date, and to what stands beside it, before an inline element that holds a text.

    <span id="date">15/09/2024</span><span id="body">…<br>…</span>, as the labels of ASP.NET are laid out.
    """
    beside: list[HtmlElement] = []
    before = text.getprevious()
    while before is not None and len(beside) < _MOST_BESIDE and not (before.tail or "").strip():
        if before.tag not in _WRAPPERS and before.tag != "time":
            break
        beside.append(before)
        before = before.getprevious()
    shown = [_text(element) for element in beside]
    if any(_YEAR.search(line) and says_only_when(line) for line in shown) and all(len(line) <= 120 for line in shown):
        for element in beside:
            element.tag = "p"


def _make_paragraphs(container: HtmlElement) -> None:
    """Gives each line between the breaks and blocks of a container a <p>, if the container holds text for reading."""
    if _own_text(container) < _SHORTEST_TEXT:
        return
    if container.tag == "p":
        container.tag = "div"
    content: list[HtmlElement] = []
    line = _line(container.text)
    container.text = None
    for child in list(container):
        if child.tag not in _BREAKS:
            line.append(child)
            continue
        after, child.tail = child.tail, None
        content += _shown(line)
        if child.tag != "br":
            content.append(child)
        line = _line(after)
    container[:] = [*content, *_shown(line)]


def _own_text(container: HtmlElement) -> int:
    """Characters of a container's own lines, without its blocks and links."""
    size = len((container.text or "").strip())
    for child in container:
        size += len((child.tail or "").strip())
        if child.tag not in _BREAKS and child.tag != "a":
            size += len(_text(child))
    return size


def _line(text: str | None) -> HtmlElement:
    line: HtmlElement = Element("p")
    line.text = text
    return line


def _shown(line: HtmlElement) -> list[HtmlElement]:
    """The line, or only its pictures where it has no text."""
    return [line] if any(text.strip() for text in line.itertext()) else list(line)


def _holds_figures(table: HtmlElement) -> bool:
    """Whether it is a table for reading: rows of short cells, and not a box of links, pictures or fields."""
    if next(islice(table.iter("table", "form", "article", "h1"), 1, None), None) is not None:
        return False
    rows = list(islice(table.iter("tr"), _MOST_ROWS + 1))
    if not 2 <= len(rows) <= _MOST_ROWS:
        return False
    wide = size = linked = 0
    for row in rows:
        cells = [_text(cell) for cell in row if cell.tag in ("td", "th")]
        if any(len(cell) > _LONGEST_CELL for cell in cells):
            return False
        wide += sum(map(bool, cells)) >= 2
        size += sum(map(len, cells))
        linked += sum(len(_text(link)) for link in row.iter("a"))
    return wide * 3 >= len(rows) * 2 and linked * 2 < size


def _make_lines(table: HtmlElement) -> None:
    for row in list(table.iter("tr")):
        cells = [_text(cell) for cell in row if cell.tag in ("td", "th")]
        for child in list(row):
            row.remove(child)
        row.tag, row.text = "p", " | ".join(filter(None, cells))
    for element in list(table.iter("table", "tbody", "thead", "tfoot", "caption")):
        element.tag = "p" if element.tag == "caption" else "div"
    figure = table.getparent()
    if figure is not None and figure.tag == "figure":  # of the block editor
        figure.tag = "div"


def _holds_text(cell: HtmlElement) -> bool:
    blocks = cell.iter("p", "div", "br", "table", "h1", "h2")
    return next(blocks, None) is not None or len(_text(cell)) > _LONGEST_CELL


def _is_sentence(heading: HtmlElement) -> bool:
    """Whether a heading's element is used for its letters' size: a whole sentence with its full stop."""
    text = _text(heading)
    return len(text) >= _SENTENCE_IN_HEADING and text.endswith((".", ".»", '."', ".”")) and not list(heading.iter("a"))


def _text(element: HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())
