"""The heading over a page's story and what stands beside it, in the page's tree.

A page prints dates of many things: of its teasers, of its comments, of today. Those of the story stand near its
heading, and nothing else's box lies between.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from crawler.arabic.letters import fold_key
from crawler.pages.titles.title import is_less_a_name
from crawler.pages.words import same_headline

_LOWER = ("h2", "h3", "h4", "div", "span", "p", "td", "strong", "b", "font")
_MAX_LOOKED_AT = 3_000
_FOREIGN_TAGS = frozenset({"aside", "nav", "select", "figure", "blockquote"})
# Classes and ids of boxes with other stories, or with what readers say. Not widget: page builders put all into one.
_FOREIGN_CLASS = re.compile(
    r"(?<![a-z])(?:related|comments?|sidebar|most-?(?:read|viewed|popular)|popular|latest|recent|teasers?|ticker"
    r"|recommend(?:ed|ations?)|read-?(?:also|more)|see-?also|more-?news|trending|menu|navbar|top-?bar|caption)(?![a-z])"
)
_UNREAD = frozenset(
    {"script", "style", "noscript", "template", "svg", "iframe", "button", "textarea", "video", "audio"}
)
_INLINE = frozenset(
    "a abbr b bdi bdo big cite em font i ins label mark small span strong sub sup time tt u var wbr".split()
)
_CLIMB = 4  # how many boxes around the heading may still be its own
# Characters: what is longer is no line about the story but the story; a sentence is so from the shorter length on.
_PARAGRAPH, _SENTENCE = 200, 60
_ENDS = (".", "!", "؟", "…", ".»", '."', ".”")
_LINES_AFTER, _LINES_BEFORE = 14, 4
_TEASER = 30  # characters of a link that are a headline and no name
_LONGEST_TITLE = 250
APART = " | "  # between the pieces of a line, where they are wanted one by one


def story_heading(root: HtmlElement, titles: Sequence[str]) -> HtmlElement | None:
    """The element that holds the story's title: a confirmed <h1>, a lower element that is the title, the first <h1>.

    A page without an <h1> often states its title with the site's name, and prints it without.
    """
    headings = list(islice(root.iter("h1"), 10))
    known = [title for title in titles if title]
    for heading in headings:
        text = " ".join(heading.itertext()).strip()
        if text and any(same_headline(text, title) for title in known):
            return heading
    keys = {fold_key(title) for title in known}
    longest = min(max(map(len, keys), default=0) + 10, _LONGEST_TITLE)
    for element in islice(root.iter(*_LOWER), _MAX_LOOKED_AT):
        text = (element.text or (element[0].text if len(element) and element[0].tag == "a" else "") or "").strip()
        if 15 <= len(text) <= longest and _is_title(fold_key(text), keys) and not _is_within_foreign(element):
            return element
    return headings[0] if headings else None


def _is_title(folded: str, keys: set[str]) -> bool:
    """Whether a line is a title, or all of one but for a name that is shorter; a logo is the name."""
    return folded in keys or any(2 * len(folded) > len(key) and is_less_a_name(folded, key) for key in keys)


class Surroundings:
    """What belongs to the story around its heading. Cheap to ask for a few hundred elements."""

    def __init__(self, heading: HtmlElement) -> None:
        self._heading = heading
        self._above = {element: level for level, element in enumerate((heading, *heading.iterancestors()))}
        # Before a box that is more than a heading with its line stands the top of the page, with the day of today.
        parent = heading.getparent()
        self._heads = (heading, parent) if parent is not None and _is_small(parent) else (heading,)
        self._article = next(heading.iterancestors("article", "main"), None)

    def box(self, height: int) -> HtmlElement:
        """The heading's <article> or <main>, or the box of that height around it where that is larger."""
        least = self._above[self._article] if self._article is not None else 0
        boxes = [element for element in self._above if element.tag != "html"]
        return boxes[min(max(height, least), len(boxes) - 1)]

    def distance(self, element: HtmlElement) -> int | None:
        """How many boxes around the heading also hold the element, 0 within it; None where it is another thing's."""
        below = element
        for steps, around in enumerate((element, *element.iterancestors())):
            level = self._above.get(around)
            if level is not None:
                within = self._article is not None and level <= self._above[self._article]
                if level and not within and below is not around and self._is_before(below, around, level):
                    return level if around.tag != "body" and level <= len(self._heads) else None
                return level if level <= _CLIMB or within else None
            below = around
            if is_foreign(around) or around.tag == "article" or (steps < 4 and _is_teaser(around)):
                return None
        return None

    def _is_before(self, box: HtmlElement, common: HtmlElement, level: int) -> bool:
        """Whether a box stands before the one that holds the heading, in the box that holds both."""
        own = next(each for each, height in self._above.items() if height == level - 1)
        return bool(common.index(box) < common.index(own))

    def lines(self, *, joint: str = " ") -> Iterator[str]:
        """The lines beside the heading, those behind it first, up to the first paragraph; each as a reader sees it.

        `joint` is put between the pieces of a line that stand in elements of their own; see `APART`.
        """
        around = list(islice(self._boxes(), _CLIMB))
        yield from islice(_up_to_paragraph(_after(around, joint)), _LINES_AFTER)
        yield from islice(_up_to_paragraph(_before(self._heads, joint)), _LINES_BEFORE)

    def _boxes(self) -> Iterator[HtmlElement]:
        for element in (self._heading, *self._heading.iterancestors()):
            if element.tag in ("body", "html"):
                return
            yield element


def is_foreign(element: HtmlElement) -> bool:
    """Whether a box holds other things than the story, by its element or its class."""
    if element.tag in _FOREIGN_TAGS:
        return True
    if element.tag == "footer":
        return element.getparent() is not None and element.getparent().tag == "body"
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return len(named) > 1 and _FOREIGN_CLASS.search(named.lower()) is not None


def _is_within_foreign(element: HtmlElement) -> bool:
    return any(is_foreign(around) for around in islice(element.iterancestors(), 6) if around.tag != "body")


def _is_teaser(element: HtmlElement) -> bool:
    """Whether a small box holds a headline or a link as long as one, beside what was found in it."""
    if not _is_small(element):
        return False
    if next(element.iter("h2", "h3", "h4", "h5", "h6"), None) is not None:
        return True
    return any(len("".join(link.itertext()).strip()) > _TEASER for link in islice(element.iter("a"), 5))


def _is_small(element: HtmlElement) -> bool:
    return len("".join(islice(element.itertext(), 40))) <= 400


def _after(boxes: Iterable[HtmlElement], joint: str) -> Iterator[str]:
    for box in boxes:
        if box.tag != "body":
            for beside in box.itersiblings():
                yield from _lines(beside, joint)


def _before(boxes: Iterable[HtmlElement], joint: str) -> Iterator[str]:
    for box in boxes:
        if box.getparent() is None or box.getparent().tag == "body":
            return
        for beside in islice(box.itersiblings(preceding=True), 6):
            yield from reversed(list(islice(_lines(beside, joint), 20)))


def _up_to_paragraph(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if len(line) > _PARAGRAPH or (len(line) > _SENTENCE and line.endswith(_ENDS)):
            return
        yield line


def _lines(box: HtmlElement, joint: str) -> Iterator[str]:
    """The lines of a box that may be the story's; pieces of a line stand apart, since spans are laid out apart."""
    if not isinstance(box.tag, str) or is_foreign(box) or box.tag in _UNREAD or _is_teaser(box):
        return
    line = _Line(joint)
    walker = etree.iterwalk(box, events=("start", "end"))
    for event, element in walker:
        if element.tag not in _INLINE and line.parts:
            yield line.end()
        if event == "start":
            line.opened = True
            if element.tag in _UNREAD or is_foreign(element) or element.get("aria-hidden") == "true":
                walker.skip_subtree()
            elif element.text and element.text.strip():
                line.add(element.text)
        else:
            line.closed = True
            if element is not box and element.tail and element.tail.strip():
                line.add(element.tail)
    if line.parts:
        yield line.end()


class _Line:
    """A line being collected. Where one inline element has ended and another begun, or an empty one stands between,
    the next piece begins."""

    def __init__(self, joint: str) -> None:
        self._joint = joint
        self._begin()

    def _begin(self) -> None:
        self.parts: list[str] = []
        self.opened = self.closed = False

    def add(self, text: str) -> None:
        if self.parts:
            self.parts.append(self._joint if self.opened and self.closed else " ")
        self.parts.append(" ".join(text.split()))
        self.opened = self.closed = False

    def end(self) -> str:
        text = "".join(self.parts)
        self._begin()
        return text
