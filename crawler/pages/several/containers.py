"""Which box of a page's tree a line stands in: whether a headline has a container of its own, and what else is in it.

Only the tree is looked at, no class names: a box of headlines in the middle of a story is closed before the story
goes on, and a second story in a container of its own is not followed by the first.
"""

from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from crawler.pages.text.blocks import Block

_MOST_SIBLINGS = 20
_DEEPEST = 300  # as deep as a parser nests elements
# Elements of a line or a paragraph: two paragraphs are neighbours where what is around these is the same.
_OF_A_LINE = frozenset(
    "p h1 h2 h3 h4 h5 h6 li blockquote a abbr b bdi big cite em font i ins mark small span strong sub sup u".split()
)


def own_container(headline: Block, present: Block) -> HtmlElement | None:
    """The outermost element around the headline that is not around the present story's last paragraph.

    None where there is none (lines between <br>, plain text).
    """
    shared = list(_around(present))
    outermost = None
    for element in _around(headline):
        if any(element is other for other in shared):
            return outermost
        outermost = element
    return None


def holds(container: HtmlElement, block: Block) -> bool:
    """Whether the block's text stands inside the container."""
    return any(element is container for element in _around(block))


def are_neighbours(one: Block, other: Block) -> bool:
    """Whether two paragraphs stand in the same container, next to each other or not."""
    first, second = _container_of(one), _container_of(other)
    return first is not None and first is second


def has_twin_around(box: HtmlElement, headline: Block) -> bool:
    """Whether an earlier element beside the box, of the same tag and a class of the same name, holds the headline."""
    names = set((box.get("class") or "").split())
    for element in islice(box.itersiblings(box.tag, preceding=True), _MOST_SIBLINGS):
        if holds(element, headline):
            others = set((element.get("class") or "").split())
            return bool(names & others) or names == others
    return False


def stands_below_rule(block: Block) -> bool:
    """Whether a rule, <hr>, is the last thing above a line."""
    for element in _around(block):
        before = element.getprevious()
        while before is not None and not "".join(before.itertext()).strip():
            if before.tag == "hr" or next(before.iter("hr"), None) is not None:
                return True
            if (before.tail or "").strip():
                return False
            before = before.getprevious()
        if before is not None or (element.tag not in _OF_A_LINE and (element.text or "").strip()):
            return False
    return False


def _container_of(block: Block) -> HtmlElement | None:
    return next((element for element in _around(block) if element.tag not in _OF_A_LINE), None)


def _around(block: Block) -> Iterator[HtmlElement]:
    """The elements around the block's text, the innermost first."""
    if block.where is None:
        return
    if not block.in_tail:
        yield block.where
    yield from islice(block.where.iterancestors(), _DEEPEST)
