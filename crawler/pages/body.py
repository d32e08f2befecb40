"""The blocks of a page's story: what the extractor takes for the body, with what it is known to lose.

trafilatura says which lines are the body; the page's own blocks say what those lines look like, and give back a
lead that stands in a block of its own above them.
"""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement
from trafilatura import bare_extraction

from crawler.arabic.letters import fold_key
from crawler.pages.blocks import Block, text_blocks

_SPACE = re.compile(r"\s+")
_LEAD_PREFIX = 60  # characters of a description that must stand at the head of a block


def body_blocks(root: HtmlElement, blocks: Sequence[Block], descriptions: Sequence[str]) -> list[Block]:
    """The lines of the page's body in order. `blocks` are those of the whole page."""
    extracted = bare_extraction(root, fast=True, include_comments=False, with_metadata=False, include_formatting=False)
    text = getattr(extracted, "text", None) or ""
    captions = {fold_key(alt) for image in root.iter("img") for alt in (image.get("alt"), image.get("title")) if alt}
    known = {_squeezed(block.text): block for block in reversed(blocks)}
    lines = [known.get(_squeezed(line), Block(text=line)) for line in _lines(text)]
    lines = [line for line in lines if not line.caption and fold_key(line.text) not in captions]
    lead = _lost_lead(lines, blocks, descriptions)
    return [lead, *lines] if lead is not None else lines


def is_list_of_links(lines: Sequence[Block]) -> bool:
    """Whether what was taken for a body is a section page: headlines that lead elsewhere, with or without excerpts."""
    linked = sum(line.linked >= 0.9 for line in lines)
    return linked >= 5 and linked >= 0.35 * len(lines)


def _lines(text: str) -> list[str]:
    """The extractor's lines; its table rows (| a | b |) without bars at their ends and without rules."""
    lines = [block.text for block in text_blocks(text)]
    return [line.strip("| ") if line.startswith("|") else line for line in lines if line.strip("|- ")]


def _lost_lead(lines: Sequence[Block], blocks: Sequence[Block], descriptions: Sequence[str]) -> Block | None:
    """A block of the page that begins as a description does and is missing from the body's lines."""
    body = fold_key(" ".join(line.text for line in lines))
    for description in descriptions:
        head = fold_key(description)[:_LEAD_PREFIX]
        if len(head) < _LEAD_PREFIX or head in body:
            continue
        for block in blocks:
            text = fold_key(block.text)
            if text.startswith(head) and block.linked < 0.5 and text not in body:
                return block
    return None


def _squeezed(text: str) -> str:
    return _SPACE.sub("", text)
