"""Where on a page links stand that are not its list of stories: menus, footers, boxes of what others read; pure.

A story in a box of most-read ones belongs to some section, only rarely to this one, and is old more often than new.
"""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from crawler.arabic.letters import fold_key

_MENUS = ("nav", "aside", "form", "dialog", "noscript")
_ROLES = frozenset(("navigation", "contentinfo", "search", "menu", "menubar", "complementary"))
_BOX_NAME = re.compile(
    r"(?:^|[\s_-])(?:most-?_?(?:read|view|visit|popular|watch|shar|comment)\w*|popular(?:-?posts?)?|trending|breadcrumbs?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BOX_TITLE = re.compile(
    r"[\W_]*(?:(?:ال)?(?:اخبار|مقالات|مواضيع)?\s*(?:ال)?اكثر\s+(?:قراءه|مشاهده|تداولا|تعليقا|مشاركه|شيوعا|رواجا|زياره)"
    r"|(?:ال)?(?:مقالات|مواضيع|اخبار)\s+(?:ال)?(?:شائعه|شايعه|رائجه|رايجه)|most\s+(?:read|popular|viewed))[\W_]*",
    re.IGNORECASE,
)
_MOST_CLIMBS = 3
_LARGEST_BOX = 15  # links; what has more is the page and not a box on it
_LONGEST_TITLE = 40  # characters


def chrome_of(page: HtmlElement) -> set[HtmlElement]:
    """The elements whose links are not of the page's own list."""
    found: set[HtmlElement] = set()
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in _MENUS or (element.tag == "footer" and next(element.iterancestors("article"), None) is None):
            # ASP.NET puts the whole page into a form.
            if element.tag != "form" or _links_in(element, _LARGEST_BOX + 1) <= _LARGEST_BOX:
                found.add(element)
        elif (element.get("role") or "") in _ROLES or _is_named_box(element):
            found.add(element)
        for title in _box_titles(element):
            box = _box_around(title)
            if box is not None:
                found.add(box)
    return found


def is_within(element: HtmlElement, places: set[HtmlElement]) -> bool:
    """Whether an element is one of these or stands in one."""
    return element in places or any(above in places for above in element.iterancestors())


def _is_named_box(element: HtmlElement) -> bool:
    if element.tag in ("html", "body", "main", "a"):
        return False
    return bool(_BOX_NAME.search(f"{element.get('class') or ''} {element.get('id') or ''}"))


def _box_titles(element: HtmlElement) -> Iterator[HtmlElement]:
    """The element, or what it stands in, where the text at its beginning or behind it names a box."""
    for text, owner in ((element.text, element), (element.tail, element.getparent())):
        if text and owner is not None and _is_box_title(text.strip()):
            yield owner


def _is_box_title(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_TITLE and bool(_BOX_TITLE.fullmatch(fold_key(text)))


def _box_around(title: HtmlElement) -> HtmlElement | None:
    """The smallest element around a title that holds two links besides it, if that is no larger than a box."""
    for above in islice(title.iterancestors(), _MOST_CLIMBS):
        if above.tag in ("main", "body", "html"):
            return None
        links = _links_in(above, _LARGEST_BOX + 2) - _links_in(title, 2)
        if links >= 2:
            return above if links <= _LARGEST_BOX else None
    return None


def _links_in(element: HtmlElement, most: int) -> int:
    return sum(1 for _ in _first_links(element, most))


def _first_links(element: HtmlElement, most: int) -> Iterator[HtmlElement]:
    return islice(element.iter("a"), most)
