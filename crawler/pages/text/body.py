"""The blocks of a page's story: what the extractor takes for the body, with what it is known to lose.

trafilatura says which lines are the body; the page's own blocks say what those lines look like, and give back a
lead that stands in a block of its own above them.
"""

from collections import Counter
from collections.abc import Sequence

from lxml.html import HtmlElement

from crawler.arabic.letters import fold_key
from crawler.news import Refusal, RefusalReason
from crawler.pages.text.blocks import Block, elements_in, text_blocks
from crawler.pages.text.extractor import extracted_text
from crawler.pages.text.lighten import drop_empty, drop_link_lists
from crawler.pages.text.lost import (
    lost_lead,
    squeezed,
    with_lost_lines,
    without_crumbs,
    without_links_above,
    without_repeats,
    without_whole_page,
)

_SHORTEST_HEADLINE, _SHORTEST_EXCERPT = 25, 40  # characters
_LONGEST_HEAD = 4  # blocks from a linked headline to its excerpt
_FEWEST_EXCERPTS = 5
_WHOLE_PARAGRAPHS, _WHOLE_STORY = 3, 400
_MOSTLY = 0.7  # of the paragraphs
_MAX_ELEMENTS = 5_000  # with text and outside of lists of links; real pages have up to 1,000


def body_blocks(
    root: HtmlElement, blocks: Sequence[Block], descriptions: Sequence[str], titles: Sequence[str] = ()
) -> list[Block] | Refusal:
    """The lines of the page's body in order, or the refusal of a page that would take too long.

    `blocks` are those of the whole page, `titles` what its own story is called. The tree is used up: what is
    no text of a story is taken out of it.
    """
    captions = {fold_key(alt) for image in root.iter("img") for alt in (image.get("alt"), image.get("title")) if alt}
    drop_link_lists(root, blocks)
    drop_empty(root)
    count = elements_in(root)
    if count > _MAX_ELEMENTS:
        return Refusal(reason=RefusalReason.TOO_LARGE, detail=f"a page of {count} elements with text")
    known = {squeezed(block.text): block for block in reversed(blocks)}
    lines = [known.get(squeezed(line), Block(text=line)) for line in _lines(extracted_text(root))]
    lines = [line for line in lines if not line.caption and fold_key(line.text) not in captions]
    lines = without_links_above(without_whole_page(lines, blocks), blocks, titles)
    lines = with_lost_lines(lines, blocks)
    lead = lost_lead(lines, blocks, descriptions, titles)
    return without_crumbs(without_repeats([lead, *lines] if lead is not None else lines))


def is_list_of_links(lines: Sequence[Block]) -> bool:
    """Whether what was taken for a body is a section page: headlines that lead elsewhere, with or without excerpts."""
    linked = sum(line.linked >= 0.9 for line in lines)
    return (linked >= 5 and linked >= 0.35 * len(lines)) or linked == len(lines) >= 2


def above_links(lines: Sequence[Block]) -> list[Block]:
    """The lines above a list of links, if they are a whole story: what the extractor took in stands below it."""
    end = next((index for index, line in enumerate(lines) if line.linked >= 0.9), len(lines))
    above = list(lines[:end])
    paragraphs = [len(line.text) for line in above if len(line.text) >= _SHORTEST_EXCERPT]
    return above if len(paragraphs) >= _WHOLE_PARAGRAPHS and sum(paragraphs) >= _WHOLE_STORY else []


def is_list_of_excerpts(paragraphs: Sequence[str], blocks: Sequence[Block]) -> bool:
    """Whether the paragraphs of what was taken for a story stand one by one with linked headlines of a section page.

    Between a headline and its excerpt there may be a date and a section; instead of the headline's link there may be
    one below the excerpt, «اقرأ المزيد».
    """
    below = Counter(block.text for block in blocks if _leads_on(block))
    kept, linked = set(paragraphs), -_LONGEST_HEAD
    count = excerpts = of_story = 0
    for index, block in enumerate(blocks):
        if block.linked >= 0.9 and len(block.text) >= _SHORTEST_HEADLINE:
            linked = index
        elif len(block.text) >= _SHORTEST_EXCERPT and block.linked < 0.5 and not block.heading:
            following = blocks[index + 1] if index + 1 < len(blocks) else block
            leads_on = _leads_on(following) and below[following.text] >= _FEWEST_EXCERPTS
            is_excerpt = index - linked < _LONGEST_HEAD or (leads_on and blocks[index - 1].heading > 1)
            linked = -_LONGEST_HEAD  # what follows the excerpt is none
            excerpts += is_excerpt
            if block.text in kept:
                count += 1
                of_story += is_excerpt
    return excerpts >= _FEWEST_EXCERPTS and of_story >= max(1, _MOSTLY * count)


def _leads_on(block: Block) -> bool:
    return block.linked >= 0.9 and len(block.text) < _SHORTEST_HEADLINE


def _lines(text: str) -> list[str]:
    """The extractor's lines; its table rows (| a | b |) without bars at their ends and without rules."""
    lines = [block.text for block in text_blocks(text)]
    return [line.strip("| ") if line.startswith("|") else line for line in lines if line.strip("|- ")]
