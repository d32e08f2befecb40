"""Reading a page by its outlet's rule: what the rule finds counts before what all pages have in common.

Where a selector finds nothing any more, since the outlet has changed its pages, the general reader goes on as ever.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import tzinfo
from typing import cast

from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from crawler.arabic.clean import clean_title
from crawler.arabic.letters import fold_key
from crawler.news import PublishedFrom
from crawler.pages.credits.bylines import byline_of
from crawler.pages.furniture.chrome import line_kind
from crawler.pages.metadata import Metadata
from crawler.pages.outlet_rules import OutletRule
from crawler.pages.text.blocks import Block
from crawler.pages.when.dates import read_told
from crawler.pages.when.story_dates import StatedDate

_LONGEST_BYLINE = 100
# «كتبت أسماء …» without a colon is a byline where the rule says that a byline stands there.
_WRITTEN_BY = re.compile(r"(?:كتبت?|بقلم|بواسطة|إعداد|تحرير|By)\s*[:/|-]?\s+", re.IGNORECASE)


def stated_by_rule(rule: OutletRule, root: HtmlElement, metadata: Metadata, zone: tzinfo) -> Metadata:
    """The metadata with what the rule finds on the page; to be asked before anything is taken out of the tree."""
    find = rule.find
    title, byline, section = (_text(_first(selectors, root)) for selectors in (find.title, find.byline, find.section))
    if title:
        metadata = replace(metadata, titles=(title, *metadata.titles))
    byline = _WRITTEN_BY.sub("", line_kind(byline).rest or byline, count=1)
    if byline and len(byline) <= _LONGEST_BYLINE:
        metadata = replace(metadata, byline=byline_of([byline]) or byline)
    if section:
        metadata = replace(metadata, section=section)
    time = _first(find.time, root)
    if time is not None:
        stated = time.get("datetime") or time.get("content")
        told = read_told(stated or _text(time), zone, day_first=not stated)
        source = PublishedFrom.TIME_ELEMENT if stated else PublishedFrom.TEXT
        if told is not None:
            date = StatedDate(told=told, source=source, labelled=True)
            metadata = replace(metadata, dates=(date, *metadata.dates))
    return metadata


def drop_elements(rule: OutletRule, root: HtmlElement) -> None:
    """Takes the elements out of the tree that the rule says are no part of a story; what follows them stays."""
    for selector in rule.drop.elements:
        for element in _matches(selector, root):
            if element.getparent() is not None:
                element.drop_tree()


def body_by_rule(rule: OutletRule, root: HtmlElement, blocks: Sequence[Block]) -> list[Block]:
    """Those of the page's blocks that stand in the rule's body, with its lead before them; none where it is missing."""
    find = rule.find
    matches = next((found for selector in find.body if (found := _matches(selector, root))), [])
    if not matches:
        return []
    body = _within(matches if find.whole_body else matches[:1], blocks)
    lead = _first(find.lead, root)
    held = {id(block) for block in body}
    above = [] if lead is None else [block for block in _within([lead], blocks) if id(block) not in held]
    return [*above, *body] if body else []


def kept_lines(rule: OutletRule, blocks: Sequence[Block]) -> list[Block]:
    """The blocks without the lines that the rule drops."""
    return [
        block for block in blocks if not any(pattern.fullmatch(fold_key(block.text)) for pattern in rule.drop.lines)
    ]


def _within(elements: Sequence[HtmlElement], blocks: Sequence[Block]) -> list[Block]:
    """The blocks that begin in one of the elements, captions of pictures left out."""
    inside = {node for element in elements for node in element.iter()}
    tops = set(elements)
    return [
        block
        for block in blocks
        if block.where in inside and not (block.in_tail and block.where in tops) and not block.caption
    ]


def _first(selectors: Sequence[CSSSelector], root: HtmlElement) -> HtmlElement | None:
    return next((found[0] for selector in selectors if (found := _matches(selector, root))), None)


def _matches(selector: CSSSelector, root: HtmlElement) -> list[HtmlElement]:
    return cast(list[HtmlElement], selector(root))


def _text(element: HtmlElement | None) -> str:
    return "" if element is None else clean_title(" ".join(element.itertext()))
