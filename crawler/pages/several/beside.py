"""What stands beside a story's body on its page and says who wrote it or whose it is.

An extractor takes the body; the byline stands with the headline, the source line under the last paragraph, each in a
box of its own.
"""

from collections.abc import Iterator, Sequence

from crawler.pages.credits.bylines import byline_of, byline_of_crumb
from crawler.pages.furniture.chrome import Line, LineKind, line_kind
from crawler.pages.several.parts import Part
from crawler.pages.text.blocks import Block

_ABOVE, _BELOW, _BEFORE_HEADING = 10, 4, 3  # blocks
_LONGEST = 120  # characters of such a line
_ENDS = (LineKind.READ_ALSO, LineKind.ENDING)


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


def _beside(part: Part, blocks: Sequence[Block]) -> Iterator[tuple[str, Line]]:
    body = set(part.paragraphs)
    heading = next((index for index, block in enumerate(blocks) if block.heading == 1), None)
    if heading is not None and body:
        near = [*blocks[heading + 1 : heading + 1 + _ABOVE], *blocks[max(0, heading - _BEFORE_HEADING) : heading]]
        yield from _lines(near, body)
    last = next((index for index in range(len(blocks) - 1, -1, -1) if blocks[index].text in body), None)
    if last is not None:
        yield from _lines(blocks[last + 1 : last + 1 + _BELOW], body, below=True)


def _lines(blocks: Sequence[Block], body: set[str], *, below: bool = False) -> Iterator[tuple[str, Line]]:
    for block in blocks:
        if block.text in body or len(block.text) > _LONGEST:
            return
        line = line_kind(block.text)
        if line.kind in _ENDS:
            return
        # Behind a story a line of text may be anything; a link there leads to another one.
        if not (below and (line.kind in (LineKind.TEXT, LineKind.BYLINE) or block.linked >= 0.9)):
            yield block.text, line
