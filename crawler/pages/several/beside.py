"""What stands beside a story's body on its page and says who wrote it or whose it is, and what it is about.

An extractor takes the body; the byline stands with the headline, the source line and the tags under the last
paragraph, each in a box of its own.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from crawler.pages.credits.bylines import byline_of, byline_of_crumb
from crawler.pages.furniture.chrome import Line, LineKind, line_kind
from crawler.pages.several.containers import are_neighbours
from crawler.pages.several.parts import Part
from crawler.pages.text.blocks import Block

_ABOVE, _BELOW, _BEFORE_HEADING = 10, 4, 3  # blocks
_LONGEST = 120  # characters of such a line
_LONGEST_SOURCE = 60  # below its label
_ENDS = (LineKind.READ_ALSO, LineKind.ENDING)
_LINES_TO_TAGS, _LONGEST_TAG, _MOST_TAGS = 8, 40, 15
_BETWEEN_TAGS = re.compile(r"[،,;؛|#]")
_EDITED = re.compile(r"\W*تحرير")


def credit_from_beside(part: Part, blocks: Sequence[Block]) -> None:
    """Adds to a part the byline and the sources that stand above or below it among its page's blocks."""
    for text, line in _beside(part, blocks):
        if line.kind is LineKind.BYLINE:
            part.byline = part.byline or byline_of([line.rest])
        elif line.kind is LineKind.SOURCE and line.rest:
            part.credits.append(line.rest)
            part.credited_source = part.credited_source or line.rest
        elif line.kind is LineKind.AGENCY:
            part.credits.append(text)
            part.credited_source = part.credited_source or text
        elif line.kind is LineKind.TEXT:
            part.byline = part.byline or byline_of_crumb(text)


def tags_from_beside(part: Part, blocks: Sequence[Block]) -> tuple[str, ...]:
    """The tags below a part among its page's blocks: behind a label, in links under one, as hashtags."""
    last = _last_of(part, blocks)
    if last is None:
        return ()
    found: list[str] = []
    labelled, place = 0, None  # a label stands alone: the links behind it, of one kind, are the tags
    for block in blocks[last + 1 : last + 1 + _LINES_TO_TAGS + _MOST_TAGS]:
        line = line_kind(block.text)
        if line.kind is LineKind.TAGS or _begins_with_label(block):
            tags = _tags_of(block)
            labelled = 0 if tags else _MOST_TAGS
            found += tags
        elif labelled and _is_tag_link(block, line) and place in (None, _place(block)):
            found += _split(block.pieces or (block.text,))
            labelled, place = labelled - 1, _place(block)
        elif found or line.kind in _ENDS or len(block.text) > _LONGEST:
            break
        else:
            labelled = 0
    return tuple(dict.fromkeys(tag for tag in found if 1 < len(tag) <= _LONGEST_TAG))[:_MOST_TAGS]


def _is_tag_link(block: Block, line: Line) -> bool:
    longest = _LONGEST_TAG * max(1, len(block.pieces))
    return block.linked >= 0.9 and len(block.text) <= longest and line.kind is LineKind.TEXT


def _place(block: Block) -> tuple[str, ...]:
    """The elements around a link, as far as links of one list have the same."""
    return () if block.where is None else tuple(element.tag for element in islice(block.where.iterancestors(), 2))


def _tags_of(block: Block) -> list[str]:
    """The tags on a line that is a label with tags or hashtags; links next to each other are tags of their own."""
    if _begins_with_label(block):
        return _split((_behind_label(block.pieces[0]) or "", *block.pieces[1:]))
    return _split((line_kind(block.text).rest,))


def _begins_with_label(block: Block) -> bool:
    """Whether the first of several pieces on a line is a label of tags: «وسوم», «الأردن», «فرنسا»."""
    return len(block.pieces) > 1 and _behind_label(block.pieces[0]) is not None


def _behind_label(piece: str) -> str | None:
    """What stands behind a label of tags, perhaps without a colon between them; None where no label begins it."""
    line = line_kind(piece)
    if line.kind is LineKind.TAGS:
        return line.rest
    words = piece.split()
    for count in range(1, min(3, len(words))):
        if line_kind(" ".join(words[:count])).kind is LineKind.TAGS:
            return " ".join(words[count:])
    return None


def _split(pieces: Sequence[str]) -> list[str]:
    tags = (tag.strip(" :.•-").replace("_", " ") for piece in pieces for tag in _BETWEEN_TAGS.split(piece))
    return list(filter(None, tags))


def _beside(part: Part, blocks: Sequence[Block]) -> Iterator[tuple[str, Line]]:
    body = set(part.paragraphs)
    heading = next((index for index, block in enumerate(blocks) if block.heading == 1), None)
    if heading is not None and body:
        near = [*blocks[heading + 1 : heading + 1 + _ABOVE], *blocks[max(0, heading - _BEFORE_HEADING) : heading]]
        yield from _lines(near, body)
    last = _last_of(part, blocks)
    if last is not None:
        yield from _lines(blocks[last + 1 : last + 1 + _BELOW], body, above=blocks[last])


def _last_of(part: Part, blocks: Sequence[Block]) -> int | None:
    body = set(part.paragraphs)
    return next((index for index in range(len(blocks) - 1, -1, -1) if blocks[index].text in body), None)


def _lines(blocks: Sequence[Block], body: set[str], *, above: Block | None = None) -> Iterator[tuple[str, Line]]:
    """The lines that may say something of a story; `above` is its last paragraph, where they stand below it."""
    for number, block in enumerate(blocks):
        if block.text in body or len(block.text) > _LONGEST:
            return
        line = line_kind(block.text)
        if line.kind in _ENDS:
            return
        if line.kind is LineKind.SOURCE and not line.rest and number + 1 < len(blocks):
            line = _source_below(blocks[number + 1])
        if above is None or _may_stand_below(block, line, above):
            yield block.text, line


def _source_below(block: Block) -> Line:
    """The source line whose label stands alone above a block."""
    is_source = len(block.text) <= _LONGEST_SOURCE and line_kind(block.text).kind in (LineKind.TEXT, LineKind.AGENCY)
    return Line(kind=LineKind.SOURCE, rest=block.text if is_source else "")


def _may_stand_below(block: Block, line: Line, last: Block) -> bool:
    """Whether a line behind a story's last paragraph may be about it: one of text may be anything, a link is another
    story's, and a writer is its own in the same container only."""
    if line.kind is LineKind.TEXT or block.linked >= 0.9:
        return False
    # Who edited a text is no writer.
    return line.kind is not LineKind.BYLINE or (are_neighbours(block, last) and not _EDITED.match(block.text))
