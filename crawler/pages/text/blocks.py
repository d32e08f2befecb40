"""A page's text as blocks in reading order: one block a paragraph, heading, list item or line between <br>.

Blocks say what a reader would see of a line (is it a link, is it bold, is it a heading), which is what tells a
teaser from a paragraph. Plain text gives the same blocks without marks. Nothing is judged here.
"""

from dataclasses import dataclass
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from crawler.arabic.clean import clean_text

# Elements that stand within a line. Everything else begins a new block.
_INLINE = frozenset(
    """a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark nobr q s samp small span
    strike strong sub sup time tt u var wbr""".split()
)
# Never text of a story. Not form: ASP.NET puts whole pages into one; not header: it may hold the lead.
_REMOVED = """script style noscript template iframe object embed svg math canvas audio video select button
    input textarea map datalist dialog nav footer aside head""".split()
_HEADINGS = {f"h{level}": level for level in range(1, 7)} | {"summary": 5}
_COUNTED = {
    "a": "link",
    "b": "bold",
    "strong": "bold",
    "li": "item",
    "dd": "item",
    "dt": "item",
    "figcaption": "caption",
    "article": "article",
    "pre": "pre",
}
_COUNT = etree.XPath("count(descendant-or-self::*)")
MAX_BLOCKS = 5_000
_LONGEST_IN_PIECES = 200  # characters of a line whose pieces are told apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A line as a reader sees it. `linked` and `bold` are the shares of its characters in links and in bold.

    `before_link` is what stands before a line's first link, as far as it is text: «اقرأ أيضا:».
    `heading` is its level, 0 for none; `article` counts the page's outermost <article> elements, 0 outside of them.
    `where` is the element that holds its first text, `in_tail` whether that text follows the element, `offset` where
    in it the line begins; the three are only for cutting the page, and absent in plain text. `pieces` are the parts of
    a short line that stand in inline elements next to each other, which are laid out apart and often glued in the
    markup (a writer, a date, a count); empty where there is only one.
    """

    text: str
    linked: float = 0.0
    bold: float = 0.0
    before_link: str = ""
    heading: int = 0
    in_list: bool = False
    caption: bool = False
    article: int = 0
    where: HtmlElement | None = None
    in_tail: bool = False
    offset: int = 0
    pieces: tuple[str, ...] = ()


def text_blocks(text: str) -> list[Block]:
    """The lines of a plain text as blocks."""
    return [Block(text=line) for line in clean_text(text).split("\n") if line][:MAX_BLOCKS]


def page_blocks(root: HtmlElement) -> list[Block]:
    """The blocks of a page or of a part of it, in document order; linear in the size of the tree."""
    collector = _Collector()
    walker = etree.iterwalk(root, events=("start", "end"))
    hidden: HtmlElement | None = None  # its end comes next
    for event, element in walker:
        if event == "start":
            if _is_hidden(element):
                hidden = element
                walker.skip_subtree()
            else:
                collector.open(element)
        elif element is hidden:
            hidden = None
            collector.behind(element)
        else:
            collector.close(element)
        if len(collector.blocks) >= MAX_BLOCKS:
            break
    collector.flush()
    return collector.blocks


def elements_in(root: HtmlElement) -> int:
    """How many elements a tree has, without a look at each of them from Python."""
    return int(cast("float", _COUNT(root)))


def cut_from(block: Block) -> None:
    """Takes the block and everything after it out of its page's tree."""
    node = block.where
    if node is None:
        return
    if block.in_tail:
        node.tail = (node.tail or "")[: block.offset]
    else:
        node.text = (node.text or "")[: block.offset]
        for child in list(node):
            node.remove(child)
    while node is not None:
        parent = node.getparent()
        if parent is not None:
            for sibling in list(node.itersiblings()):
                parent.remove(sibling)
            if node is not block.where or not block.in_tail:
                node.tail = None
        node = parent


def remove_what_is_never_text(root: HtmlElement) -> None:
    """Takes scripts, menus, footers and the like out of the tree; what is left is several times smaller."""
    etree.strip_elements(root, *_REMOVED, with_tail=False)


def _is_hidden(element: HtmlElement) -> bool:
    style = element.get("style")
    return style is not None and "display:none" in style.replace(" ", "").lower()


class _Collector:
    """The blocks so far and the line being collected."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._within = dict.fromkeys((*_COUNTED.values(),), 0)
        self._heading = self._articles = 0
        self._begin()

    def open(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag not in _INLINE:
            self.flush()
        else:
            self._opened = True
        if tag in _COUNTED:
            self._within[_COUNTED[tag]] += 1
            if tag == "article" and self._within["article"] == 1:
                self._articles += 1
        elif tag in _HEADINGS:
            self._heading = _HEADINGS[tag]
        text = element.text
        if text and (self._size or not text.isspace()):
            self._add(element, text, in_tail=False)

    def close(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag not in _INLINE:
            self.flush()
        else:
            self._closed = True
        if tag in _COUNTED:
            self._within[_COUNTED[tag]] -= 1
        elif tag in _HEADINGS:
            self._heading = 0
        self.behind(element)

    def behind(self, element: HtmlElement) -> None:
        tail = element.tail
        if tail and (self._size or not tail.isspace()):
            self._add(element, tail, in_tail=True)

    def flush(self) -> None:
        """Ends the line: what comes next stands in another block."""
        if not self._size:  # then nothing was begun: spaces before a line's first text are not kept
            return
        text = clean_text(" ".join("".join(self._parts).split()))
        if text:
            self.blocks.append(
                Block(
                    text=text,
                    linked=self._linked / self._size,
                    bold=self._bold / self._size,
                    before_link=self._before_link,
                    heading=self._heading,
                    in_list=self._within["item"] > 0,
                    caption=self._within["caption"] > 0,
                    article=self._articles if self._within["article"] else 0,
                    where=self._where,
                    in_tail=self._in_tail,
                    offset=self._offset,
                    pieces=self._pieces() if self._joints and self._size <= _LONGEST_IN_PIECES else (),
                )
            )
        self._begin()

    def _pieces(self) -> tuple[str, ...]:
        ends = (*self._joints, len(self._parts))
        texts = ("".join(self._parts[start:end]) for start, end in zip((0, *self._joints), ends, strict=True))
        return tuple(filter(None, (clean_text(" ".join(text.split())) for text in texts)))

    def _begin(self) -> None:
        self._parts: list[str] = []
        self._joints: list[int] = []  # the parts that another piece begins with
        self._opened = self._closed = False  # inline elements since the last words
        self._size = self._linked = self._bold = 0
        self._before_link = ""
        self._where: HtmlElement | None = None
        self._in_tail = False
        self._offset = 0

    def _add(self, element: HtmlElement, text: str, *, in_tail: bool) -> None:
        if not self._within["pre"] or "\n" not in text:
            self._add_line(element, text, in_tail=in_tail, offset=0)
            return
        offset = 0
        for line in text.split("\n"):
            if len(self.blocks) >= MAX_BLOCKS:
                return
            if offset:
                self.flush()
            self._add_line(element, line, in_tail=in_tail, offset=offset)
            offset += len(line) + 1

    def _add_line(self, element: HtmlElement, text: str, *, in_tail: bool, offset: int) -> None:
        size = len(text.strip())
        if not size:
            if self._size:
                self._parts.append(text)
            return
        if self._within["link"] and self._size and not self._linked:
            self._before_link = " ".join("".join(self._parts).split())
        if self._opened and self._closed and self._size:
            # One element has ended and another begun, or an empty one stands between, as icons do.
            self._joints.append(len(self._parts))
        self._parts.append(text)
        if size > 3 or any(map(str.isalnum, text)):  # signs between two elements do not join them
            self._opened = self._closed = False
        if self._where is None:
            self._where, self._in_tail, self._offset = element, in_tail, offset
        self._size += size
        if self._within["link"]:
            self._linked += size
        if self._within["bold"]:
            self._bold += size
