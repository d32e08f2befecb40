"""Who a page shows as its story's author: elements near the heading that are named for it, links to an author's page.

Themes call such an element author, byline, writer and the like, with their own words before and behind. The same
names stand on teasers, comments and quotations, which `heading` tells apart by their boxes; where a page still shows
more than two persons, none is taken.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from crawler.pages.credits.bylines import byline_of_pieces
from crawler.pages.titles.heading import Surroundings

_WHO = (
    r"(?:author|byline|writer|columnist|reporter|journalist|k[ae]t[ei]b)s?"
    r"|(?:posted|written|created|post|entry|article|news|meta)[-_]?by"
)
_NAME = re.compile(rf"(?:[a-z0-9]+[-_]+)*(?:{_WHO})(?:[-_]+(?:name|link|url|meta|info|text|label|by|value|wrap))*")
_WHOLE_NAME = frozenset(("vcard", "fn", "username"))
# Of somebody else, or of more than a name.
_NO_AUTHOR = re.compile(
    r"comment|related|about|bio(?:$|[-_])|avatar|quote|photo|image|img|pic|credit|sidebar|widget|desc"
)
_AUTHOR_PAGE = re.compile(r"/(?:authors?|writers?|columnists?)(?:/|\?|\.php)[^/?#\s]*\S")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NO_NAMES = frozenset("meta link img article form input textarea select".split())
_MOST_LOOKED_AT, _MOST_ELEMENTS, _MOST_PIECES, _LONGEST = 3_000, 60, 12, 120
_MOST_NAMES = 2
_FARTHEST = 2  # boxes around the heading, where no <article> says what belongs to it


def shown_author(around: Surroundings | None) -> str | None:
    """The byline that the story's page shows in elements of its own, or None."""
    if around is None:
        return None
    found = []
    for element in islice(_author_elements(around.box(_FARTHEST)), _MOST_ELEMENTS):
        distance = around.distance(element)
        name = byline_of_pieces(_pieces(element)) if distance is not None else None
        if distance is not None and name is not None:
            found.append((distance, name))
    nearest = min((distance for distance, _ in found), default=0)
    names = dict.fromkeys(name for distance, name in found if distance == nearest)
    return "، ".join(names) if 0 < len(names) <= _MOST_NAMES else None


def _author_elements(box: HtmlElement) -> Iterator[HtmlElement]:
    for element in islice(box.iter(etree.Element), _MOST_LOOKED_AT):
        names, identity = element.get("class"), element.get("id")
        named = (names is not None and _is_authors(names)) or (identity is not None and _is_authors(identity))
        leads_there = element.tag == "a" and _AUTHOR_PAGE.search(element.get("href") or "") is not None
        if (named or leads_there) and element.tag not in _NO_NAMES:
            yield element


@lru_cache(maxsize=4096)
def _is_authors(names: str) -> bool:
    """Whether a class or an id names an author's element."""
    words = [_CAMEL.sub("-", name).lower() for name in names.split()[:20] if len(name) <= _LONGEST]
    if any(map(_NO_AUTHOR.search, words)):
        return False
    return any(word in _WHOLE_NAME or _NAME.fullmatch(word) for word in words)


def _pieces(element: HtmlElement) -> list[str]:
    """The texts of an element in their order; none of one that holds more than names."""
    texts = [text for piece in islice(element.itertext(), 2 * _MOST_PIECES) if (text := " ".join(piece.split()))]
    return texts if len(texts) <= _MOST_PIECES and sum(map(len, texts)) <= _LONGEST else []
