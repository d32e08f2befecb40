"""The body of a page as trafilatura finds it: its own stages, without what only other options of it need.

`trafilatura.bare_extraction` in its quicker way, without comments, links, metadata and formatting, copies the page for
readers that it then does not ask, reads its options anew for each page, and cleans and measures the whole page although
a bound often tells enough. `tests/crawler/pages/test_extractor.py` holds that the text is the same.
"""

import logging
from copy import copy
from functools import cache

from lxml.etree import _Element
from lxml.html import HtmlElement
from trafilatura.baseline import baseline, html2txt
from trafilatura.core import ESCALATION_ACCEPT_RATIO, ESCALATION_MAX_LENGTH, ESCALATION_PAGE_SHARE
from trafilatura.htmlprocessing import convert_tags, prune_unwanted_nodes, tree_cleaning
from trafilatura.main_extractor import extract_content
from trafilatura.settings import Extractor
from trafilatura.xml import xmltotxt
from trafilatura.xpaths import RAW_TREE_PRUNE_XPATH, REMOVE_COMMENTS_AND_LISTS_XPATH

from crawler.pages.text.blocks import elements_in

logger = logging.getLogger(__name__)


@cache
def _options(focus: str) -> Extractor:
    """What trafilatura is asked for; it changes none of it."""
    options = Extractor(output_format="python", fast=True, comments=False, formatting=False)
    options.focus = focus
    return options


def extracted_text(root: HtmlElement) -> str:
    """The lines that are the page's body; empty where there are too few. The tree stays as it is.

    `root` holds no scripts any more, by which trafilatura knows forums.
    """
    tree = prune_unwanted_nodes(copy(root), RAW_TREE_PRUNE_XPATH)
    tree = prune_unwanted_nodes(tree, REMOVE_COMMENTS_AND_LISTS_XPATH)
    try:
        body, text = _stages(tree)
        return xmltotxt(body, False) if len(text) >= _options("balanced").min_output_size else ""
    except (TypeError, ValueError):  # as trafilatura takes its own
        return ""


def _stages(tree: HtmlElement) -> tuple[_Element, str]:
    least = _options("balanced").min_extracted_size
    body, text = _extracted(tree, "balanced")
    if len(text) < least:
        rescued, rescued_text, length = baseline(tree)
        if length > len(text):
            body, text = rescued, rescued_text
    if 0 < len(text) < ESCALATION_MAX_LENGTH and _covers_little(text, tree):
        try:
            more, more_text = _extracted(tree, "recall")
        except Exception as error:  # what was found stands
            logger.debug("no_more_found error=%s", type(error).__name__)
        else:
            if len(more_text) >= least and len(more_text) > ESCALATION_ACCEPT_RATIO * len(text):
                return more, more_text
    return body, text


def _extracted(tree: HtmlElement, focus: str) -> tuple[_Element, str]:
    options = _options(focus)
    body, text = extract_content(convert_tags(tree_cleaning(copy(tree), options), options, None), options)
    return body, text


def _covers_little(text: str, tree: HtmlElement) -> bool:
    """Whether the text is a small part of what the page says."""
    inside = tree.find(".//body")
    whole = tree if inside is None else inside
    # All text with a space between any two pieces of it is no shorter than what html2txt leaves of it, and an element
    # parts a piece in two at most. Without the needless spaces it is a closer bound.
    if len(text) >= ESCALATION_PAGE_SHARE * (len(whole.text_content()) + 2 * elements_in(whole)):
        return False
    if len(text) >= ESCALATION_PAGE_SHARE * len(" ".join(" ".join(whole.itertext()).split())):
        return False
    return bool(len(text) < ESCALATION_PAGE_SHARE * len(html2txt(tree)))
