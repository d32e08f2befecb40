"""The boxes of other stories that a walk over a page passes over, taken out of the text that an extractor found.

An extractor leaves out a box's label and its linked headlines and keeps the excerpts, which then look like paragraphs
of the story. On the page's own lines the label and the headlines are still there.
"""

from collections.abc import Iterable, Sequence

from crawler.pages.text.blocks import Block

_MOST_PIECES = 100
_OF_NO_BOX = 0.05  # of a line's characters


def without_passed(lines: Sequence[Block], blocks: Sequence[Block], passed: Iterable[int]) -> list[Block]:
    """The lines without those of the blocks that were passed over, which are named by their index.

    A line that the page says a second time outside of the boxes stays; one into which a headline and its excerpt were
    glued goes.
    """
    gone = set(passed)
    if not gone:
        return list(lines)
    kept = {_squeezed(block.text) for index, block in enumerate(blocks) if index not in gone}
    boxed = {_squeezed(blocks[index].text) for index in gone} - kept
    pieces = sorted(boxed, key=len, reverse=True)[:_MOST_PIECES]
    return [line for line in lines if not _is_of_a_box(_squeezed(line.text), boxed, pieces, kept)]


def _is_of_a_box(text: str, boxed: set[str], pieces: Sequence[str], kept: set[str]) -> bool:
    """Whether a line says nothing but what stands in the boxes: one of their lines, or several glued together."""
    bare = text.lstrip("-")
    if text in kept or bare in kept:
        return False
    if text in boxed or bare in boxed:
        return True
    rest = text
    for piece in pieces:
        if piece in rest:
            rest = rest.replace(piece, "")
    return len(rest.strip("-")) <= _OF_NO_BOX * len(text)


def _squeezed(text: str) -> str:
    return "".join(text.split())
