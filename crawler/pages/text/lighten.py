"""Takes out of a tree what the extractor would look at many times and never want.

Its time goes into tests of every element's class and id against lists of names, twenty passes over the page and more.
Pictures, their wrappers, icons and the empty slots of advertisements are a third of a page's elements, lists of links
to other stories half of what is left.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from lxml.html import HtmlElement

from crawler.pages.text.blocks import Block

_LINKED = 0.9  # of a line's characters: it is a link
_MOSTLY = 0.6
_HEADLINE = 25  # characters
_SHORT_LINE = 25  # characters: an hour, a section's name, a counter stand between links
_LISTS = frozenset(("div", "ul", "ol", "dl", "section"))
# From here on the extractor itself drops a list; longer ones on average are catalogues with their texts.
_FEWEST_LINKS = 5
_LONGEST_LINK = 100
# Not br, hr and table cells: they say where lines and columns end.
_DROPPED = frozenset(
    """a abbr article aside b blockquote center cite dd div dl dt em figcaption figure font form h1 h2 h3 h4 h5 h6
    header i img input ins label li link main meta ol p picture section small source span strong sub sup time u
    ul""".split()
)


def drop_link_lists(root: HtmlElement, blocks: Iterable[Block]) -> None:
    """Takes the lists of links out of the tree in which no line stands that is none. `blocks` are the tree's."""
    with_text = {root}
    for block in blocks:
        if block.where is not None and block.linked < _LINKED and len(block.text) >= _SHORT_LINE:
            with_text.update(_upwards(block.where, with_text))
    for element in [child for parent in with_text for child in parent if child not in with_text]:
        if element.tag in _LISTS and not (element.tail or "").strip() and _is_link_list(element):
            element.getparent().remove(element)


def drop_empty(root: HtmlElement) -> None:
    """Takes elements out of the tree that have no text in them and none right behind. Linear in the tree's size."""
    for element in reversed(list(root.iterdescendants())):  # a child before its parent
        if len(element) or element.tag not in _DROPPED:
            continue
        text, tail = element.text, element.tail
        if (text and text.strip()) or (tail and tail.strip()):
            continue
        parent = element.getparent()
        if tail:
            before = element.getprevious()
            if before is None:
                parent.text = (parent.text or "") + " "
            else:
                before.tail = (before.tail or "") + " "
        parent.remove(element)


def _upwards(element: HtmlElement | None, known: set[HtmlElement]) -> Iterator[HtmlElement]:
    """The element and those around it, up to one that is known."""
    while element is not None and element not in known:
        yield element
        element = element.getparent()


def _is_link_list(element: HtmlElement) -> bool:
    """Whether nearly all of its text is in links, or most of it in links as long as headlines, with hours and names."""
    if next(islice(element.iter("a"), _FEWEST_LINKS - 1, None), None) is None:
        return False
    links = [size for link in element.iter("a") if link.get("href") and (size := _size(link))]
    linked = sum(links)
    if len(links) < _FEWEST_LINKS or linked >= _LONGEST_LINK * len(links):
        return False
    return linked > (_MOSTLY if linked >= _HEADLINE * len(links) else _LINKED) * _size(element)


def _size(element: HtmlElement) -> int:
    return len(" ".join("".join(element.itertext()).split()))
